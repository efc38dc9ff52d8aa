"""/webinars/<slug>/"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.asked import Asked
from tarepo.record_view import record_page
from webinars.access import get_webinar_for
from webinars.facts import is_open, is_over, mandates
from webinars.pages import Today, page_of_today, sessions_of
from webinars.times import all_zones


@require_safe
def webinar(request: HttpRequest, slug: str) -> HttpResponse:
    """The page in the form that the reader's tiers see; its tag moves as registration opens, closes or is over."""
    row = get_webinar_for(tiers_for(request), slug)
    content = row.snapshot.body["content"]
    zone, problem = asked_zone(request)
    sessions = sessions_of(mandates(content))
    now = timezone.now()
    today = Today(now, request.build_absolute_uri(request.path), zone, problem, sessions)
    own = content["webinars"][0]
    marks = [is_open(content, own, now), is_over(own, now), sorted(session["mark"] for session in sessions.values())]
    return record_page(request, row, page_of_today(today), marks=marks)


def asked_zone(request: HttpRequest) -> tuple[str, str]:
    """The zone in which the reader wants to see the time, and what was not understood; kept nowhere."""
    asked = Asked(request.GET, ("zone",))
    zone = asked.text("zone")
    if zone and zone not in all_zones():
        return "", _("“%(zone)s” is no time zone that is known here.") % {"zone": zone[:60]}
    return zone, asked.problems[0] if asked.problems else ""
