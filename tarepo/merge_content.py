"""What two records of one kind say, made into what one of them says: pure, so that preview and writing agree.

Of whatever differs an editor picks one side, or both where there may be several. Keys of what is picked are paths of
the content: "venue", "texts.en.title", "points".
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import UniqueConstraint

from tarepo.content import Content
from tarepo.enums import TextStatus
from tarepo.kinds import Schema, answered_parts, names_record, schema_of, text_fields

LEFT, RIGHT, BOTH = "left", "right", "both"
# Columns that say one thing together; picked by the name of the first.
TOGETHER = (
    ("starts", "ends", "precision", "period_printed"),
    ("cooperation", "declared_by"),
    ("series", "number_in_series"),
)
KEPT = {"reference"}  # the address of the record that is kept


def joined(kind: str, left: Content, right: Content, picked: Mapping[str, str]) -> Content:
    """The content of the record that is kept; what was not picked is as it stands ready in the form."""
    schema, new = schema_of(kind), {name: left[name] for name in KEPT & left.keys()}
    for group in groups(schema):
        chosen = side_of(picked, group[0], default_of(schema, group, left, right))
        source = right if chosen == RIGHT else left
        new |= {name: source[name] for name in group if name in source}
    for name in schema.links:
        _put(new, name, sorted({*_rows(left, right, name, picked)}))
    for name, part in schema.parts.items():
        free = {} if name in answered_parts(schema) else picked  # no editor picks from what parties said
        _put(new, name, unique_rows(part, _rows(left, right, name, free)))
    _put(new, "texts", _texts(left.get("texts", {}), right.get("texts", {}), picked))
    return copy.deepcopy(new)


def groups(schema: Schema) -> Iterator[tuple[str, ...]]:
    """The columns by what is picked together."""
    firsts = {name: group for group in TOGETHER for name in group if group[0] in schema.fields}
    for name in schema.fields:
        group = firsts.get(name, (name,))
        if name == group[0] and name not in KEPT:
            yield tuple(member for member in group if member in schema.fields)


def default_of(schema: Schema, group: tuple[str, ...], left: Content, right: Content) -> str:
    """The kept record's own, where it says anything."""

    def says(content: Content) -> bool:
        return any(name in content and content[name] != schema.fields[name].get_default() for name in group)

    return RIGHT if says(right) and not says(left) else LEFT


def side_of(picked: Mapping[str, str], key: str, default: str) -> str:
    return picked.get(key, default)


def _put(content: Content, name: str, value: Any) -> None:
    if value:
        content[name] = value


def _rows(left: Content, right: Content, name: str, picked: Mapping[str, str]) -> list[Any]:
    mine, others = left.get(name, []), right.get(name, [])
    chosen = side_of(picked, name, BOTH)
    if chosen != BOTH:
        return list(mine if chosen == LEFT else others)
    return [*mine, *(row for row in others if row not in mine)]


def unique_rows(part: Schema, rows: Iterable[Content]) -> list[Content]:
    """Without doubles; of two that may not stand side by side the first, and what only the second says."""
    found: list[Content] = []
    columns = unique_columns(part)
    for row in rows:
        twin = next((each for each in found if any(_same(each, row, names) for names in columns)), None)
        if twin is not None:
            twin |= {name: value for name, value in row.items() if name not in twin}
        elif row not in found:
            found.append(dict(row))
    return found


def unique_columns(part: Schema) -> list[tuple[str, ...]]:
    """What of a row no other of its record may have, constraint by constraint."""
    rules = [rule for rule in part.model._meta.constraints if isinstance(rule, UniqueConstraint)]
    return [tuple(name for name in rule.fields if name != "record") for rule in rules if rule.fields]


def _same(row: Content, other: Content, names: tuple[str, ...]) -> bool:
    return all(row.get(name) == other.get(name) for name in names)


def _texts(left: dict[str, dict], right: dict[str, dict], picked: Mapping[str, str]) -> dict[str, dict]:
    found: dict[str, dict] = {}
    for language in dict.fromkeys((*left, *right)):
        if language in left and language in right:
            found[language] = _one_text(language, left[language], right[language], picked)
        elif side_of(picked, f"texts.{language}", LEFT if language in left else RIGHT) == (
            LEFT if language in left else RIGHT
        ):
            found[language] = dict(left.get(language) or without_base(right[language]))
    return _one_original(found, left)


def without_base(text: dict) -> dict:
    """A text of the other record was made from a version of that one, which the kept one never had."""
    return {name: value for name, value in text.items() if name != "made_from"}


def _one_text(language: str, mine: dict, other: dict, picked: Mapping[str, str]) -> dict:
    found = {}
    for name in text_fields():
        default = BOTH if name == "synonyms" else LEFT if mine.get(name) else RIGHT
        chosen = LEFT if name == "made_from" else side_of(picked, f"texts.{language}.{name}", default)
        if chosen == BOTH:
            lines = [*mine.get(name, "").splitlines(), *other.get(name, "").splitlines()]
            value: Any = "\n".join(dict.fromkeys(line for line in lines if line.strip()))
        else:
            value = (mine if chosen == LEFT else other).get(name)
        if value not in (None, ""):
            found[name] = value
    return found


def _one_original(texts: dict[str, dict], left: dict[str, dict]) -> dict[str, dict]:
    """Of two originals the kept record's is the original; how the other relates to it nobody has stated."""
    originals = [code for code, text in texts.items() if text["status"] == TextStatus.ORIGINAL]
    originals.sort(key=lambda code: left.get(code, {}).get("status") != TextStatus.ORIGINAL)
    for code in originals[1:]:
        texts[code] |= {"status": TextStatus.NOT_STATED.value}
    return texts


def replaced(kind: str, content: Content, ids: Mapping[int, int], *, own: int) -> Content:
    """The content with these records named by others, doubles left out, and nothing that names the record itself."""
    schema, new = schema_of(kind), dict(content)
    for name in [name for name, field in schema.fields.items() if names_record(field) and name in content]:
        new[name] = ids.get(content[name], content[name])
        if new[name] == own:
            del new[name]
    for name in schema.links.keys() & content.keys():
        del new[name]
        _put(new, name, sorted({ids.get(pk, pk) for pk in content[name]} - {own}))
    for name in schema.parts.keys() & content.keys():
        rows = [_row(schema.parts[name], row, ids, own) for row in content[name]]
        del new[name]
        _put(new, name, unique_rows(schema.parts[name], [row for row in rows if row is not None]))
    return new


def _row(part: Schema, row: Content, ids: Mapping[int, int], own: int) -> Content | None:
    """None where the row would say no more than that the record has to do with itself."""
    found = dict(row)
    for name, field in part.fields.items():
        if names_record(field) and name in row:
            found[name] = ids.get(row[name], row[name])
            if found[name] == own and not field.null:
                return None
    return found
