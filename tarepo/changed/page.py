"""/changes/: what changed since a day or a session, each record once, with its differences."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tarepo.access import VISITOR
from tarepo.addresses import language_root
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.changed import find
from tarepo.changed.asking import PARAMETERS, PLACES, SEVERAL, Wanted, changes_path, read
from tarepo.changed.choices import Choices, asked_for, choices, form
from tarepo.changed.rows import Told, row_of, told
from tarepo.enums import Kind
from tarepo.indexing.hits import one_state
from tarepo.models import PublicAct
from tarepo.reading.words import date, listed, number

SIZE = 25
MOST_LINES = 5  # of one record; all of them stand in its history


@require_safe
def changes_page(request: HttpRequest) -> HttpResponse:
    """The same for everybody: only what is public changes here."""
    asked = Asked(request.GET, (*PARAMETERS, *PLACES), SEVERAL)
    wanted = read(asked)
    before, after = asked.number("before") or None, asked.number("after") or None
    totals = find.count(wanted)
    with one_state():
        found, many = find.page(wanted, size=SIZE, before=before, after=after, totals=totals), totals.counts
        offered = choices(wanted)
        shown = told(found.entries)
    links = _beside(found, wanted)
    marks = [wanted, many, repr(offered), *links, *asked.problems, *shown.marks]
    return answer(
        request,
        "changed/changes.html",
        lambda: _context(wanted, found, shown, many, offered, links, asked),
        tiers=VISITOR,
        marks=marks,
    )


def _beside(found: find.Page, wanted: Wanted) -> tuple[str, str]:
    """The addresses of the newer and the older page; empty for none."""
    if not found.entries:
        return "", ""
    newer = wanted.url(after=str(found.entries[0].step)) if found.newer else ""
    older = wanted.url(before=str(found.entries[-1].step)) if found.older else ""
    return newer, older


def _context(
    wanted: Wanted,
    found: find.Page,
    shown: Told,
    many: dict[PublicAct, int],
    offered: Choices,
    links: tuple[str, str],
    asked: Asked,
) -> dict:
    rows = [row_of(entry, shown, most=MOST_LINES) for entry in found.entries]
    path = changes_path()
    title = _("What changed")
    about = asked_for(wanted, offered)
    return {
        "page_title": ": ".join(filter(None, (title, listed(about)))),
        "description": _("New, changed and withdrawn records, with what differs."),
        "crumbs": [{"name": _("Home"), "url": language_root()}],
        "title": title,
        "lead": span_told(wanted, offered),
        "problems": asked.problems,
        "filter": form(wanted, offered, path),
        "counts": counted(many),
        "groups": _groups(rows, wanted),
        "by_day": wanted.by == "day",
        "shown": len(rows),
        "pager": {"newer_url": links[0], "older_url": links[1]},
        "empty": {
            "title": _("Nothing that is public changed."),
            "link": {"name": _("Show the last thirty days"), "url": path} if asked.query else None,
        },
        "feed_url": changes_path("feed.atom") + wanted.query(since=None, session=None, until=None, by=None),
        "csv_url": wanted.url("export.csv", by=None),
        "mail_url": "/accounts/subscriptions/new/" + wanted.query(since=None, session=None, until=None, by=None),
    }


def span_told(wanted: Wanted, offered: Choices) -> str:
    """From which day to which, in a sentence."""
    first, last = date(wanted.since.date().isoformat()), wanted.span.get("until", "")
    if wanted.session:
        name = next((each["label"] for each in offered[Kind.SESSION] if each["id"] == wanted.session[0]), "")
        said = _("After the last day of the session %(session)s.") % {"session": name}
    elif "since" in wanted.span:
        said = _("From %(date)s on.") % {"date": first}
    elif last:
        said = _("From %(date)s on, as no other day was given.") % {"date": first}
    else:
        said = _("The last thirty days, from %(date)s on, as no other day was given.") % {"date": first}
    until = " " + _("Until %(date)s.") % {"date": date(last)} if last else ""
    rule = " " + _("Each record stands here once, with all that became of it.")
    return said + until + rule


def counted(many: dict[PublicAct, int]) -> list[str]:
    """How many of each, in words; what brought nothing is left out but where nothing is left."""
    words = {
        PublicAct.NEW: lambda n: ngettext("%(count)s new record", "%(count)s new records", n),
        PublicAct.CHANGED: lambda n: ngettext("%(count)s changed", "%(count)s changed", n),
        PublicAct.WITHDRAWN: lambda n: ngettext("%(count)s withdrawn", "%(count)s withdrawn", n),
        PublicAct.RETURNED: lambda n: ngettext("%(count)s public again", "%(count)s public again", n),
    }
    shown = {act: n for act, n in many.items() if n or act != PublicAct.RETURNED}
    return [words[act](n) % {"count": number(str(n))} for act, n in shown.items()]


def _groups(rows: list[dict], wanted: Wanted) -> list[dict]:
    """The rows of this page under headings. By country or subject each stands once: under the one asked for, else under
    the first by the alphabet; its others stand beside it."""
    if wanted.by == "day":
        return [
            {"title": {"name": day}, "rows": list(each)} for day, each in groupby(rows, key=lambda row: row["date"])
        ]
    many, chosen = ("countries", "country") if wanted.by == "country" else ("subjects", "subject")
    first = set(wanted.chosen.get(chosen, {}).values())
    none = _("No country or area") if wanted.by == "country" else _("No subject")
    groups: dict[int, dict] = {}
    for row in rows:
        named = sorted(row[many], key=lambda name: name["id"] not in first)
        under: dict = named[0] if named else {"id": 0, "name": none, "sort": "\uffff"}
        groups.setdefault(under["id"], {"title": under, "rows": []})["rows"].append(row)
    return sorted(groups.values(), key=lambda group: (group["title"]["id"] not in first, group["title"]["sort"]))
