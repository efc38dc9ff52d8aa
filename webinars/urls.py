"""Addresses of webinars."""

from django.urls import path

from webinars import views

urlpatterns = [
    path("webinars/<str:slug>/", views.webinar, name="webinar"),
]
