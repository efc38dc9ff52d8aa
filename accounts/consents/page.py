"""What /accounts/consents/ shows: what waits, what stands for whole kinds, and what was answered."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.consent import Stand, answers_about
from accounts.consents.access import Reader, capacities_of
from accounts.consents.forms import token
from accounts.consents.stands import stands_of, waiting
from accounts.enums import ConsentState, RequestState
from accounts.models import Consent, DetailRequest
from accounts.records import records_of_parties
from tarepo.models import Detail, DetailNature
from tarepo.reading.names import Names, load_names
from tarepo.reading.words import date

PAGE = 50  # details that wait
HISTORY = 25  # answers
MOST_OPENED = 500  # details that may be open by their kind: the newest


def waiting_groups(reader: Reader, names: Names, shown: list[Stand], taken: Collection[str]) -> list[dict[str, Any]]:
    """By record, the record that was asked about first first. names: of the records and parties."""
    several = len(reader.parties) > 1
    asking = requests_about({stand.detail.record_id for stand in shown}, names)
    groups: dict[int, dict[str, Any]] = {}
    for stand in shown:
        record = stand.detail.record_id
        group = groups.setdefault(
            record, {"id": record, "record": named(names, record), "items": [], "asking": asking.get(record, [])}
        )
        group["items"].append(item(stand, names, several, taken) | {"can": stand.party in reader.answering})
    for group in groups.values():
        group["count"] = sum(one["can"] for one in group["items"])
    return list(groups.values())


def item(stand: Stand, names: Names, several: bool, taken: Collection[str]) -> dict[str, Any]:
    """One detail, whole, as members would read it."""
    written = token(stand)
    return {
        "token": written,
        "marks": f"record-{stand.detail.record_id} kind-{stand.detail.nature}",
        "taken": written in taken,
        "nature": capfirst(stand.detail.get_nature_display()),
        "text": stand.detail.text,
        "since": day_of(stand.asked) if stand.asked else "",
        "party": named(names, stand.party) if several else None,
        "is_common": stand.detail.party_id is None,
        "changed": bool(stand.asked and stand.asked.digest and stand.asked.digest != stand.digest),
    }


def requests_about(records: Collection[int], names: Names) -> dict[int, list[dict[str, Any]]]:
    """Which countries ask for the details of these records; their names are added to those known. Two queries."""
    rows = DetailRequest.objects.filter(record_id__in=records, state=RequestState.OPEN, party__isnull=False)
    pairs = list(rows.order_by("asked_at").values_list("record_id", "party_id"))
    names.records.update(load_names({party for _record, party in pairs} - names.records.keys()).records)
    found: dict[int, list[dict[str, Any]]] = {}
    for record, party in dict.fromkeys(pairs):
        if name := names.get(party):
            found.setdefault(record, []).append(name)
    return found


def kinds_shown(shown: list[Stand], reader: Reader) -> list[dict[str, Any]]:
    """The kinds of what waits on this page, to be chosen at once."""
    counts: dict[str, int] = {}
    for stand in shown:
        if stand.party in reader.answering:
            counts[stand.detail.nature] = counts.get(stand.detail.nature, 0) + 1
    return [
        {"value": value, "label": label, "count": counts[value]}
        for value, label in DetailNature.choices
        if value in counts
    ]


def standing(reader: Reader, names: Names) -> list[dict[str, Any]]:
    """For each party and kind what was answered once for all of it. One query."""
    answers, today = answers_about([], reader.parties), timezone.localdate()
    found = []
    for party in sorted(reader.parties):
        kinds = []
        for nature, label in DetailNature.choices:
            row = answers.about_kind(party, nature)
            kinds.append(
                {
                    "token": f"{party}.{nature}.{row.pk if row else 0}",
                    "label": capfirst(label),
                    "said": said(row) if row else _("no consent to the whole kind"),
                    "is_over": bool(row and row.ends and row.ends < today),
                }
            )
        found.append({"party": named(names, party), "kinds": kinds, "can": party in reader.answering})
    return found


def opened_by_kind(reader: Reader) -> list[Stand]:
    """The details that nothing but consent to their whole kind opens now. Four queries, none where there is no such."""
    today = timezone.localdate()
    granting = Consent.objects.filter(Q(ends=None) | Q(ends__gte=today), party__in=reader.parties, detail=None)
    natures = set(granting.filter(state=ConsentState.GRANTED).values_list("nature", flat=True))
    if not natures:
        return []
    rows = Detail.objects.filter(nature__in=natures, record_id__in=records_of_parties(reader.parties))
    return [
        stand
        for stand in stands_of(rows.order_by("-pk")[:MOST_OPENED])
        if stand.party in reader.parties and stand.answer is None and stand.is_granted(today)
    ]


def opened_rows(reader: Reader, stands: list[Stand], names: Names) -> list[dict[str, Any]]:
    several = len(reader.parties) > 1
    return [
        item(stand, names, several, ())
        | {"record": named(names, stand.detail.record_id), "can": stand.party in reader.answering}
        for stand in stands
    ]


def named(names: Names, pk: int) -> dict[str, Any]:
    """What readers call it; a dash for what they do not know."""
    return names.get(pk) or {"name": "–"}


def title_of(names: Names, pk: int) -> str:
    """The title that readers know, never one that an editor is at work on, and the reference."""
    found = names.get(pk)
    return f"{found['name']} ({found['reference']})" if found else "–"


def said(row: Consent) -> str:
    """“granted until 3 May 2027”, “refused”."""
    if row.state == ConsentState.GRANTED:
        values = {"starts": date(row.starts.isoformat() if row.starts else ""), "ends": until(row)}
        if row.starts and row.starts > timezone.localdate():
            return (_("granted from %(starts)s until %(ends)s") if row.ends else _("granted from %(starts)s")) % values
        if row.ends:
            is_over = row.ends < timezone.localdate()
            return (_("granted, ended on %(ends)s") if is_over else _("granted until %(ends)s")) % values
    return row.get_state_display()


def until(row: Consent) -> str:
    return date(row.ends.isoformat()) if row.ends else ""


def day_of(row: Consent) -> str:
    return date(timezone.localdate(row.at).isoformat())


def history(reader: Reader, before: int) -> tuple[list[Consent], int]:
    """What was answered, the newest first; and the number from which the next page goes on."""
    rows = Consent.objects.filter(~Q(state=ConsentState.ASKED), party__in=reader.parties)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("detail").order_by("-pk")[: HISTORY + 1])
    return found[:HISTORY], found[HISTORY - 1].pk if len(found) > HISTORY else 0


def history_rows(reader: Reader, rows: list[Consent], names: Names) -> list[dict[str, Any]]:
    """Each with what can be done about it: the newest answer about a detail can be withdrawn, or given anew.

    The text is shown to whom the detail concerns today, as long as it says what was answered about: who is no longer
    its beneficiary reads none, and nobody consents to another text by a box of this list.
    """
    details = {row.detail_id: row.detail for row in rows if row.detail}
    stands = {(stand.party, stand.detail.pk): stand for stand in stands_of(details.values())}
    who, found = capacities_of(rows), []
    for row in rows:
        stand = stands.get((row.party_id, row.detail_id or 0))
        digest = row.digest or (stand.digest if stand else "")
        is_newest = bool(stand and stand.answer and stand.answer.pk == row.pk and not stand.asked)
        found.append(
            {
                "day": day_of(row),
                "said": said(row),
                "by": who.get(row.pk, ""),
                "note": row.note,
                "party": named(names, row.party_id) if len(reader.parties) > 1 else None,
                "kind": capfirst(row.get_nature_display()),
                "nature": nature_of(row.detail, stand),
                "record": named(names, row.detail.record_id) if row.detail else None,
                "detail": stand.detail if stand and stand.digest == digest else None,
                "token": token(stand, digest) if stand and is_newest and row.party_id in reader.answering else "",
                "is_of_another_text": bool(stand and stand.digest != digest),
                "changed": bool(stand and is_newest and stand.is_of_another_text),
            }
        )
    return found


def nature_of(detail: Detail | None, stand: Stand | None) -> str:
    """Empty for an answer about a kind. Of a detail that is another's now, nothing is told."""
    if detail is None:
        return ""
    return capfirst(detail.get_nature_display()) if stand else _("A detail")


def context_of(reader: Reader, *, page: int, before: int, taken: Collection[str]) -> dict[str, Any]:
    """A fixed number of queries, whatever waits."""
    every = waiting(reader.parties)
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(page, 1), pages)
    shown = every[(page - 1) * PAGE : page * PAGE]
    answered, older = history(reader, before)
    records = {stand.detail.record_id for stand in shown} | {row.detail.record_id for row in answered if row.detail}
    opened = opened_by_kind(reader)
    names = load_names({*records, *reader.parties, *(stand.detail.record_id for stand in opened)})
    told = history_rows(reader, answered, names)
    return {
        "details": [stand.detail for stand in (*shown, *opened)] + [row["detail"] for row in told if row["detail"]],
        "groups": waiting_groups(reader, names, shown, taken),
        "kinds": kinds_shown(shown, reader),
        "count": len(every),
        "shown_count": sum(stand.party in reader.answering for stand in shown),
        "page": page,
        "pages": pages,
        "standing": standing(reader, names),
        "opened": opened_rows(reader, opened, names),
        "history": told,
        "older": older,
        "before": before,
        "can_answer": bool(reader.answering),
        "parties": names.all(sorted(reader.parties)),
    }
