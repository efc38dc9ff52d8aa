"""What goes with what, and how long and how often: pure answers."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from accounts.enums import FOR_A_PARTY, Category
from reference.enums import PartyForm

# As what → for which sort of party. Whoever takes part for themselves speaks for none.
FITS: dict[str, tuple[PartyForm, ...]] = {
    Category.DELEGATION: (PartyForm.COUNTRY,),
    Category.OFFICE: (PartyForm.OFFICE, PartyForm.COUNTRY),
    Category.IGO: (PartyForm.ORGANISATION,),
    Category.NGO: (PartyForm.ORGANISATION,),
}
WHAT_FITS = {
    Category.DELEGATION: _("a country or area"),
    Category.OFFICE: _("an office, or its country or area"),
    Category.IGO: _("an organisation"),
    Category.NGO: _("an organisation"),
}
MOST_OPEN = 5  # requests of one person at a time
MOST_YEARS = 10  # ahead


def speaks(category: str) -> bool:
    return category in FOR_A_PARTY


def fits(category: str, form: str | None) -> bool:
    """form: of the party; None for no party."""
    return form in FITS[category] if speaks(category) else form is None


def latest(today: dt.date) -> dt.date:
    """The last day that a membership or an appointment may be given."""
    return today + dt.timedelta(days=366 * MOST_YEARS)
