"""/admin/webinars/<id>/registrations/ and /feedback/: who registered, answering them, the way in; what they thought.

Names are for whoever may change the record: others of the staff are told so.
"""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Avg, Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.reads import REGISTRATIONS, note_read
from tarepo.asked import Asked, as_number, options
from tarepo.changes import change
from tarepo.content import digest_of
from tarepo.csv_lines import table
from tarepo.labels import labels_of
from tarepo.locks import lock_room
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.desk.tabs import desk_context
from webinars.enums import ParticipantKind, RegistrationState
from webinars.models import Feedback, Registration, Room
from webinars.registering.forms import AnswerForm, RoomForm
from webinars.registering.purge import counts_of, with_earlier
from webinars.registering.register import approve, decline, promote
from webinars.registering.terms import Terms, terms_by_record

PAGE = 100


def registrations_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast(User, request.user)
    found = get_desk_webinar(user, pk, write=True)
    terms = terms_by_record([pk]).get(pk)
    if request.method == "POST":
        return _answered(request, user, found, terms)
    room = _room(pk)
    initial = {"join_link": room.join_link, "note": room.note, "seen": _digest(room)}
    return _shown(request, user, found, terms, RoomForm(initial=initial))


def _digest(room: Room) -> str:
    return digest_of([room.join_link, room.note])


def _room(pk: int) -> Room:
    return Room.objects.filter(pk=pk).first() or Room(record_id=pk)


def _answered(request: HttpRequest, user: User, found: DeskWebinar, terms: Terms | None) -> HttpResponse:
    if "room" in request.POST:
        form = RoomForm(request.POST)
        if not form.is_valid():
            return _shown(request, user, found, terms, form)
        with change(by=user, why=_("set how registrants join")):
            room = lock_room(found.record.pk)
            is_seen = form.cleaned_data.pop("seen") == _digest(room)
            if is_seen:
                Room.objects.filter(pk=room.pk).update(**form.cleaned_data)
        if not is_seen:
            form.add_error(
                None, _("Somebody changed it meanwhile, to: %(link)s. Open the page anew.") % {"link": room.join_link}
            )
            return _shown(request, user, found, terms, form)
        messages.success(request, _("Saved: confirmed registrants see it behind their own link."))
    elif terms is None:
        messages.error(request, _("Nobody can be answered before the webinar is published."))
    else:
        _settle(request, user, terms)
    return HttpResponseRedirect(request.get_full_path())


def _settle(request: HttpRequest, user: User, terms: Terms) -> None:
    """What a button does to those who are ticked."""
    ids = [number for text in request.POST.getlist("registration")[:1000] if (number := as_number(text))]
    form = AnswerForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if "promote" in request.POST:
        with change(by=user, why=_("gave free seats to the waiting list")):
            done = promote(terms=terms)
    elif not ids:
        messages.error(request, _("Nothing was done: tick at least one registration."))
        return
    elif "decline" in request.POST and not reason:
        messages.error(request, _("Nothing was done: give a reason, which is mailed to those who are declined."))
        return
    else:
        with change(by=user, why=_("answered registrations")):
            if "decline" in request.POST:
                done = decline(ids=ids, terms=terms, by=user, reason=reason)
            else:
                done = approve(ids=ids, terms=terms, by=user)
    messages.success(request, _done(done, ids, terms))


def _done(done: int, ids: list[int], terms: Terms) -> str:
    """How many were answered, and how those that were chosen stand now."""
    said = ngettext("%(n)d registration was answered.", "%(n)d registrations were answered.", done) % {"n": done}
    rows = Registration.objects.filter(record_id=terms.record_id, pk__in=ids)
    states = rows.order_by("state").values_list("state").annotate(n=Count("pk"))
    now = "; ".join(f"{RegistrationState(state).label}: {count}" for state, count in states)
    return f"{said} {_('They stand so now, and were mailed')}: {now}." if now else said


def _filtered(asked: Asked, pk: int) -> Any:
    rows = Registration.objects.filter(record_id=pk).order_by("place")
    for name, known in (("state", RegistrationState.values), ("kind", ParticipantKind.values)):
        if value := asked.one_of(name, known):
            rows = rows.filter(**{name: value})
    country = asked.number("country")
    return rows.filter(country_id=country) if country else rows


def _shown(request: HttpRequest, user: User, found: DeskWebinar, terms: Terms | None, room: RoomForm) -> HttpResponse:
    """The same number of queries however many registered."""
    asked = Asked(request.GET, ("state", "kind", "country", "page"))
    pages = Paginator(_filtered(asked, found.record.pk), PAGE)
    page = pages.get_page(asked.number("page", 10_000) or 1)
    rows = list(page)
    if rows:
        note_read(by=user, what=REGISTRATIONS, record=found.record.pk, ids=[row.pk for row in rows])
    theirs = Registration.objects.filter(record_id=found.record.pk, country__isnull=False)
    countries = labels_of(set(theirs.values_list("country_id", flat=True)))
    counts = with_earlier(counts_of(found.record.pk), _room(found.record.pk).totals)
    context = desk_context(request, found, _("Registrations"), "webinar_registrations") | {
        "rows": [
            {
                "registration": row,
                "country": countries.get(str(row.country_id), ""),
                "kind": ParticipantKind(row.kind).label,
                "state": RegistrationState(row.state).label,
            }
            for row in rows
        ],
        "count": pages.count,
        "states": [
            {"label": RegistrationState(state).label, "count": count} for state, count in counts["state"].items()
        ],
        "seats": terms.seats if terms else None,
        "is_public": terms is not None,
        "room": room,
        "answer": AnswerForm(),
        "filters": [
            _filter(asked, "state", _("State"), RegistrationState.choices),
            _filter(asked, "kind", _("As"), ParticipantKind.choices),
            _filter(asked, "country", _("Country or area"), sorted(countries.items(), key=lambda each: each[1])),
        ],
        "more": asked.url(request.path, page=str(page.number + 1)) if page.has_next() else "",
        "first": asked.url(request.path, page=None) if page.number > 1 else "",
        "download": reverse("admin:webinar_registrations_csv", args=[found.record.pk]),
        "problems": asked.problems,
    }
    return TemplateResponse(request, "admin/webinars/registrations.html", context)


def _filter(asked: Asked, name: str, label: str, choices: list) -> dict[str, Any]:
    return {"name": name, "label": label, "options": options([("", _("all")), *choices], asked.text(name))}


def registrations_file(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them as a table."""
    user = cast(User, request.user)
    found = get_desk_webinar(user, pk, write=True)
    rows = list(Registration.objects.filter(record_id=pk).order_by("place"))
    note_read(by=user, what=REGISTRATIONS, record=pk, ids=[row.pk for row in rows])
    countries = labels_of({row.country_id for row in rows if row.country_id})
    lines = [
        [_("Place"), _("State"), _("Name"), _("E-mail"), _("Organisation"), _("Country or area"), _("As"), _("Needs")]
    ]
    for row in rows:
        country = countries.get(str(row.country_id), "")
        lines.append([str(row.place), row.state, row.name, row.email, row.organisation, country, row.kind, row.needs])
    response = HttpResponse(table(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="registrations-{found.row.slug}.csv"'
    return response


def feedback_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What those who took part thought: without names, for all staff."""
    found = get_desk_webinar(cast(User, request.user), pk)
    rows = Feedback.objects.filter(record_id=pk)
    told = rows.aggregate(n=Count("pk"), mean=Avg("useful"), rated=Count("useful"))
    context = desk_context(request, found, _("Feedback"), "webinar_feedback") | {
        "told": told,
        "useful": f"{told['mean']:.1f}" if told["rated"] else "",
        "could": rows.filter(heard_all=True).count(),
        "could_not": rows.filter(heard_all=False).count(),
        "texts": list(rows.exclude(text="", topic="").order_by("pk").values("text", "topic", "language")[:500]),
    }
    return TemplateResponse(request, "admin/webinars/feedback.html", context)
