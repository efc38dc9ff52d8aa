"""The closed lists of activities and projects."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """How far the activity is, apart from its publishing state."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    COMPLETED = "completed", _("completed")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    NOT_STATED = "not_stated", _("status not stated")


class NeedBasis(TextChoices):
    REQUEST = "request", _("request")
    ASSESSMENT = "assessment", _("assessment")
    NOT_STATED = "not_stated", _("not stated")


class Cooperation(TextChoices):
    """As declared by those who took part; the portal derives neither."""

    SOUTH_SOUTH = "south_south", _("South-South cooperation")
    TRIANGULAR = "triangular", _("triangular cooperation")


class Confirmed(TextChoices):
    """How far a declared cooperation is confirmed; who has not answered is told to nobody but the parties."""

    ALL = "all", _("confirmed by all parties")
    REPORTED = "reported", _("as reported")


class ProjectPhase(TextChoices):
    BEING_DEVELOPED = "being_developed", _("being developed")
    ONGOING = "ongoing", _("ongoing")
    PHASING_OUT = "phasing_out", _("phasing out")
    PHASED_OUT = "phased_out", _("phased out")
    MAINSTREAMED = "mainstreamed", _("mainstreamed")


class AnswerState(TextChoices):
    """What a party says of its part in a declared cooperation."""

    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    WITHDRAWN = "withdrawn", _("taken back")
