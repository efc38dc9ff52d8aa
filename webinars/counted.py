"""What a figure of a webinar counts, by the words of its unit: one list for attendance and for the report."""

PEOPLE = frozenset(
    {"participant", "participants", "participante", "participantes", "people", "person", "persons", "attendees"}
)
COUNTRIES = frozenset(
    {
        *("country", "countries", "country or area", "countries or areas", "countries and areas"),
        *("pays", "pais", "paises"),
    }
)
VIEWS = frozenset({"view", "views", "viewers", "vues", "visualizaciones"})
