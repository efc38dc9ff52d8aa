"""What is lacking is left out, what is not held is not told, and the cost does not grow with the webinars."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.erase import erase
from experts.models import Person
from reference.models import Session
from tarepo.changes import change
from tests import make
from tests.webinars.reporting.reading import changed, composed, said
from webinars.reporting.blocks import Composed, Sort
from webinars.reporting.compose import compose_webinars
from webinars.reporting.compose_activities import compose_activities

pytestmark = pytest.mark.django_db
YEAR = 2021


def held(title: str = "On marks", *, at: str = "2021-03-04T12:00+00:00", **content: Any) -> str:
    """A webinar of that year; the key of its blocks."""
    record = make.webinar(title, at=at, **({"status": "completed"} | content))
    return f"webinar/{record.reference}"


def told() -> Composed:
    return composed(year=YEAR)


def test_a_webinar_of_which_little_is_known() -> None:
    key = held(delivery_mode="not_stated", open_to_all=False, status="not_stated")
    report = told()
    assert report.title == "Report on the Webinar on Technical Assistance held in 2021"
    assert [(block.key, block.number, block.text) for block in report.blocks] == [
        ("intro/organized", "1.", "The Secretariat organized one Webinar on Technical Assistance in 2021."),
        (
            "intro/purpose",
            "2.",
            "This report presents a summary of the main elements of the above-mentioned Webinar on Technical "
            "Assistance, for the information of the Committee.",
        ),
        ("section/organization", "I.", "ORGANIZATIONAL ASPECTS"),
        ("organization/topics", "3.", "The Secretariat organized one Webinar in 2021, on the following topic:"),
        (f"{key}/topic", "(i)", "On marks, held on March 4, 2021."),
        ("section/overview", "II.", "OVERVIEW OF THE SESSIONS"),
        (key, "A.", "ON MARKS"),
        (
            f"{key}/session",
            "4.",
            "The Webinar took place on March 4, 2021, from 1.00 p.m. to 2.30 p.m., Central European Standard Time "
            "(CET).",
        ),
        (
            "decision",
            "5.",
            "The Committee is invited to take note of the information contained in the present document.",
        ),
        ("end", "", "[End of document]"),
    ]


def test_a_day_without_a_time_and_a_month_without_a_day() -> None:
    day = held(at="", starts="2021-05-06", ends="2021-05-06", precision="day")
    month = held(at="", starts="2021-06-01", ends="2021-06-30", precision="month")
    assert said(told())[f"{day}/session"] == "The first Webinar took place on May 6, 2021."
    assert said(told())[f"{month}/topic"] == "On marks, held in June 2021."


def test_a_period_without_webinars() -> None:
    assert [block.key for block in told().blocks] == ["intro/none", "decision", "end"]
    assert said(told())["intro/none"] == "No Webinar on Technical Assistance was held in 2021."


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_was_not_held_is_not_told(status: str) -> None:
    held("Held")
    before = told()
    held("Called off", status=status)
    assert told() == before


def test_drafts_other_activities_and_other_years_are_not_told() -> None:
    held("Held")
    before = told()
    make.draft("activity", "A draft", starts="2021-03-04", ends="2021-03-04", precision="day", webinars=[{"slug": "d"}])
    make.activity(title="No webinar", starts="2021-03-04", ends="2021-03-04", precision="day")
    held("Another year", at="2022-03-04T12:00+00:00")
    assert told() == before


def test_what_is_still_to_come_is_not_told_as_held() -> None:
    held("Next year", at="2099-03-04T12:00+00:00", status="planned")
    assert [block.key for block in composed(year=2099).blocks] == ["intro/none", "decision", "end"]


def test_webinars_stand_in_the_order_of_their_dates() -> None:
    second, first = held("B", at="2021-09-01T08:00+00:00"), held("A", at="2021-02-01T08:00+00:00")
    assert [block.key for block in told().blocks if block.sort == Sort.SUBSECTION] == [first, second]


def test_what_differs_is_said_of_each() -> None:
    held(delivery_mode="virtual", row={"interpretation": "en,ar"})
    held(delivery_mode="hybrid", at="2021-09-01T08:00+00:00")
    assert said(told())["organization/format"] == (
        "The first Webinar was organized online. The second Webinar was organized in a hybrid format, allowing "
        "participation in person and online. The Webinars were open to all. The first Webinar offered simultaneous "
        "interpretation in English and Arabic."
    )


def test_a_speaker_of_two_webinars_is_one_speaker() -> None:
    ada, bo = make.person("P-9001", "Ada"), make.person("P-9002", "Bo", "Head", "An office")
    held(speakers=[{"person": ada}, {"person": bo}])
    key = held(at="2021-09-01T08:00+00:00", speakers=[{"person": ada, "role": "opening"}, {"person": bo}])
    texts = said(told())
    assert texts["structure/discussions"] == "Overall, two different speakers contributed to the Webinars."
    assert texts[f"{key}/opening/P-9001"] == "Opening remarks were made by Ada."
    assert texts[f"{key}/speaker/P-9002"] == "The Webinar also heard Bo, Head, An office."


def figure(value: str, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit_of_measure": {"en": unit}, "measure": {"en": f"Counted {unit}"}, **more}


def test_views_and_participants_stay_apart_with_their_rules() -> None:
    rule = {"rule": {"en": "Views of the webcast, people who return are counted again."}}
    key = held(
        figures=[
            figure("1", "participants"),
            figure("5", "views", qualifier="more_than", **rule),
            figure("40", "participants", qualifier="at_least"),
        ]
    )
    assert said(told())[f"{key}/session"].partition("(CET). ")[2] == (
        "The session brought together 1 participant. "
        f"Counted views: more than 5 views[^{key[8:]}/figure/2]. Counted participants: at least 40 participants."
    )
    assert [note.text for note in told().footnotes] == [rule["rule"]["en"]]


def test_a_target_is_no_attendance() -> None:
    key = held(figures=[figure("1000", "participants", nature="target")])
    assert "1,000" not in said(told())[f"{key}/session"]


def test_materials_are_told_as_far_as_they_are_released() -> None:
    recording = {"kind": "recording", "link": "https://example.org/recording"}
    key = held(materials=[recording])
    assert f"{key}/moderator" not in said(told())
    key = held(at="2021-09-01T08:00+00:00", materials=[recording | {"released": True}])
    assert said(told())[f"{key}/moderator"] == "The video recording of the Webinar is available via webcast."


def test_a_summary_in_the_reports_language_is_taken() -> None:
    ada = make.person("P-9001", "Ada Lovelace")
    key = held(speakers=[{"person": ada, "summary": {"en": "Ms. {P-9001/1} spoke.", "fr": "Mme {P-9001/0} a parlé."}}])
    french = {block.key: block for block in composed("fr", YEAR).blocks}[f"{key}/speaker/P-9001"]
    assert (french.text, french.language) == ("Mme Ada Lovelace a parlé.", "")
    assert said(told())[f"{key}/speaker/P-9001"] == "Ms. Lovelace spoke."


def test_who_was_erased_is_named_no_more() -> None:
    ada = make.person("P-9001", "Ada Lovelace")
    key = held(speakers=[{"person": ada, "summary": {"en": "Ms. {P-9001/0} spoke."}}])
    other = held(at="2021-09-01T08:00+00:00", speakers=[{"person": ada}])
    with change(by=None, why=make.WHY):
        erase(person=Person.objects.get(key=ada))
    texts = said(told())
    assert texts[f"{key}/speaker/P-9001"] == "Ms. … spoke."
    assert f"{other}/speaker/P-9001" not in texts


def test_questions_answers_and_remarks_as_told() -> None:
    row = {
        "questions": "held",
        "questions_told": {"en": "Who pays?\n\nNobody knew."},
        "remarks_told": {"en": "Thanks."},
    }
    key = held(row=row)
    texts = said(told())
    assert texts[f"{key}/end"] == "The Webinar concluded with a Q&A session."
    assert [texts[f"{key}/{name}"] for name in ("questions", "questions/2", "remarks")] == [
        "Who pays?",
        "Nobody knew.",
        "Thanks.",
    ]


def test_symbol_session_and_date_where_they_are_known() -> None:
    session = Session.objects.get(reference="CDIP-31")
    report = composed(year=YEAR, symbol="CDIP/31/2", session=session, dated=dt.date(2021, 12, 1))
    assert report.head == (
        ("Symbol", "CDIP/31/2"),
        ("Session", "CDIP, thirty-first session"),
        ("Date", "December 1, 2021"),
    )


def test_part_of_a_year() -> None:
    report = compose_webinars(starts=dt.date(2021, 1, 1), ends=dt.date(2021, 6, 30), language="en")
    assert "between January 1, 2021 and June 30, 2021" in report.title


def test_a_webinar_more_changes_no_paragraph_of_the_others() -> None:
    held("First")
    held("Second", at="2021-04-01T08:00+00:00")
    before = told()
    key = held("Third", at="2021-09-01T08:00+00:00")
    assert changed(before, told()) == {
        "intro/organized",
        "organization/topics",
        f"{key}/topic",
        key,
        f"{key}/session",
    }


def full(number: int) -> None:
    """A webinar with everything that is looked up."""
    persons = [make.person(f"P-{9000 + 10 * number + each}", f"Person {each}") for each in range(6)]
    speakers = [{"person": key, "summary": {"en": "They spoke of {%s/1}." % key}} for key in persons]  # noqa: UP031
    speakers = [row | {"experience_country": make.record_id("country/BT")} for row in speakers]
    citations = [{"document": make.record_id("document/cdip-30-8-rev"), "role": "mandate"}]
    held(f"Webinar {number}", at=f"2021-{number % 12 + 1:02}-04T12:00+00:00", speakers=speakers, citations=citations)


def queries() -> int:
    with CaptureQueriesContext(connection) as caught:
        told()
    return len(caught)


def test_three_queries_and_one_of_names_however_many_webinars() -> None:
    full(1)
    assert queries() == 4
    full(2)
    full(3)
    assert queries() == 4


@pytest.mark.parametrize(
    ("language", "name", "session"),
    [
        ("ar", "اللجنة المعنية بالتنمية والملكية الفكرية (لجنة التنمية)", "، الدورة 30"),
        ("zh", "发展与知识产权委员会（CDIP）", "第三十届会议"),
        ("fr", "Comité du développement et de la propriété intellectuelle (CDIP)", ", trentième session"),
        ("ru", "Комитет по развитию и интеллектуальной собственности (КРИС)", ", 30-я сессия"),
        ("es", "Comité de Desarrollo y Propiedad Intelectual (CDIP)", ", trigésima sesión"),
    ],
)
@pytest.mark.parametrize("compose", [compose_webinars, compose_activities])
def test_the_committee_and_its_session_have_their_names_in_the_language_of_the_report(
    compose: Callable[..., Composed], language: str, name: str, session: str
) -> None:
    chosen = Session.objects.get(reference="CDIP-30")
    report = compose(
        starts=dt.date(2024, 1, 1),
        ends=dt.date(2024, 12, 31),
        language=language,
        session=chosen,
        symbol="S",
        dated=None,
    )
    assert report.head[1][1] == name + session
    if compose is compose_webinars:
        assert name in next(block.text for block in report.blocks if block.key.startswith("intro/mandate/"))


def test_a_session_of_a_committee_without_a_name_in_the_language_is_named_as_its_record_has_it() -> None:
    body = make.published("organisation", "A committee", form="organisation", body="committee")
    record = make.published("session", "Its second session", committee=body.pk, number=2)
    report = composed("fr", session=Session.objects.get(pk=record.pk))
    assert report.head[1][1] == "Its second session"
