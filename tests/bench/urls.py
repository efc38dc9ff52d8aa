"""The portal's site map and the floor: a constant page of 20 KB, through all of the middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tarepo.urls import handler400, handler403, handler404, handler500  # noqa: F401
from tarepo.urls import urlpatterns as of_the_portal

PAGE = ("<!doctype html><title>floor</title>" + "<p>A line of the constant page.</p>\n" * 1000)[:20_000]


def floor(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("bench/floor", floor), *of_the_portal]
