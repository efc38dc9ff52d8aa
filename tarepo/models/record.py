"""A record: what every kind shares, with its texts, addresses and identifiers."""

import calendar
import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarepo.enums import Kind, Precision, State, TextStatus
from tarepo.fields import validate_language_code
from tarepo.history import tracked, tracked_links

reference_form = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z", _("A reference is made of letters, digits, dots and hyphens.")
)


@tracked
class Record(models.Model):
    """One row for every thing that has a page, a name or a history. Each kind is a child table that shares its key."""

    KIND: ClassVar[Kind | None] = None  # set by each kind's model; terms and parties have several
    PARTS: ClassVar[tuple[str, ...]] = ()  # the parts that a record of the kind may have, in the order of its content

    kind = models.CharField(max_length=20, choices=Kind.choices, editable=False)
    reference = models.CharField(
        _("reference"),
        max_length=64,
        blank=True,
        validators=[reference_form],
        help_text=_("Short and permanent: it is the record's address. Left empty, one is given."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    unit = models.ForeignKey(
        "reference.Unit",
        verbose_name=_("responsible unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="records",
    )
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    reported_by = models.ForeignKey(
        "reference.Party",
        verbose_name=_("reported by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The party that submitted this record itself."),
    )
    subjects = models.ManyToManyField(
        "reference.Subject", verbose_name=_("subjects"), blank=True, related_name="records_about"
    )
    recommendations = models.ManyToManyField(
        "reference.Recommendation", verbose_name=_("recommendations served"), blank=True, related_name="records_serving"
    )
    related = models.ManyToManyField(
        "self", verbose_name=_("related records"), symmetrical=False, blank=True, related_name="related_from"
    )
    publish_on = models.DateField(_("publish on"), null=True, blank=True)  # a day to come; the ticker publishes then
    review_note = models.TextField(_("note to the reviewer"), blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )
    version = models.PositiveIntegerField(_("published version"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="record_address"),
            # Other capitals lead to the record's own address.
            models.UniqueConstraint(
                "kind",
                Lower("reference"),
                name="record_reference_any_case",
                violation_error_message=_("Another record has this reference already, perhaps in other capitals."),
            ),
        ]
        indexes = [
            # a list of the desk, the last changed first
            models.Index(fields=["-changed_at", "-id"], name="record_by_change"),
            # how many such a list has, of a state and a unit
            models.Index(fields=["kind", "state", "unit"], name="record_counted"),
        ]
        verbose_name = _("record")
        verbose_name_plural = _("records")

    def __str__(self) -> str:
        """The title too, where the query brought it along (labels.py)."""
        title = self.__dict__.get("title_shown")
        return f"{title} ({self.reference})" if title else self.reference

    def save(self, **kwargs: Any) -> None:
        if not self.kind and self.KIND:
            self.kind = self.KIND
        if not self.reference:
            from tarepo.numbering import next_reference

            self.reference = next_reference(self)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        from tarepo.addresses import record_path

        return record_path(self.kind, self.reference)


tracked_links(
    module=__name__,
    SubjectLink=Record.subjects,
    RecommendationLink=Record.recommendations,
    RelatedLink=Record.related,
)


def shared_key(name: str) -> models.OneToOneField:
    """The link of a kind's table to Record, whose key it shares; `record.<name>` leads back."""
    return models.OneToOneField(Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name=name)


@tracked
class Text(models.Model):
    """All the running text of a record in one language."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12, validators=[validate_language_code])
    status = models.CharField(_("status"), max_length=12, choices=TextStatus.choices, default=TextStatus.ORIGINAL)
    title = models.TextField(_("title or name"))
    other_title = models.TextField(_("other title or name"), blank=True)
    short_title = models.CharField(_("short name or acronym"), max_length=80, blank=True)
    synonyms = models.TextField(_("synonyms, one a line"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    objective = models.TextField(_("objective"), blank=True)
    description = models.TextField(_("description"), blank=True)
    need = models.TextField(_("how the need was established"), blank=True)
    outcomes = models.TextField(_("outcomes"), blank=True)
    made_from = models.PositiveIntegerField(_("made from version"), null=True, blank=True)

    # What a reader sees of it, in this order; content, snapshots and differences follow it.
    BODY = (
        "title",
        "other_title",
        "short_title",
        "synonyms",
        "summary",
        "objective",
        "description",
        "need",
        "outcomes",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "language"], name="text_once_a_language"),
            models.UniqueConstraint(fields=["record"], condition=Q(status="original"), name="text_one_original"),
        ]
        verbose_name = _("text")
        verbose_name_plural = _("texts by language")

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"


class Period(models.Model):
    """When something is or was held, as exactly as it is known. A period not stated has no dates."""

    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision.choices, default=Precision.NOT_STATED)
    period_printed = models.CharField(_("period as printed"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(precision="not_stated", starts__isnull=True, ends__isnull=True)
                | Q(precision="continuing")
                | Q(precision__in=["day", "month", "year", "since"], starts__isnull=False),
                name="%(class)s_precision_fits_dates",
            ),
        ]

    def clean(self) -> None:
        """The constraints, in words."""
        super().clean()
        dated = self.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.SINCE)
        if dated and not self.starts:
            raise ValidationError({"starts": _("A period of this precision needs its first day.")})
        if self.precision == Precision.NOT_STATED and (self.starts or self.ends):
            raise ValidationError({"precision": _("Say how exactly the dates are known, or take them away.")})
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The period ends before it begins.")})

    @property
    def last_day(self) -> dt.date | None:
        """The last day that it may reach to, as exactly as it is known; none for what goes on or is not stated."""
        last = self.ends or self.starts
        if self.precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR) or last is None:
            return self.ends
        month = 12 if self.precision == Precision.YEAR else last.month
        day = last.day if self.precision == Precision.DAY else calendar.monthrange(last.year, month)[1]
        return dt.date(last.year, month, day)


@tracked
class Identifier(models.Model):
    """What another system calls the record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="identifiers")
    system = models.CharField(_("system"), max_length=80)
    value = models.CharField(_("identifier"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "value"], name="identifier_once")]
        verbose_name = _("identifier in another system")
        verbose_name_plural = _("identifiers in other systems")

    def __str__(self) -> str:
        return f"{self.system}: {self.value}"


@tracked
class OldAddress(models.Model):
    """An address the record once had; it redirects for ever."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="old_addresses")
    path = models.CharField(_("path"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        """Whatever was pasted is kept as a path of this site."""
        from tarepo.old_addresses import check_old_path, old_path

        self.path = old_path(self.path)
        check_old_path(self.path)
