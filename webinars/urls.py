"""Addresses of webinars."""

from django.urls import path

from webinars import views, views_reports

urlpatterns = [
    path("webinars/reports/", views_reports.reports, name="webinar_reports"),
    path("webinars/reports/<int:pk>/", views_reports.report, name="webinar_report"),
    path("webinars/reports/<int:pk>/report.docx", views_reports.report_word, name="webinar_report_word"),
    path("webinars/<str:slug>/", views.webinar, name="webinar"),
]
