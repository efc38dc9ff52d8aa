"""What the files of a search share: their tags, and refusals as pages of the portal."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from activities.exports.rows import marks
from activities.search import Found
from tarepo.access import VISITOR
from tarepo.addresses import language_root, list_path
from tarepo.answers import etag
from tarepo.enums import Kind
from tarepo.sending import AGAIN_AFTER, kept_until_changed


def tag_of(found: Found, *more: str) -> str:
    """The ETag of a file of what is found: of all that it shows, and of what else it hangs on."""
    return etag(found.tiers, [*more, found.query, *found.problems, *marks(found)])


def kept(response: HttpResponseBase, found: Found, tag: str) -> HttpResponseBase:
    return kept_until_changed(response, tag, public=found.tiers == VISITOR)


def not_understood(request: HttpRequest, found: Found) -> HttpResponse:
    """Without a condition the file would be longer, and nobody would see why."""
    lead = _("No file was made: it might not hold what you asked for.")
    link = {"name": _("To the list of what was understood"), "url": found.url()}
    return _page(request, 400, _("The request was not understood"), lead, link, found.problems)


def busy(request: HttpRequest, found: Found) -> HttpResponse:
    lead = _("Too many files are being made or sent at this moment. Please try again in a minute.")
    link = {"name": _("Back to the list"), "url": found.url()}
    response = _page(request, 503, _("No file just now"), lead, link)
    response.headers["Retry-After"] = AGAIN_AFTER
    return response


def _page(
    request: HttpRequest, status: int, title: str, lead: str, link: dict[str, str], problems: Collection[str] = ()
) -> HttpResponse:
    context = {
        "page_title": title,
        "crumbs": [
            {"name": _("Home"), "url": language_root()},
            {"name": _("Activities"), "url": list_path(Kind.ACTIVITY)},
        ],
        "title": title,
        "lead": lead,
        "link": link,
        "problems": problems,
    }
    response = render(request, "activities/no_file.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
