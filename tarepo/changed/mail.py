"""Mailing what changed to those who asked for it: once a span, whatever days the ticker was away."""

import calendar
import datetime as dt
import logging
from dataclasses import replace

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.enums import Every
from accounts.models import Subscription
from tarepo.addresses import absolute
from tarepo.changed import find
from tarepo.changed.choices import choices
from tarepo.changed.page import counted
from tarepo.changed.rows import lines_of, row_of, told
from tarepo.changed.subscribe import stop_token, wanted_by
from tarepo.changed.subscriptions import described
from tarepo.outbox import post
from tarepo.reading.words import listed

logger = logging.getLogger("tarepo.changed")

MOST, MOST_LINES = 50, 5  # records of one mail, differences of each
# Steps are dated by the clock of the process that takes them: as far as two clocks may be apart.
MARGIN = dt.timedelta(minutes=1)
# Whoever writes now may have dated a step already that nobody sees yet: it is told with the next mail.
WRITING = """
    SELECT min(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
"""


def mail_changes() -> int:
    """Write all mails that are due; how many. Each with its note in one transaction: a killed job writes none twice."""
    until = seen_until()
    today = timezone.localdate()
    rows = Subscription.objects.filter(user__is_active=True, told_until__lt=until).order_by("pk")
    found = rows.values_list("pk", "every", "told_until", "made_at")
    due = [pk for pk, every, since, asked in found if is_due(every, since, today, asked)]
    return sum(_attempt(pk, until, today) for pk in due)


def seen_until() -> dt.datetime:
    """Every step before that moment is there to be seen."""
    with connection.cursor() as cursor:
        cursor.execute(WRITING)
        (oldest,) = cursor.fetchone()
    return min(filter(None, (timezone.now(), oldest))) - MARGIN


def is_due(every: str, since: dt.datetime, today: dt.date, asked: dt.datetime) -> bool:
    """since: until when it was told; asked: when it was asked for, on whose day of the month a monthly one comes."""
    day = timezone.localdate(since + MARGIN)  # that of the job, which runs at midnight and tells less than all
    if every == Every.MONTH:
        wanted = timezone.localdate(asked + MARGIN).day
        this_month = _day_in(day.year, day.month, wanted)
        return today >= (this_month if this_month > day else _day_in(*_month_after(day), wanted))
    return today >= day + dt.timedelta(days=7 if every == Every.WEEK else 1)


def _month_after(day: dt.date) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month, 12)
    return year, month + 1


def _day_in(year: int, month: int, day: int) -> dt.date:
    """The last day of a month that is too short for it."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _attempt(pk: int, until: dt.datetime, today: dt.date) -> bool:
    """One that fails keeps no other from being mailed; it is due again tomorrow."""
    try:
        return mail_one(pk, until=until, today=today)
    except Exception:
        logger.exception("Not mailed: subscription %s", pk)
        return False


def mail_one(pk: int, *, until: dt.datetime, today: dt.date) -> bool:
    """Whether a mail was written; not where nothing changed, or somebody else is at it or was."""
    with transaction.atomic():
        rows = Subscription.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
        found = rows.filter(pk=pk, user__is_active=True, told_until__lt=until).first()
        if found is None or not is_due(found.every, found.told_until, today, found.made_at):
            return False
        with override(found.user.language):
            written = _write(found, until, today)
        if written is not False:
            Subscription.objects.filter(pk=pk).update(told_until=until)
        return bool(written)


def _write(subscription: Subscription, until: dt.datetime, today: dt.date) -> bool | None:
    """None where there is nothing to tell; False where today's mail was written already: what changed since is for the
    next one."""
    wanted, problems = wanted_by(subscription.query)
    if problems:  # a country or subject that is not public any more: without it, far more would be told
        return None
    wanted = replace(wanted, since=subscription.told_until, until=until)
    totals = find.count(wanted)
    page = find.page(wanted, size=MOST, totals=totals)
    if not page.entries:
        return None
    shown = told(page.entries)
    about = described(wanted, choices(wanted))
    many = totals.counts
    stop = absolute(reverse("subscription-stop", args=[stop_token(subscription.pk)]))
    parts = [listed(counted(many)) + ".", *(_record(row_of(each, shown, most=MOST_LINES)) for each in page.entries)]
    left = sum(many.values()) - len(page.entries)
    day = timezone.localdate(subscription.told_until).isoformat()
    address = absolute(replace(wanted, span={"since": day}).url())
    if left > 0:
        parts.append(ngettext("And %(n)d more:", "And %(n)d more:", left) % {"n": left} + f"\n{address}")
    else:
        parts.append(_("All of it on the portal:") + f"\n{address}")
    parts.append(_("You asked for this mail. To stop it, without signing in:") + f"\n{stop}")
    return post(
        to=subscription.user.email,
        subject=_("What changed: %(about)s") % {"about": about},
        body="\n\n".join(parts) + "\n",
        key=f"changes/{subscription.pk}/{today.isoformat()}",
        language=subscription.user.language,
        stop_address=stop,
    )


def _record(row: dict) -> str:
    """Act and title, what it is, where it stands, and what differs."""
    about = [row["kind"] if row["is_public"] else "", row["date"], *(name["name"] for name in row["countries"][:8])]
    lines = [f"{row['act_label']}: {row['title']}", f"  {listed(filter(None, about))}"]
    lines += [f"  {line}" for line in lines_of(row)]
    address = row["url"] or (row["into"] or {}).get("url", "")
    return "\n".join([*lines, f"  {absolute(address)}"] if address else lines)
