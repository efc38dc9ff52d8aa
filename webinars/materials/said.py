"""What was said in a webinar, for the index of words: of the transcripts that its public version leads to."""

import logging
from collections.abc import Collection
from functools import lru_cache

from django.core.files.storage import default_storage

from tarepo.content import Content
from tarepo.file_types import ENDINGS
from tarepo.models import File, FileState, SearchRow
from tarepo.search.normalise import LONGEST_WORD, is_run, places_in, plain
from tarepo.search.sql_vectors import MOST_CHARACTERS
from tarepo.search.vectors import clean
from tarepo.tiers import PUBLIC
from webinars.materials.paragraphs import MOST_BYTES, READABLE, paragraphs_of
from webinars.materials.transcripts import transcript_sources

logger = logging.getLogger(__name__)
Said = tuple[str, str]  # language, words as the index makes them: plain, parted by one space


def said_in(rows: Collection[SearchRow]) -> dict[int, list[Said]]:
    """Search row → what its transcripts say, by language; of files that everybody may fetch alone. One query, none
    where no row names a file of materials. Rows come with their snapshots."""
    materials = {row.pk: row.snapshot.body["content"].get("materials", []) for row in rows}
    ids = {each["file"] for its in materials.values() for each in its if "file" in each}
    if not ids:
        return {}
    found = File.objects.filter(pk__in=ids, state=FileState.READY, tier=PUBLIC)
    files = {file.pk: file for file in found if ENDINGS.get(file.media_type) in READABLE}
    made = {}
    for row in rows:
        own = {pk: file for pk, file in files.items() if file.record_id == row.record_id}
        made[row.pk] = _said(materials[row.pk], own)
    return made


def _said(materials: list[Content], files: dict[int, File]) -> list[Said]:
    made = []
    for language, source in transcript_sources(materials, files).items():
        file = files[source.file]
        text = _text(file.sha256, str(file.stored), ENDINGS[file.media_type])
        made += [(language, text)] if text else []
    return made


@lru_cache(maxsize=4)
def _text(sha256: str, stored: str, ending: str) -> str:
    """Kept by the file's hash: a file is never changed. A file that is not there has no words, and stops nobody who
    publishes."""
    try:
        with default_storage.open(stored, "rb") as opened:
            found = paragraphs_of(opened.read(MOST_BYTES + 1), ending)
    except OSError:
        logger.exception("A transcript cannot be read: %s", stored)
        return ""
    text = "\n".join(paragraph.text for paragraph in found)[: 2 * MOST_CHARACTERS]  # more is never indexed
    return " ".join(word if is_run(word) else word[:LONGEST_WORD] for word in plain(clean(text)).split(" "))


def shared_out(said: list[Said], characters: int, places: int) -> list[Said]:
    """The beginnings of all of them in so many characters and places, as much of each. A character of Chinese takes a
    place of its own: a text that is short in characters would else leave no place for those after it."""
    made = []
    by_need = sorted(said, key=lambda each: max(len(each[1]) * places, places_in(each[1]) * characters))
    for done, (language, text) in enumerate(by_need):
        left = len(said) - done  # what one that needs little leaves is the others'
        cut = _beginning(text, characters // left, places // left - 1)  # one is left free before each text
        characters -= len(cut)
        places -= places_in(cut) + 1
        made.append((language, cut))
    return made


def _beginning(text: str, characters: int, places: int) -> str:
    """Whole words; of a run of Chinese, which has no spaces, as many characters as there is room for."""
    kept: list[str] = []
    for word in text.split(" "):
        part = word[: max(0, min(characters, places))] if is_run(word) else word
        characters -= len(part)
        places -= places_in(part)
        if not part or min(characters, places) < 0:
            break
        kept.append(part)
        if part != word:
            break
        characters -= 1  # the space
    return " ".join(kept)
