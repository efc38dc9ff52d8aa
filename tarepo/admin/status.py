"""Where a record stands between the working tables and its readers, for the head of its form."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.enums import State
from tarepo.labels import labels_of
from tarepo.models import Record, Snapshot
from tarepo.tiers import PUBLIC


@dataclass(frozen=True)
class Status:
    state: str
    label: str
    version: int
    differs: bool  # the working form says something else than what is public
    address: str  # of the public page; empty where there is none

    @property
    def can_be_taken_back(self) -> bool:
        return self.state in (State.ARCHIVED, State.IN_REVIEW)


def status_of(record: Record, content: Content) -> Status:
    """One query: the newest public snapshot. A record that was never published has none to ask for."""
    differs = False
    if record.version:
        newest = Snapshot.objects.filter(record_id=record.pk, tier=PUBLIC).order_by("-number")
        differs = newest.values_list("body__content", flat=True).first() != content
    shown = record.state == State.PUBLISHED
    return Status(
        state=record.state,
        label=record.get_state_display(),
        version=record.version,
        differs=differs,
        address=record.get_absolute_url() if shown else "",
    )


def whose(record: Record) -> str:
    """Why a form can be read and not changed; the record knows the title of its unit (RecordAdmin.get_queryset)."""
    if record.merged_into_id:
        return _("It was merged into “%(record)s”: its address leads there. Undo the merge to edit it again.") % {
            "record": labels_of([record.merged_into_id])[str(record.merged_into_id)]
        }
    if record.unit_id:
        unit = getattr(record, "unit_title", None) or str(record.unit)
        return _("This record belongs to %(unit)s; its unit’s editors and chief editors can change it.") % {
            "unit": unit
        }
    return _("This record belongs to no unit; chief editors can change it.")
