"""What a record needs: what publishing asks of it (problems.py, the same in SQL), and what a good record has besides.

A bit stands for a need in WorkRow.lacks: a new need takes the next bit, and migrations mark all records anew.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarepo.enums import Kind

HELD = (Kind.ACTIVITY, Kind.PROJECT, Kind.AGREEMENT)


@dataclass(frozen=True)
class Need:
    bit: int
    lacking: Promise  # in words
    sql: str  # true of a record r that lacks it; a, p, g and s are its rows as activity, project, agreement, session
    kinds: Collection[str] = tuple(Kind)
    to_publish: Collection[str] = ()  # kinds that are not published without it


NEEDS = (
    Need(
        1,
        _("no title"),
        "NOT EXISTS (SELECT 1 FROM tarepo_text t WHERE t.record_id = r.id)"
        r" OR EXISTS (SELECT 1 FROM tarepo_text t WHERE t.record_id = r.id AND t.title !~ '\S')",
        to_publish=tuple(Kind),
    ),
    Need(
        2,
        _("no text marked as the original"),
        # A text whose status nobody stated may stand alone.
        "(SELECT count(*) FILTER (WHERE t.status = 'original') <> 1 AND count(*) > 0"
        " AND NOT (count(*) = 1 AND max(t.status) = 'not_stated') FROM tarepo_text t WHERE t.record_id = r.id)",
        kinds=tuple(kind for kind in Kind if kind != Kind.COUNTRY),
        to_publish=tuple(kind for kind in Kind if kind != Kind.COUNTRY),
    ),
    Need(
        4,
        _("open to all, and has a beneficiary"),
        "a.open_to_all AND EXISTS (SELECT 1 FROM tarepo_involvement i"
        " WHERE i.record_id = r.id AND i.role = 'beneficiary')",
        kinds=(Kind.ACTIVITY,),
        to_publish=(Kind.ACTIVITY,),
    ),
    Need(
        8,
        _("no source"),
        "NOT EXISTS (SELECT 1 FROM tarepo_source o WHERE o.record_id = r.id)",
        kinds=HELD,
        to_publish=(Kind.ACTIVITY,),
    ),
    Need(
        16,
        _("no party"),
        # An event open to all needs none.
        "a.open_to_all IS NOT TRUE AND NOT EXISTS (SELECT 1 FROM tarepo_involvement i WHERE i.record_id = r.id)",
        kinds=HELD,
    ),
    Need(
        32,
        _("no period stated"),
        "coalesce(a.precision, p.precision, g.precision, s.precision) = 'not_stated'",
        kinds=(*HELD, Kind.SESSION),
    ),
    Need(
        64,
        _("no subject"),
        "NOT EXISTS (SELECT 1 FROM tarepo_record_subjects l WHERE l.record_id = r.id)",
        kinds=HELD,
    ),
    Need(
        128,
        _("no type"),
        "NOT EXISTS (SELECT 1 FROM activities_activity_types l WHERE l.activity_id = r.id)",
        kinds=(Kind.ACTIVITY,),
    ),
    Need(256, _("status not stated"), "a.status = 'not_stated'", kinds=(Kind.ACTIVITY,)),
    Need(512, _("no responsible unit"), "r.unit_id IS NULL", kinds=(*HELD, Kind.SERIES)),
    Need(
        1024,
        _("leads nowhere: no link and no file in any language"),
        "NOT EXISTS (SELECT 1 FROM reference_edition e"
        " WHERE e.record_id = r.id AND (e.link <> '' OR e.file_id IS NOT NULL))",
        kinds=(Kind.DOCUMENT,),
    ),
    Need(
        2048,
        _("a figure that does not say what it counts"),
        "EXISTS (SELECT 1 FROM tarepo_figure f WHERE f.record_id = r.id"
        " AND f.measure = '{}' AND f.unit_of_measure = '{}' AND f.rule = '{}')",
        to_publish=tuple(Kind),
    ),
    Need(
        4096,
        _("a declared cooperation of fewer than two parties"),
        "a.cooperation <> '' AND (SELECT count(*) FROM (SELECT i.party_id FROM tarepo_involvement i"
        " WHERE i.record_id = r.id UNION SELECT a.declared_by_id) taking WHERE party_id IS NOT NULL) < 2",
        kinds=(Kind.ACTIVITY,),
        to_publish=(Kind.ACTIVITY,),
    ),
)


def lacking(kind: str, bits: int) -> tuple[list[str], list[str]]:
    """In words what keeps a record from being published, and what else it lacks."""
    found = [need for need in NEEDS if bits & need.bit]
    barring = [str(need.lacking) for need in found if kind in need.to_publish]
    return barring, [str(need.lacking) for need in found if kind not in need.to_publish]


def needs_sql() -> str:
    """An expression whose bits are what the record r lacks."""
    return " + ".join(
        f"CASE WHEN r.kind IN ({_quoted(need.kinds)}) AND ({need.sql}) THEN {need.bit} ELSE 0 END" for need in NEEDS
    )


def _quoted(kinds: Collection[str]) -> str:
    return ", ".join(f"'{kind!s}'" for kind in kinds)
