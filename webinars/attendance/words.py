"""The names that platforms give to columns, in English, French and Spanish; without accents, capitals and signs."""

import re
import unicodedata
from enum import StrEnum

from webinars.enums import Platform


class Column(StrEnum):
    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "email"
    USER_ID = "user id"  # of Teams: an address, if of a sort
    JOIN = "join"
    LEAVE = "leave"
    DATE = "date"  # of times that stand without it
    MINUTES = "minutes"
    ACTION = "action"  # joined, left
    STAMP = "stamp"
    ROLE = "role"
    ATTENDED = "attended"
    WAITING = "waiting room"
    REGISTERED = "registered"  # when
    OTHER = "other"  # known, and of no use here


NAMES: dict[Column, str] = {
    Column.NAME: """
        name | name original name | user name | user name original name | full name | participant | participant name
        | display name | attendee | attendee name | nom | nom nom d origine | nom d utilisateur
        | nom d utilisateur nom d origine | nom complet | nom du participant | nom d affichage
        | nom original | nom nom original | nom d utilisateur nom original
        | nombre | nombre nombre original | nombre de usuario | nombre de usuario nombre original | nombre completo
        | nombre del participante | participante | nombre para mostrar""",
    Column.FIRST_NAME: "first name | prenom | nombre de pila | primer nombre",
    Column.LAST_NAME: "last name | surname | nom de famille | apellido | apellidos",
    Column.EMAIL: """
        email | e mail | user email | email address | e mail address | attendee email | participant email | mail
        | courriel | adresse e mail | adresse email | adresse courriel | adresse electronique | e mail de l utilisateur
        | adresse de courriel | adresse e mail de l utilisateur | e mail du participant
        | correo electronico | correo | correo electronico del usuario | direccion de correo electronico
        | correo electronico del participante | correo electronico del asistente""",
    Column.USER_ID: """
        participant id upn | upn | id de participant upn | id du participant upn | id del participante upn""",
    Column.JOIN: """
        join time | joined | joined at | first join | first join time | start time | time joined
        | heure d arrivee | heure de connexion | heure d entree | premiere connexion | premiere participation
        | heure de la premiere participation | heure de debut | rejoint a | heure de participation
        | hora de entrada | hora de union | hora de ingreso | primera union | primera entrada | hora de inicio
        | hora de conexion""",
    Column.LEAVE: """
        leave time | left | left at | last leave | last leave time | end time | time left
        | heure de depart | heure de deconnexion | heure de sortie | dernier depart | derniere deconnexion
        | heure de fin | heure du dernier depart
        | hora de salida | ultima salida | hora de abandono | hora de finalizacion | hora de desconexion""",
    Column.DATE: "date | session date | meeting date | fecha",
    Column.MINUTES: """
        duration | duration minutes | total duration | total duration minutes | time in session
        | time in session minutes | attendance duration | in meeting duration | meeting duration | duration mins
        | duree | duree minutes | duree totale | duree totale minutes | temps passe en session
        | temps passe en session minutes | temps de session minutes | duree de participation
        | duree de la participation | duree de la reunion | duree en reunion | duree pendant la reunion
        | duracion | duracion minutos | duracion total | duracion total minutos | tiempo en la sesion
        | tiempo en la sesion minutos | tiempo en sesion minutos | duracion de la asistencia
        | duracion en la reunion | duracion de la reunion""",
    Column.ACTION: """
        user action | action | action de l utilisateur | action utilisateur | accion del usuario | accion de usuario""",
    Column.STAMP: "timestamp | time stamp | horodatage | horodateur | marca de tiempo",
    Column.ROLE: "role | attendee type | rol | funcion | type de participant | tipo de asistente",
    Column.ATTENDED: "attended | present | a participe | a assiste | participe | asistio | asistencia",
    Column.WAITING: """
        in waiting room | waiting room | dans la salle d attente | en salle d attente | en la sala de espera
        | en sala de espera""",
    Column.REGISTERED: "registration time | heure d inscription | hora de inscripcion | hora de registro",
    Column.OTHER: """
        guest | is guest | invite | est un invite | invitado | es invitado | recording disclaimer response
        | connection type | audio type | meeting name | meeting start time | meeting end time | session name
        | approval status | country region name | company | job title | phone | device | client ip address
        | statut d approbation | estado de aprobacion | nom de la reunion | heure de debut de la reunion
        | heure de fin de la reunion | nombre de la reunion | hora de inicio de la reunion
        | hora de finalizacion de la reunion | tipo de conexion | type de connexion | tipo de audio""",
}
KNOWN = {name.strip(): column for column, names in NAMES.items() for name in " ".join(names.split()).split("|")}

# What only one platform calls a column so. Those of the first fitting platform in this order count.
SIGNS: dict[Platform, tuple[str, ...]] = {
    Platform.TEAMS: (
        *("first join", "last leave", "in meeting duration", "participant id upn", "user action"),
        *("premiere participation", "dernier depart", "id de participant upn", "action de l utilisateur"),
        *("action utilisateur", "primera union", "ultima salida", "id del participante upn", "accion del usuario"),
        *("accion de usuario", "premiere connexion", "derniere deconnexion", "primera entrada", "upn"),
    ),
    Platform.ZOOM: (
        *("name original name", "user name original name", "recording disclaimer response", "in waiting room"),
        *("time in session minutes", "is guest", "guest", "duration minutes", "total duration minutes"),
        *("nom nom d origine", "nom d utilisateur nom d origine", "dans la salle d attente", "duree minutes"),
        *("nom nom original", "nom d utilisateur nom original", "en salle d attente", "duree totale minutes"),
        *("nombre nombre original", "nombre de usuario nombre original", "en sala de espera", "duracion minutos"),
        *("en la sala de espera", "duracion total minutos", "invite", "invitado"),
    ),
    Platform.WEBEX: (
        *("attendee email", "attendance duration", "connection type", "audio type", "meeting start time"),
        *("display name", "session name", "heure de debut de la reunion", "type de connexion", "tipo de conexion"),
        *("hora de inicio de la reunion", "tipo de audio", "duree de la participation", "duracion de la asistencia"),
    ),
}

HOSTS = {
    *("host", "co host", "cohost", "alternative host", "organizer", "organiser", "co organizer", "panelist"),
    *("presenter", "hote", "co hote", "organisateur", "co organisateur", "presentateur", "animateur", "intervenant"),
    *("anfitrion", "coanfitrion", "organizador", "coorganizador", "moderador", "panelista", "presentador"),
}
# Titles of the parts of Zoom's webinar report.
HOST_PARTS = {
    *("host details", "panelist details", "details de l hote", "details de l animateur", "details des intervenants"),
    *("detalles del anfitrion", "detalles de los panelistas", "informacion de los panelistas"),
}
NO = {"no", "non", "n", "false"}
YES = {"yes", "oui", "si", "y", "true"}
JOINED = {
    *("joined", "joined before", "rejoint", "rejoint avant", "a rejoint", "s est joint", "se unio", "se unio antes"),
    *("unido", "unido antes", "participe"),
}
LEFT = {"left", "a quitte", "quitte", "est parti", "salio", "abandono", "se fue"}
MEETING_ID = {
    *("meeting id", "webinar id", "id", "meeting number", "id de reunion", "id de la reunion", "id du webinaire"),
    *("numero de reunion", "id del seminario web", "id del webinar"),
}
OF_MEETING = MEETING_ID | {"topic", "participants", "sujet", "tema", "participantes"}


def plain(cell: str) -> str:
    """Letters and digits only, small, without accents: by what two names of a column are the same."""
    apart = unicodedata.normalize("NFKD", cell.strip()).casefold()
    letters = "".join(char for char in apart if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", letters).strip()


def column_of(cell: str) -> Column | None:
    return KNOWN.get(plain(cell))
