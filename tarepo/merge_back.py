"""What undoing has to know of merges: what no trigger knows of, and what was merged away since."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.changes import current_change
from tarepo.event_tables import record_tables
from tarepo.kinds import model_of
from tarepo.labels import labels_of
from tarepo.merge_refs import lead_elsewhere, move, records_naming
from tarepo.models import ChangeSet, Moved, Record
from tarepo.publish import refresh_forms


@dataclass
class LedBack:
    """What leads again to where it led before a merge, and what does not."""

    rows: list[Moved] = field(default_factory=list)
    spared: list[Moved] = field(default_factory=list)  # it moved on since
    records: set[int] = field(default_factory=set)  # whose details came or went: readers' rows are to be written anew


def lead_back(change: ChangeSet, *, but: Collection[int] = ()) -> LedBack:
    """Lead back what a merge moved in untracked tables: details, persons. What moved on since is left, and told.

    To be called in the undoing change. but: records that stay as they are, with what the merge gave them. Doing it
    twice changes nothing.
    """
    current_change()
    done = LedBack()
    for row in Moved.objects.filter(change=change).order_by("-pk"):
        rows = apps.get_model(row.table)._base_manager.filter(pk=row.row, **{row.column: row.after})
        of_record = row.column == "record_id"
        if (of_record and {row.before, row.after} & {*but}) or not move(rows, row.column, row.before):
            done.spared.append(row)
            continue
        done.rows.append(row)
        if of_record:
            done.records |= {pk for pk in (row.before, row.after) if pk}
    return done


def show_apart(heads: Iterable[tuple[int | None, int | None]], led: LedBack) -> None:
    """Write readers' rows anew where details or references came or went, once the records have their states again.

    heads: into what each record had been merged before the undoing, and is merged after it. The reference of what was
    merged finds the record that it leads to.
    """
    refresh_forms(led.records | {pk for was, now in heads if was != now for pk in (was, now) if pk})


def merged_into(ids: Collection[int]) -> dict[int, int | None]:
    """Into what each of the records is merged now; None for those that are not."""
    return dict(Record.objects.filter(pk__in=ids).values_list("pk", "merged_into_id"))


def merged_since(after: Mapping[int, int], locked: Mapping[int, Record]) -> dict[int, str]:
    """Records that were merged into others after the change that is undone, each with the sentence that says so.

    after: the event of each record's own row at the end of that change.
    """
    merged = {pk: record.merged_into_id for pk, record in locked.items() if record.merged_into_id}
    if not merged:
        return {}
    events = record_tables()[0].event._default_manager.filter(pgh_id__in=[after[pk] for pk in merged if pk in after])
    then = dict(events.values_list("pgh_obj_id", "merged_into_id"))
    since = {pk: into for pk, into in merged.items() if then.get(pk) != into}
    names = labels_of(set(since.values())) if since else {}
    sentence = _("it was merged into “%(name)s” since: undo that merge first")
    return {pk: sentence % {"name": names.get(str(into), f"#{into}")} for pk, into in since.items()}


def lead_on(named: Collection[int]) -> dict[int, list[str]]:
    """What came back and names a record that was merged away names what that was merged into; told, by record."""
    found = dict(
        Record.objects.filter(pk__in=named, merged_into__isnull=False)
        .order_by("pk")
        .values_list("pk", "merged_into_id")
    )
    kinds = dict(Record.objects.filter(pk__in=found).values_list("pk", "kind")) if found else {}
    names = labels_of({*found, *found.values()}) if found else {}
    why: dict[int, list[str]] = {}
    for pk, into in found.items():
        sentence = _("it names “%(into)s” now, as “%(name)s” was merged into that since") % {
            "into": names.get(str(into), f"#{into}"),
            "name": names.get(str(pk), f"#{pk}"),
        }
        for record in records_naming(kinds[pk], pk):
            why.setdefault(record, []).append(sentence)
        lead_elsewhere(model_of(kinds[pk]), pk, into)
    return why


def told(rows: Iterable[Moved]) -> list[str]:
    """How many rows of which table were led elsewhere, in a sentence each."""
    counts: dict[str, set[int]] = {}
    for row in rows:
        counts.setdefault(row.table, set()).add(row.row)
    names = {table: capfirst(str(apps.get_model(table)._meta.verbose_name_plural)) for table in counts}
    return [_("%(what)s: %(n)d") % {"what": names[table], "n": len(keys)} for table, keys in counts.items()]
