"""/admin/webinars/…/invitations/: compose, look at, send once, and see what became of the mails."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.complaints import complaints
from accounts.models import User
from tarepo.admin.forms import sent_key
from tarepo.asked import as_number
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.enums import State
from tarepo.languages import OFFICIAL
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.desk.tabs import desk_context
from webinars.enums import Delivery
from webinars.inviting.bounces import mark_bounced
from webinars.inviting.compose import composed
from webinars.inviting.forms import InvitationForm
from webinars.inviting.mails import samples
from webinars.inviting.recipients import Recipients, recipients
from webinars.inviting.send import Sending, send_invitation
from webinars.inviting.sent import counts, invited_to, shown
from webinars.models import Invitation, Invited

MOST_MAILS = 2000
SHOWN = 200


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
    if invited is None:
        messages.warning(request, _("Somebody removed this contact meanwhile: nothing was changed."))
        return _here(found)
    with change(by=cast(User, request.user), why=_("an invitation came back")):
        done = mark_bounced(invited=invited, told=told)
    messages.info(request, _("Noted with the contact.") if done else _("It was noted already."))
    return _here(found)


def _answer(request: HttpRequest, found: DeskWebinar) -> HttpResponse:
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    form.warn(found.row.slug)
    digest = form.digest()
    if found.record.state != State.PUBLISHED:
        form.add_error(None, _("The webinar is not public yet: publish it first, as the mail leads to its page."))
        return _page(request, found, form)
    values = form.cleaned_data
    ids = [group.pk for group in values["groups"]]
    chosen = recipients(found.record.pk, ids, values["only"], again=values["again"])
    if len(chosen.contacts) > MOST_MAILS:
        form.add_error("groups", _("More than %(n)d addresses: send to fewer groups at once.") % {"n": MOST_MAILS})
        return _page(request, found, form)
    if "send" in request.POST and request.POST.get("looked_at") == digest:
        return _send(request, found, form, chosen)
    if "send" in request.POST:
        form.add_error(None, _("You changed it since you looked at it: look at the mails below, then send."))
    return _page(request, found, form, chosen, digest)


def _send(request: HttpRequest, found: DeskWebinar, form: InvitationForm, chosen: Recipients) -> HttpResponse:
    user = cast(User, request.user)
    key = sent_key(request.POST)
    values = form.cleaned_data
    texts = {name: values[name] for name in ("subject", "body", "language", "only", "again")}
    digest = form.digest()
    try:
        with change(by=user, why=_("sent an invitation"), key=key):
            sent = send_invitation(record=found.record, groups=list(values["groups"]), key=key, by=user, **texts)
    except IntegrityError:
        if Invitation.objects.filter(key__startswith=key.hex).exists():
            messages.info(request, _("This invitation had been sent already: it was sent once."))
            return _here(found)
        form.add_error(
            None, _("Somebody changed the groups or their contacts meanwhile: nothing was sent. Look again.")
        )
        return _page(request, found, form, chosen, digest)
    except ContentError as error:
        form.add_error(None, ValidationError(str(error)))
        return _page(request, found, form, chosen, digest)
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


def _page(
    request: HttpRequest, found: DeskWebinar, form: InvitationForm, preview: Recipients | None = None, digest: str = ""
) -> HttpResponse:
    """The same number of queries however many were invited."""
    rows = invited_to(found.record.pk)
    context = {
        **desk_context(request, found, _("Invitations"), "webinar_invitations"),
        "is_over": bool(found.row.starts_at and (found.row.ends_at or found.row.starts_at) < timezone.now()),
        "form": form,
        "preview": preview,
        "samples": samples(preview.contacts, form.wording(), found.row.slug) if preview else [],
        "looked_at": digest,
        "text_language": OFFICIAL.get(form["language"].value() or "", ""),
        "languages": OFFICIAL.items(),
        "key": sent_key(request.POST),
        "counts": (counted := counts(rows)),
        "some_wait": any(delivery == Delivery.ON_ITS_WAY for delivery, _n in counted),
        "sent": (sent := shown(rows, SHOWN)),
        "more": max(sum(n for _delivery, n in counted) - len(sent), 0),
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/webinars/invitations.html", context)
