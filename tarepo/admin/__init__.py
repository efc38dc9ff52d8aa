"""The office: what the admins of all apps share, and what belongs to no app of its own."""

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern

from tarepo.admin.base import PortalAdmin
from tarepo.admin.lists import is_lookup
from tarepo.admin.records import RecordAdmin
from tarepo.labels import best_first, labelled, with_words
from tarepo.models import File, Record

__all__ = ["FileAdmin", "LookUpAdmin", "PortalAdmin", "RecordAdmin"]


class LookUpAdmin(admin.ModelAdmin):
    """Found by autocomplete, and entered elsewhere: it has no pages of its own."""

    search_fields = ("reference",)
    ordering = ("reference",)

    def get_urls(self) -> list[URLPattern]:
        return []

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return labelled(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        found = with_words(queryset.filter(merged_into=None), search_term)
        if request.GET.get("field_name") == "merged_into":  # to be merged with: of the same kind (merging.py)
            found = found.filter(kind=apps.get_model(request.GET["app_label"], request.GET["model_name"]).KIND)
        return (best_first(found, search_term) if is_lookup(request) else found), False


admin.site.register(Record, LookUpAdmin)


@admin.register(File)
class FileAdmin(PortalAdmin):
    """What is stored, to look through. Files come in with the records that show them."""

    list_display = ("name", "media_type", "size", "tier", "state", "refused_because", "made_at")
    list_filter = ("state",)
    search_fields = ("name", "sha256")
    ordering = ("-made_at",)
    fields = (*("name", "media_type", "size", "language", "tier", "state"), *("refused_because", "made_at"))

    def get_readonly_fields(self, request: HttpRequest, obj: File | None = None) -> tuple[str, ...]:
        return self.fields
