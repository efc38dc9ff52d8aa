"""What is a webinar's own on its page, beside what every activity has."""

from activities.pages import activity
from tarepo.enums import Kind
from tarepo.reading.page import Reading
from tarepo.reading.rows import Around
from tarepo.record_view import KindPage
from webinars.material_sections import material_sections


def webinar(reading: Reading, around: Around) -> dict:
    made = activity(reading, around)
    return made | {"sections": [*made["sections"], *material_sections(reading, around.downloads)]}


PAGE = KindPage(Kind.ACTIVITY, webinar)
