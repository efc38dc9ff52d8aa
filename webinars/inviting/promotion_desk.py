"""/admin/webinars/…/promotion/: the log of how a webinar was made known."""

import hashlib
import json
from typing import cast

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
from tarepo.changes import change
from tarepo.content import Content, read_content
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.desk.tabs import desk_context
from webinars.enums import Audience, Channel
from webinars.inviting.promotion import log_promotion, replace_promotion


class PromotionForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("By"), choices=Channel.choices)
    audience = forms.ChoiceField(label=gettext_lazy("To"), choices=[("", "–"), *Audience.choices], required=False)
    on = day_field(gettext_lazy("On"), required=False)
    link = forms.URLField(label=gettext_lazy("Link"), max_length=500, required=False, assume_scheme="https")
    note = forms.CharField(label=gettext_lazy("Note (English)"), max_length=500, required=False)

    def entry(self, before: Content | None = None) -> Content:
        """As the record's content has it; what the form does not ask for stays as it was."""
        kept = {name: value for name, value in (before or {}).items() if name not in self.fields}
        given = {name: value for name, value in self.cleaned_data.items() if value and name not in ("on", "note")}
        if self.cleaned_data["on"]:
            given["on"] = self.cleaned_data["on"].isoformat()
        notes = {code: text for code, text in (before or {}).get("note", {}).items() if code != "en"}
        if self.cleaned_data["note"]:
            notes["en"] = self.cleaned_data["note"]
        return kept | given | ({"note": notes} if notes else {})


def key_of(row: Content) -> str:
    """By which a form names the entry that it was made from: another editor’s change makes it another."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:20]


def promotion_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_desk_webinar(cast(User, request.user), pk, write=request.method == "POST")
    rows = read_content(found.record.kind, pk).get("promotions", [])
    by_key = {key_of(row): row for row in rows}
    if request.method != "POST":
        old = by_key.get(request.GET.get("edit", ""))
        initial = dict(old or {}) | {"note": (old or {}).get("note", {}).get("en", "")}
        return _page(request, found, by_key, PromotionForm(initial=initial), request.GET.get("edit", "") if old else "")
    return _answer(request, found, by_key)


def _answer(request: HttpRequest, found: DeskWebinar, by_key: dict[str, Content]) -> HttpResponse:
    here = HttpResponseRedirect(reverse("admin:webinar_promotion", args=[found.record.pk]))
    sent = request.POST.get("entry", "")
    old = by_key.get(sent)
    if sent and old is None:
        messages.warning(request, _("Somebody changed or removed this entry meanwhile: nothing was changed."))
        return here
    form = PromotionForm(request.POST)
    removing = old is not None and "remove" in request.POST
    if not removing and not form.is_valid():
        return _page(request, found, by_key, form, sent)
    try:
        with change(by=cast(User, request.user), why=_("edited the promotion log"), key=sent_key(request.POST)):
            if old is None:
                done = log_promotion(record=found.record, entries=[form.entry()])
            else:
                done = replace_promotion(record=found.record, old=old, new=None if removing else form.entry(old))
    except IntegrityError:
        messages.info(request, _("This form had been sent already: it was saved once."))
        return here
    told = _("Saved; it is public with the next publishing.") if done else _("Nothing was changed.")
    (messages.success if done else messages.info)(request, told)
    return here


def _page(
    request: HttpRequest, found: DeskWebinar, by_key: dict[str, Content], form: PromotionForm, entry: str
) -> HttpResponse:
    rows = [
        row
        | {
            "key": key,
            "by": Channel(row["channel"]).label,
            "to": Audience(row["audience"]).label if row.get("audience") else "",
            "told": next(iter(row.get("note", {}).values()), ""),
        }
        for key, row in by_key.items()
    ]
    context = {
        **desk_context(request, found, _("Promotion"), "webinar_promotion"),
        "rows": rows,
        "form": form,
        "entry": entry,
        "key": sent_key({}),
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/webinars/promotion.html", context)
