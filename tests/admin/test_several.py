"""Editing several records at once: chosen, previewed, written once, with a reason."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Record, SearchRow
from tests import make
from tests.admin.office import Sent, filled, messages, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/activities/activity/"
SEVERAL = f"{LIST}several/"
# Session, user with the roles; the subject that was chosen; records with their titles; their contents: a query for the
# rows, the texts, each of the 7 links and the 9 parts; the names in the lines.
PREVIEW = 10


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def chosen(client: Client, *records: Record) -> HttpResponse:
    """The form, after these were chosen in the list."""
    ids = [str(record.pk) for record in records]
    return client.post(LIST, {"action": "edit_selected", "_selected_action": ids})


def previewed(client: Client, records: list[Record], **values: str | list[str]) -> HttpResponse:
    return client.post(SEVERAL, filled(chosen(client, *records)) | values | {"preview": "Show"})


def applied(client: Client, preview: HttpResponse, **values: str) -> HttpResponse:
    return client.post(SEVERAL, sent(preview) | {"sent_why": "as the unit asked", "apply": "Change"} | values)


def sent(preview: HttpResponse) -> Sent:
    return filled(preview)


def edit(client: Client, records: list[Record], **values: str | list[str]) -> HttpResponse:
    return applied(client, previewed(client, records, **values))


def said(record: Record) -> dict:
    return read_content(record.kind, record.pk)


def shown(preview: HttpResponse) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Each record of the page, and its lines: the field, before, after."""
    rows = preview.context["rows"]
    return [(edit.record.reference, [(line.name, line.old, line.new) for line in lines]) for edit, lines in rows]


def complaints(response: HttpResponse) -> list[str]:
    return [str(sentence) for errors in response.context["form"].errors.values() for sentence in errors]


def test_what_would_change_is_shown_record_by_record_and_nothing_is_written(chief: Client) -> None:
    one = make.activity(9101, status="planned")
    two = make.activity(9102, status="completed")
    preview = previewed(chief, [one, two], to_status="completed")
    assert shown(preview) == [("TA-2023-9101", [("Status", "planned", "completed")])]
    assert [record.pk for record in preview.context["preview"].same] == [two.pk]
    assert said(one)["status"] == "planned"
    assert not ChangeSet.objects.filter(why="as the unit asked").exists()


def test_choosing_and_looking_leave_no_change_behind(chief: Client) -> None:
    record = make.activity(9101)
    before = ChangeSet.objects.count()
    previewed(chief, [record], to_status="completed")
    assert ChangeSet.objects.count() == before


def test_one_change_writes_all_and_publishes_what_was_public(chief: Client) -> None:
    public, draft = make.activity(9101), make.draft(Kind.ACTIVITY, "A draft")
    edited = make.activity(9102)
    make.edit(edited, venue="Lima")
    response = edit(chief, [public, draft, edited], to_status="completed", to_delivery_mode="virtual")
    assert [said(record)["status"] for record in (public, draft, edited)] == ["completed"] * 3
    versions = Record.objects.in_bulk([public.pk, draft.pk, edited.pk])
    assert [versions[record.pk].version for record in (public, draft, edited)] == [2, 0, 1]
    (change,) = ChangeSet.objects.filter(why="as the unit asked")
    [told] = messages(chief.get(response["Location"]))
    assert told.startswith("3 records were changed. 1 of them was published.")
    assert f'href="/admin/changes/{change.pk}/"' in told


def test_they_stay_unpublished_edits_where_the_editor_wants_that(chief: Client) -> None:
    record = make.activity(9101)
    preview = previewed(chief, [record], to_status="completed")
    values = sent(preview)
    del values["publishing"]
    chief.post(SEVERAL, values | {"sent_why": "later", "apply": "Change"})
    assert (said(record)["status"], Record.objects.get(pk=record.pk).version) == ("completed", 1)


def test_every_sort_of_step_at_once(chief: Client) -> None:
    old, new = make.published(Kind.SUBJECT, "Old subject"), make.published(Kind.SUBJECT, "New subject")
    peru, project = make.record_id("country/PE"), make.published(Kind.PROJECT, "A project")
    record = make.activity(
        9101,
        texts=make.english("Workshop on marks", summary="A workshop. Workshops!"),
        subjects=[old.pk],
        venue="Geneva",
        involvements=[{"party": peru, "role": "venue"}],
    )
    edit(
        chief,
        [record],
        to_project=str(project.pk),
        to_checked_on="2026-01-31",
        clear_venue="on",
        add_subjects=[str(new.pk)],
        remove_subjects=[str(old.pk)],
        add_party=str(peru),
        add_role="beneficiary",
        remove_party=str(peru),
        remove_role="venue",
        source_link="https://example.org/list",
        find="Workshop",
        by="Seminar",
        status_language="en",
        status="official",
    )
    content = said(record)
    assert (content["project"], content["checked_on"], content.get("venue")) == (project.pk, "2026-01-31", None)
    assert content["subjects"] == [new.pk]
    assert [(row["party"], row["role"]) for row in content["involvements"]] == [(peru, "beneficiary")]
    assert [row["link"] for row in content["sources"]] == ["https://example.org/source", "https://example.org/list"]
    text = content["texts"]["en"]
    assert (text["title"], text["summary"]) == ("Seminar on marks", "A workshop. Seminars!")
    assert text["status"] == "official"


@pytest.mark.parametrize(("find", "found"), [("a.*", "b"), ("(", "b"), ("\\", "b")])
def test_signs_of_patterns_are_taken_as_they_stand(chief: Client, find: str, found: str) -> None:
    record = make.activity(9101, texts=make.english(f"Title a {find} z", summary="a thing"))
    edit(chief, [record], find=find, by="b")
    assert said(record)["texts"]["en"] == {"status": "original", "title": "Title a b z", "summary": "a thing"}


def test_whole_words_leave_longer_ones_alone(chief: Client) -> None:
    record = make.activity(9101, texts=make.english("art and party", synonyms="art"))
    edit(chief, [record], find="art", by="craft", whole="on", find_field="title")
    assert said(record)["texts"]["en"] == {"status": "original", "title": "craft and party", "synonyms": "art"}


def test_a_record_that_somebody_edits_after_the_preview_is_left_and_named(chief: Client) -> None:
    mine, theirs = make.activity(9101, "Mine"), make.activity(9102, "Theirs")
    preview = previewed(chief, [mine, theirs], to_status="completed")
    make.edit(theirs, venue="Lima")
    response = applied(chief, preview)
    assert (said(mine)["status"], said(theirs)["status"]) == ("completed", "not_stated")
    told = messages(chief.get(response["Location"]))
    assert told[1] == "Left as they are, since somebody edited them after the preview: Theirs (TA-2023-9102)"


def test_what_an_editor_may_not_change_is_named_and_stays() -> None:
    unit = make.record_id("unit/south-south-cooperation-and-special-projects")
    client, mine, other = signed_in("unit editor"), make.activity(9101, unit=unit), make.activity(9102)
    preview = previewed(client, [mine, other], to_status="completed")
    assert [record.pk for record in preview.context["preview"].forbidden] == [other.pk]
    applied(client, preview)
    assert (said(mine)["status"], said(other)["status"]) == ("completed", "not_stated")


def test_a_unit_editor_gives_records_to_no_other_unit() -> None:
    unit = make.record_id("unit/south-south-cooperation-and-special-projects")
    other = make.published(Kind.UNIT, "Another unit")
    client, mine = signed_in("unit editor"), make.activity(9101, unit=unit)
    response = previewed(client, [mine], to_unit=str(other.pk))
    assert complaints(response) == ["Select a valid choice. That choice is not one of the available choices."]


def test_what_could_not_be_published_any_more_is_said_and_stays_as_readers_see_it(chief: Client) -> None:
    record = make.activity(9101, open_to_all=True)
    peru = make.record_id("country/PE")
    preview = previewed(chief, [record], add_party=str(peru), add_role="beneficiary")
    [edit] = preview.context["preview"].unpublishable
    sentence = "An activity open to all has no beneficiary: take away one or the other."
    assert (edit.record.pk, edit.lacks) == (record.pk, [sentence])
    assert sentence in preview.content.decode()
    applied(chief, preview)
    assert (len(said(record)["involvements"]), Record.objects.get(pk=record.pk).version) == (1, 1)


def test_what_a_table_would_not_take_is_said_before(chief: Client) -> None:
    texts = {"en": make.text("Mark"), "fr": make.text("Marque", status="official")}
    record = make.activity(9101, texts=texts)
    preview = previewed(chief, [record], status_language="fr", status="original")
    [(found, why)] = preview.context["preview"].unwritable
    assert (found.pk, why) == (record.pk, "Exactly one of its texts must be marked as the original.")
    assert "Nothing was changed." in messages(chief.get(applied(chief, preview)["Location"]))
    preview = previewed(chief, [record], find="Mark", by="", find_language="en")
    assert [found.pk for found, _why in preview.context["preview"].unwritable] == [record.pk]


def test_a_double_click_writes_once(chief: Client) -> None:
    record = make.activity(9101, texts=make.english("a"))
    preview = previewed(chief, [record], find="a", by="aa")
    applied(chief, preview)
    response = applied(chief, preview)
    assert said(record)["texts"]["en"]["title"] == "aa"
    assert messages(chief.get(response["Location"]))[-1].startswith("This had been sent already, and was done once.")
    assert ChangeSet.objects.filter(why="as the unit asked").count() == 1


def test_without_a_reason_the_preview_comes_back_with_all_that_was_chosen(chief: Client) -> None:
    record = make.activity(9101)
    preview = previewed(chief, [record], to_status="completed")
    again = applied(chief, preview, sent_why="  ")
    assert again.context["complaint"] == "Say why: the reason is kept in the history of each of these records."
    assert sent(again)["to_status"] == "completed"
    applied(chief, again)
    assert said(record)["status"] == "completed"


def test_back_to_the_form_keeps_what_was_filled_in(chief: Client) -> None:
    subject = make.published(Kind.SUBJECT, "Quokkas")
    preview = previewed(chief, [make.activity(9101)], add_subjects=[str(subject.pk)], find="x", by=" y ")
    form = chief.post(SEVERAL, sent(preview) | {"again": "Back"})
    assert filled(form)["add_subjects"] == str(subject.pk)
    assert (filled(form)["find"], filled(form)["by"]) == ("x", " y ")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Say what is to change: every field is empty."),
        ({"to_venue": "Lima", "clear_venue": "on"}, "Give a value, or empty the field: not both."),
        ({"add_role": "venue"}, "Say which party, and in which role."),
        ({"by": "x"}, "Say which word is replaced."),
        ({"source_paragraph": "7"}, "A source has a link or a document."),
        ({"status": "official"}, "Say which text, and which status it gets."),
        ({"to_checked_on": "2026-02-31"}, "Enter a valid date."),
        ({"to_status": "nonsense"}, "Select a valid choice. nonsense is not one of the available choices."),
    ],
)
def test_a_form_that_says_too_little_is_answered_with_a_sentence(
    chief: Client, values: dict[str, str], sentence: str
) -> None:
    assert complaints(previewed(chief, [make.activity(9101)], **values)) == [sentence]


@pytest.mark.parametrize("state", ["", "nonsense", "e30:1:2"])
def test_what_no_page_of_ours_sent_leads_back_to_the_list(chief: Client, state: str) -> None:
    response = chief.post(SEVERAL, {"state": state, "to_status": "completed", "apply": "x", "sent_why": "y"})
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert messages(chief.get(LIST)) == ["Choose records in the list first, then “Edit several”."]


def test_more_than_a_thousand_are_refused_in_words(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarepo.admin.several.MOST", 2)
    records = [make.activity(number) for number in (9101, 9102, 9103)]
    response = chosen(chief, *records)
    assert response.status_code == 302
    assert messages(chief.get(LIST)) == ["At most 2 records are edited at once: choose fewer, by a filter or a search."]


def test_all_that_the_filters_find_can_be_chosen(chief: Client) -> None:
    for number in range(9101, 9104):
        make.activity(number, f"Quokka {number}")
    data = {"action": "edit_selected", "select_across": "1", "_selected_action": ["1"]}
    response = chief.post(f"{LIST}?q=quokka", data)
    assert response.context["count"] == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_asks_the_same_for_one_record_and_for_three(chief: Client, rows: int) -> None:
    subject = make.published(Kind.SUBJECT, "Quokkas")
    peru = make.record_id("country/PE")
    parts = {"involvements": [{"party": peru, "role": "venue"}], "texts": make.english("A quokka")}
    records = [make.activity(9101 + n, **parts) for n in range(rows)]
    values = {"add_subjects": [str(subject.pk)], "find": "quokka", "by": "wombat", "to_status": "completed"}
    data = filled(chosen(chief, *records)) | values | {"preview": "Show"}
    with CaptureQueriesContext(connection) as asked:
        preview = chief.post(SEVERAL, data)
    assert len(preview.context["rows"]) == rows
    assert len(asked) == PREVIEW


def test_fifty_stand_on_a_page_and_the_totals_count_all(chief: Client) -> None:
    records = [make.draft(Kind.ACTIVITY) for _n in range(51)]
    preview = previewed(chief, records, to_status="completed")
    assert (len(preview.context["rows"]), "<b>51</b> records would change" in preview.content.decode()) == (50, True)
    second = chief.post(SEVERAL, sent(preview) | {"page": "2"})
    assert [reference for reference, _lines in shown(second)] == [records[50].reference]
    applied(chief, second)
    assert {said(record)["status"] for record in records} == {"completed"}


def test_readers_see_what_was_published_and_not_what_was_not(chief: Client, client: Client) -> None:
    public, edited = make.activity(9101), make.activity(9102)
    make.edit(edited, texts=make.english("Secret working title"))
    edit(chief, [public, edited], to_venue="Lima Convention Centre")
    pages = [client.get(f"/activities/TA-2023-{number}/").text for number in (9101, 9102)]
    assert ["Lima Convention Centre" in page for page in pages] == [True, False]
    assert "Secret working title" not in pages[1]
    assert SearchRow.objects.filter(record_id=edited.pk).count() == 1
    assert Record.objects.get(pk=edited.pk).state == State.PUBLISHED


def test_writing_asks_the_same_for_two_records_and_for_six(chief: Client) -> None:
    subject, peru, counted = make.published(Kind.SUBJECT, "Quokkas"), make.record_id("country/PE"), []
    for rows, first in ((2, 9101), (6, 9201)):
        records = [make.activity(first + n, texts=make.english(f"A quokka {n}")) for n in range(rows)]
        values = {"add_subjects": str(subject.pk), "find": "quokka", "by": "wombat", "to_status": "completed"}
        values |= {"add_party": str(peru), "add_role": "venue", "source_link": "https://example.org/list"}
        preview = previewed(chief, records, **values)
        with CaptureQueriesContext(connection) as asked:
            applied(chief, preview)
        assert [said(record)["texts"]["en"]["title"] for record in records] == [f"A wombat {n}" for n in range(rows)]
        assert {Record.objects.get(pk=record.pk).version for record in records} == {2}
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_all_is_undone_as_one_but_what_was_edited_since_which_is_named(chief: Client, client: Client) -> None:
    one, two, three = (make.activity(9101 + n, f"Quokka {n}", status="planned") for n in range(3))
    before = [said(record) for record in (one, two, three)]
    edit(chief, [one, two, three], find="Quokka", by="Wombat", to_status="completed")
    make.edit(two, status="cancelled")
    make.publish_now(two)
    change = ChangeSet.objects.get(why="as the unit asked")
    response = chief.post(f"/admin/changes/{change.pk}/undo/", {"sent_why": "all wrong"})
    told = messages(chief.get(response["Location"]))
    assert [sentence for sentence in told if sentence.startswith("Left as it is: ")] == [
        "Left as it is: Quokka 1 (TA-2023-9102): Activity: edited since (status).",
        "Left as it is: Quokka 1 (TA-2023-9102): what readers see stays, as it was published or archived since.",
    ]
    assert [said(record) for record in (one, three)] == [before[0], before[2]]
    assert said(two)["status"] == "cancelled"
    pages = [client.get(f"/activities/TA-2023-910{n}/").text for n in (1, 2, 3)]
    assert ["Wombat" in page for page in pages] == [False, True, False]


def test_a_unit_editor_cannot_take_the_unit_away(chief: Client) -> None:
    unit = make.record_id("unit/south-south-cooperation-and-special-projects")
    client, mine = signed_in("unit editor"), make.activity(9101, unit=unit)
    assert "clear_unit" not in chosen(client, mine).context["form"].fields
    assert "clear_unit" in chosen(chief, mine).context["form"].fields
    assert complaints(previewed(client, [mine], clear_unit="on")) == ["Say what is to change: every field is empty."]


def test_of_many_that_stay_as_they_are_fifty_are_named(chief: Client) -> None:
    records = [make.draft(Kind.ACTIVITY, f"Draft {n:02}", status="completed") for n in range(52)]
    page = previewed(chief, records, to_status="completed").content.decode()
    assert (page.count("<bdi>Draft "), "and 2 more" in page, "<b>52</b> say so already" in page) == (50, True, True)
