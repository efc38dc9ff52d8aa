"""Lists of records: their columns, filters and what can be done with several at once."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import has_permission
from reference.models import Unit
from tarepo.enums import Precision, State
from tarepo.labels import labelled
from tarepo.models import Record
from tarepo.publish import archive, publish_many

NO_UNIT = "none"


class UnitFilter(admin.SimpleListFilter):
    title = gettext_lazy("responsible unit")
    parameter_name = "unit"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        units = [(str(unit.pk), unit.title_shown or unit.reference) for unit in labelled(Unit.objects.all())]
        return [*sorted(units, key=lambda pair: pair[1]), (NO_UNIT, _("no unit"))]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        value = self.value()
        if value == NO_UNIT:
            return rows.filter(unit__isnull=True)
        if value and value.isascii() and value.isdigit() and len(value) < 19:
            return rows.filter(unit_id=value)
        return rows if value is None else rows.none()


class WaitingFilter(admin.SimpleListFilter):
    """What waits for somebody, or for a day."""

    title = gettext_lazy("what it waits for")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("review", _("awaiting review")), ("day", _("to be published on a day"))]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        value = self.value()
        if value == "review":
            return rows.filter(state=State.IN_REVIEW)
        if value == "day":
            return rows.filter(publish_on__isnull=False)
        return rows if value is None else rows.none()


class RecordColumns:
    """What a list shows of a record, all of it from the list's own query."""

    def action_checkbox(self, record: Record) -> str:
        """Django's, written out: a widget's template for each of fifty rows takes longer than all else in them."""
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
            ACTION_CHECKBOX_NAME,
            record.pk,
            _("Select this object for an action - {}").format(record),
        )

    @admin.display(description=gettext_lazy("title or name"), ordering="title_shown")
    def title_column(self, record: Record) -> str:
        return format_html("<bdi>{}</bdi>", record.title_shown or _("(without a title)"))

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_column(self, record: Record) -> str:
        shown = format_html('<span class="state state-{}">{}</span>', record.state, record.get_state_display())
        if not record.publish_on:
            return shown
        day = _("to be published on %(day)s") % {"day": record.publish_on.isoformat()}
        return format_html("{} <small>{}</small>", shown, day)

    @admin.display(description=gettext_lazy("responsible unit"), ordering="unit_title")
    def unit_column(self, record: Record) -> str:
        return format_html("<bdi>{}</bdi>", record.unit_title) if record.unit_title else "–"

    @admin.display(description=gettext_lazy("changed (UTC)"), ordering="changed_at")
    def changed_column(self, record: Record) -> str:
        return record.changed_at.strftime("%Y-%m-%d %H:%M")

    @admin.display(description=gettext_lazy("version"), ordering="version")
    def version_column(self, record: Record) -> str:
        return str(record.version or "–")

    @admin.display(description=gettext_lazy("period"), ordering="starts")
    def period_column(self, record: Record) -> str:
        return period(record)


def is_lookup(request: HttpRequest) -> bool:
    """Whether a choice asks, not a list: a list has an order of its own."""
    return bool(request.resolver_match) and request.resolver_match.url_name == "autocomplete"


def is_list(request: HttpRequest) -> bool:
    """Whether a list is shown; not where something is done with its rows."""
    match = request.resolver_match
    return request.method == "GET" and bool(match) and (match.url_name or "").endswith("_changelist")


def period(record: Record) -> str:
    """The period as exactly as it is known."""
    if not record.starts:
        return str(record.get_precision_display())
    form = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m"}.get(record.precision, "%Y-%m-%d")
    first = record.starts.strftime(form)
    if record.precision in (Precision.SINCE, Precision.CONTINUING):
        # As for readers (words.py): a first of January stands for a year of which no more is known.
        return f"{record.get_precision_display()} {first.removesuffix('-01-01')}"
    last = record.ends.strftime(form) if record.ends else first
    return first if first == last else f"{first} – {last}"


def refuse_others(request: HttpRequest, rows: QuerySet) -> None:
    """Whoever may not publish one of them does nothing with any: nothing is done by halves."""
    opts = rows.model._meta
    permission = f"{opts.app_label}.publish_{opts.model_name}"
    others = [record.reference for record in rows if not has_permission(request.user, permission, record)]
    if others:
        raise PermissionDenied(
            _("These are records of another unit: %(references)s. Take them out of the selection and try again.")
            % {"references": ", ".join(others[:20])}
        )


@admin.action(description=gettext_lazy("Publish"))
def publish_selected(model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet) -> None:
    """All or none: the list says what the others lack (NotPublishable)."""
    refuse_others(request, rows)
    by_kind: dict[str, list[int]] = {}
    for record in rows:
        by_kind.setdefault(record.kind, []).append(record.pk)
    changed = sum(len(publish_many(kind, ids)) for kind, ids in by_kind.items())
    said = ngettext("%(n)d record was published.", "%(n)d records were published.", changed) % {"n": changed}
    model_admin.message_user(request, said, messages.SUCCESS)


@admin.action(description=gettext_lazy("Archive"))
def archive_selected(model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet) -> None:
    refuse_others(request, rows)
    changed = count_changed(archive, rows)
    said = ngettext("%(n)d record was archived.", "%(n)d records were archived.", changed) % {"n": changed}
    model_admin.message_user(request, said, messages.SUCCESS)


def count_changed(verb: Callable[[Record], bool], rows: QuerySet) -> int:
    return sum(verb(record) for record in rows)
