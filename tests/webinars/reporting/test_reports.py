"""Reports to the committee on the desk and for readers: choosing, writing by hand, finishing; who may what."""

import pytest
from django.apps import apps
from django.test import Client

from accounts.erase import erase
from accounts.models import User
from experts.models import Person
from tarepo.changes import change
from tarepo.models import ChangeSet
from tests import make
from tests.admin.office import filled, messages, signed_in
from tests.webinars.reporting.word import Word
from webinars.models import CommitteeReport, Rewording
from webinars.reporting.composing import compose

pytestmark = pytest.mark.django_db
LIST = "/admin/committee-reports/"
KEY = "decision"


@pytest.fixture
def report() -> CommitteeReport:
    made = CommitteeReport.objects.create(starts="2024-01-01", ends="2024-12-31")
    made.refresh_from_db()
    return made


@pytest.fixture
def editor() -> Client:
    return signed_in("unit editor")


def address(report: CommitteeReport, rest: str = "") -> str:
    return f"{LIST}{report.pk}/{rest}"


def write(client: Client, report: CommitteeReport, text: str, **more: str):
    at = address(report, f"text/{KEY}/")
    return client.post(at, {**filled(client.get(at)), "text": text, **more})


def finish(client: Client, report: CommitteeReport):
    return client.post(address(report), {"digest": compose(report).digest, "finish": "1"}, follow=True)


def test_a_year_is_chosen_and_the_report_stands_there(editor: Client) -> None:
    sent = filled(editor.get(f"{LIST}new/")) | {"year": "2024"}
    response = editor.post(f"{LIST}new/", sent, follow=True)
    made = CommitteeReport.objects.get()
    assert (str(made.starts), str(made.ends), made.language) == ("2024-01-01", "2024-12-31", "en")
    assert "645" in response.content.decode()
    again = editor.post(f"{LIST}new/", sent, follow=True)
    assert CommitteeReport.objects.count() == 1
    assert messages(again) == ["This form had been sent already: the report was made once."]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"year": "", "starts": "2024-12-31", "ends": "2024-01-01"}, "The period ends before it begins."),
        ({"year": "", "starts": "0001-01-01", "ends": "0001-12-31"}, "10 years at most"),
        ({"year": "", "starts": "2000-01-01", "ends": "2020-01-01"}, "10 years at most"),
        ({"year": ""}, "Write a year, or both"),
        ({"year": "2024", "starts": "2023-01-01", "ends": "2023-12-31"}, "do not fit"),
        ({"year": "99999999999999999999"}, "less than or equal to 2100"),
        ({"year": "2024", "language": "de"}, "Select a valid choice"),
        ({"year": "2024", "subject": "everything"}, "Select a valid choice"),
        ({"year": "2024", "symbol": "CDIP\x00"}, "Null characters"),
        ({"year": "2024", "session": "999999999999999999999"}, "Select a valid choice"),
        ({"year": "2024", "dated": "9999-01-01"}, "out of reach"),
    ],
)
def test_nonsense_is_told_and_comes_back(editor: Client, given: dict, sentence: str) -> None:
    response = editor.post(f"{LIST}new/", filled(editor.get(f"{LIST}new/")) | given)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not CommitteeReport.objects.exists()


def test_a_text_by_hand_stays_when_the_report_is_composed_anew(editor: Client, report: CommitteeReport) -> None:
    write(editor, report, "Written otherwise.\x00"[:-1])
    for _again in range(2):
        content = editor.get(address(report)).content.decode()
        assert "Written otherwise." in content
        assert "Written by hand." in content
    read = Word(editor.get(address(report, "report.docx")).content)
    assert any("Written otherwise." in each for each in read.paragraphs)
    editor.post(address(report, f"text/{KEY}/"), {"composed": "1"})
    assert "Written otherwise." not in editor.get(address(report)).content.decode()


def test_it_is_told_as_outdated_where_what_it_replaces_has_changed(editor: Client, report: CommitteeReport) -> None:
    block = next(block for block in compose(report).shown.blocks if "/speaker/" in block.key)
    Rewording.objects.create(report=report, key=block.key, text="Mine", based_on="of another text")
    content = editor.get(address(report)).content.decode()
    assert "what it replaces has changed since" in content
    both = editor.get(address(report, f"text/{block.key}/")).content.decode()
    assert "Mine" in both
    assert "look at both" in both


def test_a_text_whose_paragraph_is_gone_is_kept_and_listed(editor: Client, report: CommitteeReport) -> None:
    key = "webinar/TA-2024-0001/speaker/P-9999"
    Rewording.objects.create(report=report, key=key, text="Of who was taken out", based_on="x")
    content = editor.get(address(report)).content.decode()
    assert f"A text by hand has lost its paragraph ({key})" in content
    there = address(report, f"text/{key}/")
    assert "Of who was taken out" in editor.get(there).content.decode()
    response = editor.post(there, {"text": "new", "seen": "Of who was taken out", "based_on": ""})
    assert "is not in the report any more" in response.content.decode()
    editor.post(there, {"composed": "1"})
    assert editor.get(there).status_code == 404


def test_a_text_stands_beside_what_is_composed_and_alone_where_that_is_gone(
    editor: Client, report: CommitteeReport
) -> None:
    composed = "The Committee is invited to take note of the information contained in the present document."
    beside = editor.get(address(report, f"text/{KEY}/")).text
    assert f'<p lang="en" dir="ltr">{composed}</p>' in beside
    Rewording.objects.create(report=report, key="gone", text="Left over", based_on="x")
    alone = editor.get(address(report, "text/gone/")).text
    assert "The paragraph is not in the report any more: perhaps a speaker was taken out." in alone
    assert ("Give up the text by hand" in alone, "<textarea" in alone) == (True, False)


def test_two_who_write_the_same_paragraph_lose_nothing(editor: Client, report: CommitteeReport) -> None:
    at = address(report, f"text/{KEY}/")
    opened = filled(editor.get(at))
    write(signed_in("chief editor"), report, "Theirs")
    response = editor.post(at, {**opened, "text": "Ours"})
    content = response.content.decode()
    assert Rewording.objects.get().text == "Theirs"
    assert "Somebody else wrote this paragraph meanwhile" in content
    assert "Theirs" in content
    editor.post(at, filled(response))
    assert Rewording.objects.get().text == "Ours"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This field is required."),
        ("see[^no-such-note]", "This report has no footnote “no-such-note”"),
        ("a\x00b", "Null characters are not allowed."),
        ("x" * 20_001, "at most 20000 characters"),
    ],
)
def test_a_text_that_cannot_stand_is_refused(editor: Client, report: CommitteeReport, text: str, sentence: str) -> None:
    response = write(editor, report, text)
    assert sentence in response.content.decode()
    assert not Rewording.objects.exists()


def test_a_key_that_is_no_paragraph_is_not_there(editor: Client, report: CommitteeReport) -> None:
    for key in ("no/such/key", "end", "%00", "x" * 300):
        assert editor.get(address(report, f"text/{key}/")).status_code == 404


def test_readers_see_finished_reports_alone_as_they_were_kept(client: Client, report: CommitteeReport) -> None:
    editor = signed_in("chief editor")
    assert "No report is finished yet." in client.get("/webinars/reports/").content.decode()
    assert client.get(f"/webinars/reports/{report.pk}/").status_code == 404
    assert client.get(f"/webinars/reports/{report.pk}/report.docx").status_code == 404
    write(editor, report, "As it was handed in.")
    finish(editor, report)
    make.rename(make.Record.objects.get(reference="TA-2024-0001", kind="activity"), "Another name since")
    page = client.get(f"/ar/webinars/reports/{report.pk}/").content.decode()
    assert 'class="report" lang="en" dir="ltr"' in page
    assert "As it was handed in." in page
    assert "by hand" not in page
    assert "Another name since".upper() not in page.upper()
    assert f"/webinars/reports/{report.pk}/" in client.get("/webinars/reports/").content.decode()
    word = client.get(f"/webinars/reports/{report.pk}/report.docx")
    assert "word/comments.xml" not in Word(word.content).zip.namelist()
    tag = {"HTTP_IF_NONE_MATCH": word.headers["ETag"]}
    assert client.get(f"/webinars/reports/{report.pk}/report.docx", **tag).status_code == 304


def test_readers_keep_the_finished_version_until_the_next_is_finished(client: Client, report: CommitteeReport) -> None:
    editor, page = signed_in("chief editor"), f"/webinars/reports/{report.pk}/"
    write(editor, report, "As it was handed in.")
    finish(editor, report)
    before = client.get(page)
    assert messages(editor.post(address(report), {"reopen": "1"}, follow=True)) == [
        "A new version is composed; readers keep the finished one until it is finished too."
    ]
    write(editor, report, "As it will be.")
    editor.post(address(report, "settings/"), filled(editor.get(address(report, "settings/"))) | {"symbol": "CDIP/99"})
    same = client.get(page)
    assert (same.content, same.headers["ETag"]) == (before.content, before.headers["ETag"])
    assert "CDIP/99" not in client.get("/webinars/reports/").text
    word = client.get(f"{page}report.docx")
    assert "As it was handed in." in "".join(Word(word.content).paragraphs)
    assert "CDIP-99" not in word.headers["Content-Disposition"].upper()
    desk = editor.get(address(report)).text
    assert ("A new version is being prepared." in desk, "As it will be." in desk) == (True, True)
    assert "readers see the version before" in editor.get(LIST).text
    report.refresh_from_db()
    finish(editor, report)
    after = client.get(page).text
    assert ("As it will be." in after, "As it was handed in." in after, "CDIP/99" in after) == (True, False, True)


def test_a_new_version_is_given_up_and_the_finished_one_stands_again(editor: Client, report: CommitteeReport) -> None:
    finish(editor, report)
    editor.post(address(report), {"reopen": "1"})
    sent = filled(editor.get(address(report, "settings/")))
    session = str(make.record_id("session/CDIP-31"))
    more = {"symbol": "CDIP/99", "language": "fr", "session": session, "dated": "2025-01-01"}
    editor.post(address(report, "settings/"), sent | more)
    done = editor.post(address(report), {"give_up": "1"}, follow=True)
    assert messages(done)[-1] == "The finished version stands again, as readers see it."
    report.refresh_from_db()
    told = (report.state, report.symbol, report.language, report.session, report.dated)
    assert told == ("finished", "", "en", None, None)
    again = editor.post(address(report), {"give_up": "1"}, follow=True)
    assert messages(again) == ["That had been done already: nothing was changed."]


def test_a_report_is_taken_away_from_readers_by_a_button_of_its_own(client: Client, report: CommitteeReport) -> None:
    editor, page = signed_in("chief editor"), f"/webinars/reports/{report.pk}/"
    finish(editor, report)
    assert messages(editor.post(address(report), {"withdraw": "1"}, follow=True)) == [
        "Readers do not see it any more. It is a draft, composed anew."
    ]
    assert [client.get(each).status_code for each in (page, f"{page}report.docx")] == [404, 404]
    assert page not in client.get("/webinars/reports/").text
    editor.post(address(report), {"delete": "1"})
    assert not CommitteeReport.objects.exists()


def test_the_list_on_the_desk_writes_out_period_and_language(editor: Client) -> None:
    CommitteeReport.objects.create(starts="2024-01-01", ends="2024-03-31", language="fr")
    row = " ".join(editor.get(LIST).text.split("<tbody>")[1].split("</tbody>")[0].split())
    assert "<bdi>1 Jan – 31 Mar 2024</bdi>" in row
    assert "<td>French</td>" in row


def test_blanks_are_told_in_the_language_of_the_editor(editor: Client, report: CommitteeReport) -> None:
    CommitteeReport.objects.filter(pk=report.pk).update(language="ru")
    Rewording.objects.create(report=report, key=KEY, text="[[кем]] и [[дата]]", based_on="0")
    content = editor.get(address(report)).text
    told = [each.split("<")[0] for each in content.split("To be filled in: ")[1:]]
    assert told == ["symbol.", "session.", "date.", "кем."]


def test_whoever_is_erased_is_named_by_no_finished_report_no_text_by_hand_and_no_history(
    client: Client, report: CommitteeReport
) -> None:
    ada = make.person("P-9001", "Ada Quillfeather", "Head", "An office")
    Person.objects.filter(key=ada).update(honorific="Ms.")
    spoke = [{"person": ada, "summary": {"en": "Ms. {P-9001/1} spoke."}}, {"person": ada, "role": "moderator"}]
    record = make.webinar("On marks", at="2024-06-03T12:00+00:00", status="completed", speakers=spoke)
    key = f"webinar/{record.reference}/speaker/P-9001"
    editor = signed_in("chief editor")
    at = address(report, f"text/{key}/")
    sent = filled(editor.get(at))
    assert sent["text"] == "Ms. Quillfeather spoke."
    typed = "Ada Quillfeather, Head, An office, spoke long; Ms. Quillfeather’s slides follow."
    editor.post(at, {**sent, "text": typed})
    assert Rewording.objects.get().text == "{P-9001}, spoke long; Ms. {P-9001/1}’s slides follow."
    finish(editor, report)
    page = f"/webinars/reports/{report.pk}/"
    before = client.get(page)
    assert "moderated by Ms. Ada Quillfeather, Head, An office" in before.text
    assert typed in before.text
    for model in ("CommitteeReport", "CommitteeReportEvent", "RewordingEvent"):
        kept = str(list(apps.get_model("webinars", model).objects.values())).casefold()
        assert ("p-9001" in kept, "quillfeather" in kept) == (True, False)
    with change(by=None, why=make.WHY):
        erase(person=Person.objects.get(key=ada))
    editor.post(address(report), {"reopen": "1"})
    after = client.get(page, HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert (after.status_code, "Quillfeather" in after.text) == (200, False)
    assert "Quillfeather" not in editor.get(address(report)).text
    assert "Ms. …’s slides follow." in after.text
    word = Word(client.get(f"{page}report.docx").content)
    assert [each for each in word.paragraphs if "Quillfeather" in each] == []


def test_one_whom_only_a_hand_wrote_loses_their_name_in_the_text_the_finished_report_and_the_history(
    client: Client, report: CommitteeReport
) -> None:
    make.person("P-9002", "Bo “Bee” O'Marrow", "Chair (acting)", "A board")
    Person.objects.filter(key="P-9002").update(honorific="Mr.")
    other = make.person("P-9003", "Bo Quillfeather")
    editor = signed_in("chief editor")
    whole = "Bo “Bee” O'Marrow, Chair (acting), A board"
    write(editor, report, f"Thanks to Mr. {whole}. Mr. O'Marrow spoke;\r\nBo Quillfeather too.")
    finish(editor, report)
    editor.post(address(report), {"reopen": "1"})
    write(editor, report, "Bo “Bee”\r\nO'Marrow, again.")
    with change(by=None, why=make.WHY):
        erase(person=Person.objects.get(key="P-9002"))
    assert Rewording.objects.get().text == "…, again."
    for model in ("CommitteeReport", "CommitteeReportEvent", "Rewording", "RewordingEvent"):
        kept = str(list(apps.get_model("webinars", model).objects.values()))
        assert ("marrow" in kept.casefold(), "Chair (acting)" in kept) == (False, False), model
    page = client.get(f"/webinars/reports/{report.pk}/").text
    assert "Thanks to …. … spoke;<br>Bo Quillfeather too." in page
    with change(by=None, why=make.WHY):
        erase(person=Person.objects.get(key=other))
    assert "Thanks to …. … spoke;<br>… too." in client.get(f"/webinars/reports/{report.pk}/").text


def speaker(key: str, honorific: str, name: str) -> str:
    """Somebody who spoke in the year of the report."""
    made = make.person(key, name, "Head", "An office")
    Person.objects.filter(key=key).update(honorific=honorific)
    spoke = [{"person": made, "summary": {"en": f"{honorific} {{{key}/1}} spoke."}}]
    make.webinar(f"Of {key}", at="2024-06-03T12:00+00:00", status="completed", speakers=spoke)
    return made


def test_a_last_name_with_the_form_of_address_is_a_token_in_whatever_paragraph_where_it_is_one_person_alone(
    editor: Client, report: CommitteeReport
) -> None:
    speaker("P-9001", "Ms.", "Ada Lux Quillfeather")
    speaker("P-9002", "Mr.", "Bo Quillfeather")
    typed = "Ms. Quillfeather, Mr. Quillfeather and Ms. Lux Quillfeather were thanked; Quillfeather is a name."
    write(editor, report, typed)
    told = "Ms. {P-9001/1}, Mr. {P-9002/1} and Ms. {P-9001/2} were thanked; Quillfeather is a name."
    assert Rewording.objects.get().text == told
    assert filled(editor.get(address(report, f"text/{KEY}/")))["text"] == typed
    speaker("P-9003", "Mr.", "Cy Quillfeather")
    editor.post(address(report, f"text/{KEY}/"), {"composed": "1"})
    write(editor, report, "Mr. Quillfeather was thanked.")
    assert Rewording.objects.get().text == "Mr. Quillfeather was thanked."


def test_a_last_name_that_no_token_stands_for_goes_with_whom_the_report_names_by_a_token(
    client: Client, report: CommitteeReport
) -> None:
    editor = signed_in("chief editor")
    write(editor, report, "Mr. Quillfeather and Mr.\r\nQuillfeather were thanked.")
    for key, name in (("P-9001", "Ada Quillfeather"), ("P-9002", "Bo Quillfeather")):
        speaker(key, "Mr.", name)
    finish(editor, report)
    elsewhere = CommitteeReport.objects.create(starts="1999-01-01", ends="1999-12-31")
    Rewording.objects.create(report=elsewhere, key=KEY, text="Mr. Quillfeather too", based_on="x")
    with change(by=None, why=make.WHY):
        erase(person=Person.objects.get(key="P-9001"))
    page = client.get(f"/webinars/reports/{report.pk}/").text
    assert "… and … were thanked." in page
    word = Word(client.get(f"/webinars/reports/{report.pk}/report.docx").content)
    assert [each for each in word.paragraphs if "Mr. Quillfeather" in each and "thanked" in each] == []
    for model in ("CommitteeReport", "CommitteeReportEvent", "Rewording", "RewordingEvent"):
        rows = [str(row) for row in apps.get_model("webinars", model).objects.values()]
        assert [row for row in rows if "Quillfeather" in row and "Mr. Quillfeather too" not in row] == [], model
    assert Rewording.objects.get(report=elsewhere).text == "Mr. Quillfeather too"


def test_a_last_name_alone_is_left_for_it_may_be_another_ones(editor: Client, report: CommitteeReport) -> None:
    make.person("P-9002", "Ada Quillfeather")
    Person.objects.filter(key="P-9002").update(honorific="Ms.")
    write(editor, report, "Ms. Quillfeather spoke.")
    with change(by=None, why=make.WHY):
        erase(person=Person.objects.get(key="P-9002"))
    assert Rewording.objects.get().text == "Ms. Quillfeather spoke."


@pytest.mark.parametrize(
    ("name", "typed", "left"),
    [
        ("王小明", "感谢王小明的发言。", "感谢…的发言。"),
        ("山田 太郎", "委員会は山田太郎氏と山田 太郎氏に感謝した。", "委員会は…氏と…氏に感謝した。"),
        ("김철수", "위원회는 김철수에게 감사했다.", "위원회는 …에게 감사했다."),
        ("王", "王先生和王小明。", "王先生和王小明。"),
    ],
)
def test_a_name_in_a_script_without_blanks_is_struck_out_of_what_a_hand_wrote(
    editor: Client, report: CommitteeReport, name: str, typed: str, left: str
) -> None:
    made = make.person("P-9001", name)
    write(editor, report, typed)
    finish(editor, report)
    with change(by=None, why=make.WHY):
        erase(person=Person.objects.get(key=made))
    assert Rewording.objects.get().text == left
    for model in ("CommitteeReport", "CommitteeReportEvent", "RewordingEvent"):
        kept = str(list(apps.get_model("webinars", model).objects.values()))
        assert (left in kept, typed in kept) == (True, typed == left), model


@pytest.mark.parametrize("everywhere", [True, False])
def test_an_account_whose_name_is_struck_out_everywhere_is_named_by_no_report_and_no_history(
    client: Client, report: CommitteeReport, everywhere: bool
) -> None:
    user = User.objects.create_user("bo.marrow@example.org", name="Bo Marrow")
    editor, office = signed_in("chief editor"), signed_in("administrator")
    write(editor, report, "Bo Marrow was thanked (bo.marrow@example.org).")
    finish(editor, report)
    editor.post(address(report), {"reopen": "1"})
    write(editor, report, "Nobody was thanked.")
    at = f"/admin/accounts/user/{user.pk}/erase/"
    assert "“Bo Marrow” in 2 texts that others wrote" in " ".join(office.get(at).text.split())
    office.post(at, {"email": user.email} | ({"name_everywhere": "on"} if everywhere else {}))
    assert User.objects.get(pk=user.pk).is_erased
    page = client.get(f"/webinars/reports/{report.pk}/").text
    assert ("… was thanked (…)." in page, "Bo Marrow was thanked (…)." in page) == (everywhere, not everywhere)
    for model in ("CommitteeReport", "CommitteeReportEvent", "RewordingEvent"):
        kept = str(list(apps.get_model("webinars", model).objects.values()))
        assert ("Bo Marrow" in kept, "bo.marrow" in kept) == (not everywhere, False), model


def test_what_changed_since_it_was_looked_at_is_not_finished_unseen(editor: Client, report: CommitteeReport) -> None:
    response = editor.post(address(report), {"digest": "of before", "finish": "1"}, follow=True)
    assert messages(response) == ["The report says something else than when you opened it: look at it again."]
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_button_pressed_twice_does_it_once(editor: Client, report: CommitteeReport) -> None:
    finish(editor, report)
    again = editor.post(address(report), {"digest": "", "finish": "1"}, follow=True)
    assert messages(again) == ["That had been done already: nothing was changed."]


def test_a_finished_report_is_opened_before_it_is_changed(editor: Client, report: CommitteeReport) -> None:
    finish(editor, report)
    sent = filled(editor.get(address(report, "settings/"))) | {"symbol": "CDIP/99"}
    assert messages(editor.post(address(report, "settings/"), sent, follow=True)) == [
        "It is finished: prepare a new version first. Nothing was changed."
    ]
    assert messages(editor.post(address(report), {"delete": "1"}, follow=True)) == [
        "Readers see a version of it: take that away from them first. Nothing was deleted."
    ]
    assert editor.get(address(report, f"text/{KEY}/")).status_code == 404
    assert CommitteeReport.objects.get().symbol == ""


def test_a_draft_is_deleted(editor: Client, report: CommitteeReport) -> None:
    editor.post(address(report), {"delete": "1"})
    assert not CommitteeReport.objects.exists()
    assert editor.get(address(report)).status_code == 404


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_other_staff_look_and_change_nothing(role: str, report: CommitteeReport) -> None:
    client, before = signed_in(role), ChangeSet.objects.count()
    content = client.get(address(report)).content.decode()
    assert "report-edit" not in content
    assert 'name="finish"' not in content
    for rest, data in (("", {"finish": "1"}), ("settings/", {}), (f"text/{KEY}/", {"text": "x"})):
        assert client.post(address(report, rest), data).status_code == 403
    assert ChangeSet.objects.count() == before


def test_what_is_to_be_looked_at_is_listed(editor: Client, report: CommitteeReport) -> None:
    make.webinar("Without anything", at="2024-06-03T12:00+00:00", status="completed")
    draft = make.webinar("Edited since", at="2024-06-04T12:00+00:00", status="completed")
    make.edit(draft, venue="Geneva")
    content = editor.get(address(report)).content.decode()
    assert "Without anything" in content
    assert "no speakers are entered." in content
    assert "no figures of attendance are entered." in content
    assert "it has edits that are not published" in content
    assert "To be filled in: symbol" in content


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_asks_the_same_questions_however_many_webinars(
    editor: Client, report: CommitteeReport, many: int, django_assert_max_num_queries
) -> None:
    for day in range(many):
        make.webinar(f"Webinar {day}", at=f"2024-07-0{day + 1}T12:00+00:00", status="completed")
    with django_assert_max_num_queries(45):
        editor.get(address(report))
