"""Where to go after signing in: an address of this very site, and nothing else."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_TARGET = 2000


def is_of_this_site(request: HttpRequest, target: str) -> bool:
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return allowed and target.startswith("/") and len(target) <= LONGEST_TARGET and target.isprintable()


def safe_target(request: HttpRequest) -> str:
    """The address that was asked for, the home page where another's was given."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if is_of_this_site(request, target) else reverse("home")
