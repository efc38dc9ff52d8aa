"""The reference data as it stands in its files."""

import csv
import datetime as dt
import re

import pytest

from reference.enums import Level
from tarepo.content_new import New
from tarepo.seeds import ROOT, read_seeds

DATA = ROOT / "reference" / "data"
FACTS = ROOT.parent / "shared" / "reference" / "countries.csv"  # the shared folder beside the project
LANGUAGES = {"ar", "zh", "en", "fr", "ru", "es"}
LETTERS = {"ar": r"[ء-ي]", "zh": r"[一-鿿]", "ru": r"[а-яА-Я]"}
LEFT_THE_LDC_LIST = {
    "country/BW": dt.date(1994, 12, 19),
    "country/CV": dt.date(2007, 12, 20),
    "country/MV": dt.date(2011, 1, 1),
    "country/WS": dt.date(2014, 1, 1),
    "country/GQ": dt.date(2017, 6, 4),
    "country/VU": dt.date(2020, 12, 4),
    "country/BT": dt.date(2023, 12, 13),
    "country/ST": dt.date(2024, 12, 13),
}
# As the issue that began the portal names them.
NAMED_TYPES = {
    *("computer-tools", "mentorship", "distance-course", "joint-programme", "workshop", "seminar", "internship"),
    *("study-visit", "legal-drafting", "policy-support", "advice", "awareness", "trainers-training"),
}


@pytest.fixture(scope="module")
def records() -> list[New]:
    return read_seeds(sorted([*DATA.glob("*.csv"), *DATA.glob("*.toml")])).records


def of(records: list[New], kind: str) -> dict[str, dict]:
    return {record.reference: record.content for record in records if record.kind == kind}


@pytest.fixture(scope="module")
def facts() -> dict[str, dict]:
    if not FACTS.exists():
        pytest.skip("the shared folder with the facts is not beside the project")
    with FACTS.open(encoding="utf-8", newline="") as file:
        return {row["iso2"]: row for row in csv.DictReader(file)}


def test_every_record_is_named_in_the_six_languages(records: list[New]) -> None:
    assert [record.where for record in records if record.content["texts"].keys() != LANGUAGES] == []
    assert [record.where for record in records for text in record.content["texts"].values() if not text["title"]] == []


def test_names_are_written_in_the_letters_of_their_language(records: list[New]) -> None:
    wrong = [
        (record.where, language, text["title"])
        for record in records
        for language, text in record.content["texts"].items()
        if bool(re.search(LETTERS.get(language, r"[A-Za-z]"), text["title"])) is False
        or (language not in LETTERS and any(re.search(letters, text["title"]) for letters in LETTERS.values()))
    ]
    assert wrong == []


def test_every_record_but_a_country_has_english_as_its_one_original(records: list[New]) -> None:
    for record in records:
        texts = record.content["texts"]
        originals = [code for code, text in texts.items() if text["status"] == "original"]
        assert originals == ([] if record.kind == "country" else ["en"]), record.where


def test_vocabularies_have_two_levels(records: list[New]) -> None:
    for kind in ("subject", "type", "target-group", "goal"):
        terms = of(records, kind)
        for reference, term in terms.items():
            if "parent" in term:
                parent_kind, _, parent = term["parent"].partition("/")
                assert parent_kind == kind, reference
                assert "parent" not in terms[parent], reference


def test_siblings_have_positions_of_their_own(records: list[New]) -> None:
    for kind in ("subject", "type"):
        places = [(term.get("parent"), term["position"]) for term in of(records, kind).values()]
        assert len(places) == len(set(places))


def test_a_name_acronym_or_synonym_leads_to_one_term(records: list[New]) -> None:
    for kind in ("subject", "type", "target-group"):
        leads_to: dict[str, set[str]] = {}
        for reference, term in of(records, kind).items():
            for text in term["texts"].values():
                names = [text["title"], text.get("short_title", ""), *text.get("synonyms", "").split("\n")]
                for name in filter(None, names):
                    leads_to.setdefault(name.casefold(), set()).add(reference)
        assert {name: terms for name, terms in leads_to.items() if len(terms) > 1} == {}


def test_cati_is_tisc(records: list[New]) -> None:
    texts = of(records, "subject")["tisc"]["texts"]
    assert (texts["es"]["short_title"], texts["fr"]["short_title"], texts["ru"]["short_title"]) == (
        "CATI",
        "CATI",
        "ЦПТИ",
    )
    assert "CATI" in texts["en"]["synonyms"].split("\n")


def test_activity_types_of_the_second_level_have_a_level(records: list[New]) -> None:
    types = of(records, "type")
    assert types.keys() >= NAMED_TYPES
    for reference, term in types.items():
        assert ("level" in term) is ("parent" in term), reference
        assert term.get("level", Level.POLICY) in Level.values, reference
    assert {types[reference].get("level") for reference in NAMED_TYPES} == set(Level.values)


def test_there_are_17_goals(records: list[New]) -> None:
    assert list(of(records, "goal")) == [str(number) for number in range(1, 18)]


def test_countries_have_distinct_codes_with_leading_zeros(records: list[New]) -> None:
    countries = of(records, "country")
    assert len(countries) == 197
    assert sum(country["un_member"] for country in countries.values()) == 193
    assert [name for name, country in countries.items() if not re.fullmatch(r"[0-9]{3}", country["m49"])] == []
    for code in ("iso3", "m49"):
        assert len({country[code] for country in countries.values()}) == 197


def test_names_of_countries_have_neither_article_nor_asterisk(records: list[New]) -> None:
    for country in of(records, "country").values():
        for text in country["texts"].values():
            assert "*" not in text["title"]
            assert "(the)" not in text["title"]


def test_countries_and_areas_are_as_in_the_facts(records: list[New], facts: dict[str, dict]) -> None:
    countries = of(records, "country")
    assert countries.keys() == facts.keys()
    for code, country in countries.items():
        for column in ("iso2", "iso3", "m49", "m49_region", "m49_subregion"):
            assert country[column] == facts[code][column]
        assert country["un_member"] == (facts[code]["un_member"] == "1")
        assert {language: text["title"] for language, text in country["texts"].items()} == {
            language: facts[code][language] for language in LANGUAGES
        }


@pytest.mark.parametrize(("group", "size"), [("ldc", 44), ("lldc", 32), ("sids", 39)])
def test_groupings_have_the_members_of_the_facts(
    records: list[New], facts: dict[str, dict], group: str, size: int
) -> None:
    members = of(records, "organisation")[group]["groupmembers"]
    now = {row["member"] for row in members if "until" not in row}
    assert now == {f"country/{code}" for code, row in facts.items() if row[f"{group}_flag"]}
    assert len(now) == size


def test_those_who_left_the_ldc_list_stand_in_it_until_that_day(records: list[New]) -> None:
    members = of(records, "organisation")["ldc"]["groupmembers"]
    assert {row["member"]: row["until"] for row in members if "until" in row} == LEFT_THE_LDC_LIST
    assert [row for row in members if "since" in row] == []


def test_each_column_of_the_table_names_its_source() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    with (DATA / "countries.csv").open(encoding="utf-8") as file:
        assert [column for column in next(csv.reader(file)) if f"`{column}`" not in told] == []


def test_every_file_is_told_of() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    names = [re.sub(r"^subjects-.*", "subjects-*.toml", path.name) for path in DATA.iterdir()]
    assert [name for name in names if name not in told and name != "README.md"] == []
