"""One search over everything: the best few of each kind that the reader may see, with counts; lessons by themselves."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection

from tarepo.codes import LESSONS, Facet, place_code
from tarepo.enums import Kind
from tarepo.indexing.hits import Hits, best_first, by_index, hits_by_kind, ranked
from tarepo.models import SearchIndex
from tarepo.querysets import SearchIndexQuerySet
from tarepo.reading.rows import search_rows
from tarepo.search.query import Matches, Query

# In the order of the page.
KINDS = (
    *(Kind.ACTIVITY, Kind.PROJECT, Kind.SERIES, Kind.AGREEMENT, Kind.COUNTRY, Kind.ORGANISATION),
    *(Kind.SUBJECT, Kind.DOCUMENT, Kind.RECOMMENDATION, Kind.SESSION, Kind.UNIT),
)
FEW, PAGE = 5, 25
MOST_RECORDS = 50  # so many records are read for their lessons
LABEL = ("record_id", "kind", "reference", "label", "sort_keys", "snapshot_id")


HOLDING = """
    SELECT row_id FROM tarepo_searchindex WHERE row_id = ANY(%s) AND codes && %s::int[]
    ORDER BY sort_date DESC, record_id DESC LIMIT %s
"""


@dataclass
class Found:
    """What was found: search rows by kind, the best first, and how many there are of each."""

    counts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[dict]] = field(default_factory=dict)
    lessons: list[dict] = field(default_factory=list)  # {"lesson": its content, "label": of the record that holds it}
    more_lessons: bool = False  # whether there were too many records to read
    page: int = 1


def visible(tiers: Collection[int]) -> SearchIndexQuerySet:
    return SearchIndex.objects.for_tiers(tiers).filter(kind__in=KINDS)


def finds(query: Query, tiers: Collection[int]) -> bool:
    with by_index():
        return visible(tiers).filter(Matches("vector", query)).exists()


def everything(query: Query, tiers: Collection[int]) -> Found:
    """Four queries however much is found."""
    hits = hits_by_kind(visible(tiers).filter(Matches("vector", query)))
    best = _best(hits, query)
    rows = _rows([pk for kind in KINDS for pk in best.get(kind, [])[:FEW]])
    made = Found({kind: len(each.records) for kind, each in hits.items()}, rows)
    _add_lessons(made, hits, query)
    return made


def of_kind(kind: str, query: Query, tiers: Collection[int], page: int) -> Found:
    """One page of one kind, of the hits that are put in order; the first where there is no such page."""
    hits = hits_by_kind(visible(tiers).filter(Matches("vector", query)).filter(kind=kind))
    best = _best(hits, query).get(kind, [])
    page = page if (page - 1) * PAGE < len(best) else 1
    rows = _rows(best[(page - 1) * PAGE : page * PAGE])
    return Found({kind: len(each.records) for kind, each in hits.items()}, rows, page=page)


def _best(hits: dict[str, Hits], query: Query) -> dict[str, list[int]]:
    """The rows of each kind, the best match first; all of them or, where there are very many, the newest."""
    kinds = {pk: kind for kind, each in hits.items() for pk in each.rows[: ranked(len(each.records))]}
    made: dict[str, list[int]] = {}
    for pk in best_first(query, kinds) if query.wanted else kinds:
        made.setdefault(kinds[pk], []).append(pk)
    return made


def _rows(ids: Iterable[int]) -> dict[str, list[dict]]:
    """The search rows by kind, in this order."""
    wanted = list(ids)
    found = search_rows(wanted)
    made: dict[str, list[dict]] = {}
    for pk in wanted:
        if pk in found:
            made.setdefault(found[pk]["kind"], []).append(found[pk])
    return made


def _add_lessons(made: Found, hits: dict[str, Hits], query: Query) -> None:
    """The lessons that answer the query themselves, of the newest records that do."""
    ids = _holding_lessons([pk for each in hits.values() for pk in each.rows])
    made.more_lessons = len(ids) > MOST_RECORDS or any(len(each.rows) < len(each.records) for each in hits.values())
    if ids:
        made.lessons = _lessons(ids[:MOST_RECORDS], query)


def _holding_lessons(ids: list[int]) -> list[int]:
    """Those of the rows that have lessons, the newest first; one more than are read."""
    kinds = [place_code(Facet.LESSON, kind) for kind in LESSONS]
    with connection.cursor() as cursor:
        cursor.execute(HOLDING, [ids, kinds, MOST_RECORDS + 1])
        return [pk for (pk,) in cursor.fetchall()]


def _lessons(ids: list[int], query: Query) -> list[dict]:
    sql, params = query.tsquery()
    labels = ", ".join(f"search.{name}" for name in LABEL)
    statement = f"""
        SELECT lesson, {labels} FROM tarepo_searchrow search JOIN tarepo_snapshot held ON held.id = search.snapshot_id,
            jsonb_array_elements(held.body->'content'->'lessons') WITH ORDINALITY AS each(lesson, place)
        WHERE search.id = ANY(%s) AND tarepo_vector((
            SELECT jsonb_agg(jsonb_build_array(key, 'A', value)) FROM jsonb_each_text(lesson->'wording'))) @@ {sql}
        ORDER BY search.sort_date DESC, search.record_id DESC, place
    """  # noqa: S608  # names of columns, and an expression with parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [ids, *params])
        rows = cursor.fetchall()
    return [{"lesson": _read(row[0]), "label": [_read(value) for value in row[1:]]} for row in rows]


def _read(value: object) -> object:
    """The driver leaves JSON as text."""
    return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
