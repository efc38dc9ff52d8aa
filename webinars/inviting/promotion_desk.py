"""/admin/webinars/…/promotion/: the log of how a webinar was made known."""

import hashlib
import json
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.complaints import complaints
from accounts.membership.forms import day_field
from accounts.models import User
from tarepo.admin.forms import sent_key
from tarepo.admin.widgets import show_first
from tarepo.changes import change
from tarepo.content import Content, read_content
from tarepo.content_check import ContentError
from tarepo.wording import WordingFormField
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.desk.tabs import desk_context
from webinars.enums import Audience, Channel
from webinars.inviting.promotion import log_promotion, replace_promotion

LONGEST_NOTE = 500


class PromotionForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("By"), choices=Channel.choices)
    audience = forms.ChoiceField(label=gettext_lazy("To"), choices=[("", "–"), *Audience.choices], required=False)
    on = day_field(gettext_lazy("On"), required=False)
    link = forms.URLField(label=gettext_lazy("Link"), max_length=500, required=False, assume_scheme="https")
    note = WordingFormField(label=gettext_lazy("Note"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        """languages: of the record's texts; their boxes stand open."""
        super().__init__(*args, **kwargs)
        show_first([self["note"]], languages)

    def clean_note(self) -> dict[str, str]:
        note = self.cleaned_data["note"]
        if any(len(text) > LONGEST_NOTE for text in note.values()):
            raise forms.ValidationError(_("At most %(n)d characters in each language.") % {"n": LONGEST_NOTE})
        return note

    def entry(self, before: Content | None = None) -> Content:
        """As the record's content has it; what the form does not ask for stays as it was."""
        kept = {name: value for name, value in (before or {}).items() if name not in self.fields}
        given = {name: value for name, value in self.cleaned_data.items() if value and name != "on"}
        if self.cleaned_data["on"]:
            given["on"] = self.cleaned_data["on"].isoformat()
        return kept | given


def key_of(row: Content) -> str:
    """By which a form names the entry that it was made from: another editor’s change makes it another."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:20]


def promotion_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_desk_webinar(cast(User, request.user), pk, write=request.method == "POST")
    content = read_content(found.record.kind, pk)
    rows = content.get("promotions", [])
    languages = languages_in(content)
    if request.method != "POST":
        asked = request.GET.get("edit", "")
        old = _named(rows, asked)
        return _page(request, found, rows, PromotionForm(initial=old, languages=languages), asked if old else "")
    return _answer(request, found, rows, PromotionForm(request.POST, languages=languages))


def languages_in(content: Content) -> list[str]:
    """Of the record's texts, the original first; English where there is none."""
    texts: dict = content.get("texts", {})
    return sorted(texts, key=lambda code: texts[code].get("status") != "original") or ["en"]


def _named(rows: list[Content], key: str) -> Content | None:
    return next((row for row in rows if key_of(row) == key), None)


def _answer(request: HttpRequest, found: DeskWebinar, rows: list[Content], form: PromotionForm) -> HttpResponse:
    here = HttpResponseRedirect(reverse("admin:webinar_promotion", args=[found.record.pk]))
    sent = request.POST.get("entry", "")
    old = _named(rows, sent)
    if sent and old is None:
        messages.warning(request, _("Somebody changed or removed this entry meanwhile: nothing was changed."))
        return here
    removing = old is not None and "remove" in request.POST
    if not removing and not form.is_valid():
        return _page(request, found, rows, form, sent)
    new = {} if removing else form.entry(old)
    try:
        with change(by=cast(User, request.user), why=_("edited the promotion log"), key=sent_key(request.POST)):
            if old is not None:
                done = replace_promotion(record=found.record, old=old, new=new or None)
            else:
                done = log_promotion(record=found.record, entries=[new])
    except IntegrityError:
        messages.info(request, _("This form had been sent already: it was saved once."))
        return here
    except ContentError as error:
        form.add_error(None, str(error))
        return _page(request, found, rows, form, sent)
    if done:
        messages.success(request, _("Saved; it is public with the next publishing."))
    elif new == old:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.warning(request, _("The log has this very entry already. A note tells two of one day apart."))
    return here


def _page(
    request: HttpRequest, found: DeskWebinar, rows: list[Content], form: PromotionForm, entry: str
) -> HttpResponse:
    shown = [
        row
        | {
            "key": key_of(row),
            "by": Channel(row["channel"]).label,
            "to": Audience(row["audience"]).label if row.get("audience") else "",
            "notes": row.get("note", {}).items(),
        }
        for row in rows
    ]
    context = {
        **desk_context(request, found, _("Promotion"), "webinar_promotion"),
        "rows": shown,
        "form": form,
        "entry": entry,
        "key": sent_key({}),
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/webinars/promotion.html", context)
