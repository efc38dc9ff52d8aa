"""Noting what readers may know of: a row for each step of a record's public life, with what it names before and after.

Called by whatever shows readers something else (publish.py, undo/states.py), in the same transaction. A detail or a
consent is no step.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.utils import timezone

from tarepo.codes import BASE, Facet, code
from tarepo.copy_rows import copy_rows
from tarepo.enums import Kind, State
from tarepo.locks import share_indexing
from tarepo.models import PublicAct, PublicChange, Record, SearchRow
from tarepo.tiers import PUBLIC

# The kinds of which /changes/ asks what changed; a first load publishes them first, in this order.
FOUND_BY = (Kind.COUNTRY, Kind.SUBJECT, Kind.ORGANISATION)


class Step(NamedTuple):
    """What became of a record, and the codes of the search rows before and after it."""

    record: int
    kind: str
    act: PublicAct
    version: int
    codes: Iterable[int]


def public_codes(ids: Collection[int]) -> dict[int, list[int]]:
    """What the public form of each record names now; those that are not public are left out. One query if any."""
    rows = SearchRow.objects.filter(tier=PUBLIC, record_id__in=ids)
    return dict(rows.values_list("record_id", "codes")) if ids else {}


def codes_before(acts: Mapping[int, PublicAct]) -> dict[int, list[int]]:
    """What each record named until now, or when it was withdrawn: asked before readers are shown something else."""
    found = public_codes([pk for pk, act in acts.items() if act == PublicAct.CHANGED])
    if returned := [pk for pk, act in acts.items() if act == PublicAct.RETURNED]:
        rows = PublicChange.objects.filter(record_id__in=returned).order_by("record_id", "-at", "-id")
        found |= dict(rows.distinct("record_id").values_list("record_id", "codes"))
    return found


def act_of(state: str, *, seen: bool) -> PublicAct:
    """What becomes for readers of a record that is made public; seen: whether they ever saw a version of it."""
    if not seen:
        return PublicAct.NEW
    return PublicAct.CHANGED if state == State.PUBLISHED else PublicAct.RETURNED


def note_withdrawn(ids: Collection[int]) -> None:
    """Those of the records that are public are about to be taken from readers. Called before they are."""
    rows = SearchRow.objects.filter(tier=PUBLIC, record_id__in=ids)
    told = rows.values_list("record_id", "kind", "record__version", "codes")
    note([Step(pk, kind, PublicAct.WITHDRAWN, version, codes) for pk, kind, version, codes in told])


def note_shown(
    kind: str, versions: Mapping[int, int], acts: Mapping[int, PublicAct], before: Mapping[int, list[int]]
) -> None:
    """What was made public just now: the version of each record, and what it named before."""
    after = public_codes(acts.keys())
    note([Step(pk, kind, act, versions[pk], [*before.get(pk, ()), *after[pk]]) for pk, act in acts.items()])


def note(steps: list[Step]) -> None:
    """Four queries at most, however many steps there are."""
    if not steps:
        return
    share_indexing()  # whoever counts steps meanwhile does not keep what they counted (find.py)
    own = {step.record for step in steps if step.kind in FOUND_BY}
    named = [{value % BASE for value in step.codes} | ({step.record} & own) for step in steps]
    kinds = dict(Record.objects.filter(pk__in=set().union(*named), kind__in=FOUND_BY).values_list("pk", "kind"))
    broader = _broader() if Kind.SUBJECT in kinds.values() else {}
    now = timezone.now()
    rows = []
    for step, ids in zip(steps, named, strict=True):
        found = {pk for pk in ids if pk in kinds}
        found |= {above for pk in found for above in broader.get(pk, ())}
        codes = sorted(code(Facet.REFERS, pk) for pk in found)
        rows.append(
            PublicChange(record_id=step.record, kind=step.kind, act=step.act, version=step.version, at=now, codes=codes)
        )
    copy_rows(PublicChange, rows)


def _broader() -> dict[int, list[int]]:
    """The subjects above each one, as readers know them; there are some dozens."""
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.SUBJECT, card__has_key="parent")
    parents = dict(rows.values_list("record_id", "card__parent"))
    return {pk: _above(parents, pk) for pk in parents}


def _above(parents: Mapping[int, int], pk: int) -> list[int]:
    found: list[int] = []
    while (above := parents.get(pk)) and above not in found and above != pk:
        found.append(above)
        pk = above
    return found
