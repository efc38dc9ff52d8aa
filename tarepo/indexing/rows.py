"""Writing index rows: index(ids) is the one way, whoever asks for it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models.expressions import CombinedExpression, RawSQL

from tarepo import cards
from tarepo.codes import Facet, code, of_others
from tarepo.content import Content
from tarepo.enums import Kind
from tarepo.indexing import facets
from tarepo.indexing.known import NAMING, Known, known_for, named_by
from tarepo.locks import share_indexing
from tarepo.models import Detail, Record, SearchIndex, SearchRow
from tarepo.reading.names import shown_reference
from tarepo.search.normalise import places_in, plain
from tarepo.search.sql_vectors import LAST_PLACE, MOST_CHARACTERS
from tarepo.search.vectors import DocumentVector, Part, clean, document_parts
from tarepo.tiers import PUBLIC
from webinars.materials.said import Said, said_in, shared_out

# Names are cut into words once, when the record that has them is indexed: others join what was made of them.
JOINED = """coalesce((
    SELECT tarepo_joined(names ORDER BY record_id) FROM tarepo_searchindex
    WHERE record_id = ANY(%s) AND tier = 0 AND names IS NOT NULL
), '')"""
WRITTEN = ["kind", "record_id", "tier", "overridden_by", "sort_date", "codes", "keys", "vector", "names"]
NAME_WEIGHT, DETAIL_WEIGHT, SAID_WEIGHT = "C", "D", "D"
MOST_PLACES = LAST_PLACE - 1_383  # up to what was said: names that are joined behind it without places make no phrases
NAMES = ("title", "short_title", "other_title", "synonyms")


@dataclass(frozen=True)
class Around:
    """What rows are made of beside themselves, fetched for all of them at once."""

    known: Known
    details: dict[int, str]  # id → text, of what the rows' tiers see
    former: dict[int, list[str]]  # record → references of those merged into it
    said: dict[int, list[Said]]  # search row → its transcripts


def index(ids: Collection[int]) -> int:
    """Write the index rows of these records anew from their search rows and snapshots; how many rows.

    Whoever calls it holds the records' locks, as publishing does. Rows of what is public no more went with their
    search rows. What others change meanwhile, unseen, is made good after the commit (dirty.py).
    """
    share_indexing()
    rows = list(SearchRow.objects.filter(record_id__in=ids).select_related("snapshot"))
    known = known_for(row.snapshot.body["content"] for row in rows)
    around = Around(known, _details(rows), _former_references(rows), said_in(rows))
    _mend_codes(rows, known)
    # Names before what joins them; and the rows of those that have them again, as they join one another's.
    for some in ([row for row in rows if row.kind in NAMING], rows):
        made = [_index_row(row, around) for row in some]
        SearchIndex.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["row"], update_fields=WRITTEN, batch_size=500
        )
    return len(rows)


def _mend_codes(rows: list[SearchRow], known: Known) -> None:
    """An office whose country was mended brings its activities to that country's page."""
    changed = []
    for row in rows:
        wanted = cards.codes(row.kind, row.snapshot.body["content"], known.countries)
        if row.codes != wanted:
            row.codes = wanted
            changed.append(row)
    SearchRow.objects.bulk_update(changed, ["codes"])


def _details(rows: list[SearchRow]) -> dict[int, str]:
    """The texts of the details that these rows' tiers see, which snapshots name by id alone; no query where none do."""
    ids = {detail["id"] for row in rows for detail in row.snapshot.body.get("details", [])}
    return dict(Detail.objects.filter(pk__in=ids).values_list("pk", "text")) if ids else {}


def _former_references(rows: list[SearchRow]) -> dict[int, list[str]]:
    """The references of records that were merged into these: people quote them still."""
    merged = Record.objects.filter(merged_into_id__in={row.record_id for row in rows}).order_by("pk")
    found: dict[int, list[str]] = {}
    for pk, reference in merged.values_list("merged_into_id", "reference"):
        found.setdefault(pk, []).append(shown_reference(reference))
    return found


def _index_row(row: SearchRow, around: Around) -> SearchIndex:
    body = row.snapshot.body
    content = body["content"]
    return SearchIndex(
        row=row,
        kind=row.kind,
        record_id=row.record_id,
        tier=row.tier,
        overridden_by=row.overridden_by,
        sort_date=row.sort_date,
        codes=facets.codes(content, around.known),
        keys=_keys(row, content, around.known),
        vector=_vector(row, content, around),
        names=_names(content) if row.kind in NAMING and row.tier == PUBLIC else None,
    )


def _keys(row: SearchRow, content: Content, known: Known) -> list[int]:
    """What the record names, itself left out, and what else is asked for."""
    keys = {*row.codes, *facets.keys(content, known)} - {code(Facet.REFERS, row.record_id)}
    return sorted(keys if row.kind == Kind.ACTIVITY else map(of_others, keys))


def _vector(row: SearchRow, content: Content, around: Around) -> CombinedExpression:
    """The words of the record, its references, the details that this tier sees, what was said in a webinar as far as
    there is room, and the names of what it names."""
    countries = around.known.countries
    named = named_by(content)
    named |= {countries[pk] for pk in named if pk in countries}
    references = [shown_reference(row.reference), *around.former.get(row.record_id, [])]
    ids = [each["id"] for each in row.snapshot.body.get("details", []) if each["id"] in around.details]
    details = [("", DETAIL_WEIGHT, around.details[pk]) for pk in ids]
    own = document_parts(content, names=[*(("", "A", reference) for reference in references), *details])
    if said := around.said.get(row.pk):
        own += _said_parts(said, [plain(text) for *_weight, text in own])
    return CombinedExpression(DocumentVector(own), "||", RawSQL(JOINED, [sorted(named)]))  # noqa: S611


def _said_parts(said: list[Said], own: list[str]) -> Iterator[Part]:
    """What was said, as far as the record's own texts leave room."""
    characters = MOST_CHARACTERS - sum(map(len, own))
    places = MOST_PLACES - sum(places_in(text) + 1 for text in own)  # one is left free before each text
    for language, text in shared_out(said, max(0, characters), max(0, places)):
        yield language, SAID_WEIGHT, text


def _names(content: Content) -> DocumentVector:
    """The names in every language, synonyms with them."""
    texts = content.get("texts", {})
    return DocumentVector(
        (language, NAME_WEIGHT, clean(text[name]))
        for language, text in texts.items()
        for name in NAMES
        if text.get(name)
    )
