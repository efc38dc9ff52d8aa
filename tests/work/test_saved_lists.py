"""Lists of the desk that somebody keeps under a name."""

import pytest
from django.test import Client

from tarepo.enums import Kind, State
from tarepo.models import Record, SavedList
from tests import make
from tests.admin.office import messages, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/saved-lists/"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def kept(role: str = "chief editor") -> list[tuple[str, str]]:
    return list(person(role).saved_lists.values_list("name", "query"))


def save(client: Client, query: str, name: str = "Mine") -> list[str]:
    return messages(client.post(ADDRESS, {"query": query, "name": name}, follow=True))


def test_a_work_list_is_saved_without_its_place_and_counted_on_the_desk(chief: Client) -> None:
    unit = make.draft(Kind.UNIT, "Unit of the list")
    record = make.draft(Kind.SERIES, unit=unit.pk)
    Record.objects.filter(pk=record.pk).update(state=State.IN_REVIEW)
    told = save(chief, f"/admin/work/review/?unit={unit.pk}&after=2020-01-01.3", "Theirs")
    assert told == ["Saved: “Theirs” stands on the first page of the desk."]
    assert kept() == [("Theirs", f"/admin/work/review/?unit={unit.pk}")]
    (shown,) = chief.get("/admin/").context["saved"]
    assert (shown.title, shown.url, shown.count) == ("Theirs", f"/admin/work/review/?unit={unit.pk}", 1)


def test_all_records_of_a_kind_are_saved_with_their_filters_and_not_counted(chief: Client) -> None:
    save(chief, "/admin/activities/activity/?state__exact=draft&p=3&q=a%26b")
    assert kept() == [("Mine", "/admin/activities/activity/?state__exact=draft&q=a%26b")]
    (shown,) = chief.get("/admin/").context["saved"]
    assert shown.count is None
    assert chief.get(shown.url).status_code == 200


def test_the_button_stands_on_both_sorts_of_list(chief: Client) -> None:
    for address in ("/admin/work/stale/?unit=all", "/admin/activities/activity/?state__exact=draft"):
        assert f'name="query" value="{address}"' in chief.get(address).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "https://example.org/admin/work/stale/",
        "//example.org/admin/work/stale/",
        "/admin/../activities/",
        "/activities/",
        "/admin/",
        "/admin/activities/activity/add/",
        "/admin/work/stale/#x",
        "javascript:alert(1)",
        "/admin/work/stale/\x00",
        "/admin/work/stale/?a=\r\nb",
        "\\\\example.org/admin/work/stale/",
    ],
)
def test_no_other_address_is_saved(chief: Client, query: str) -> None:
    assert save(chief, query) == ["Only lists of the desk can be saved, by the button that stands on them."]
    assert kept() == []


def test_what_is_too_long_or_has_no_name_is_told(chief: Client) -> None:
    assert save(chief, f"/admin/work/stale/?z={'x' * 2000}") == ["The filters of this list are too long to be saved."]
    assert save(chief, "/admin/work/stale/", " ") == ["Give the list a name."]
    assert save(chief, "/admin/work/stale/", "x" * 101) == ["The name is too long: 100 letters at most."]
    assert save(chief, "/admin/work/stale/", "a\x00b") == ["The name has a letter that cannot be kept."]
    assert kept() == []


def test_a_second_click_saves_nothing_more_and_a_name_is_given_once(chief: Client) -> None:
    save(chief, "/admin/work/stale/")
    assert save(chief, "/admin/work/stale/") == ["“Mine” is saved already."]
    assert save(chief, "/admin/work/broken/") == ["Another list of yours is called “Mine”. Choose another name."]
    assert kept() == [("Mine", "/admin/work/stale/")]


def test_thirty_are_the_most(chief: Client) -> None:
    for n in range(30):
        save(chief, "/admin/work/stale/", f"List {n}")
    assert save(chief, "/admin/work/stale/", "One more") == [
        "You have saved 30 lists, as many as there can be. Delete one first."
    ]
    assert len(kept()) == 30


def test_a_list_is_renamed_and_deleted(chief: Client) -> None:
    save(chief, "/admin/work/stale/")
    save(chief, "/admin/work/broken/", "Other")
    pk = str(SavedList.objects.get(name="Mine").pk)
    sent = {"list": pk, "name": "Other", "_rename": "Rename"}
    assert messages(chief.post(ADDRESS, sent, follow=True)) == [
        "Another list of yours is called “Other”. Choose another name."
    ]
    assert messages(chief.post(ADDRESS, sent | {"name": "New"}, follow=True)) == ["It is called “New” now."]
    told = messages(chief.post(ADDRESS, {"list": pk, "_delete": "Delete"}, follow=True))
    assert told == ["“New” is no longer saved. The records of the list are untouched."]
    assert kept() == [("Other", "/admin/work/broken/")]
    assert messages(chief.post(ADDRESS, {"list": pk, "_delete": "Delete"}, follow=True)) == [
        "This list is not among yours any more."
    ]


def test_nobody_sees_or_touches_another_persons_lists(chief: Client) -> None:
    save(chief, "/admin/work/stale/", "Secret of the chief")
    pk = str(SavedList.objects.get().pk)
    other = signed_in("unit editor")
    assert "Secret of the chief" not in other.get(ADDRESS).content.decode()
    assert "Secret of the chief" not in other.get("/admin/").content.decode()
    for sent in (
        {"list": pk, "_delete": "x"},
        {"list": pk, "name": "Stolen", "_rename": "x"},
        {"list": "x", "_delete": ""},
    ):
        assert messages(other.post(ADDRESS, sent, follow=True)) == ["This list is not among yours any more."]
    assert kept() == [("Secret of the chief", "/admin/work/stale/")]


def test_a_saved_list_that_is_no_longer_there_breaks_nothing(chief: Client) -> None:
    person("chief editor").saved_lists.create(name="Old", query="/admin/work/long-gone/?unit=x")
    person("chief editor").saved_lists.create(name="Odd", query="/admin/work/untranslated/?language=xx")
    assert [(one.title, one.count) for one in chief.get("/admin/").context["saved"]] == [("Odd", None), ("Old", None)]
