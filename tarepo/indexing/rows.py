"""Writing index rows: index(ids) is the one way, whoever asks for it."""

from collections.abc import Collection

from tarepo import cards
from tarepo.content import Content
from tarepo.indexing import facets
from tarepo.indexing.known import Known, known_for, named_by
from tarepo.models import SearchIndex, SearchRow
from tarepo.search.vectors import DocumentVector, document_parts

WRITTEN = ["kind", "record_id", "tier", "overridden_by", "sort_date", "codes", "keys", "vector"]
NAME_WEIGHT, DETAIL_WEIGHT = "C", "D"


def index(ids: Collection[int]) -> int:
    """Write the index rows of these records anew from their search rows and snapshots; how many rows.

    Whoever calls it holds the records' locks, as publishing does. Rows of what is public no more went with their
    search rows.
    """
    rows = list(SearchRow.objects.filter(record_id__in=ids).select_related("snapshot"))
    known = known_for(row.snapshot.body["content"] for row in rows)
    made = [_index_row(row, known) for row in rows]
    _mend_codes(rows, known)
    SearchIndex.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["row"], update_fields=WRITTEN, batch_size=500
    )
    return len(made)


def _mend_codes(rows: list[SearchRow], known: Known) -> None:
    """An office whose country was mended brings its activities to that country's page."""
    changed = []
    for row in rows:
        wanted = cards.codes(row.kind, row.snapshot.body["content"], known.countries)
        if row.codes != wanted:
            row.codes = wanted
            changed.append(row)
    SearchRow.objects.bulk_update(changed, ["codes"])


def _index_row(row: SearchRow, known: Known) -> SearchIndex:
    body = row.snapshot.body
    content = body["content"]
    return SearchIndex(
        row=row,
        kind=row.kind,
        record_id=row.record_id,
        tier=row.tier,
        overridden_by=row.overridden_by,
        sort_date=row.sort_date,
        codes=facets.codes(content, known),
        keys=facets.keys(content, known),
        vector=DocumentVector(document_parts(content, names=_names(content, known, body.get("details", [])))),
    )


def _names(content: Content, known: Known, details: list[dict]) -> list[tuple[str, str, str]]:
    """What else the record is found by: the names of what it names, and the details that this tier sees."""
    named = named_by(content)
    named |= {known.countries[pk] for pk in named if pk in known.countries}
    found = {(language, NAME_WEIGHT, name) for pk in named for language, name in known.names.get(pk, [])}
    return sorted(found) + [("", DETAIL_WEIGHT, detail["text"]) for detail in details]
