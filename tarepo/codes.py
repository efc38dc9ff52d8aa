"""Codes of index rows: facet × 10⁷ + value, so that one int[] serves every filter and every count.

A value is a record id or a small number; ids of up to ten million fit, and 214 facets. A number that stands for a
facet or a value never changes: new ones are added at the end.
"""

from enum import IntEnum

from tarepo.enums import DeliveryMode, LessonKind, PartyRole

BASE = 10_000_000


class Facet(IntEnum):
    REFERS = 1  # every record that the row's snapshot names, in whatever way; in SearchRow.codes, and in keys
    COUNTRY = 2  # countries and areas with a part in it
    YEAR = 3  # every year that the period touches; 0 where none is stated
    STATUS = 4
    OPEN_ENDED = 5  # 1 where the period goes on, so that each new year adds a YEAR; in keys
    REGION = 6  # the M49 number of a region or subregion of these countries
    GROUPING = 7  # groups that these countries belonged to when it began
    ROLE = 8  # roles that any party has in it
    TYPE = 9
    LEVEL = 10  # levels of its types
    SUBJECT = 11  # subjects and the broader ones above them
    TARGET_GROUP = 12
    DELIVERY_MODE = 13
    LANGUAGE = 14  # languages of its texts
    PARTNER = 15  # organisations, offices and groups with a part in it
    UNIT = 16
    PROJECT = 17
    SERIES = 18
    LESSON = 19  # kinds of its lessons
    COOPERATION = 20
    PLACELESS = 21  # NO_COUNTRY where no country or area has a part in it, NO_BENEFICIARY where none is the beneficiary
    MONTHLESS = 22  # 1 where no day or month is stated
    CONFIRMED = 23  # of what is declared South-South or triangular: whether all parties confirmed it
    COUNTRY_AS = 30  # + the place of a role: a country in that role; in keys
    PARTNER_AS = 50  # + the place of a role: an organisation in that role; in keys
    LESSON_ABOUT = 70  # subjects of its lessons; in keys
    LESSON_TOLD_BY = 71  # who tells its lessons; in keys
    PLANNED = 72  # of what is planned, the year in which it begins, 0 where none is stated; in keys
    MONTH = 73  # every month that the period touches, where days or months are stated: year × 12 + 0 to 11; in keys
    UNCONFIRMED = 74  # who has a part in a declared cooperation and did not confirm it, and ANYBODY; in keys, asked for
    # by the parties, the coordinator and editors alone
    CONFIRMED_BY = 75  # who declared it, or confirmed it; in keys
    # The same of records of other kinds than activities: few, and found without those of activities.
    OTHER_REFERS = 80
    OTHER_LESSON_ABOUT = 81
    OTHER_LESSON_TOLD_BY = 82


NO_COUNTRY, NO_BENEFICIARY = 0, 1
ANYBODY = 0  # for UNCONFIRMED
NO_YEAR = "none"  # the year 0 in addresses

# Codes and keys that stand in filters and facets. All others are asked for alone: no pairs of theirs are counted.
FIRST_PAIRED, LAST_PAIRED = Facet.COUNTRY * BASE, Facet.LESSON_ABOUT * BASE - 1

OF_OTHERS: dict[int, Facet] = {
    Facet.REFERS: Facet.OTHER_REFERS,
    Facet.LESSON_ABOUT: Facet.OTHER_LESSON_ABOUT,
    Facet.LESSON_TOLD_BY: Facet.OTHER_LESSON_TOLD_BY,
}

# Places never change: new values are added at the end.
STATUSES = ("not_stated", "planned", "under_way", "completed", "postponed", "cancelled")
DELIVERY_MODES = tuple(
    mode.value for mode in (DeliveryMode.NOT_STATED, DeliveryMode.IN_PERSON, DeliveryMode.VIRTUAL, DeliveryMode.HYBRID)
)
ROLES = tuple(
    role.value
    for role in (
        *(PartyRole.BENEFICIARY, PartyRole.PROVIDER, PartyRole.FACILITATOR, PartyRole.VENUE, PartyRole.SIGNATORY),
        *(PartyRole.FUNDING, PartyRole.ACCOUNTABLE, PartyRole.EXTENDING, PartyRole.IMPLEMENTING),
    )
)
LESSONS = tuple(
    kind.value for kind in (LessonKind.SUCCESS, LessonKind.CHALLENGE, LessonKind.FINDING, LessonKind.LESSON)
)
LEVELS = ("policy", "institution", "individual")
COOPERATIONS = ("south_south", "triangular")
CONFIRMATIONS = ("reported", "all")
PLACES: dict[Facet, tuple[str, ...]] = {
    Facet.STATUS: STATUSES,
    Facet.DELIVERY_MODE: DELIVERY_MODES,
    Facet.ROLE: ROLES,
    Facet.LESSON: LESSONS,
    Facet.LEVEL: LEVELS,
    Facet.COOPERATION: COOPERATIONS,
    Facet.CONFIRMED: CONFIRMATIONS,
}


def code(facet: int, value: int) -> int:
    """The code of one facet's value; ValueError where the value does not fit."""
    if not 0 <= value < BASE:
        raise ValueError(f"{value} does not fit in a code")
    return facet * BASE + value


def of_others(key: int) -> int:
    """The key that says the same of a record of another kind than activities."""
    facet, value = divmod(key, BASE)
    return code(OF_OTHERS.get(facet, facet), value)


def place_code(facet: Facet, value: str) -> int:
    """The code of a value of a closed list; ValueError where the list has no such value."""
    return code(facet, PLACES[facet].index(value))


def month_code(year: int, month: int) -> int:
    """The key of a month; month: 1 to 12."""
    return code(Facet.MONTH, year * 12 + month - 1)


def language_number(language: str) -> int:
    """A language code's first part, of two to four letters, as a number; 0 for others."""
    letters = language.partition("-")[0].lower()
    if not (2 <= len(letters) <= 4 and letters.isascii() and letters.isalpha()):
        return 0
    number = 0
    for letter in letters:
        number = number * 27 + ord(letter) - 96
    return number


def language_of(number: int) -> str:
    """The language code that the number was made of."""
    letters = ""
    while number:
        number, letter = divmod(number, 27)
        letters = chr(letter + 96) + letters
    return letters
