"""Two pure functions decide who sees what; these properties hold for whatever readers and records there may be."""

from hypothesis import given
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
from tests.examples import examples

PARTIES = st.integers(min_value=1, max_value=5)


@st.composite
def details(draw: st.DrawFn) -> list[DetailFact]:
    owners = draw(st.lists(st.none() | PARTIES, max_size=5))
    return [DetailFact(number, owner, draw(st.booleans())) for number, owner in enumerate(owners)]


STATES = {1, 2, 3}  # countries and areas; the other parties are organisations
Reader = tuple[frozenset[int], set[int], str]


@st.composite
def readers(draw: st.DrawFn) -> Reader:
    """A reader's tiers, the parties they speak for, and who they are."""
    who = draw(st.sampled_from(["visitor", "member", "secretariat"]))
    parties = draw(st.sets(PARTIES, max_size=1)) if who == "member" else set()
    tiers = tiers_of_reader(member_state=bool(parties & STATES), parties=parties, secretariat=who == "secretariat")
    return tiers, parties, who


BENEFICIARIES = st.lists(PARTIES, unique=True, max_size=3)


def forms_of(facts: list[DetailFact], beneficiaries: list[int]) -> dict[int, list[int]]:
    return tiers_of_record(facts, beneficiaries, STATES & set(beneficiaries))


@given(details(), BENEFICIARIES, readers())
@examples(500)
def test_a_reader_sees_one_form_of_each_record(
    facts: list[DetailFact], beneficiaries: list[int], reader: Reader
) -> None:
    """What a list asks of the search rows is what seen_by says of one record: there is one form, and the same."""
    tiers, _, _ = reader
    forms = forms_of(facts, beneficiaries)
    listed = [tier for tier in forms if tier in tiers and not set(overridden_by(tier, forms)) & tiers]
    assert listed == [seen_by(tiers, forms)]


@given(details(), BENEFICIARIES, readers())
@examples(500)
def test_the_form_has_exactly_the_details_that_are_open_or_the_readers_own(
    facts: list[DetailFact], beneficiaries: list[int], reader: Reader
) -> None:
    tiers, parties, who = reader
    forms = forms_of(facts, beneficiaries)
    seen = set(forms[seen_by(tiers, forms)])
    assert seen == {fact.id for fact in facts if may_see(fact, parties, beneficiaries, who)}


def may_see(fact: DetailFact, parties: set[int], beneficiaries: list[int], who: str) -> bool:
    """The rule in words: a visitor no detail, a Member State's member what is open and what is theirs, a member of an
    organisation what is theirs, who takes part for themselves no detail, the Secretariat all."""
    mine = parties & set(beneficiaries)
    given = fact.open and bool(parties & STATES)
    return who == "secretariat" or given or bool(mine and (fact.party is None or fact.party in mine))


@given(details(), BENEFICIARIES)
@examples(100)
def test_the_public_form_never_depends_on_details(facts: list[DetailFact], beneficiaries: list[int]) -> None:
    assert forms_of(facts, beneficiaries)[PUBLIC] == []


@given(details(), BENEFICIARIES)
@examples(100)
def test_a_record_without_details_has_its_public_form_only(facts: list[DetailFact], beneficiaries: list[int]) -> None:
    forms = forms_of(facts, beneficiaries)
    assert (set(forms) == {PUBLIC}) == (not facts)
    assert set(forms) <= {PUBLIC, MEMBERS, SECRETARIAT, *beneficiaries}
