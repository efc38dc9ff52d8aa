"""The files that records are loaded from, read and checked as far as that needs no database."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reference.countries import read_countries
from tarepo.content import Content
from tarepo.content_new import New
from tarepo.enums import Kind

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("reference/data", "activities/data")
PERSON_TOKEN = re.compile(r"\{(P-[^}/]*)(?:/[0-9])?\}")


class LoadError(Exception):
    """Why nothing was loaded: one sentence that names the file, the record and the field."""


@dataclass
class SeedPerson:
    where: str
    key: str
    values: Content


@dataclass
class Seeds:
    records: list[New]
    persons: list[SeedPerson]


def default_paths() -> list[Path]:
    """The project's own data: reference data first."""
    return [
        path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*")) if path.suffix in (".csv", ".toml")
    ]


def read_seeds(paths: Iterable[Path]) -> Seeds:
    """Everything that the files hold. Raises LoadError."""
    seeds = Seeds([], [])
    for path in paths:
        tables = read_tables(path)
        for name, rows in tables.items():
            if name not in ("record", "person"):
                raise LoadError(f"{path.name}: “{name}” is neither record nor person.")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise LoadError(f"{path.name}: {name}: each is written under [[{name}]].")
        seeds.records += [new_record(path, row) for row in tables.get("record", [])]
        seeds.persons += [new_person(path, row) for row in tables.get("person", [])]
    refuse_twice((record.where, record.name) for record in seeds.records)
    refuse_twice((person.where, person.key) for person in seeds.persons)
    return seeds


def read_tables(path: Path) -> dict[str, list[Content]]:
    try:
        if path.suffix == ".csv":
            return {"record": list(read_countries(path))}
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except KeyError as error:
        raise LoadError(f"{path.name}: there is no column {error}.") from error
    except (OSError, ValueError) as error:  # ValueError: not TOML, or not UTF-8
        raise LoadError(f"{path.name}: {error}.") from error


def new_record(path: Path, row: Content) -> New:
    kind, reference = row.get("kind"), row.get("reference")
    where = f"{path.name}: {kind}/{reference}"
    if kind not in Kind.values:
        raise LoadError(f"{where}: kind: “{kind}” is not one of {', '.join(Kind.values)}.")
    if not reference or not isinstance(reference, str):
        raise LoadError(f"{where}: reference: it is missing.")
    return New(where, kind, reference, {name: value for name, value in row.items() if name != "kind"})


def new_person(path: Path, row: Content) -> SeedPerson:
    key = row.get("key")
    where = f"{path.name}: person {key}"
    if not isinstance(key, str) or not re.fullmatch(r"P-[0-9]+", key):
        raise LoadError(f"{where}: key: a person's key looks like P-0001.")
    return SeedPerson(where, key, {name: value for name, value in row.items() if name != "key"})


def refuse_twice(named: Iterable[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for where, name in named:
        if name in seen:
            raise LoadError(f"{where}: it is there twice, first in {seen[name].split(':')[0]}.")
        seen[name] = where


def person_tokens(value: object) -> Iterator[str]:
    """The keys of the persons who stand in texts as {P-0001}."""
    if isinstance(value, str):
        yield from PERSON_TOKEN.findall(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from person_tokens(item)
    elif isinstance(value, list):
        for item in value:
            yield from person_tokens(item)
