"""Texts side by side with their original, and marked when it changed since."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarepo.enums import Kind
from tarepo.models import Record, Text
from tests import make
from tests.admin.office import Sent, add_row, errors, filled, signed_in
from tests.html import Node, parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def address(record: Record) -> str:
    return f"/admin/activities/activity/{record.pk}/change/"


def bilingual(**more: object) -> Record:
    texts = {
        "en": make.text("A seminar", summary="Two days"),
        "es": make.text("Un seminario", status="official", summary="Dos días"),
    }
    return make.draft(Kind.ACTIVITY, texts=texts, sources=[make.SOURCE], **more)


def row_of(sent: Sent, language: str) -> str:
    return next(name.rpartition("-")[0] for name in sent if name.endswith("-language") and sent[name] == language)


def save(client: Client, record: Record, language: str, **values: str) -> Sent:
    """What the form of the record has after changing fields of one of its texts."""
    sent = filled(client.get(address(record)))
    row = row_of(sent, language)
    sent |= {f"{row}-{name}": value for name, value in values.items()} | {"_save": "Save"}
    response = client.post(address(record), sent)
    assert response.status_code == 302, errors(response)
    return filled(client.get(address(record)))


def tree(client: Client, record: Record) -> Node:
    return parse(client.get(address(record)).content)


def marks(client: Client, record: Record) -> list[str]:
    """The notices of the page: the row's, then those of the fields."""
    return tree(client, record).texts("div", "outdated")


def made_from(record: Record, language: str = "es") -> int | None:
    return Text.objects.get(record=record.pk, language=language).made_from


def test_each_field_of_a_translation_stands_beside_the_originals(chief: Client) -> None:
    record = bilingual()
    shown = tree(chief, record)
    originals = [(node.texts("div", "")[0], node.all("div")[1].attributes) for node in shown.all("div", "original")]
    assert [text for text, _attributes in originals][:2] == [
        "Original, English A seminar",
        "Original, English Two days",
    ]
    assert originals[0][1] == {"lang": "en", "dir": "ltr"}
    row = row_of(filled(chief.get(address(record))), "es")
    spanish = shown.by_id(f"id_{row}-title")
    assert (spanish.get("lang"), spanish.get("dir")) == ("es", "auto")
    # The empty row, that "add another" copies, is a translation too.
    assert len(originals) == 4
    empty = shown.by_id("id_texts-__prefix__-language")
    assert [option.get("value") for option in empty.all("option") if "selected" in option.attributes] == ["ar"]


def test_an_arabic_original_keeps_its_direction(chief: Client) -> None:
    texts = {"ar": make.text("ندوة"), "en": make.text("A seminar", status="unofficial")}
    record = make.draft(Kind.ACTIVITY, texts=texts)
    (attributes, *_more) = [node.all("div")[1].attributes for node in tree(chief, record).all("div", "original")]
    assert attributes == {"lang": "ar", "dir": "rtl"}


def test_one_text_alone_stands_alone(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, texts={"en": make.text("A seminar", status="not_stated")})
    assert tree(chief, record).all("div", "original") == []


def test_a_translation_of_what_is_public_is_made_from_that_version(chief: Client) -> None:
    record = make.activity(texts=make.english("A seminar"))
    sent = add_row(filled(chief.get(address(record))), "texts", language="es", status="official", title="Un seminario")
    assert chief.post(address(record), sent | {"_save": "Save"}).status_code == 302
    assert made_from(record) == 1
    assert marks(chief, record) == []


def test_a_change_of_the_original_marks_what_was_made_from_it_field_by_field(chief: Client) -> None:
    record = bilingual()
    save(chief, record, "es", title="Un gran seminario")
    assert made_from(record) == 1  # the version to come
    make.publish_now(record)
    assert marks(chief, record) == []
    save(chief, record, "en", title="A webinar", summary="")
    assert marks(chief, record) == [
        "The original changed since this text was made from version 1: what changed stands by each field."
        " This text says the same as the original again",
        "The original changed since: before: A seminar now: A webinar",
        "The original changed since: before: Two days (taken away)",
    ]
    make.publish_now(record)
    assert len(marks(chief, record)) == 3


def test_whoever_says_that_it_fits_again_takes_the_mark_away(chief: Client) -> None:
    record = bilingual()
    save(chief, record, "es", title="Un gran seminario")
    make.publish_now(record)
    save(chief, record, "en", title="A webinar")
    save(chief, record, "es", same_again="on")
    assert made_from(record) == 2
    assert marks(chief, record) == []
    assert Text.objects.get(record=record.pk, language="es").title == "Un gran seminario"


def test_a_new_wording_of_the_translation_takes_the_mark_away_too(chief: Client) -> None:
    record = bilingual()
    save(chief, record, "es", title="Un gran seminario")
    make.publish_now(record)
    save(chief, record, "en", title="A webinar")
    save(chief, record, "es", title="Un seminario web")
    assert marks(chief, record) == []


def test_a_change_before_the_first_version_is_told_from_the_history(chief: Client) -> None:
    record = bilingual()
    save(chief, record, "es", title="Un gran seminario")
    save(chief, record, "en", title="A webinar")
    save(chief, record, "en", title="A great webinar")
    told = [
        "The original changed since this text was written: what changed stands by each field."
        " This text says the same as the original again",
        "The original changed since: before: A seminar now: A great webinar",
    ]
    assert marks(chief, record) == told
    make.publish_now(record)
    assert marks(chief, record) == told
    save(chief, record, "es", same_again="on")
    assert (made_from(record), marks(chief, record)) == (1, [])


def test_a_translation_of_which_nobody_said_from_what_it_was_made_is_marked_by_the_next_change(chief: Client) -> None:
    record = bilingual()
    make.publish_now(record)
    assert (made_from(record), marks(chief, record)) == (None, [])
    save(chief, record, "en", summary="Three days")
    assert made_from(record) == 1
    assert marks(chief, record)[1:] == ["The original changed since: before: Two days now: Three days"]


def test_an_original_that_says_again_what_it_said_marks_nothing(chief: Client) -> None:
    record = bilingual()
    make.publish_now(record)
    save(chief, record, "en", title="A webinar")
    save(chief, record, "en", title="A seminar")
    assert marks(chief, record) == []


def test_a_form_that_is_sent_as_it_stands_keeps_the_mark_and_changes_nothing(chief: Client) -> None:
    record = bilingual()
    make.publish_now(record)
    save(chief, record, "en", title="A webinar")
    before = list(Text.objects.filter(record=record.pk).order_by("pk").values())
    save(chief, record, "en")
    assert list(Text.objects.filter(record=record.pk).order_by("pk").values()) == before
    assert len(marks(chief, record)) == 2


@pytest.mark.parametrize("languages", [("es",), ("es", "fr", "ru")])
def test_the_form_asks_the_same_for_one_translation_and_for_three(chief: Client, languages: tuple[str, ...]) -> None:
    texts = {"en": make.text("A seminar")}
    texts |= {language: make.text(f"In {language}", status="official", made_from=1) for language in languages}
    record = make.draft(Kind.ACTIVITY, texts=texts, sources=[make.SOURCE])
    make.publish_now(record)
    make.edit(record, texts=texts | {"en": make.text("A webinar")})
    chief.get(address(record))  # what is asked once in the life of a process
    with CaptureQueriesContext(connection) as queries:
        shown = marks(chief, record)
    assert len(shown) == 2 * len(languages)
    # One more than of a record that was never published: the version that readers see. One more: what it was made from.
    assert len([query for query in queries if "tarepo_snapshot" in query["sql"]]) == 2
    assert len(queries) == FORM


# Session, user with roles (2); the record, its content, its rows, names, its details, the units and the snapshots.
FORM = 29
