"""A composed report, as tests look at it."""

import datetime as dt
from typing import Any

from tarepo.content import Content, read_content
from tests import make
from webinars.models import Webinar
from webinars.reporting.blocks import Block, Composed
from webinars.reporting.compose import compose_webinars
from webinars.reporting.named import named

FIRST, SECOND = "webinar/TA-2024-0001", "webinar/TA-2024-0002"


def composed(language: str = "en", year: int = 2024, **more: Any) -> Composed:
    """As it is shown: with names."""
    return named(compose_webinars(starts=dt.date(year, 1, 1), ends=dt.date(year, 12, 31), language=language, **more))


def said(report: Composed) -> dict[str, str]:
    """key → text"""
    return {block.key: block.text for block in report.blocks}


def numbered(report: Composed) -> dict[str, Block]:
    """The paragraphs by their number as printed."""
    return {block.number: block for block in report.blocks if block.sort in ("paragraph", "decision")}


def changed(before: Composed, after: Composed) -> set[str]:
    """The keys of the blocks that say something else, came or went, and footnotes that do."""
    old, new = (said(each) | {note.key: note.text for note in each.footnotes} for each in (before, after))
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def record_of(slug: str) -> make.Record:
    return Webinar.objects.select_related("record").get(slug=slug).record


def content_of(slug: str) -> Content:
    return read_content("activity", record_of(slug).pk)


def rewrite(slug: str, **content: Any) -> None:
    record = record_of(slug)
    make.edit(record, **content)
    make.publish_now(record)
