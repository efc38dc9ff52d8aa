"""Fetching what a reader may see: the row and the right to it in one call, so that no view can forget."""

from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import Http404, HttpRequest

from tarepo.models import SearchRow
from tarepo.tiers import PUBLIC

if TYPE_CHECKING:
    from accounts.models import User

VISITOR = frozenset({PUBLIC})


def tiers_for(request: HttpRequest) -> frozenset[int]:
    """The reader's tiers. A visitor, who sends no session, costs no query and gets no cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return VISITOR
    from accounts.access import tiers_of

    return tiers_of(request.user)


def is_signed_in(request: HttpRequest) -> bool:
    """Asks for the user only where there is a session: a visitor costs nothing."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user")
    return has_session and request.user.is_authenticated


def is_member(request: HttpRequest) -> bool:
    """Whether a confirmed member or a focal point asks: they see who the focal points are. Costs a visitor nothing."""
    from accounts.enums import SPEAKING

    return is_signed_in(request) and cast("User", request.user).has_role(*SPEAKING)


def get_published_for(tiers: Collection[int], kind: str, reference: str) -> SearchRow:
    """The record's row with its snapshot, in the form that readers of these tiers see; one query, else Http404."""
    rows = SearchRow.objects.for_tiers(tiers).select_related("snapshot")
    row = rows.filter(kind=kind, reference=reference).order_by("-tier").first()
    if row is None:
        raise Http404
    return row
