"""Languages, dates, periods and numbers in the reader's language. Pure, and cached: they are most of a page's cost."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, get_timezone_location
from babel.numbers import format_decimal
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tarepo.enums import Precision

RTL = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
NUMBER = r"\d+[a-z]?(?:\([a-z\d]+\))*"  # 13, 13a, 13(b)(ii)
NUMBER_ALONE = re.compile(rf"{NUMBER}(?:(?:\s*[-–,;]\s*|\s+(?:and|to)\s+){NUMBER})*", re.ASCII)
# The organisation writes "9–12 May 2023", as in British English; Arabic with the digits of the documents.
LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans_CN", "ar": "ar_EG@numbers=latn"}


def content_language(interface: str | None = None) -> str:
    """The language code that texts carry for an interface language: zh for zh-hans."""
    code = interface or get_language() or "en"
    return "zh" if code == "zh-hans" else code


def interface_of(language: str) -> str:
    """The other way round: zh-hans for zh."""
    return "zh-hans" if language == "zh" else language


def direction(language: str) -> str:
    return "rtl" if language.partition("-")[0] in RTL else "ltr"


@lru_cache(maxsize=64)
def _locale(interface: str) -> Locale:
    code = LOCALES.get(interface, interface).partition("@")[0]
    return Locale.parse(code, sep="_")


def _here() -> str:
    return get_language() or "en"


def own_name(language: str) -> str:
    """What a language calls itself, from CLDR; the code where that is not known."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    name = locale.get_display_name(language) or language
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=512)
def _language_name(language: str, interface: str) -> str:
    try:
        return Locale.parse(language, sep="-").get_display_name(_locale(interface)) or language
    except (UnknownLocaleError, ValueError):
        return language


def language_name(language: str) -> str:
    """What the reader's language calls a language."""
    return _language_name(language, _here())


@lru_cache(maxsize=4096)
def _date(day: str, interface: str) -> str:
    return _digits(format_date(dt.date.fromisoformat(day), "long", locale=_locale(interface)))


def listed(words: Iterable[str]) -> str:
    """Several words in one line, with the comma of the reader's script."""
    return {"ar": "، ", "zh-hans": "、"}.get(_here(), ", ").join(words)


def date(day: str | None) -> str:
    """An ISO 8601 day, written out; empty for none."""
    return _date(day, _here()) if day else ""


def moment(value: str) -> str:
    """An ISO 8601 moment in universal time, written out; empty for none."""
    if not value:
        return ""
    at = dt.datetime.fromisoformat(value).astimezone(dt.UTC)
    return f"{date(at.date().isoformat())}, {at:%H:%M} UTC"


@lru_cache(maxsize=2048)
def _city(zone: str, interface: str) -> str:
    name = get_timezone_location(zone, locale=_locale(interface), return_city=True)
    return name.rpartition("/")[2].replace("_", " ")


def city(zone: str) -> str:
    """What a time zone is called by: its city in the reader's language; of Swiss time, the organisation's."""
    if zone == "UTC":
        return zone
    return _("Geneva") if zone == "Europe/Zurich" else _city(zone, _here())


def paragraph(place: str) -> str:
    """Where in a document a statement stands. A number alone says what it is the number of; all else stays as it is."""
    if not NUMBER_ALONE.fullmatch(place.strip()):
        return place
    several = len(re.findall(NUMBER, place)) > 1
    told = _("paragraphs %(numbers)s") if several else _("paragraph %(numbers)s")
    return told % {"numbers": place.strip()}


def period(content: dict) -> str:
    """The period of a record or part as exactly as it is known; empty where it is not stated."""
    precision = content.get("precision", Precision.NOT_STATED)
    return _period(precision, content.get("starts", ""), content.get("ends", ""), _here())


def period_of_days(starts: str, ends: str) -> str:
    """Both as ISO 8601 days."""
    return _period(Precision.DAY, starts, ends, _here())


@lru_cache(maxsize=8192)
def _period(precision: str, starts: str, ends: str, interface: str) -> str:
    if precision == Precision.NOT_STATED:
        return ""
    if precision == Precision.CONTINUING:
        return _("continuing since %(date)s") % {"date": _start(starts, interface)} if starts else _("continuing")
    if precision == Precision.SINCE and not ends:
        return pgettext("a date", "since %(date)s") % {"date": _start(starts, interface)}
    return _closed(precision, dt.date.fromisoformat(starts), dt.date.fromisoformat(ends or starts), interface)


def _closed(precision: str, first: dt.date, last: dt.date, interface: str) -> str:
    locale = _locale(interface)
    if precision == Precision.YEAR:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if precision == Precision.MONTH:
        if (first.year, first.month) == (last.year, last.month):
            return _digits(format_skeleton("yMMMM", first, locale=locale))
        return _digits(format_interval(first, last, "yMMMM", locale=locale))
    if first == last:
        return _date(first.isoformat(), interface)
    return _digits(format_interval(first, last, "yMMMMd", locale=locale))


def _start(day: str, interface: str) -> str:
    """The day that something began; the year alone where the day is the first of January."""
    return day[:4] if day.endswith("-01-01") else _date(day, interface)


def number(value: str) -> str:
    """A decimal number as the reader's language writes it; never rounded."""
    return _number(value, _here())


@lru_cache(maxsize=4096)
def _number(value: str, interface: str) -> str:
    exact = Decimal(value)
    places = max(0, -int(exact.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return _digits(format_decimal(exact, format=pattern, locale=_locale(interface)))


def _digits(text: str) -> str:
    """Digits as the documents print them, in Arabic too."""
    return text.translate({0x0660 + digit: str(digit) for digit in range(10)} | {0x066B: ".", 0x066C: ","})


@lru_cache(maxsize=200)
def _month_name(month: int, interface: str) -> str:
    return format_date(dt.date(2000, month, 1), "LLL", locale=_locale(interface))


def month_name(month: int) -> str:
    """The short name of a month that stands alone: 1 to 12."""
    return _month_name(month, _here())
