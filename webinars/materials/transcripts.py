"""Which transcripts a webinar's page leads to: the released ones, else what is made from the captions."""

from collections.abc import Container
from dataclasses import dataclass

from tarepo.content import Content
from tarepo.reading.page import in_official_order
from webinars.enums import MaterialKind


@dataclass(frozen=True)
class TranscriptSource:
    file: int
    from_captions: bool


def transcript_sources(materials: list[Content], readable: Container[int]) -> dict[str, TranscriptSource]:
    """By language, in the official order; readable: the files that can be fetched and of which a page can be made."""
    found: dict[str, TranscriptSource] = {}
    for kind in (MaterialKind.TRANSCRIPT, MaterialKind.CAPTIONS):
        for row in materials:
            if row["kind"] == kind and row.get("language") and row.get("file", 0) in readable:
                source = TranscriptSource(row["file"], kind == MaterialKind.CAPTIONS)
                found.setdefault(row["language"], source)
    return {language: found[language] for language in in_official_order(found)}


def transcript_path(webinar: str, language: str) -> str:
    """webinar: the address of the webinar's page."""
    return f"{webinar}transcript/{language}/"
