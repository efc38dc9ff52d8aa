"""What was written for a delegation stays the delegation's: authors are told by what they are for it, or were."""

import pytest

from accounts.authors import author_lines
from accounts.models import Role
from tarepo.changes import change
from tests import make
from tests.admin.office import signed_in
from tests.belonging.people import MINE, asked, browser, end_roles, focal_point, somebody, told
from tests.people import person
from tests.submissions.paper import submit

pytestmark = pytest.mark.django_db
PERU = "country/PE"


def author_line(user: int | None, party: int | None) -> str:
    return author_lines([(user, party)])[user, party]


def of(role: str) -> tuple[int, int]:
    user = person(role)
    return user.pk, user.roles.get().party_id


def test_an_author_is_a_member_of_the_delegation_and_a_former_one_afterwards() -> None:
    author = of("member of the beneficiary")
    assert author_line(*author) == "member of the delegation of Peru"
    end_roles(person("member of the beneficiary"))
    assert author_line(*author) == "former member of the delegation of Peru"
    assert author_line(None, author[1]) == "on behalf of Peru"
    assert author_line(person("expert").pk, author[1]) == "on behalf of Peru"


def test_an_account_that_is_closed_is_a_former_member() -> None:
    user = person("member of the beneficiary")
    type(user).objects.filter(pk=user.pk).update(is_active=False, name="erased-1")
    assert author_line(*of("member of the beneficiary")) == "former member of the delegation of Peru"


def test_who_was_confirmed_anew_is_no_former_member() -> None:
    user = person("member of the beneficiary")
    end_roles(user)
    with change(by=None, why="a test"):
        Role.objects.create(user=user, name="member", party_id=make.record_id(PERU))
    assert author_line(user.pk, make.record_id(PERU)) == "member of the delegation of Peru"


@pytest.mark.parametrize(
    ("role", "party", "line"),
    [
        ("focal_point", PERU, "focal point of Peru"),
        ("member", "organisation/indecopi", "staff of INDECOPI"),
        ("member", "organisation/cdip", "representative of Committee on Development and Intellectual Property"),
        ("member", "", "participant"),
    ],
)
def test_each_sort_of_part_has_its_line(role: str, party: str, line: str) -> None:
    user, pk = somebody(), make.record_id(party) if party else None
    with change(by=None, why="a test"):
        Role.objects.create(user=user, name=role, party_id=pk)
    assert author_line(user.pk, pk) == line


@pytest.mark.parametrize("rows", [1, 3])
def test_many_authors_are_two_queries(django_assert_num_queries, rows: int) -> None:
    """1 the names of the parties · 2 the roles, with what each was confirmed as."""
    users = [focal_point(f"Focal {number}") for number in range(rows)]
    authors = [(user.pk, make.record_id("country/NZ")) for user in users]
    with django_assert_num_queries(2):
        assert set(author_lines(authors).values()) == {"focal point of New Zealand"}
    with django_assert_num_queries(0):
        assert author_lines([]) == {}


def test_a_submission_stays_the_delegations_when_who_made_it_leaves() -> None:
    patch = submit(title="Zeolites", role="member of the beneficiary")
    client = signed_in("focal point of it")
    assert "by a colleague: member of the delegation of Peru" in told(client.get("/submissions/"))
    own = person("member of the beneficiary").memberships.get()
    browser(own.user).post(f"{MINE}{own.pk}/", {"leave": "1"})
    for address in ("/submissions/", f"/submissions/{patch.pk}/"):
        page = told(client.get(address))
        assert "by a colleague: former member of the delegation of Peru" in page
        assert own.user.name not in page


def test_an_office_of_a_country_that_is_not_named_is_told_as_one() -> None:
    user = somebody()
    waiting = asked(user, PERU, "office")
    signed_in("focal point of it").post(f"/accounts/members/{waiting.pk}/", {"confirm": "1"})
    assert author_line(user.pk, make.record_id(PERU)) == "staff of an office of Peru"
