"""The text of a record as the parts of its vector: titles before summaries before the rest."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, JSONField, Value

from tarepo.cards import PERSON_TOKEN

TITLES = ("title", "short_title", "other_title", "synonyms")
SUMMARIES = ("summary", "objective")
REST = ("description", "need", "outcomes")
PLAIN = {"symbol": "A", "venue": "C", "period_printed": "C"}  # in no stated language
WEIGHTS = {**dict.fromkeys(TITLES, "A"), **dict.fromkeys(SUMMARIES, "B"), **dict.fromkeys(REST, "C")}

Part = tuple[str, str, str]  # language, weight, text


class DocumentVector(Func):
    """The parts as a tsvector: `SearchIndex(vector=DocumentVector(parts))`."""

    function = "tarepo_vector"
    output_field = SearchVectorField()

    def __init__(self, parts: Iterable[Part]) -> None:
        super().__init__(Value([list(part) for part in parts], output_field=JSONField()))


def document_parts(content: dict[str, Any], names: Iterable[Part] = ()) -> list[Part]:
    """What is indexed of a record's content, the weightiest first as the end of a long text is cut.

    names: more texts with their weights, such as the titles of what the record names.
    """
    texts = content.get("texts", {})
    made = [
        (language, weight, text[name])
        for name, weight in WEIGHTS.items()
        for language, text in texts.items()
        if text.get(name)
    ]
    made += [(language, "C", text) for wording in _wordings(content) for language, text in wording.items()]
    made += [("", weight, content[name]) for name, weight in PLAIN.items() if content.get(name)]
    made += [("", "C", row["value"]) for row in content.get("identifiers", ())]
    made += [("", "C", f"{Decimal(row['value']).normalize():f}") for row in content.get("figures", ())]
    made += names
    return [(language, weight, clean(text)) for language, weight, text in sorted(made, key=lambda part: part[1])]


def _wordings(content: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The small texts by language of the record and its parts (WordingField)."""
    rows = [content, *(row for part in content.values() if isinstance(part, list) for row in part)]
    for row in rows:
        if isinstance(row, dict):
            yield from (value for name, value in row.items() if name != "texts" and _is_wording(value))


def _is_wording(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def clean(text: str) -> str:
    """Without the keys of persons, and without what a database's text may not hold."""
    text = PERSON_TOKEN.sub(" ", text)
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
