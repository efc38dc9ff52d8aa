"""From joins to persons: rejoins of one address, or, without one, of one name within the file, are one person."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from webinars.attendance.joins import Join, Problem
from webinars.attendance.words import plain

# What devices and platforms write where nobody gave a name: several people, not one who comes again.
NOBODY = {
    *("iphone", "ipad", "android", "galaxy", "guest", "user", "zoom user", "unknown", "unknown user", "anonymous"),
    *("invite", "invitado", "utilisateur", "usuario", "anonyme", "anonimo", "call in user", "phone", "participant"),
}
ADDED = re.compile(r"\s*\((?:guest|unverified|external|invit[ée]|externe|no verificado|invitado|externo)\)\s*$", re.I)


@dataclass
class Person:
    name: str
    email: str
    joins: list[Join] = field(default_factory=list)

    @property
    def joined_at(self) -> dt.datetime | None:
        return min((join.joined for join in self.joins if join.joined), default=None)

    @property
    def left_at(self) -> dt.datetime | None:
        return max((join.left for join in self.joins if join.left), default=None)

    @property
    def host(self) -> bool:
        return any(join.host for join in self.joins)

    @property
    def minutes(self) -> int | None:
        """On the platform, with two devices at a time counted once; None where it is not told."""
        spans = sorted((join.joined, join.left) for join in self.joins if join.joined and join.left)
        if len(spans) == len(self.joins) > 1:
            return round(_union(spans).total_seconds() / 60)
        told = [join.minutes for join in self.joins if join.minutes is not None]
        return round(sum(told)) if told else None


def _union(spans: list[tuple[dt.datetime, dt.datetime]]) -> dt.timedelta:
    whole, until = dt.timedelta(), spans[0][0]
    for start, end in spans:
        whole += max(end - max(start, until), dt.timedelta())
        until = max(until, end)
    return whole


def merged(joins: Iterable[Join]) -> tuple[list[Person], list[Problem]]:
    """The persons in the order in which they first stand in the file, and what was taken for the same, or could be."""
    found: dict[tuple[str, str], Person] = {}
    for join in joins:
        key = key_of(email=join.email, name=join.name, alone=str(join.row))
        person = found.setdefault(key, Person(join.name, join.email))
        person.name = person.name or join.name
        person.joins.append(join)
    return list(found.values()), _told(found)


def key_of(*, email: str, name: str, alone: str) -> tuple[str, str]:
    """What tells whether two are the same person; alone: what stands for one whom nothing tells from others."""
    if email:
        return "email", email
    name = plain_name(name)
    if not name or name in NOBODY or not any(char.isalpha() for char in name):
        return "row", alone
    return "name", name


def plain_name(name: str) -> str:
    """Accents, capitals and what platforms add aside."""
    return plain(ADDED.sub("", name))


def _told(found: dict[tuple[str, str], Person]) -> list[Problem]:
    names = defaultdict(set)
    for (sort, _value), person in found.items():
        names[plain_name(person.name)].add(sort)
    counts = {
        "by name": sum(1 for (sort, _value), person in found.items() if sort == "name" and len(person.joins) > 1),
        "name of another": sum(1 for sorts in names.values() if {"email", "name"} <= sorts),
        "no name": sum(1 for sort, _value in found if sort == "row"),
    }
    return [Problem(0, code, count) for code, count in counts.items() if count]
