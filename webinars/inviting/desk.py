"""/admin/webinars/…/invitations/: compose, look at, send once, and see what became of the mails."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.complaints import complaints
from accounts.models import User
from tarepo.admin.forms import sent_key
from tarepo.asked import as_number
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.languages import OFFICIAL
from tarepo.models import MailState, Outbox
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.desk.tabs import desk_context
from webinars.inviting.bounces import mark_bounced
from webinars.inviting.compose import composed
from webinars.inviting.recipients import recipients
from webinars.inviting.send import Sending, send_invitation
from webinars.models import ContactGroup, Invitation, Invited

MOST_MAILS = 2000
SHOWN = 200


class InvitationForm(forms.Form):
    groups = forms.ModelMultipleChoiceField(
        ContactGroup.objects.all(), label=gettext_lazy("Groups"), widget=forms.CheckboxSelectMultiple
    )
    only = forms.ChoiceField(
        label=gettext_lazy("Contacts of the language"),
        choices=[("", gettext_lazy("any")), *OFFICIAL.items()],
        required=False,
    )
    again = forms.BooleanField(label=gettext_lazy("Also those who were invited to it before"), required=False)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=10000, widget=forms.Textarea({"rows": 14, "dir": "auto"})
    )
    language = forms.ChoiceField(choices=list(OFFICIAL.items()), widget=forms.HiddenInput)


def invitations_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_desk_webinar(cast(User, request.user), pk, write=request.method == "POST")
    if request.method == "POST":
        return _bounced(request, found) if "bounced" in request.POST else _answer(request, found)
    asked = request.GET.get("language", "")
    language = asked if asked in OFFICIAL else "en"
    return _page(request, found, InvitationForm(initial=composed(found, language) | {"language": language}))


def _here(found: DeskWebinar) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:webinar_invitations", args=[found.record.pk]))


def _bounced(request: HttpRequest, found: DeskWebinar) -> HttpResponse:
    """By hand: what an editor found in the mailbox."""
    number = as_number(request.POST.get("bounced", ""))
    rows = Invited.objects.filter(invitation__record_id=found.record.pk, contact__isnull=False)
    invited = rows.filter(pk=number).first() if number else None
    told = request.POST.get("told", "").replace("\x00", "").strip()[:300]
    if invited is None or invited.contact_id is None:
        messages.warning(request, _("Somebody removed this contact meanwhile: nothing was changed."))
        return _here(found)
    with change(by=cast(User, request.user), why=_("an invitation came back")):
        done = mark_bounced(contact=invited.contact_id, told=told, invited=invited)
    messages.info(request, _("Noted with the contact.") if done else _("It was noted already."))
    return _here(found)


def _answer(request: HttpRequest, found: DeskWebinar) -> HttpResponse:
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    values = form.cleaned_data
    groups = list(values["groups"])
    chosen = recipients(found.record.pk, [group.pk for group in groups], values["only"], again=values["again"])
    if len(chosen.contacts) > MOST_MAILS:
        form.add_error("groups", _("More than %(n)d addresses: send to fewer groups at once.") % {"n": MOST_MAILS})
    if "send" not in request.POST or form.errors:
        return _page(request, found, form, preview=chosen)
    user = cast(User, request.user)
    key = sent_key(request.POST)
    texts = {name: values[name] for name in ("subject", "body", "language", "only", "again")}
    try:
        with change(by=user, why=_("sent an invitation"), key=key):
            sent = send_invitation(record=found.record, groups=groups, key=key, by=user, **texts)
    except IntegrityError:
        if Invitation.objects.filter(key__startswith=key.hex).exists():
            messages.info(request, _("This invitation had been sent already: it was sent once."))
            return _here(found)
        form.add_error(
            None, _("Somebody changed the groups or their contacts meanwhile: nothing was sent. Look again.")
        )
        return _page(request, found, form)
    except ContentError as error:
        form.add_error(None, ValidationError(str(error)))
        return _page(request, found, form)
    _told(request, sent)
    return _here(found)


def _told(request: HttpRequest, sent: Sending) -> None:
    if not sent.mails:
        messages.warning(request, _("Nothing was sent: everybody had been invited meanwhile, or is left out."))
        return
    told = ngettext("%(n)d mail is on its way.", "%(n)d mails are on their way.", sent.mails) % {"n": sent.mails}
    if sent.logged:
        messages.success(request, f"{told} {_('The promotion log tells of it.')}")
    else:
        log = _(
            "The promotion log told of an invitation to the same audience on this day already: one entry stands for "
            "both. Add a note to it to tell them apart."
        )
        messages.warning(request, f"{told} {log}")


def _page(request: HttpRequest, found: DeskWebinar, form: InvitationForm, preview: Any = None) -> HttpResponse:
    """The same number of queries however many were invited."""
    rows = Invited.objects.filter(invitation__record_id=found.record.pk)
    sent = list(rows.select_related("invitation__group", "contact").order_by("-pk")[:SHOWN])
    mails = dict(Outbox.objects.filter(key__in=[row.outbox_key for row in sent]).values_list("key", "state"))
    keys = rows.values("outbox_key")
    counts = Outbox.objects.filter(key__in=keys).values_list("state").annotate(n=Count("pk")).order_by("state")
    context = {
        **desk_context(request, found, _("Invitations"), "webinar_invitations"),
        "is_over": bool(found.row.starts_at and (found.row.ends_at or found.row.starts_at) < timezone.now()),
        "form": form,
        "preview": preview,
        "languages": OFFICIAL.items(),
        "key": sent_key(request.POST),
        "counts": [(MailState(state).label, n) for state, n in counts],
        "sent": [(row, MailState(mails[row.outbox_key]).label if row.outbox_key in mails else "") for row in sent],
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/webinars/invitations.html", context)
