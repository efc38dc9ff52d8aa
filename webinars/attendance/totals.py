"""What stays of a file: counts, and the sentence that they are told by. No name, no address."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webinars.enums import KnownBy, RegistrationState
from webinars.models import AttendanceFile, Registration

CERTAIN = (KnownBy.REGISTRATION, KnownBy.EDITOR)
Totals = dict[str, Any]


def totals_of(file: AttendanceFile) -> Totals:
    """From the rows of persons: {"persons", "joins", "hosts", "absent", "countries": {id: persons}, "not_known",
    "registered", "registered_attended"}. A suggestion that nobody confirmed is not known. Two queries."""
    rows = list(file.attendees.order_by().values_list("country_id", "known_by").annotate(n=Count("pk")))
    countries: dict[str, int] = {}
    for country, known_by, n in rows:
        if known_by in CERTAIN and country:
            countries[str(country)] = countries.get(str(country), 0) + n
    persons = sum(n for _country, _known_by, n in rows)
    emails = confirmed_addresses([file])
    attended = file.attendees.filter(email__in=emails).count() if emails else 0
    return {
        "persons": persons,
        "joins": file.recognised.get("joins", persons),
        "hosts": file.recognised.get("hosts", 0),
        "absent": file.recognised.get("absent", 0),
        "countries": countries,
        "not_known": persons - sum(countries.values()),
        "registered": len(emails),
        "registered_attended": attended,
    }


def confirmed_addresses(files: Collection[AttendanceFile]) -> set[str]:
    """Of who registered here, in small letters."""
    records = {file.record_id for file in files}
    confirmed = Registration.objects.filter(record_id__in=records, state=RegistrationState.CONFIRMED)
    return {email.lower() for email in confirmed.values_list("email", flat=True)}


def sentence(totals: Totals) -> str:
    """“645 participants, from at least 116 countries or areas, 12 not known”: never more than is known."""
    persons, unknown, places = totals["persons"], totals["not_known"], len(totals["countries"])
    who = ngettext("%(n)s participant", "%(n)s participants", persons) % {"n": persons}
    if not places:
        return _("%(who)s; from which countries or areas is not known") % {"who": who}
    where = ngettext("%(n)s country or area", "%(n)s countries or areas", places) % {"n": places}
    if not unknown:
        return _("%(who)s, from %(where)s") % {"who": who, "where": where}
    return _("%(who)s, from at least %(where)s, %(unknown)s not known") % {
        "who": who,
        "where": where,
        "unknown": unknown,
    }
