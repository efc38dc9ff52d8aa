"""Activities that only fill the database: many, plausible in size, the same at every run."""

import random
from datetime import date, timedelta

from tarepo.changes import change
from tarepo.content import Content
from tarepo.content_new import New, create_records, write_new_contents
from tarepo.content_write import Directory
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.publish import publish_many

AT_ONCE = 500
VOCABULARY = [
    start + end for start in ("trade", "pat", "off", "train", "cre", "inno") for end in ("al", "ent", "ing", "or")
]
STATUSES = ("completed", "completed", "completed", "under_way", "planned", "cancelled")


def fill(how_many: int) -> None:
    """Publish so many activities, in bulk as an import would."""
    dice = random.Random(1)  # noqa: S311
    known = {
        kind: references(kind) for kind in (Kind.COUNTRY, Kind.SUBJECT, Kind.ACTIVITY_TYPE, Kind.UNIT, Kind.DOCUMENT)
    }
    for start in range(0, how_many, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, how_many))
        news = [New("filler", Kind.ACTIVITY, f"FILL-{number:06}", content(dice, number, known)) for number in numbers]
        with change(by=None, why="Filling a database to measure it"):
            directory = Directory(create_records(news))
            write_new_contents(news, directory)
            publish_many(Kind.ACTIVITY, [new.pk for new in news])


def references(kind: Kind) -> list[str]:
    rows = SearchRow.objects.filter(tier=0, kind=kind).order_by("reference")
    return [f"{kind}/{reference}" for reference in rows.values_list("reference", flat=True)]


def words(dice: random.Random, number: int) -> str:
    return " ".join(dice.choices(VOCABULARY, k=number)).capitalize()


def content(dice: random.Random, number: int, known: dict[Kind, list[str]]) -> Content:
    starts = date(2005, 1, 1) + timedelta(days=dice.randrange(7500))
    countries = dice.sample(known[Kind.COUNTRY], dice.choice((1, 1, 1, 2, 3, 8)))
    made: Content = {
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(days=dice.randrange(5))).isoformat(),
        "precision": "day",
        "status": dice.choice(STATUSES),
        "types": dice.sample(known[Kind.ACTIVITY_TYPE], 1),
        "subjects": dice.sample(known[Kind.SUBJECT], dice.choice((1, 2))),
        "involvements": [{"party": country, "role": "beneficiary"} for country in countries],
        "sources": [{"link": f"https://example.org/{number}", "paragraph": str(number)}],
        "texts": {
            "en": {
                "status": "original",
                "title": words(dice, 8),
                "summary": words(dice, 20),
                "description": f"{words(dice, 40)}.\n\n{words(dice, 40)}.",
            }
        },
        "lessons": [
            {"kind": "finding", "wording": {"en": words(dice, 15)}, "told_by": countries[0]}
            for _lesson in range(dice.choice((0, 0, 0, 1)))
        ],
    }
    for name, kind in (("unit", Kind.UNIT), ("sources", Kind.DOCUMENT)):
        if known[kind] and name == "unit":
            made["unit"] = dice.choice(known[kind])
        elif known[kind]:
            made["sources"][0]["document"] = dice.choice(known[kind])
    return made
