"""Undoing a change: its rows as they were, then what readers see; whatever was edited since is spared and named."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from tarepo.changes import current_change
from tarepo.enums import State
from tarepo.event_tables import EventTable, record_tables
from tarepo.labels import labels_of
from tarepo.locks import lock_change, lock_records
from tarepo.merge_back import lead_back, lead_on, merged_into, merged_since, show_apart
from tarepo.models import ChangeSet, Record
from tarepo.undo.plan import Row, merged_by, named_before, pairs_of, rows_of, tables_touched
from tarepo.undo.rows import Plan, put_back
from tarepo.undo.spare import Why, has_more_rows, spare_rows, without
from tarepo.undo.states import Standing, forget_passed_days, hide, says_the_same, show_again, standings, touch
from tarepo.undo.undone import Spared, Undone

Standings = dict[int, tuple[Standing | None, Standing | None]]


def undo(change_set: ChangeSet) -> Undone:
    """Undo the change within the open one; a fixed number of queries for each table that it touched.

    Undone once, it stays undone: the second time nothing is done, and the first one is named.
    """
    current = current_change()
    lock_change(change_set)
    done = Undone(change_set, by=ChangeSet.objects.filter(undoes=change_set).select_related("by").first())
    if done.by:
        done.was_undone = True
        return done
    plan = plan_of(change_set.pk)
    touched = records_in(plan)
    locked = lock_records(touched)
    names = names_of(touched)  # before what is deleted has lost its title
    why = _Undoing(plan, locked, done).run()
    names |= names_of(done.records)  # and after what was deleted has its title again
    done.spared = [
        Spared(record, names.get(str(record), f"#{record}"), sentence)
        for record, sentences in sorted(why.items())
        for sentence in dict.fromkeys(sentences)
    ]
    if done.did_anything:
        touch({*done.back, *done.shown, *done.archived})
        current.undoes = done.change
        current.save(update_fields=["undoes"])
        done.by = current
    return done


def plan_of(change_id: UUID) -> Plan:
    return {
        table: pairs_of(table, change_id) if table.is_link else rows_of(table, change_id)
        for table in tables_touched(change_id)
    }


def records_in(plan: Plan) -> set[int]:
    return {row.record for rows in plan.values() for row in rows}


def names_of(ids: Collection[int]) -> dict[str, str]:
    """Labels; of those that are no more, the references that they had."""
    found = labels_of(ids)
    if lacking := [pk for pk in ids if str(pk) not in found]:
        events = record_tables()[0].event._default_manager.filter(pgh_obj_id__in=lacking).order_by("pgh_id")
        found |= {str(pk): reference for pk, reference in events.values_list("pgh_obj_id", "reference")}
    return found


class _Undoing:
    """The steps, sharing the plan and what was found so far."""

    def __init__(self, plan: Plan, locked: dict[int, Record], done: Undone) -> None:
        self.plan, self.locked, self.done = plan, locked, done
        self.head: EventTable = record_tables()[0]
        rows: list[Row] = [row for row in plan.get(self.head, []) if isinstance(row, Row)]
        self.made = {row.record for row in rows if row.before is None and row.after}
        self.removed = {row.record for row in rows if row.after is None}
        self.merged = merged_by(rows)
        self.ends = {row.record: row.after for row in rows if row.after}
        self.stood: Standings = standings(self.head.event, rows)

    def run(self) -> Why:
        why = self._spare_missing()
        self._spare_merged(why)
        self._spare_answered(why)
        whole = set(why)  # nothing of these is undone
        found = spare_rows(self.plan)
        self._spare_made(found)
        for record, sentences in found.items():
            why.setdefault(record, []).extend(sentences)
        moved = self._moved_since(why, whole)
        records = records_in(self.plan)
        refused = put_back(self.plan, records)
        for record, sentence in refused.items():
            why.setdefault(record, []).append(sentence)
        self.done.gone = sorted((self.made & records) - refused.keys())
        self.done.back = sorted(self._with_rows(records - refused.keys() - self.made))
        for record, sentences in lead_on(named_before(self.plan)).items():
            why.setdefault(record, []).extend(sentences)
        self.done.led = lead_back(self.done.change, but=whole | refused.keys())
        self._give_states(refused.keys() | moved | whole)
        forget_passed_days(self.done.back, self.locked)
        now = merged_into(self.locked)
        show_apart([(each.merged_into_id, now.get(pk)) for pk, each in self.locked.items()], self.done.led)
        return why

    def _spare_missing(self) -> Why:
        """Records that are no more, or are there again."""
        why: Why = {}
        for record in records_in(self.plan):
            if record not in self.locked and record not in self.removed:
                why[record] = [_("the record was deleted since")]
            elif record in self.locked and record in self.removed:
                why[record] = [_("the record is there again")]
        without(self.plan, set(why))
        return why

    def _spare_merged(self, why: Why) -> None:
        """What was merged into another record since is read only, and leads there; a merge is undone whole or not."""
        since = merged_since(self.ends, self.locked)
        if again := [pk for pk in since if pk in self.merged]:
            since = dict.fromkeys(records_in(self.plan), since[again[0]]) | since
        for record, sentence in since.items():
            why.setdefault(record, []).append(sentence)
        without(self.plan, set(since))

    def _spare_answered(self, why: Why) -> None:
        """A party's answer is no editor's to undo; it goes along where a merge is undone, or a record comes back."""
        answers = (rows for table, rows in self.plan.items() if getattr(table.model, "ANSWERED", False))
        own = {row.record for rows in answers for row in rows} - self.removed - self.made
        if not self.merged and own:
            for record in own:
                why.setdefault(record, []).append(_("a party answered for itself: only the party takes that back"))
            without(self.plan, own)

    def _spare_made(self, found: Why) -> None:
        """A record that the change made goes as a whole or stays; one that readers saw is archived instead."""
        made = self.made & records_in(self.plan)
        more = has_more_rows(self.plan, made)
        for record in made:
            after = self.stood[record][1]
            if record in found or record in more or after != standing(self.locked[record]):
                found[record] = [_("this change made it, and it was edited since, so it stays")]
        kept = made & found.keys()
        self.done.archived = sorted(pk for pk in made - kept if self.locked[pk].version)
        without(self.plan, kept | set(self.done.archived))
        if self.done.archived:
            hide(dict.fromkeys(self.done.archived, State.ARCHIVED))

    def _moved_since(self, why: Why, whole: set[int]) -> set[int]:
        """Records whose state the change moved, and somebody else after it."""
        moved = {}
        for record, (before, after) in self.stood.items():
            if record in whole or not before or not after or before == after or record not in self.locked:
                continue
            if (now := standing(self.locked[record])) != after:
                moved[record] = (now, after)
        numbers = {pk: (now.version, then.version) for pk, (now, then) in moved.items() if now.state == then.state}
        found = moved.keys() - (says_the_same(numbers) if numbers else set())
        for record in found:
            why.setdefault(record, []).append(_("what readers see stays, as it was published or archived since"))
        return found

    def _with_rows(self, records: set[int]) -> set[int]:
        """Those of which more came back than the portal's own columns."""
        found = {row.record for table, rows in self.plan.items() if table is not self.head for row in rows}
        found |= self.removed | (records & {row.record for row in self.plan.get(self.head, [])})
        return records & found

    def _give_states(self, but: set[int]) -> None:
        """The state that each record had; what was public is what readers see again."""
        restored = lock_records(self.removed - but) if self.removed - but else {}
        now = self.locked | restored
        wanted = {
            record: before
            for record, (before, after) in self.stood.items()
            if record in now and record not in but and before and (before != after)
        }
        public = {pk: each.version for pk, each in wanted.items() if each.state == State.PUBLISHED}
        if hidden := {pk: each.state for pk, each in wanted.items() if pk not in public}:
            hide(hidden)
        self.done.shown = sorted(show_again(now, public)) if public else []
        self.done.back = sorted({*self.done.back, *hidden})


def standing(record: Record) -> Standing:
    return Standing(record.state, record.version)
