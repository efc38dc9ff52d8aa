"""The ground of every admin of the portal: each write is one change, sent once, never on top of another's."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import has_permission
from experts.models import Person
from reference.models import Party
from tarepo.admin.both import meet_newer, seal
from tarepo.admin.complaints import complaints
from tarepo.admin.forms import SentForm, sent_key, sent_reason, sent_request
from tarepo.admin.history import history_page, moment_of
from tarepo.admin.not_saved import not_saved
from tarepo.admin.said import shown
from tarepo.admin.widgets import (
    ClockWidget,
    DayWidget,
    LinesWidget,
    OneOf,
    SeveralOf,
    WithOrganisation,
    give_labels,
    show_first,
)
from tarepo.changes import change
from tarepo.fields import LinkField
from tarepo.files import FileRefused
from tarepo.kinds import names_record
from tarepo.models import ChangeSet, File, Record


class NothingSaved(Exception):
    """Ends an open change without a trace; carries the answer."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class Fields:
    """How columns are entered, in a record's own form and in its parts' alike."""

    formfield_overrides = {
        models.TextField: {"widget": LinesWidget},
        models.DateField: {"widget": DayWidget},
        models.TimeField: {"widget": ClockWidget},
        LinkField: {"widget": forms.URLInput},
        models.PositiveSmallIntegerField: {"widget": forms.NumberInput},
    }

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if leads_to_many(db_field):
            # No list of all records is ever sent: every link is chosen by its first letters.
            kwargs.setdefault("widget", OneOf(db_field, self.admin_site))
        return without_merged(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        if leads_to_many(db_field):
            kwargs.setdefault("widget", SeveralOf(db_field, self.admin_site))
        return without_merged(super().formfield_for_manytomany(db_field, request, **kwargs))

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice stands the link that adds to it, and no other."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_change_related"):
            if db_field.remote_field.model is Party:
                may = has_permission(request.user, "reference.add_organisation")
                field.widget = WithOrganisation(field.widget.widget, db_field.remote_field, self.admin_site, may)
            field.widget.can_change_related = field.widget.can_view_related = field.widget.can_delete_related = False
        return field


def without_merged(field: Any) -> Any:
    """What was merged away is not named again, by a form that was opened before it either."""
    if field is not None and issubclass(field.queryset.model, (Record, Person)):
        field.queryset = field.queryset.filter(merged_into=None)
    return field


def leads_to_many(field: models.Field) -> bool:
    remote = field.remote_field
    if not remote or getattr(remote, "parent_link", False):
        return False
    return names_record(field) or remote.model in (Person, File)


class PortalAdmin(Fields, admin.ModelAdmin):
    form = SentForm
    view_on_site = False
    show_full_result_count = False
    save_on_top = False
    list_per_page = 50
    actions = None
    change_form_template = "admin/portal_change_form.html"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        sentence = ""
        try:
            with change(
                by=request.user,
                why=sent_reason(request.POST),
                key=sent_key(request.POST),
                requested_by=sent_request(request.POST),
            ):
                self.meet_others(request, object_id)
                response = super().changeform_view(request, object_id, form_url, extra_context)
                if is_refused(response):
                    raise NothingSaved(response)
                return response
        except NothingSaved as refused:
            return refused.response
        except FileRefused as error:
            sentence = str(error)
        except IntegrityError:
            if self.was_sent(request):
                return self.say_sent_before(request, object_id)
            sentence = _(
                "The database did not take this: two rows say the same, or somebody saved the same at the same"
                " moment. Nothing was saved. Look for a row that stands twice, and save again."
            )
        request.refusal = sentence
        return super().changeform_view(request, object_id, form_url, extra_context)

    def meet_others(self, request: HttpRequest, object_id: str | None) -> None:
        """Where somebody saved since the form was opened, both edits in one go on from here, to be looked at."""
        if not object_id:
            return
        found = self.get_object(request, unquote(object_id))
        if found is not None and self.has_change_permission(request, found):
            request.meeting = meet_newer(self, request, found)
        elif (kept := not_saved(self, request, found)) is not None:
            raise NothingSaved(kept)

    def was_sent(self, request: HttpRequest) -> bool:
        return ChangeSet.objects.filter(pk=sent_key(request.POST), by=request.user).exists()

    def say_sent_before(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        """A second click, or the way back and once more: the first has done it."""
        self.message_user(request, _("This form had been sent already, and was saved once."), messages.INFO)
        return HttpResponseRedirect(self.address("change", object_id) if object_id else self.address("changelist"))

    def address(self, view: str, *arguments: object) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=arguments)

    def get_form(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        form.meeting = getattr(request, "meeting", None)
        return form

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> models.Model | None:
        """Whoever saves holds the row until the end, so that of two who save at once one comes second."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST" and transaction.get_connection().in_atomic_block:
            rows = Record if isinstance(found, Record) else self.model
            list(rows._base_manager.select_for_update(of=("self",)).filter(pk=found.pk).values_list("pk"))
            # Whoever waited for the row reads what the other has written meanwhile.
            found = super().get_object(request, object_id, from_field)
        return found

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        bound = bound_fields(context)
        found = context.get("original")
        if found is not None and self.has_change_permission(request, found):
            carry_seen(context)
        give_labels(bound)
        languages = languages_of(context)
        show_first(bound, languages)
        for formset in context["inline_admin_formsets"]:
            formset.formset.languages = languages  # for the empty rows, which a formset makes as they are asked for
        context["complaints"] = complaints(context) if context.get("errors") else []
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """The change sets that touched the object: the portal has one history, not a second one of the admin's."""
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if not self.has_view_or_change_permission(request, found):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": str(found),
            "opts": self.opts,
            "object": found,
            **history_page(found, before=moment_of(request.GET.get("before", "")))._asdict(),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: object, object_id: str) -> HttpResponse:
        raise Http404

    # The change set is the log; the admin's own would keep names of persons.
    def log_addition(self, request: HttpRequest, obj: models.Model, message: object) -> None:
        return

    def log_change(self, request: HttpRequest, obj: models.Model, message: object) -> None:
        return

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        return


def context_of(response: HttpResponse) -> dict[str, Any]:
    """What a page that is not rendered yet will show."""
    return (response.context_data if isinstance(response, TemplateResponse) else None) or {}


def is_refused(response: HttpResponse) -> bool:
    """A form shown again; what a window of its own answers after saving is no form."""
    return isinstance(response, TemplateResponse) and "popup_response_data" not in (response.context_data or {})


def carry_seen(context: dict) -> None:
    """A form that nobody has touched carries what it was filled in from; one that was sent has it already."""
    form = context["adminform"].form
    if not form.is_bound:
        form.initial["sent_seen"] = seal(shown(form, [one.formset for one in context["inline_admin_formsets"]]))


def bound_fields(context: dict) -> list[BoundField]:
    """Every field of a page, those of the parts too."""
    found = list(context["adminform"].form)
    for formset in context["inline_admin_formsets"]:
        for form in formset.formset.forms:
            found += list(form)
    return found


def languages_of(context: dict) -> list[str]:
    """The languages of the record's texts as the form has them, the original first; English where there is none."""
    for formset in context["inline_admin_formsets"]:
        if formset.formset.prefix == "texts":
            rows = [(form["status"].value(), form["language"].value()) for form in formset.formset.forms]
            ranked = sorted(rows, key=lambda row: row[0] != "original")
            return list(dict.fromkeys(code for _, code in ranked if code)) or ["en"]
    return ["en"]
