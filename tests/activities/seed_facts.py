"""The source documents' records as their files hold them, and short forms to compare them by."""

import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "activities" / "data"
SOURCES = ROOT.parent / "shared" / "seeds"  # the shared folder beside the project
FILES = {
    "document/webinars-2024-report": "webinars-2024-report.txt",
    "document/mexico-meeting-story": "mexico-life-sciences-meeting-2023.txt",
    "document/peru-indecopi-experiences": "peru-indecopi-experiences.txt",
    "document/south-south-unit-page": "south-south-and-special-projects-unit.txt",
    "document/six-point-proposal": "six-point-proposal-es.txt",
}


@cache
def files() -> dict[str, dict]:
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))}


@cache
def records() -> dict[str, dict]:
    """Every record by kind/reference."""
    return {f"{row['kind']}/{row['reference']}": row for file in files().values() for row in file["record"]}


def persons() -> dict[str, dict]:
    return {row["key"]: row for file in files().values() for row in file.get("person", [])}


def record(name: str) -> dict:
    return records()[name]


def text(name: str, field: str, language: str = "en") -> str:
    return record(name)["texts"][language].get(field, "")


def roles(name: str) -> dict[str, list[str]]:
    """The parties by role; one that is inferred ends in a question mark."""
    made: dict[str, list[str]] = {}
    for row in record(name).get("involvements", []):
        party = row["party"].split("/")[1]
        made.setdefault(row["role"], []).append(party + ("?" if row.get("inferred") else ""))
    return made


def figures(name: str) -> list[str]:
    """Each figure as "[target] qualifier value unit, period as printed or from/to"."""
    return [_figure(row) for row in record(name).get("figures", [])]


def _figure(row: dict) -> str:
    parts = [row.get("nature", ""), row.get("qualifier", ""), row["value"], row["unit_of_measure"]["en"]]
    period = row.get("period_printed") or (str(row["starts"]) if "starts" in row else "no period")
    return f"{' '.join(filter(None, parts))}, {period}"


def points(name: str, kind: str) -> list[str]:
    return [row["wording"]["en"] for row in record(name).get("points", []) if row["kind"] == kind]


def lessons(name: str) -> list[str]:
    """Each lesson as "kind mode: text"."""
    return [
        f"{row['kind']} {row.get('delivery_mode', 'not_stated')}: {row['wording']['en']}"
        for row in record(name).get("lessons", [])
    ]


def tellers(name: str) -> set[str]:
    return {row.get("told_by", "nobody") for row in record(name).get("lessons", [])}


def cited(name: str) -> list[tuple[str, str]]:
    return [(row["role"], row["document"].split("/")[1]) for row in record(name).get("citations", [])]


def link(name: str) -> str:
    return record(name)["editions"][0]["link"]


def period(name: str) -> tuple[str, str, str]:
    row = record(name)
    return str(row.get("starts", "")), str(row.get("ends", "")), row.get("precision", "not_stated")


def flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
