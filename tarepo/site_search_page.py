"""/search/: what the search over everything shows."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.addresses import language_root, list_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.indexing.hits import NEWEST, one_state, ranked
from tarepo.reading.lists import Page, shown_rows
from tarepo.reading.names import Names, label_name, load_names
from tarepo.reading.parts import lesson_values
from tarepo.reading.sections import lesson_names, lesson_persons, naming_title
from tarepo.reading.words import content_language, number
from tarepo.search.highlight import excerpt, highlight
from tarepo.search.query import Query, parse
from tarepo.search.suggest import suggest
from tarepo.search.synonyms import widen
from tarepo.site_search import KINDS, PAGE, Found, everything, finds, of_kind

LESSONS_SHOWN = 10
TAKES_WORDS = {Kind.ACTIVITY}  # kinds whose own list can be searched


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The best few of each kind; ?kind=document: all of one; without words the ways in."""
    tiers, asked = tiers_for(request), Asked(request.GET, ("q", "kind", "page"))
    typed, kind, page = asked.text("q"), _kind(asked), _page_number(asked)
    query = parse(typed)
    asked.problems.extend(map(str, query.problems))
    context = _frame(typed, asked)
    marks: list[object] = [typed, kind, page]
    if query.is_empty:
        context["ways"] = [{"name": naming_title(each), "url": list_path(each)} for each in KINDS]
    else:
        query = widen(query)
        with one_state():
            hits = of_kind(kind, query, tiers, page) if kind else everything(query, tiers)
        if kind and hits.page != page:
            asked.misread("page", str(page))
        shown = shown_rows([row for rows in hits.rows.values() for row in rows])
        names = load_names(lesson_names(hits.lessons), lesson_persons(hits.lessons)) if hits.lessons else None
        context |= _found(hits, shown, query, typed, kind)
        context["lessons"] = _lessons(hits, names, query) if names else None
        if kind:
            context["pager"] = _pager(typed, kind, hits.page, hits.counts.get(kind, 0))
        context["contents"] = _contents(context)
        if not context["groups"] and not context["lessons"]:
            context["nothing"] = _nothing(query, tiers)
        marks += [shown.marks, hits.counts, [each["label"][-1] for each in hits.lessons], context.get("nothing")]
        if names:
            marks += [
                sorted(name["mark"] for name in names.records.values()),
                sorted(map(repr, names.persons.values())),
            ]
    marks += asked.problems
    return answer(request, "search.html", context, tiers=tiers, marks=marks)


def _kind(asked: Asked) -> str:
    value = asked.text("kind")
    if value and value not in KINDS:
        asked.misread("kind", value)
        return ""
    return value


def _page_number(asked: Asked) -> int:
    value, last = asked.text("page"), NEWEST // PAGE
    if not value:
        return 1
    if re.fullmatch("[0-9]{1,3}", value) and 1 <= int(value) <= last:
        return int(value)
    asked.misread("page", value)
    return 1


def _frame(typed: str, asked: Asked) -> dict:
    title = _("Search everything")
    return {
        "page_title": f"{typed} · {title}" if typed else title,
        "crumbs": [{"name": _("Home"), "url": language_root()}],
        "title": title,
        "q": typed,
        "action": path(),
        "problems": asked.problems,
    }


def path() -> str:
    return f"{language_root()}search/"


def _url(typed: str, **more: str) -> str:
    return f"{path()}?{urlencode({'q': typed, **more})}"


def _found(hits: Found, shown: Page, query: Query, typed: str, kind: str) -> dict:
    """A group for each kind of which there is any, in the order of the page."""
    rows = iter(shown.rows)
    marked = {each: [_marked(next(rows), query) for _row in found] for each, found in hits.rows.items()}
    groups = [_group(Kind(each), hits.counts[each], marked[each], typed, kind) for each in KINDS if each in marked]
    total = sum(hits.counts.values())
    words = ngettext("%(count)s record found", "%(count)s records found", total)
    return {"groups": groups, "told": words % {"count": number(str(total))}}


def _contents(context: dict) -> list[dict]:
    """Where each kind stands on the page."""
    parts = [
        *context["groups"],
        *([{"id": "lessons", "title": _("Lessons")} | context["lessons"]] if context["lessons"] else []),
    ]
    return [{"id": part["id"], "title": f"{part['title']} ({number(str(part['count']))})"} for part in parts]


def _group(kind: Kind, count: int, rows: list[dict], typed: str, only: str) -> dict:
    title, more = naming_title(kind), None
    if count > len(rows) and not only:
        name = _("%(kind)s: see all %(count)s") % {"count": number(str(count)), "kind": title}
        more = {"name": name, "url": _all(kind, typed)}
    return {"id": str(kind), "title": title, "count": count, "rows": rows, "more": more}


def _all(kind: Kind, typed: str) -> str:
    """Where all hits of a kind stand: its own list where that takes words."""
    if kind in TAKES_WORDS:
        return list_path(kind) + "?" + _url(typed).partition("?")[2]
    return _url(typed, kind=str(kind))


def _marked(row: dict, query: Query) -> dict:
    """The row with what was looked for marked, its summary cut around it."""
    here = content_language()
    summary = row["summary"]
    if summary:
        summary = summary | {"text": excerpt(summary["text"], query, summary["lang"])}
    return row | {"title": highlight(row["title"], query, row["lang"] or here), "summary": summary}


def _lessons(hits: Found, names: Names, query: Query) -> dict | None:
    """What components/lessons.html takes, each lesson linked to where it stands among its record's."""
    lessons = []
    for entry in hits.lessons[:LESSONS_SHOWN]:
        record = label_name(*entry["label"], language=names.language)
        record |= {"name": names.fill(record["name"]), "url": record["url"] + "#lessons"}
        values = lesson_values(names, entry["lesson"], entry["label"][3]["lead"], record)
        lessons.append(values | {"text": highlight(values["text"], query, values["lang"])})
    if not lessons:
        return None
    count = number(str(len(hits.lessons)))
    said = ""
    if hits.more_lessons:
        said = _("In the newest records alone there are %(count)s; the first %(shown)s of them.")
    elif len(hits.lessons) > len(lessons):
        said = _("The first %(shown)s of %(count)s.")
    return {
        "lessons": lessons,
        "count": len(hits.lessons),
        "said": said % {"shown": len(lessons), "count": count} if said else "",
    }


def _pager(typed: str, kind: str, page: int, count: int) -> dict:
    most = ranked(count)
    last = -(-most // PAGE)
    return {
        "newer_url": _url(typed, kind=kind, page=str(page - 1)) if page > 1 else "",
        "older_url": _url(typed, kind=kind, page=str(page + 1)) if page < last else "",
        "newer_label": _("Previous"),
        "older_label": _("Next"),
        "summary": _("The newest %(count)s are put in order.") % {"count": most} if count > most else "",
    }


def _nothing(query: Query, tiers: frozenset[int]) -> dict:
    """What components/nothing.html takes."""

    def found(tried: Query) -> bool:
        return finds(widen(tried), tiers)

    better = suggest(query, found, found)
    return {"suggestion": {"text": str(better), "url": _url(str(better))} if better else None}
