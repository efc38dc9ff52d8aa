"""From the platform's file to what the record says: read, looked at, confirmed, taken over, taken back."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import RestrictedRead
from tarepo.content import read_content
from tests import make
from tests.admin.office import messages, signed_in
from tests.jobs.worker import run_jobs
from tests.webinars.attendance import samples
from tests.webinars.attendance.desk import address, people, press, register, send, upload, webinar
from webinars.models import AttendanceFile, Attendee

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> make.Record:
    return webinar()


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def page(client: Client, record: make.Record, file: AttendanceFile, query: str = "") -> str:
    return client.get(address(record, file) + query).content.decode()


def figures(record: make.Record) -> list[tuple[str, str, dict]]:
    rows = read_content("activity", record.pk).get("figures", [])
    return [(row["qualifier"], row["value"], row["unit_of_measure"]) for row in rows]


def test_a_file_is_being_read_until_the_job_has_read_it(chief: Client, record: make.Record) -> None:
    answer = send(chief, record, samples.ZOOM_MEETING).content.decode()
    assert "<progress" in answer
    assert "Look again" in answer
    run_jobs()
    file = AttendanceFile.objects.get()
    assert (file.state, file.platform, file.rows_read, file.data) == ("previewed", "zoom", file.rows, None)
    assert "Hana Host" in page(chief, record, file)


def test_the_preview_tells_how_it_was_read_and_what_is_wrong(chief: Client, record: make.Record) -> None:
    text = people("Ada <ada@example.org>") + "Bo,,2027-04-13 12:00,2027-04-13 13:00,-5\n"
    shown = page(chief, record, upload(chief, record, text.encode("utf-16")))
    for told in ("Zoom", "UTF-16 LE", "comma", "Europe/Zurich", "Row 3: the minutes are negative: left out"):
        assert told in shown


def test_what_cannot_be_read_says_why_and_leaves_no_bytes(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, "Name,Email,Phone\nAda,ada@example.org,1\n")
    assert (file.state, file.data) == ("refused", None)
    shown = page(chief, record, file)
    assert "Missing: a column with times or minutes" in shown
    assert Attendee.objects.count() == 0


def test_countries_come_from_registrations_and_a_governments_domain_only_suggests(
    chief: Client, record: make.Record
) -> None:
    register(record, "Ada@example.org", "KE")
    file = upload(
        chief, record, people("Ada <ada@example.org>", "Ana <ana@indecopi.gob.pe>", "Pe <pe@example.pe>", "No")
    )
    known = dict(Attendee.objects.values_list("name", "known_by"))
    assert known == {"Ada": "registration", "Ana": "suggested", "Pe": "not_known", "No": "not_known"}
    assert "4 participants, from at least 1 country or area, 3 not known" in page(chief, record, file)


def test_an_editor_confirms_all_of_a_domain_or_says_where_people_are_from(chief: Client, record: make.Record) -> None:
    file = upload(
        chief, record, people("Ana <ana@indecopi.gob.pe>", "Eva <eva@indecopi.gob.pe>", "Bo <bo@inpi.gov.br>", "No")
    )
    press(chief, record, file, "domains", domain="indecopi.gob.pe")
    assert "4 participants, from at least 1 country or area, 2 not known" in page(chief, record, file)
    both = [row.pk for row in Attendee.objects.filter(name__in=["Bo", "No"])]
    press(chief, record, file, "place", person=both, country=make.record_id("country/NZ"))
    assert "4 participants, from 2 countries or areas<" in page(chief, record, file)
    press(chief, record, file, "place", person=both[:1], country="none")
    assert "4 participants, from at least 2 countries or areas, 1 not known" in page(chief, record, file)


def test_what_an_editor_says_is_not_known_stays_so_whatever_a_registration_says(
    chief: Client, record: make.Record
) -> None:
    register(record, "ada@example.org", "KE")
    file = upload(chief, record, people("Ada <ada@example.org>"))
    press(chief, record, file, "place", person=[Attendee.objects.get().pk], country="none")
    press(chief, record, file, "take")
    assert (file.state, file.totals["countries"], file.totals["not_known"]) == ("taken", {}, 1)
    assert Attendee.objects.values_list("country", "known_by").get() == (None, "editor")


def test_one_suggestion_is_confirmed_by_itself(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ana <ana@indecopi.gob.pe>", "Eva <eva@indecopi.gob.pe>"))
    press(chief, record, file, "confirm", person=[Attendee.objects.get(name="Ana").pk])
    assert dict(Attendee.objects.values_list("name", "known_by")) == {"Ana": "editor", "Eva": "suggested"}


def test_people_of_another_file_are_not_touched(chief: Client, record: make.Record) -> None:
    mine, other = upload(chief, record, people("Ana <ana@indecopi.gob.pe>")), webinar_of_others(chief)
    press(chief, record, mine, "confirm", person=[Attendee.objects.get(file=other).pk])
    assert Attendee.objects.get(file=other).known_by == "suggested"
    assert chief.get(address(record, other)).status_code == 404


def webinar_of_others(client: Client) -> AttendanceFile:
    record = make.webinar("Other", slug="other", at="2027-04-14T10:00+00:00")
    return upload(client, record, people("Eva <eva@indecopi.gob.pe>"))


def test_taking_over_proposes_the_figures_with_their_rules(chief: Client, record: make.Record) -> None:
    register(record, "ada@example.org", "KE")
    file = upload(chief, record, people("Ada <ada@example.org>", "No"))
    press(chief, record, file, "take")
    assert figures(record) == [
        ("exactly", "2", {"en": "participants"}),
        ("at_least", "1", {"en": "countries"}),
    ]
    joined, places = read_content("activity", record.pk)["figures"]
    assert "rejoins counted once; webcast viewers not counted" in joined["rule"]["en"]
    assert "of 1 of 2 participants it is not known" in places["rule"]["en"]
    assert (joined["starts"], joined["precision"]) == ("2027-04-13", "day")
    assert (file.state, file.totals["registered"], file.totals["registered_attended"]) == ("taken", 1, 1)
    assert "2 participants" not in Client().get("/webinars/on-marks/").content.decode()


def test_a_registration_that_came_later_counts_when_it_is_taken_over(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada <ada@example.org>"))
    register(record, "ada@example.org", "KE")
    press(chief, record, file, "take")
    assert file.totals["countries"] == {str(make.record_id("country/KE")): 1}


def test_taking_over_twice_does_it_once(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada"))
    press(chief, record, file, "take")
    assert press(chief, record, file, "take") == [
        "It was taken over already, or is not read yet: nothing was done twice."
    ]
    assert figures(record) == [("exactly", "1", {"en": "participants"})]


@pytest.mark.parametrize("public", [True, False])
def test_a_figure_that_is_there_is_left_and_the_files_is_told_beside(chief: Client, public: bool) -> None:
    theirs = {
        "measure": {"en": "Who joined"},
        "value": "640",
        "qualifier": "about",
        "unit_of_measure": {"en": "participants"},
    }
    record = webinar(figures=[theirs] if public else [])
    make.edit(record, figures=[theirs])
    file = upload(chief, record, people("Ada", "Bo"))
    told = press(chief, record, file, "take")
    assert figures(record) == [("about", "640", {"en": "participants"})]
    assert told[-1].endswith("which was left as it stands. The file says: 2 participants.")


def test_a_figure_of_persons_is_one_of_participants(chief: Client, record: make.Record) -> None:
    """As the report has it: by the same words."""
    make.edit(record, figures=[{"value": "645", "measure": {"en": "Who came"}, "unit_of_measure": {"en": "persons"}}])
    press(chief, record, upload(chief, record, people("Ada")), "take")
    assert [value for _qualifier, value, _unit in figures(record)] == ["645"]


def test_taking_back_takes_the_figures_out_again(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada"))
    press(chief, record, file, "take")
    press(chief, record, file, "back")
    assert (figures(record), file.state, file.totals) == ([], "previewed", {})


def test_taking_back_leaves_what_is_public_or_was_edited(chief: Client, record: make.Record) -> None:
    register(record, "ada@example.org", "KE")
    file = upload(chief, record, people("Ada <ada@example.org>"))
    press(chief, record, file, "take")
    rows = read_content("activity", record.pk)["figures"]
    make.edit(record, figures=[rows[0], rows[1] | {"value": "2"}])
    press(chief, record, file, "back")
    assert figures(record) == [("exactly", "2", {"en": "countries"})]
    press(chief, record, file, "take")
    make.publish_now(record)
    press(chief, record, file, "back")
    assert {value for _qualifier, value, _unit in figures(record)} == {"1", "2"}


def test_the_same_file_again_is_told_to_be_there(chief: Client, record: make.Record) -> None:
    upload(chief, record, people("Ada"))
    answer = send(chief, record, people("Ada"), "other-name.csv")
    assert messages(answer) == ["This very file is there already, as “participants.csv”: nothing was read twice."]
    assert (AttendanceFile.objects.count(), Attendee.objects.count()) == (1, 1)


def test_a_newer_export_takes_the_place_of_the_earlier_and_keeps_what_was_confirmed(
    chief: Client, record: make.Record
) -> None:
    first = upload(chief, record, people("Ana <ana@indecopi.gob.pe>", "Bo <bo@example.org>"))
    press(chief, record, first, "domains", domain="indecopi.gob.pe")
    press(chief, record, first, "take")
    second = upload(chief, record, people("Ana <ana@indecopi.gob.pe>", "Bo <bo@example.org>", "Cy <cy@example.org>"))
    assert "It takes the place of “participants.csv”." in page(chief, record, second)
    press(chief, record, second, "take")
    first.refresh_from_db()
    assert (first.state, first.totals) == ("previewed", {})
    assert figures(record) == [("exactly", "3", {"en": "participants"}), ("at_least", "1", {"en": "countries"})]


def test_an_open_day_is_asked_and_the_answer_is_how_it_is_read(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada").replace("2027-04-13", "04/03/2027"))
    shown = page(chief, record, file)
    assert "4 March 2027" in shown
    assert "3 April 2027" in shown
    chief.post(address(record, file), {"order": "mdy"})
    run_jobs()
    assert Attendee.objects.get().joined_at.isoformat() == "2027-04-03T10:00:00+00:00"


def test_the_day_of_the_webinar_is_that_of_its_own_zone(chief: Client) -> None:
    early = {"slug": "early", "at": "2027-04-04T23:30:00+00:00", "row": {"time_zone": "Pacific/Auckland"}}
    record = make.webinar("Early", **early)
    file = upload(chief, record, people("Ada").replace("2027-04-13", "05/04/2027"))
    asks = chief.get(address(record, file)).context["asks"]
    assert [(one["order"], one["held"]) for one in asks] == [("dmy", True), ("mdy", False)]


def test_views_of_the_webcast_are_a_figure_apart_entered_once(chief: Client, record: make.Record) -> None:
    form = {"watched": "1", "qualifier": "about", "value": "1200", "rule": "Views by its player."}
    chief.post(address(record), form, follow=True)
    answer = chief.post(address(record), form, follow=True)
    assert messages(answer) == ["The record has a figure of webcast views already. Edit it there."]
    press(chief, record, upload(chief, record, people("Ada")), "take")
    assert figures(record) == [("about", "1200", {"en": "views"}), ("exactly", "1", {"en": "participants"})]


def test_a_form_of_views_that_is_wrong_comes_back_with_what_was_typed(chief: Client, record: make.Record) -> None:
    answer = chief.post(address(record), {"watched": "1", "qualifier": "about", "value": "-1", "rule": "As typed."})
    assert "As typed." in answer.content.decode()
    assert figures(record) == []


def test_countries_are_exported_without_anybodys_name(chief: Client, record: make.Record) -> None:
    register(record, "ada@example.org", "KE")
    file = upload(chief, record, people("Ada <ada@example.org>", "Bo"))
    rows = signed_in("administrator").get(address(record, file) + "countries.csv").content.decode("utf-8-sig")
    assert rows.split("\n") == [
        '"Country or area","Participants"',
        '"Kenya (KE)","1"',
        '"not known","1"',
        "",
    ]


def test_who_may_not_change_the_record_sees_counts_and_no_name(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada Example <ada@example.org>"))
    press(chief, record, file, "take")
    other = signed_in("unit editor")
    shown = other.get(address(record)).content.decode()
    assert "1 participant;" in shown
    assert "Ada Example" not in shown
    refused = other.get(address(record, file))
    assert refused.status_code == 403
    assert "another unit’s" in refused.content.decode()
    assert other.post(address(record), {"watched": "1"}).status_code == 403


def test_each_look_at_names_is_on_record(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada", "Bo"))
    page(chief, record, file)
    read = RestrictedRead.objects.get(what="attendance")
    assert (read.record_id, read.ids) == (record.pk, sorted(Attendee.objects.values_list("pk", flat=True)))


def test_a_file_that_is_not_taken_over_can_be_removed(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada"))
    press(chief, record, file, "take")
    assert press(chief, record, file, "remove") == ["What was taken over stays. Take it back first."]
    press(chief, record, file, "back")
    press(chief, record, file, "remove")
    assert (AttendanceFile.objects.count(), Attendee.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "sent", [{}, {"place": "1", "country": "x\x00"}, {"confirm": "1", "person": "9" * 30}, {"order": "z"}]
)
def test_what_makes_no_sense_changes_nothing(chief: Client, record: make.Record, sent: dict[str, str]) -> None:
    file = upload(chief, record, people("Ada"))
    answer = chief.post(address(record, file), sent, follow=True)
    assert len(messages(answer)) == 1
    assert Attendee.objects.get().known_by == "not_known"


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_file_asks_the_same_however_many_there_are(
    chief: Client, record: make.Record, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    domains = ("indecopi.gob.pe", "inpi.gov.br", "ipi.admin.ch")[:many]
    file = upload(chief, record, people(*(f"P{each} <p{each}@{each}>" for each in domains)))
    chief.get(address(record, file))
    with django_assert_num_queries(15):
        chief.get(address(record, file))


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_webinar_asks_the_same_however_many_files(
    chief: Client, record: make.Record, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        upload(chief, record, people(f"Ada {number}"))
    with django_assert_num_queries(12):
        chief.get(address(record))
