"""/webinars/<slug>/"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.record_view import record_page
from webinars.access import get_webinar_for
from webinars.pages import PAGE


@require_safe
def webinar(request: HttpRequest, slug: str) -> HttpResponse:
    return record_page(request, get_webinar_for(tiers_for(request), slug), PAGE)
