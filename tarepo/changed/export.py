"""/changes/export.csv: a line for each record that changed. Made whole and then sent, as other exports are."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.addresses import language_root
from tarepo.asked import Asked
from tarepo.changed import find
from tarepo.changed.asking import PARAMETERS, SEVERAL, Wanted, changes_path, read
from tarepo.changed.rows import lines_of, row_of, told
from tarepo.csv_lines import BOM, line
from tarepo.indexing.hits import one_state
from tarepo.sending import AGAIN_AFTER, Download, kept_until_changed, release_connection, take_place

MOST = 5000  # lines; a shorter span has fewer
AT_ONCE = 200
MOST_LINES = 200  # differences of one record
IN_MEMORY = 1_000_000
TYPE = "text/csv; charset=utf-8"


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    asked = Asked(request.GET, PARAMETERS, SEVERAL)
    with ExitStack() as held:
        wanted = read(asked)
        if asked.problems:
            return _refused(wanted, request, asked.problems)
        if request.method == "HEAD":
            return _headed(wanted)
        if not take_place(held):
            return _refused(wanted, request, [])
        totals = find.count(wanted)
        with one_state():
            file = held.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
            digest = hashlib.sha256()
            for line in lines(wanted, request, totals):
                digest.update(line)
                file.write(line)
        release_connection()
        file.seek(0)
        tag = quote_etag(digest.hexdigest()[:32])
        response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
        if response is None:
            response = Download(file, held, as_attachment=True, filename=_file_name(wanted), content_type=TYPE)
    response = kept_until_changed(response, tag, public=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def lines(wanted: Wanted, request: HttpRequest, totals: find.Totals) -> Iterator[bytes]:
    """The headers and the newest; where there are more, the last line says so. Call it inside one_state()."""
    yield BOM
    about = (_("Date"), _("What became of it"), _("Kind of record"), _("Reference"), _("Version"), _("Title or name"))
    yield line([*about, _("Countries or areas"), _("Subjects"), _("Address"), _("What differs")])
    left, place = MOST, None
    while left:
        page = find.page(wanted, size=min(left, AT_ONCE), before=place, totals=totals)
        shown = told(page.entries)
        for entry in page.entries:
            yield _record(row_of(entry, shown, most=MOST_LINES), request)
        left -= len(page.entries)
        if not page.older:
            return
        place = page.entries[-1].step
    yield line([_("Only the newest %(most)s are here: for the others give an earlier last day.") % {"most": MOST}])


def _record(row: dict, request: HttpRequest) -> bytes:
    names = ("; ".join(name["name"] for name in row[part]) for part in ("countries", "subjects"))
    address = request.build_absolute_uri(row["url"]) if row["url"] else ""
    title = row["title"] if row["is_public"] else ""
    reference = row["reference"] or (row["url"].rstrip("/").rpartition("/")[2] if row["url"] else "")
    told_as = (row["day"], row["act_label"], row["kind"], reference, str(row["version"]), title)
    return line([*told_as, *names, address, "\n".join(lines_of(row))])


def _file_name(wanted: Wanted) -> str:
    """With the beginning of what was asked for, as of other exports."""
    asked = slugify("-".join(value for values in wanted.understood.values() for value in values))[:40].strip("-")
    return "-".join(filter(None, ["tarepo-changes", asked, timezone.localdate().isoformat()])) + ".csv"


def _headed(wanted: Wanted) -> HttpResponseBase:
    response = StreamingHttpResponse((), content_type=TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(wanted)}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _refused(wanted: Wanted, request: HttpRequest, problems: list[str]) -> HttpResponse:
    """What was not understood, by name; without problems there was no place for one more file."""
    if problems:
        title, status = _("The request was not understood"), 400
        lead = _("No file was made: it might not hold what you asked for.")
        link = {"name": _("To the list of what was understood"), "url": wanted.url()}
    else:
        title, status = _("No file just now"), 503
        lead = _("Too many files are being made or sent at this moment. Please try again in a minute.")
        link = {"name": _("Back to the list"), "url": wanted.url()}
    context = {
        "page_title": title,
        "crumbs": [
            {"name": _("Home"), "url": language_root()},
            {"name": _("What changed"), "url": changes_path()},
        ],
        "title": title,
        "lead": lead,
        "link": link,
        "problems": problems,
    }
    response = render(request, "activities/no_file.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = AGAIN_AFTER
    return response
