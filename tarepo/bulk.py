"""What one edit of several records makes of the content of each: pure, so that what is previewed is what is written.

A step says what to do: {"do": "set", "field": "status", "value": "completed"}. Whatever a record has already, or has
not, is left as it is, so that doing a step twice changes nothing more.
"""

import copy
import re
from collections.abc import Callable, Iterable
from typing import Any

from tarepo.content import Content
from tarepo.enums import TextStatus
from tarepo.kinds import schema_of
from tarepo.models import Text

Step = dict[str, Any]


def edited(kind: str, content: Content, steps: Iterable[Step]) -> Content:
    """The content after the steps; the one given stays as it is."""
    new = copy.deepcopy(content)
    for step in steps:
        DOING[step["do"]](kind, new, step)
    return new


def _put(content: Content, name: str, value: Any) -> None:
    """What is empty is left out of a content."""
    if value in (None, "", {}, []):
        content.pop(name, None)
    else:
        content[name] = value


def _set(kind: str, content: Content, step: Step) -> None:
    value, field = step["value"], schema_of(kind).fields[step["field"]]
    _put(content, step["field"], field.get_default() if value is None and not field.null else value)


def _add(_kind: str, content: Content, step: Step) -> None:
    _put(content, step["field"], sorted({*content.get(step["field"], []), *step["values"]}))


def _remove(_kind: str, content: Content, step: Step) -> None:
    _put(content, step["field"], sorted({*content.get(step["field"], [])} - {*step["values"]}))


def _add_party(_kind: str, content: Content, step: Step) -> None:
    rows = content.get("involvements", [])
    if not any(_has_part(row, step) for row in rows):
        content["involvements"] = [*rows, {"party": step["party"], "role": step["role"], "inferred": False}]


def _remove_party(_kind: str, content: Content, step: Step) -> None:
    rows = content.get("involvements", [])
    _put(content, "involvements", [row for row in rows if not _has_part(row, step)])


def _has_part(row: Content, step: Step) -> bool:
    return (row["party"], row["role"]) == (step["party"], step["role"])


def _add_source(_kind: str, content: Content, step: Step) -> None:
    rows = content.get("sources", [])
    if step["row"] not in rows:
        content["sources"] = [*rows, dict(step["row"])]


def _replace(_kind: str, content: Content, step: Step) -> None:
    """Letter for letter, capitals too; whole: only where it is not part of a longer word."""
    found = re.escape(step["find"])
    pattern = re.compile(rf"(?<!\w){found}(?!\w)" if step["whole"] else found)
    for language, text in content.get("texts", {}).items():
        if step["language"] in ("", language):
            for name in [step["field"]] if step["field"] else Text.BODY:
                if name in text:
                    _put(text, name, pattern.sub(lambda _match: step["by"], text[name]))


def _text_status(_kind: str, content: Content, step: Step) -> None:
    text = content.get("texts", {}).get(step["language"])
    if text:
        text["status"] = step["status"]


DOING: dict[str, Callable[[str, Content, Step], None]] = {
    "set": _set,
    "add": _add,
    "remove": _remove,
    "add_party": _add_party,
    "remove_party": _remove_party,
    "add_source": _add_source,
    "replace": _replace,
    "text_status": _text_status,
}


def changed_fields(old: Content, new: Content) -> Content:
    """What write_content needs to be told to make the one of the other."""
    gone: Content = {name: [] if isinstance(old[name], list) else None for name in old.keys() - new.keys()}
    return {name: value for name, value in new.items() if value != old.get(name)} | gone


def originals(content: Content) -> int:
    return sum(text.get("status") == TextStatus.ORIGINAL for text in content.get("texts", {}).values())
