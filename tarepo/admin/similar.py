"""Beside a form, while somebody types: others' activities on the same, and possible duplicates."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import has_permission
from tarepo.content import Content
from tarepo.enums import Kind, State
from tarepo.models import Record
from tarepo.similar import Like, Typed, typed_in, typed_of

# Kinds of which somebody may be entering a second one: the admin's model, and the module whose find() looks for it.
KINDS = {
    Kind.ACTIVITY: ("activities.activity", "activities.similar"),
    Kind.ORGANISATION: ("reference.organisation", "reference.similar"),
}


@dataclass(frozen=True)
class Found:
    like: Like
    address: str


@dataclass(frozen=True)
class Similar:
    on_the_same: list[Found]
    duplicates: list[Found]


def similar(request: HttpRequest) -> HttpResponse:
    """{"html": …}: what a form shows at its head; empty where nothing is alike."""
    typed = typed_in(request.GET)
    if typed.kind not in KINDS:
        return JsonResponse({"html": "", "problem": _("Nothing is compared with records of this kind.")}, status=400)
    app, _dot, model = KINDS[Kind(typed.kind)][0].partition(".")
    if not has_permission(request.user, f"{app}.view_{model}"):
        raise PermissionDenied
    shown = render_to_string("admin/similar.html", {"similar": similar_to(typed)}, request)
    return JsonResponse({"html": shown.strip()})


def similar_to(typed: Typed) -> Similar:
    model, module = KINDS[Kind(typed.kind)]
    find: Callable[[Typed], tuple[list[Like], list[Like]]] = import_module(module).find
    on_the_same, duplicates = find(typed)
    opts = apps.get_model(model)._meta
    page = f"admin:{opts.app_label}_{opts.model_name}_change"
    lists = ([Found(like, reverse(page, args=[quote(like.pk)])) for like in each] for each in (on_the_same, duplicates))
    return Similar(*lists)


def similar_to_draft(record: Record, content: Content) -> Similar:
    """For whoever has no script: of what was saved, as long as it is not public."""
    if record.kind not in KINDS or record.state not in (State.DRAFT, State.IN_REVIEW):
        return Similar([], [])
    return similar_to(typed_of(record.kind, record.pk, content))
