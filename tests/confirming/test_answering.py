"""A focal point confirms, disputes and takes back; what was shown is what is answered."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from activities.models import Confirmation, PartyAnswer
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.models import ChangeSet, Record, SearchRow
from tests import make
from tests.admin.office import signed_in
from tests.confirming.parts import (
    LIST,
    OF_PERU,
    answer,
    boxes,
    chile,
    declared,
    focal_point,
    page_of,
    peru,
    public,
    words,
)
from tests.html import parse
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Client:
    return signed_in(OF_PERU)


def answers() -> list[tuple[int, str]]:
    return list(PartyAnswer.objects.order_by("pk").values_list("party_id", "state"))


def test_the_public_reads_who_reported_it_then_who_confirmed_then_that_all_did(me: Client) -> None:
    record = declared()
    assert public(record) == "triangular cooperation as reported by Mexico"
    assert answer(me, page_of(record), "confirm").status_code == 302
    assert public(record) == "triangular cooperation as reported by Mexico; confirmed by Peru"
    answer(focal_point("CL"), page_of(record, chile), "confirm")
    assert public(record) == "triangular cooperation by Mexico; confirmed by all parties"
    answer(me, page_of(record), "withdraw")
    assert public(record) == "triangular cooperation as reported by Mexico; confirmed by Chile"


def test_several_are_confirmed_as_a_list(me: Client) -> None:
    records = [declared(9301 + number) for number in range(3)]
    shown = me.get(LIST)
    response = me.post(LIST, {"part": boxes(shown)[:2]}, follow=True)
    assert "Confirmed: 2 parts. Thank you." in words(response)
    assert [row.record_id for row in Confirmation.objects.order_by("record_id")] == [records[0].pk, records[1].pk]
    assert boxes(response) == boxes(shown)[2:]
    assert (public(records[1]), public(records[2])) == (
        "triangular cooperation as reported by Mexico; confirmed by Peru",
        "triangular cooperation as reported by Mexico",
    )


def test_all_of_the_page_are_confirmed_by_one_button(me: Client) -> None:
    for number in range(3):
        declared(9301 + number)
    me.post(LIST, {"all": "1", "shown": boxes(me.get(LIST))})
    assert Confirmation.objects.count() == 3


def test_it_is_one_change_by_the_focal_point_with_what_it_was_about_kept(me: Client) -> None:
    record = declared()
    before = ChangeSet.objects.count()
    answer(me, page_of(record), "confirm")
    made = ChangeSet.objects.latest("made_at")
    assert (ChangeSet.objects.count(), made.by, made.why) == (before + 1, person(OF_PERU), "confirmed by the party")
    kept = PartyAnswer.objects.get()
    told = (kept.record_id, kept.party_id, kept.state, kept.cooperation, kept.roles, kept.by)
    assert told == (record.pk, peru(), "confirmed", "triangular", "beneficiary", person(OF_PERU))


def test_a_second_click_changes_nothing(me: Client) -> None:
    record = declared()
    chosen = boxes(me.get(LIST))
    for _click in range(2):
        assert me.post(LIST, {"part": chosen}).status_code == 302
    assert (answers(), Record.objects.get(pk=record.pk).version) == ([(peru(), "confirmed")], 2)


def test_nobody_elses_unpublished_edit_goes_out_with_it(me: Client) -> None:
    record = declared(title="As published")
    make.edit(record, texts=make.english("Not for readers yet"), venue="Secret hall")
    Record.objects.filter(pk=record.pk).update(
        publish_on=timezone.localdate() + dt.timedelta(days=9), review_note="Look"
    )
    answer(me, page_of(record), "confirm")
    content = SearchRow.objects.get(record_id=record.pk, tier=0).snapshot.body["content"]
    assert (content["texts"]["en"]["title"], content.get("venue"), len(content["confirmations"])) == (
        "As published",
        None,
        1,
    )
    working = read_content(Kind.ACTIVITY, record.pk)
    assert (working["venue"], working["confirmations"]) == ("Secret hall", content["confirmations"])
    found = Record.objects.get(pk=record.pk)
    assert (found.publish_on is not None, found.review_note) == (True, "Look")  # what waits still waits


def test_what_was_changed_since_it_was_shown_is_not_confirmed(me: Client) -> None:
    record, other = declared(9301), declared(9302)
    chosen = boxes(me.get(LIST))
    make.edit(record, involvements=[{"party": peru(), "role": "provider"}])
    make.publish_now(record)
    response = me.post(LIST, {"part": chosen})
    assert response.status_code == 409
    assert "“Exchange 9301” was changed since it was shown, and was not confirmed: look again." in words(response)
    assert "Confirmed: 1 part. Thank you." in words(response)
    assert [row.record_id for row in Confirmation.objects.all()] == [other.pk]


def test_the_page_of_one_part_comes_back_with_what_was_typed_where_it_changed(me: Client) -> None:
    record = declared()
    page = page_of(record)
    response = me.post(page, {"answer": "dispute", "seen": "of another day", "note": "We were not <there>"})
    assert response.status_code == 409
    assert "It was changed since this page was opened" in words(response)
    assert parse(response.content).one("textarea").text == "We were not <there>"
    assert answers() == []


@pytest.mark.parametrize(
    "edit",
    [
        {"cooperation": "south_south"},
        {"involvements": [{"party": "country/PE", "role": "provider"}]},
        {"involvements": [{"party": "country/PE", "role": "beneficiary"}, {"party": "country/PE", "role": "funding"}]},
    ],
    ids=["declaration", "role", "one role more"],
)
def test_an_edit_makes_a_confirmation_void_and_taking_it_back_makes_it_good(me: Client, edit: dict) -> None:
    record = declared()
    answer(me, page_of(record), "confirm")
    was = read_content(Kind.ACTIVITY, record.pk)
    make.edit(record, **edit)
    make.publish_now(record)
    assert "confirmed" not in public(record)
    assert "not answered since the record was changed; before, confirmed on" in words(me.get(page_of(record)))
    assert len(boxes(me.get(LIST))) == 1
    make.edit(record, **{name: was[name] for name in edit})
    make.publish_now(record)
    assert "confirmed by Peru" in public(record)


def test_what_does_not_concern_the_part_leaves_it_confirmed(me: Client) -> None:
    record = declared()
    answer(me, page_of(record), "confirm")
    make.rename(record, "Another title")
    rows = [*read_content(Kind.ACTIVITY, record.pk)["involvements"], {"party": peru(), "role": "venue"}]
    make.edit(record, involvements=rows)
    make.publish_now(record)
    assert "confirmed by Peru" in public(record)


def test_a_dispute_needs_a_reason_and_ends_a_confirmation(me: Client) -> None:
    record = declared()
    answer(me, page_of(record), "confirm")
    response = answer(me, page_of(record), "dispute", "  ")
    assert "Say why: the editors have to know what to mend." in words(response)
    answer(me, page_of(record), "dispute", "We were the provider.")
    assert (public(record), Confirmation.objects.count()) == ("triangular cooperation as reported by Mexico", 0)
    assert "We were the provider." in words(me.get(page_of(record)))
    assert boxes(me.get(LIST)) == []
    assert "Exchange 9301" in words(me.get(f"{LIST}?state=disputed"))
    answer(me, page_of(record), "confirm")  # they think better of it
    assert "confirmed by Peru" in public(record)
    assert [state for _party, state in answers()] == ["confirmed", "disputed", "confirmed"]


def test_a_dispute_is_answered_when_the_record_is_mended(me: Client) -> None:
    record = declared()
    answer(me, page_of(record), "dispute", "We were the provider.")
    make.edit(record, involvements=[{"party": peru(), "role": "provider"}])
    make.publish_now(record)
    assert len(boxes(me.get(LIST))) == 1


def test_who_declared_it_has_confirmed_its_part_and_can_dispute_the_declaration() -> None:
    record, mexican = declared(), focal_point("MX")
    page = page_of(record, lambda: make.record_id("country/MX"))
    assert boxes(mexican.get(LIST)) == []
    assert "Exchange 9301" in words(mexican.get(f"{LIST}?state=confirmed"))
    before = Client().get(record.get_absolute_url()).content
    answer(mexican, page, "dispute", "We never declared it.")
    assert Client().get(record.get_absolute_url()).content == before
    assert "disputed on" in words(mexican.get(page))
    answer(mexican, page, "confirm")
    assert (Confirmation.objects.count(), "declared it" in words(mexican.get(page))) == (0, True)


def test_the_parties_see_who_has_not_answered(me: Client) -> None:
    record = declared()
    answer(focal_point("CL"), page_of(record, chile), "confirm")
    told = words(me.get(LIST))
    assert "Mexico (Provider) – declared it; Chile (Facilitator) – confirmed on" in told
    assert "Peru (Beneficiary): not answered" in words(
        focal_point("CL", "second@example.org").get(page_of(record, chile))
    )
    assert "Bolivia" not in told  # where it was held is no part in it


def test_members_of_the_party_look_and_do_not_answer() -> None:
    record, member = declared(), signed_in("member of the beneficiary")
    assert "You can look at these answers" in words(member.get(LIST))
    assert (boxes(member.get(LIST)), parse(member.get(page_of(record)).content).all("textarea")) == ([], [])
    response = member.post(page_of(record), {"answer": "confirm"})
    assert (response.status_code, "Only the focal points of a party answer for it." in words(response)) == (403, True)
    assert member.post(LIST, {"part": f"{record.pk}.{peru()}.x"}).status_code == 403
    assert answers() == []


def test_a_dispute_shows_nothing_to_other_members() -> None:
    record = declared()
    answer(signed_in(OF_PERU), page_of(record), "dispute", "Our secret reason")
    stranger = signed_in("member")
    assert stranger.get(page_of(record)).status_code == 404
    assert "Exchange" not in words(stranger.get(LIST))
    chilean = words(focal_point("CL").get(page_of(record, chile)))
    assert ("Peru (Beneficiary): disputed on" in chilean, "Our secret reason" in chilean) == (True, False)


@pytest.mark.parametrize("value", ["", "x", "1", "1.2", "99999999999.1.x", "-1.2.x", "\x00.1.x", "1.١.x", "1.2.3.4"])
def test_what_none_of_our_pages_sends_is_not_found(me: Client, value: str) -> None:
    assert me.post(LIST, {"part": value}).status_code == 404


def test_another_countrys_part_is_not_found_and_nothing_is_changed(me: Client) -> None:
    record = declared()
    (mine,) = boxes(me.get(LIST))
    theirs = mine.replace(f".{peru()}.", f".{chile()}.")
    assert me.post(LIST, {"part": [mine, theirs]}).status_code == 404
    assert me.post(page_of(record, chile), {"answer": "confirm"}).status_code == 404
    assert answers() == []


def test_nothing_chosen_is_told(me: Client) -> None:
    declared()
    assert "Nothing was chosen: tick what you confirm." in words(me.post(LIST))


@pytest.mark.parametrize("gone", ["archived", "not declared", "draft", "no part"])
def test_what_is_not_there_any_more_is_not_confirmed(me: Client, gone: str) -> None:
    record = declared()
    chosen, page = boxes(me.get(LIST)), page_of(record)
    others = [{"party": "country/MX", "role": "provider"}, {"party": chile(), "role": "beneficiary"}]
    if gone == "archived":
        make.archive_now(record)
    elif gone == "draft":
        SearchRow.objects.filter(record_id=record.pk).delete()
        Record.objects.filter(pk=record.pk).update(state="draft")
    else:
        make.edit(record, **({"cooperation": None} if gone == "not declared" else {"involvements": others}))
        make.publish_now(record)
    response = me.post(LIST, {"part": chosen})
    assert response.status_code == 409
    assert ("nothing to confirm" in words(response)) or ("look again" in words(response))
    assert (me.get(page).status_code, answers()) == (404, [])


def test_a_focal_point_who_left_answers_no_more(me: Client) -> None:
    record = declared()
    chosen = boxes(me.get(LIST))
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Role.objects.filter(user=person(OF_PERU)).update(ends=yesterday)
    assert me.post(LIST, {"part": chosen}).status_code == 403
    assert me.post(page_of(record), {"answer": "confirm"}).status_code == 403
    assert answers() == []


@pytest.mark.parametrize("sent", [{}, {"answer": "destroy"}, {"answer": "dispute", "note": "x" * 2001}])
def test_a_forged_answer_is_refused_with_a_sentence(me: Client, sent: dict) -> None:
    record = declared()
    response = me.post(page_of(record), sent)
    assert (response.status_code, answers()) == (200, [])
    assert parse(response.content).all(class_="errors") + parse(response.content).all(class_="notice-warning")


def test_null_characters_are_refused(me: Client) -> None:
    response = me.post(page_of(declared()), {"answer": "dispute", "note": "a\x00b"})
    assert "Null characters are not allowed." in words(response)


def test_a_lost_session_keeps_what_was_typed() -> None:
    record = declared()
    response = Client().post(page_of(record), {"answer": "dispute", "note": "Long reason", "seen": "x"})
    assert (response.status_code, "Long reason" in response.content.decode()) == (403, True)
    sent = {"login": "focal-point@example.org", "password": "tarepo-on-my-machine", "next": page_of(record)}
    kept = parse(response.content).all("input", where=lambda box: box.get("name") == "kept")[0].get("value")
    assert "Long reason" in Client().post("/accounts/login/", sent | {"kept": kept}).content.decode()


@pytest.mark.parametrize("query", ["?state=maybe", "?after=x", "?after=9999999999999999999", "?done=-1", "?state=\x00"])
def test_an_address_that_makes_no_sense_is_told(me: Client, query: str) -> None:
    declared()
    response = me.get(LIST + query)
    assert response.status_code == 200
    assert "was not understood" in words(response)
    assert len(boxes(response)) == 1


def test_a_long_list_has_pages(me: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("activities.confirming.lists.PAGE", 2)
    for number in range(3):
        declared(9301 + number)
    first = me.get(LIST)
    link = parse(first.content).all("a", where=lambda a: a.get("rel") == "next")[0].get("href")
    second = me.get(link)
    assert (len(boxes(first)), len(boxes(second)), "Exchange 9303" in words(second)) == (2, 1, True)


def queries_of(client: Client, address: str, **sent: object) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = client.post(address, sent) if sent else client.get(address)
    assert response.status_code < 400
    return len(asked)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_row_and_for_three(me: Client, rows: int) -> None:
    """Session, user; parties of the focal point's offices; disputes; rows, forms, answers, since when; names."""
    for number in range(rows):
        declared(9301 + number)
    assert queries_of(me, LIST) == 9


@pytest.mark.parametrize("rows", [1, 3])
def test_confirming_asks_the_same_for_one_and_for_three(me: Client, rows: int) -> None:
    for number in range(rows):
        declared(9301 + number)
    assert queries_of(me, LIST, part=boxes(me.get(LIST))) == 40
