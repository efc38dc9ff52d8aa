"""Codes of a search row: facet × 10⁷ + value, so that one int[] serves every filter and every reverse look-up.

A value is a record id or a small number; ids of up to ten million fit, and 214 facets.
"""

from enum import IntEnum

BASE = 10_000_000


class Facet(IntEnum):
    REFERS = 1  # every record that the row's snapshot names, in whatever way
    COUNTRY = 2  # countries and areas with a role in it
    YEAR = 3  # every year that the period touches
    STATUS = 4  # the activity's status, by its place in STATUSES
    OPEN_ENDED = 5  # 1 where the period goes on, so that each new year adds a YEAR (tick sees to it)


# Places never change: new statuses are added at the end.
STATUSES = ("not_stated", "planned", "under_way", "completed", "postponed", "cancelled")


def code(facet: Facet, value: int) -> int:
    """The code of one facet's value; ValueError where the value does not fit."""
    if not 0 <= value < BASE:
        raise ValueError(f"{value} does not fit in a code")
    return facet * BASE + value
