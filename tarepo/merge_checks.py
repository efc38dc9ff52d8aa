"""What stands against a merge, in sentences that an editor can act on; and who would see which detail then."""

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.enums import Kind, State
from tarepo.models import Detail, Patch, PatchState, Record
from tarepo.publish import beneficiaries_in
from tarepo.tiers import MEMBERS, PUBLIC, seen_by, tiers_of_record

MERGEABLE = (Kind.ACTIVITY, Kind.ORGANISATION)


class CannotMerge(Exception):
    """A sentence for the editor; nothing was written."""


def check_pair(kept: Record, other: Record) -> None:
    """Whether the two can be merged at all. Raises CannotMerge."""
    if kept.pk == other.pk:
        raise CannotMerge(_("This is the same record: choose another one."))
    if kept.kind != other.kind:
        raise CannotMerge(
            _("“%(one)s” and “%(other)s” are of different kinds: only records of one kind are merged.")
            % {"one": kept, "other": other}
        )
    _check_webinars(kept, other)
    for record in (kept, other):
        if record.merged_into_id:
            raise CannotMerge(
                _("“%(record)s” has been merged into “%(into)s” already: choose that one.")
                % {"record": record, "into": record.merged_into}
            )
    if Patch.objects.filter(record_id=other.pk, state=PatchState.OPEN).exists():
        raise CannotMerge(
            _("Somebody proposed a change of “%(record)s”: accept or refuse it first, then merge.") % {"record": other}
        )


def _check_webinars(kept: Record, other: Record) -> None:
    """A webinar has a page and people who registered: these stay where they are."""
    from webinars.models import Webinar

    if kept.kind != Kind.ACTIVITY:
        return
    webinars = set(Webinar.objects.filter(record_id__in=[kept.pk, other.pk]).values_list("record_id", flat=True))
    if len(webinars) > 1:
        raise CannotMerge(
            _(
                "Both are webinars, each with a page and registrations of its own. Write into “%(record)s” what is to"
                " stay of the other, and archive that."
            )
            % {"record": kept}
        )
    if other.pk in webinars:
        raise CannotMerge(
            _("“%(record)s” is a webinar: keep that one, and merge the other into it.") % {"record": other}
        )


def check_say(kept: Record, other: Record, naming: Collection[int]) -> None:
    """A merge gives nobody the say over details that another organisation had. Raises CannotMerge."""
    from accounts.enums import MembershipState
    from accounts.models import Consent, Membership, Role

    asked = Membership.objects.filter(party_id=other.pk, state=MembershipState.ASKED)
    if Role.objects.filter(party_id=other.pk).exists() or asked.exists():
        raise CannotMerge(
            _("People speak for “%(record)s”: an administrator gives them roles for the other one first.")
            % {"record": other}
        )
    own = Q(party_id=other.pk) | Q(record_id__in=naming, party_id=kept.pk) | Q(record_id__in=naming, party=None)
    if Consent.objects.filter(party_id=other.pk).exists() or Detail.objects.filter(own).exists():
        raise CannotMerge(
            _(
                "Withheld details depend on whose “%(record)s” is: a merge must not open them to others. Give them to"
                " another beneficiary, or take them away, then merge."
            )
            % {"record": other}
        )


def check_details(pairs: Iterable[tuple[Record, Content | None]], merged: Content, *, becomes_public: bool) -> None:
    """Nobody sees a detail that they do not see now. pairs: each record with what is public of it.

    Raises CannotMerge.
    """
    pairs = list(pairs)
    details = list(Detail.objects.filter(record_id__in=[record.pk for record, _public in pairs]).order_by("pk"))
    if not details or not becomes_public:
        return
    parties = {
        party
        for content in (merged, *(public or {} for _record, public in pairs))
        for party in beneficiaries_in(content)
    }
    before = [
        _forms([detail for detail in details if detail.record_id == record.pk], public if is_public(record) else None)
        for record, public in pairs
    ]
    after = _forms(details, merged)
    for reader in ({PUBLIC}, {PUBLIC, MEMBERS}, *({PUBLIC, MEMBERS, party} for party in sorted(parties))):
        if _seen(after, reader) - {pk for forms in before for pk in _seen(forms, reader)}:
            raise CannotMerge(
                _(
                    "Some of the withheld details of the two would be seen by others than now. Give each of them to one"
                    " beneficiary, or let both records have the same beneficiaries and be public, then merge."
                )
            )


def is_public(record: Record) -> bool:
    return record.state == State.PUBLISHED


def _forms(details: list[Detail], content: Content | None) -> dict[int, list[int]]:
    """The details in each form of a record that says this; one that is not public has no readers."""
    from accounts.consent import detail_facts, states_among

    if content is None:
        return {PUBLIC: []}
    beneficiaries = beneficiaries_in(content)
    facts = detail_facts(details, beneficiaries, on=timezone.localdate())
    return tiers_of_record(facts, beneficiaries, states_among(beneficiaries))


def _seen(forms: dict[int, list[int]], reader: Collection[int]) -> set[int]:
    return set(forms[seen_by(reader, forms)])
