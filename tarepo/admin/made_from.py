"""From which version a translation was made, and what its original says otherwise since.

made_from is the version that says what the original said when the translation was written: the published one, or the
one to come, which nobody holds yet. Where the original changes before that version is published, the translations of
it step back to the last published one, and to 0 where there is none: what the original said then is in the history.
"""

from collections.abc import Collection, Mapping

from tarepo.admin.history import event_models
from tarepo.models import Record, Snapshot, Text
from tarepo.tiers import PUBLIC

Words = dict[str, str]  # field of a text → what it says; empty ones left out
UNPUBLISHED = 0  # made from words that no version holds


def words_of(text: Mapping[str, object]) -> Words:
    return {name: str(text[name]).strip() for name in Text.BODY if text.get(name) and str(text[name]).strip()}


def version_saying(record: Record, language: str, words: Words) -> int:
    """The number of the version whose original, in that language, says these words."""
    held = held_originals(record.pk, language, [record.version]) if record.version else {}
    return record.version if held.get(record.version) == words else record.version + 1


def held_originals(record_id: int, language: str, versions: Collection[int]) -> dict[int, Words]:
    """What the text in that language said in each of these versions; one query."""
    rows = Snapshot.objects.filter(record_id=record_id, tier=PUBLIC, number__in=versions)
    texts = rows.values_list("number", "body__content__texts")
    return {number: words_of(held[language]) for number, held in texts if held and language in held}


def unheld_originals(record_id: int, original: int, translations: Collection[int]) -> dict[int, Words]:
    """By translation, what the original said at the end of the change that last wrote it, from the rows that the
    triggers wrote; one query. For those that were made from words that no version holds."""
    events = event_models()[Text]._default_manager.filter(record_id=record_id).order_by("pgh_id")
    rows = list(events.values("pgh_obj_id", "pgh_context_id", "made_from", *Text.BODY))
    found: dict[int, Words] = {}
    for translation in translations:
        context = _last_written([row for row in rows if row["pgh_obj_id"] == translation])
        here = [place for place, row in enumerate(rows) if row["pgh_context_id"] == context]
        before = rows[: here[-1] + 1] if here else []
        said = [row for row in before if row["pgh_obj_id"] == original]
        if said:
            found[translation] = words_of(said[-1])
    return found


def _last_written(rows: list[dict]) -> object:
    """The change in which a text's words, or the version that it says it was made from, were last written."""
    context, before = None, None
    for row in rows:
        if before is None or words_of(row) != words_of(before) or row["made_from"]:
            context = row["pgh_context_id"]
        before = row
    return context
