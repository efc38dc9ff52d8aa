"""The facts of the unit's page, and the six points word for word."""

import pytest

from tests.activities.seed_facts import SOURCES, flat, period, persons, points, record, records, roles, text

UNIT = "unit/south-south-cooperation-and-special-projects"
BRANDING = "project/branding-tourism"
METHODOLOGY = "project/national-strategies-methodology"
SEMINAR = "activity/TA-0000-0001"


def test_the_unit_its_head_sector_programme_and_line() -> None:
    row = record(UNIT)
    assert (persons()[row["head"]]["name"], persons()[row["head"]]["function"]) == (
        "DI PIETRO PERALTA Marcelo",
        "Director",
    )
    assert persons()[row["reports_to"]]["name"] == "MATUS Mario"
    assert row["sector"] == "Development Sector"
    assert row["programmes"] == [
        {
            "number": "9",
            "title": "Africa, Arab, Asia and the Pacific, Latin America and the Caribbean Countries, "
            "Least Developed Countries",
        }
    ]


def test_the_unit_has_five_tasks() -> None:
    assert [task[:40] for task in points(UNIT, "task")] == [
        "Establishment of a focal point responsib",
        "Development and administration of specia",
        "Strengthening the competitiveness of cer",
        "Administering WIPO Match platform, an on",
        "Designing, managing, phasing out and mai",
    ]


def test_the_branding_project_in_four_countries() -> None:
    assert roles(BRANDING) == {"beneficiary": ["EG", "EC", "NA", "LK"], "provider": ["wipo"]}
    assert period(BRANDING) == ("2016-01-01", "2018-12-31", "year")
    assert [row["phase"] for row in record(BRANDING)["phases"]] == ["ongoing"]
    assert record(BRANDING)["unit"] == UNIT


def test_the_phase_of_the_methodology_is_not_stated() -> None:
    assert "phases" not in record(METHODOLOGY)
    assert period(METHODOLOGY) == ("", "", "not_stated")
    assert record(METHODOLOGY)["unit"] == UNIT


def test_the_platform_for_needs_and_offers() -> None:
    row = record("organisation/wipo-match")
    assert (row["body"], row["unit"], row["part_of"]) == ("service", UNIT, "organisation/wipo")
    assert text("organisation/wipo-match", "summary") == (
        "An online tool to match seekers of specific IP-related development needs with potential providers "
        "offering resources."
    )


def test_the_points_one_by_one_with_their_letters() -> None:
    rows = [row for row in records().values() if row["kind"] == "recommendation"]
    assert [(row["reference"], row["number"], row.get("parent"), row["position"]) for row in rows] == [
        ("six-points-1", "1", None, 1),
        ("six-points-1a", "a", "recommendation/six-points-1", 1),
        ("six-points-1b", "b", "recommendation/six-points-1", 2),
        ("six-points-2", "2", None, 2),
        ("six-points-3", "3", None, 3),
        ("six-points-4", "4", None, 4),
        ("six-points-5", "5", None, 5),
        ("six-points-6", "6", None, 6),
    ]


def test_the_points_are_in_spanish_only_and_their_status_is_not_stated() -> None:
    for row in records().values():
        if row["kind"] == "recommendation":
            assert [(code, words["status"]) for code, words in row["texts"].items()] == [("es", "not_stated")]


def test_the_points_are_word_for_word_the_proposal() -> None:
    if not SOURCES.exists():
        pytest.skip("the shared folder with the source documents is not beside the project")
    printed = flat((SOURCES / "six-point-proposal-es.txt").read_text(encoding="utf-8"))
    rows = [row for row in records().values() if row["kind"] == "recommendation"]
    told = " ".join(f"{row['number']}. {flat(row['texts']['es']['description'])}" for row in rows)
    assert told == printed


def test_the_seminar_serves_point_1a_and_was_perhaps_never_held() -> None:
    row = record(SEMINAR)
    assert row["recommendations"] == ["recommendation/six-points-1a"]
    assert row["related"] == ["session/CDIP-19"]
    assert "status" not in row
    assert period(SEMINAR) == ("", "", "not_stated")
    assert text(SEMINAR, "title", "es") == "Seminario de un día de manera paralela a la decimonovena sesión del CDIP"
