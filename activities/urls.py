"""Addresses of activities, projects, series and agreements."""

from django.urls import path

from activities import feeds, pages, views, views_pictures
from activities.exports.urls import urlpatterns as exports
from tarepo.enums import Kind
from tarepo.record_urls import record_urls
from tarepo.record_view import KindPage
from webinars.pages import PAGE as ACTIVITY_OR_WEBINAR

PAGES = {
    "activities": ACTIVITY_OR_WEBINAR,
    "projects": KindPage(Kind.PROJECT, pages.project),
    "series": KindPage(Kind.SERIES, pages.series),
    "agreements": KindPage(Kind.AGREEMENT, pages.agreement),
}

urlpatterns = [
    path("activities/", views.activities, name="activities"),
    *exports,
    path("activities/timeline/", views_pictures.timeline_page, name="timeline"),
    path("activities/cartogram/", views_pictures.cartogram_page, name="cartogram"),
    path("activities/calendar/", views_pictures.calendar_page, name="calendar"),
    path("activities/calendar.ics", feeds.calendar_file, name="calendar-file"),
    path("activities/feed.atom", feeds.feed, name="feed"),
    path("south-south/", views_pictures.south_south_page, name="south-south"),
    path("projects/", views.projects, name="projects"),
    path("series/", views.series, name="series"),
    path("agreements/", views.agreements, name="agreements"),
    *record_urls(PAGES),
]
