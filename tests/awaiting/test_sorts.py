"""The sorts that wait for editors: submissions, and records in review."""

import pytest
from django.core.exceptions import ValidationError

from accounts.awaiting.sorts import sorts
from tarepo.changes import change
from tarepo.models import Outbox, Patch, PatchState, Record
from tarepo.propose import withdraw
from tests import make
from tests.admin.office import signed_in
from tests.html import main
from tests.people import person
from tests.submissions.paper import FIGURES, submit

pytestmark = pytest.mark.django_db
UNIT = "unit/south-south-cooperation-and-special-projects"
EDITORS = ("unit editor", "chief editor", "coordinator", "administrator")


def who_has(sort: str, pk: int) -> list[str]:
    """For whom it waits, as the list and as the item say."""
    listed = [role for role in EDITORS if pk in [item.pk for item in sorts()[sort].waiting_for(person(role))]]
    single = [role for role in EDITORS if signed_in(role).get(f"/accounts/awaiting/{sort}/{pk}/").status_code == 200]
    assert listed == single
    return listed


def submitted(*, unit: bool) -> Patch:
    made = submit(title="Seminar")
    if unit:
        record = make.draft("activity", "Of the unit", unit=make.record_id(UNIT))
        Patch.objects.filter(pk=made.pk).update(record=record)
    return made


def test_a_submission_waits_for_chief_editors_and_for_the_unit_of_its_record() -> None:
    assert who_has("submissions", submitted(unit=False).pk) == ["chief editor"]
    assert who_has("submissions", submitted(unit=True).pk) == ["unit editor", "chief editor"]


def test_a_submission_is_shown_whole_and_declined_with_a_reason_that_its_maker_reads() -> None:
    made = submit(title="Seminar on trademarks")
    client = signed_in("chief editor")
    page = main(client.get(f"/accounts/awaiting/submissions/{made.pk}/").content)
    assert "Seminar on trademarks" in page.one("dl", "facts").text
    assert f"/admin/proposals/{made.pk}/" in [node.get("href") for node in page.all("a")]
    client.post(f"/accounts/awaiting/submissions/{made.pk}/", {"choice": "decline", "reason": "We have it"})
    made.refresh_from_db()
    assert (made.state, made.answer, made.answered_by) == (PatchState.REFUSED, "We have it", person("chief editor"))
    assert "We have it" in signed_in("focal point of it").get(f"/submissions/{made.pk}/").text
    again = client.post(f"/accounts/awaiting/submissions/{made.pk}/", {"choice": "decline", "reason": "Twice"})
    assert again.status_code == 410
    assert "Chief editor declined this. We have it" in main(again.content).text
    assert signed_in("unit editor").get(f"/accounts/awaiting/submissions/{made.pk}/").status_code == 404


def test_figures_are_shown_too() -> None:
    made = submit(f"{FIGURES}TA-2023-0001", **{"figure-0-value": "45", "figure-0-measure": "participants"})
    page = main(signed_in("chief editor").get(f"/accounts/awaiting/submissions/{made.pk}/").content)
    assert "45" in page.one("dl", "facts").text


def test_what_was_withdrawn_waits_no_longer() -> None:
    made = submit(title="Seminar")
    with change(by=None, why="a test"):
        withdraw(patch=made)
    assert who_has("submissions", made.pk) == []
    response = signed_in("chief editor").get(f"/accounts/awaiting/submissions/{made.pk}/")
    assert (response.status_code, "withdrawn" in response.text) == (410, True)


def test_a_correction_waits_for_the_same_editors_as_a_submission() -> None:
    made = submit(title="Seminar")
    before = who_has("submissions", made.pk)
    Patch.objects.filter(pk=made.pk).update(origin="correction")
    assert who_has("submissions", made.pk) == before != []


def in_review(**content: object) -> Record:
    record = make.draft("activity", "In review", **content)
    with change(by=person("unit editor"), why="sent to review"):
        Record.objects.filter(pk=record.pk).update(state="in_review", review_note="Are the figures right?")
    return record


def test_a_record_in_review_waits_for_who_may_publish_it() -> None:
    assert who_has("review", in_review().pk) == ["chief editor"]
    assert who_has("review", in_review(unit=make.record_id(UNIT)).pk) == ["unit editor", "chief editor"]


def test_it_goes_back_to_draft_with_a_reason_that_who_handed_it_in_is_mailed() -> None:
    record = in_review()
    client, address = signed_in("chief editor"), f"/accounts/awaiting/review/{record.pk}/"
    assert "Are the figures right?" in client.get(address).text
    assert f"/admin/activities/activity/{record.pk}/change/" in client.get(address).text
    client.post(address, {"choice": "back", "reason": "The source is missing"})
    record.refresh_from_db()
    assert record.state == "draft"
    assert "The source is missing" in record.review_note
    assert Outbox.objects.get().to == person("unit editor").email
    again = client.post(address, {"choice": "back", "reason": "Twice"})
    assert (again.status_code, "its state is “draft”" in again.text) == (410, True)


@pytest.mark.parametrize("sort", ["submissions", "review"])
def test_its_own_verb_refuses_what_is_forged(sort: str) -> None:
    pk = submit(title="Seminar").pk if sort == "submissions" else in_review().pk
    verb, chief = sorts()[sort].answer, person("chief editor")
    choice = sorts()[sort].one(chief, pk).choices[0].value
    for role, sent, reason in (
        ("unit editor", choice, "No"),
        ("chief editor", "burn", "No"),
        ("chief editor", choice, ""),
    ):
        with (
            pytest.raises(ValidationError, match=r"hief editors|declined here|goes back"),
            change(by=None, why="a test"),
        ):
            verb(user=person(role), pk=pk, choice=sent, reason=reason)
    assert sorts()[sort].one(chief, pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_editor_asks_the_same_for_one_and_for_three(django_assert_num_queries, rows: int) -> None:
    """Session; user with roles; submissions; records in review; the fakes ask for nothing."""
    for _n in range(rows):
        submit(title="Seminar")
        in_review()
    client = signed_in("chief editor")
    with django_assert_num_queries(4):
        client.get("/accounts/awaiting/")
