"""Addresses of webinars."""

from django.urls import path

from webinars import views
from webinars.transcript_page import transcript

urlpatterns = [
    path("webinars/<str:slug>/", views.webinar, name="webinar"),
    path("webinars/<str:slug>/transcript/<str:language>/", transcript, name="webinar_transcript"),
]
