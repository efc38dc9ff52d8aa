"""Where a record stands between the working tables and its readers, for the head of its form."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.differences import Line, content_lines
from tarepo.enums import State
from tarepo.hints import hints
from tarepo.labels import labels_of
from tarepo.models import Record, Snapshot
from tarepo.problems import problems
from tarepo.tiers import PUBLIC

MOST_LINES = 100


@dataclass(frozen=True)
class Status:
    state: str
    label: str
    version: int
    differs: bool  # the working form says something else than what is public
    address: str  # of the public page; empty where there is none
    note: str  # to the reviewer, or what a reviewer answered
    publish_on: str  # the day on which it is to be published
    lines: list[Line] = field(default_factory=list)  # what readers see, and what the working form says
    more: int = 0  # lines that are not shown
    lacks: list[str] = field(default_factory=list)  # what stands in the way of publishing
    hints: list[str] = field(default_factory=list)  # and what does not, but could be better

    @property
    def can_be_taken_back(self) -> bool:
        return self.state in (State.ARCHIVED, State.IN_REVIEW)


def status_of(record: Record, content: Content) -> Status:
    """One query for the newest public snapshot, one for the names in what differs. A draft asks for neither."""
    public, lines = content, []
    if record.version:
        newest = Snapshot.objects.filter(record_id=record.pk, tier=PUBLIC).order_by("-number")
        public = newest.values_list("body__content", flat=True).first() or {}
    if public != content:
        lines = content_lines(record.kind, public, content)
    return Status(
        state=record.state,
        label=record.get_state_display(),
        version=record.version,
        differs=public != content,
        address=record.get_absolute_url() if record.state == State.PUBLISHED else "",
        note=record.review_note,
        publish_on=record.publish_on.isoformat() if record.publish_on else "",
        lines=lines[:MOST_LINES],
        more=max(0, len(lines) - MOST_LINES),
        lacks=problems(record.kind, content),
        hints=hints(record.kind, content, today=timezone.localdate()),
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
