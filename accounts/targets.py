"""Where to go after signing in: an address of this very site, and nothing else."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_TARGET = 2000


def is_of_this_site(request: HttpRequest, target: str) -> bool:
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return allowed and target.startswith("/") and len(target) <= LONGEST_TARGET and target.isprintable()


def target_of(request: HttpRequest) -> str:
    """The address that was asked for; none where another's was given, or none."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if is_of_this_site(request, target) else ""
