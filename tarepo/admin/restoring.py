"""Restoring a version from the desk: the form, and what is answered to it."""

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleName
from tarepo.admin.forms import LONGEST_REASON, sent_key
from tarepo.changes import change
from tarepo.content import digest_of, read_content
from tarepo.content_check import ContentError
from tarepo.locks import lock_records
from tarepo.models import Record, Snapshot
from tarepo.restore import NotRestorable, Restored, restore

if TYPE_CHECKING:
    from tarepo.admin.records import RecordAdmin

MOST_TOLD = 20


class RestoreForm(forms.Form):
    sent_key = forms.CharField(widget=forms.HiddenInput, initial=uuid4)
    sent_seen = forms.CharField(widget=forms.HiddenInput)
    sent_why = forms.CharField(
        max_length=LONGEST_REASON,
        label=gettext_lazy("Why it is restored"),
        help_text=gettext_lazy("Kept in the history."),
        error_messages={"required": gettext_lazy("Say why: the history keeps the reason.")},
    )

    @classmethod
    def for_page(cls, request: HttpRequest, seen: str, *, problem: bool) -> Self:
        """Empty; after a refusal with the reason that was typed, and with the state that is shown now."""
        typed = request.POST.get("sent_why", "") if problem else ""
        return cls(initial={"sent_seen": seen, "sent_why": typed})


def restore_sent(
    model_admin: "RecordAdmin", request: HttpRequest, found: Record, snapshot: Snapshot
) -> HttpResponse | str:
    """The way to the form that says it now; a sentence where nothing was restored."""
    # Of one that was merged meanwhile restore() says so: nobody may write it, whatever their role.
    if not found.merged_into_id and not model_admin.has_change_permission(request, found):
        raise PermissionDenied
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return str(next(iter(form.errors.get("sent_why", [_("Open the page again, and restore from there.")]))))
    why = _("Version %(n)d restored: %(why)s") % {"n": snapshot.number, "why": form.cleaned_data["sent_why"]}
    chief = request.user.has_role(RoleName.CHIEF_EDITOR)
    try:
        with change(by=request.user, why=why, key=sent_key(request.POST)):
            lock_records([found.pk])
            if digest_of(read_content(found.kind, found.pk)) != form.cleaned_data["sent_seen"]:
                raise NotRestorable(
                    _(
                        "Somebody saved the record while you were reading. Nothing was restored: compare once more,"
                        " and then restore it or leave it."
                    )
                )
            # Whose record it is, chief editors alone decide.
            done = restore(record=found, snapshot=snapshot, keep=() if chief else ("unit",))
    except IntegrityError:
        if model_admin.was_sent(request):
            return model_admin.say_sent_before(request, str(found.pk))
        return _("The database did not take this version: something else stands where it would. Nothing was restored.")
    except NotRestorable as refused:
        return str(refused)
    except ContentError as error:
        values = {"where": error.where, "why": error.why}
        return _("This version cannot be restored as it is: %(where)s: %(why)s. Nothing was changed.") % values
    tell(model_admin, request, snapshot.number, done)
    return HttpResponseRedirect(model_admin.address("change", found.pk))


def tell(model_admin: "RecordAdmin", request: HttpRequest, number: int, done: Restored) -> None:
    if done.changed:
        said = _("The form says what version %(n)d said. Readers see it once it is published.") % {"n": number}
        model_admin.message_user(request, said, messages.SUCCESS)
    else:
        said = _("The form says what version %(n)d said already: nothing was changed.") % {"n": number}
        model_admin.message_user(request, said, messages.INFO)
    if done.taken_back:
        model_admin.message_user(request, _("It was archived, and is a draft now."), messages.INFO)
    for sentence in done.told[:MOST_TOLD]:
        model_admin.message_user(request, sentence, messages.WARNING)
    if left := done.told[MOST_TOLD:]:
        model_admin.message_user(request, _("and %(n)d more like these") % {"n": len(left)}, messages.WARNING)
