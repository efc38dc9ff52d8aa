"""/admin/focal-points/: all focal points, and appointing them. Chief editors may look; administrators appoint."""

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.appointing.appoint import appoint, end_appointment
from accounts.appointing.forms import AppointForm, EndForm
from accounts.appointing.listing import focal_points, for_list, row_of, without_focal_point
from accounts.complaints import complaints
from accounts.enums import RoleName
from accounts.membership.desk import looking
from accounts.models import Role, User
from accounts.reads import note_accounts
from tarepo.admin.forms import sent_key
from tarepo.asked import as_number
from tarepo.changes import change
from tarepo.models import ChangeSet
from tarepo.submissions.parties import Parties


def may_appoint(user: User) -> bool:
    return user.has_role(RoleName.ADMINISTRATOR)


def administrator(request: HttpRequest) -> User:
    """Who appoints; PermissionDenied for others."""
    user = cast(User, request.user)
    if not may_appoint(user):
        raise PermissionDenied(
            _("Administrators appoint focal points, on an official communication. Send it to one of them.")
        )
    return user


def focal_points_page(request: HttpRequest) -> HttpResponse:
    user = looking(request)
    found = focal_points(request)
    note_accounts(by=user, accounts=[row["role"].user_id for row in found.rows])
    context = {
        **admin.site.each_context(request),
        "title": _("Focal points"),
        "listed": found,
        "without": without_focal_point(),
        "may_appoint": may_appoint(user),
    }
    return TemplateResponse(request, "admin/focal_points.html", context)


def appoint_page(request: HttpRequest) -> HttpResponse:
    user = administrator(request)
    parties = Parties()
    if request.method != "POST":
        return form_page(request, AppointForm(initial={"name": _party_asked(request, parties)}, parties=parties))
    form = AppointForm(request.POST, parties=parties)
    if not form.is_valid():
        return form_page(request, form)
    try:
        return appointed(request, user, form)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    except IntegrityError:
        if ChangeSet.objects.filter(pk=sent_key(request.POST), by=user).exists():
            messages.info(request, _("This form had been sent already: the appointment was made once."))
            return HttpResponseRedirect(reverse("admin:focal_points"))
        form.add_error(None, _("The database did not take this. Nothing was done: send it again."))
    return form_page(request, form)


def appointed(request: HttpRequest, by: User, form: AppointForm) -> HttpResponse:
    values = form.cleaned_data
    with change(by=by, why=_("appointed a focal point"), key=sent_key(request.POST)):
        made = appoint(
            user=values["user"],
            party=values["party"],
            letter=values["letter"],
            starts=values["starts"],
            ends=values["ends"],
            institution=values["institution"],
            scope=values["scope"],
            deputy_of=values["deputy_of"],
        )
    messages.success(request, _("Appointed. They are told by mail."))
    return HttpResponseRedirect(reverse("admin:focal_point", args=[made.pk]))


def _party_asked(request: HttpRequest, parties: Parties) -> str:
    """The name of the party that a link asks for."""
    asked = as_number(request.GET.get("party", ""))
    return "" if asked is None else parties.name(asked)


def form_page(request: HttpRequest, form: AppointForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Appoint a focal point"),
        "form": form,
        "complaints": complaints(form),
    }
    return TemplateResponse(request, "admin/appoint.html", context)


def focal_point_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One appointment, whole; by POST it is ended before its day."""
    user = looking(request)
    role = for_list(Role.objects.filter(pk=pk, name=RoleName.FOCAL_POINT)).first()
    if role is None:
        raise Http404
    note_accounts(by=user, accounts=[role.user_id])
    form = EndForm(request.POST if request.method == "POST" else None, role=role)
    if request.method == "POST":
        administrator(request)
        if form.is_valid():
            with change(by=user, why=_("ended the appointment of a focal point")):
                done = end_appointment(role=role, on=form.cleaned_data["on"])
            told = _("The last day is set.") if done else _("It had ended by then already: nothing was changed.")
            (messages.success if done else messages.warning)(request, told)
            return HttpResponseRedirect(reverse("admin:focal_point", args=[pk]))
    row = row_of(role)
    context = {
        **admin.site.each_context(request),
        "title": row["person"] or row["email"],
        "row": row,
        "role": role,
        "form": form if may_appoint(user) and not row["is_ended"] else None,
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/focal_point.html", context)
