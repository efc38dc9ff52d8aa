"""One search over everything: the best few of each kind that the reader may see, with counts; lessons by themselves."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, QuerySet

from tarepo.codes import LESSONS, Facet, place_code
from tarepo.enums import Kind
from tarepo.models import SearchIndex, SearchRow
from tarepo.querysets import SearchIndexQuerySet
from tarepo.reading.rows import SHOWN
from tarepo.search.query import Matches, Query, Rank

# In the order of the page.
KINDS = (
    *(Kind.ACTIVITY, Kind.PROJECT, Kind.SERIES, Kind.AGREEMENT, Kind.COUNTRY, Kind.ORGANISATION),
    *(Kind.SUBJECT, Kind.DOCUMENT, Kind.RECOMMENDATION, Kind.SESSION, Kind.UNIT),
)
FEW, PAGE = 5, 25
RANKED = 500  # of each kind the newest so many hits are put in order: ranking reads each hit's vector
MOST_RECORDS = 100  # so many records are read for their lessons
LABEL = ("record_id", "kind", "reference", "label", "sort_keys", "snapshot_id")


@dataclass
class Hits:
    """What was found: search rows by kind, the best first, and how many there are of each."""

    counts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[dict]] = field(default_factory=dict)
    lessons: list[dict] = field(default_factory=list)  # {"lesson": its content, "label": of the record that holds it}
    more_lessons: bool = False  # whether there were too many records to read


def visible(tiers: Collection[int]) -> SearchIndexQuerySet:
    return SearchIndex.objects.for_tiers(tiers).filter(kind__in=KINDS)


def finds(query: Query, tiers: Collection[int]) -> bool:
    return visible(tiers).filter(Matches("vector", query)).exists()


def everything(query: Query, tiers: Collection[int]) -> Hits:
    """Five queries however much is found."""
    hits = visible(tiers).filter(Matches("vector", query))
    made = Hits(counts(hits))
    best = [_best(hits, kind, query, made.counts[kind])[:FEW] for kind in KINDS if kind in made.counts]
    made.rows = _rows(best[0].union(*best[1:], all=True) if best else ())
    _add_lessons(made, hits, query)
    return made


def of_kind(kind: str, query: Query, tiers: Collection[int], page: int) -> Hits:
    """One page of one kind, of the hits that are put in order."""
    hits = visible(tiers).filter(Matches("vector", query))
    made = Hits(counts(hits.filter(kind=kind)))
    first, last = (page - 1) * PAGE, min(page * PAGE, RANKED)
    if made.counts:
        made.rows = _rows(_best(hits, kind, query, made.counts[kind])[first:last])
    return made


def counts(hits: SearchIndexQuerySet) -> dict[str, int]:
    found = hits.order_by().values_list("kind").annotate(count=Count("pk"))
    return dict(found)


def _best(hits: SearchIndexQuerySet, kind: str, query: Query, count: int) -> QuerySet:
    """The ids of a kind's rows, the best match first; all of them or, where there are very many, of the newest."""
    rows = hits.filter(kind=kind)
    if count > RANKED:
        newest = rows.order_by("-sort_date", "-record_id").values("row")[:RANKED]
        rows = SearchIndex.objects.filter(pk__in=newest)
    ordered = rows if not query.wanted else rows.annotate(rank=Rank("vector", query)).order_by("-rank", "-sort_date")
    return ordered.values_list("row", flat=True)


def _rows(ids: Iterable[int]) -> dict[str, list[dict]]:
    """The search rows by kind, in this order."""
    wanted = list(ids)
    found = {row["id"]: row for row in SearchRow.objects.filter(pk__in=wanted).values(*SHOWN)}
    made: dict[str, list[dict]] = {}
    for pk in wanted:
        if pk in found:
            made.setdefault(found[pk]["kind"], []).append(found[pk])
    return made


def _add_lessons(made: Hits, hits: SearchIndexQuerySet, query: Query) -> None:
    """The lessons that answer the query themselves, of the newest records that do."""
    holding = hits.having([place_code(Facet.LESSON, kind) for kind in LESSONS]).order_by("-sort_date", "-record_id")
    ids = list(holding.values_list("row", flat=True)[: MOST_RECORDS + 1])
    made.more_lessons = len(ids) > MOST_RECORDS
    if ids:
        made.lessons = _lessons(ids[:MOST_RECORDS], query)


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
