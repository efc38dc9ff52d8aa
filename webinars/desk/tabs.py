"""The desk's pages of one webinar, in the order of the work; each part adds its own."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from webinars.access import DeskWebinar


@dataclass(frozen=True)
class Tab:
    """url_name is one of the admin site's, and takes the record's id."""

    url_name: str
    title: Promise | str


RECORD = Tab("activities_activity_change", gettext_lazy("Record"))
SPEAKERS = Tab("webinar_speakers", gettext_lazy("Speakers"))
INVITATIONS = Tab("webinar_invitations", gettext_lazy("Invitations"))
PROMOTION = Tab("webinar_promotion", gettext_lazy("Promotion"))
REGISTRATIONS = Tab("webinar_registrations", gettext_lazy("Registrations"))
MATERIALS = Tab("webinar_materials", gettext_lazy("Materials"))
ATTENDANCE = Tab("webinar_attendance", gettext_lazy("Attendance"))
FEEDBACK = Tab("webinar_feedback", gettext_lazy("Feedback"))
TABS: tuple[Tab, ...] = (
    *(RECORD, SPEAKERS, INVITATIONS, PROMOTION),
    *(REGISTRATIONS, MATERIALS, ATTENDANCE, FEEDBACK),
)


def pages_beside(pk: int) -> list[dict[str, Any]]:
    """The desk's other pages of a webinar, as links beside its form."""
    return [
        {"title": tab.title, "url": reverse(f"admin:{tab.url_name}", args=[pk])} for tab in TABS if tab is not RECORD
    ]


def desk_context(request: HttpRequest, found: DeskWebinar, title: Promise | str, here: str) -> dict[str, Any]:
    """What every page of one webinar on the desk has around its own; here: the url_name of its tab."""
    from django.contrib import admin

    tabs = [
        {
            "title": tab.title,
            "url": reverse(f"admin:{tab.url_name}", args=[found.record.pk]),
            "current": tab.url_name == here,
        }
        for tab in TABS
    ]
    return {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": found.title,
        "webinar": found,
        "tabs": tabs,
        "may_write": found.may_write,
    }
