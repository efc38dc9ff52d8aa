"""Activities, and what groups them: projects, series, agreements."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.enums import AnswerState, Cooperation, NeedBasis, ProjectPhase, Status
from tarepo.enums import DeliveryMode, Kind
from tarepo.history import tracked, tracked_links
from tarepo.models import Part, Period, Record, shared_key

WEBINAR = ("webinars", "slots", "speakers", "materials", "promotions")  # the parts that make it one (webinars app)


@tracked
class Project(Record, Period):
    """Groups activities; its phases are parts of it, the last of them is where it stands."""

    KIND = Kind.PROJECT

    PARTS = ("sources", "involvements", "phases", "figures", "lessons", "points", "citations", "photos", "identifiers")

    record = shared_key("as_project")

    class Meta:
        constraints = Period.Meta.constraints
        verbose_name = _("project")
        verbose_name_plural = _("projects")


@tracked
class Phase(Part, Period):
    """A phase of a project, with its period as far as it is known."""

    phase = models.CharField(_("phase"), max_length=15, choices=ProjectPhase.choices)

    class Meta(Part.Meta):
        constraints = Period.Meta.constraints
        verbose_name = _("phase")
        verbose_name_plural = _("phases")

    def __str__(self) -> str:
        return self.get_phase_display()


@tracked
class Series(Record):
    """Activities that repeat."""

    KIND = Kind.SERIES

    PARTS = ("sources", "citations", "identifiers")

    record = shared_key("as_series")

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")


@tracked
class Agreement(Record, Period):
    """An agreement between parties, or a plan that they agreed; activities stand under it."""

    KIND = Kind.AGREEMENT

    PARTS = ("sources", "involvements", "figures", "lessons", "points", "citations", "identifiers")

    record = shared_key("as_agreement")

    class Meta:
        constraints = Period.Meta.constraints
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")


@tracked
class Activity(Record, Period):
    """A piece of technical assistance."""

    KIND = Kind.ACTIVITY

    PARTS = (
        "sources",
        "involvements",
        "figures",
        "lessons",
        "undertakings",
        "points",
        "citations",
        "photos",
        "identifiers",
        "confirmations",
        *WEBINAR,
    )

    record = shared_key("as_activity")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.NOT_STATED)
    types = models.ManyToManyField(
        "reference.ActivityType", verbose_name=_("types"), blank=True, related_name="activities_of_type"
    )
    delivery_mode = models.CharField(
        _("delivery mode"), max_length=10, choices=DeliveryMode.choices, default=DeliveryMode.NOT_STATED
    )
    need_basis = models.CharField(
        _("need established by"), max_length=10, choices=NeedBasis.choices, default=NeedBasis.NOT_STATED
    )
    venue = models.CharField(_("venue (town, building)"), max_length=200, blank=True)
    open_to_all = models.BooleanField(
        _("open to all"), default=False, help_text=_("An event open to all has no beneficiary.")
    )
    cooperation = models.CharField(_("declared as"), max_length=11, choices=Cooperation.choices, blank=True)
    declared_by = models.ForeignKey(
        "reference.Party",
        verbose_name=_("declared by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    target_groups = models.ManyToManyField(
        "reference.TargetGroup", verbose_name=_("target groups"), blank=True, related_name="activities_for"
    )
    goals = models.ManyToManyField(
        "reference.Goal", verbose_name=_("Sustainable Development Goals"), blank=True, related_name="activities_towards"
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities_in",
    )
    series = models.ForeignKey(
        Series, verbose_name=_("series"), null=True, blank=True, on_delete=models.PROTECT, related_name="activities_in"
    )
    number_in_series = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    agreements = models.ManyToManyField(
        Agreement, verbose_name=_("agreements"), blank=True, related_name="activities_under"
    )

    class Meta:
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(cooperation="") | Q(declared_by__isnull=False), name="activity_cooperation_declared_by"
            ),
        ]
        # the desk's list by period, its years and those of one year
        indexes = [models.Index(fields=["starts"], name="activity_by_start")]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")


@tracked
class Confirmation(Part):
    """A party's confirmation of its part in a South-South or triangular activity, as public as the record.

    It holds for the declaration and the roles that it was given for: where these change, it is no longer one
    (tarepo/confirmed.py). Only the party's own answer writes it (confirming/answer.py).
    """

    ANSWERED = True

    party = models.ForeignKey(
        "reference.Party", verbose_name=_("party"), on_delete=models.PROTECT, related_name="confirmations_of"
    )
    cooperation = models.CharField(_("declared as"), max_length=11, choices=Cooperation.choices)
    roles = models.CharField(_("roles"), max_length=120)  # sorted, by commas
    confirmed_on = models.DateField(_("confirmed on"))

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["record", "party"], name="confirmation_once")]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self) -> str:
        return str(self.confirmed_on)


class PartyAnswer(models.Model):
    """What a party's focal point said of its part in a declared cooperation: confirmed, disputed or taken back.

    Never edited: the next answer is a row of its own. Who answered, and a dispute, are for the parties, the
    coordinator and the editors; only confirmations become public.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="party_answers")
    party = models.ForeignKey("reference.Party", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=AnswerState.choices)
    cooperation = models.CharField(max_length=11, choices=Cooperation.choices)
    roles = models.CharField(max_length=120)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer of a party")
        verbose_name_plural = _("answers of parties")
        # what was said of one record, the newest last
        indexes = [models.Index(fields=["record", "party", "at"], name="partyanswer_of_record")]

    def __str__(self) -> str:
        return self.get_state_display()


tracked_links(
    module=__name__,
    TypeLink=Activity.types,
    TargetGroupLink=Activity.target_groups,
    GoalLink=Activity.goals,
    AgreementLink=Activity.agreements,
)
