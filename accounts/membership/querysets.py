"""Which memberships: those that hold, those that are over, and those that somebody decides about."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.enums import MembershipState, RoleName
from accounts.focal_points import answers_for, current_focal_points
from accounts.models import Membership, User
from reference.enums import PartyForm
from tarepo.labels import title_of

CONFIRMED = Q(state=MembershipState.CONFIRMED)
WAITING = Q(state=MembershipState.ASKED, user__is_active=True)


def holds() -> Q:
    """Confirmed, and the role that came of it still holds or is to hold."""
    today = timezone.localdate()
    return CONFIRMED & Q(role__isnull=False) & (Q(role__ends__isnull=True) | Q(role__ends__gte=today))


def over() -> Q:
    """Ended, by its own period or by an administrator who ended the role too."""
    return Q(state=MembershipState.ENDED) | (CONFIRMED & (Q(role=None) | Q(role__ends__lt=timezone.localdate())))


def of_nobody() -> Q:
    """Of no party, or of one for which nobody but the person who asks answers: these are the editors'.

    An office that has no focal point of its own has those of its country, as focal_points.py says.
    """
    focal = current_focal_points()
    of_others = Exists(focal.filter(party=OuterRef("party")).exclude(user=OuterRef("user")))
    of_any = Exists(focal.filter(party=OuterRef("party")))
    of_country = Exists(focal.filter(party=OuterRef("party__country")).exclude(user=OuterRef("user")))
    return ~(Q(of_others) | (Q(~of_any) & Q(party__form=PartyForm.OFFICE) & Q(of_country)))


def answered_by(user: User) -> QuerySet[Membership]:
    """Those that the user decides about: a focal point the party's, a chief editor those of nobody; never their own."""
    theirs = Q(party__in=answers_for(user))
    if user.has_role(RoleName.CHIEF_EDITOR):
        theirs |= of_nobody()
    return Membership.objects.filter(theirs).exclude(user=user)


def for_list(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """With all that a row of a list and the page of one show, but the party's name as readers know it: see named()."""
    return rows.select_related("user", "role").annotate(party_form=F("party__form"))


def for_desk(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """The same, and the party's title as editors have it at work."""
    return for_list(rows).annotate(party_title=title_of("party_id"))
