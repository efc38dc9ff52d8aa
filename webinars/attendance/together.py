"""Files of several rooms of one webinar: whoever was in more than one of them is counted once.

Who is the same is told as within one file (persons.py): by the e-mail address; without one, by the name.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webinars.attendance.persons import key_of, plain_name
from webinars.attendance.totals import Totals, confirmed_addresses
from webinars.enums import KnownBy
from webinars.models import AttendanceFile, Attendee

Key = tuple[str, str]
SURER = {KnownBy.REGISTRATION: 1, KnownBy.EDITOR: 2}  # an editor's “not known” too stands above a registration


TELLING = ("pk", "file_id", "email", "name", "erased_as")  # who it is


def totals_together(files: Collection[AttendanceFile]) -> Totals:
    """As totals_of, from the rows of persons of all these files; besides "rooms", "in_several": {"email", "name"} and
    "name_of_another", names that stand in one file with an address and in another without. Two queries."""
    fields = (*TELLING, "country_id", "known_by", "host")
    rows = list(Attendee.objects.filter(file__in=files).order_by("-pk").values(*fields))
    known: dict[Key, tuple[int, int | None]] = {}
    rooms: dict[Key, set[int]] = defaultdict(set)
    hosts = set()
    for row in rows:
        key = _key(row)
        rooms[key].add(row["file_id"])
        hosts |= {key} if row["host"] else set()
        rank = SURER.get(row["known_by"], 0)
        if rank > known.get(key, (-1, None))[0]:
            known[key] = (rank, row["country_id"] if rank else None)
    countries = Counter(str(country) for _rank, country in known.values() if country)
    several = Counter(key[0] for key, where in rooms.items() if len(where) > 1)
    registered = confirmed_addresses(files)
    return {
        "persons": len(rooms),
        "joins": sum(file.recognised.get("joins", 0) for file in files),
        "hosts": len(hosts),
        "countries": dict(countries),
        "not_known": len(rooms) - countries.total(),
        "registered": len(registered),
        "registered_attended": sum(("email", address) in rooms for address in registered),
        "rooms": len(files),
        "in_several": {"email": several["email"], "name": several["name"]},
        "name_of_another": _named_twice(rows),
    }


def in_both(file: AttendanceFile, others: Collection[AttendanceFile]) -> dict[int, tuple[int, int]]:
    """Of each of the others by its id: how many of its persons are in the file too, and how many it has. One query."""
    if not others:
        return {}
    keys: dict[int, set[Key]] = defaultdict(set)
    for row in Attendee.objects.filter(file__in=[file, *others]).values(*TELLING):
        keys[row["file_id"]].add(_key(row))
    return {other.pk: (len(keys[other.pk] & keys[file.pk]), len(keys[other.pk])) for other in others}


def told_together(totals: Totals) -> list[str]:
    """How who was in several rooms was counted, in sentences."""
    email, name, twice = totals["in_several"]["email"], totals["in_several"]["name"], totals["name_of_another"]
    both = email + name
    told = [
        ngettext(
            "%(n)s participant was in several rooms and is counted once (told by the address: %(email)s, by the name: "
            "%(name)s).",
            "%(n)s participants were in several rooms and are counted once (told by the address: %(email)s, by the "
            "name: %(name)s).",
            both,
        )
        % {"n": both, "email": email, "name": name}
        if both
        else _("Nobody was found in several rooms.")
    ]
    if twice:
        told.append(
            ngettext(
                "%(n)s name stands in one file with an e-mail address and in another without: it was counted as two "
                "persons.",
                "%(n)s names stand in one file with an e-mail address and in another without: each was counted as two "
                "persons.",
                twice,
            )
            % {"n": twice}
        )
    return told


def _key(row: Mapping[str, Any]) -> Key:
    if row["erased_as"]:  # and whoever was told by the name has a mark left of it
        return "name" if row["name"] else "email", str(row["erased_as"])
    return key_of(email=row["email"], name=row["name"], alone=str(row["pk"]))


def _named_twice(rows: Collection[Mapping[str, Any]]) -> int:
    """Within one file the file itself tells it."""
    where: dict[str, dict[bool, set[int]]] = defaultdict(lambda: {True: set(), False: set()})
    for row in rows:
        if row["email"] or _key(row)[0] == "name":
            where[plain_name(row["name"])][bool(row["email"])].add(row["file_id"])
    return sum(bool(each[True] and each[False] - each[True]) for name, each in where.items() if name)
