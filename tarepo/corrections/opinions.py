"""What a correction touches is shown to those concerned before an editor decides: asked, answered, waited for."""

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.focal_points import answers_for, focal_points_of
from tarepo.addresses import absolute
from tarepo.changes import current_change
from tarepo.corrections.touched import parties_touched
from tarepo.locks import lock_patch
from tarepo.models import Opinion, OpinionState, Patch, PatchState
from tarepo.outbox import post
from tarepo.patch import base_content, fields_on
from tarepo.reading.names import load_names
from tarepo.reading.words import date

if TYPE_CHECKING:
    from accounts.models import User

WAIT = dt.timedelta(days=14)
LONGEST_NOTE = 2000


def ask_opinions(*, patch: Patch) -> int:
    """Ask each party that the correction touches and that somebody answers for; how many were asked now.

    Not that of a focal point who proposes it: they have said what they think.
    """
    current_change()
    base = base_content(patch)
    new = base | fields_on(patch, base, base)
    touched = parties_touched(patch.kind, patch.record_id or 0, base, new)
    if patch.by:
        touched -= answers_for(patch.by)
    asked = 0
    for party, users in sorted(focal_points_of(touched).items()):
        opinion, made = Opinion.objects.get_or_create(patch=patch, party_id=party)
        asked += made
        for user in users if made else []:
            if user.pk != patch.by_id:
                tell(user=user, opinion=opinion)
    return asked


def tell(*, user: "User", opinion: Opinion) -> None:
    """Mail is not confidential: it names what is public, and leads to the rest."""
    patch = opinion.patch
    with override(user.language):
        name = (load_names([patch.record_id or 0]).get(patch.record_id) or {}).get("name", "")
        subject = _("A correction waits for your opinion: %(record)s") % {"record": name}
        link = absolute(reverse("opinion", args=[opinion.pk]))
        body = _(
            "Somebody proposes a correction of “%(record)s”, in which you have a part. Say until %(day)s whether you"
            " agree:\n\n%(link)s\n\nAfter that day an editor of the Secretariat may decide without your answer."
        ) % {"record": name, "day": date(ends_on(patch).isoformat()), "link": link}
        post(to=user.email, subject=subject, body=body, key=f"opinion/{opinion.pk}/{user.pk}", language=user.language)


def give_opinion(*, opinion: Opinion, by: "User", state: str, note: str = "") -> bool:
    """Say for the party that it agrees or objects. False where a colleague was faster, or an editor decided already.

    The caller has made sure that they answer for the party.
    """
    current_change()
    patch = opinion.patch
    lock_patch(patch)  # of two focal points who answer at once the second finds it answered
    opinion.refresh_from_db(fields=["state"])
    if patch.state != PatchState.OPEN or opinion.state != OpinionState.ASKED:
        return False
    opinion.state, opinion.note, opinion.by, opinion.at = state, note, by, timezone.now()
    opinion.save(update_fields=["state", "note", "by", "at"])
    return True


def ends_on(patch: Patch) -> dt.date:
    """Until when those concerned are waited for."""
    return timezone.localdate(patch.made_at + WAIT)


def awaited(patch: Patch) -> list[int]:
    """The parties for whose answer an editor is to wait now.

    None after two weeks; and not a party that nobody answers for any more: what it was asked has lapsed.
    """
    if timezone.now() >= patch.made_at + WAIT:
        return []
    asked = Opinion.objects.filter(patch=patch, state=OpinionState.ASKED).order_by("pk")
    parties = list(asked.values_list("party_id", flat=True))
    answered_for = focal_points_of(parties) if parties else {}
    return [party for party in parties if party in answered_for]
