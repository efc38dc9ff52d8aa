"""Addresses that records once had, and that lead to them for ever."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from tarepo.addresses import FOLDERS, language_root, record_path

LONGEST = 200
# What is no reader's page: nothing there can be a record's address.
OTHERS = frozenset({"accounts", "admin", "api", "files", "healthz", "readyz", "static", "styleguide"})


def old_path(written: str) -> str:
    """The path as it is kept, whatever was pasted: without host, language and query: projects/old-code/."""
    try:
        return bare(unquote(urlsplit(written.strip()).path))
    except ValueError:  # no address at all
        return ""


def bare(path: str) -> str:
    path = path.strip("/")
    first, _slash, rest = path.partition("/")
    if first in dict(settings.LANGUAGES):
        path = rest.strip("/")
    return f"{path}/" if path else ""


def check_old_path(path: str) -> None:
    """ValidationError where the path cannot be a record's old address."""
    from tarepo.models import Record

    parts = path.strip("/").split("/")
    if not path or len(path) > LONGEST or not path.isprintable() or parts[0] in OTHERS:
        raise ValidationError({"path": _("Give the path of a page on this site, such as projects/old-code/.")})
    kinds = [kind for kind, folder in FOLDERS.items() if folder == parts[0]]
    if kinds and len(parts) == 1:
        raise ValidationError({"path": _("This is the address of a list.")})
    now = Record.objects.filter(kind__in=kinds, merged_into=None)  # one that was merged has given its address up
    if kinds and len(parts) == 2 and now.filter(reference=parts[1]).exists():
        raise ValidationError({"path": _("This is the address that a record has now.")})


def moved_to(request: HttpRequest) -> HttpResponse | None:
    """The way to the record that once had this address, where the reader may know of it; one query."""
    path = bare(request.path_info) if len(request.path_info) <= LONGEST else ""
    if request.method not in ("GET", "HEAD") or not path or path.partition("/")[0] in OTHERS:
        return None
    from tarepo.access import tiers_for
    from tarepo.models import SearchRow

    rows = SearchRow.objects.for_tiers(tiers_for(request)).filter(record__old_addresses__path=path)
    row = rows.only("kind", "reference").first()
    return leads_to(request, row.kind, row.reference) if row else None


def leads_to(request: HttpRequest, kind: str, reference: str, below: str = "") -> HttpResponse:
    """A redirect for ever, with the query that came along."""
    path = record_path(kind, reference)
    return redirect_for_ever(request, path + below if path else language_root())


def redirect_for_ever(request: HttpRequest, address: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
