"""What corrections would change of what was public, in words: only what is public is named, persons as printed."""

from django.db.models import Q

from tarepo.content import Content
from tarepo.corrections.pieces import names_in
from tarepo.differences import Line
from tarepo.models import Patch, Snapshot
from tarepo.patch import fields_on
from tarepo.reading.changes import labels_for_readers, seen_lines, told_line
from tarepo.reading.names import load_names, persons_in
from tarepo.tiers import PUBLIC


def differences_of(patches: dict[int, Patch]) -> dict[int, list[Line]]:
    """By patch; three queries at most, however many there are."""
    if not patches:
        return {}
    wanted = Q()
    for patch in patches.values():
        wanted |= Q(record=patch.record_id, number=patch.base_version)
    held = {(row.record_id, row.number): row.body for row in Snapshot.objects.filter(wanted, tier=PUBLIC)}
    ids: set[int] = set()
    persons: set[str] = set()
    raw = {}
    for pk, patch in patches.items():
        body = held.get((patch.record_id or 0, patch.base_version), {})
        base: Content = body.get("content", {})
        new = base | fields_on(patch, base, base)
        raw[pk] = seen_lines(patch.kind, base, new)
        ids |= names_in(patch.kind, base) | names_in(patch.kind, new)
        persons |= {*body.get("persons", ())}
    persons |= persons_in(str(patch.values) for patch in patches.values())
    names = load_names(ids, persons)
    labels = labels_for_readers(ids, names)
    return {pk: [told_line(entry, labels, names, whole=True) for entry in entries] for pk, entries in raw.items()}


def difference_of(patch: Patch) -> list[Line]:
    return differences_of({patch.pk: patch})[patch.pk]
