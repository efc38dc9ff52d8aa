"""Who may submit, for whom, and whose submissions somebody may see."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.enums import SPEAKING
from accounts.models import User
from tarepo.access import is_signed_in
from tarepo.models import Patch


@dataclass(frozen=True)
class Submitter:
    """Somebody who speaks for a country, an area or an organisation: a member without any can read, and is told so."""

    user: User
    parties: tuple[int, ...]  # in the order in which the roles were given

    @property
    def submissions(self) -> QuerySet[Patch]:
        """Their own, and those for the parties that they speak for today."""
        return Patch.objects.filter(Q(by=self.user) | Q(party__in=self.parties))


def submitter_of(user: User) -> Submitter | None:
    """None for those whose roles do not propose anything."""
    roles = [role for role in user.current_roles if role.name in SPEAKING] if user.is_active else []
    return Submitter(user, tuple(dict.fromkeys(role.party_id for role in roles if role.party_id))) if roles else None


def get_submitter(user: User) -> Submitter:
    """PermissionDenied for those whose roles do not submit, saying what to do."""
    if found := submitter_of(user):
        return found
    if user.is_staff:
        raise PermissionDenied(
            _(
                "Submissions are made by focal points and confirmed members. You work for the Secretariat: enter"
                " records, and answer submissions, at the editors’ desk."
            )
        )
    raise PermissionDenied(
        _(
            "Submissions are made by focal points and confirmed members. Ask to be confirmed for your country or"
            " organisation: its focal point, or an editor where there is none, answers."
        ),
        {"name": _("Ask to be confirmed"), "url": reverse("memberships")},
    )


def get_submission_for(submitter: Submitter, pk: int) -> Patch:
    """The submission, if they may see it; one query, else Http404."""
    found = submitter.submissions.select_related("record").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def for_submitters(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Calls the view with who submits; asks others to sign in, keeping what they wrote, or refuses them."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        from accounts.views import ask_to_sign_in

        if not is_signed_in(request):
            return ask_to_sign_in(request)
        return view(request, get_submitter(cast(User, request.user)), **parts)

    return never_cache(guarded)


def speaking(submitter: Submitter) -> Submitter:
    """The same; PermissionDenied where they speak for nobody."""
    if not submitter.parties:
        raise PermissionDenied(
            _(
                "You take part for yourself, and submissions are made for a country, area or organisation. Ask to be"
                " confirmed for one; then you can submit."
            ),
            {"name": _("Ask to be confirmed"), "url": reverse("memberships")},
        )
    return submitter
