"""Entering that an activity is a webinar: its times are typed as clocks in its zone show them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.admin.parts import PartForm
from tarepo.admin.widgets import MomentWidget
from tarepo.enums import Precision
from tarepo.fields import ListedField, split_codes
from webinars.models import Webinar
from webinars.times import GENEVA, NoSuchTime, all_zones, local, resolve

CLOCKS = ("starts_at", "ends_at", "register_until")
LISTED = tuple(field.name for field in Webinar._meta.concrete_fields if isinstance(field, ListedField))


class ClockField(forms.CharField):
    """A date and time as clocks show them: 2027-03-04T13:00."""

    widget = MomentWidget

    def clean(self, value: Any) -> dt.datetime | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            shown = dt.datetime.fromisoformat(typed).replace(second=0, microsecond=0)
        except ValueError:
            shown = None
        if shown is None or shown.tzinfo or not 1900 <= shown.year <= 2200:
            raise forms.ValidationError(_("Give a date and a time, such as 2027-03-04T13:00."))
        return shown


def zone_choices() -> list[tuple[str, str]]:
    first = {GENEVA: _("Geneva (Europe/Zurich)")}
    return [(zone, first.get(zone, zone.replace("_", " "))) for zone in all_zones()]


class WebinarForm(PartForm):
    """Always a row of its own: whoever opens the form of a webinar enters one, though nothing of it is known yet."""

    starts_at = ClockField(label=gettext_lazy("Begins"), required=False)
    ends_at = ClockField(label=gettext_lazy("Ends"), required=False)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=zone_choices,
        help_text=gettext_lazy("All times here are as clocks of this zone show them."),
    )
    register_until = ClockField(label=gettext_lazy("Registration closes"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **self.in_form(self.instance)}
        held = self.instance.time_zone
        if "time_zone" in self.fields and held and held not in all_zones():
            zones: Any = self.fields["time_zone"]
            zones.choices = [(held, held), *zone_choices()]

    @staticmethod
    def in_form(instance: Webinar) -> dict[str, str]:
        """What stands in the fields of the times, of a row of the table (tarepo/admin/said.py)."""
        moments = {name: getattr(instance, name) for name in CLOCKS}
        return {name: local(moment, instance.time_zone) if moment else "" for name, moment in moments.items()}

    def has_changed(self) -> bool:
        return super().has_changed() or not self.instance.pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        zone = cleaned.get("time_zone")
        for name in CLOCKS:
            if cleaned.get(name) and zone:
                try:
                    cleaned[name] = self._moment(name, cleaned[name], zone)
                except NoSuchTime as error:
                    self.add_error(name, str(error))
        for name in LISTED:  # the same in another order is no change
            held = getattr(self.instance, name)
            if name in cleaned and {*split_codes(cleaned[name])} == {*split_codes(held)}:
                cleaned[name] = held
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not starts and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say when it begins, too."))
        if starts and ends and zone and ends <= starts:
            self.add_error("ends_at", _("It ends before it begins."))
        return cleaned

    def _moment(self, name: str, typed: dt.datetime, zone: str) -> dt.datetime:
        """What nobody touched stays as it is, also where its clock shows it twice."""
        held = getattr(self.instance, name)
        same = held and zone == self.instance.time_zone and local(held, zone) == f"{typed:%Y-%m-%dT%H:%M}"
        return held if same else resolve(typed, zone)


def give_period(form: forms.ModelForm, formset: forms.BaseInlineFormSet) -> bool:
    """The record's period follows the webinar's time, where it was empty or on the day of the time before; what an
    editor writes there stays."""
    record: Any = form.instance
    rows = [row for row in formset.forms if row.instance.pk and row not in formset.deleted_forms]
    if not rows or not rows[0].instance.starts_at or {"starts", "ends", "precision"} & set(form.changed_data):
        return False
    row, before = rows[0].instance, str(rows[0].initial.get("starts_at") or "")[:10]
    first, last = (
        moment.astimezone(ZoneInfo(row.time_zone)).date() for moment in (row.starts_at, row.ends_at or row.starts_at)
    )
    empty = record.precision == Precision.NOT_STATED and not record.starts
    followed = record.precision == Precision.DAY and before and f"{record.starts}" == before
    if not (empty or followed) or (record.starts, record.ends, record.precision) == (first, last, Precision.DAY):
        return False
    record.starts, record.ends, record.precision = first, last, Precision.DAY
    record.save(update_fields=["starts", "ends", "precision"])
    return True
