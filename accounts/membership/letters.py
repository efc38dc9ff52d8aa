"""Mail about memberships: to focal points that somebody asks, to the person what was answered.

No mail says who answered by name.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.enums import MembershipState
from accounts.membership.reading import what_of
from accounts.models import Membership, User
from tarepo.addresses import absolute
from tarepo.mail_words import plain
from tarepo.outbox import post


def tell_asked(membership: Membership, focal_points: Iterable[User]) -> None:
    """One mail to each focal point; one a day for each person and party, however often they ask and withdraw."""
    asker = membership.user
    for focal in focal_points:
        with override(focal.language):
            subject = _("%(person)s asks to be confirmed: %(what)s")
            values = {"person": plain(asker.name) or asker.email, "what": plain(what_of(membership))}
            values["mail"] = asker.email
            values["page"] = absolute(reverse("members"))
            body = _(
                "%(person)s (%(mail)s) asks to be confirmed: %(what)s.\n\nConfirm or decline, with a reason:"
                "\n%(page)s\n\nUntil then they read what every visitor reads."
            )
            day = timezone.localdate().isoformat()
            key = f"membership/asked/{asker.pk}/{membership.party_id}/{focal.pk}/{day}"
            post(to=focal.email, subject=subject % values, body=body % values, key=key, language=focal.language)


def tell_answered(membership: Membership) -> None:
    """To who asked: confirmed, or declined with the reason."""
    with override(membership.user.language):
        values = {"what": what_of(membership), "answer": membership.answer, "page": absolute(reverse("memberships"))}
        if membership.state == MembershipState.CONFIRMED:
            subject = _("You are confirmed: %(what)s")
            body = _("You are confirmed: %(what)s.\n\nWhat is open to you stands in the portal: sign in.\n%(page)s")
        else:
            subject = _("You are not confirmed: %(what)s")
            body = _(
                "You are not confirmed: %(what)s.\n\nThe reason that was given:\n%(answer)s\n\nIf something can be"
                " mended, ask again:\n%(page)s"
            )
        _to_person(membership, "answered", subject % values, body % values)


def tell_ended(membership: Membership) -> None:
    """To the member, where somebody else set the last day."""
    day = membership.ends.isoformat() if membership.ends else ""
    with override(membership.user.language):
        values = {"what": what_of(membership), "day": day, "answer": membership.answer}
        subject = _("Last day of your membership: %(day)s")
        body = _(
            "%(what)s: the last day of your membership is %(day)s.\n\nThe reason that was given:\n%(answer)s\n\nWhat"
            " you wrote stays."
        )
        _to_person(membership, f"ends/{day}", subject % values, body % values)


def _to_person(membership: Membership, about: str, subject: str, body: str) -> None:
    user = membership.user
    if user.is_active:
        post(
            to=user.email, subject=subject, body=body, key=f"membership/{membership.pk}/{about}", language=user.language
        )
