"""Entries as pages, feeds, files and mails show them: a query for their versions, two for all names.

Of what is not public any more only its kind, its reference and a day are told: its title may be why it was withdrawn.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo.addresses import history_path
from tarepo.changed.find import Entry
from tarepo.enums import Kind
from tarepo.models import PublicAct, Snapshot
from tarepo.reading.names import Names, load_names, shown_reference
from tarepo.reading.words import date
from tarepo.record_history import changes

VERSIONS = """
    SELECT asked.record, former.number, former.body, latter.number, latter.body
    FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS asked (record, before, after)
    CROSS JOIN LATERAL (
        SELECT number, body FROM tarepo_snapshot
        WHERE record_id = asked.record AND tier = 0 AND number <= asked.before ORDER BY number DESC LIMIT 1
    ) former
    JOIN tarepo_snapshot latter
        ON latter.record_id = asked.record AND latter.tier = 0 AND latter.number = asked.after
"""
Pair = tuple[Snapshot, Snapshot]


@dataclass
class Told:
    """Entries with all that showing them takes."""

    entries: list[Entry]
    names: Names
    versions: dict[int, Pair] = field(default_factory=dict)  # record → before and after

    @property
    def marks(self) -> list[object]:
        return [
            *((each.step, each.is_public, each.before, each.net, each.reference) for each in self.entries),
            sorted(name["mark"] for name in self.names.records.values()),
            sorted(map(repr, self.names.persons.values())),
        ]


def told(entries: list[Entry], also: Iterable[int] = ()) -> Told:
    """The versions of those that changed, and all names. also: ids of records that are named besides."""
    versions = _versions([each for each in entries if each.net == PublicAct.CHANGED and each.is_public])
    bodies = [each.body for pair in versions.values() for each in pair]
    ids = {*also, *(pk for each in entries for pk in (each.record, each.merged_into, *each.names) if pk)}
    ids.update(pk for body in bodies for pk in body["names"])
    names = load_names(ids, {key for body in bodies for key in body["persons"]})
    return Told(entries, names, versions)


def _versions(entries: list[Entry]) -> dict[int, Pair]:
    if not entries:
        return {}
    found = {}
    ids, before, after = zip(*((each.record, each.before, each.version) for each in entries), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(VERSIONS, [list(ids), list(before), list(after)])
        for record, *rest in cursor.fetchall():
            former, latter = (
                Snapshot(record_id=record, number=number, body=json.loads(body))
                for number, body in (rest[:2], rest[2:])
            )
            found[record] = former, latter
    return found


def row_of(entry: Entry, told: Told, *, most: int) -> dict:
    """What a list shows of an entry; of its differences at most so many lines."""
    name = told.names.get(entry.record) if entry.is_public else None
    kind, reference = str(Kind(entry.kind).label), shown_reference(entry.reference)
    return {
        "act": str(entry.net),
        "act_label": str(entry.net.label),
        "kind": kind,
        "reference": reference,
        "day": timezone.localdate(entry.at).isoformat(),
        "date": date(timezone.localdate(entry.at).isoformat()),
        "title": name["name"] if name else " ".join(filter(None, (kind, reference))),
        "url": name["url"] if name else "",
        "lang": name["lang"] if name else "",
        "dir": name["dir"] if name else "",
        "countries": named_of(Kind.COUNTRY, entry, told) if name else [],
        "subjects": named_of(Kind.SUBJECT, entry, told) if name else [],
        "is_public": bool(name),
        "version": entry.version,
        "changes": _changes(entry, told, most) if name else None,
        "into": told.names.get(entry.merged_into) if not name and entry.merged_into else None,
    }


def named_of(kind: Kind, entry: Entry, told: Told) -> list[dict]:
    """The records of this kind that the entry's public form names today, itself among them, in the alphabet's order."""
    found = told.names.sorted({entry.record, *entry.names})
    return [name for name in found if name["kind"] == kind]


def _changes(entry: Entry, told: Told, most: int) -> dict | None:
    """The values of components/changes.html."""
    pair = told.versions.get(entry.record)
    if entry.net != PublicAct.CHANGED or pair is None:
        return None
    former, latter = pair
    more_url = history_path(entry.kind, entry.reference)
    return changes(entry.kind, latter, former, told.names, most=most, more_url=more_url)


def lines_of(row: dict) -> list[str]:
    """The differences of a row as plain lines, "Status: planned → completed"; what is left out is said."""
    values = row["changes"] or {}
    if "told" in values:
        return [values["told"]]
    taken = _("(taken away)")
    made = []
    for line in values.get("lines", ()):
        name = f"{line.where} – {line.name}" if line.where else line.name
        new = line.new or taken
        made.append(f"{name}: {line.old} → {new}" if line.old else f"{name}: {new}")
    return made + ([values["more"]["name"]] if values.get("more") else [])
