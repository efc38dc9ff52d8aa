"""To which published record figures belong: by its reference, or found by words and chosen from a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.indexing.hits import best_first, hits, ranked
from tarepo.models import SearchIndex, SearchRow
from tarepo.reading.names import label_name
from tarepo.reading.rows import LABELLED
from tarepo.reading.words import content_language
from tarepo.search.query import Matches, parse
from tarepo.search.synonyms import widen
from tarepo.submissions.reading import crumbs
from tarepo.tiers import PUBLIC

KINDS = (Kind.ACTIVITY, Kind.PROJECT, Kind.AGREEMENT, Kind.ORGANISATION)
MOST = 20
LONGEST_REFERENCE = 64


def published_record(name: str) -> SearchRow | None:
    """The public form of a record that takes figures, by kind/reference or by a reference that is the only one."""
    kind, slash, reference = name.strip().rpartition("/")
    if not reference or len(reference) > LONGEST_REFERENCE or "\x00" in name:
        return None
    kinds = [each for each in KINDS if not slash or each == kind]
    rows = SearchRow.objects.filter(tier=PUBLIC, kind__in=kinds, reference__iexact=reference)
    found = list(rows.select_related("snapshot")[:2])
    return found[0] if len(found) == 1 else None


def choose_record(request: HttpRequest) -> HttpResponse:
    """The box to search with, and what it found."""
    asked = Asked(request.GET, ("q", "record"))
    typed = asked.text("q") or asked.text("record").rpartition("/")[2]
    found = named(typed)
    context = {
        "page_title": _("Submit figures"),
        "title": _("Submit figures"),
        "lead": _("Numbers that belong to something that is published here already."),
        "crumbs": crumbs(),
        "q": typed,
        "found": found,
        "problems": asked.problems,
        "chosen_none": bool(request.GET.get("record")),
    }
    return render(request, "submissions/choose.html", context)


def named(typed: str) -> list[dict]:
    """The records with this reference, then those that have the words, the best first; with their value in a form."""
    if not typed:
        return []
    rows = SearchRow.objects.filter(tier=PUBLIC, kind__in=KINDS)
    exact = list(rows.filter(reference__iexact=typed[:LONGEST_REFERENCE]).values_list(*LABELLED))
    by_words = _by_words(typed)
    rest = {row[0]: row for row in rows.filter(record_id__in=by_words).values_list(*LABELLED)}
    ordered = [*exact, *(rest[pk] for pk in by_words if pk in rest and pk not in {row[0] for row in exact})]
    names = [label_name(*row, language=content_language()) for row in ordered[:MOST]]
    return [
        name | {"value": f"{name['kind']}/{name['reference']}", "kind_label": Kind(name["kind"]).label}
        for name in names
    ]


def _by_words(typed: str) -> list[int]:
    """The ids of records, the best first."""
    query = parse(typed)
    if query.is_empty:
        return []
    query = widen(query)
    found = hits(SearchIndex.objects.for_tiers({PUBLIC}).filter(kind__in=KINDS).filter(Matches("vector", query)))
    rows = found.rows[: ranked(len(found.records))]
    best = best_first(query, rows)[:MOST] if query.wanted else rows[:MOST]
    records = dict(SearchIndex.objects.filter(row_id__in=best).values_list("row_id", "record_id"))
    return [records[row] for row in best]
