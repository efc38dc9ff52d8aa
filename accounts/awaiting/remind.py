"""Reminding the focal points of a party of what is late, on request of the Secretariat."""

import datetime as dt
from itertools import groupby

from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.awaiting.ask import late
from accounts.awaiting.mail import body_of, know_roles
from accounts.awaiting.sorts import Item
from accounts.focal_points import focal_points_of
from accounts.models import User
from tarepo.changes import current_change
from tarepo.locks import lock_records
from tarepo.models import Outbox
from tarepo.outbox import post

AGAIN_AFTER = dt.timedelta(days=7)
KEY = "awaiting-late/"


def remind(*, party: int) -> int:
    """Mail to each focal point of the party what is late; how many. None where they were reminded within the week."""
    current_change()
    lock_records([party])  # so that of two who remind at once the second finds it done
    if party in reminded():
        return 0
    users = focal_points_of([party]).get(party, [])
    know_roles(users)
    sent = 0
    for language, group in groupby(sorted(users, key=lambda user: user.language), key=lambda user: user.language):
        with override(language):
            items = [item for item in late() if item.party == party]
            for user in group if items else ():
                sent += remind_one(user, [item for item in items if item.account != user.pk], party)
    return sent


def remind_one(user: User, items: list[Item], party: int) -> bool:
    """In the active language; whether there was anything to remind of."""
    if not items:
        return False
    lead = ngettext(
        "%(n)s thing has waited for your answer for more than 30 days.",
        "%(n)s things have waited for your answer for more than 30 days.",
        len(items),
    )
    told = lead % {"n": len(items)}
    key = f"{KEY}{party}/{user.pk}/{timezone.localdate().isoformat()}"
    return post(
        to=user.email, subject=told.rstrip("."), body=body_of(user, items, told), key=key, language=user.language
    )


def reminded() -> dict[int, dt.datetime]:
    """When the focal points of each party were reminded, within the last week; told by the mails themselves."""
    since = timezone.now() - AGAIN_AFTER
    rows = Outbox.objects.filter(key__startswith=KEY, made_at__gt=since).order_by("made_at")
    return {int(key.split("/")[1]): made_at for key, made_at in rows.values_list("key", "made_at")}
