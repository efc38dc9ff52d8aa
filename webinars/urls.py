"""Addresses of webinars."""

from django.urls import path

from webinars import views, views_list, views_reports
from webinars.registering import views as registering
from webinars.transcript_page import transcript

urlpatterns = [
    path("webinars/", views_list.webinars, name="webinars"),
    path("webinars/calendar.ics", views_list.calendar_file, name="webinars-calendar"),
    path("webinars/feed.atom", views_list.feed, name="webinars-feed"),
    path("webinars/reports/", views_reports.reports, name="webinar_reports"),
    path("webinars/reports/<int:pk>/", views_reports.report, name="webinar_report"),
    path("webinars/reports/<int:pk>/report.docx", views_reports.report_word, name="webinar_report_word"),
    path("webinars/registration/<str:token>/", registering.registration_page, name="registration"),
    path("webinars/feedback/<str:token>/", registering.feedback_page, name="webinar-feedback"),
    path("webinars/<str:slug>/", views.webinar, name="webinar"),
    path("webinars/<str:slug>/register/", registering.register_page, name="webinar-register"),
    path("webinars/<str:slug>/calendar.ics", views_list.calendar_of_one, name="webinar-calendar"),
    path("webinars/<str:slug>/transcript/<str:language>/", transcript, name="webinar_transcript"),
]
