"""Merging two records: side by side, looked at, written once; what named the other names the kept one."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from experts.models import Person
from reference.models import Organisation
from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, OldAddress, Patch, Record
from tests import make
from tests.admin.office import Sent, errors, filled, messages, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/activities/activity/"
UNIT = "unit/south-south-cooperation-and-special-projects"
WHY = "one meeting, entered twice"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def page_of(kept: Record, other: Record | int) -> str:
    folder = "activities/activity" if kept.kind == Kind.ACTIVITY else "reference/organisation"
    return f"/admin/{folder}/{kept.pk}/merge/?with={getattr(other, 'pk', other)}"


def previewed(client: Client, kept: Record, other: Record, **picked: str) -> HttpResponse:
    page = page_of(kept, other)
    sent = filled(client.get(page)) | {f"pick:{name.replace('__', '.')}": value for name, value in picked.items()}
    return client.post(page, sent | {"preview": "Show"})


def applied(client: Client, preview: HttpResponse, **values: str) -> HttpResponse:
    page = preview.context["address"]
    return client.post(page, filled(preview) | {"sent_why": WHY, "apply": "Merge them"} | values)


def merged(client: Client, kept: Record, other: Record, **picked: str) -> HttpResponse:
    response = applied(client, previewed(client, kept, other, **picked))
    assert response.status_code == 302
    return response


def said(record: Record) -> dict:
    return read_content(record.kind, record.pk)


def organisation(title: str, **content: object) -> Record:
    return make.published(Kind.ORGANISATION, title, **content)


def venue_of(party: Record) -> dict:
    return {"involvements": [{"party": party.pk, "role": "venue"}]}


def test_two_chosen_in_the_list_are_laid_side_by_side(chief: Client) -> None:
    one = make.activity(9101, texts=make.english("Meeting", summary="Short"), venue="Lima", status="planned")
    two = make.activity(9102, texts=make.english("The meeting"), status="completed", delivery_mode="virtual")
    before = ChangeSet.objects.count()
    response = chief.post(LIST, {"action": "merge_selected_records", "_selected_action": [str(two.pk), str(one.pk)]})
    assert response["Location"] == page_of(one, two)
    rows = chief.get(response["Location"]).context["rows"]
    assert {choice.label: next(side["value"] for side in sides if side["picked"]) for choice, sides in rows} == {
        "Title or name": "left",
        "Summary": "left",
        "Venue (town, building)": "left",
        "Status": "left",
        "Delivery mode": "right",
    }
    assert ChangeSet.objects.count() == before


@pytest.mark.parametrize("chosen", [1, 3])
def test_other_numbers_than_two_are_refused_with_a_sentence(chief: Client, chosen: int) -> None:
    ids = [str(make.activity(9101 + n).pk) for n in range(chosen)]
    chief.post(LIST, {"action": "merge_selected_records", "_selected_action": ids})
    assert messages(chief.get(LIST)) == ["Choose exactly two that are the same thing."]


def test_what_was_picked_is_written_and_lists_are_joined(chief: Client) -> None:
    peru, chile = make.record_id("country/PE"), make.record_id("country/CL")
    one = make.activity(
        9101,
        texts=make.english("Meeting", synonyms="A"),
        status="planned",
        involvements=[{"party": peru, "role": "venue"}],
        identifiers=[{"system": "s", "value": "1"}],
    )
    two = make.activity(
        9102,
        texts=make.english("The meeting", synonyms="B") | {"fr": make.text("Réunion", status="official")},
        status="completed",
        involvements=[{"party": peru, "role": "venue", "paragraph": "7"}, {"party": chile, "role": "provider"}],
        identifiers=[{"system": "s", "value": "2"}],
    )
    preview = previewed(chief, one, two, texts__en__title="right", status="right")
    assert ("Status", "planned", "completed") in [(line.name, line.old, line.new) for line in preview.context["lines"]]
    assert said(one)["status"] == "planned"
    response = applied(chief, preview)
    content = said(one)
    assert content["texts"] == {
        "en": {"status": "original", "title": "The meeting", "synonyms": "A\nB"},
        "fr": {"status": "official", "title": "Réunion"},
    }
    assert (content["status"], content["reference"]) == ("completed", "TA-2023-9101")
    assert content["involvements"] == [
        {"party": peru, "role": "venue", "inferred": False, "paragraph": "7"},
        {"party": chile, "role": "provider", "inferred": False},
    ]
    assert [row["value"] for row in content["identifiers"]] == ["1", "2"]
    assert len(content["sources"]) == 1
    change = ChangeSet.objects.get(why=WHY)
    [told] = messages(chief.get(response["Location"]))
    assert told.startswith("Merged. 0 records that named the other name this one now.")
    assert f'href="/admin/changes/{change.pk}/"' in told


def test_of_two_originals_the_kept_one_s_stays_the_original(chief: Client) -> None:
    one = make.activity(9101, texts=make.english("Meeting"))
    two = make.activity(9102, texts={"es": make.text("Reunión")})
    merged(chief, one, two)
    texts = said(one)["texts"]
    assert {code: text["status"] for code, text in texts.items()} == {"en": "original", "es": "not_stated"}


def test_the_old_address_leads_to_the_kept_one_in_all_languages(chief: Client, client: Client) -> None:
    one, two = make.activity(9101), make.activity(9102)
    OldAddress.objects.create(record_id=two.pk, path="activities/even-older/")
    merged(chief, one, two)
    for root in ("", "/ar", "/zh-hans", "/fr", "/ru", "/es"):
        for old in ("TA-2023-9102", "even-older"):
            response = client.get(f"{root}/activities/{old}/")
            assert (response.status_code, response["Location"]) == (301, f"{root}/activities/TA-2023-9101/")
    other = Record.objects.get(pk=two.pk)
    assert (other.state, other.merged_into_id) == (State.ARCHIVED, one.pk)


def test_the_old_reference_finds_the_kept_one(chief: Client, client: Client) -> None:
    one, two = make.activity(9101, "Quokkas"), make.activity(9102, "Wombats")
    merged(chief, one, two)
    page = client.get("/search/?q=TA-2023-9102").text
    assert ("TA-2023-9101/" in page, "TA-2023-9102/" in page) == (True, False)
    assert "TA-2023-9101" in chief.get(f"{LIST}?q=TA-2023-9102").text
    address = "/admin/autocomplete/?app_label=activities&model_name=activity&field_name=merged_into&term=TA-2023-9102"
    assert [row["id"] for row in chief.get(address).json()["results"]] == [str(one.pk)]


def test_the_choice_of_the_other_offers_the_same_kind_only(chief: Client) -> None:
    one, project = make.activity(9101, "Quokkas"), make.published(Kind.PROJECT, "Quokkas")
    assert chief.get(f"/admin/activities/activity/{one.pk}/merge/").status_code == 200
    address = "/admin/autocomplete/?app_label=activities&model_name=activity&field_name=merged_into&term=quokkas"
    ids = [row["id"] for row in chief.get(address).json()["results"]]
    assert (str(one.pk) in ids, str(project.pk) in ids) == (True, False)


def test_what_names_an_organisation_names_the_kept_one_and_readers_see_it_at_once(
    chief: Client, client: Client
) -> None:
    one, two = organisation("Quokka Office"), organisation("Quokka Bureau")
    part = organisation("Quokka School", part_of=two.pk)
    peru = {"party": make.record_id("country/PE"), "role": "beneficiary"}
    rows = [{"party": two.pk, "role": "venue"}, peru]
    activity = make.activity(9101, declared_by=two.pk, cooperation="south_south", involvements=rows)
    draft = make.draft(Kind.ACTIVITY, **venue_of(two))
    person = Person.objects.create(key="P-9001", name="Ana", organisation_id=two.pk)
    merged(chief, one, two)
    assert [row["party"] for row in said(activity)["involvements"]] == [one.pk, peru["party"]]
    assert [row["party"] for row in said(draft)["involvements"]] == [one.pk]
    assert (said(activity)["declared_by"], said(part)["part_of"]) == (one.pk, one.pk)
    assert Person.objects.get(pk=person.pk).organisation_id == one.pk
    page = client.get("/activities/TA-2023-9101/").text
    assert ("Quokka Office" in page, "Quokka Bureau" in page) == (True, False)
    assert [Record.objects.get(pk=record.pk).version for record in (activity, part, draft)] == [2, 2, 0]


def test_nobody_s_unpublished_edits_become_public_with_it(chief: Client, client: Client) -> None:
    one, two = organisation("Quokka Office"), organisation("Quokka Bureau")
    activity = make.activity(9101, "As it is", **venue_of(two))
    make.edit(activity, texts=make.english("Secret working title"))
    merged(chief, one, two)
    page = client.get("/activities/TA-2023-9101/").text
    assert ("Quokka Office" in page, "As it is" in page, "Secret working title" in page) == (True, True, False)
    assert said(activity)["texts"]["en"]["title"] == "Secret working title"
    assert said(activity)["involvements"][0]["party"] == one.pk


def test_who_names_both_names_the_kept_one_once(chief: Client) -> None:
    one, two = organisation("Quokka Office"), organisation("Quokka Bureau")
    rows = [{"party": party.pk, "role": "venue"} for party in (one, two)]
    activity = make.activity(9101, involvements=rows)
    merged(chief, one, two)
    assert [(row["party"], row["role"]) for row in said(activity)["involvements"]] == [(one.pk, "venue")]


def test_the_two_may_name_one_another(chief: Client) -> None:
    one = organisation("Quokka Office")
    two = organisation("Quokka Bureau", part_of=one.pk, related=[one.pk])
    make.edit(one, part_of=two.pk, related=[two.pk])
    merged(chief, one, two, part_of="right")
    content = said(one)
    assert (content.get("part_of"), content.get("related")) == (None, None)


def test_merging_again_leads_every_earlier_address_on(chief: Client, client: Client) -> None:
    one, two, three = (organisation(title, reference=title) for title in ("Aaa-1", "Bbb-2", "Ccc-3"))
    merged(chief, two, three)
    merged(chief, one, two)
    assert client.get("/organisations/Ccc-3/")["Location"] == "/organisations/Aaa-1/"
    assert set(Record.objects.filter(merged_into=one.pk).values_list("pk", flat=True)) == {two.pk, three.pk}


def refused(client: Client, kept: Record, other: Record | int) -> str:
    response = client.get(page_of(kept, other))
    assert response.status_code == 200
    return response.context["complaint"]


def test_what_cannot_be_merged_is_told_in_a_sentence(chief: Client) -> None:
    one, two, three = make.activity(9101, "One"), make.activity(9102, "Two"), make.activity(9103, "Three")
    project = make.published(Kind.PROJECT, "A project")
    merged(chief, one, two)
    patch = Patch.objects.create(record_id=three.pk, kind=Kind.ACTIVITY, values={}, why="x")
    assert refused(chief, one, one) == "This is the same record: choose another one."
    assert refused(chief, one, 10**12) == "There is no such record: choose one from the list."
    assert (
        refused(chief, one, two) == "“Two (TA-2023-9102)” has been merged into “TA-2023-9101” already: choose that one."
    )
    assert refused(chief, two, three).startswith("“Two (TA-2023-9102)” has been merged into")
    assert "are of different kinds" in refused(chief, one, project)
    assert refused(chief, one, three).startswith("Somebody proposed a change of “Three (TA-2023-9103)”")
    patch.delete()
    assert chief.get(page_of(one, three)).context["rows"]


@pytest.mark.parametrize("written", ["", "x", "-1", "9" * 30])
def test_nonsense_for_the_other_is_no_error(chief: Client, written: str) -> None:
    one = make.activity(9101)
    response = chief.get(page_of(one, 0).replace("with=0", f"with={written}"))
    assert response.context["complaint"] == "There is no such record: choose one from the list."


def test_another_unit_s_record_is_refused_with_a_sentence() -> None:
    client, mine, other = signed_in("unit editor"), make.activity(9101, unit=make.record_id(UNIT)), make.activity(9102)
    for kept, given in ((mine, other), (other, mine)):
        response = client.get(page_of(kept, given))
        assert response.status_code == 403
        assert "(TA-2023-9102)” belongs to another unit" in response.text
    assert client.get(f"/admin/activities/activity/{mine.pk}/change/").context["can_merge"]


def test_an_edit_since_the_preview_is_told_and_nothing_is_merged(chief: Client) -> None:
    one, two = make.activity(9101), make.activity(9102)
    preview = previewed(chief, one, two)
    make.edit(two, venue="Lima")
    again = applied(chief, preview)
    assert again.context["complaints_of_merge"] == [
        "Somebody edited one of the two since you saw this. Nothing was merged: look at it anew."
    ]
    assert Record.objects.get(pk=two.pk).merged_into_id is None
    assert applied(chief, again).status_code == 302
    assert said(one)["venue"] == "Lima"


def test_a_double_click_merges_once_and_a_reason_is_asked_for(chief: Client) -> None:
    one, two = make.activity(9101), make.activity(9102)
    preview = previewed(chief, one, two)
    again = applied(chief, preview, sent_why=" ")
    assert again.context["complaints_of_merge"] == ["Say why: the reason is kept in the history."]
    for _click in range(2):
        response = applied(chief, again)
    assert messages(chief.get(response["Location"]))[-1].startswith("This had been sent already, and was done once.")
    assert ChangeSet.objects.filter(why=WHY).count() == 1


def test_what_readers_could_not_be_shown_is_not_merged(chief: Client) -> None:
    peru = make.record_id("country/PE")
    one = make.activity(9101, open_to_all=True)
    two = make.activity(9102, involvements=[{"party": peru, "role": "beneficiary"}])
    sentence = "An activity open to all has no beneficiary: take away one or the other."
    preview = previewed(chief, one, two)
    assert preview.context["lacks"] == [sentence]
    assert applied(chief, preview).context["complaints_of_merge"] == [sentence]
    assert Record.objects.get(pk=two.pk).state == State.PUBLISHED


def test_what_was_merged_away_is_read_only_and_cannot_be_published(chief: Client) -> None:
    one, two = make.activity(9101, "One"), make.activity(9102)
    merged(chief, one, two)
    page = chief.get(f"/admin/activities/activity/{two.pk}/change/")
    assert "It was merged into “One (TA-2023-9101)”" in page.text
    assert chief.post(f"/admin/activities/activity/{two.pk}/change/", {"_save": "x"}).status_code == 403
    response = chief.post(LIST, {"action": "publish_selected", "_selected_action": [str(two.pk)]})
    told = messages(chief.get(response["Location"]))
    assert told[0] == "TA-2023-9102: It was merged into another record: undo the merge before it is published."


def test_the_kept_one_is_edited_as_any_other_afterwards(chief: Client) -> None:
    one, two = make.activity(9101), make.activity(9102)
    merged(chief, one, two)
    page = f"/admin/activities/activity/{one.pk}/change/"
    response = chief.post(page, filled(chief.get(page)) | {"venue": "Lima", "_save": "Save"})
    assert (response.status_code, said(one)["venue"]) == (302, "Lima")
    assert OldAddress.objects.get(record_id=one.pk).path == "activities/TA-2023-9102/"


def test_a_draft_merged_into_a_draft_stays_unseen(chief: Client, client: Client) -> None:
    one = make.draft(Kind.ACTIVITY, "Quokka draft", reference="TA-2023-9101")
    two = make.draft(Kind.ACTIVITY, "Wombat draft", reference="TA-2023-9102")
    merged(chief, one, two)
    assert [client.get(f"/activities/TA-2023-910{n}/").status_code for n in (1, 2)] == [404, 404]
    assert Record.objects.get(pk=one.pk).state == State.DRAFT


def full(rows: int, title: str) -> Record:
    """An activity with so many rows of each part, each leading elsewhere."""
    lands = [make.published(Kind.COUNTRY, f"Land {title} {n}") for n in range(rows)]
    papers = [make.published(Kind.DOCUMENT, f"Paper {title} {n}") for n in range(rows)]
    wording = {"en": title}
    return make.activity(
        9100 + rows + (10 if title == "b" else 0),
        involvements=[{"party": one.pk, "role": "venue"} for one in lands],
        citations=[{"document": one.pk, "role": "report"} for one in papers],
        points=[{"kind": "topic", "wording": wording} for _one in papers],
    )


def test_both_pages_ask_the_same_for_one_row_and_for_three(chief: Client) -> None:
    counted: list[tuple[int, int]] = []
    for rows in (1, 3):
        one, two = full(rows, "a"), full(rows, "b")
        for n in range(rows):
            make.activity(9200 + 10 * rows + n, related=[two.pk])
        with CaptureQueriesContext(connection) as looked:
            sent: Sent = filled(chief.get(page_of(one, two)))
        with CaptureQueriesContext(connection) as asked:
            preview = chief.post(page_of(one, two), sent | {"preview": "Show"})
        assert (preview.context["naming"], len(preview.context["shown"])) == (rows, rows)
        counted.append((len(looked), len(asked)))
    assert counted[0] == counted[1]


def test_only_activities_and_organisations_have_the_page(chief: Client) -> None:
    project = make.published(Kind.PROJECT)
    assert chief.get(f"/admin/activities/project/{project.pk}/merge/").status_code == 404
    assert not chief.get(f"/admin/activities/project/{project.pk}/change/").context["can_merge"]
    assert Activity.objects.exists()
    assert Organisation.objects.exists()


def test_a_form_opened_before_a_merge_cannot_name_what_was_merged(chief: Client) -> None:
    one, two, naming = make.activity(9101), make.activity(9102), make.activity(9103)
    page = f"/admin/activities/activity/{naming.pk}/change/"
    sent = filled(chief.get(page)) | {"related": [str(two.pk)], "_save": "Save"}
    merged(chief, one, two)
    assert any("valid choice" in sentence for sentence in errors(chief.post(page, sent)))
    assert "related" not in said(naming)
