"""What nobody should send gets a sentence: never a 500, never a silent empty list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from activities.models import Activity
from tarepo.enums import Kind
from tests import make
from tests.admin.office import add_row, errors, filled, signed_in
from tests.examples import examples

pytestmark = pytest.mark.django_db

ADD = "/admin/activities/activity/add/"
LIST = "/admin/activities/activity/"
AUTOCOMPLETE = "/admin/autocomplete/?app_label=tarepo&model_name=involvement&field_name=party"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("texts-0-title", "a\x00b", "Null characters are not allowed."),
        ("venue", "a\x00b", "Null characters are not allowed."),
        ("reference", "no blanks", "A reference is made of letters, digits, dots and hyphens."),
        ("reference", "\x00", "Null characters are not allowed."),
        ("starts", "2024-02-31", "Enter a valid date."),
        ("starts", "99999-01-01", "Enter a valid date."),
        ("precision", "perhaps", "is not one of the available choices."),
        ("number_in_series", "-1", "Ensure this value is greater than or equal to 0."),
        ("number_in_series", "99999999999999999999", "Ensure this value is less than or equal to 32767."),
        ("number_in_series", "١٢x", "Enter a whole number."),
        ("project", "abc", "That choice is not one of the available choices."),
        ("project", "\x00", "Null characters are not allowed."),
        ("project", "99999999999999999999999", "That choice is not one of the available choices."),
        ("unit", "-7", "That choice is not one of the available choices."),
        ("subjects", "x", "is not a valid value."),
        ("subjects", "999999999999999999999", "999999999999999999999"),
        ("texts-0-language", "xx-no-such", "is not one of the available choices."),
        ("texts-TOTAL_FORMS", "many", "ManagementForm data is missing or has been tampered with."),
        ("texts-TOTAL_FORMS", "100000", "Please submit at most"),
    ],
)
def test_a_bad_value_is_told_and_the_rest_is_kept(chief: Client, field: str, value: str, sentence: str) -> None:
    sent = filled(chief.get(ADD)) | {"texts-0-title": "A seminar", "sent_why": "because"}
    response = chief.post(ADD, sent | {field: value, "_save": "Save"})
    assert response.status_code == 200
    assert sentence in "\n".join(errors(response))
    assert filled(response)["sent_why"] == "because"


@pytest.mark.parametrize("value", ["a\x00b", "\x00"])
def test_a_null_in_a_text_by_language_is_told(chief: Client, value: str) -> None:
    sent = add_row(filled(chief.get(ADD)), "points", kind="topic", wording__en=value, order="")
    response = chief.post(ADD, sent)
    assert "has a null character" in "\n".join(errors(response))


def test_a_language_that_is_none_is_told(chief: Client) -> None:
    sent = add_row(filled(chief.get(ADD)), "points", kind="topic", order="")
    sent["points-0-wording__<script>"] = "text"
    response = chief.post(ADD, sent)
    assert "is not a language code" in "\n".join(errors(response))
    assert "<script>" not in response.content.decode().replace("<script src", "").replace("<script id", "")


def test_a_title_of_a_hundred_thousand_letters_is_kept_and_can_be_looked_at(chief: Client) -> None:
    title = "long " * 20_000
    sent = filled(chief.get(ADD)) | {"texts-0-title": title, "_save": "Save"}
    assert chief.post(ADD, sent).status_code == 302
    record = Activity.objects.latest("pk")
    assert record.texts.get().title == title.strip()
    for page in (LIST, f"{LIST}{record.pk}/change/", f"{LIST}{record.pk}/history/", f"{LIST}{record.pk}/delete/"):
        assert chief.get(page).status_code == 200


@pytest.mark.parametrize(
    ("precision", "starts", "ends", "sentence"),
    [
        ("day", "", "", "A period of this precision needs its first day."),
        ("not_stated", "2024-01-01", "", "Say how exactly the dates are known, or take them away."),
        ("day", "2024-02-02", "2024-02-01", "The period ends before it begins."),
    ],
)
def test_a_period_that_cannot_be_is_told(chief: Client, precision: str, starts: str, ends: str, sentence: str) -> None:
    sent = filled(chief.get(ADD)) | {"texts-0-title": "A", "precision": precision, "starts": starts, "ends": ends}
    assert errors(chief.post(ADD, sent)) == [sentence]


def test_two_texts_in_one_language_and_two_originals_are_told(chief: Client) -> None:
    sent = filled(chief.get(ADD)) | {"texts-0-title": "A"}
    add_row(sent, "texts", language="en", status="official", title="B")
    assert "There are two texts in “English”." in "\n".join(errors(chief.post(ADD, sent)))
    sent |= {"texts-1-language": "fr", "texts-1-status": "original"}
    assert "Two texts are marked as the original." in "\n".join(errors(chief.post(ADD, sent)))


def test_the_same_party_twice_in_one_role_is_told(chief: Client) -> None:
    peru = str(make.published(Kind.COUNTRY, "Testland").pk)
    sent = filled(chief.get(ADD)) | {"texts-0-title": "A"}
    for _ in range(2):
        add_row(sent, "involvements", party=peru, role="venue", order="")
    response = chief.post(ADD, sent)
    assert response.status_code == 200
    assert any("must be unique" in sentence for sentence in errors(response))


def test_rows_that_change_places_are_refused_in_a_sentence(chief: Client) -> None:
    """The database sees them one after another: it is told, and what was typed is kept."""
    one, two = (make.published(Kind.COUNTRY, f"Land {n}").pk for n in (1, 2))
    record = make.draft(Kind.ACTIVITY, involvements=[{"party": pk, "role": "venue"} for pk in (one, two)])
    page = f"{LIST}{record.pk}/change/"
    sent = filled(chief.get(page)) | {"involvements-0-party": str(two), "involvements-1-party": str(one)}
    response = chief.post(page, sent)
    assert response.status_code == 200
    assert len(errors(response)) >= 1
    assert filled(response)["involvements-0-party"] == str(two)


def test_a_reference_that_another_has_is_told(chief: Client) -> None:
    taken = make.draft(Kind.ACTIVITY).reference
    sent = filled(chief.get(ADD)) | {"texts-0-title": "A", "reference": taken}
    assert errors(chief.post(ADD, sent)) == ["Another record of this kind has this reference."]


@pytest.mark.parametrize("content", [b"MZ not a picture", b"\x7fELF\x00\x01\x02", b"\xff\xd8\xff\xe0 broken"])
def test_a_file_that_is_not_what_its_name_says_is_refused_and_the_rest_kept(chief: Client, content: bytes) -> None:
    sent = add_row(filled(chief.get(ADD)) | {"texts-0-title": "A"}, "photos", credit="Somebody", order="")
    upload = SimpleUploadedFile("photo.jpg", content, content_type="image/jpeg")
    count = Activity.objects.count()
    response = chief.post(ADD, sent | {"photos-0-upload": upload, "_save": "Save"})
    assert response.status_code == 200
    assert len(errors(response)) == 1
    assert filled(response)["photos-0-credit"] == "Somebody"
    assert Activity.objects.count() == count


@pytest.mark.parametrize(
    "address",
    [
        *(f"{LIST}abc/change/", f"{LIST}99999999999999999999/change/", f"{LIST}_00/change/", f"{LIST}-1/history/"),
        *(f"{LIST}1_2F/delete/", "/admin/nothing/", "/admin/reference/party/", "/admin/reference/term/1/change/"),
    ],
)
def test_what_is_not_there_is_not_found(chief: Client, address: str) -> None:
    assert chief.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        *("p=abc", "p=99999999", "p=-1", "o=99", "o=a.b", "unit=abc", "unit=99999999999999999999", "state__exact=x"),
        *("starts__year=abc", "starts__month=99", "nothing=1", "id__in=a", "q=" + "a" * 3000, "q=%ED%A0%80", "e=1"),
        *("unit__texts__title=x", "_facets=x", "starts__gte=2024-02-31", "_to_field=x", "_popup=1&_to_field=id"),
    ],
)
def test_a_strange_list_query_is_answered(chief: Client, query: str) -> None:
    response = chief.get(f"{LIST}?{query}", follow=True)
    assert response.status_code in (200, 400)
    assert len(response.content) > 500


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("&term=peru", 200),
        ("&term=" + "x" * 3000, 200),
        ("&term=%00", 400),
        ("&page=abc", 404),
        ("&page=99999", 404),
        ("&field_name=nothing", 403),
        ("&model_name=nothing", 403),
        ("&app_label=%F0", 403),
        ("&field_name=role", 403),
    ],
)
def test_a_strange_lookup_is_answered(chief: Client, query: str, status: int) -> None:
    response = chief.get(AUTOCOMPLETE + query)
    assert response.status_code == status
    assert len(response.content) > 20


def test_a_lookup_finds_a_name_in_any_language_and_shows_title_and_reference(chief: Client) -> None:
    found = chief.get(AUTOCOMPLETE + "&term=Pérou").json()["results"]
    assert [entry["text"] for entry in found] == ["Peru (PE)"]


@given(
    st.dictionaries(
        st.sampled_from(
            ["venue", "starts", "project", "texts-0-title", "subjects", "sent_key", "sent_seen", "sent_why"]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    )
)
@examples(25)
def test_whatever_is_typed_is_saved_or_told(chief: Client, typed: dict[str, str]) -> None:
    sent = filled(chief.get(ADD)) | {"texts-0-title": "A seminar"}
    response = chief.post(ADD, sent | typed)
    assert response.status_code in (200, 302)
    assert response.status_code == 302 or errors(response)
