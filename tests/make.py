"""Records for tests, published in one line each. What a content may say: tarepo/content.py."""

import datetime as dt
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from experts.models import Person
from tarepo.changes import change
from tarepo.content_write import write_content
from tarepo.enums import Kind
from tarepo.kinds import model_of
from tarepo.models import Record
from tarepo.publish import archive, publish

WHY = "a test"
FORMS = {Kind.COUNTRY: "country", Kind.ORGANISATION: "organisation"}
_numbers = count(1)
SOURCE = {"link": "https://example.org/source", "paragraph": "paragraph 7"}


def text(title: str, *, status: str = "original", **more: str) -> dict:
    return {"title": title, "status": status, **more}


def english(title: str, **more: str) -> dict:
    return {"en": text(title, **more)}


def draft(kind: str, title: str = "", *, reference: str = "", **content: Any) -> Record:
    """A record as an editor has entered it; of its own it has a title only."""
    reference = reference or f"test-{kind}-{next(_numbers)}"
    record = model_of(kind)(kind=kind, reference=reference)
    content.setdefault("texts", english(title or f"Title of {reference}"))
    if kind in FORMS:
        record.form = content.get("form", FORMS[Kind(kind)])
    if kind == Kind.RECOMMENDATION:
        content.setdefault("number", "1")
    with change(by=None, why=WHY):
        record.save()
        write_content(record, content)
    return record


def published(kind: str, title: str = "", *, reference: str = "", **content: Any) -> Record:
    """The same, open to all; an activity has a source then."""
    if kind == Kind.ACTIVITY:
        content.setdefault("sources", [SOURCE])
    record = draft(kind, title, reference=reference, **content)
    publish_now(record)
    return record


def activity(number: int = 9001, title: str = "", **content: Any) -> Record:
    return published(Kind.ACTIVITY, title, reference=f"TA-2023-{number}", **content)


def webinar(
    title: str = "", *, slug: str = "", at: str = "", minutes: int = 90, row: Any = None, **content: Any
) -> Record:
    """A published webinar; at: when it begins, such as "2027-03-04T12:00+00:00"; empty for a topic without a time.
    row: more of its own row; speakers, materials and the like as any content."""
    number = next(_numbers)
    its: dict[str, Any] = {"slug": slug or f"test-webinar-{number}", "time_zone": "Europe/Zurich", **(row or {})}
    if at:
        begins = dt.datetime.fromisoformat(at)
        day = begins.astimezone(ZoneInfo(its["time_zone"])).date().isoformat()
        its |= {"starts_at": at, "ends_at": (begins + dt.timedelta(minutes=minutes)).isoformat()}
        content = {"starts": day, "ends": day, "precision": "day"} | content
    content = {"open_to_all": True, "delivery_mode": "virtual", "status": "planned"} | content
    return published(Kind.ACTIVITY, title, webinars=[its], **content)


def publish_now(record: Record) -> bool:
    with change(by=None, why=WHY):
        return publish(record)


def edit(record: Record, **content: Any) -> None:
    """Change what editors see; readers see it when it is published."""
    with change(by=None, why=WHY):
        write_content(record, content)


def rename(record: Record, title: str) -> None:
    edit(record, texts=english(title))
    publish_now(record)


def archive_now(record: Record) -> None:
    with change(by=None, why=WHY):
        archive(record)


def person(key: str, name: str, function: str = "", affiliation: str = "") -> str:
    Person.objects.create(key=key, name=name, function=function, affiliation=affiliation)
    return key


def record_id(name: str) -> int:
    """The id of "kind/reference", of the seed records too."""
    kind, _slash, reference = name.partition("/")
    return Record.objects.values_list("pk", flat=True).get(kind=kind, reference=reference)


def newest_first(kind: str) -> list[str]:
    """The references of a kind's public records in the order of a list by date."""
    from tarepo.models import SearchRow

    rows = SearchRow.objects.filter(tier=0, kind=kind).order_by(F("sort_date").desc(), F("record_id").desc())
    return list(rows.values_list("reference", flat=True))
