"""Addresses of activities, projects, series and agreements."""

from django.urls import path

from activities import pages, views
from tarepo.enums import Kind
from tarepo.record_view import KindPage, record

PAGES = {
    "activities": KindPage(Kind.ACTIVITY, pages.activity),
    "projects": KindPage(Kind.PROJECT, pages.project),
    "series": KindPage(Kind.SERIES, pages.series),
    "agreements": KindPage(Kind.AGREEMENT, pages.agreement),
}

urlpatterns = [
    path("activities/", views.activities, name="activities"),
    path("projects/", views.projects, name="projects"),
    path("series/", views.series, name="series"),
    path("agreements/", views.agreements, name="agreements"),
    *(
        path(f"{folder}/<str:reference>/", record, {"page": page}, name=str(page.kind))
        for folder, page in PAGES.items()
    ),
]
