"""Entering persons as sources print them."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from experts.models import Person
from tarepo.admin import PortalAdmin
from tarepo.labels import title_of


@admin.register(Person)
class PersonAdmin(PortalAdmin):
    list_display = ("name", "key", "function", "affiliation", "organisation_column")
    search_fields = ("name", "key", "affiliation")
    ordering = ("key",)
    fields = ("name", "function", "affiliation", "organisation", ("document", "paragraph"), "key")

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> tuple[str, ...]:
        """Texts name a person by the key: it stays."""
        return ("key",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).annotate(organisation_title=title_of("organisation_id"))

    @admin.display(description=Person._meta.get_field("organisation").verbose_name)
    def organisation_column(self, person: Person) -> str:
        return person.organisation_title or "–"
