"""Rows of a record's parts: one that was added and left alone is none; a new record has a title."""

import pytest
from django.test import Client

from activities.models import WEBINAR, Activity
from tarepo.admin.inlines import SECTIONS
from tarepo.enums import Kind
from tarepo.models import Record
from tests import make
from tests.admin.office import Sent, _Form, errors, filled, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/activities/activity/add/"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def with_untouched_row(client: Client, page: str, prefix: str) -> Sent:
    """As "add another" does, and nothing after it: the row that scripts copy, with its defaults."""
    response = client.get(page)
    form = _Form()
    form.feed(response.content.decode())
    sent = filled(response)
    number = int(sent[f"{prefix}-TOTAL_FORMS"])
    for name, values in form.values.items():
        if name.startswith(f"{prefix}-__prefix__"):
            sent[name.replace("__prefix__", str(number))] = values[0] if values else ""
    return sent | {f"{prefix}-TOTAL_FORMS": str(number + 1)}


@pytest.mark.parametrize("prefix", [name for name in SECTIONS if name in Activity.PARTS and name != "webinars"])
def test_a_row_that_was_added_and_left_alone_is_none(chief: Client, prefix: str) -> None:
    page = f"{ADD}?webinar=1" if prefix in WEBINAR else ADD  # which has the row that makes it one
    sent = with_untouched_row(chief, page, prefix) | {"texts-0-title": "A seminar", "_save": "Save"}
    response = chief.post(ADD, sent)
    assert response.status_code == 302, errors(response)
    assert not getattr(Activity.objects.latest("pk"), prefix).exists()


def test_a_text_that_was_added_and_left_alone_is_none(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY)
    page = f"/admin/activities/activity/{record.pk}/change/"
    response = chief.post(page, with_untouched_row(chief, page, "texts") | {"_save": "Save"})
    assert response.status_code == 302, errors(response)
    assert record.texts.count() == 1


@pytest.mark.parametrize("values", [{"figures-0-nature": "target"}, {"figures-0-precision": "day"}])
def test_a_row_of_which_only_a_choice_was_touched_is_none(chief: Client, values: dict[str, str]) -> None:
    sent = with_untouched_row(chief, ADD, "figures") | {"texts-0-title": "A seminar"} | values
    assert chief.post(ADD, sent).status_code == 302
    assert not Activity.objects.latest("pk").figures.exists()


def test_a_row_in_which_something_was_written_still_has_to_be_whole(chief: Client) -> None:
    sent = with_untouched_row(chief, ADD, "figures") | {"texts-0-title": "A", "figures-0-paragraph": "7"}
    assert errors(chief.post(ADD, sent)) == ["This field is required."]


@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_a_new_record_without_a_title_is_not_made(chief: Client, button: str) -> None:
    count = Record.objects.count()
    sent = filled(chief.get(ADD)) | {"venue": "Geneva", button: "1"}
    response = chief.post(ADD, sent)
    assert response.status_code == 200
    assert errors(response) == ["Give it a title: a text without one is not saved."]
    assert Record.objects.count() == count
    kept = filled(response)
    assert (kept["venue"], kept["texts-0-language"], kept["texts-0-title"]) == ("Geneva", "en", "")


def test_a_new_record_without_any_text_is_not_made_either(chief: Client) -> None:
    sent = filled(chief.get(ADD)) | {"texts-TOTAL_FORMS": "0"}
    assert errors(chief.post(ADD, sent)) == ["It needs a title in one language at least."]


def test_the_last_text_cannot_be_taken_away(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY)
    page = f"/admin/activities/activity/{record.pk}/change/"
    response = chief.post(page, filled(chief.get(page)) | {"texts-0-DELETE": "on"})
    assert errors(response) == ["It needs a title in one language at least."]
    assert record.texts.count() == 1
