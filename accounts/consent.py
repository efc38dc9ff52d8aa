"""Which details a consent opens, as a pure question over rows that were fetched already."""

import datetime as dt
from collections.abc import Collection, Iterable

from accounts.enums import ConsentState
from accounts.models import Consent
from reference.enums import PartyForm
from reference.models import Party
from tarepo.models import Detail
from tarepo.tiers import DetailFact


def detail_facts(details: Iterable[Detail], beneficiaries: Collection[int], *, on: dt.date) -> list[DetailFact]:
    """What tiers_of_record asks: of each detail whose it is, and whether it is open on that day. One query."""
    details = list(details)
    owners = {detail.party_id for detail in details if detail.party_id} | set(beneficiaries)
    consents = list(Consent.objects.filter(party_id__in=owners).order_by("at", "pk"))
    return [DetailFact(detail.pk, detail.party_id, is_open(detail, beneficiaries, consents, on)) for detail in details]


def states_among(parties: Collection[int]) -> set[int]:
    """Those whose members are Member States' (tiers.py): countries and areas, and offices of one. One query."""
    rows = Party.objects.filter(pk__in=parties, form__in=(PartyForm.COUNTRY, PartyForm.OFFICE))
    return {pk for pk, form, country in rows.values_list("pk", "form", "country_id") if is_state(form, country)}


def is_state(form: str | None, country: int | None) -> bool:
    """Whether who speaks for a party of this form reads what is given to Member States."""
    return form == PartyForm.COUNTRY or (form == PartyForm.OFFICE and country is not None)


def is_open(detail: Detail, beneficiaries: Collection[int], consents: Iterable[Consent], on: dt.date) -> bool:
    """Whether every beneficiary concerned has granted it. What nobody could grant is not open."""
    concerned = [detail.party_id] if detail.party_id else list(beneficiaries)
    return bool(concerned) and all(_granted_by(party, detail, consents, on) for party in concerned)


def _granted_by(party: int, detail: Detail, consents: Iterable[Consent], on: dt.date) -> bool:
    """The newest answer about this very detail decides; where there is none, the newest about its kind."""
    mine = [consent for consent in consents if consent.party_id == party and consent.state != ConsentState.ASKED]
    direct = [consent for consent in mine if consent.detail_id == detail.pk]
    standing = [consent for consent in mine if consent.detail_id is None and consent.nature == detail.nature]
    decisive = (direct or standing)[-1:]
    return any(consent.state == ConsentState.GRANTED and _holds(consent, on) for consent in decisive)


def _holds(consent: Consent, on: dt.date) -> bool:
    return (consent.starts or on) <= on <= (consent.ends or on)
