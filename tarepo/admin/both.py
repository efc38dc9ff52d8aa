"""Two editors at once: a save on top of another's save shows both, field by field, and loses neither.

The form carries what it was filled in from, signed. Where the tables say something else by now, the two edits are met:
what only the other changed goes into the form by itself, what both changed is chosen. Nothing is saved until the form
has been seen; it then carries the newer state, so that an even newer save is met in the same way.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from tarepo.admin.both_shown import Meeting, meeting
from tarepo.admin.said import ONE, OWN, Entry, Row, Said, Section, entries, sections, stored
from tarepo.admin.three_way import Met, Mine, meet, value_at, with_value

SALT = "tarepo.admin.both"
CHOICE = "sent_choice/"


def seal(said: Said, *, still_open: dict[str, Any] | None = None, at: str = "") -> str:
    """What a form was filled in from, for the form to carry: compressed, and signed so that nobody packs a bomb.

    still_open: what clashes, by its path, with what stood there before both edits.
    """
    held = {"said": said, "open": still_open or {}, "at": at or timezone.now().isoformat()}
    return signing.dumps(held, salt=SALT, compress=True)


def unseal(sealed: str) -> dict[str, Any]:
    """Nothing is known where the value is missing or was tampered with: then every difference is a clash."""
    try:
        return signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        return {"said": {}, "open": {}, "at": ""}


@dataclass
class Sent:
    """What a browser sent, by section."""

    own: Row
    rows: dict[str, list[Entry]]

    def mine(self) -> Mine:
        said: Mine = {OWN: {ONE: self.own}}
        for name, found in self.rows.items():
            said[name] = {one.key or one.was: None if one.deleted else one.row for one in found if one.key or one.was}
        return said


def meet_newer(admin: Any, request: HttpRequest, found: models.Model) -> Meeting | None:
    """Meet what the browser sent with what the tables say; what to show, or None where it can be saved.

    Puts both edits in one into request.POST. The caller holds the object.
    """
    seen = unseal(request.POST.get("sent_seen", ""))
    parts = sections(admin, request, found)
    now = stored(parts, found)
    if seen["said"] == now and not seen["open"]:
        return None
    sent = read(parts, request)
    if sent is None:
        return None  # no form of ours: Django says so
    base = choose(seen, sent, request.POST)
    pair_new(parts, base, now, sent)
    met = meet(base, now, sent.mine())
    if not (met.taken or met.clashes or seen["open"]):
        return None
    places = write(parts, request, now, sent, met)
    still_open = {one.path: one.base for one in met.clashes}
    request.POST["sent_seen"] = seal(now, still_open=still_open, at=seen["at"] if still_open else "")
    shown = met.taken or met.clashes
    return meeting(found, parts, met, places, since=seen["at"]) if shown else None


def read(parts: dict[str, Section], request: HttpRequest) -> Sent | None:
    rows = {}
    for name, section in parts.items():
        if name != OWN:
            found = entries(section, request.POST, request.FILES)
            if found is None:
                return None
            rows[name] = found
    return Sent(parts[OWN].sent(request.POST, ""), rows)


def choose(seen: dict[str, Any], sent: Sent, data: QueryDict) -> Said:
    """What both are measured by, after the choices: a field for which none was made is as it was before both."""
    base: Said = seen["said"]
    for path, was in seen["open"].items():
        chosen = data.get(f"{CHOICE}{path}")
        if chosen == "theirs":
            _take(path, value_at(base, path), sent)
        elif chosen == "mine":
            _keep(path, sent)
        else:
            with_value(base, path, was)
    return base


def _take(path: str, theirs: Any, sent: Sent) -> None:
    section, key, column = path.split("/", 2)
    if section == OWN:
        sent.own[column] = theirs
        return
    for entry in sent.rows[section]:
        if key in (entry.key, entry.was) and column:
            entry.row[column] = theirs
        elif key == entry.key and theirs is not None:
            entry.row, entry.deleted = dict(theirs), False
    if not column and theirs is None:
        sent.rows[section] = [entry for entry in sent.rows[section] if entry.was != key]


def _keep(path: str, sent: Sent) -> None:
    """A row that they took away and I keep is a new one from now on."""
    section, key, column = path.split("/", 2)
    for entry in sent.rows.get(section, []):
        if not column and entry.was == key:
            entry.was = ""


def pair_new(parts: dict[str, Section], base: Said, now: Said, sent: Sent) -> None:
    """A row that both added, a text in one language say, is one row: the database takes no second."""
    for name, found in sent.rows.items():
        held = {entry.key for entry in found} | base.get(name, {}).keys()
        added = {key: row for key, row in now[name].items() if key not in held}
        for columns in _unique(parts[name]):
            by_values = {_values(row, columns): key for key, row in added.items()}
            for entry in found:
                if not entry.key and not entry.was and not entry.deleted:
                    entry.key = by_values.pop(_values(entry.row, columns), "")


def _values(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(row.get(name)) for name in columns)


def _unique(section: Section) -> list[tuple[str, ...]]:
    """The columns that no two rows of one object may share, so far as its form has them."""
    rules = [rule for rule in section.model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    found = [tuple(name for name in rule.fields if name != section.link) for rule in rules if rule.condition is None]
    return [columns for columns in found if columns and set(columns) <= section.columns.keys()]


def write(parts: dict[str, Section], request: HttpRequest, now: Said, sent: Sent, met: Met) -> dict[str, int]:
    """Both edits in one, as a browser would have sent them; the place of each row by section/key."""
    data, files = request.POST.copy(), MultiValueDict(request.FILES)
    for name in [name for name in data if name.startswith(CHOICE)]:
        del data[name]
    _replace(data, "", parts[OWN], met.said[OWN][ONE] or {})
    places: dict[str, int] = {}
    for name, found in sent.rows.items():
        rows = _ordered(name, now, found, met)
        prefix = parts[name].prefix
        for store in (data, files):
            for key in [key for key in store if key.startswith(prefix) and key[len(prefix) :][:1].isdigit()]:
                del store[key]
        for place, entry in enumerate(rows):
            _put(data, files, f"{prefix}{place}-", parts[name], entry)
            places[f"{name}/{entry.key or entry.was}"] = place
        data[f"{prefix}TOTAL_FORMS"] = str(len(rows))
        data[f"{prefix}INITIAL_FORMS"] = str(sum(entry.key in now[name] for entry in rows))
    request.POST = data  # type: ignore[assignment]
    request._files = files  # type: ignore[attr-defined]
    return places


def _ordered(name: str, now: Said, found: list[Entry], met: Met) -> list[Entry]:
    """First the rows that the tables have, in their order, as Django pairs them; then those that are new."""
    known = {entry.key: entry for entry in found if entry.key}
    first = []
    for key, row in now[name].items():
        entry = known.get(key) or Entry(key, row, {"id": [key]})
        merged = met.said[name].get(key)
        first.append(Entry(key, merged or entry.row, entry.fields, entry.files, deleted=merged is None))
    rest = [entry for entry in found if entry.key not in now[name]]
    for entry in rest:
        entry.was, entry.key = entry.key or entry.was, ""
    gone = {one.key for one in met.taken if one.section == name and not one.column and one.theirs is None}
    return [*first, *(entry for entry in rest if entry.was not in gone and not entry.deleted)]


def _put(data: QueryDict, files: MultiValueDict, prefix: str, section: Section, entry: Entry) -> None:
    own = section.model._meta.pk.name
    for name, values in entry.fields.items():
        if name not in (own, "DELETE", "sent_was"):
            data.setlist(f"{prefix}{name}", values)
    for name, values in entry.files.items():
        files.setlist(f"{prefix}{name}", values)
    _replace(data, prefix, section, entry.row)
    data[f"{prefix}{own}"] = entry.key
    if entry.was:
        data[f"{prefix}sent_was"] = entry.was
    if entry.deleted:
        data[f"{prefix}DELETE"] = "on"


def _replace(data: QueryDict, prefix: str, section: Section, row: Row) -> None:
    """Only fields that say something else than what was sent: what was typed stays as it was typed."""
    before = section.sent(data, prefix)
    for name in section.columns:
        if name not in row or row[name] == before[name]:
            continue
        for key in [key for key in data if key == f"{prefix}{name}" or key.startswith(f"{prefix}{name}__")]:
            del data[key]
        for key, values in section.spread({name: row[name]}).items():
            data.setlist(f"{prefix}{key}", values)
