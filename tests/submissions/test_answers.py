"""An editor reviews a submission as a difference, and takes it over, whole or in part, or declines it."""

import pytest

from accounts.access import units_of
from tarepo.admin.proposal import settle
from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Patch, PatchState, Record
from tests import make
from tests.admin.office import filled, signed_in
from tests.html import main
from tests.people import person
from tests.submissions.paper import FIGURES, answer, desk, record_of, submit, told

pytestmark = pytest.mark.django_db
QUEUE = "/admin/proposals/"
LINK = {"source_link": "https://example.org/x"}


def said(response) -> list[str]:
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_a_submission_stands_in_the_queue_and_shows_what_it_says() -> None:
    patch = submit(title="Seminar on marks", venue="Lima", note="Ask us")
    page = told(signed_in("coordinator").get(QUEUE))
    assert "Seminar on marks" in page
    page = told(signed_in("coordinator").get(desk(patch)))
    for words in ("Peru", "Ask us", "Seminar on marks", "Lima"):
        assert words in page


def test_accepting_makes_a_draft_that_says_who_reported_it() -> None:
    patch = submit(title="Seminar", venue="Lima")
    unit = Record.objects.filter(kind=Kind.UNIT).order_by("pk").first()
    response = answer(patch, "accept", unit=str(unit.pk), answer="Thank you")
    record = record_of(patch)
    assert response.headers["Location"] == f"/admin/activities/activity/{record.pk}/change/"
    assert (record.state, record.unit_id, record.reported_by_id) == (State.DRAFT, unit.pk, patch.party_id)
    assert read_content(Kind.ACTIVITY, record.pk)["venue"] == "Lima"
    assert (patch.state, patch.answer, patch.answered_by) == (PatchState.APPLIED, "Thank you", person("chief editor"))
    made = ChangeSet.objects.latest("made_at")
    assert (made.by, made.why, made.requested_by) == (
        person("chief editor"),
        f"took over proposal {patch.pk}",
        "Peru (PE)",
    )
    page = told(signed_in("focal point of it").get(f"/submissions/{patch.pk}/"))
    assert "Thank you" in page
    assert "it is not published yet" in page


def test_accepting_and_publishing_shows_readers_who_reported_it() -> None:
    patch = submit(title="Seminar", **LINK)
    answer(patch, "publish")
    record = record_of(patch)
    assert record.state == State.PUBLISHED
    page = told(signed_in("member").get(f"/activities/{record.reference}/"))
    assert "Reported by Peru" in page


def test_what_cannot_be_published_yet_is_taken_over_and_says_why() -> None:
    patch = submit(title="Seminar")
    client = signed_in("chief editor")
    page = client.post(desk(patch), filled(client.get(desk(patch))) | {"publish": "1"}, follow=True)
    assert [str(one) for one in page.context["messages"]][1:] == [
        "It cannot be published yet:",
        "It needs a source: where is this published?",
    ]
    assert record_of(patch).state == State.DRAFT


def test_chosen_fields_alone_are_taken_and_the_submitter_reads_which_were_not() -> None:
    patch = submit(title="Seminar", venue="Lima", status="planned")
    answer(patch, "accept", take=["texts", "status"])
    content = read_content(Kind.ACTIVITY, record_of(patch).pk)
    assert (content["status"], content.get("venue"), content.get("involvements")) == ("planned", None, None)
    assert patch.answer == "Not taken over: Venue (town, building); Parties and partners."


def test_declining_needs_a_reason_that_the_submitter_reads() -> None:
    patch = submit(title="Seminar")
    response = answer(patch, "decline")
    assert response.context["form"].errors["answer"] == ["Say why: who submitted it reads this."]
    answer(patch, "decline", answer="It is here already")
    patch.refresh_from_db()
    assert (patch.state, patch.record_id) == (PatchState.REFUSED, None)
    assert "It is here already" in told(signed_in("focal point of it").get("/submissions/"))


def test_the_second_of_two_who_answer_reads_what_the_first_did() -> None:
    patch = submit(title="Zeolites")
    client = signed_in("chief editor")
    sent = filled(client.get(desk(patch)))
    answer(patch, "decline", answer="No")
    page = client.post(desk(patch), sent | {"accept": "1"}, follow=True)
    assert [str(one) for one in page.context["messages"]] == [
        "This proposal has been settled already, by Chief editor: declined."
    ]
    assert record_count() == 0


def record_count() -> int:
    return Record.objects.filter(texts__title="Zeolites").count()


def test_a_second_click_does_nothing_twice() -> None:
    patch = submit(title="Zeolites")
    client = signed_in("chief editor")
    sent = filled(client.get(desk(patch))) | {"accept": "1"}
    assert [client.post(desk(patch), sent).status_code for _click in range(2)] == [302, 302]
    assert record_count() == 1


def test_what_changed_while_an_editor_read_is_shown_first() -> None:
    patch = submit(title="Seminar")
    client = signed_in("chief editor")
    sent = filled(client.get(desk(patch)))
    other = signed_in("focal point of it")
    page = f"/submissions/{patch.pk}/change/"
    other.post(page, filled(other.get(page)) | {"title": "Something else"})
    response = client.post(desk(patch), sent | {"accept": "1"})
    assert said(response)[0].startswith("The proposal, or the record, was changed while you were reading.")
    patch.refresh_from_db()
    assert patch.state == PatchState.OPEN


def test_what_changed_between_the_look_and_the_answer_is_shown_first(monkeypatch: pytest.MonkeyPatch) -> None:
    record = make.published(Kind.ACTIVITY, "Seminar", venue="Lima")
    patch = Patch.objects.create(
        record=Record.objects.get(pk=record.pk), kind=Kind.ACTIVITY, base_version=1, values={"venue": "Cusco"}
    )

    def slower(*arguments: object) -> object:
        make.edit(record, venue="Puno")
        return settle(*arguments)

    monkeypatch.setattr("tarepo.admin.proposal.settle", slower)
    response = answer(patch, "publish")
    assert said(response)[0].startswith("The proposal, or the record, was changed while you were reading.")
    assert main(response.content).texts("td") == ["Lima", "Puno", "Cusco"]
    assert read_content(Kind.ACTIVITY, record.pk)["venue"] == "Puno"
    patch.refresh_from_db()
    assert patch.state == PatchState.OPEN


def test_a_change_that_comes_after_the_answer_is_told_and_kept() -> None:
    patch = submit(title="Zeolites")
    client = signed_in("focal point of it")
    page = f"/submissions/{patch.pk}/change/"
    sent = filled(client.get(page)) | {"title": "Too late"}
    answer(patch, "accept")
    response = client.post(page, sent)
    assert response.context["entry"].complaints[0]["sentence"].startswith("An editor has answered meanwhile")
    assert filled(response)["title"] == "Too late"
    assert record_count() == 1


def test_two_who_add_figures_to_one_record_lose_neither() -> None:
    record = make.activity(9001, figures=[{"measure": {"en": "Held"}, "value": "3"}])
    first, second = (
        submit(FIGURES + "TA-2023-9001", **{"figure-0-value": value, "figure-0-measure": "New"}) for value in "78"
    )
    for patch in (first, second):
        assert answer(patch, "publish").status_code == 302
    values = [row["value"] for row in read_content(Kind.ACTIVITY, record.pk)["figures"]]
    assert values == ["3", "7", "8"]
    record.refresh_from_db()
    assert (record.version, record.reported_by_id) == (3, None)


def test_a_field_that_moved_shows_all_three_and_is_not_chosen() -> None:
    record = make.published(Kind.ACTIVITY, "Seminar", venue="Lima", status="planned")
    patch = Patch.objects.create(
        record=Record.objects.get(pk=record.pk),
        kind=Kind.ACTIVITY,
        base_version=1,
        values={"venue": "Cusco", "status": "completed"},
        why="a correction",
    )
    make.edit(record, venue="Puno")
    client = signed_in("chief editor")
    page = client.get(desk(patch))
    cells = main(page.content).texts("td")
    assert cells == ["Lima", "Puno", "Cusco"]
    assert filled(page)["take"] == "status"
    answer(patch, "accept")
    content = read_content(Kind.ACTIVITY, record.pk)
    assert (content["venue"], content["status"]) == ("Puno", "completed")


def test_a_unit_editor_takes_a_new_one_into_the_unit_and_declines_none() -> None:
    patch = submit(title="Seminar")
    response = answer(patch, "decline", role="unit editor", answer="No")
    assert said(response) == [
        "Chief editors answer proposals of new records; a unit editor can take one into the unit."
    ]
    foreign = Record.objects.filter(kind=Kind.UNIT).exclude(pk__in=units_of(person("unit editor"))).first()
    assert answer(patch, "accept", role="unit editor", unit=str(foreign.pk)).status_code == 200
    assert answer(patch, "accept", role="unit editor").status_code == 302
    assert {record_of(patch).unit_id} == units_of(person("unit editor"))


@pytest.mark.parametrize("role", ["coordinator", "administrator", "unit editor"])
def test_others_look_only(role: str) -> None:
    make.activity(9001)
    patch = submit(FIGURES + "TA-2023-9001", **{"figure-0-value": "7", "figure-0-measure": "New"})
    for does in ("accept", "publish", "decline"):
        response = answer(patch, does, role=role, answer="x", take=["figures"])
        assert said(response) == ["This record belongs to no unit; chief editors can change it."]
    patch.refresh_from_db()
    assert patch.state == PatchState.OPEN


def test_the_queue_is_narrowed_by_state_kind_and_party() -> None:
    mine = submit(title="Of Peru")
    other = submit(title="Of New Zealand", role="member")
    answer(submit(title="Answered"), "decline", answer="No")
    client = signed_in("chief editor")

    def shown(query: str) -> list[int]:
        return [row["patch"].pk for row in client.get(QUEUE + query).context["rows"]]

    assert shown("") == [mine.pk, other.pk]
    assert shown(f"?party={mine.party_id}") == [mine.pk]
    assert shown("?kind=agreement") == []
    assert shown("?state=refused") == [other.pk + 1]
    assert shown(f"?after={mine.pk}") == [other.pk]
    assert "was not understood" in told(client.get(QUEUE + "?state=lost"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_queue_asks_as_often_however_long_it_is(how_many: int, django_assert_num_queries) -> None:
    for number in range(how_many):
        submit(title=f"Seminar {number}")
    client = signed_in("chief editor")
    client.get(QUEUE)
    # the session, the user with roles, the proposals with their titles, the parties and their names
    with django_assert_num_queries(5):
        client.get(QUEUE)


@pytest.mark.parametrize("parties", [1, 3])
def test_one_proposal_asks_as_often_however_much_it_says(parties: int, django_assert_num_queries) -> None:
    typed = {f"party-{n}-name": name for n, name in enumerate(["MX", "NZ"][: parties - 1])}
    patch = submit(title="Seminar", **typed, **{name.replace("name", "role"): "venue" for name in typed})
    client = signed_in("chief editor")
    client.get(desk(patch))
    # session, user with roles, the proposal, units, their names come along; names of the difference, the party
    with django_assert_num_queries(6):
        client.get(desk(patch))
