"""Webinars for measuring their list: as many as twenty years of one a month leave, most of them held."""

import datetime as dt

from tarepo.enums import Kind
from tarepo.models import SearchRow
from tests import make

MANY, COMING, AGREED = 200, 12, 8
EACH = 5  # who speak in one
SLUG = "bench-webinar-{}"
LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")
SUMMARY = (
    "How national offices, small enterprises and research institutions use collective marks, geographical indications "
    "and industrial designs, and what assistance they had in doing so: experience, difficulties and what was learned. "
)


def lay_webinars(many: int = MANY) -> None:
    """Published one by one, as editors do: the first to come, some topics without a date, the rest held."""
    countries, subjects, documents = (_ids(kind) for kind in (Kind.COUNTRY, Kind.SUBJECT, Kind.DOCUMENT))
    people = [make.person(f"P-{8000 + n}", f"Speaker {n}", "Director", "Office") for n in range(40)]
    now = dt.datetime.now(dt.UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    for number in range(many):
        days = 20 * (number + 1) if number < COMING else -30 * (number - COMING - AGREED + 1)
        undated = COMING <= number < COMING + AGREED
        held = days < 0 and not undated
        make.webinar(
            f"Webinar {number} on collective marks in small enterprises",
            slug=SLUG.format(number),
            at="" if undated else (now + dt.timedelta(days)).isoformat(),
            texts=make.english(f"Webinar {number} on collective marks in small enterprises", summary=SUMMARY),
            row={
                "interpretation": ",".join(LANGUAGES[: 1 + number % 6]),
                "register_by": "nowhere" if undated else "here",
            },
            status="completed" if held else "planned",
            subjects=[subjects[number % len(subjects)]],
            citations=[{"document": documents[number % len(documents)], "role": "mandate"}],
            speakers=[_speaker(people, countries, number * 3 + place) for place in range(EACH)],
            materials=_materials(number) if held else [],
        )


def _ids(kind: Kind) -> list[int]:
    rows = SearchRow.objects.filter(kind=kind, tier=0).order_by("record_id")
    return list(rows.values_list("record_id", flat=True))


def _speaker(people: list[str], countries: list[int], number: int) -> dict:
    return {
        "person": people[number % len(people)],
        "role": "speaker",
        "affiliation_country": countries[number % len(countries)],
        "experience_country": countries[(number * 7) % len(countries)],
        "title": {"en": "What a collective mark brought to a village"},
        "summary": {"en": SUMMARY * 2},
    }


def _materials(number: int) -> list[dict]:
    link = f"https://example.org/webinars/{number}"
    kinds = [("recording", "en"), ("slides", "en"), ("slides", "fr"), ("slides", "es")]
    return [
        {"kind": kind, "language": language, "released": True, "link": f"{link}/{kind}/{language}"}
        for kind, language in kinds
    ]
