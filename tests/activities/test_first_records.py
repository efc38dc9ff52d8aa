"""What holds for every record that was entered from the source documents."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tarepo.enums import Kind, State
from tarepo.load import load
from tarepo.models import ChangeSet, Record, SearchRow, Snapshot
from tarepo.seeds import default_paths
from tarepo.tiers import PUBLIC
from tests.activities.seed_facts import FILES, SOURCES, flat, persons, records

PRINTED = ("printed", "period_printed", "posted_printed", "issued_printed")
ALL = [pytest.param(name, id=name) for name in sorted(records())]


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """The source documents' words, each on one line."""
    if not SOURCES.exists():
        pytest.skip("the shared folder with the source documents is not beside the project")
    return {name: flat((SOURCES / file).read_text(encoding="utf-8")) for name, file in FILES.items()}


def tables(value: object, document: str = "") -> Iterator[tuple[dict, str]]:
    """Every table in a record, with the document that it or the table around it names."""
    if isinstance(value, dict):
        document = value.get("document", document)
        yield value, document
        for item in value.values():
            yield from tables(item, document)
    elif isinstance(value, list):
        for item in value:
            yield from tables(item, document)


def test_there_are_so_many_of_each_kind() -> None:
    assert Counter(name.split("/")[0] for name in records()) == {
        "activity": 31,
        "organisation": 27,
        "document": 25,
        "agreement": 8,
        "recommendation": 8,
        "unit": 6,
        "project": 5,
        "session": 3,
        "series": 2,
    }


@pytest.mark.parametrize("name", ALL)
def test_it_says_where_it_comes_from(name: str) -> None:
    row = records()[name]
    if name in FILES:
        return  # a source document is its own source
    assert row["sources"]
    assert {source["document"] for source in row["sources"]} <= set(FILES)


@pytest.mark.parametrize("name", ALL)
def test_its_statements_come_from_the_source_documents(name: str) -> None:
    row = records()[name]
    for part in ("involvements", "figures", "lessons", "points", "undertakings"):
        for statement in row.get(part, []):
            assert statement["document"] in FILES
            assert statement["paragraph"]


@pytest.mark.parametrize("name", ALL)
def test_what_it_calls_printed_is_printed(name: str, sources: dict[str, str]) -> None:
    """Several printed forms stand with a semicolon between them."""
    anywhere = " ".join(sources.values())
    for table, document in tables(records()[name]):
        for field in PRINTED:
            for form in filter(None, table.get(field, "").split("; ")):
                assert flat(form) in sources.get(document, anywhere)


@pytest.mark.parametrize("name", ALL)
def test_it_has_one_text_of_known_or_unknown_status(name: str) -> None:
    texts = records()[name]["texts"]
    assert list(texts) in (["en"], ["es"])
    (language, words), *_ = texts.items()
    assert words["status"] == ("original" if language == "en" else "not_stated")


def test_nobody_declared_south_south_or_triangular_cooperation() -> None:
    assert [name for name, row in records().items() if row.get("cooperation")] == []


def test_names_of_persons_stand_in_their_own_table_only() -> None:
    surnames = {"Halm", "Roca", "Fragoso", "Rojas", "Dinnetz", "DI PIETRO", "MATUS", "Ghandour", "Amorim", "Benedetti"}
    surnames |= {"Luong", "Moalusi", "Asan", "Tshering", "Sibanda", "Tsimakuridze", "Ruschel", "Iuga", "luga", "Tang"}
    assert all(any(surname in person["name"] for surname in surnames) for person in persons().values())
    words = str(list(records().values()))
    assert [surname for surname in surnames if re.search(rf"\b{surname}\b", words)] == []


def test_the_persons_whom_the_story_the_unit_page_and_the_report_print() -> None:
    assert {key: row["name"] for key, row in persons().items()} == {
        "P-0001": "Alejandro Roca",
        "P-0002": "Aldo Fragoso",
        "P-0003": "Lorena Rojas Vega",
        "P-0004": "Mattias Karlsson Dinnetz",
        "P-0005": "Efua Halm",
        "P-0006": "DI PIETRO PERALTA Marcelo",
        "P-0007": "MATUS Mario",
        "P-0008": "Georges Ghandour",
        "P-0009": "Beatriz Amorim-Borher",
        "P-0010": "Patricia Benedetti",
        "P-0011": "Thang Luong",
        "P-0012": "Timothy Moalusi",
        "P-0013": "Habip Asan",
        "P-0014": "Tempa Tshering",
        "P-0015": "McLean Sibanda",
        "P-0016": "Salome Tsimakuridze",
        "P-0017": "Natalia Semeria Ruschel",
        "P-0018": "Emil-Eugen Iuga",
        "P-0019": "Daren Tang",
    }


@pytest.mark.django_db
def test_all_of_them_are_published() -> None:
    for kind in {name.split("/")[0] for name in records()}:
        wanted = {row["reference"] for row in records().values() if row["kind"] == kind}
        rows = Record.objects.filter(kind=kind, reference__in=wanted, state=State.PUBLISHED)
        assert set(rows.values_list("reference", flat=True)) == wanted
        shown = SearchRow.objects.filter(kind=kind, reference__in=wanted, tier=PUBLIC)
        assert set(shown.values_list("reference", flat=True)) == wanted


@pytest.mark.django_db
def test_loading_them_again_changes_nothing() -> None:
    before = (ChangeSet.objects.count(), Snapshot.objects.count(), Record.objects.count())
    loaded = load(default_paths())
    assert (loaded.new_records, loaded.new_persons) == (0, 0)
    assert (ChangeSet.objects.count(), Snapshot.objects.count(), Record.objects.count()) == before


@pytest.mark.django_db
def test_no_snapshot_holds_a_name() -> None:
    for snapshot in Snapshot.objects.filter(record__kind__in=[Kind.ACTIVITY, Kind.UNIT]):
        assert not any(person["name"] in str(snapshot.body) for person in persons().values())
