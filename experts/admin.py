"""Entering persons as sources print them."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from experts.models import Person
from tarepo.admin import PortalAdmin
from tarepo.admin.lists import is_lookup
from tarepo.admin.merging import merge_selected
from tarepo.admin.merging_persons import merging_persons
from tarepo.admin.widgets import OneOf
from tarepo.labels import title_of
from tarepo.models import Source


@admin.register(Person)
class PersonAdmin(PortalAdmin):
    list_display = ("name", "key", "function", "affiliation", "organisation_column")
    search_fields = ("name", "key", "affiliation")
    ordering = ("key",)
    fields = (("honorific", "name"), "function", "affiliation", "organisation", ("document", "paragraph"), "key")

    actions = (merge_selected,)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(partial(merging_persons, self))
        return [path("<int:pk>/merge/", page, name="experts_person_merge"), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict:
        return super().get_actions(request) if self.has_change_permission(request) else {}

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        """Who was merged into another row is named by it."""
        return (obj is None or not obj.merged_into_id) and super().has_change_permission(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        rows, twice = super().get_search_results(request, queryset, search_term)
        return (rows.filter(merged_into=None) if is_lookup(request) else rows), twice

    def other_widget(self) -> OneOf:
        """The choice of a row that names the same person."""
        return OneOf(Source._meta.get_field("posted_by"), self.admin_site)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        found = context.get("original")
        context["can_merge"] = found and self.has_change_permission(request, found)
        if found and found.merged_into:
            context["why_not"] = _("The same person as %(key)s, which texts name from now on.") % {
                "key": found.merged_into.key
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> tuple[str, ...]:
        """Texts name a person by the key: it stays."""
        return ("key",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).annotate(organisation_title=title_of("organisation_id"))

    @admin.display(description=Person._meta.get_field("organisation").verbose_name)
    def organisation_column(self, person: Person) -> str:
        return person.organisation_title or "–"
