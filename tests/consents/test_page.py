"""/accounts/consents/ as a focal point, a deputy, a colleague and others meet it."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.awaiting.sorts import sorts
from accounts.models import Consent, DetailRequest, Role
from tarepo.models import Detail
from tests import make
from tests.admin.office import signed_in
from tests.consents import cast
from tests.consents.cast import ALL_MEMBERS, OWN, PAGE, answered, ask_about, boxes, notices, send, who_reads
from tests.html import main
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def peru() -> Client:
    return signed_in("focal point of it")


def asked(count: int = 1, nature: str = "cost", number: int = 9001) -> list[Detail]:
    record = cast.activity(cast.peru(), number=number, title=f"Seminar {number}")
    made = [cast.detail(record, cast.peru(), f"Secret {nature} {number} {n}", nature) for n in range(count)]
    ask_about(*made)
    return made


def text(client: Client) -> str:
    return main(client.get(PAGE).content).text


def test_a_focal_point_sees_the_record_the_kind_and_the_whole_text_and_who_asks(peru):
    (one,) = asked()
    DetailRequest.objects.create(record=one.record, party_id=make.record_id("country/NZ"), why="to learn from it")
    shown = text(peru)
    for words in (
        "Waiting for an answer (1)",
        "Seminar 9001",
        "Cost",
        "Secret cost 9001 0",
        "Asked for by New Zealand",
    ):
        assert words in shown
    assert "to learn from it" not in shown
    assert '<a href="/activities/TA-2023-9001/"' in peru.get(PAGE).text


def test_the_oldest_question_s_record_comes_first():
    asked(number=9001), asked(number=9002)
    titles = [head.text for head in main(signed_in("focal point of it").get(PAGE).content).all("h3")]
    assert titles == ["Seminar 9001", "Seminar 9002"]


@pytest.mark.parametrize(("button", "state"), [("grant", "granted"), ("refuse", "refused")])
def test_what_is_ticked_is_answered_and_nothing_else(peru, button, state):
    one, other = asked(2)
    response = send(peru, button, take=boxes(peru.get(PAGE))[:1])
    assert response.status_code == 302
    assert cast.states(detail=one) == ["asked", state]
    assert cast.states(detail=other) == ["asked"]
    assert notices(peru)[0] == f"1 detail {state}."


def test_all_of_a_record_of_a_kind_or_of_the_page_is_one_box(peru):
    first, second = asked(2), asked(2, number=9002)
    names = asked(1, "participants", 9003)
    send(peru, record=first[0].record_id)
    assert {row.detail_id for row in Consent.objects.filter(state="granted")} == {one.pk for one in first}
    send(peru, "refuse", kind="participants")
    assert cast.states(detail=names[0]) == ["asked", "refused"]
    send(peru, all="1")
    assert {cast.states(detail=one)[-1] for one in second} == {"granted"}
    assert "Nothing waits for an answer." in text(peru)


def test_all_means_what_was_shown_not_what_came_later(peru):
    (one,) = asked()
    page = peru.get(PAGE)
    (later,) = asked(number=9002)
    send(peru, page=page, all="1")
    assert (cast.states(detail=one), cast.states(detail=later)) == (["asked", "granted"], ["asked"])


def test_the_length_and_the_reason_are_kept(peru):
    (_one,) = asked()
    send(peru, all="1", length="until", until="2031-05-01", note="As the letter says")
    row = Consent.objects.get(state="granted")
    assert (row.ends, row.note, row.by, row.digest != "") == (
        dt.date(2031, 5, 1),
        "As the letter says",
        person("focal point of it"),
        True,
    )
    assert "granted until 1 May 2031" in text(peru)


def test_for_a_year_ends_in_a_year(peru):
    asked()
    send(peru, all="1", length="year")
    assert Consent.objects.get(state="granted").ends == timezone.localdate() + dt.timedelta(days=365)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"all": "1", "length": "until"}, "Give the last day on which the consent holds."),
        ({"all": "1", "until": "2031-05-01"}, "You gave a date: choose “until a date”, or empty the date."),
        ({"all": "1", "length": "until", "until": "2020-01-01"}, "This day has passed: give today or a day to come."),
        ({"all": "1", "length": "for ever and a day"}, "Select a valid choice."),
        ({"all": "1", "note": "x\x00y"}, "Null characters are not allowed."),
        ({"all": "1", "note": "x" * 1001}, "Ensure this value has at most 1000 characters"),
        ({}, "Tick at least one detail, or “all” of a record or kind."),
        ({"take": "1.2.3"}, "Tick at least one detail"),
        ({"take": f"{'9' * 30}.1.0.{'a' * 64}"}, "Tick at least one detail"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_answered(peru, sent, sentence):
    asked()
    response = send(peru, **sent)
    assert response.status_code == 200
    assert sentence in main(response.content).text
    assert cast.states() == ["asked"]


def test_a_refused_form_comes_back_as_it_was(peru):
    asked(2)
    box = boxes(peru.get(PAGE))[0]
    response = send(peru, take=box, length="until", note="My reason")
    ticked = main(response.content).all("input", where=lambda node: "checked" in node.attributes)
    assert [node.get("value") for node in ticked if node.get("name") == "take"] == [box]
    assert "My reason" in response.text


def test_the_enter_key_alone_answers_nothing(peru):
    asked()
    page = peru.get(PAGE)
    form = main(page.content).all("form", "consents")[0]
    assert form.all("button")[0].get("name") == ""
    response = peru.post(PAGE, {"shown": cast.hidden(page), "all": "1", "length": "always"})
    assert "Choose whether to grant or to refuse." in main(response.content).text
    assert cast.states() == ["asked"]


def test_a_second_click_changes_nothing_and_complains_of_nothing(peru):
    asked()
    page = peru.get(PAGE)
    for _click in range(2):
        assert send(peru, page=page, all="1").status_code == 302
        assert notices(peru)[0] == "1 detail granted."
    assert cast.states() == ["asked", "granted"]


def test_the_second_of_two_focal_points_is_told_what_the_first_did(peru):
    asked(2)
    colleague = cast.client_of(cast.focal_point(cast.peru(), "deputy@example.org"))
    page = peru.get(PAGE)
    send(colleague, "refuse", take=boxes(page)[0])
    send(peru, page=page, all="1")
    told = notices(peru)
    assert told[0] == "1 detail granted."
    assert told[1].startswith("Seminar 9001 (TA-2023-9001): A focal point answered it already, on ")


def test_another_country_s_details_are_refused_and_one_s_own_with_them(peru):
    asked()
    foreign = cast.detail(cast.activity(cast.mexico(), number=9005), cast.mexico(), "Foreign")
    ask_about(foreign)
    page = peru.get(PAGE)
    seen = cast.shown(foreign, cast.mexico())
    forged = f"{cast.mexico()}.{foreign.pk}.{seen.newest}.{seen.digest}"
    response = send(peru, page=page, take=[*boxes(page), forged])
    assert response.status_code == 403
    assert "Only the focal points of a country, area or organisation answer for it." in response.text
    # And as if it were one's own:
    send(peru, page=page, take=f"{cast.peru()}.{foreign.pk}.{seen.newest}.{seen.digest}")
    assert cast.states() == ["asked", "asked"]
    assert "not yours to answer" in " ".join(notices(peru))
    assert "Foreign" not in text(peru)


def test_another_country_s_kinds_are_refused(peru):
    response = peru.post(PAGE, {"nature": f"{cast.mexico()}.cost.0", "kind-length": "always", "grant-kind": "1"})
    assert (response.status_code, Consent.objects.count()) == (403, 0)


def test_members_look_on_and_do_not_answer():
    asked()
    member = signed_in("member of the beneficiary")
    page = member.get(PAGE)
    assert "Secret cost 9001 0" in page.text
    assert boxes(page) == boxes(page, "nature") == []
    seen = signed_in("focal point of it").get(PAGE)
    assert send(member, page=seen, all="1").status_code == 403
    assert cast.states() == ["asked"]
    assert "Secret cost" not in signed_in("member").get(PAGE).text


def test_a_deputy_answers_and_a_former_focal_point_does_not():
    asked()
    head = Role.objects.get(user=person("focal point of it"))
    deputy = cast.client_of(cast.focal_point(cast.peru(), "deputy@example.org", deputy_of=head))
    past = timezone.localdate() - dt.timedelta(days=1)
    page = deputy.get(PAGE)
    former = cast.client_of(cast.focal_point(cast.peru(), "former@example.org", ends=past))
    assert former.get(PAGE).status_code == 403
    assert send(former, page=page, all="1").status_code == 403
    assert send(deputy, all="1").status_code == 302
    assert cast.states() == ["asked", "granted"]


def test_what_waits_for_who_left_waits_for_the_others():
    asked()
    Role.objects.filter(user=person("focal point of it")).update(ends=timezone.localdate() - dt.timedelta(days=1))
    assert "No focal point" in signed_in("chief editor").get("/admin/consents/").text
    other = cast.client_of(cast.focal_point(cast.peru(), "other@example.org"))
    assert "Secret cost 9001 0" in text(other)
    assert "No focal point" not in signed_in("chief editor").get("/admin/consents/").text


def test_an_office_without_focal_points_is_answered_for_by_its_country(peru):
    office = make.record_id("organisation/indecopi")
    one = cast.detail(cast.activity(office), office, "Of the office")
    ask_about(one)
    assert "Of the office" in text(peru)
    send(peru, all="1")
    assert cast.states(party=office) == ["asked", "granted"]


def test_what_was_answered_is_listed_and_withdrawn_one_or_several(peru):
    first, _second, _third = asked(3)
    send(peru, all="1", note="Go ahead")
    for words in ("What was answered", "granted", "A focal point", "Go ahead"):
        assert words in text(peru)
    page = peru.get(PAGE)
    peru.post(PAGE, {"take": boxes(page)[:2], "withdraw": "1", "length": "always"})
    assert notices(peru)[0] == "Consent to 2 details withdrawn."
    assert sorted(cast.states(state="withdrawn")) == ["withdrawn"] * 2
    assert cast.states(detail=first) == ["asked", "granted"]


def test_what_a_kind_opens_is_listed_and_can_be_withdrawn_one_by_one(peru):
    one = cast.peru_detail()
    peru.post(PAGE, {"nature": boxes(peru.get(PAGE), "nature")[0], "kind-length": "year", "grant-kind": "1"})
    assert who_reads() == ALL_MEMBERS
    assert "Details that such a consent opens now (1)" in text(peru)
    peru.post(PAGE, {"take": boxes(peru.get(PAGE)), "withdraw": "1"})
    assert cast.states(detail=one) == ["withdrawn"]
    assert who_reads() == OWN


def test_what_a_kind_covers_waits_no_more(peru):
    (_one,) = asked()
    cast.of_kind()
    assert "Nothing waits for an answer." in text(peru)
    cast.of_kind(state=cast.WITHDRAW)
    assert "Waiting for an answer (1)" in text(peru)


def test_a_kind_is_granted_from_a_day_to_a_day(peru):
    day = timezone.localdate() + dt.timedelta(days=5)
    nature = boxes(peru.get(PAGE), "nature")[0]
    sent = {"nature": nature, "kind-length": "until", "grant-kind": "1", "kind-starts": day.isoformat()}
    response = peru.post(PAGE, sent | {"kind-until": (day - dt.timedelta(days=1)).isoformat()})
    assert "It ends before it begins." in main(response.content).text
    peru.post(PAGE, sent | {"kind-until": day.isoformat()})
    row = Consent.objects.get()
    assert (row.starts, row.ends, row.nature, row.detail) == (day, day, "cost", None)
    cast.peru_detail()
    assert who_reads() == OWN


def test_who_is_not_signed_in_is_asked_and_what_they_ticked_is_kept():
    asked()
    page = signed_in("focal point of it").get(PAGE)
    stranger = Client()
    assert stranger.get(PAGE).status_code == 302
    response = send(stranger, page=page, all="1")
    assert response.status_code == 403
    assert cast.states() == ["asked"]
    signing = {"login": "focal-point@example.org", "password": "tarepo-on-my-machine", "next": PAGE}
    again = stranger.post(
        "/accounts/login/",
        signing
        | {"kept": main(response.content).all("input", where=lambda n: n.get("name") == "kept")[0].get("value")},
    )
    assert "Send it again" in again.text


def test_a_changed_text_is_told_beside_its_answer(peru):
    (one,) = asked()
    answered(one)
    Detail.objects.filter(pk=one.pk).update(text="Another")
    assert "The text was changed since: this consent no longer holds." in text(peru)


def test_a_text_changed_since_it_was_asked_for_is_told(peru):
    (one,) = asked()
    Detail.objects.filter(pk=one.pk).update(text="Another text now")
    assert "changed since it was asked for" in text(peru)
    send(peru, all="1")
    assert cast.states() == ["asked", "granted"]


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=999999", "before=-1", "before=" + "9" * 30, "nonsense=1"])
def test_an_address_that_makes_no_sense_shows_the_page(peru, query):
    asked()
    assert peru.get(f"{PAGE}?{query}").status_code == 200


def test_the_page_asks_the_same_however_much_waits(peru):
    counted = []
    for rows in (1, 3):
        for n in range(rows):
            (one, _other) = asked(2, number=9000 + 10 * rows + n)
            answered(one)
        with CaptureQueriesContext(connection) as queries:
            peru.get(PAGE)
        counted.append(len(queries))
    assert counted == [counted[0]] * 2
    assert counted[0] <= 20


def test_a_title_that_an_editor_is_at_work_on_is_told_to_nobody(peru):
    (one,) = asked()
    make.edit(one.record, texts=make.english("Unpublished title"))
    page = peru.get(PAGE)
    Detail.objects.filter(pk=one.pk).update(text="Another")
    send(peru, page=page, all="1")
    assert notices(peru)[0] == "Seminar 9001 (TA-2023-9001): The text was changed since: look again."
    assert "Unpublished title" not in text(peru)
    assert sorts()["consents"].waiting_for(person("focal point of it"))[0].title == "Seminar 9001 (TA-2023-9001): cost"


def test_long_lists_come_in_pages(peru, monkeypatch):
    monkeypatch.setattr("accounts.consents.page.PAGE", 2)
    asked(3)
    assert len(boxes(peru.get(PAGE))) == 2
    assert "Page 1 of 2" in text(peru)
    assert len(boxes(peru.get(f"{PAGE}?page=2"))) == 1
