"""Mail to focal points as consents are asked for: at once, and once a day at most.

What is asked within a day of such a mail is gathered, and told with the next by the ticker. The links are those of
the monthly mail: signed, and opening them does nothing yet.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.awaiting.mail import body_of, know_roles
from accounts.awaiting.sorts import Item
from accounts.consents.awaiting import in_order, items_of
from accounts.consents.stands import unanswered, waiting
from accounts.focal_points import focal_points_of
from accounts.models import Notices, User
from tarepo.changes import change, current_change
from tarepo.locks import lock_notices
from tarepo.outbox import post

AT_MOST_EVERY = dt.timedelta(hours=24)
ROUND = 50  # focal points of one transaction


@contextmanager
def telling(parties: Collection[int]) -> Iterator[None]:
    """Around the rows by which these parties are asked: whoever answers for them is told, now or with the next mail.

    Their choices are held from before the first row is written: what another editor asks at the same time is either
    in this mail or gathered for the next.
    """
    current_change()
    answering = focal_points_of(parties) if parties else {}
    users = {user.pk: user for some in answering.values() for user in some}
    held = lock_notices(users, skip_locked=False) if users else {}
    begun = timezone.now()
    yield
    due = [user for pk, user in users.items() if _is_due(held[pk], begun)]
    # What was gathered for who is due again goes along: the ticker may be late.
    mail_asked(due, {pk: row.consents_since or begun for pk, row in held.items()}, begun)
    later = [pk for pk in users if not _is_due(held[pk], begun) and held[pk].consents_since is None]
    Notices.objects.filter(user__in=later).update(consents_since=begun)


def _is_due(row: Notices, now: dt.datetime) -> bool:
    return row.consents_sent_at is None or row.consents_sent_at <= now - AT_MOST_EVERY


def tell_gathered() -> int:
    """Mail what was gathered, to those whose last such mail is a day old; how many mails."""
    now, sent = timezone.now(), 0
    due = Notices.objects.filter(consents_since__isnull=False, consents_sent_at__lte=now - AT_MOST_EVERY)
    users = list(User.objects.filter(pk__in=due.values("user")).order_by("pk"))
    for start in range(0, len(users), ROUND):
        with change(by=None, why="The mail of consents that were asked for"):
            some = users[start : start + ROUND]
            held = lock_notices(user.pk for user in some)
            since = {pk: row.consents_since for pk, row in held.items() if row.consents_since and _is_due(row, now)}
            sent += mail_asked([user for user in some if user.pk in since], since, now)
    return sent


def mail_asked(users: Iterable[User], since: dict[int, dt.datetime], now: dt.datetime) -> int:
    """One mail to each, in their language, of what waits of what was asked since (by user id); how many.

    Inside the open change, with their choices held. Who has nothing to answer any more gets none.
    """
    users, sent = sorted(users, key=lambda user: user.language), []
    know_roles(users)
    for language, group in groupby(users, key=lambda user: user.language):
        with override(language):
            sent += [user.pk for user, items in asked_of(list(group), since) if mail_one(user, items, now)]
    rows = Notices.objects.filter(user__in=[user.pk for user in users])
    rows.update(consents_since=None)
    rows.filter(user__in=sent).update(consents_sent_at=now)
    return len(sent)


def asked_of(users: list[User], since: dict[int, dt.datetime]) -> Iterator[tuple[User, list[Item]]]:
    """What each of them has to answer of what was asked since; titles in the active language.

    As many queries for one as for all.
    """
    earliest = min(since[user.pk] for user in users)
    asked = unanswered().filter(at__gte=earliest).order_by("party").values_list("party", flat=True).distinct()
    answering = focal_points_of(list(asked))
    parties = {party for party, some in answering.items() if any(user in some for user in users)}
    items = in_order(items_of(waiting(parties, since=earliest)))
    for user in users:
        own = [item for item in items if item.since >= since[user.pk]]
        theirs = [item for item in own if user in answering[item.party or 0]]
        if theirs:
            yield user, theirs


def mail_one(user: User, items: list[Item], now: dt.datetime) -> bool:
    """In the active language."""
    told = ngettext(
        "The Secretariat asks for your consent to show %(n)s detail",
        "The Secretariat asks for your consent to show %(n)s details",
        len(items),
    ) % {"n": len(items)}
    body = body_of(user, items, f"{told}.")
    key = f"consents-asked/{user.pk}/{now.isoformat()}"
    return post(to=user.email, subject=told, body=body, key=key, language=user.language)
