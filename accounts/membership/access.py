"""Whose memberships somebody may see, and who decides about one."""

from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.enums import RoleName
from accounts.guard import View, own_page
from accounts.membership.querysets import answered_by, for_list
from accounts.models import Membership, Role, User


def for_focal_points(view: View) -> View:
    """A page of the account, for focal points."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        user = cast(User, request.user)
        if not user.has_role(RoleName.FOCAL_POINT):
            raise PermissionDenied(_no_focal_point(user))
        return view(request, **parts)

    return own_page(guarded)


def _no_focal_point(user: User) -> str:
    if was_focal_point(user):
        return appointment_ended()
    return _(
        "Requests to be confirmed are answered by the focal points of a country, area or organisation. Where there is"
        " none, the editors of the Secretariat answer at their desk."
    )


def appointment_ended() -> str:
    return _(
        "Your appointment as focal point has ended, so nothing was changed. Who is focal point now answers, or an"
        " editor where there is none. If that is a mistake, ask an administrator of the portal."
    )


def was_focal_point(user: User, party: int | None = None) -> bool:
    """Ever, of any party or of this one."""
    of_party = {"party_id": party} if party else {}
    return Role.objects.filter(user=user, name=RoleName.FOCAL_POINT, **of_party).exists()


def get_own_membership(user: User, pk: int) -> Membership:
    found = for_list(Membership.objects.filter(user=user, pk=pk)).first()
    if found is None:
        raise Http404
    return found


def get_membership_for(user: User, pk: int) -> Membership:
    """The membership that the user decides about; one query beside who answers for whom.

    Http404 where it is another's; PermissionDenied, with a sentence, where it was theirs until their appointment ended,
    or is their own.
    """
    found = for_list(answered_by(user).filter(pk=pk)).first()
    if found is None:
        refuse(user, pk)
        raise Http404
    return found


def refuse(user: User, pk: int) -> None:
    """PermissionDenied with a sentence, where the user may know of the membership although it is not theirs."""
    asked = Membership.objects.filter(pk=pk).only("user_id", "party_id").first()
    if asked is None:
        return
    if asked.user_id == user.pk:
        raise PermissionDenied(_("Nobody decides about themselves: another focal point, or an editor, answers this."))
    if asked.party_id and was_focal_point(user, asked.party_id):
        raise PermissionDenied(appointment_ended())
