"""/admin/contacts/: groups of functional addresses. Editors change them; all staff may look."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.complaints import complaints
from accounts.enums import RoleName
from accounts.membership.forms import day_field
from accounts.models import User
from tarepo.asked import as_number
from tarepo.changes import change
from tarepo.languages import OFFICIAL
from tarepo.submissions.parties import Parties
from webinars.contacts.lines import MOST_BYTES, Lines, decoded, read_lines
from webinars.contacts.write import check_contacts, take_contacts
from webinars.models import Contact, ContactGroup

STALE_AFTER = dt.timedelta(days=365)
PAGE = 100


class GroupForm(forms.ModelForm):
    class Meta:
        model = ContactGroup
        fields = ("audience", "name")


class ContactForm(forms.ModelForm):
    checked_on = day_field(gettext_lazy("Last checked"), required=False)
    party_name = forms.CharField(label=gettext_lazy("Party"), max_length=200, required=False)

    class Meta:
        model = Contact
        fields = ("name", "email", "language", "source", "source_told", "checked_on", "is_used")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance.language
        others = [] if held in OFFICIAL else [(held, held)]  # a list may bring any language
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label, choices=[*OFFICIAL.items(), *others]
        )
        self.parties = Parties()
        if self.instance.party_id:
            self.fields["party_name"].initial = self.parties.name(self.instance.party_id)

    def clean_checked_on(self) -> dt.date | None:
        day = self.cleaned_data["checked_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("It was checked on a day to come: %(day)s.") % {"day": day.isoformat()})
        return day

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if Contact.objects.filter(group=self.instance.group, email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("The group has this address already."))
        return email

    def clean_party_name(self) -> str:
        name = self.cleaned_data["party_name"]
        found = self.parties.find(name)
        if name and not found.pk:
            choices = ", ".join(label for _pk, label in found.choices) or "–"
            raise ValidationError(_("Which party is meant? Near are: %(choices)s") % {"choices": choices})
        self.instance.party_id = found.pk or None
        return name


def may_edit(user: User) -> bool:
    return user.has_role(RoleName.CHIEF_EDITOR, RoleName.UNIT_EDITOR)


def _editor(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if not may_edit(user):
        raise PermissionDenied(_("Editors keep the contacts. Ask one of them for the change."))
    return user


def groups_page(request: HttpRequest) -> HttpResponse:
    form = GroupForm(request.POST or None)
    if request.method == "POST":
        user = _editor(request)
        if form.is_valid():
            try:
                with change(by=user, why=_("made a contact group")):
                    made = form.save()
            except IntegrityError:
                form.add_error("name", _("Somebody made a group of this name a moment ago."))
            else:
                return HttpResponseRedirect(reverse("admin:contacts_group", args=[made.pk]))
    stale = Q(contacts__checked_on=None) | Q(contacts__checked_on__lt=timezone.localdate() - STALE_AFTER)
    groups = ContactGroup.objects.annotate(
        many=Count("contacts"), stale=Count("contacts", stale), bounced=Count("contacts", Q(contacts__bounces__gt=0))
    ).order_by("audience", "name")
    context = {
        **admin.site.each_context(request),
        "title": _("Contacts"),
        "groups": groups,
        "form": form if may_edit(cast(User, request.user)) else None,
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/webinars/contacts.html", context)


def group_page(request: HttpRequest, pk: int) -> HttpResponse:
    group = ContactGroup.objects.filter(pk=pk).first()
    if group is None:
        raise Http404(_("There is no such contact group."))
    if request.method == "POST":
        return _answer(request, _editor(request), group)
    number = as_number(request.GET.get("edit", ""))
    contact = Contact.objects.filter(group=group, pk=number).first() if number else None
    return _page(request, group, ContactForm(instance=contact or Contact(group=group)))


def _answer(request: HttpRequest, user: User, group: ContactGroup) -> HttpResponse:
    here = HttpResponseRedirect(reverse("admin:contacts_group", args=[group.pk]))
    sent = request.POST
    if "checked" in sent:
        ids = [number for each in sent.getlist("contact")[:PAGE] if (number := as_number(each))]
        with change(by=user, why=_("checked contacts")):
            many = check_contacts(group=group, ids=ids)
        messages.success(request, _("Checked today: %(n)d.") % {"n": many})
        return here
    if "preview" in sent or "take" in sent:
        return _lines(request, user, group, here)
    number = as_number(sent.get("contact", ""))
    contact = Contact.objects.filter(group=group, pk=number).first() if number else None
    if sent.get("contact") and contact is None:
        messages.warning(request, _("Somebody removed this contact meanwhile: nothing was changed."))
        return here
    if contact and "remove" in sent:
        with change(by=user, why=_("removed a contact")):
            contact.invited.update(told="")  # a server's words hold the address
            contact.delete()
        messages.success(request, _("Removed."))
        return here
    form = ContactForm(sent, instance=contact or Contact(group=group))
    if not form.is_valid():
        return _page(request, group, form)
    try:
        with change(by=user, why=_("edited a contact")):
            form.save()
    except IntegrityError:
        form.add_error("email", _("The group has this address already: somebody entered it a moment ago."))
        return _page(request, group, form)
    messages.success(request, _("Saved."))
    return here


def _lines(request: HttpRequest, user: User, group: ContactGroup, here: HttpResponseRedirect) -> HttpResponse:
    upload = request.FILES.get("file")
    text = request.POST.get("lines", "")
    form = ContactForm(instance=Contact(group=group))
    try:
        if upload and (upload.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is too large: divide it."))
        text = decoded(upload.read()) if upload else text
        read = read_lines(text)
    except ValidationError as error:
        wrong = [{"where": "", "id": "", "sentence": sentence} for sentence in error.messages]
        return _page(request, group, form, lines=text[:MOST_BYTES], told=wrong)
    if "take" not in request.POST or upload:
        return _page(request, group, form, lines=text, read=read)
    with change(by=user, why=_("took over a list of contacts")):
        new = take_contacts(group=group, contacts=read.contacts)
    told = _("%(new)d new contacts; %(held)d were there already; %(left)d lines were left out.")
    numbers = {"new": new, "held": len(read.contacts) - new, "left": len(read.problems)}
    messages.success(request, told % numbers)
    return here


def _page(
    request: HttpRequest,
    group: ContactGroup,
    form: ContactForm,
    *,
    lines: str = "",
    read: Lines | None = None,
    told: list[dict[str, str]] | None = None,
) -> HttpResponse:
    page = Paginator(Contact.objects.filter(group=group), PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        **admin.site.each_context(request),
        "title": group.name,
        "group": group,
        "page": page,
        "stale_before": timezone.localdate() - STALE_AFTER,
        "form": form if may_edit(cast(User, request.user)) else None,
        "lines": lines,
        "read": read,
        "complaints": (complaints(form) if form.is_bound else []) + (told or []),
    }
    return TemplateResponse(request, "admin/webinars/contacts_group.html", context)
