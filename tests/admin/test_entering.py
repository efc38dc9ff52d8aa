"""An editor enters, changes and publishes records in the admin site."""

import uuid

import pytest
from django.contrib.admin import site as office
from django.db.models import Count, Model
from django.test import Client

from activities.models import Activity
from tarepo.admin.history import event_models
from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Record, SearchRow, Text
from tests import make
from tests.admin.office import Sent, add_row, errors, filled, messages, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/activities/activity/add/"
KINDS = sorted(
    (model for model in office._registry if issubclass(model, Record) and office._registry[model].get_urls()),
    key=lambda model: model.__name__,
)


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def address(record: Record, page: str = "change") -> str:
    model = type(record)._meta
    name = {"party": record.kind, "term": record.kind.replace("-", "")}.get(model.model_name, model.model_name)
    name = {"type": "activitytype"}.get(name, name)
    return f"/admin/{model.app_label}/{name}/{record.pk}/{page}/"


def new_activity(client: Client, **more: str) -> Sent:
    sent = filled(client.get(ADD))
    sent["texts-0-title"] = "Seminar on marks"
    return sent | {"_save": "Save"} | more


def events_of(model: type[Model]) -> int:
    return event_models()[model]._default_manager.count()


def made() -> Activity:
    return Activity.objects.latest("pk")


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_form_that_is_sent_as_it_stands_changes_nothing(chief: Client, model: type[Record]) -> None:
    """Of each kind the richest of the source documents' records: nothing of it is lost or bent on the way."""
    parts = sum((Count(name, distinct=True) for name in model.PARTS if name != "identifiers"), Count("texts"))
    record = model.objects.annotate(weight=parts).order_by("-weight", "pk")[0]
    before = read_content(record.kind, record.pk)
    events = events_of(Text)
    page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{record.pk}/change/"
    response = chief.post(page, filled(chief.get(page)) | {"_save": "Save"})
    assert response.status_code == 302, errors(response)
    assert read_content(record.kind, record.pk) == before
    assert events_of(Text) == events


def test_a_new_record_gets_a_reference_of_its_own_and_is_a_draft(chief: Client) -> None:
    sent = new_activity(chief, starts="2031-03-04", precision="day")
    response = chief.post(ADD, sent, follow=True)
    assert messages(response) == ["Saved."]
    record = made()
    assert record.reference.startswith("TA-2031-")
    assert (record.state, record.version) == (State.DRAFT, 0)
    assert record.texts.get().title == "Seminar on marks"
    assert "Never published: only editors see it." in response.content.decode()
    assert chief.get(record.get_absolute_url()).status_code == 404


def test_every_write_is_one_change_that_says_who_and_why(chief: Client) -> None:
    before = ChangeSet.objects.count()
    chief.post(ADD, new_activity(chief, sent_why="From the unit’s plan"))
    assert ChangeSet.objects.count() == before + 1
    made_by = ChangeSet.objects.latest("made_at")
    assert (made_by.by.email, made_by.why) == ("chief-editor@example.org", "From the unit’s plan")
    history = chief.get(address(made(), "history")).content.decode()
    assert "From the unit’s plan" in history
    assert "Seminar on marks" in history


def test_a_form_with_an_error_makes_no_change_and_keeps_what_was_typed(chief: Client) -> None:
    before = ChangeSet.objects.count()
    sent = new_activity(chief, starts="2024-02-31", precision="day", venue="Mexico City")
    response = chief.post(ADD, sent)
    assert response.status_code == 200
    assert "Enter a valid date." in errors(response)
    kept = filled(response)
    assert (kept["texts-0-title"], kept["venue"], kept["starts"]) == ("Seminar on marks", "Mexico City", "2024-02-31")
    assert ChangeSet.objects.count() == before


def test_publishing_says_in_words_what_is_missing_and_keeps_the_draft(chief: Client) -> None:
    response = chief.post(ADD, new_activity(chief) | {"_publish": "1"}, follow=True)
    assert messages(response) == ["Saved, but not published:", "It needs a source: where is this published?"]
    assert made().state == State.DRAFT


def test_save_and_publish_makes_it_public(chief: Client) -> None:
    sent = add_row(new_activity(chief), "sources", link="https://example.org/a", order="")
    del sent["_save"]
    response = chief.post(ADD, sent | {"_publish": "1"}, follow=True)
    assert messages(response) == ["Published as version 1."]
    assert "What readers see is what stands here." in response.content.decode()
    assert chief.get(made().get_absolute_url()).status_code == 200


def test_an_edit_of_a_published_record_stays_unseen_until_it_is_published(chief: Client) -> None:
    record = make.activity(title="As published")
    page = address(record)
    sent = filled(chief.get(page)) | {"texts-0-title": "As edited", "_save": "Save"}
    response = chief.post(page, sent, follow=True)
    assert "Edits made since then are not public yet." in response.content.decode()
    assert "As published" in chief.get(record.get_absolute_url()).content.decode()
    sent = filled(chief.get(page)) | {"_publish": "1"}
    assert messages(chief.post(page, sent, follow=True)) == ["Published as version 2."]
    assert "As edited" in chief.get(record.get_absolute_url()).content.decode()


def test_a_form_sent_twice_is_taken_once(chief: Client) -> None:
    sent = add_row(new_activity(chief), "sources", link="https://example.org/a", order="") | {"_publish": "1"}
    chief.post(ADD, sent)
    count, record = Activity.objects.count(), made()
    response = chief.post(ADD, sent, follow=True)
    assert messages(response) == ["Published as version 1.", "This form had been sent already, and was saved once."]
    assert response.redirect_chain[-1][0] == address(record)
    assert Activity.objects.count() == count
    assert Activity.objects.get(pk=record.pk).version == 1


def test_archiving_takes_it_from_readers_and_can_be_taken_back(chief: Client) -> None:
    record = make.activity(title="To be archived")
    page = chief.get(address(record, "delete"))
    assert "Nothing is deleted" in page.content.decode()
    assert SearchRow.objects.filter(record=record).exists()
    response = chief.post(address(record, "delete"), {"sent_why": "Twice in the list"}, follow=True)
    assert messages(response) == ["Archived: readers no longer see it."]
    assert chief.get(record.get_absolute_url()).status_code == 404
    sent = filled(response) | {"_draft": "1"}
    response = chief.post(address(record), sent, follow=True)
    assert messages(response) == ["It is a draft again, and can be published anew."]
    assert Record.objects.get(pk=record.pk).state == State.DRAFT


def test_a_draft_that_nobody_saw_can_be_deleted_a_published_record_never(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "A slip")
    chief.post(address(record, "delete"), {"post": "yes"})
    assert not Record.objects.filter(pk=record.pk).exists()
    public = make.activity()
    chief.post(address(public, "delete"), {"post": "yes"})
    assert Record.objects.get(pk=public.pk).state == State.ARCHIVED


def test_what_others_refer_to_cannot_be_deleted(chief: Client) -> None:
    unit = make.draft(Kind.UNIT, "A unit")
    make.draft(Kind.ACTIVITY, unit=unit.pk)
    response = chief.post(address(unit, "delete"), {"post": "yes"})
    assert "It cannot be deleted" in response.content.decode()
    assert Record.objects.filter(pk=unit.pk).exists()


def test_the_address_of_a_published_record_stays(chief: Client) -> None:
    record = make.activity()
    sent = filled(chief.get(address(record))) | {"reference": "TA-other", "_save": "Save"}
    chief.post(address(record), sent)
    assert Record.objects.get(pk=record.pk).reference == record.reference


def test_the_original_can_move_from_one_language_to_another(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, texts={"en": make.text("One"), "es": make.text("Uno", status="official")})
    sent = filled(chief.get(address(record))) | {"_save": "Save"}
    spanish = 0 if sent["texts-0-language"] == "es" else 1
    sent |= {f"texts-{spanish}-status": "original", f"texts-{1 - spanish}-status": "official"}
    response = chief.post(address(record), sent)
    assert response.status_code == 302, errors(response)
    assert record.texts.get(status="original").language == "es"


def test_rows_go_to_the_end_in_the_order_in_which_they_stand(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, points=[{"kind": "topic", "wording": {"en": "first"}}])
    sent = filled(chief.get(address(record))) | {"_save": "Save"}
    for word in ("second", "third"):
        add_row(sent, "points", kind="topic", wording__en=word, order="")
    chief.post(address(record), sent)
    rows = read_content(Kind.ACTIVITY, record.pk)["points"]
    assert [row["wording"]["en"] for row in rows] == ["first", "second", "third"]


def test_several_are_published_and_archived_at_once(chief: Client) -> None:
    records = [make.draft(Kind.SERIES, f"Series {n}") for n in range(3)]
    chosen = {"_selected_action": [str(record.pk) for record in records]}
    listed = "/admin/activities/series/"
    response = chief.post(listed, chosen | {"action": "publish_selected"}, follow=True)
    assert messages(response) == ["3 records were published."]
    response = chief.post(listed, chosen | {"action": "archive_selected"}, follow=True)
    assert messages(response) == ["3 records were archived."]


def test_when_one_of_several_lacks_something_none_is_published(chief: Client) -> None:
    good = make.draft(Kind.ACTIVITY, sources=[make.SOURCE])
    bad = make.draft(Kind.ACTIVITY, reference="TA-2023-9998")
    chosen = {"_selected_action": [str(good.pk), str(bad.pk)], "action": "publish_selected"}
    response = chief.post("/admin/activities/activity/", chosen, follow=True)
    assert messages(response) == [
        "TA-2023-9998: It needs a source: where is this published?",
        "Nothing was published: mend these first.",
    ]
    assert not Record.objects.filter(pk__in=[good.pk, bad.pk], state=State.PUBLISHED).exists()


def test_a_form_without_a_key_or_with_a_false_one_is_taken(chief: Client) -> None:
    for key in ("", "no key", str(uuid.uuid4())):
        response = chief.post(ADD, new_activity(chief, sent_key=key))
        assert response.status_code == 302, errors(response)
