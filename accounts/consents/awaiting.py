"""Consents that wait for a focal point, as the page and the mail of what waits show them."""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.consent import Stand
from accounts.consents.access import capacities_of
from accounts.consents.answer import Shown, Terms, answer, answered_by
from accounts.consents.page import named, title_of
from accounts.consents.stands import unanswered, waiting
from accounts.enums import ConsentState
from accounts.focal_points import answers_for
from accounts.models import Consent, User
from tarepo.reading.names import load_names

NAME = "consents"
STATES = {"grant": ConsentState.GRANTED, "refuse": ConsentState.REFUSED}


def choices() -> tuple[Choice, ...]:
    return (Choice("grant", _("Grant")), Choice("refuse", _("Refuse")))


def items_of(stands: Collection[Stand]) -> list[Item]:
    """One query more, for the titles as readers know them. What was changed since it was asked for is answered on its
    page alone."""
    names = load_names({stand.detail.record_id for stand in stands} | {stand.party for stand in stands})
    return [
        Item(
            sort=NAME,
            pk=asked.pk,
            title=f"{title_of(names, stand.detail.record_id)}: {stand.detail.get_nature_display()}",
            since=asked.at,
            url=f"{reverse('consents')}#record-{stand.detail.record_id}",
            choices=choices() if asked.digest == stand.digest else (),
            lines=(
                (_("For"), named(names, stand.party)["name"]),
                (str(capfirst(stand.detail.get_nature_display())), stand.detail.text),
                (_("Who would see it"), _("Signed-in members of all delegations; the public never.")),
            ),
            party=stand.party,
            detail=stand.detail,
        )
        for stand in stands
        if (asked := stand.asked)
    ]


def in_order(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.since, item.pk))


def waiting_for(user: User) -> list[Item]:
    parties = answers_for(user)
    return in_order(items_of(waiting(parties))) if parties else []


def everything() -> list[Item]:
    return in_order(items_of(waiting()))


def one(user: User, pk: int) -> Item | None:
    stand = _stand(user, pk)
    return next(iter(items_of([stand])), None) if stand else None


def _stand(user: User, pk: int) -> Stand | None:
    parties = answers_for(user)
    stands = waiting(parties, pk=pk) if parties else []
    return next((stand for stand in stands if stand.asked and stand.asked.pk == pk), None)


def answer_one(*, user: User, pk: int, choice: str, reason: str = "") -> str:
    """By the question's own number: another question, or another text, is another answer."""
    state, stand = STATES.get(choice), _stand(user, pk)
    if state is None:
        raise ValidationError(_("Choose whether to grant or to refuse."))
    if stand is None or stand.asked is None:
        raise ValidationError(settled(pk) or _("It is no longer there, or not yours to answer."))
    shown = Shown(stand.detail.pk, stand.asked.digest, pk)
    outcome = answer(party=stand.party, shown=[shown], terms=Terms(state, note=reason), by=user)
    for why in outcome.refused.values():
        raise ValidationError(why)
    return _("Granted: members of all delegations may see it.") if state == ConsentState.GRANTED else _("Refused.")


def settled(pk: int) -> str:
    """How the question was answered; empty while it waits."""
    asked = Consent.objects.filter(pk=pk, state=ConsentState.ASKED).first()
    if asked is None:
        return _("What was asked about is no longer there.")
    later = Consent.objects.filter(party_id=asked.party_id, detail=asked.detail, pk__gt=pk)
    row = later.order_by("pk").first()
    if row is None:
        return ""
    if row.state == ConsentState.ASKED:
        return _("It was asked again since.")
    return answered_by(row, capacities_of([row]))


def settled_for(user: User, pk: int) -> str:
    asked = Consent.objects.filter(pk=pk, party__in=answers_for(user), detail__isnull=False)
    return settled(pk) if asked.exists() else ""


def count_before(moment: dt.datetime) -> int:
    return unanswered().filter(at__lt=moment).count()


SORT = Sort(
    name=NAME,
    title=gettext_lazy("Consents"),
    lead=gettext_lazy("Details that the Secretariat asks to show to the members of all delegations."),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer_one,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
