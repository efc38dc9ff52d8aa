"""The form and the list of a record of whatever kind."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ORDER_VAR
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import has_permission, units_of
from accounts.consents.mended import no_longer_held
from accounts.enums import RoleName
from accounts.reads import note_details
from reference.models import Unit
from tarepo.admin.base import NothingSaved, PortalAdmin, context_of
from tarepo.admin.copying import copy_label
from tarepo.admin.forms import RecordForm, sent_key, sent_reason, sent_request
from tarepo.admin.history import first_touched
from tarepo.admin.inlines import RowsInline, sections_of
from tarepo.admin.lists import (
    RecordColumns,
    UnitFilter,
    WaitingFilter,
    archive_selected,
    is_list,
    is_lookup,
    publish_selected,
)
from tarepo.admin.merging import SameKind, merge_selected_records
from tarepo.admin.originals import show_originals
from tarepo.admin.parts import TextFormSet
from tarepo.admin.record_list import RecordList
from tarepo.admin.record_pages import record_pages
from tarepo.admin.several import edit_selected, several
from tarepo.admin.similar import KINDS as KINDS_COMPARED
from tarepo.admin.similar import similar_to_draft
from tarepo.admin.status import status_of, whose
from tarepo.changes import change
from tarepo.enums import State
from tarepo.files import FileRefused, store_upload
from tarepo.labels import LONGEST, best_first, labelled, title_of, with_words
from tarepo.merge_checks import MERGEABLE
from tarepo.models import Detail, Photo, Record
from tarepo.numbering import slug_reference
from tarepo.publish import NotPublishable, archive, publish, refresh_forms
from tarepo.send_to_review import send_to_review
from tarepo.take_back import take_back

KEEPING = (
    gettext_lazy("The record"),
    {"fields": (("reference", "unit", "checked_on"), "publish_on", "review_note")},
)
# Of the kinds that member states submit.
KEEPING_SUBMITTED = (
    KEEPING[0],
    {"fields": (("reference", "unit", "checked_on"), "reported_by", "publish_on", "review_note")},
)


class RecordAdmin(RecordColumns, PortalAdmin):
    form = RecordForm
    search_fields = ("reference",)  # and every name: get_search_results
    search_help_text = gettext_lazy("Words of a title or name in any language, or of a reference.")
    list_display: tuple[str, ...] = (
        *("title_column", "reference", "state_column", "unit_column"),
        *("version_column", "changed_column"),
    )
    list_filter: tuple[Any, ...] = ("state", WaitingFilter, UnitFilter)
    ordering: tuple[str, ...] = ("-changed_at",)
    actions = (edit_selected, merge_selected_records, publish_selected, archive_selected)
    is_long = False  # whether there may be so many that they are in no order of names
    about: tuple[Any, ...] = ()  # the fieldsets of the kind's own columns
    keeping: tuple[Any, ...] = KEEPING

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> tuple[Any, ...]:
        return (*self.about, self.keeping)

    def get_inlines(self, request: HttpRequest, obj: Record | None) -> list[type[RowsInline]]:
        return sections_of(self.model)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """A list that is not in the order of names gets them for one page (RecordList)."""
        rows = super().get_queryset(request)
        late = is_list(request) and (self.is_long or ORDER_VAR not in request.GET)
        return rows if late else self.with_names(rows)

    def with_names(self, rows: models.QuerySet) -> models.QuerySet:
        return labelled(rows).annotate(unit_title=title_of("unit_id"))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RecordList]:
        return RecordList

    def get_sortable_by(self, request: HttpRequest) -> Collection[str]:
        """By what the database can tell without working out the names of all rows, where there are very many."""
        named = {"title_column", "unit_column"} if self.is_long else set()
        return [name for name in self.get_list_display(request) if name not in named]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        found = with_words(queryset, search_term)
        if is_lookup(request):  # what was merged away is offered nowhere
            return best_first(found.filter(merged_into=None), search_term), False
        return found, False

    def get_readonly_fields(self, request: HttpRequest, obj: Record | None = None) -> tuple[str, ...]:
        """An address that readers know stays."""
        return ("reference",) if obj and obj.version else ()

    def get_urls(self) -> list[URLPattern]:
        opts = self.opts
        at_once = path(
            "several/",
            self.admin_site.admin_view(partial(several, self)),
            name=f"{opts.app_label}_{opts.model_name}_several",
        )
        return [at_once, *record_pages(self), *super().get_urls()]

    # Rights: the object counts.

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return self._may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return self._may(request, "delete", obj)

    def has_publish_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return self._may(request, "publish", obj)

    def _may(self, request: HttpRequest, action: str, obj: Record | None) -> bool:
        """What was merged into another record is read only: it leads there for ever."""
        if obj is not None and obj.merged_into_id:
            return False
        return has_permission(request.user, f"{self.opts.app_label}.{action}_{self.opts.model_name}", obj)

    def get_actions(self, request: HttpRequest) -> dict:
        """Deleting is for one draft at a time, on its own page: what was published is archived."""
        found = super().get_actions(request) if self.has_publish_permission(request) else {}
        without = {"delete_selected"} | (set() if self.model.KIND in MERGEABLE else {"merge_selected_records"})
        return {name: action for name, action in found.items() if name not in without}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        units = units_of(request.user)
        return {"unit": next(iter(units)) if len(units) == 1 else None, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """A unit editor's records are of the unit: neither nobody's nor another's."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        units = set() if request.user.has_role(RoleName.CHIEF_EDITOR) else units_of(request.user)
        if db_field.name == "unit" and field and units:
            field.queryset = field.queryset.filter(pk__in=units)
            field.required = self.model is not Unit
        return field

    def other_widget(self) -> SameKind:
        """The choice of a record that is the same as this one."""
        return SameKind(self)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """A form that was refused shows details, too: noted when what was sent has been taken back."""
        response = super().changeform_view(request, object_id, form_url, extra_context)
        note_details(by=request.user, details=details_in(response))
        return response

    # Writing.

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm, change: bool) -> None:
        obj.changed_at = timezone.now()
        if not obj.reference:
            obj.kind = obj.kind or obj.KIND
            obj.reference = slug_reference(obj, getattr(obj, "title_typed", ""))
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool) -> None:
        for row in formset.forms:
            if upload := getattr(row, "cleaned_data", {}).get("upload"):
                row.instance.file = stored = store_upload(upload, record=form.instance, by=request.user)
                if formset.model is Photo and not stored.is_picture:
                    raise FileRefused(_("“%(name)s” is not a picture that can be shown.") % {"name": upload.name})
        super().save_formset(request, form, formset, change)
        if formset.model is Detail and formset.has_changed():
            refresh_forms([form.instance.pk])
            for sentence in no_longer_held(formset):
                self.message_user(request, sentence, messages.WARNING)

    def response_add(self, request: HttpRequest, obj: Record, post_url_continue: str | None = None) -> HttpResponse:
        if "_popup" not in request.POST:
            return self.after_saving(request, obj)
        obj.title_shown = getattr(obj, "title_typed", "")[:LONGEST]  # what the choice behind the window will show
        if "_publish" in request.POST and self.has_publish_permission(request, obj):
            self.publish(request, obj)
        return super().response_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        return super().response_change(request, obj) if "_popup" in request.POST else self.after_saving(request, obj)

    def after_saving(self, request: HttpRequest, obj: Record) -> HttpResponse:
        """The same form again, saying what was done. What cannot be published stays saved."""
        if "_publish" in request.POST and self.has_publish_permission(request, obj):
            self.publish(request, obj)
        elif "_draft" in request.POST and take_back(obj, answer=form_answer(request)):
            self.message_user(request, _("It is a draft again, and can be published anew."), messages.SUCCESS)
        elif "_review" in request.POST and send_to_review(record=obj):
            self.message_user(request, _("Saved, and sent to review."), messages.SUCCESS)
        else:
            self.message_user(request, _("Saved."), messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", obj.pk))

    def publish(self, request: HttpRequest, obj: Record) -> None:
        try:
            changed = publish(obj)
        except NotPublishable as error:
            self.message_user(request, _("Saved, but not published:"), messages.WARNING)
            for sentence in error.found.get(obj.reference, []):
                self.message_user(request, sentence, messages.WARNING)
            return
        version = Record.objects.values_list("version", flat=True).get(pk=obj.pk)
        said = _("Published as version %(n)d.") if changed else _("Saved. What is public says the same: version %(n)d.")
        self.message_user(request, said % {"n": version}, messages.SUCCESS)

    def say_sent_before(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        """After a form for a new record was sent twice, the record that the first made."""
        made = first_touched(Record, sent_key(request.POST))
        return super().say_sent_before(request, object_id or (str(made) if made else None))

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with change(by=request.user, why=_("done for several at once in the admin")):
                return super().changelist_view(request, extra_context)
        except NothingSaved as shown:  # an action that leads to a page of its own
            return shown.response
        except NotPublishable as error:
            for reference, sentences in error.found.items():
                self.message_user(request, f"{reference}: {' '.join(sentences)}", messages.ERROR)
            self.message_user(request, _("Nothing was published: mend these first."), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """A draft that nobody else has seen is deleted; whatever was published is archived."""
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if not self.has_delete_permission(request, found):
            return super().delete_view(request, object_id, extra_context)
        if request.method != "POST":
            return self.confirm_archiving(request, found) if found.version else super().delete_view(request, object_id)
        with change(by=request.user, why=sent_reason(request.POST), requested_by=sent_request(request.POST)):
            if not found.version:
                return super().delete_view(request, object_id, extra_context)
            said = _("Archived: readers no longer see it.") if archive(found) else _("It was archived already.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", found.pk))

    def get_deleted_objects(self, objs: list[Record], request: HttpRequest) -> tuple[list, dict, set, list]:
        """What a draft has goes with it, by the same right; only what others refer to stands against it."""
        _tree, _counts, _lacking, protected = super().get_deleted_objects(objs, request)
        return [], {}, set(), protected

    def confirm_archiving(self, request: HttpRequest, found: Record) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Archive"),
            "subtitle": str(found),
            "opts": self.opts,
            "object": found,
            "is_archived": found.state == State.ARCHIVED,
        }
        return TemplateResponse(request, "admin/archive_confirmation.html", context)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        found = context.get("original")
        for formset in context["inline_admin_formsets"]:
            if isinstance(formset.formset, TextFormSet):
                show_originals(formset.formset, found)
        context["show_publish"] = self.has_publish_permission(request, found)
        if self.model.KIND in KINDS_COMPARED and (found is None or self.has_change_permission(request, found)):
            context["similar_kind"] = self.model.KIND
        context["can_merge"] = found and context["show_publish"] and found.kind in MERGEABLE
        if found:
            context["has_details"] = "involvements" in self.model.PARTS
            context["copy_label"] = copy_label(self, request, found)
            if "similar_kind" in context:
                context["similar"] = similar_to_draft(found, context["adminform"].form.content)
            context["record_status"] = status_of(found, context["adminform"].form.content)
            if not self.has_change_permission(request, found):
                context["why_not"] = whose(found)
        return super().render_change_form(request, context, *args, **kwargs)


def details_in(response: HttpResponse) -> list[Detail]:
    """Those that stand in a form which is about to be shown."""
    formsets = context_of(response).get("inline_admin_formsets", [])
    return [
        form.instance for formset in formsets if formset.opts.model is Detail for form in formset.formset.initial_forms
    ]


def form_answer(request: HttpRequest) -> str:
    """What the reviewer answers; the form has checked it."""
    return request.POST.get("sent_answer", "").strip()
