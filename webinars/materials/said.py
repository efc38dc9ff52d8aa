"""What was said in a webinar, for the index of words: of the transcripts that its public version leads to."""

import logging
import time
from collections.abc import Collection
from functools import lru_cache

from tarepo import tasks
from tarepo.content import Content
from tarepo.file_types import ENDINGS
from tarepo.models import File, FileState, SearchRow
from tarepo.search.normalise import LONGEST_WORD, is_run, places_in, plain
from tarepo.search.sql_vectors import MOST_CHARACTERS
from tarepo.search.vectors import clean
from tarepo.tiers import PUBLIC
from webinars.materials.paragraphs import READABLE
from webinars.materials.stored import stored_paragraphs
from webinars.materials.transcripts import transcript_sources

logger = logging.getLogger(__name__)
PATIENCE = 5  # seconds, of all files together: whoever publishes waits no longer for a storage that fails
Said = tuple[str, str]  # language, words as the index makes them: plain, parted by one space


def said_in(rows: Collection[SearchRow]) -> dict[int, list[Said]]:
    """Search row → what its transcripts say, by language; of files that everybody may fetch alone. One query, none
    where no row names a file of materials. Rows come with their snapshots.

    What the storage cannot give now stops nobody who publishes: the record has no such words, and is indexed again
    in a while.
    """
    ids = {each["file"] for row in rows for each in _materials(row) if "file" in each}
    if not ids:
        return {}
    found = File.objects.filter(pk__in=ids, state=FileState.READY, tier=PUBLIC)
    files = {file.pk: file for file in found if ENDINGS.get(file.media_type) in READABLE}
    made, storage = {}, _Storage()
    for row in rows:
        own = {pk: file for pk, file in files.items() if file.record_id == row.record_id}
        made[row.pk] = _said(row, own, storage)
    if storage.unread:
        tasks.index_later(storage.unread)
    return made


class _Storage:
    """Reads for one call, and notes the records of what could not be read."""

    def __init__(self) -> None:
        self.unread: set[int] = set()
        self.waited = 0.0  # seconds, in vain

    def text(self, record: int, file: File) -> str:
        begun = time.monotonic()
        if self.waited <= PATIENCE:
            try:
                return _text(file.sha256, str(file.stored), ENDINGS[file.media_type])
            except FileNotFoundError:
                logger.error("The storage lacks %s", file.stored)
                return ""
            except Exception:  # a bucket's errors are of its client's classes
                logger.exception("A transcript cannot be read now: %s", file.stored)
        self.waited += time.monotonic() - begun
        self.unread.add(record)
        return ""


def _materials(row: SearchRow) -> list[Content]:
    return row.snapshot.body["content"].get("materials", [])


def _said(row: SearchRow, files: dict[int, File], storage: _Storage) -> list[Said]:
    made = []
    for language, source in transcript_sources(_materials(row), files).items():
        text = storage.text(row.record_id, files[source.file])
        made += [(language, text)] if text else []
    return made


@lru_cache(maxsize=4)
def _text(sha256: str, stored: str, ending: str) -> str:
    """Kept by the file's hash: a file is never changed. What fails is raised, so that it is not kept as a text."""
    text = "\n".join(paragraph.text for paragraph in stored_paragraphs(stored, ending))
    words = plain(clean(text[: 2 * MOST_CHARACTERS])).split(" ")  # more is never indexed
    return " ".join(word if is_run(word) else word[:LONGEST_WORD] for word in words)


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
