"""/admin/webinars/: all webinars and agreed topics as editors have them, those to come first."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tarepo.asked import Asked
from tarepo.enums import State
from tarepo.labels import labels_of
from webinars.models import Webinar

PAGE = 50


def webinars_page(request: HttpRequest) -> HttpResponse:
    """Agreed topics without a time first, then from the latest on; the same number of queries however many."""
    from django.contrib import admin

    asked = Asked(request.GET, ("page",))
    number = max(asked.number("page"), 1)
    rows = Webinar.objects.select_related("record").order_by("starts_at", "record_id").reverse()
    page = Paginator(rows, PAGE).get_page(number)
    labels = labels_of({row.record_id for row in page})
    context = {
        **admin.site.each_context(request),
        "title": _("Webinars"),
        "rows": [_row(row, labels) for row in page],
        "count": page.paginator.count,
        "more": asked.url(request.path, page=str(page.number + 1)) if page.has_next() else "",
        "first": asked.url(request.path, page=None) if page.number > 1 else "",
        "problems": asked.problems,
        "add": reverse("admin:activities_activity_add") + "?webinar=1",
    }
    return TemplateResponse(request, "admin/webinars/list.html", context)


def _row(row: Webinar, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "title": labels[str(row.record_id)],
        "url": reverse("admin:activities_activity_change", args=[row.record_id]),
        "starts_at": row.starts_at,
        "state": State(row.record.state).label,
    }
