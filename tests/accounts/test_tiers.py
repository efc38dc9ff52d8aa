"""Two pure functions decide who sees what; these properties hold for whatever readers and records there may be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tarepo.tiers import (
    MEMBERS,
    PUBLIC,
    SECRETARIAT,
    DetailFact,
    overridden_by,
    seen_by,
    tiers_of_reader,
    tiers_of_record,
)

PARTIES = st.integers(min_value=1, max_value=5)


@st.composite
def details(draw: st.DrawFn) -> list[DetailFact]:
    owners = draw(st.lists(st.none() | PARTIES, max_size=5))
    return [DetailFact(number, owner, draw(st.booleans())) for number, owner in enumerate(owners)]


@st.composite
def readers(draw: st.DrawFn) -> tuple[frozenset[int], set[int], str]:
    """A reader's tiers, the parties they speak for, and who they are."""
    who = draw(st.sampled_from(["visitor", "member", "secretariat"]))
    parties = draw(st.sets(PARTIES, max_size=1)) if who == "member" else set()
    tiers = tiers_of_reader(signed_in_member=who == "member", parties=parties, secretariat=who == "secretariat")
    return tiers, parties, who


BENEFICIARIES = st.lists(PARTIES, unique=True, max_size=3)


@given(details(), BENEFICIARIES, readers())
@settings(deadline=None, max_examples=500)
def test_a_reader_sees_one_form_of_each_record(
    facts: list[DetailFact], beneficiaries: list[int], reader: tuple[frozenset[int], set[int], str]
) -> None:
    """What a list asks of the search rows is what seen_by says of one record: there is one form, and the same."""
    tiers, _, _ = reader
    forms = tiers_of_record(facts, beneficiaries)
    listed = [tier for tier in forms if tier in tiers and not set(overridden_by(tier, forms)) & tiers]
    assert listed == [seen_by(tiers, forms)]


@given(details(), BENEFICIARIES, readers())
@settings(deadline=None, max_examples=500)
def test_the_form_has_exactly_the_details_that_are_open_or_the_readers_own(
    facts: list[DetailFact], beneficiaries: list[int], reader: tuple[frozenset[int], set[int], str]
) -> None:
    tiers, parties, who = reader
    forms = tiers_of_record(facts, beneficiaries)
    seen = set(forms[seen_by(tiers, forms)])
    assert seen == {fact.id for fact in facts if may_see(fact, parties, beneficiaries, who)}


def may_see(fact: DetailFact, parties: set[int], beneficiaries: list[int], who: str) -> bool:
    """The rule in words: a visitor no detail, a member what is open and what is theirs, the Secretariat all."""
    if who == "visitor":
        return False
    mine = parties & set(beneficiaries)
    return who == "secretariat" or fact.open or bool(mine and (fact.party is None or fact.party in mine))


@given(details(), BENEFICIARIES)
@settings(deadline=None)
def test_the_public_form_never_depends_on_details(facts: list[DetailFact], beneficiaries: list[int]) -> None:
    assert tiers_of_record(facts, beneficiaries)[PUBLIC] == []


@given(details(), BENEFICIARIES)
@settings(deadline=None)
def test_a_record_without_details_has_its_public_form_only(facts: list[DetailFact], beneficiaries: list[int]) -> None:
    forms = tiers_of_record(facts, beneficiaries)
    assert (set(forms) == {PUBLIC}) == (not facts)
    assert set(forms) <= {PUBLIC, MEMBERS, SECRETARIAT, *beneficiaries}
