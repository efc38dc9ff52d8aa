"""Slides, recording, captions, transcripts and chapters as sections of a webinar's page."""

from tarepo.reading.page import Reading, Section


def material_sections(reading: Reading, downloads: dict[int, dict]) -> list[Section]:
    """downloads: what of the files can be fetched, by file (tarepo.files.downloads)."""
    return []
