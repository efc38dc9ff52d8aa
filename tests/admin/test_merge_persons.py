"""Merging two rows that name one person: texts name the kept one, nothing that is said of a person is changed."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.erase import erase
from experts.models import Person
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.models import ChangeSet, Record, Snapshot
from tests import make
from tests.admin.office import filled, messages, signed_in

pytestmark = pytest.mark.django_db
WHY = "one person, printed twice"
NAME, AGAIN = "Zebedee Quillfeather", "Z. Quillfeather"
CHOICE = "/admin/autocomplete/?app_label=tarepo&model_name=source&field_name=posted_by&term=quillfeather"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.fixture
def two() -> tuple[Person, Person]:
    """The kept one and the other."""
    for key, name in (("P-9001", NAME), ("P-9002", AGAIN)):
        make.person(key, name, "Director")
    return Person.objects.get(key="P-9001"), Person.objects.get(key="P-9002")


def page_of(kept: Person, other: Person) -> str:
    return f"/admin/experts/person/{kept.pk}/merge/?with={other.pk}"


def merged(client: Client, kept: Person, other: Person, **values: str) -> HttpResponse:
    page = page_of(kept, other)
    return client.post(page, filled(client.get(page)) | {"sent_why": WHY, "apply": "Merge them"} | values)


def naming(key: str, number: int = 9101) -> Record:
    wording = {"en": f"As {{{key}}} said"}
    return make.activity(
        number,
        texts=make.english("Meeting", summary=f"By {{{key}}}"),
        sources=[make.SOURCE | {"posted_by": key}],
        lessons=[{"kind": "lesson", "wording": wording}],
    )


def test_texts_parts_and_columns_name_the_kept_one_and_readers_see_it(
    chief: Client, client: Client, two: tuple[Person, Person]
) -> None:
    record, unit = naming("P-9002"), make.published(Kind.UNIT, "Unit", head="P-9002")
    response = merged(chief, *two)
    content = read_content(record.kind, record.pk)
    assert "P-9002" not in str(content)
    assert (content["texts"]["en"]["summary"], content["sources"][0]["posted_by"]) == ("By {P-9001}", "P-9001")
    assert content["lessons"][0]["wording"] == {"en": "As {P-9001} said"}
    assert read_content(Kind.UNIT, unit.pk)["head"] == "P-9001"
    page = client.get("/activities/TA-2023-9101/").text
    assert (NAME in page, AGAIN in page) == (True, False)
    [told] = messages(chief.get(response["Location"]))
    assert told.startswith("Merged. 2 records that named the other name this one now.")


def test_a_text_that_asks_for_a_part_of_the_name_names_the_kept_one_too(
    chief: Client, client: Client, two: tuple[Person, Person]
) -> None:
    wording = {"en": "As Mr. {P-9002/2} and {P-90021/0} said"}
    texts = make.english("Meeting", summary="Mr. {P-9002/1} spoke")
    record = make.activity(9101, texts=texts, lessons=[{"kind": "lesson", "wording": wording}])
    merged(chief, *two)
    content = read_content(record.kind, record.pk)
    assert content["texts"]["en"]["summary"] == "Mr. {P-9001/1} spoke"
    assert content["lessons"][0]["wording"] == {"en": "As Mr. {P-9001/2} and {P-90021/0} said"}
    assert "Mr. Quillfeather spoke" in client.get("/activities/TA-2023-9101/").text


def test_nothing_said_of_a_person_is_changed_and_old_versions_name_whom_they_named(
    chief: Client, two: tuple[Person, Person]
) -> None:
    record = naming("P-9002")
    before = list(Person.objects.order_by("pk").values_list("pk", "key", "name", "function"))
    merged(chief, *two)
    assert list(Person.objects.order_by("pk").values_list("pk", "key", "name", "function")) == before
    snapshots = Snapshot.objects.filter(record_id=record.pk).order_by("number")
    assert [snapshot.body["persons"] for snapshot in snapshots] == [["P-9002"], ["P-9001"]]
    assert Person.objects.get(key="P-9002").merged_into_id == two[0].pk


def test_unpublished_edits_stay_unpublished(chief: Client, client: Client, two: tuple[Person, Person]) -> None:
    record = naming("P-9002")
    make.edit(record, texts=make.english("Secret working title", summary="By {P-9002}"))
    merged(chief, *two)
    page = client.get("/activities/TA-2023-9101/").text
    assert (NAME in page, "Secret working title" in page) == (True, False)
    assert read_content(record.kind, record.pk)["texts"]["en"]["title"] == "Secret working title"


def test_the_other_is_offered_nowhere_and_read_only(chief: Client, two: tuple[Person, Person]) -> None:
    merged(chief, *two)
    assert [row["id"] for row in chief.get(CHOICE).json()["results"]] == [str(two[0].pk)]
    page = chief.get(f"/admin/experts/person/{two[1].pk}/change/")
    assert "The same person as P-9001" in page.text
    assert chief.post(f"/admin/experts/person/{two[1].pk}/change/", {}).status_code == 403


@pytest.mark.parametrize("which", [0, 1])
def test_whoever_is_erased_is_erased_in_both_rows(chief: Client, two: tuple[Person, Person], which: int) -> None:
    merged(chief, *two)
    with change(by=None, why="asked to be forgotten"):
        erase(person=Person.objects.get(pk=two[which].pk))
    assert not Person.objects.filter(name__contains="Quillfeather").exists()


def undone(client: Client, why: str = WHY) -> HttpResponse:
    made = ChangeSet.objects.get(why=why)
    return client.post(f"/admin/changes/{made.pk}/undo/", {"sent_why": "they are two"})


@pytest.mark.parametrize("is_named", [True, False])
def test_undoing_leads_to_the_other_again(
    chief: Client, client: Client, two: tuple[Person, Person], is_named: bool
) -> None:
    record = naming("P-9002") if is_named else None
    before = read_content(record.kind, record.pk) if record else None
    merged(chief, *two)
    assert "Persons: 1" in chief.get(f"/admin/changes/{ChangeSet.objects.get(why=WHY).pk}/").text
    response = undone(chief)
    assert Person.objects.get(key="P-9002").merged_into_id is None
    assert "What else was merged stands apart again: Persons: 1." in messages(chief.get(response["Location"]))
    if record:
        assert read_content(record.kind, record.pk) == before
        page = client.get("/activities/TA-2023-9101/").text
        assert (NAME in page, AGAIN in page) == (False, True)
    undone(chief, "they are two")  # and that can be undone again
    assert Person.objects.get(key="P-9002").merged_into_id == two[0].pk


def test_a_person_erased_since_stays_erased_when_the_merge_is_undone(chief: Client, two: tuple[Person, Person]) -> None:
    merged(chief, *two)
    with change(by=None, why="asked to be forgotten"):
        erase(person=two[0])
    undone(chief)
    rows = Person.objects.filter(key__in=["P-9001", "P-9002"])
    assert set(rows.values_list("name", "function", "merged_into")) == {("", "", None)}


def test_whoever_may_change_no_person_undoes_no_merge_of_them(chief: Client, two: tuple[Person, Person]) -> None:
    merged(chief, *two)
    assert undone(signed_in("coordinator")).status_code == 403
    assert Person.objects.get(key="P-9002").merged_into_id == two[0].pk


def test_bad_input_is_told_in_a_sentence(chief: Client, two: tuple[Person, Person]) -> None:
    kept, other = two
    assert chief.get(page_of(kept, kept)).context["complaint"] == "This is the same person: choose another one."
    assert chief.get(f"{page_of(kept, other)}9999").context["complaint"].startswith("There is no such person")
    assert merged(chief, kept, other, sent_why="").context["complaint"] == "Say why: the reason is kept in the history."
    page = page_of(kept, other)
    sent = filled(chief.get(page)) | {"sent_why": WHY, "apply": "Merge them"}
    Person.objects.filter(pk=other.pk).update(function="Head")
    assert chief.post(page, sent).context["complaint"].startswith("Somebody edited one of the two")
    for _click in range(2):
        response = chief.post(page, filled(chief.get(page)) | sent | {"seen": prepared_seen(kept, other)})
    assert messages(chief.get(response["Location"]))[-1].startswith("This had been sent already")
    assert "has been merged into" in chief.get(page).context["complaint"]


def prepared_seen(kept: Person, other: Person) -> str:
    from experts.merge import PersonMerge

    return PersonMerge(Person.objects.get(pk=kept.pk), Person.objects.get(pk=other.pk), set()).seen


def test_from_the_list_and_in_a_fixed_number_of_queries(chief: Client, two: tuple[Person, Person]) -> None:
    ids = [str(person.pk) for person in two]
    response = chief.post("/admin/experts/person/", {"action": "merge_selected", "_selected_action": ids})
    assert response["Location"] == page_of(*two)
    counted = []
    for n in range(3):
        naming("P-9002", 9101 + n)
        with CaptureQueriesContext(connection) as asked:
            page = chief.get(page_of(*two))
        assert page.context["naming"] == n + 1
        counted.append(len(asked))
    assert counted[0] == counted[2]
