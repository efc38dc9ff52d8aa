"""The monthly mail with what waits for somebody, and the reminder of what is late.

Mail is not confidential: it has titles and links. What an answer is about, such as the text of a detail, stays behind
the link.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.awaiting.ask import ANSWERING, waiting_by_user
from accounts.awaiting.sorts import Item, sorts
from accounts.awaiting.tokens import HOLDS, mailed_address
from accounts.models import Notices, Role, User
from tarepo.addresses import absolute
from tarepo.changes import change, current_change
from tarepo.locks import lock_notices
from tarepo.mail_words import plain
from tarepo.outbox import post
from tarepo.reading.words import date

MOST_ITEMS = 30
ROUND = 50  # mails of one transaction: what a killed process has to do again


def mail_awaiting() -> int:
    """This month's mail to everybody for whom something waits and who has not been looked at this month; how many.

    Whoever begins to have something later in the month is told with the next; a new focal point on the next day.
    """
    month = timezone.localdate().replace(day=1)
    sent = 0
    for language, group in groupby(due(month), key=lambda user: user.language):
        with override(language):
            users = list(group)
            waiting = waiting_by_user(users)
            for start in range(0, len(users), ROUND):
                with change(by=None, why="The monthly mail of what waits"):
                    sent += mail_these(users[start : start + ROUND], waiting, month)
    return sent


def due(month: dt.date) -> list[User]:
    """Active focal points and editors who want the mail and were not looked at since; they know their roles."""
    wanted = Q(notices=None) | Q(notices__awaiting=True, notices__awaiting_sent_on=None)
    wanted |= Q(notices__awaiting=True, notices__awaiting_sent_on__lt=month)
    answering = Role.objects.current().filter(name__in=ANSWERING)
    users = list(
        User.objects.filter(wanted, is_active=True, pk__in=answering.values("user")).order_by("language", "pk")
    )
    know_roles(users)
    return users


def know_roles(users: list[User]) -> None:
    """The roles of all, and who has a second factor, without which roles of staff rest: two queries."""
    roles: dict[int, list[Role]] = {user.pk: [] for user in users}
    for role in Role.objects.current().with_party().filter(user__in=users):
        roles[role.user_id].append(role)
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    sure = set(Authenticator.objects.filter(user__in=users, type__in=kinds).values_list("user_id", flat=True))
    for user in users:
        user.held_roles, user.has_second_factor = roles[user.pk], user.pk in sure


def mail_these(users: list[User], waiting: dict[int, list[Item]], month: dt.date) -> int:
    """Inside the open change; whoever another worker is at is left to it."""
    current_change()
    held = lock_notices(user.pk for user in users)
    due_now = [
        user
        for user in users
        if (row := held.get(user.pk)) and row.awaiting and not (row.awaiting_sent_on and row.awaiting_sent_on >= month)
    ]
    mailed = [user for user in due_now if waiting.get(user.pk)]
    for user in mailed:
        items = waiting[user.pk]
        told = ngettext("%(n)s thing waits for your answer", "%(n)s things wait for your answer", len(items))
        post(
            to=user.email,
            subject=told % {"n": len(items)},
            body=body_of(user, items, told % {"n": len(items)} + "."),
            key=f"awaiting/{user.pk}/{month:%Y-%m}",
            language=user.language,
        )
    Notices.objects.filter(user__in=due_now).update(awaiting_sent_on=timezone.localdate())
    return len(mailed)


def body_of(user: User, items: list[Item], lead: str) -> str:
    """In the active language; the oldest, and so what is late, comes first."""
    return "\n".join(paragraphs(user, items, lead)) + "\n"


def paragraphs(user: User, items: list[Item], lead: str) -> Iterator[str]:
    yield f"{lead}\n"
    known = sorts()
    for item in items[:MOST_ITEMS]:
        values = {
            "sort": known[item.sort].title,
            "title": plain(item.title),
            "day": date(timezone.localtime(item.since).date().isoformat()),
        }
        late, early = _("%(sort)s: %(title)s – late, since %(day)s"), _("%(sort)s: %(title)s – since %(day)s")
        told = late if item.is_late else early
        yield f"- {told % values}\n  {mailed_address(user, item)}\n"
    page = absolute(reverse("awaiting"))
    more = len(items) - MOST_ITEMS
    if more > 0:
        told = ngettext("… and %(n)s more: %(page)s", "… and %(n)s more: %(page)s", more)
        yield f"{told % {'n': more, 'page': page}}\n"
    else:
        yield f"{_('All of it on one page: %(page)s') % {'page': page}}\n"
    if user.is_of_secretariat:
        yield _("The links ask you to sign in.")
    else:
        told = _("Each link is yours: who has it can answer in your name for %(days)s days. Do not pass this mail on.")
        yield told % {"days": HOLDS.days}
        yield _("Opening a link does nothing yet: you see what is asked, and then press a button.")
    yield _("What is mailed to you, and in which language: %(page)s") % {"page": absolute(reverse("notices"))}
