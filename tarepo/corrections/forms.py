"""The forms of a correction: one a piece, filled in with what is public; and what belongs to all of them."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.content import Content
from tarepo.corrections.cells import Around, Cell, cell_for
from tarepo.corrections.pieces import DATES, Piece
from tarepo.enums import Precision
from tarepo.models import Credit
from tarepo.submissions.days import DayField, GoesOn, days_of, period_of
from tarepo.submissions.forms import LONGEST_NOTE, lines
from tarepo.submissions.rows import line

EMPTY: tuple[Any, ...] = (None, "", {}, [])


def as_sent(value: Any) -> Any:
    """What two values have in common that a browser sends alike: blanks around a text, sorts of line ends."""
    if isinstance(value, list | tuple):
        return [as_sent(one) for one in value]
    return str("" if value is None else value).replace("\r\n", "\n").replace("\r", "\n").strip()


class PieceForm(forms.Form):
    """One piece. What was sent as it had been shown is not read at all: so no form changes what nobody touched."""

    def __init__(self, data: Any, *, piece: Piece, around: Around) -> None:
        super().__init__(data, prefix=piece.key.replace(".", "-"))
        self.piece = piece
        self.cells: dict[str, Cell] = {}
        names = {column.name for column in piece.columns}
        self.is_dated = set(DATES) <= names
        for column in piece.columns:
            if self.is_dated and column.name in DATES:
                continue
            if cell := cell_for(column, piece.said.get(column.name), around):
                self._take(column.name, cell)
        if self.is_dated:
            self._take_period()
        if piece.is_row:
            self.fields["remove"] = forms.BooleanField(label=_("Take this away as a whole"), required=False)
        self.touched = {name for name in self.fields if self._was_touched(name)} if self.is_bound else set()

    def _take(self, name: str, cell: Cell) -> None:
        self.cells[name] = cell
        self.fields[name] = cell.field
        self.initial[name] = cell.shown

    def _take_period(self) -> None:
        help_text = _("As exactly as it is known: the year alone will do.")
        self.fields["starts"] = DayField(label=_("First day"), help_text=help_text, required=False)
        self.fields["ends"] = DayField(label=_("Last day"), help_text=_("Empty where it is the same."), required=False)
        self.fields["goes_on"] = forms.ChoiceField(
            label=_("Has it an end?"), choices=GoesOn.CHOICES, required=False, initial=GoesOn.NO
        )
        self.initial.update(days_of(self.piece.said))

    def _was_touched(self, name: str) -> bool:
        """A field that was not sent at all was not touched either."""
        widget, key = self.fields[name].widget, self.add_prefix(name)
        if widget.value_omitted_from_data(self.data, self.files, key):
            return False
        sent = widget.value_from_datadict(self.data, self.files, key)
        shown = self.initial.get(name, "")
        if isinstance(widget, forms.MultiWidget):
            shown = widget.decompress(shown or None)
        elif isinstance(widget, forms.CheckboxSelectMultiple):
            sent, shown = sorted(sent), sorted(shown)
        return as_sent(sent) != as_sent(shown)

    def _clean_fields(self) -> None:
        every = self.fields
        self.fields = {name: field for name, field in every.items() if name in self.touched}
        try:
            super()._clean_fields()  # type: ignore[misc]
        finally:
            self.fields = every

    def clean(self) -> dict:
        cleaned = self.cleaned_data
        if self.is_dated and {"starts", "ends", "goes_on"} & self.touched and not self.errors:
            days = {name: cleaned.get(name, self.initial.get(name)) for name in ("starts", "ends", "goes_on")}
            try:
                cleaned["period"] = period_of(days["starts"], days["ends"], days["goes_on"] or "")
            except ValidationError as error:
                self.add_error(None, error)
        if not self.errors and (self.piece.is_text or self.is_kept_row):
            self._check_needed()
        return cleaned

    @property
    def is_kept_row(self) -> bool:
        """A row that stays, or is added; nothing is asked of one in which nothing was written."""
        return bool(self.piece.part) and not self.is_removed and bool(self.touched)

    def _check_needed(self) -> None:
        says = self.piece.said | self.changes
        for column in self.piece.columns:
            needed = not column.blank and not column.null and not column.has_default()
            if needed and column.name in self.fields and says.get(column.name) in EMPTY and column.name in self._asked:
                self.add_error(column.name, self._lacks)

    @property
    def _asked(self) -> set[str]:
        """Of a text only the one that was emptied: of those that nobody touched nothing is asked."""
        return self.touched if self.piece.is_text else set(self.fields)

    @property
    def _lacks(self) -> str:
        if self.piece.is_text:
            return _("It cannot be taken away: write what it should be.")
        if self.piece.is_new:
            return _("Fill this in, or empty the whole row.")
        return _("Fill this in, or take the row away as a whole.")

    @property
    def is_removed(self) -> bool:
        return bool(self.cleaned_data.get("remove"))

    @property
    def changes(self) -> Content:
        """Column → what the content is to say, of those that say something else now; None for nothing."""
        cleaned = self.cleaned_data
        found = {name: self.cells[name].says(cleaned[name]) for name in self.cells if name in cleaned}
        if "period" in cleaned:
            found |= {name: cleaned["period"].get(name) for name in DATES}
        said = self.piece.said
        return {name: value for name, value in found.items() if not same(value, said.get(name), name)}

    @property
    def row(self) -> Content:
        """What a new row says."""
        return {name: value for name, value in self.changes.items() if value not in EMPTY}


def same(value: Any, said: Any, name: str) -> bool:
    """Nothing is nothing, however it is written; a period that is not stated is none."""
    if name == "precision":
        value, said = value or Precision.NOT_STATED, said or Precision.NOT_STATED
    return value == said or (value in EMPTY and said in EMPTY)


class AboutForm(forms.Form):
    """Why, from where, for whom, and by what it is credited."""

    sent_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=10**9)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=10**9)
    party = forms.ChoiceField(label=gettext_lazy("You propose it for"), required=False)
    other = forms.CharField(
        label=gettext_lazy("Something else that is wrong"),
        help_text=gettext_lazy("What no field above has: the editors read it. Leave it empty where there is nothing."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=lines(LONGEST_NOTE),
    )
    why = forms.CharField(
        label=gettext_lazy("Why: how do you know?"),
        help_text=gettext_lazy("Read by the editors and by the focal points of those concerned; not published."),
        max_length=LONGEST_NOTE,
        widget=lines(LONGEST_NOTE),
    )
    source_link = forms.URLField(
        label=gettext_lazy("Where it is published: link"),
        help_text=gettext_lazy("It is proposed as a source of the record."),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    source_document = forms.CharField(
        label=gettext_lazy("Or the document, by its symbol or title"), max_length=300, required=False, widget=line(300)
    )
    credit = forms.ChoiceField(
        label=gettext_lazy("How is it to be credited in the record’s public history?"), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, parties: list[tuple[str, str]], name: str, version: int) -> None:
        super().__init__(data, initial={"base": version, "party": parties[0][0] if parties else ""})
        party = cast(forms.ChoiceField, self.fields["party"])
        party.choices = parties
        if len(parties) < 2:
            party.widget = forms.HiddenInput()
        if not parties:
            del self.fields["party"]
        credit = cast(forms.ChoiceField, self.fields["credit"])
        credit.choices = credit_choices(bool(parties), name)
        self.initial["credit"] = credit.choices[0][0]

    @property
    def party_id(self) -> int | None:
        party = self.cleaned_data.get("party")
        return int(party) if party else None


def credit_choices(for_party: bool, name: str) -> list[tuple[str, str]]:
    """A name only where somebody has given one; of a country or organisation first."""
    made = [(Credit.PARTY.value, _("to the country, area or organisation for which you speak"))] if for_party else []
    made.append((Credit.NOBODY.value, _("to nobody")))
    made.append((Credit.FUNCTION.value, _("to your function, such as “a focal point” or “a member of a delegation”")))
    if name:
        made.append((Credit.NAME.value, _("to your name: %(name)s") % {"name": name}))
    return made
