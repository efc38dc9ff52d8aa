"""/admin/consents/: whatever waits for a beneficiary's answer, and the requests for details that wait for ours."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.consents.stands import unanswered, waiting
from accounts.enums import RequestState
from accounts.focal_points import focal_points_of
from accounts.models import Consent, DetailRequest
from tarepo.asked import Asked
from tarepo.labels import labels_of, title_of
from tarepo.models import Record

PAGE = 100
MOST_REQUESTS = 200
MOST_PARTIES = 300


def consents_page(request: HttpRequest) -> HttpResponse:
    """A fixed number of queries, whatever waits."""
    asked = Asked(request.GET, ("party", "page"))
    party, page = asked.number("party"), max(asked.number("page"), 1)
    stands = waiting([party] if party else None)
    shown = stands[(page - 1) * PAGE : page * PAGE]
    parties = {stand.party for stand in shown}
    focal_points, records = focal_points_of(parties), places({stand.detail.record_id for stand in shown})
    held = list(unanswered().order_by("party_id").values_list("party_id", flat=True).distinct()[:MOST_PARTIES])
    names, today = labels_of({*parties, *held}), timezone.localdate()
    rows = [
        {
            **records.get(stand.detail.record_id, {"title": "–", "url": ""}),
            "nature": capfirst(stand.detail.get_nature_display()),
            "party": names.get(str(stand.party), "–"),
            "who": ", ".join(map(str, focal_points.get(stand.party, []))),
            "day": timezone.localdate(stand.asked.at).isoformat() if stand.asked else "",
            "days": (today - timezone.localdate(stand.asked.at)).days if stand.asked else 0,
        }
        for stand in shown
    ]
    choices = sorted(((str(pk), names.get(str(pk), "–")) for pk in held), key=lambda pair: pair[1])
    context = {
        **admin.site.each_context(request),
        "title": _("Consents and requests for details"),
        "rows": rows,
        "count": len(stands),
        "parties": [("", _("all")), *choices],
        "party": str(party or ""),
        "requests": list(open_requests()[:MOST_REQUESTS]),
        "problems": asked.problems,
        "first": asked.url(request.path, page=None) if page > 1 else "",
        "more": asked.url(request.path, page=str(page + 1)) if len(stands) > page * PAGE else "",
    }
    return TemplateResponse(request, "admin/consents.html", context)


def open_requests() -> QuerySet[DetailRequest]:
    rows = DetailRequest.objects.filter(state=RequestState.OPEN).order_by("asked_at", "pk").select_related("record")
    return rows.annotate(record_title=title_of("record_id"), party_title=title_of("party_id"))


def places(ids: set[int]) -> dict[int, dict[str, str]]:
    """The title of each record, and the desk's page of its details; one query."""
    from tarepo.labels import labelled

    found = {}
    for record in labelled(Record.objects.filter(pk__in=ids)):
        found[record.pk] = {"title": str(record), "url": details_url(record.kind, record.pk)}
    return found


def details_url(kind: str, pk: int) -> str:
    from tarepo.kinds import model_of

    opts = model_of(kind)._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_details", args=[pk])


def counts() -> tuple[int, int]:
    """How many answers of beneficiaries are awaited, and how many requests wait for ours; for the head of the desk."""
    asked: QuerySet[Consent] = unanswered()
    return asked.count(), DetailRequest.objects.filter(state=RequestState.OPEN).count()
