"""What every Atom feed of the portal shares."""

import datetime as dt
import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

# Of ids in a feed: the same whatever host name the portal was asked by, or moves to (RFC 4151).
TAG = "tag:tarepo,2026:"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# No XML and no calendar can hold these, and texts of a Word file may.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


class Feed(Atom1Feed):
    """Entries in the languages of their texts; nothing newer than what it tells of."""

    def latest_post_date(self) -> dt.datetime:
        return self.feed["newest"]

    def item_attributes(self, item: dict) -> dict:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "tarepo")


def plain(text: str) -> str:
    return CONTROL.sub(" ", text)


def language_tag() -> str:
    """The reader's language as XML and calendars name it."""
    code = get_language() or "en"
    return "zh-Hans" if code == "zh-hans" else code
