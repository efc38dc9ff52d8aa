"""The site map. An app's addresses stand in its own urls.py, under their prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from tarepo import health
from tarepo.files_views import stored_file
from tarepo.home import home
from tarepo.site_search_page import search
from tarepo.styleguide.views import styleguide

# Without a language: machines, the office, files.
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("files/<int:file_id>/<str:name>", stored_file, name="file"),
]

# What people read: English without a prefix, the other languages with theirs.
urlpatterns += i18n_patterns(
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("", include("activities.urls")),
    path("", include("webinars.urls")),
    path("", include("reference.urls")),
    path("", include("tarepo.submissions.urls")),
    path("", include("tarepo.changed.urls")),
    path("", include("accounts.consents.urls")),
    path("styleguide/", styleguide, name="styleguide"),
    prefix_default_language=False,
)

handler400 = "tarepo.errors.bad_request"
handler403 = "tarepo.errors.forbidden"
handler404 = "tarepo.errors.not_found"
handler429 = "accounts.limits.too_often"  # asked for by allauth
handler500 = "tarepo.errors.server_error"
