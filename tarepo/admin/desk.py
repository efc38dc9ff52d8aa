"""The head of the desk: what waits, for the units of whoever looks, and the lists that they saved."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.access import units_of
from accounts.awaiting.ask import count_late
from accounts.enums import RoleName
from accounts.models import User
from activities.confirming.lists import many_open
from reference.models import Unit
from tarepo.admin.saved_lists import place_of
from tarepo.asked import Asked
from tarepo.corrections.report_items import open_reports
from tarepo.enums import Kind
from tarepo.indexing.hits import one_state
from tarepo.labels import labelled
from tarepo.languages import OFFICIAL
from tarepo.models import Patch, PatchState, SavedList
from tarepo.work import bring_up_to_date, many_wait
from tarepo.work.lists import (
    ALL,
    LISTS,
    NONE,
    OWN,
    UNTRANSLATED,
    Scope,
    conditions,
    counted,
    most_lacking,
    wanted,
)


@dataclass
class Waiting:
    """One list at the head of the desk."""

    title: Promise | str
    url: str
    count: int | None = None  # none for a list that is not counted here
    lead: Promise | str = ""
    parts: list["Waiting"] = field(default_factory=list)  # by language


def own_units(user: User) -> frozenset[int]:
    """The units by which lists are narrowed at first; none for whoever cares for all."""
    return frozenset() if user.has_role(RoleName.CHIEF_EDITOR) else frozenset(units_of(user))


def unit_choices(user: User) -> list[tuple[str, str]]:
    """The values of the filter and their names, the own unit first."""
    units = [(str(unit.pk), unit.title_shown or unit.reference) for unit in labelled(Unit.objects.all())]
    first = [(OWN, _("my own"))] if own_units(user) else []
    return [*first, (ALL, _("all")), (NONE, _("no unit")), *sorted(units, key=lambda pair: pair[1])]


def scope_of(asked: Asked, user: User, units: list[tuple[str, str]] | None = None) -> Scope:
    """units: what may be asked for; without them any number is a unit."""
    unit, kind = asked.text("unit"), asked.text("kind")
    known = unit in dict(units) if units else unit in (ALL, NONE) or (unit.isascii() and unit.isdigit())
    if unit and (not known or len(unit) > 18):
        asked.misread("unit", unit)
        unit = OWN
    if kind and kind not in Kind.values:
        asked.misread("kind", kind)
        kind = ""
    return Scope(unit, kind, own_units(user))


def work_url(name: str, **values: str) -> str:
    query = urlencode({key: value for key, value in values.items() if value})
    return reverse("admin:work_list", args=[name]) + (f"?{query}" if query else "")


def desk_context(request: HttpRequest) -> dict:
    """The same number of queries whatever waits: rows are counted in one, saved lists among them."""
    bring_up_to_date()
    with one_state():
        return _desk(request)


def _desk(request: HttpRequest) -> dict:
    units = unit_choices(request.user)
    asked = Asked(request.GET, ("unit",))
    scope = scope_of(asked, request.user, units)
    saved = list(request.user.saved_lists.all())
    of_saved = {f"saved.{row.pk}": found for row in saved if (found := _condition(row, request.user)) is not None}
    counts = counted(conditions(scope) | of_saved)
    return {
        "waiting": [
            *(_waiting(name, counts, scope.unit) for name in LISTS),
            _late(),
            *_consents(),
            _proposals(),
            _reports(request.user),
            _confirmations(),
            _changes(),
            _committee_reports(),
            *_webinars(),
            *_people(request.user),
        ],
        "saved": [Waiting(row.name, row.query, counts.get(f"saved.{row.pk}")) for row in saved],
        "units": units,
        "unit": scope.unit or (OWN if own_units(request.user) else ALL),
        "problems": asked.problems,
        "many_wait": many_wait(),
    }


def _condition(row: SavedList, user: User) -> tuple[str, Q] | None:
    """What a saved work list counts; None for other lists, and for one that is no longer there."""
    place = place_of(row.query)
    name = place.kwargs.get("name") if place and place.url_name == "work_list" else None
    if name not in LISTS:
        return None
    asked = Asked(QueryDict(row.query.partition("?")[2]), ("unit", "kind", "language"))
    language = asked.text("language")
    if name == UNTRANSLATED.name and language not in OFFICIAL:
        return None
    return wanted(name, language, scope_of(asked, user))


def _waiting(name: str, counts: dict[str, int], unit: str) -> Waiting:
    listed = LISTS[name]
    found = Waiting(listed.title, work_url(name, unit=unit), lead=listed.lead)
    if name != UNTRANSLATED.name:
        found.count = counts[name]
        return found
    first = most_lacking(counts)
    found.count, found.url = counts[f"{name}.{first}"], work_url(name, unit=unit, language=first)
    found.lead = _("Published records without a text in %(language)s, the language that most lack.") % {
        "language": OFFICIAL[first]
    }
    for code, own_name in OFFICIAL.items():
        found.parts.append(Waiting(own_name, work_url(name, unit=unit, language=code), counts[f"{name}.{code}"]))
    return found


def _late() -> Waiting:
    lead = _("Consents, members, confirmations and the like that nobody has answered for 30 days.")
    return Waiting(_("Late answers"), reverse("admin:late"), count_late(), lead)


def _proposals() -> Waiting:
    """As many as its page lists at first."""
    lead = _("What members and focal points sent in, for whatever unit: to be taken over or declined.")
    count = Patch.objects.filter(state=PatchState.OPEN).count()
    return Waiting(_("Proposals"), reverse("admin:proposals"), count, lead)


def _reports(user: User) -> Waiting:
    lead = _("What readers say is wrong with public records: to be answered, or put aside.")
    return Waiting(_("Reports of errors"), reverse("admin:reports"), open_reports(user).count(), lead)


def _confirmations() -> Waiting:
    """As many as its page lists at first."""
    lead = _("What is declared South-South or triangular and not confirmed by all its parties.")
    return Waiting(_("Confirmations"), reverse("admin:confirmations"), many_open(), lead)


def _consents() -> list[Waiting]:
    from accounts.consents.desk_list import counts

    asked, requests = counts()
    return [
        Waiting(
            _("Requests for details"),
            reverse("admin:consents"),
            requests,
            _("Members who ask for the details of an activity: to be answered."),
        ),
        Waiting(
            _("Consents asked for"),
            reverse("admin:consents"),
            asked,
            _("What beneficiaries were asked and have not answered, and who of them has no focal point."),
        ),
    ]


def _people(user: User) -> list[Waiting]:
    """For those who have to do with people's memberships (accounts/membership/desk.py); not counted here."""
    if not user.has_role(RoleName.CHIEF_EDITOR, RoleName.ADMINISTRATOR):
        return []
    members = _("Who asks to be confirmed; chief editors answer where there is no focal point.")
    focal = _("Who answers for which country or organisation, until when, and for whom nobody does.")
    return [
        Waiting(_("Memberships"), reverse("admin:memberships"), lead=members),
        Waiting(_("Focal points"), reverse("admin:focal_points"), lead=focal),
        *([_reads()] if user.has_role(RoleName.ADMINISTRATOR) else []),
    ]


def _reads() -> Waiting:
    lead = _("Who was shown details, files that are not public, or accounts, within the last year.")
    return Waiting(_("Reads of restricted data"), reverse("admin:reads"), lead=lead)


def _committee_reports() -> Waiting:
    lead = _("Composed from what is public of a period, as a page and a Word document.")
    return Waiting(_("Reports to the committee"), reverse("admin:committee_reports"), lead=lead)


def _webinars() -> list[Waiting]:
    """Not counted: the way there."""
    lead = _("Topics that were agreed and webinars: planning, inviting, and what comes after.")
    contacts = _("Functional addresses that invitations go to, and which of them came back.")
    return [
        Waiting(_("Webinars"), reverse("admin:webinars"), lead=lead),
        Waiting(_("Contacts"), reverse("admin:contacts"), lead=contacts),
    ]


def _changes() -> Waiting:
    lead = _("Who changed what, when and why; each change can be looked at, and undone.")
    return Waiting(_("All changes"), reverse("admin:changes"), lead=lead)
