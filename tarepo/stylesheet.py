"""One stylesheet from the files of static/css: a slow line pays for each request (docs/decisions, the look)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

SHEET = "css/site.css"
SOURCES = settings.ROOT / "static" / "css"

# In the order of the cascade; tests/styleguide holds it equal to the folder.
PARTS = (
    "tokens",
    "base",
    "layout",
    "masthead",
    "site_search",
    "heading",
    "facts",
    "rows",
    "forms",
    "answers",
    "search",
    "content",
    "figures",
    "materials",
    "pictures",
    "home",
    "report",
    "direction",
    "styleguide",
    "print",
)

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s+")


def folder() -> Path:
    """Beside the collected files, and like them made anew from the sources."""
    return Path(settings.STATIC_ROOT).parent / "joined"


def joined() -> str:
    """All parts in order, without comments and indents; the rest is left to compression."""
    text = "\n".join((SOURCES / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)
    return INDENT.sub("\n", COMMENT.sub("", text)).lstrip()


def write() -> Path:
    """The joined sheet as a file, written anew only when a part has changed."""
    path = folder() / SHEET
    text = joined()
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    return path


class StylesheetFinder(BaseFinder):
    """Offers the joined sheet to collectstatic and to whatever serves static files without it."""

    def check(self, **kwargs: object) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> Any:
        if path != SHEET:
            return []
        found = str(write())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        write()
        yield SHEET, FileSystemStorage(location=folder())
