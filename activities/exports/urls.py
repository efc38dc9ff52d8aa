"""The addresses of exports, under that of the list."""

from django.urls import path

from activities.exports.links import FORMS
from activities.exports.views import export

urlpatterns = [path(f"activities/export.{form}", export, {"form": form}, name=f"export-{form}") for form in FORMS]
