"""The site map. An app's addresses stand in its own urls.py, under their prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

# Without a language: machines, the office, files.
urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
]

# What people read: English without a prefix, the other languages with theirs.
urlpatterns += i18n_patterns(prefix_default_language=False)
