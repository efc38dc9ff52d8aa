"""Merging two records that are the same thing: one is kept, the other leads to it for ever."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo.addresses import FOLDERS
from tarepo.bulk import changed_fields
from tarepo.changes import current_change
from tarepo.content import Content, digest_of, read_contents
from tarepo.content_write import write_content
from tarepo.enums import Kind, State
from tarepo.kinds import answered_parts, model_of, schema_of
from tarepo.labels import labelled
from tarepo.locks import lock_records
from tarepo.merge_checks import CannotMerge, check_details, check_pair, check_say, is_public
from tarepo.merge_content import joined, replaced
from tarepo.merge_refs import lead_elsewhere, move, records_naming
from tarepo.models import Detail, File, Identifier, OldAddress, Record, SearchRow
from tarepo.publish import archive, public_contents, publish_as, publish_many, refresh_forms

FILED = ("photos", "editions", "materials")  # the parts that show files


@dataclass
class Merge:
    """What a merge would make of two records, and of whatever names the one that is given up."""

    kept: Record
    other: Record
    left: Content  # of the kept one
    right: Content  # of the other, its files as the kept one has them
    new: Content
    naming: set[int]  # the records that name the other, in their working form or to readers
    public: dict[int, Content]
    files: set[int]  # of the other, that come along
    seen: str  # stands for all that both say now

    @property
    def becomes_public(self) -> bool:
        return is_public(self.kept) or is_public(self.other)

    @property
    def publishes_edits(self) -> bool:
        """Whether somebody's unpublished edits of the kept record become public with it."""
        return is_public(self.kept) and self.public.get(self.kept.pk) != self.left


@dataclass
class Merged:
    """What a merge wrote."""

    naming: list[int] = field(default_factory=list)
    published: list[int] = field(default_factory=list)


def prepare(kept_id: int, other_id: int, picked: Mapping[str, str]) -> Merge:
    """In a fixed number of queries, whatever the two have. Raises CannotMerge."""
    rows = labelled(Record.objects.select_related("merged_into")).in_bulk([kept_id, other_id])
    if not {kept_id, other_id} <= rows.keys():
        raise CannotMerge(_("One of the two is no longer there."))
    kept, other = rows[kept_id], rows[other_id]
    check_pair(kept, other)
    contents = read_contents(kept.kind, [kept.pk, other.pk])
    left, right = contents[kept.pk], contents[other.pk]
    seen = digest_of([left, right])
    right, files = _with_files(right, kept.pk, other.pk)
    ids = {other.pk: kept.pk}
    new = replaced(kept.kind, joined(kept.kind, left, right, picked), ids, own=kept.pk)
    naming = records_naming(kept.kind, other.pk) | set(
        SearchRow.objects.naming(other.pk).values_list("record_id", flat=True)
    )
    naming -= {kept.pk, other.pk}
    public = public_contents([kept.pk, other.pk])
    found = Merge(kept, other, left, right, new, naming, public, files & _filed(new), seen)
    check_details(
        [(record, public.get(record.pk)) for record in (kept, other)], new, becomes_public=found.becomes_public
    )
    if kept.kind == Kind.ORGANISATION:
        check_say(kept, other, naming)
    return found


def _filed(content: Content) -> set[int]:
    return {row["file"] for name in FILED for row in content.get(name, []) if "file" in row}


def _with_files(content: Content, kept: int, other: int) -> tuple[Content, set[int]]:
    """The content with the files that the kept record has itself, byte for byte; and those that it has not."""
    shown = _filed(content)
    if not shown:
        return content, set()
    rows = list(File.objects.filter(record_id__in=(kept, other)).values_list("pk", "record_id", "tier", "sha256"))
    held = {(tier, digest): pk for pk, record, tier, digest in rows if record == kept}
    twins = {pk: held[tier, digest] for pk, record, tier, digest in rows if record == other and (tier, digest) in held}
    new = dict(content)
    for name in FILED:
        if name in content:
            new[name] = [
                row | ({"file": twins[row["file"]]} if row.get("file") in twins else {}) for row in content[name]
            ]
    return new, {pk for pk, record, _tier, _digest in rows if record == other and pk in shown and pk not in twins}


def merge(*, kept: int, other: int, picked: Mapping[str, str], seen: str) -> Merged | None:
    """Give the kept record the content picked, lead to it whatever named the other, and archive that.

    None, and nothing written, where either says something else than what was seen, or something more names the other
    since a moment ago. What is public shows it at once; unpublished edits of the records that name the other stay
    unpublished. Raises CannotMerge and NotPublishable.
    """
    current_change()
    first = prepare(kept, other, picked)
    model = model_of(first.kept.kind)
    locked = lock_records({kept, other, *first.naming})  # all at once, in their order
    # Columns lead to the row of the kind: whoever is about to name one of the two has done so, or waits.
    list(model._base_manager.select_for_update().filter(pk__in=(kept, other)).order_by("pk"))
    found = prepare(kept, other, picked)
    if found.seen != seen or not found.naming <= locked.keys():
        return None
    states = dict(Record.objects.filter(pk__in=found.naming).values_list("pk", "state"))
    before = contents_of(found.naming)
    _move_own_rows(found)
    now = read_contents(found.kept.kind, [kept])[kept]  # with the other's identifiers: no two records have one
    said = {name: now[name] for name in answered_parts(schema_of(found.kept.kind)) & now.keys()}
    write_content(model.objects.get(pk=kept), changed_fields(now, _without_answers(found) | said), before=now)
    lead_elsewhere(model, other, kept)
    Record.objects.filter(pk__in=found.naming).update(changed_at=timezone.now())
    archive(found.other)
    Record.objects.filter(pk=other).update(merged_into=kept, publish_on=None)
    done = Merged(sorted(found.naming))
    if found.becomes_public:
        done.published += publish_many(found.kept.kind, [kept])
        if not done.published:  # details came along, and it is found by the other's reference from now on
            refresh_forms([kept])
    renamed = partial(_renamed, {other: kept})
    public = [pk for pk, state in states.items() if state == State.PUBLISHED]
    done.published += publish_again(public, before, renamed)
    return done


def _without_answers(found: Merge) -> Content:
    """What is written by form; the answers of parties came along as rows."""
    answered = answered_parts(schema_of(found.kept.kind))
    return {name: value for name, value in found.new.items() if name not in answered}


def _renamed(ids: Mapping[int, int], kind: str, pk: int, content: Content) -> Content:
    return replaced(kind, content, ids, own=pk)


def _move_own_rows(found: Merge) -> None:
    """What belonged to the other and is one of a kind: identifiers, files, details, old addresses."""
    kept, other = found.kept.pk, found.other.pk
    wanted = [(row["system"], row["value"]) for row in found.new.get("identifiers", [])]
    rows = Identifier.objects.filter(record_id=other)
    _move_answers(found)
    chosen = [pk for pk, *row in rows.values_list("pk", "system", "value") if tuple(row) in wanted]
    Identifier.objects.filter(pk__in=chosen).update(record=kept)
    move(File.objects.filter(pk__in=found.files), "record_id", kept)
    move(Detail.objects.filter(record_id=other), "record_id", kept)
    OldAddress.objects.filter(record_id=other).update(record=kept)
    if folder := FOLDERS.get(found.other.kind):
        path = f"{folder}/{found.other.reference}/"
        if not OldAddress.objects.filter(path=path).update(record=kept):
            OldAddress.objects.create(record_id=kept, path=path)


def _move_answers(found: Merge) -> None:
    """What parties confirmed of the other record; of a party that confirmed both, what it said of the kept one."""
    schema = schema_of(found.kept.kind)
    for part in (schema.parts[name].model for name in answered_parts(schema)):
        held = part.objects.filter(record_id=found.kept.pk).values("party_id")
        part.objects.filter(record_id=found.other.pk).exclude(party_id__in=held).update(record=found.kept.pk)


def contents_of(ids: Collection[int]) -> dict[int, Content]:
    """The working contents of records of whatever kinds."""
    found: dict[int, Content] = {}
    for kind, some in by_kind(ids).items():
        found |= read_contents(kind, some)
    return found


def by_kind(ids: Collection[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for pk, kind in Record.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "kind"):
        found.setdefault(kind, []).append(pk)
    return found


def publish_again(
    ids: Iterable[int], before: Mapping[int, Content], renamed: Callable[[str, int, Content], Content]
) -> list[int]:
    """Publish public records as they stand now; one that somebody is at work on as it was public, names apart.

    before: what each said before the merge.
    """
    done: list[int] = []
    for kind, some in by_kind(list(ids)).items():
        public, now = public_contents(some), read_contents(kind, some)
        shown = {pk: now[pk] if before[pk] == public[pk] else renamed(kind, pk, public[pk]) for pk in some}
        done += publish_as(kind, shown)
    return done
