# ruff: noqa: E501 – lines as the platforms write them
"""Files as the platforms give them, with invented people. Each is text; the tests choose bytes for it."""

ZOOM_MEETING = """\
Topic,ID,Host name,Host email,Duration (minutes),Start time,End time,Participants
"Webinar on marks, second part",812 3456 7890,Hana Host,hana@example.org,136,04/13/2027 11:45:02 AM,04/13/2027 02:01:00 PM,5

Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room
Hana Host,hana@example.org,04/13/2027 11:45:02 AM,04/13/2027 02:01:00 PM,136,No,,No
Ada Example,ada@example.org,04/13/2027 11:55:00 AM,04/13/2027 11:58:00 AM,3,Yes,,Yes
Ada Example,ada@example.org,04/13/2027 11:58:00 AM,04/13/2027 12:58:00 PM,60,Yes,OK,No
Ada (phone),ADA@example.org,04/13/2027 01:00:00 PM,04/13/2027 01:30:00 PM,30,Yes,OK,No
José Ñandú,,04/13/2027 12:00:00 PM,04/13/2027 12:30:00 PM,30,Yes,OK,No
JOSE NANDU (Guest),,04/13/2027 12:45:00 PM,04/13/2027 12:55:00 PM,10,Yes,OK,No
iPhone,,04/13/2027 12:00:00 PM,04/13/2027 12:30:00 PM,30,Yes,OK,No
iPhone,,04/13/2027 12:10:00 PM,04/13/2027 12:30:00 PM,20,Yes,OK,No
"""
ZOOM_OLD = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
812 3456 7890,Marks,04/13/2027 11:45:02 AM,04/13/2027 02:01:00 PM,hana@example.org,136,2,

Name (Original Name),User Email,Total Duration (Minutes),Guest,
Ada Example,ada@example.org,90,Yes,
Bo Sample (Bo),bo@example.org,45,Yes,
"""
ZOOM_WEBINAR = """\
Attendee Report,
Report Generated:,"04/14/2027 09:12:33 AM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,Max Concurrent Views,Enable Registration
Marks,812 3456 7890,"04/13/2027 11:45:02 AM",136,3,0,2,4,2,Yes
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Hana Host,hana@example.org,"04/13/2027 11:45:02 AM","04/13/2027 02:01:00 PM",136,No,Switzerland
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Pia Panel,pia@example.org,"04/13/2027 11:50:00 AM","04/13/2027 02:00:00 PM",130,Yes,Peru
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Ada Example,Ada,Example,ada@example.org,"04/02/2027 08:00:00 AM",approved,"04/13/2027 11:58:00 AM","04/13/2027 12:58:00 PM",60,Yes,Kenya
Yes,Ada Example,Ada,Example,ada@example.org,,,"04/13/2027 01:00:00 PM","04/13/2027 01:30:00 PM",30,Yes,Kenya
No,Nobody Here,Nobody,Here,nobody@example.org,"04/03/2027 08:00:00 AM",approved,--,--,--,--,--
Other Attended,
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
15551230000,"04/13/2027 12:58:00 PM","04/13/2027 01:08:00 PM",10,Chile
"""
ZOOM_SPANISH = """\
Nombre (nombre original);Correo electrónico;Hora de entrada;Hora de salida;Duración (minutos);Invitado
Ana Muestra;ana@example.org;13/04/2027 11:58:00 a. m.;13/04/2027 12:58:00 p. m.;60;Sí
Benito Prueba;;13/04/2027 12:00:00 p. m.;13/04/2027 12:30:00 p. m.;30;Sí
"""
WEBEX = """\
Meeting Name\tMeeting Start Time\tMeeting End Time\tDisplay Name\tFirst Name\tLast Name\tAttendee Email\tJoin Time\tLeave Time\tAttendance Duration\tConnection Type
Marks\t="2027-04-13 11:45:02"\t="2027-04-13 14:01:00"\tAda Example\tAda\tExample\tada@example.org\t="2027-04-13 11:58:00"\t="2027-04-13 12:58:00"\t60 mins\tDesktop
Marks\t="2027-04-13 11:45:02"\t="2027-04-13 14:01:00"\t\tBo\tSample\tbo@example.org\t="2027-04-13 12:00:00"\t="2027-04-13 12:30:00"\t30 mins\tMobile
"""
WEBEX_BY_DATE = """\
Participant,Audio Type,Email,Date,Start time,End time,Duration
Ada Example,VoIP,ada@example.org,"April 13, 2027",11:58 pm,12:58 am,60 mins
"""
WEBEX_FRENCH = """\
Nom de la réunion,Heure de début de la réunion,Nom d'affichage,Adresse e-mail,Heure d'arrivée,Heure de départ,Durée de la participation,Type de connexion
Marques,2027-04-13 11:45,Zoé Modèle,zoe@example.org,2027-04-13 11:58,2027-04-13 12:58,60 min,Ordinateur
"""
TEAMS = """\
1. Summary
Meeting title\tMarks
Attended participants\t3
Start time\t4/13/27, 11:45:02 AM
End time\t4/13/27, 2:01:00 PM
Meeting duration\t2h 15m 58s
Average attendance time\t48m 3s

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Hana Host\t4/13/27, 11:45:02 AM\t4/13/27, 2:01:00 PM\t2h 15m 58s\thana@example.org\thana@example.org\tOrganizer
Ada Example\t4/13/27, 11:58:00 AM\t4/13/27, 1:30:00 PM\t1h 30m\t\tada_example.org#EXT#@host.example.net\tPresenter
Bo Sample (Unverified)\t4/13/27, 12:00:00 PM\t4/13/27, 12:30:00 PM\t30m\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Hana Host\t4/13/27, 11:45:02 AM\t4/13/27, 2:01:00 PM\t2h 15m 58s\thana@example.org\tOrganizer
Ada Example\t4/13/27, 11:58:00 AM\t4/13/27, 12:58:00 PM\t1h\tada@example.org\tPresenter
Ada Example\t4/13/27, 1:00:00 PM\t4/13/27, 1:30:00 PM\t30m\tada@example.org\tPresenter
"""
TEAMS_FRENCH = """\
1. Résumé
Titre de la réunion\tMarques
Heure de début\t13/04/2027 à 11:45:02

2. Participants
Nom\tPremière participation\tDernier départ\tDurée de la réunion\tAdresse e-mail\tID de participant (UPN)\tRôle
Zoé Modèle\t13/04/2027 à 11:58:00\t13/04/2027 à 12:58:00\t1 h 0 min 0 s\tzoe@example.org\tzoe@example.org\tOrganisateur
"""
TEAMS_OLD = """\
Full Name\tUser Action\tTimestamp
Hana Host\tJoined before\t4/13/2027, 11:45:02 AM
Ada Example\tJoined\t4/13/2027, 11:58:00 AM
Ada Example\tLeft\t4/13/2027, 12:58:00 PM
Ada Example\tJoined\t4/13/2027, 1:00:00 PM
Ada Example\tLeft\t4/13/2027, 1:30:00 PM
Bo Sample\tLeft\t4/13/2027, 1:30:00 PM
"""
ALL = {
    "zoom meeting": (ZOOM_MEETING, "zoom"),
    "zoom old": (ZOOM_OLD, "zoom"),
    "zoom webinar": (ZOOM_WEBINAR, "zoom"),
    "zoom spanish": (ZOOM_SPANISH, "zoom"),
    "webex": (WEBEX, "webex"),
    "webex by date": (WEBEX_BY_DATE, "webex"),
    "webex french": (WEBEX_FRENCH, "webex"),
    "teams": (TEAMS, "teams"),
    "teams french": (TEAMS_FRENCH, "teams"),
    "teams old": (TEAMS_OLD, "teams"),
}
