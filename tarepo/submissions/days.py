"""Days that are known exactly, or by their month or year only: how they are entered, and the period that two make."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.content import Content
from tarepo.enums import Precision
from tarepo.reading.words import month_name

FIRST_YEAR, LAST_YEAR = 1800, 2200


@dataclass(frozen=True)
class Day:
    """A day, a month or a year."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def precision(self) -> Precision:
        return Precision.DAY if self.day else Precision.MONTH if self.month else Precision.YEAR


class GoesOn:
    """Whether a period has an end."""

    NO, SINCE, CONTINUING = "", Precision.SINCE.value, Precision.CONTINUING.value
    CHOICES = (
        (NO, gettext_lazy("it ends, or ended")),
        (SINCE, gettext_lazy("it goes on since then")),
        (CONTINUING, gettext_lazy("it is continuing, with no end in view")),
    )


class DayWidget(forms.MultiWidget):
    """Three boxes: day, month, year; the first two may stay empty."""

    template_name = "submissions/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict | None = None) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput(attrs=number | {"maxlength": 2, "size": 2}),
            "month": forms.Select(),
            "year": forms.TextInput(attrs=number | {"maxlength": 4, "size": 4}),
        }
        super().__init__(boxes, attrs)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        months = [("", "–"), *((str(month), month_name(month)) for month in range(1, 13))]
        cast(forms.Select, self.widgets[1]).choices = months
        context = super().get_context(name, value, attrs)
        labels = (_("Day"), _("Month"), _("Year"))
        for box, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            box["label"] = label
        return context

    def decompress(self, value: Day | None) -> list[str]:
        return [str(value.day or ""), str(value.month or ""), str(value.year)] if value else ["", "", ""]


class DayField(forms.Field):
    widget = DayWidget

    def to_python(self, value: Any) -> Day | None:
        if value is None or isinstance(value, Day):
            return value
        day, month, year = (str(part or "").strip() for part in value)
        if not day and not month and not year:
            return None
        if not year:
            raise ValidationError(_("Give the year too."))
        numbers = [self._number(part) for part in (year, month, day)]
        return self._checked(*numbers)

    def _number(self, part: str) -> int:
        if not part:
            return 0
        if not (part.isdecimal() and len(part) <= 4 and int(part)):
            raise ValidationError(_("Write day and year with digits: 14 and 2025."))
        return int(part)

    def _checked(self, year: int, month: int, day: int) -> Day:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(
                _("The year is between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        if day and not month:
            raise ValidationError(_("Give the month too."))
        try:
            found = Day(year, month, day)
            found.first  # noqa: B018  # raises where there is no such day
        except ValueError as error:
            raise ValidationError(_("There is no such day.")) from error
        return found


def period_of(starts: Day | None, ends: Day | None, goes_on: str) -> Content:
    """The columns of a period; ValidationError by field where the parts do not make one."""
    if goes_on and ends:
        raise ValidationError({"goes_on": _("It goes on, and has a last day: take away one or the other.")})
    if goes_on == GoesOn.CONTINUING:
        return {"precision": goes_on} | ({"starts": starts.first.isoformat()} if starts else {})
    if not starts:
        if ends or goes_on:
            raise ValidationError({"starts": _("Say when it began, at least the year.")})
        return {"precision": Precision.NOT_STATED.value}
    if goes_on:
        return {"precision": goes_on, "starts": starts.first.isoformat()}
    last = ends or starts
    if last.precision != starts.precision:
        raise ValidationError({"ends": _("Give first and last day alike: both with day, with month, or by year.")})
    if last.last < starts.first:
        raise ValidationError({"ends": _("The period ends before it begins.")})
    return {
        "precision": starts.precision.value,
        "starts": starts.first.isoformat(),
        "ends": last.last.isoformat(),
    }


def days_of(content: Content) -> dict[str, Any]:
    """What the form of a period had been filled in with."""
    precision = content.get("precision", Precision.NOT_STATED)
    days = {name: _as_entered(content.get(name, ""), precision) for name in ("starts", "ends")}
    goes_on = precision if precision in (GoesOn.SINCE, GoesOn.CONTINUING) else GoesOn.NO
    if days["ends"] == days["starts"]:
        days["ends"] = None
    return days | {"goes_on": goes_on}


def _as_entered(iso: str, precision: str) -> Day | None:
    if not iso:
        return None
    day = dt.date.fromisoformat(iso)
    if precision == Precision.YEAR or (precision in (GoesOn.SINCE, GoesOn.CONTINUING) and iso.endswith("-01-01")):
        return Day(day.year)
    return Day(day.year, day.month, 0 if precision == Precision.MONTH else day.day)
