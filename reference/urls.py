"""Addresses of countries and areas, organisations, units, sessions, documents, subjects, recommendations."""

from django.urls import path

from accounts.focal_points import focal_point_sections
from reference import pages, views
from reference.profile import country_profile, organisation_profile
from tarepo.codes import Facet
from tarepo.enums import Kind
from tarepo.record_urls import record_urls
from tarepo.record_view import KindPage

PAGES = {
    "countries": KindPage(
        Kind.COUNTRY,
        pages.country,
        lessons_by="told_by",
        part=Facet.COUNTRY,
        profile=country_profile,
        for_members=focal_point_sections,
    ),
    "organisations": KindPage(
        Kind.ORGANISATION,
        pages.organisation,
        lessons_by="told_by",
        part=Facet.PARTNER,
        profile=organisation_profile,
        for_members=focal_point_sections,
    ),
    "units": KindPage(Kind.UNIT, pages.unit),
    "sessions": KindPage(Kind.SESSION, pages.session),
    "documents": KindPage(Kind.DOCUMENT, pages.document),
    "subjects": KindPage(Kind.SUBJECT, pages.subject, lessons_by="subject"),
    "recommendations": KindPage(Kind.RECOMMENDATION, pages.recommendation),
}

urlpatterns = [
    path("countries/", views.countries, name="countries"),
    path("organisations/", views.organisations, name="organisations"),
    path("units/", views.units, name="units"),
    path("sessions/", views.sessions, name="sessions"),
    path("documents/", views.documents, name="documents"),
    path("subjects/", views.subjects, name="subjects"),
    path("recommendations/", views.recommendations, name="recommendations"),
    *record_urls(PAGES),
]
