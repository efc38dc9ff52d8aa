"""Loading records from files: once, whole or not at all."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from experts.models import Person
from tarepo.content import read_content
from tarepo.enums import State
from tarepo.models import ChangeSet, Record, SearchRow, Snapshot, Text
from tarepo.seeds import default_paths

pytestmark = pytest.mark.django_db

ORGANISATION = """
[[record]]
kind = "organisation"
reference = "test-office"
form = "office"
country = "country/PE"
texts.en = { status = "original", title = "Test office" }
"""
ACTIVITY = """
[[person]]
key = "P-9001"
name = "Somebody printed"
function = "Head"
organisation = "organisation/test-office"

[[record]]
kind = "activity"
reference = "TA-1901-0001"
starts = 1901-05-09
ends = 1901-05-12
precision = "day"
status = "completed"
types = ["type/workshop", "type/seminar"]
subjects = ["subject/tisc"]
goals = ["goal/9"]
related = ["activity/TA-1901-0002"]
[record.texts.en]
status = "original"
title = "A workshop with {P-9001}"
[[record.sources]]
link = "https://example.org/"
posted_on = 1901-06-01
posted_by = "P-9001"
[[record.involvements]]
party = "organisation/test-office"
role = "provider"
[[record.figures]]
value = 645
qualifier = "about"
measure = { en = "participants" }
[[record.figures]]
value = 2.5
measure = { en = "days", es = "días" }
[[record.lessons]]
kind = "challenge"
wording = { en = "The network failed." }
subject = "subject/digital-divide"
told_by = "country/PE"

[[record]]
kind = "activity"
reference = "TA-1901-0002"
texts.en = { status = "original", title = "Another" }
sources = [{ link = "https://example.org/" }]
"""


def load(folder: Path, *files: str) -> str:
    paths = []
    for number, told in enumerate(files):
        paths.append(folder / f"file{number}.toml")
        paths[-1].write_text(told, encoding="utf-8")
    out = io.StringIO()
    call_command("load_records", *paths, stdout=out)
    return out.getvalue()


def refusal(folder: Path, *files: str) -> str:
    with pytest.raises(CommandError) as refused:
        load(folder, *files)
    return str(refused.value)


def numbers() -> list[int]:
    return [model.objects.count() for model in (Record, Text, Person, Snapshot, SearchRow, ChangeSet)]


def test_the_projects_own_records_are_there_and_published() -> None:
    told = io.StringIO()
    before = numbers()
    call_command("load_records", stdout=told)
    assert numbers() == before
    assert " records loaded, 0 new;" in told.getvalue()
    assert told.getvalue().startswith(f"{Record.objects.count()} records loaded")
    assert not Record.objects.exclude(state=State.PUBLISHED).exists()
    assert SearchRow.objects.count() == Record.objects.count()


def test_a_record_is_written_with_everything_that_its_file_says(tmp_path: Path) -> None:
    assert load(tmp_path, ACTIVITY, ORGANISATION) == "3 records loaded, 3 new; 1 persons, 1 new\n"
    ids = {record.reference: record.pk for record in Record.objects.all()}
    content = read_content("activity", ids["TA-1901-0001"])
    assert content == {
        "reference": "TA-1901-0001",
        "starts": "1901-05-09",
        "ends": "1901-05-12",
        "precision": "day",
        "status": "completed",
        "delivery_mode": "not_stated",
        "need_basis": "not_stated",
        "open_to_all": False,
        "types": sorted([ids["workshop"], ids["seminar"]]),
        "subjects": [ids["tisc"]],
        "goals": [ids["9"]],
        "related": [ids["TA-1901-0002"]],
        "texts": {"en": {"status": "original", "title": "A workshop with {P-9001}"}},
        "sources": [{"link": "https://example.org/", "posted_on": "1901-06-01", "posted_by": "P-9001"}],
        "involvements": [{"party": ids["test-office"], "role": "provider", "inferred": False}],
        "figures": [
            figure("645", "about", {"en": "participants"}),
            figure("2.5", "exactly", {"en": "days", "es": "días"}),
        ],
        "lessons": [
            {
                "kind": "challenge",
                "wording": {"en": "The network failed."},
                "subject": ids["digital-divide"],
                "told_by": ids["PE"],
                "delivery_mode": "not_stated",
            }
        ],
    }
    assert Snapshot.objects.get(record=ids["TA-1901-0001"]).body["content"] == content
    assert Person.objects.get(key="P-9001").organisation_id == ids["test-office"]


def figure(value: str, qualifier: str, measure: dict[str, str]) -> dict:
    return {
        "measure": measure,
        "nature": "achieved",
        "qualifier": qualifier,
        "value": value,
        "precision": "not_stated",
    }


def test_loading_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    load(tmp_path, ORGANISATION, ACTIVITY)
    before = numbers()
    assert load(tmp_path, ORGANISATION, ACTIVITY) == "3 records loaded, 0 new; 1 persons, 0 new\n"
    assert numbers() == before


def test_what_an_editor_has_changed_stays(tmp_path: Path) -> None:
    load(tmp_path, ORGANISATION)
    Text.objects.filter(record__reference="test-office").update(title="Renamed")
    assert load(tmp_path, ORGANISATION, ACTIVITY) == "3 records loaded, 2 new; 1 persons, 1 new\n"
    assert Text.objects.get(record__reference="test-office").title == "Renamed"


def test_everything_written_is_credited_to_one_change(tmp_path: Path) -> None:
    before = ChangeSet.objects.count()
    load(tmp_path, ORGANISATION, ACTIVITY)
    assert ChangeSet.objects.count() == before + 1
    newest = ChangeSet.objects.latest("made_at")
    assert newest.by is None
    assert {row.change_id for row in Snapshot.objects.filter(record__reference="test-office")} == {newest.pk}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('form = "office"', 'shape = "office"', "shape: there is no such field."),
        ('form = "office"', "", "form: This field cannot be blank."),
        ('form = "office"', 'form = "shed"', "form: Value 'shed' is not a valid choice."),
        (
            'form = "office"',
            'form = "country"',
            "form: a record of the kind organisation cannot have the form “country”.",
        ),
        ('"country/PE"', '"country/XX"', "country: there is no country/XX."),
        ('"country/PE"', '"subject/tisc"', "country: “subject/tisc” is a subject, which does not belong here."),
        ('"country/PE"', '"Peru"', "country: “Peru” is neither an id nor kind/reference."),
        ('title = "Test office"', 'name = "x"', "texts.en.name: no such field."),
        ('status = "original", ', 'status = "own", ', "texts.en: Value 'own' is not a valid choice."),
        ('country = "country/PE"', "country = 5", "country: it must be a text such as country/PE."),
        ('texts.en = { status = "original", title = "Test office" }', 'texts = "x"', "texts: it must be a table."),
        ('{ status = "original", title = "Test office" }', '"x"', "texts.en: it must be a table."),
        ('form = "office"', 'form = "office"\nplaces = 5', "places: it must be a list."),
        ('form = "office"', 'form = "office"\nplaces = [5]', "places[0]: it must be a table."),
        ('form = "office"', 'form = "office"\nsubjects = "subject/tisc"', "subjects: it must be a list."),
        ("texts.en", "texts.Eng", "texts.Eng: “Eng” is not a language code such as en, zh or pt-BR."),
    ],
)
def test_a_mistake_is_told_with_file_record_and_field(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    before = numbers()
    assert old in ORGANISATION
    told = refusal(tmp_path, ACTIVITY, ORGANISATION.replace(old, new))
    name = "organisation/test-office"
    assert told == f"file1.toml: {name}: {sentence}"
    assert numbers() == before


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('role = "provider"', 'role = "giver"', "involvements[0].role: Value 'giver' is not a valid choice."),
        ('party = "organisation/test-office"', "", "involvements[0].party: it is missing."),
        ("value = 2.5", 'value = "many"', "figures[1].value: “many” value must be a decimal number."),
        ("value = 2.5", "number = 2", "figures[1].number: no such field."),
        ('"type/workshop"', '"type/party"', "types: there is no type/party."),
        ('"type/workshop"', '"goal/9"', "types: “goal/9” is a goal, which does not belong here."),
        ('"subject/digital-divide"', '"goal/9"', "lessons[0].subject: “goal/9” is a goal, which does not belong here."),
        ("with {P-9001}", "with {P-9002}", "texts: there is no person P-9002."),
        ('posted_by = "P-9001"', 'posted_by = "P-9"', "sources[0].posted_by: there is no person P-9."),
        ("1901-05-12", '"1901-02-31"', "ends: “1901-02-31” value has the correct format (YYYY-MM-DD) but it is an "
         "invalid date."),
        ("{ en = \"The network failed.\" }", "{ en = \"\" }", "lessons[0].wording: The text in “en” is empty."),
        ('status = "original"\ntitle', 'status = "official"\ntitle', "Exactly one of its texts must be marked as the "
         "original."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_part_or_link_is_told_with_its_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    before = numbers()
    assert old in ACTIVITY
    told = refusal(tmp_path, ACTIVITY.replace(old, new, 1), ORGANISATION)
    assert told == f"file0.toml: activity/TA-1901-0001: {sentence}"
    assert numbers() == before


def test_dates_in_the_wrong_order_are_told_with_the_record(tmp_path: Path) -> None:
    told = refusal(tmp_path, ACTIVITY.replace("ends = 1901-05-12", "ends = 1901-05-01"), ORGANISATION)
    assert told.startswith("file0.toml: activity/TA-1901-0001: activities: ")
    assert "activity_ends_after_start" in told


def test_a_character_that_the_database_cannot_hold_is_told_with_the_record(tmp_path: Path) -> None:
    told = refusal(tmp_path, ORGANISATION.replace("Test office", "Test\\u0000office"))
    assert told.startswith("file0.toml: organisation/test-office: ")
    assert "NUL" in told


def test_a_row_that_the_database_refuses_is_told_with_the_record(tmp_path: Path) -> None:
    twice = '[[record.involvements]]\nparty = "organisation/test-office"\nrole = "provider"\n[[record.figures]]'
    told = refusal(tmp_path, ACTIVITY.replace("[[record.figures]]", twice, 1), ORGANISATION)
    assert told.startswith("file0.toml: activity/TA-1901-0001: parties and partners: ")
    assert "involvement_once_a_role" in told


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("[[record]]\nkind = ", "file0.toml: Invalid value (at end of document)."),
        ("[record]\nkind = 'unit'\n", "file0.toml: record: each is written under [[record]]."),
        ("[[recrod]]\n", "file0.toml: “recrod” is neither record nor person."),
        ('[[record]]\nkind = "unit"\n', "file0.toml: unit/None: reference: it is missing."),
        ('[[person]]\nname = "X"\n', "file0.toml: person None: key: a person's key looks like P-0001."),
        ('[[person]]\nkey = "P-9"\nage = 4\n', "file0.toml: person P-9: age: there is no such field."),
        (
            '[[person]]\nkey = "P-9"\nname = "X"\norganisation = "organisation/none"\n',
            "file0.toml: person P-9: organisation: there is no organisation/none.",
        ),
    ],
)
def test_a_file_that_makes_no_sense_is_told(tmp_path: Path, told: str, sentence: str) -> None:
    assert refusal(tmp_path, told) == sentence


def test_an_unknown_kind_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    told = refusal(tmp_path, '[[record]]\nkind = "thing"\nreference = "x"\n')
    assert told.startswith("file0.toml: thing/x: kind: “thing” is not one of activity, project, ")


def test_a_record_that_is_there_twice_is_told(tmp_path: Path) -> None:
    told = refusal(tmp_path, ORGANISATION, ORGANISATION)
    assert told == "file1.toml: organisation/test-office: it is there twice, first in file0.toml."


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.toml: .*No such file"):
        call_command("load_records", tmp_path / "none.toml")


def test_more_records_take_no_more_queries(tmp_path: Path) -> None:
    """Records, texts, parts and snapshots go a table at a time."""

    def queries(references: list[str]) -> int:
        told = [ORGANISATION.replace("test-office", reference) for reference in references]
        with CaptureQueriesContext(connection) as captured:
            load(tmp_path, *told)
        return len([query for query in captured if "SAVEPOINT" not in query["sql"]])

    queries(["warming-up"])
    assert queries(["a", "b", "c"]) == queries(["d"])


def test_the_projects_own_files_are_found() -> None:
    names = [path.name for path in default_paths()]
    assert "countries.csv" in names
    assert "subjects-rights.toml" in names
    assert "README.md" not in names
