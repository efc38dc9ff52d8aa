"""The names of the records and persons that a page mentions: two queries however many there are."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection

from tarepo.addresses import label_path
from tarepo.cards import PERSON_TOKEN, replace_tokens
from tarepo.reading.words import content_language, direction
from tarepo.tiers import PUBLIC

LABELS = """
    SELECT record_id, kind, reference, label, sort_keys, snapshot_id FROM tarepo_searchrow
    WHERE tier = %s AND record_id = ANY(%s::bigint[])
"""


@dataclass
class Names:
    """Looks up names that were fetched at once. What is not public is not there, so it is not named."""

    language: str
    records: dict[int, dict] = field(default_factory=dict)
    persons: dict[str, dict] = field(default_factory=dict)

    def get(self, pk: int | None) -> dict | None:
        """{"name", "url", "lang", "dir", "short", "kind"} of a record; None where readers know nothing of it."""
        return self.records.get(pk) if pk else None

    def all(self, ids: Iterable[int]) -> list[dict]:
        """The names of these records in the order given, without those that are not public."""
        return [self.records[pk] for pk in ids if pk in self.records]

    def sorted(self, ids: Iterable[int]) -> list[dict]:
        """The same in the alphabet's order."""
        return sorted(self.all(ids), key=lambda name: name["sort"])

    def fill(self, text: str) -> str:
        """The text with its person tokens replaced by what the source prints of each person."""
        return replace_tokens(text, lambda key, form: printed(self.persons.get(key), form))

    def person(self, key: str | None) -> dict | None:
        """None for one who was erased, too."""
        person = self.persons.get(key) if key else None
        return person if person and person["name"] else None

    def words(self, wording: dict | None, lead: str = "") -> dict | None:
        """{"text", "lang", "dir"} of a wording in the reader's language, else in the lead language, else in any."""
        if not wording:
            return None
        code = self.language if self.language in wording else lead if lead in wording else next(iter(wording))
        return {"text": self.fill(wording[code]), "lang": code, "dir": direction(code)}


def printed(person: Mapping[str, str] | None, form: str = "") -> str:
    """What a token of this form (tarepo/cards.py) prints of somebody."""
    if person is None or not person["name"]:  # erased
        return "…"
    if form.isdigit():
        return named_short(person["name"], int(form))
    name = f"{person['honorific']} {person['name']}".strip() if form else person["name"]
    return ", ".join(part for part in (name, person["function"], person["affiliation"]) if part)


def named_short(name: str, words: int) -> str:
    """The name alone; words: only so many last ones of it, as where a text goes on with “Ms. Semeria Ruschel”."""
    return " ".join(name.split()[-words:]) or "…"  # erased


def shown_reference(reference: str) -> str:
    """A reference that people quote (TA-2023-0001, CDIP-30, PE); empty for a slug, which serves the address alone."""
    return reference if reference != reference.lower() else ""


def load_names(ids: Collection[int], persons: Collection[str] = ()) -> Names:
    """One query for the records named, one for the persons if there are any: those given, and those in the names."""
    names = Names(content_language())
    for pk, kind, reference, label, keys, mark in _labels(ids):
        names.records[pk] = label_name(
            pk, kind, reference, json.loads(label), json.loads(keys), mark, language=names.language
        )
    persons = {*persons, *persons_in(name["name"] for name in names.records.values())}
    if persons:
        names.persons = _persons(persons)
        for name in names.records.values():
            name["name"] = names.fill(name["name"])
    return names


def _labels(ids: Collection[int]) -> list[tuple]:
    """Written out: with an array instead of a hundred parameters, and no model's converters, it takes half as long."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LABELS, [PUBLIC, list(ids)])
        return cursor.fetchall()


def persons_in(texts: Iterable[str]) -> set[str]:
    """The keys of the persons who stand in texts as tokens."""
    return {key for text in texts if "{P-" in text for key in PERSON_TOKEN.findall(text)}


def label_name(pk: int, kind: str, reference: str, label: dict, keys: dict, mark: int, *, language: str) -> dict:
    """What a page calls a record, from the label of its search row."""
    code = language if language in label["names"] else label["lead"]
    return {
        "id": pk,
        "name": label["names"].get(code, reference),
        "short": label.get("short", {}).get(code, ""),
        "lang": "" if code == language else code,
        "dir": "" if code == language else direction(code),
        "url": label_path(kind, reference, label),
        "kind": kind,
        "reference": reference,
        "sort": keys.get(code, reference),
        "mark": mark,
    }


def _persons(keys: Collection[str]) -> dict[str, dict]:
    from experts.models import Person

    rows = Person.objects.filter(key__in=keys).values("key", "honorific", "name", "function", "affiliation")
    return {row["key"]: dict(row) for row in rows}
