"""Whoever reads reports an error; an editor answers, and the address goes with the answer."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.limits import RATES
from tarepo.changes import change
from tarepo.corrections.report_items import SORT
from tarepo.models import ErrorReport, Outbox, PatchState, Record
from tests import make
from tests.admin.office import filled, messages, signed_in
from tests.people import person
from tests.submissions.paper import told

pytestmark = pytest.mark.django_db
SEMINAR = "/activities/TA-2023-9001/"
FORM = f"{SEMINAR}report/"
QUEUE = "/admin/reports/"


@pytest.fixture(autouse=True)
def seminar() -> Record:
    return make.activity(9001, "Seminar on marks", venue="Lima")


def report(client: Client | None = None, path: str = FORM, **typed: str) -> ErrorReport:
    client = client or Client()
    response = client.post(path, filled(client.get(path)) | {"text": "It was in Cusco"} | typed)
    assert response.status_code == 302
    return ErrorReport.objects.latest("pk")


def test_a_visitor_says_what_is_wrong_and_is_thanked() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/es{FORM}")
    response = client.post(f"/es{FORM}", filled(page) | {"text": "It was in Cusco", "email": "reader@example.org"})
    assert "Thank you" in told(client.get(response.headers["Location"]))
    found = ErrorReport.objects.get()
    assert (found.text, found.email, found.language, found.version) == (
        "It was in Cusco",
        "reader@example.org",
        "es",
        1,
    )
    assert (found.by, found.state) == (None, PatchState.OPEN)


def test_the_token_comes_with_the_form_and_not_with_the_record() -> None:
    client = Client(enforce_csrf_checks=True)
    assert dict(client.get(SEMINAR).cookies) == {}
    assert client.post(FORM, {"text": "Forged"}).status_code == 403
    assert ErrorReport.objects.count() == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"text": ""},
        {"text": "a\x00b"},
        {"text": "x" * 4001},
        {"email": "nobody"},
        {"version": "-1"},
        {"website": "https://spam.example"},
    ],
)
def test_bad_input_comes_back_with_what_was_typed(typed: dict) -> None:
    client = Client()
    page = client.post(FORM, filled(client.get(FORM)) | {"text": "It was in Cusco"} | typed)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert ErrorReport.objects.count() == 0
    if "text" not in typed:
        assert filled(page)["text"] == "It was in Cusco"


def test_a_second_click_reports_once_and_other_words_are_not_lost() -> None:
    client = Client()
    sent = filled(client.get(FORM)) | {"text": "It was in Cusco"}
    assert [client.post(FORM, sent).status_code for _click in range(2)] == [302, 302]
    page = client.post(FORM, sent | {"text": "And in May"})
    assert page.status_code == 200
    assert client.post(FORM, filled(page)).status_code == 302
    assert [one.text for one in ErrorReport.objects.order_by("pk")] == ["It was in Cusco", "And in May"]


def test_past_the_limit_nothing_is_sent_and_nothing_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "report", "1/h/ip")
    report()
    client = Client()
    page = client.post(FORM, filled(client.get(FORM)) | {"text": "Once more"})
    assert page.status_code == 429
    assert filled(page)["text"] == "Once more"
    assert ErrorReport.objects.count() == 1


def test_a_record_that_was_archived_meanwhile_gives_back_the_words(seminar: Record) -> None:
    client = Client()
    sent = filled(client.get(FORM)) | {"text": "Do not lose this"}
    make.archive_now(seminar)
    page = client.post(FORM, sent)
    assert page.status_code == 410
    assert "Do not lose this" in told(page)


def test_an_editor_answers_and_the_address_is_gone() -> None:
    found = report(email="reader@example.org")
    client = signed_in("chief editor")
    assert "It was in Cusco" in told(client.get(QUEUE))
    page = client.get(f"{QUEUE}{found.pk}/")
    assert "reader@example.org" not in page.content.decode()
    done = client.post(f"{QUEUE}{found.pk}/", filled(page) | {"answer": "Thank you: mended"})
    assert done.status_code == 200  # no button was pressed
    done = client.post(f"{QUEUE}{found.pk}/", {"answer": "Thank you: mended", "reply": "1"}, follow=True)
    found.refresh_from_db()
    assert (found.state, found.email, found.answered_by) == (PatchState.APPLIED, "", person("chief editor"))
    mail = Outbox.objects.get()
    assert (mail.to, "Thank you: mended" in mail.body) == ("reader@example.org", True)
    assert messages(done) == ["Answered: your answer is mailed, and the address is not kept."]


def test_a_report_is_put_aside_without_a_mail() -> None:
    found = report(email="reader@example.org")
    signed_in("chief editor").post(f"{QUEUE}{found.pk}/", {"dismiss": "1", "answer": ""})
    found.refresh_from_db()
    assert (found.state, found.email, Outbox.objects.count()) == (PatchState.REFUSED, "", 0)


def test_the_second_of_two_editors_reads_what_the_first_did() -> None:
    found = report()
    client = signed_in("chief editor")
    client.post(f"{QUEUE}{found.pk}/", {"dismiss": "1"})
    page = client.post(f"{QUEUE}{found.pk}/", {"answer": "Mended", "reply": "1"})
    assert "It was put aside already." in told(page)
    assert "Mended" in told(page)


def test_editors_see_those_of_their_unit_and_the_desk_counts_them(seminar: Record) -> None:
    found = report()
    editor = person("unit editor")
    assert SORT.waiting_for(editor) == []
    client = signed_in("unit editor")
    page = client.post(f"{QUEUE}{found.pk}/", {"answer": "Mine now", "reply": "1"})
    assert "This is not yours to answer" in told(page)
    unit = next(role.unit_id for role in editor.current_roles if role.unit_id)
    make.edit(seminar, unit=unit)
    (item,) = SORT.waiting_for(person("unit editor"))
    assert (item.pk, item.lines) == (found.pk, (("What is wrong", "It was in Cusco"),))
    waiting = {str(one.title): one.count for one in client.get("/admin/").context["waiting"]}
    assert waiting["Reports of errors"] == 1
    with change(by=editor, why="a test"):
        SORT.answer(user=person("unit editor"), pk=item.pk, choice="answer", reason="Mended")
    assert SORT.one(person("unit editor"), item.pk) is None
    with change(by=editor, why="a test"), pytest.raises(ValidationError):
        SORT.answer(user=person("unit editor"), pk=item.pk, choice="answer", reason="Again")


def test_no_reader_sees_a_report() -> None:
    before = Client().get(SEMINAR)
    report(text="Unheard-of words")
    after = Client().get(SEMINAR)
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_queue_asks_as_often_however_long_it_is(how_many: int, django_assert_num_queries) -> None:
    for number in range(how_many):
        report(text=f"Wrong {number}")
    client = signed_in("chief editor")
    client.get(QUEUE)
    # the session, the user with roles, the reports with their records and titles
    with django_assert_num_queries(3):
        client.get(QUEUE)
