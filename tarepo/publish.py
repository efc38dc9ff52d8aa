"""Publishing: the step by which what editors wrote becomes what readers see."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo import cards
from tarepo.changed.note import act_of, codes_before, note_shown, note_withdrawn
from tarepo.changes import current_change
from tarepo.content import Content, read_contents
from tarepo.copy_rows import copy_rows
from tarepo.corrections.credit import note_corrections
from tarepo.enums import Kind, State
from tarepo.indexing import index
from tarepo.indexing.dirty import drain_after_commit
from tarepo.kinds import for_readers
from tarepo.locks import lock_records
from tarepo.models import Detail, Record, SearchRow, Snapshot
from tarepo.problems import problems
from tarepo.tiers import PUBLIC, overridden_by, tiers_of_record
from webinars.addresses import address_problems

# Once it is published or archived there is neither a reviewer to note anything to nor a day to wait for.
NOTHING_WAITS: dict[str, Any] = {"publish_on": None, "review_note": ""}


class NotPublishable(Exception):
    """What is missing, in sentences for the editor: {reference: [sentence, …]}."""

    def __init__(self, found: dict[str, list[str]]) -> None:
        super().__init__("; ".join(f"{key}: {' '.join(lines)}" for key, lines in found.items()))
        self.found = found


def publish(record: Record) -> bool:
    """Make the record's working form public; whether that changed anything. Raises NotPublishable."""
    return bool(publish_many(record.kind, [record.pk]))


def publish_many(kind: str, ids: Collection[int]) -> list[int]:
    """The same for several records of one kind, in a fixed number of queries; the ids of those that changed.

    A record whose content is what is public already keeps its version. Raises NotPublishable, naming every record
    that cannot be published; nothing is written then.
    """
    current_change()
    records = lock_records(ids)
    contents = read_contents(kind, records.keys())
    missing = {records[pk].reference: lines for pk, body in contents.items() if (lines := problems(kind, body))}
    merged = _("It was merged into another record: undo the merge before it is published.")
    missing |= {record.reference: [merged] for record in records.values() if record.merged_into_id}
    if kind == Kind.ACTIVITY and any(body.get("webinars") for body in contents.values()):
        for pk, lines in address_problems(contents, public_contents(records)).items():
            missing.setdefault(records[pk].reference, []).extend(lines)
    if missing:
        raise NotPublishable(missing)
    return make_public(kind, records, contents)


def publish_as(kind: str, contents: dict[int, Content], *, settles: bool = True) -> list[int]:
    """Make these contents public as they are given, unchecked, whatever the working forms say; the ids that changed.

    So that a merge reaches readers, and nobody's unpublished edits with it. settles: whether nothing waits any more;
    else a day to publish and a note to the reviewer stay.
    """
    current_change()
    return make_public(kind, lock_records(contents), contents, settles=settles) if contents else []


def make_public(
    kind: str, records: dict[int, Record], contents: dict[int, Content], *, settles: bool = True
) -> list[int]:
    """Show readers these contents, whatever the working tables say; the ids of those that changed.

    The records are locked. What is public already keeps its version.
    """
    now = timezone.now()
    contents = {pk: for_readers(kind, content) for pk, content in contents.items()}
    public = public_contents(records)
    new = {pk for pk in contents if contents[pk] != public.get(pk)}
    changed = [pk for pk in contents if pk in new or records[pk].state != State.PUBLISHED]
    becomes = {"state": State.PUBLISHED, "published_at": now, **(NOTHING_WAITS if settles else {})}
    Record.objects.filter(pk__in=new).update(version=F("version") + 1, **becomes)
    Record.objects.filter(pk__in=set(changed) - new).update(**becomes)
    if settles:
        _settle([record for pk, record in records.items() if pk not in changed])
    acts = {pk: act_of(records[pk].state, seen=pk in public) for pk in changed}
    before = codes_before(acts)
    write_forms(kind, {pk: contents[pk] for pk in changed})
    note_shown(kind, {pk: records[pk].version + (pk in new) for pk in changed}, acts, before)
    return changed


def _settle(records: list[Record]) -> None:
    """What was public already waits for nothing any more either; no query where nothing did."""
    waiting = [record.pk for record in records if record.publish_on or record.review_note]
    if waiting:
        Record.objects.filter(pk__in=waiting).update(**NOTHING_WAITS)


def public_contents(records: Collection[int]) -> dict[int, Content]:
    """The content of the newest public snapshot of each record that has one, archived ones too."""
    rows = Snapshot.objects.filter(record_id__in=list(records), tier=PUBLIC).order_by("record_id", "-number")
    return {row.record_id: row.body["content"] for row in rows.distinct("record_id")}


def archive(record: Record) -> bool:
    """Take the record from readers; its snapshots stay. Whether it was public or a draft until now."""
    current_change()
    locked = lock_records([record.pk])[record.pk]
    if locked.state == State.ARCHIVED:
        return False
    note_withdrawn([record.pk])
    SearchRow.objects.filter(record_id=record.pk).delete()
    Record.objects.filter(pk=record.pk).update(state=State.ARCHIVED, **NOTHING_WAITS)
    drain_after_commit()
    return True


def refresh_forms(ids: Collection[int]) -> None:
    """Write anew what members, beneficiaries and the Secretariat see, after a detail or a consent changed.

    The public form, its version and its dates do not move.
    """
    current_change()
    # Locked as for publishing: whoever publishes meanwhile would find an older version put back in the lists.
    records = [record for record in lock_records(ids).values() if record.state == State.PUBLISHED]
    public = public_contents({record.pk: record for record in records})
    for kind in {record.kind for record in records}:
        write_forms(kind, {record.pk: public[record.pk] for record in records if record.kind == kind})


def outdated_forms(ids: Collection[int]) -> list[int]:
    """Those of the records whose rows do not show what details and consents would have them show today."""
    shown: dict[int, dict[int, list[int]]] = {}
    contents: dict[int, Content] = {}
    for pk, tier, body in SearchRow.objects.filter(record_id__in=ids).values_list(
        "record_id", "tier", "snapshot__body"
    ):
        shown.setdefault(pk, {})[tier] = [entry["id"] for entry in body.get("details", [])]
        contents[pk] = body["content"]
    forms = _forms(contents, _details(contents))
    return [pk for pk in contents if forms[pk] != shown[pk]]


def write_forms(kind: str, contents: dict[int, Content]) -> None:
    """A snapshot and a search row for each record and tier; a snapshot that says the same is kept."""
    details = _details(contents)
    forms = _forms(contents, details)
    records = {record.pk: record for record in Record.objects.filter(pk__in=contents)}
    wanted = []
    for pk, content in contents.items():
        for tier, ids in forms[pk].items():
            wanted.append((records[pk], tier, _body(kind, records[pk], content, details.get(pk, []), ids)))
    snapshots = _keep_or_add(wanted)
    rows = _rows(kind, contents, snapshots)
    SearchRow.objects.filter(record_id__in=contents).exclude(pk__in=_kept_rows(rows)).delete()
    SearchRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["record", "tier"],
        update_fields=["overridden_by", "snapshot", "reference", "label", "card", "codes", "sort_date", "sort_keys"],
    )
    index(list(contents))
    drain_after_commit()


def _details(ids: Iterable[int]) -> dict[int, list[Detail]]:
    found: dict[int, list[Detail]] = {}
    for detail in Detail.objects.filter(record_id__in=list(ids)).order_by("pk"):
        found.setdefault(detail.record_id, []).append(detail)
    return found


def _forms(contents: dict[int, Content], details: dict[int, list[Detail]]) -> dict[int, dict[int, list[int]]]:
    """For each record the details in each tier's form; two queries where there are any."""
    from accounts.consent import facts_of, states_among

    beneficiaries = {pk: beneficiaries_in(content) for pk, content in contents.items()}
    facts = facts_of(details, beneficiaries, on=timezone.localdate())
    states = states_among({party for pk in facts if facts[pk] for party in beneficiaries[pk]})
    return {pk: tiers_of_record(facts.get(pk, []), parties, states) for pk, parties in beneficiaries.items()}


def beneficiaries_in(content: Content) -> list[int]:
    return [row["party"] for row in content.get("involvements", []) if row["role"] == "beneficiary"]


def _body(kind: str, record: Record, content: Content, details: list[Detail], shown: list[int]) -> dict:
    body = {
        "kind": kind,
        "id": record.pk,
        "version": record.version,
        "published_on": timezone.localdate(record.published_at).isoformat(),
        "content": content,
        "names": cards.references(kind, content),
        "persons": cards.persons(content),
    }
    if shown:
        # By id alone: a snapshot is kept for ever, and a detail may be a list of names.
        body["details"] = [
            {"id": detail.pk, "nature": detail.nature, "party": detail.party_id}
            for detail in details
            if detail.pk in shown
        ]
    return body


def _keep_or_add(wanted: list[tuple[Record, int, dict]]) -> dict[tuple[int, int], Snapshot]:
    """The snapshot of each (record, tier): the newest where it says the same, else a new one."""
    ids = {record.pk for record, _, _ in wanted}
    newest = Snapshot.objects.filter(record_id__in=ids).order_by("record_id", "tier", "-number")
    held = {(row.record_id, row.tier): row for row in newest.distinct("record_id", "tier")}
    before = {pk: row for (pk, tier), row in held.items() if tier == PUBLIC}
    added, change_id, now = [], current_change().pk, timezone.now()
    for record, tier, body in wanted:
        last = held.get((record.pk, tier))
        if last and all(last.body.get(name) == body.get(name) for name in ("version", "content", "details")):
            continue
        number = record.version if tier == PUBLIC else (last.number if last else 0) + 1
        row = Snapshot(record=record, tier=tier, number=number, body=body, made_at=now, change_id=change_id)
        added.append(row)
        held[record.pk, tier] = row
    note_corrections(added, before)
    copy_rows(Snapshot, added, keyed=True)
    return {(record.pk, tier): held[record.pk, tier] for record, tier, _ in wanted}


def _rows(kind: str, contents: dict[int, Content], snapshots: dict[tuple[int, int], Snapshot]) -> list[SearchRow]:
    parties = {row["party"] for content in contents.values() for row in content.get("involvements", [])}
    countries = _countries(parties)
    tiers: dict[int, list[int]] = {}
    for pk, tier in snapshots:
        tiers.setdefault(pk, []).append(tier)
    return [
        _row(kind, contents[pk], snapshot, tier, tiers[pk], countries) for (pk, tier), snapshot in snapshots.items()
    ]


def _countries(parties: Collection[int]) -> dict[int, int]:
    """Each party's country or area as readers know it: itself, or where an office or organisation belongs."""
    rows = SearchRow.objects.filter(tier=PUBLIC, record_id__in=parties).values_list("record_id", "kind", "card")
    found = {pk: pk if kind == Kind.COUNTRY else card.get("country") for pk, kind, card in rows}
    return {pk: country for pk, country in found.items() if country}


def _row(
    kind: str, content: Content, snapshot: Snapshot, tier: int, tiers: list[int], countries: dict[int, int]
) -> SearchRow:
    return SearchRow(
        record_id=snapshot.record_id,
        tier=tier,
        overridden_by=overridden_by(tier, tiers),
        snapshot=snapshot,
        kind=kind,
        reference=content["reference"],
        label=cards.label(content),
        card=cards.card(content),
        codes=cards.codes(kind, content, countries),
        sort_date=cards.sort_date(content),
        sort_keys=cards.sort_keys(content),
    )


def _kept_rows(rows: list[SearchRow]) -> list[int]:
    kept = {(row.record_id, row.tier) for row in rows}
    held = SearchRow.objects.filter(record_id__in={pk for pk, _ in kept}).values_list("pk", "record_id", "tier")
    return [pk for pk, record_id, tier in held if (record_id, tier) in kept]
