"""/admin/webinars/<id>/attendance/<file>/: one file, read: what is in it, from where people come, taking it over.

It shows names: only whoever may change the record, and each look is on record.
"""

from collections.abc import Callable, Collection
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.reads import ATTENDANCE, note_read
from reference.models import Country
from tarepo.asked import as_number
from tarepo.changes import change
from tarepo.csv_lines import table
from tarepo.tasks import queue_once, read_attendance
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.attendance.countries import confirm, confirm_domains, place
from webinars.attendance.dates import DMY, MDY
from webinars.attendance.receive import choose_order, discard
from webinars.attendance.take_over import Stopped, Taken, is_to_come, take_back, take_over
from webinars.attendance.together import told_together
from webinars.attendance.totals import sentence
from webinars.desk.attendance import figure_row
from webinars.desk.attendance_shown import country_rows, shown
from webinars.desk.tabs import desk_context
from webinars.models import AttendanceFile

MOST_TICKED = 1000


def get_file(found: DeskWebinar, file_id: int) -> AttendanceFile:
    file = AttendanceFile.objects.defer("data").filter(record_id=found.record.pk, pk=file_id).first()
    if file is None:
        raise Http404(_("There is no such file: it was removed."))
    return file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_page(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    user = cast(User, request.user)
    found = get_desk_webinar(user, pk, write=True)
    file = get_file(found, file_id)
    if request.method == "POST":
        pressed = next((name for name in VERBS if name in request.POST), "")
        if pressed:
            return VERBS[pressed](request, user, file)
        messages.error(request, _("Choose what is to be done with the file."))
        return HttpResponseRedirect(request.get_full_path())
    return _page(request, found, file)


def _page(
    request: HttpRequest,
    found: DeskWebinar,
    file: AttendanceFile,
    *,
    complaints: Collection[dict[str, str]] = (),
    rooms: Collection[int] = (),
) -> HttpResponse:
    """rooms: the ids of other files that are ticked as of other rooms."""
    context = desk_context(request, found, file.name, "webinar_attendance") | shown(file, request.GET)
    context |= {"complaints": complaints, "rooms": rooms, "is_early": is_to_come(found.row)}
    if people := context["people"]:
        user = cast(User, request.user)
        note_read(by=user, what=ATTENDANCE, record=found.record.pk, ids=[row.pk for row in people])
    return TemplateResponse(request, "admin/webinars/attendance_file.html", context)


@never_cache
@require_safe
def totals_csv(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """How many came from each country or area, for all of the desk: no person is in it."""
    found = get_desk_webinar(cast(User, request.user), pk)
    file = get_file(found, file_id)
    response = HttpResponse(table(country_rows(file)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="attendance-{found.row.slug}-{file.pk}.csv"'
    return response


def _again(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    """The job was lost, or is about to begin."""
    queue_once(read_attendance, file.pk)
    return HttpResponseRedirect(request.path)


def _order(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    order = request.POST["order"]
    if order not in (DMY, MDY):
        messages.error(request, _("Choose which day is meant."))
        return HttpResponseRedirect(request.path)
    with change(by=user, why=_("said how the days of a file of attendance are written")):
        choose_order(file=file, order=order)
    return HttpResponseRedirect(request.path)


def _domains(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    with change(by=user, why=_("confirmed from where participants come")):
        done = confirm_domains(file=file, domains=request.POST.getlist("domain")[:MOST_TICKED])
    return _told(request, done)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    ticked = request.POST.getlist(name)[:MOST_TICKED]
    return [number for each in ticked if (number := as_number(each)) is not None]


def _confirm(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    with change(by=user, why=_("confirmed from where participants come")):
        done = confirm(file=file, people=_numbers(request, "person"))
    return _told(request, done)


def _place(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    given = request.POST.get("country", "")
    country = as_number(given)
    if given != "none" and (country is None or not Country.objects.filter(pk=country).exists()):
        messages.error(request, _("Choose a country or area, or “not known”."))
        return HttpResponseRedirect(request.get_full_path())
    with change(by=user, why=_("said from where participants come")):
        done = place(file=file, people=_numbers(request, "person"), country=country)
    return _told(request, done)


def _told(request: HttpRequest, done: int) -> HttpResponse:
    if done:
        told = ngettext("Said of %(n)s participant.", "Said of %(n)s participants.", done)
        messages.success(request, told % {"n": done})
    else:
        messages.info(request, _("Nothing changed: tick some that this is not said of yet."))
    return HttpResponseRedirect(request.get_full_path())


def _take(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    rooms = _numbers(request, "rooms")
    with change(by=user, why=_("took over a file of attendance")):
        taken = take_over(file=file, seen=_numbers(request, "seen"), rooms=rooms, early="early" in request.POST)
    if taken.stopped == Stopped.EARLY:
        wrong = {"where": _("Take it over nevertheless"), "id": "early", "sentence": _("Tick it, if it is meant so.")}
        found = get_desk_webinar(user, file.record_id, write=True)
        return _page(request, found, file, complaints=[wrong], rooms=rooms)
    if taken.stopped:
        messages.warning(request, TAKING_STOPPED[taken.stopped])
    else:
        messages.success(request, _("Taken over: the counts stay when the rows of persons are deleted."))
        _tell(request, taken)
    return HttpResponseRedirect(request.path)


def _tell(request: HttpRequest, taken: Taken) -> None:
    """What became of other files, and of the record's figures."""
    if taken.replaced:
        told = _("It takes the place of “%(names)s”: nobody is counted twice.")
        messages.info(request, told % {"names": "”, “".join(taken.replaced)})
    if taken.together:
        several = _("All rooms together: %(told)s.") % {"told": sentence(taken.together)}
        messages.info(request, " ".join([several, *told_together(taken.together)]))
    if taken.written:
        messages.success(request, _("Its figures are in the record. Readers see them once it is published."))
    for row in map(figure_row, taken.beside):
        told = _("The record has a figure of this sort, which was left as it stands. The file says: %(figure)s.")
        figure = " ".join(filter(None, (str(row["qualifier"]), row["value"], row["unit"])))
        messages.warning(request, told % {"figure": figure})


def _back(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    with change(by=user, why=_("took back a file of attendance")):
        taken = take_back(file=file)
    if taken.stopped:
        messages.warning(request, TAKING_BACK_STOPPED[taken.stopped])
    else:
        told = _("Taken back: figures that it brought are out of the record, unless they are public or were edited.")
        messages.info(request, told)
        _tell(request, taken)
    return HttpResponseRedirect(request.path)


def _remove(request: HttpRequest, user: User, file: AttendanceFile) -> HttpResponse:
    with change(by=user, why=_("removed a file of attendance")):
        done = discard(file=file)
    if not done:
        messages.warning(request, _("What was taken over stays. Take it back first."))
        return HttpResponseRedirect(request.path)
    messages.success(request, _("Removed, with all of its rows."))
    return HttpResponseRedirect(reverse("admin:webinar_attendance", args=[file.record_id]))


TAKING_STOPPED = {
    Stopped.NOT_OPEN: gettext_lazy("It was taken over already, or is not read yet: nothing was done twice."),
    Stopped.OTHERS: gettext_lazy(
        "Somebody took over or took back another file meanwhile: nothing was done. Look again, and say which rooms"
        " count."
    ),
    Stopped.DELETED: gettext_lazy(
        "The rows of persons of another room were deleted after their time, so nobody can tell who was in both: nothing"
        " was done. Enter the figures in the record by hand."
    ),
}
TAKING_BACK_STOPPED = TAKING_STOPPED | {
    Stopped.NOT_OPEN: gettext_lazy("It is not taken over: nothing was done."),
}
VERBS: dict[str, Callable[[HttpRequest, User, AttendanceFile], HttpResponse]] = {
    "again": _again,
    "order": _order,
    "domains": _domains,
    "confirm": _confirm,
    "place": _place,
    "take": _take,
    "back": _back,
    "remove": _remove,
}
