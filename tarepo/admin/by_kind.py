"""The form of a record of which only the kind is known, and the rights to it: each sort of term and party has one."""

from functools import cache

from django.apps import apps
from django.urls import reverse

from tarepo.models import Record


@cache
def form_models() -> dict[str, type[Record]]:
    """The model whose admin has the form of each kind."""
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Record) and model.KIND}


def permission(kind: str, action: str) -> str:
    app, model = form_models()[kind]._meta.label_lower.split(".")
    return f"{app}.{action}_{model}"


def form_address(kind: str, pk: int) -> str:
    opts = form_models()[kind]._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[pk])
