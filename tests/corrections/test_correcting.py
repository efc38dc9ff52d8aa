"""A member says what a published record should say, field by field, and an editor takes it over."""

import pytest
from django.test import Client

from accounts.limits import RATES
from accounts.models import Role
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.models import ErrorReport, Opinion, Origin, Outbox, Patch, PatchState, Record
from tests import make
from tests.admin.office import filled, signed_in
from tests.corrections.paper import MEXICO, WHY, complaints, form, pieces, propose
from tests.people import CAST, PASSWORD, person
from tests.submissions.paper import answer, desk, told

pytestmark = pytest.mark.django_db
SEMINAR = "/activities/TA-2023-9001/"
FIGURE = {"measure": {"en": "Persons"}, "value": "645", "qualifier": "exactly", "rule": {"en": "webcast not counted"}}


def seminar(**content) -> Record:
    return make.activity(9001, "Seminar on marks", venue="Lima", **content)


def test_a_field_is_chosen_with_what_it_says_now_and_proposed_otherwise() -> None:
    record = seminar(figures=[FIGURE], starts="2023-05-09", ends="2023-05-12", precision="day")
    found = {piece.key: piece.lines for piece in pieces(signed_in("member").get(f"{SEMINAR}correct/")).stated}
    assert found["texts.title"] == [("", "Seminar on marks")]
    assert found["venue"] == [("", "Lima")]
    assert found["period"] == [("", "9–12 May 2023")]
    assert ("Value", "645") in found["figures.0"]
    patch = propose(
        SEMINAR,
        *("texts.title", "venue", "period", "figures.0"),
        **{"texts-title-title": "Seminar on trade marks", "venue-venue": "Cusco", "period-ends_day": "11"},
        **{"figures-0-value": "650", "figures-0-qualifier": "about"},
    )
    assert patch.values == {
        "texts.en.title": "Seminar on trade marks",
        "venue": "Cusco",
        "ends": "2023-05-11",
        "figures": [FIGURE | {"value": "650", "qualifier": "about", "nature": "achieved", "precision": "not_stated"}],
    }
    assert (patch.origin, patch.base_version, patch.record_id) == (Origin.CORRECTION, 1, record.pk)
    assert (patch.why, patch.by, patch.party_id) == (WHY, person("member of the beneficiary"), peru())


def peru() -> int:
    return make.record_id("country/PE")


def test_rows_are_added_and_taken_away_and_the_others_stay() -> None:
    rows = [{"party": peru(), "role": "beneficiary"}, {"party": make.record_id("country/MX"), "role": "provider"}]
    seminar(involvements=rows)
    patch = propose(
        SEMINAR,
        *("involvements.1", "involvements.new"),
        involvements__1__remove="on",
        involvements__new0__party="chile",
        involvements__new0__role="venue",
    )
    assert patch.values == {
        "involvements": [
            {"party": peru(), "role": "beneficiary", "inferred": False},
            {"party": make.record_id("country/CL"), "role": "venue"},
        ]
    }


def test_a_text_in_another_language_is_unofficial_and_needs_its_title() -> None:
    seminar()
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "texts.summary", language="es")
    page = client.post(address, sent | {"why": WHY, "texts-summary-summary": "Resumen"})
    assert complaints(page) == [
        "A text in a language that the record does not have yet needs its title: choose it too."
    ]
    patch = propose(
        SEMINAR, "texts.summary", language="es", texts__summary__summary="Resumen", texts__title__title="Seminario"
    )
    assert patch.values == {
        "texts.es.title": "Seminario",
        "texts.es.summary": "Resumen",
        "texts.es.status": "unofficial",
    }
    assert answer(patch, "publish", go_on="1").status_code == 302
    assert "Resumen" in told(Client().get(f"/es{SEMINAR}"))


def test_only_what_is_public_is_shown_and_proposed() -> None:
    record = seminar()
    make.edit(record, venue="Secretly Puno", status="cancelled")
    client = signed_in("member")
    assert "Puno" not in client.get(f"{SEMINAR}correct/").content.decode()
    _address, sent = form(client, SEMINAR, "venue", "status")
    assert (sent["venue-venue"], sent["status-status"]) == ("Lima", "not_stated")
    patch = propose(SEMINAR, "venue", venue__venue="Cusco")
    own = signed_in("member of the beneficiary").get(f"/submissions/{patch.pk}/")
    assert "Puno" not in own.content.decode()
    assert "Correction of: Activity" in told(own)
    review = signed_in("chief editor").get(desk(patch))
    assert "Secretly Puno" in told(review)


def test_a_refusal_tells_nothing_of_what_is_not_published() -> None:
    """The same party in the same role stands in an edit that nobody has published."""
    record = seminar()
    make.edit(record, involvements=[{"party": peru(), "role": "venue", "paragraph": "secret"}])
    patch = propose(SEMINAR, "involvements.new", involvements__new0__party="PE", involvements__new0__role="venue")
    assert patch.values["involvements"] == [{"party": peru(), "role": "venue"}]


def test_what_is_wrong_comes_back_with_a_sentence_and_nothing_lost() -> None:
    seminar(figures=[FIGURE])
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "figures.0", "period", "involvements.new", "texts.title")
    typed = {
        "figures-0-value": "many",
        "period-starts_day": "31",
        "period-starts_month": "2",
        "period-starts_year": "2023",
        "involvements-new0-party": "Atlantis",
        "texts-title-title": "",
    }
    page = client.post(address, sent | typed)
    assert complaints(page) == [
        "It cannot be taken away: write what it should be.",
        "Write digits, with a point before decimals: 1250 or 12.5; at most 14 digits before it, 4 after.",
        "There is no such day.",
        "Nobody of the name “Atlantis” is in the portal. Mend the name, or leave this empty and tell the editors under"
        " “Something else”.",
        "This field is required.",
    ]
    kept = filled(page)
    assert {name: kept[name] for name in typed if name != "texts-title-title"} == {
        name: value for name, value in typed.items() if name != "texts-title-title"
    }
    assert Patch.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "typed"),
    [
        (["venue"], {"venue-venue": "a\x00b"}),
        (["status"], {"status-status": "exploded"}),
        (["period"], {"period-goes_on": "for ever"}),
        (["subjects"], {"subjects-subjects": ["999999999"]}),
        (["related"], {"related-related": "No such thing"}),
        (["number_in_series"], {"number_in_series-number_in_series": "-1"}),
        (["number_in_series"], {"number_in_series-number_in_series": "9" * 30}),
        (["figures.new"], {"figures-new0-measure": "x", "figures-new0-value": "1e99"}),
        (["figures.new"], {"figures-new0-measure": "without a value"}),
        (["venue"], {"venue-venue": "x" * 201}),
        (["venue"], {"venue-venue": "Cusco", "credit": "everybody"}),
        (["venue"], {"venue-venue": "Cusco", "party": "1"}),
        (["venue"], {"venue-venue": "Cusco", "source_link": "javascript:alert(1)"}),
        (["venue"], {"venue-venue": "Cusco", "why": ""}),
    ],
)
def test_forged_and_absurd_fields_are_refused(fields: list[str], typed: dict) -> None:
    seminar()
    client = signed_in("member")
    address, sent = form(client, SEMINAR, *fields)
    page = client.post(address, sent | {"why": WHY} | typed)
    assert page.status_code == 200
    assert complaints(page) != []
    assert Patch.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["field=nothing", "field=figures.99", "field=identifiers.0", "field=reference", "x=1"]
)
def test_fields_that_are_not_there_lead_back_to_the_choice(query: str) -> None:
    seminar(identifiers=[{"system": "x", "value": "hidden-in-pages"}])
    page = signed_in("member").get(f"{SEMINAR}correct/?{query}")
    assert page.status_code == 200
    assert page.context["problems"] != []
    assert "hidden-in-pages" not in page.content.decode()


def test_what_no_field_has_goes_to_the_editors_as_a_report() -> None:
    seminar()
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "venue")
    response = client.post(address, sent | {"why": WHY, "other": "The photo shows another meeting"})
    assert response.headers["Location"] == f"{SEMINAR}report/?sent=1"
    report = ErrorReport.objects.get()
    assert "The photo shows another meeting" in report.text
    assert (report.by, report.version, Patch.objects.count()) == (person("member"), 1, 0)


def test_a_source_comes_along_with_a_change() -> None:
    seminar()
    patch = propose(SEMINAR, "venue", venue__venue="Cusco", source_link="https://example.org/programme")
    assert patch.values["sources"][-1] == {"link": "https://example.org/programme"}
    assert patch.values["sources"][:-1] == read_content(Kind.ACTIVITY, patch.record_id)["sources"]


def test_persons_stay_keys_in_what_is_proposed() -> None:
    make.person("P-9001", "Ana Ruiz", "Director")
    seminar(texts=make.english("Seminar on marks", summary="Opened by {P-9001}."))
    client = signed_in("member")
    _address, sent = form(client, SEMINAR, "texts.summary")
    assert sent["texts-summary-summary"] == "Opened by Ana Ruiz, Director."
    patch = propose(SEMINAR, "texts.summary", texts__summary__summary="Closed by Ana Ruiz, Director.")
    assert patch.values == {"texts.en.summary": "Closed by {P-9001}."}
    assert "Closed by Ana Ruiz, Director." in told(
        signed_in("member of the beneficiary").get(f"/submissions/{patch.pk}/")
    )


def test_a_part_of_a_name_stays_a_token_and_is_put_into_no_other_word() -> None:
    make.person("P-9001", "Ana Ruiz", "Director")
    make.person("P-9002", "Eva Ruiz")
    seminar(texts=make.english("Seminar on marks", summary="{P-9001}. Ms. {P-9001/1}, Ms. {P-9002/1}. Ruizians."))
    _address, sent = form(signed_in("member"), SEMINAR, "texts.summary")
    assert sent["texts-summary-summary"] == "Ana Ruiz, Director. Ms. Ruiz, Ms. Ruiz. Ruizians."
    typed = "Ana Ruiz, Director. Ms. Ruiz, Ms. Ruiz. The Ruizians."
    patch = propose(SEMINAR, "texts.summary", texts__summary__summary=typed)
    said = "{P-9001}. Ms. {P-9001/1}, Ms. {P-9002/1}. The Ruizians."
    assert patch.values == {"texts.en.summary": said}


def test_a_version_that_came_meanwhile_is_shown_once_and_the_editors_see_both() -> None:
    record = seminar()
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "venue")
    make.edit(record, venue="Puno", status="completed")
    make.publish_now(record)
    sent |= {"why": WHY, "venue-venue": "Cusco"}
    page = client.post(address, sent)
    assert [(line.old, line.new) for line in page.context["meanwhile"]] == [("Lima", "Puno")]
    assert filled(page)["venue-venue"] == "Cusco"
    assert Patch.objects.count() == 0
    assert client.post(address, filled(page)).status_code == 302
    patch = Patch.objects.get()
    assert (patch.base_version, patch.values) == (1, {"venue": "Cusco"})
    review = signed_in("chief editor").get(desk(patch))
    assert [entry["taken"] for entry in review.context["choices"]] == [False]


def test_a_version_that_says_the_same_there_disturbs_nobody() -> None:
    record = seminar()
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "venue")
    make.edit(record, status="completed")
    make.publish_now(record)
    assert client.post(address, sent | {"why": WHY, "venue-venue": "Cusco"}).status_code == 302


def test_a_record_that_was_archived_meanwhile_gives_back_what_was_written() -> None:
    record = seminar()
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "venue")
    make.archive_now(record)
    page = client.post(address, sent | {"why": "Nobody can lose this", "venue-venue": "Cusco"})
    assert page.status_code == 410
    for words in ("Cusco", "Nobody can lose this", "copy what you need"):
        assert words in told(page)
    assert client.get(address).status_code == 404


def test_what_was_never_public_is_not_there() -> None:
    make.draft(Kind.ACTIVITY, "Draft", reference="TA-2023-9002")
    client = signed_in("member")
    assert client.post("/activities/TA-2023-9002/correct/?field=venue", {"why": "x"}).status_code == 404
    assert client.get("/activities/ta-2023-0001/correct/").status_code == 301


def test_a_double_click_proposes_once_and_another_text_is_not_lost() -> None:
    seminar()
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "venue")
    sent |= {"why": WHY, "venue-venue": "Cusco"}
    places = {client.post(address, sent).headers["Location"] for _click in range(2)}
    assert len(places) == 1
    page = client.post(address, sent | {"venue-venue": "Puno"})
    assert complaints(page)[0].startswith("You sent this form before")
    assert client.post(address, filled(page)).status_code == 302
    assert [patch.values for patch in Patch.objects.order_by("pk")] == [{"venue": "Cusco"}, {"venue": "Puno"}]


def test_what_was_typed_without_a_session_is_sent_after_signing_in() -> None:
    seminar()
    address, sent = form(signed_in("member"), SEMINAR, "venue")
    client = Client()
    page = client.post(address, sent | {"why": WHY, "venue-venue": "Cusco"})
    assert page.status_code == 403
    again = client.post("/accounts/login/", filled(page) | {"login": CAST["member"], "password": PASSWORD})
    assert client.post(address, filled(again)).status_code == 302
    assert Patch.objects.get().values == {"venue": "Cusco"}


def test_past_the_limit_nothing_is_sent_and_nothing_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "write", "1/h/user")
    seminar()
    propose(SEMINAR, "venue", role="member", venue__venue="Cusco")
    client = signed_in("member")
    address, sent = form(client, SEMINAR, "venue")
    page = client.post(address, sent | {"why": WHY, "venue-venue": "Puno"})
    assert page.status_code == 429
    assert filled(page)["venue-venue"] == "Puno"
    assert Patch.objects.count() == 1


def test_a_participant_without_a_party_proposes_for_themselves() -> None:
    Role.objects.filter(user=person("member")).update(party=None)
    seminar()
    patch = propose(SEMINAR, "venue", role="member", venue__venue="Cusco")
    assert (patch.party_id, patch.credit) == (None, "nobody")


def test_the_proposer_finds_it_among_their_own_and_may_withdraw_it() -> None:
    seminar()
    patch = propose(SEMINAR, "venue", venue__venue="Cusco")
    client = signed_in("member of the beneficiary")
    assert f"Correction {patch.pk}" in told(client.get("/submissions/"))
    assert client.get(f"/submissions/{patch.pk}/change/").status_code == 403
    client.post(f"/submissions/{patch.pk}/")
    patch.refresh_from_db()
    assert patch.state == PatchState.WITHDRAWN


def test_the_proposer_is_mailed_the_answer() -> None:
    seminar()
    patch = propose(SEMINAR, "venue", venue__venue="Cusco")
    answer(patch, "decline", answer="The programme says Lima")
    mail = Outbox.objects.get(to=CAST["member of the beneficiary"])
    assert mail.subject == f"Your correction {patch.pk} was answered"
    assert "The programme says Lima" in mail.body
    assert mail.body.strip().endswith(f"/submissions/{patch.pk}/")


def test_the_desk_lists_corrections_apart() -> None:
    seminar()
    patch = propose(SEMINAR, "venue", venue__venue="Cusco")
    client = signed_in("chief editor")
    assert [row["patch"].pk for row in client.get("/admin/proposals/?origin=correction").context["rows"]] == [patch.pk]
    assert client.get("/admin/proposals/?origin=submission").context["rows"] == []
    assert client.get("/admin/proposals/?origin=x").context["problems"] != []


def test_visitors_are_shown_both_ways_and_nothing_else_of_corrections() -> None:
    record = seminar(involvements=[{"party": peru(), "role": "beneficiary"}])
    client = Client()
    before = {address: answered(client, address) for address in everywhere(record)}
    patch = propose(SEMINAR, "venue", role="member", venue__venue="Unheard-of place", why="Unheard-of reason")
    assert Opinion.objects.filter(patch=patch).count() == 1
    assert {address: answered(client, address) for address in everywhere(record)} == before
    page = told(client.get(SEMINAR))
    assert "Propose a correction" in page
    assert "Report an error" in page
    assert client.get(f"{SEMINAR}correct/").status_code == 302


def everywhere(record: Record) -> list[str]:
    return [
        SEMINAR,
        f"{SEMINAR}history/",
        f"{SEMINAR}history/1/",
        "/activities/",
        "/",
        "/countries/PE/",
        "/search/?q=marks",
    ]


def answered(client: Client, address: str) -> tuple:
    response = client.get(address)
    kept = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.content, kept, dict(response.cookies)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_choice_and_the_form_ask_as_often_however_many_rows(how_many: int, django_assert_num_queries) -> None:
    seminar(figures=[FIGURE] * how_many, involvements=[{"party": peru(), "role": "beneficiary"}])
    client = signed_in("member")
    client.get(f"{SEMINAR}correct/")
    # the session, the user with roles, the record, what it names, its own name
    with django_assert_num_queries(5):
        client.get(f"{SEMINAR}correct/")
    query = "&".join(f"field=figures.{place}" for place in range(how_many))
    # the same, and the name of the party that they speak for
    with django_assert_num_queries(6):
        client.get(f"{SEMINAR}correct/?{query}")


def test_mexico_is_shown_whole() -> None:
    found = pieces(signed_in("member").get(f"{MEXICO}correct/"))
    assert len([piece for piece in found.stated if piece.part == "involvements"]) > 5
