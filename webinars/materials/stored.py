"""From the storage to paragraphs: of a transcript's page, and of the index of words."""

from django.core.files.storage import default_storage

from webinars.materials.paragraphs import MOST_BYTES, Paragraph, paragraphs_of


def stored_paragraphs(stored: str, ending: str) -> list[Paragraph]:
    """FileNotFoundError where there is no such file. What else a storage raises, of classes of its own, may pass."""
    with default_storage.open(stored, "rb") as opened:
        return paragraphs_of(opened.read(MOST_BYTES + 1), ending)
