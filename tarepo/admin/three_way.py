"""Two edits of one state: what only one of them changed is taken, what both changed is a clash. Pure."""

from dataclasses import dataclass, field

from tarepo.admin.said import Row, Said, Value

Mine = dict[str, dict[str, Row | None]]  # as Said; None for a row that was taken away


@dataclass(frozen=True)
class Moved:
    """A field that moved, or a whole row where column is empty; None for a row that is not there."""

    section: str
    key: str
    column: str
    base: Value | Row | None
    theirs: Value | Row | None
    mine: Value | Row | None

    @property
    def path(self) -> str:
        return f"{self.section}/{self.key}/{self.column}"


@dataclass
class Met:
    said: Mine  # both edits in one; where they clash, mine
    taken: list[Moved] = field(default_factory=list)  # changed by them alone
    clashes: list[Moved] = field(default_factory=list)


def meet(base: Said, theirs: Said, mine: Mine) -> Met:
    met = Met({})
    for section, rows in theirs.items():
        sent = mine.get(section, {})
        met.said[section] = {}
        for key in dict.fromkeys((*rows, *sent)):
            was, now = base.get(section, {}).get(key), rows.get(key)
            if key in sent:
                _meet_row(met, (section, key), was, now, sent[key])
            else:  # a row that they added
                met.said[section][key] = now
                if was is None:
                    met.taken.append(Moved(section, key, "", None, now, None))
    return met


def _meet_row(met: Met, place: tuple[str, str], was: Row | None, theirs: Row | None, mine: Row | None) -> None:
    section, key = place
    if theirs is not None and mine is not None:
        met.said[section][key] = _meet_columns(met, place, was or {}, theirs, mine)
        return
    met.said[section][key] = mine
    if theirs == mine or (theirs == was and theirs is not None):
        return
    whole = Moved(section, key, "", was, theirs, mine)
    if mine == was:
        met.said[section][key] = theirs
        met.taken.append(whole)
    else:
        met.clashes.append(whole)


def _meet_columns(met: Met, place: tuple[str, str], was: Row, theirs: Row, mine: Row) -> Row:
    made = dict(mine)
    for column, now in theirs.items():
        moved = Moved(*place, column, was.get(column), now, mine.get(column))
        if now in (moved.mine, moved.base):
            continue
        if column not in mine:  # no field of the form: told, where it is known what it was
            met.taken += [moved] if moved.base is not None else []
        elif moved.mine == moved.base or (moved.base is None and not moved.mine):
            made[column] = now
            met.taken.append(moved)
        else:
            met.clashes.append(moved)
    return made


def value_at(said: Said, path: str) -> Value | Row | None:
    section, key, column = path.split("/", 2)
    row = said.get(section, {}).get(key)
    return row if not column or row is None else row.get(column)


def with_value(said: Said, path: str, value: Value | Row | None) -> None:
    """Put a value back where it was; a row of None is none."""
    section, key, column = path.split("/", 2)
    rows = said.setdefault(section, {})
    if column and value is not None:
        rows.setdefault(key, {})[column] = value  # type: ignore[assignment]
    elif column:
        rows.get(key, {}).pop(column, None)
    elif isinstance(value, dict):
        rows[key] = value  # type: ignore[assignment]
    else:
        rows.pop(key, None)
