"""The addresses of what changed."""

from django.urls import path

from tarepo.changed.export import export
from tarepo.changed.feed import feed
from tarepo.changed.page import changes_page

urlpatterns = [
    path("changes/", changes_page, name="changes"),
    path("changes/feed.atom", feed, name="changes-feed"),
    path("changes/export.csv", export, name="changes-export"),
]
