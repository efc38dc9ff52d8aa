"""The desk: who stands where on each detail, asking, answers by letter, and what is said of a mended text."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent, Role
from tarepo.models import Detail
from tests import make
from tests.admin.office import filled, messages, signed_in
from tests.consents import cast
from tests.consents.cast import answered, ask_about, boxes, who_reads
from tests.html import main, parse
from tests.people import person

pytestmark = pytest.mark.django_db


def address(one: Detail) -> str:
    return f"/admin/activities/activity/{one.record_id}/details/"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def text(client: Client, one: Detail) -> str:
    return parse(client.get(address(one)).content).text


def test_each_state_is_told_in_words(chief):
    one = cast.peru_detail()
    told = [text(chief, one)]
    for act in (
        ask_about,
        lambda one: answered(one, note="Go"),
        cast.withdrawn,
        lambda one: answered(one, state=cast.REFUSE, note="No"),
    ):
        act(one)
        told.append(text(chief, one))
    for words, page in zip(("not asked", "asked on", "granted (", "withdrawn (", "refused ("), told, strict=True):
        assert words in page
    assert "Focal point of Peru" in told[2]
    assert "– No" in told[4]


def test_all_are_asked_or_those_ticked(chief):
    record = cast.activity(cast.peru(), cast.mexico())
    own, common = cast.detail(record, cast.peru()), cast.detail(record, None, "Names")
    (ticked,) = [box for box in boxes(chief.get(address(own))) if box.startswith(f"{cast.peru()}.{common.pk}.")]
    assert chief.post(address(own), {"take": ticked, "ask": "1"}).status_code == 302
    assert list(Consent.objects.values_list("party_id", "detail_id")) == [(cast.peru(), common.pk)]
    chief.post(address(own), {"ask_all": "1"})
    assert Consent.objects.filter(state="asked").count() == 3
    response = chief.post(address(own), {"ask_all": "1"}, follow=True)
    assert messages(response)[-1].startswith("Nobody was asked")


def test_asking_nobody_is_told(chief):
    one = cast.peru_detail()
    assert "Tick whom to ask about what, or ask all." in chief.post(address(one), {"ask": "1"}).text


def test_who_has_no_focal_point_is_told_and_asked_all_the_same(chief):
    one = cast.detail(cast.activity(cast.mexico()), cast.mexico())
    assert "It has no focal point" in text(chief, one)
    chief.post(address(one), {"ask_all": "1"})
    assert "No focal point" in chief.get("/admin/consents/").text


@pytest.mark.parametrize("role", ["unit editor", "coordinator", "administrator"])
def test_who_may_not_edit_the_record_looks_on(role):
    one = cast.peru_detail()
    client = signed_in(role)
    assert cast.SECRET in client.get(address(one)).text
    assert boxes(client.get(address(one))) == []
    assert client.post(address(one), {"ask_all": "1"}).status_code == 403
    assert Consent.objects.count() == 0


def test_an_editor_of_the_unit_asks_but_keeps_no_letters():
    unit = person("unit editor").current_roles[0].unit_id
    one = cast.detail(cast.activity(cast.peru(), unit=unit), cast.peru())
    client = signed_in("unit editor")
    page = client.get(address(one))
    assert "Keep an answer that came by letter" not in page.text
    sent = {"take": boxes(page), "grant": "1", "note": "Letter", "length": "always"}
    assert client.post(address(one), sent).status_code == 403
    assert client.post(address(one), {"ask_all": "1"}).status_code == 302
    assert cast.states() == ["asked"]


def test_a_letter_is_kept_with_its_reference(chief):
    one = cast.detail(cast.activity(cast.mexico()), cast.mexico())
    page = chief.get(address(one))
    without = {"take": boxes(page), "grant": "1", "length": "always"}
    assert "Give the reference of the letter" in chief.post(address(one), without).text
    assert chief.post(address(one), without | {"note": "Note verbale 12/2026"}).status_code == 302
    row = Consent.objects.get()
    assert (row.state, row.party_id, row.note, row.by) == (
        "granted",
        cast.mexico(),
        "Note verbale 12/2026",
        person("chief editor"),
    )
    assert "member" in who_reads()


def test_a_detail_of_another_record_is_not_answered_from_here(chief):
    one = cast.peru_detail()
    other = cast.detail(cast.activity(cast.peru(), number=9002), cast.peru(), "Other")
    ticked = boxes(chief.get(address(other)))
    chief.post(address(one), {"take": ticked, "grant": "1", "note": "Letter", "length": "always"})
    chief.post(address(one), {"take": ticked, "ask": "1"})
    assert cast.states(detail=other) == []


def test_a_draft_s_details_are_not_asked_about(chief):
    draft = make.draft("activity", involvements=[{"party": cast.peru(), "role": "beneficiary"}])
    one = Detail.objects.create(record=draft, party_id=cast.peru(), nature="cost", text="x")
    assert "beneficiaries are asked once readers can see it" in text(chief, one)
    chief.post(address(one), {"ask_all": "1"})
    assert Consent.objects.count() == 0


def test_a_text_that_is_mended_after_a_consent_is_told_in_the_form(chief):
    one = cast.peru_detail()
    answered(one)
    form = f"/admin/activities/activity/{one.record_id}/change/"
    assert "A consent holds for this text" in chief.get(form).text
    sent = filled(chief.get(form)) | {"details-0-text": "CHF 99", "_save": "1"}
    response = chief.post(form, sent, follow=True)
    assert any(told.startswith("Peru (PE) had consented to another text of “cost”") for told in messages(response))
    assert who_reads("CHF 99") == cast.OWN
    assert "the text was changed since, so this consent no longer holds" in text(chief, one)
    chief.post(address(one), {"ask_all": "1"})
    assert cast.states() == ["granted", "asked"]


def test_the_form_leads_to_the_page(chief):
    one = cast.peru_detail()
    assert address(one) in chief.get(f"/admin/activities/activity/{one.record_id}/change/").text


def test_a_kind_without_details_says_so(chief):
    page = chief.get(f"/admin/reference/country/{cast.peru()}/details/")
    assert "Records of this kind have no details." in page.text


def test_a_detail_that_is_taken_away_takes_its_question_along(chief):
    one = cast.peru_detail()
    ask_about(one)
    form = f"/admin/activities/activity/{one.record_id}/change/"
    chief.post(form, filled(chief.get(form)) | {"details-0-DELETE": "on", "_save": "1"})
    assert Consent.objects.count() == 0
    assert "Nothing waits for an answer." in main(signed_in("focal point of it").get(cast.PAGE).content).text


def test_the_list_is_narrowed_by_beneficiary(chief):
    ask_about(cast.peru_detail(), cast.detail(cast.activity(cast.mexico(), number=9002), cast.mexico()))
    page = chief.get(f"/admin/consents/?party={cast.mexico()}").text
    assert "TA-2023-9002" in page
    assert "TA-2023-9001" not in page
    assert chief.get("/admin/consents/?party=x&page=-1").status_code == 200


@pytest.mark.parametrize("page", ["list", "details"])
def test_the_pages_ask_the_same_for_one_row_and_for_three(chief, page):
    counted = []
    for rows in (1, 3):
        record = cast.activity(cast.peru(), number=9000 + rows)
        made = [cast.detail(record, cast.peru(), f"{n}") for n in range(rows)]
        ask_about(*made)
        with CaptureQueriesContext(connection) as queries:
            chief.get("/admin/consents/" if page == "list" else address(made[0]))
        counted.append(len(queries))
    assert counted == [counted[0]] * 2


def test_what_waits_for_a_role_that_ended_is_nobody_s(chief):
    one = cast.peru_detail()
    Role.objects.filter(user=person("focal point of it")).delete()
    assert "It has no focal point" in text(chief, one)
