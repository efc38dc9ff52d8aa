"""One proposal as an editor judges it: the difference to the record as it is now, field by field, and what moved."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.content import Content, digest_of, read_content
from tarepo.content_check import ContentError
from tarepo.differences import Line, content_lines, text_where
from tarepo.kinds import schema_of, text_fields
from tarepo.models import Opinion, Origin, Patch, Text
from tarepo.patch import base_content, fields_on, find_conflicts

# Taken or left together: the database refuses the one without the others.
PERIOD = ("starts", "ends", "precision", "period_printed")
COOPERATION = ("cooperation", "declared_by")
GROUPS = {"starts": PERIOD, "cooperation": COOPERATION}


@dataclass
class Moved:
    """A field that somebody changed since: as it was, as it is, as it is proposed."""

    where: str
    name: str
    base: str
    now: str
    proposed: str


@dataclass
class Choice:
    """What an editor takes or leaves as one."""

    name: str  # of the box
    label: str
    paths: tuple[str, ...]  # of the patch's values
    lines: list[Line] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)


@dataclass
class Judged:
    choices: list[Choice]
    token: str  # of what was proposed, what the record says and what parties said: another, and the page is outdated
    problem: str = ""  # why it cannot be shown as a difference


def judged(patch: Patch) -> Judged:
    now = read_content(patch.kind, patch.record_id) if patch.record_id else {}
    base = base_content(patch) if patch.record_id and patch.base_version else {}
    token = digest_of([patch.values, patch.state, now, opinions_said(patch)])
    try:
        new = now | fields_on(patch, base, now)
    except ContentError as error:
        return Judged([], token, f"{error.where}: {error.why}")
    choices = choices_of(patch)
    shown: dict[str, Choice] = {}  # in the order of the content: a patch's values are in none
    for line in content_lines(patch.kind, now, new):
        choice = next(choice for choice in choices if _holds(choice, line))
        choice.lines.append(line)
        shown[choice.name] = choice
    moved_paths = {conflict.field for conflict in find_conflicts(patch)}
    moved = [choice for choice in choices if moved_paths & set(choice.paths)]
    if moved:
        _add_moved(patch, moved, base, now, new)
    return Judged([*shown.values()], token)


def opinions_said(patch: Patch) -> list[list]:
    """What parties answered, or did not yet; no query for a submission, of which nobody is asked."""
    if patch.origin != Origin.CORRECTION:
        return []
    rows = Opinion.objects.filter(patch=patch).order_by("pk").values_list("party_id", "state", "note")
    return [list(row) for row in rows]


def choices_of(patch: Patch) -> list[Choice]:
    """The values in their order, those that belong together as one."""
    found: dict[str, list[str]] = {}
    for path in patch.values:
        name = next((name for name, paths in GROUPS.items() if path in paths), path)
        found.setdefault(name, []).append(path)
    return [Choice(name, label_of(patch.kind, name), tuple(paths)) for name, paths in found.items()]


def label_of(kind: str, name: str) -> str:
    """What of the record somebody takes or leaves, in a word or two."""
    schema = schema_of(kind)
    if name in schema.parts:
        return str(capfirst(schema.parts[name].model._meta.verbose_name_plural))
    if name in GROUPS:
        return _("Period") if name == "starts" else _("Declared cooperation")
    where, _dot, rest = name.partition(".")
    if where == "texts":
        language, _dot, column = rest.partition(".")
        return text_label(language, column) if column else str(capfirst(Text._meta.verbose_name_plural))
    field = (schema.fields | schema.links).get(name)
    return capfirst(str(field.verbose_name)) if field else name


def text_label(language: str, column: str) -> str:
    known: Any = Text._meta.get_field(column) if column in text_fields() else None
    return f"{text_where(language)} – {capfirst(known.verbose_name) if known else column}"


def _holds(choice: Choice, line: Line) -> bool:
    return any(line.path == path or line.path.startswith(f"{path}.") for path in choice.paths)


def _add_moved(patch: Patch, moved: list[Choice], base: Content, now: Content, new: Content) -> None:
    """The three contents side by side, from two differences."""
    before = {(line.where, line.name): line for line in content_lines(patch.kind, base, now)}
    after = {(line.where, line.name): line for line in content_lines(patch.kind, now, new)}
    for choice in moved:
        for place, line in after.items():
            if _holds(choice, line):
                was = before[place].old if place in before else line.old
                choice.moved.append(Moved(*place, was, line.old, line.new))


def left_out(choices: list[Choice], taken: set[str]) -> str:
    """A sentence for the submitter about what an editor did not take; empty where all was."""
    names = [choice.label for choice in choices if choice.name not in taken]
    return _("Not taken over: %(fields)s.") % {"fields": "; ".join(names)} if names else ""
