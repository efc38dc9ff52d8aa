"""Exports: exactly what is filtered, in the reader's language, and safe to open."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from activities.exports import views
from activities.exports.columns import COLUMNS
from activities.exports.links import FORMS
from activities.exports.tables import headers, safe
from activities.search import asked
from tests import make
from tests.examples import examples
from tests.html import parse
from tests.people import CAST, PASSWORD

pytestmark = pytest.mark.django_db
LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
INJECTIONS = Path(__file__).parents[3] / "shared" / "fuzz" / "csv-injection.txt"
FIGURE = {
    "measure": {"en": "persons who joined"},
    "qualifier": "about",
    "value": "250",
    "unit_of_measure": {"en": "participants"},
    "rule": {"en": "Webcast viewers are not counted."},
}


def body(client: Client, form: str, query: str = "", *, root: str = "/") -> bytes:
    return sent(client.get(f"{root}activities/export.{form}{query}"))


def sent(response: Any) -> bytes:
    """What a reader gets of it."""
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(client: Client, query: str = "", *, root: str = "/") -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(client, "csv", query, root=root).decode("utf-8-sig"))))


def keyed(client: Client, query: str = "", *, root: str = "/") -> dict[str, dict[str, str]]:
    """Rows by reference, cells by the columns' keys."""
    keys = [column.key for column in COLUMNS]
    rows = [dict(zip(keys, row, strict=True)) for row in table(client, query, root=root)[1:]]
    return {row["reference"]: row for row in rows}


def workbook(client: Client, query: str = "") -> list[list]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body(client, "xlsx", query))).get_sheet_by_index(0)
    return sheet.to_python()


def test_a_row_has_codes_and_labels_in_the_readers_language(client: Client) -> None:
    make.activity(
        9101,
        "A course",
        starts="2019-03-04",
        ends="2019-03-08",
        precision="day",
        status="completed",
        types=["type/training-course"],
        subjects=["subject/collective-marks", "subject/patents"],
        involvements=[
            {"party": "country/PE", "role": "beneficiary"},
            {"party": "country/BO", "role": "beneficiary", "inferred": True},
            {"party": "organisation/wipo", "role": "funding"},
        ],
        figures=[FIGURE],
    )
    row = keyed(client, "?year=2019", root="/es/")["TA-2023-9101"]
    assert row["title"] == "A course"
    assert (row["types_codes"], row["types"]) == ("training-course", "Curso de formación")
    assert row["beneficiaries_codes"] == "PE; BO"
    assert row["beneficiaries"].startswith("Perú; Bolivia")
    assert row["partners_codes"] == "wipo: funding"
    assert set(row["subjects_codes"].split("; ")) == {"collective-marks", "patents"}
    assert (row["starts"], row["ends"], row["status_code"], row["version"]) == (
        "2019-03-04",
        "2019-03-08",
        "completed",
        "1",
    )
    assert row["address"].endswith("/es/activities/TA-2023-9101/")


def test_a_figure_keeps_qualifier_and_rule(client: Client) -> None:
    make.activity(9102, starts="2019-03-04", precision="day", figures=[FIGURE | {"nature": "target"}])
    row = keyed(client, "?year=2019")["TA-2023-9102"]
    told = "target: about 250 participants, persons who joined — Webcast viewers are not counted."
    assert row["figures"] == told
    found = json.loads(body(client, "json", "?year=2019"))
    figure = next(item for item in found if item["reference"] == "TA-2023-9102")["figures"][0]
    assert (figure["value"], figure["qualifier"]["code"]) == ("250", "about")
    assert figure["rule"] == {"en": "Webcast viewers are not counted."}


def test_the_three_forms_hold_the_same_rows_in_the_same_order(client: Client) -> None:
    rows = table(client)
    assert len(rows) > 20
    found = json.loads(body(client, "json"))
    sheet = workbook(client)
    assert [row[0] for row in rows[1:]] == [item["reference"] for item in found] == [row[0] for row in sheet[1:]]
    for line, cells in zip(rows, sheet, strict=True):
        assert line == [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in cells]


def test_nothing_found_is_a_table_of_headers(client: Client) -> None:
    assert table(client, "?year=1801") == [headers()]
    assert workbook(client, "?year=1801") == [headers()]
    assert json.loads(body(client, "json", "?year=1801")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_differ_in_every_language(client: Client, language: str) -> None:
    root = "/" if language == "en" else f"/{language}/"
    first = table(client, "?year=1801", root=root)[0]
    assert len(set(first)) == len(COLUMNS)


def test_excel_is_told_that_it_is_utf_8(client: Client) -> None:
    response = client.get("/activities/export.csv")
    assert sent(response)[:3] == b"\xef\xbb\xbf"
    assert response["Content-Disposition"].startswith('attachment; filename="tarepo-activities-')


def test_an_unchanged_export_is_not_sent_again(client: Client) -> None:
    first = client.get("/activities/export.csv")
    sent(first)
    again = client.get("/activities/export.csv", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "public, no-cache")
    make.activity(9103)
    changed = client.get("/activities/export.csv", headers={"if-none-match": first["ETag"]})
    assert sent(changed)
    assert changed["ETag"] != first["ETag"]
    other = client.get("/fr/activities/export.csv", headers={"if-none-match": changed["ETag"]})
    assert sent(other)


def test_a_person_stands_by_name_where_the_text_has_a_token(client: Client) -> None:
    make.person("P-9001", 'Ana "Anita" Quispe', "Director, Office")
    make.activity(9104, "Lecture by {P-9001}", starts="2019-01-01", precision="day")
    name = 'Lecture by Ana "Anita" Quispe, Director, Office'
    assert keyed(client, "?year=2019")["TA-2023-9104"]["title"] == name
    found = json.loads(body(client, "json", "?year=2019"))
    assert [item["title"] for item in found if item["reference"] == "TA-2023-9104"] == [name]


def test_an_export_prints_as_much_of_a_person_as_the_text_asks_for(client: Client) -> None:
    make.person("P-9001", 'Ana "Anita" Quispe', "Director, Office")
    make.activity(9104, "Lecture by Ms. {P-9001/1}, {P-9001/0}", starts="2019-01-01", precision="day")
    name = 'Lecture by Ms. Quispe, Ana "Anita" Quispe'
    assert keyed(client, "?year=2019")["TA-2023-9104"]["title"] == name
    found = json.loads(body(client, "json", "?year=2019"))
    assert [item["title"] for item in found if item["reference"] == "TA-2023-9104"] == [name]


def test_drafts_and_archived_records_are_in_no_export(client: Client) -> None:
    make.draft("activity", "Not yet", reference="TA-2023-9105")
    make.archive_now(make.activity(9106))
    assert not {"TA-2023-9105", "TA-2023-9106"} & keyed(client).keys()


def test_no_cell_can_be_taken_for_a_formula(client: Client) -> None:
    if not INJECTIONS.exists():
        pytest.skip("the shared folder beside the project, with its texts for injection, is not here")
    lines = [line for line in INJECTIONS.read_text().splitlines() if line.strip()]
    for place, line in enumerate(lines):
        make.activity(9200 + place, line, starts="1851-01-01", precision="day", venue=line[:200])
    rows = table(client, "?year=1851")[1:]
    assert len(rows) == len(lines)
    assert [cell for cell in by_semicolons(body(client, "csv", "?year=1851").decode()) if begins_a_formula(cell)] == []
    for row in rows:
        for cell in row:
            assert not cell.lstrip(" \t\r\n\"';,").startswith(("=", "+", "@", "-", "＝")) or cell.startswith("'")
    titles = {item["title"] for item in json.loads(body(client, "json", "?year=1851"))}
    assert titles == set(lines)  # JSON is opened by programs, and keeps what was written


def test_a_workbook_says_what_is_text_and_leaves_it_as_it_was_written(client: Client) -> None:
    titles = ["=1+1", "'quoted", "-5", "@SUM(A1)", "http://example.org/", "{=1+1}", "12", "2019-01-01", "a;=1+1"]
    for place, title in enumerate(titles):
        make.activity(9300 + place, title, starts="1852-01-01", precision="day")
    archive = zipfile.ZipFile(io.BytesIO(body(client, "xlsx", "?year=1852")))
    sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    column = [cell for cell in sheet.iterfind(".//{*}c") if cell.get("r").strip("0123456789") == "B"]
    written = [(cell.get("t"), "".join(cell.itertext())) for cell in column[1:]]
    assert written == [("inlineStr", title) for title in reversed(titles)]
    assert sheet.findall(".//{*}f") == []


def test_a_member_gets_no_more_rows_than_a_visitor_and_a_private_copy(client: Client) -> None:
    client.login(username=CAST["member"], password=PASSWORD)
    response = client.get("/activities/export.csv")
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response["Vary"]
    many = len(list(csv.reader(io.StringIO(sent(response).decode("utf-8-sig")))))
    assert many == len(table(Client()))


SIGNS = ("=", "+", "@", "-", "＝", "＋", "＠", "－")
TEXTS = st.text(st.sampled_from([*SIGNS, *"ax;,\"' \t\r\n"]), max_size=14)


@examples(500)
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_no_text_begins_a_formula_wherever_excel_parts_cells(texts: list[str]) -> None:
    quoted = ",".join('"' + text.replace('"', '""') + '"' for text in ["TA-1", *texts])
    line = safe(f"{quoted}\n".encode()).decode()
    (by_commas,) = csv.reader(io.StringIO(line, newline=""))
    assert [cell for cell in by_commas if cell.lstrip(" \t\r\n\"';,").startswith(SIGNS) and cell[0] != "'"] == []
    assert [cell for cell in by_semicolons(line) if begins_a_formula(cell)] == []
    assert [cell.replace("'", "") for cell in by_commas] == ["TA-1", *(text.replace("'", "") for text in texts)]


def by_semicolons(text: str) -> list[str]:
    """Cells as Excel parts them where numbers are written with a comma."""
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]


def begins_a_formula(cell: str) -> bool:
    return cell.lstrip(' \t\r\n"').startswith(SIGNS)


@pytest.mark.parametrize(
    ("address", "said", "rest"),
    [
        ("?country=QQ", "“QQ” was not understood as “Country or area” and is left out.", ""),
        ("?country=QQ&year=2019", "“QQ” was not understood as “Country or area” and is left out.", "?year=2019"),
        ("?q=patent&utm_source=x", "“utm_source” is no filter of this list.", "?q=patent"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_understood_makes_no_longer_file(
    client: Client, form: str, address: str, said: str, rest: str
) -> None:
    response = client.get(f"/activities/export.{form}{address}")
    assert (response.status_code, response["Cache-Control"]) == (400, "no-store")
    notice = parse(response.content).one("main").one("div", "notice-warning")
    assert [item.text for item in notice.all("li")] == [said]
    assert notice.one("a").get("href") == f"/activities/{rest}"


WORDS = st.sampled_from(
    [
        "training",
        "coffee",
        "café",
        "培训",
        "التدريب",
        '"plan',
        "-office",
        "",
        "=1+1",
        "\x00",
        "🦆",
        " ".join(map(str, range(99))),
    ]
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.lists(WORDS, max_size=3).map(" ".join),
        "year": st.sampled_from(["2012", "2015", "x", "-1"]),
        "country": st.sampled_from(["PE", "MX", "ZZ", "'"]),
        "status": st.sampled_from(["completed", "planned", "none"]),
        "subject": st.sampled_from(["patents", "tisc", "nonsense"]),
    },
)


@examples(40)
@given(query=QUERIES)
def test_any_address_is_refused_just_where_the_page_has_a_problem_with_it(client: Client, query: dict) -> None:
    found = asked(RequestFactory().get("/activities/", query))
    response = client.get("/activities/export.csv", query)
    b"".join(getattr(response, "streaming_content", ()))
    assert response.status_code == (400 if found.problems else 200)
    assert asked(RequestFactory().get(f"/activities/{found.query}")).problems == []  # where the links of a page lead


def test_how_the_page_shows_its_list_changes_nothing_in_a_file(client: Client) -> None:
    def file(query: str) -> bytes:
        return b"".join(client.get(f"/activities/export.csv?year=2023{query}").streaming_content)

    assert file("&order=moon&more=moon&best=0&before=moon") == file("")


def test_a_refusal_is_in_the_readers_language(client: Client) -> None:
    page = parse(client.get("/ar/activities/export.csv?country=QQ").content)
    assert page.one("html").get("dir") == "rtl"
    assert page.one("div", "notice-warning").one("a").get("href") == "/ar/activities/"


@pytest.mark.parametrize("form", FORMS)
def test_headers_alone_are_those_of_the_file_and_none_is_made(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get(f"/activities/export.{form}")
    sent(whole)
    monkeypatch.delattr(views, "write")
    alone = client.head(f"/activities/export.{form}")
    assert (alone.status_code, sent(alone)) == (200, b"")
    told = whole.headers.keys() - {"Content-Length", "X-Request-ID"}
    assert {name: alone[name] for name in told} == {name: whole[name] for name in told}
    assert "Content-Length" not in alone
