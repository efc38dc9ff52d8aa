"""What a record of any kind may have several of. Each has one foreign key to Record; its related name is its
name in the record's content (content.py)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarepo.enums import (
    CitationRole,
    DeliveryMode,
    FigureNature,
    LessonKind,
    PartyRole,
    PointKind,
    Qualifier,
)
from tarepo.fields import LinkField, WordingField, validate_language_code
from tarepo.history import tracked
from tarepo.models.record import Period, Record


class Part(models.Model):
    """A row that belongs to one record and has a place among its like."""

    ANSWERED: ClassVar[bool] = False  # a party's own answer: no form, file, proposal, copy or old version brings it

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="%(class)ss")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "id"]


class Cited(models.Model):
    """Where a statement stands: a document, its paragraph, and the printed form where it was mended."""

    document = models.ForeignKey(
        "reference.Document",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    paragraph = models.CharField(_("paragraph"), max_length=80, blank=True)
    printed = models.TextField(_("as printed"), blank=True, help_text=_("The printed form, where it was mended."))

    class Meta:
        abstract = True


@tracked
class Source(Part, Cited):
    """A publication that the record was written from; who posted it and when, apart from when it was held."""

    link = LinkField(_("link"))
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    posted_printed = models.CharField(_("posting date as printed"), max_length=120, blank=True)
    posted_by = models.ForeignKey(
        "experts.Person",
        verbose_name=_("posted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = WordingField(_("note"))

    class Meta(Part.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.paragraph or self.link


@tracked
class Involvement(Part, Cited):
    """A party's part in one record."""

    party = models.ForeignKey(
        "reference.Party", verbose_name=_("party"), on_delete=models.PROTECT, related_name="involvements_in"
    )
    role = models.CharField(_("role"), max_length=12, choices=PartyRole.choices)
    inferred = models.BooleanField(_("inferred, not stated"), default=False)
    note = WordingField(_("note"))

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["record", "party", "role"], name="involvement_once_a_role"),
        ]
        verbose_name = _("party")
        verbose_name_plural = _("parties and partners")

    def __str__(self) -> str:
        return self.get_role_display()


@tracked
class Figure(Part, Cited, Period):
    """A number that keeps its qualifier, unit, counting rule, period and source; never recomputed."""

    measure = WordingField(_("what is counted"))
    series = models.SlugField(
        _("series"),
        max_length=60,
        blank=True,
        help_text=_("Targets and achieved values of one measure share a series."),
    )
    nature = models.CharField(_("nature"), max_length=8, choices=FigureNature.choices, default=FigureNature.ACHIEVED)
    qualifier = models.CharField(_("qualifier"), max_length=9, choices=Qualifier.choices, default=Qualifier.EXACTLY)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    unit_of_measure = WordingField(_("unit"))
    rule = WordingField(_("counting rule"), help_text=_("What was counted and what was not; shown as a footnote."))
    base = WordingField(
        _("base"),
        help_text=_("Of what a percentage is taken, as a line of its own below the measure: “of all deliverables”."),
    )

    class Meta(Part.Meta):
        constraints = Period.Meta.constraints
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.qualifier} {self.value}"


@tracked
class Lesson(Part, Cited):
    """A short text that helps whoever does the like next; it is found by itself."""

    kind = models.CharField(_("kind"), max_length=10, choices=LessonKind.choices)
    wording = WordingField(_("text"), blank=False)
    subject = models.ForeignKey(
        "reference.Subject",
        verbose_name=_("subject"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lessons_about",
    )
    delivery_mode = models.CharField(
        _("delivery mode"), max_length=10, choices=DeliveryMode.choices, default=DeliveryMode.NOT_STATED
    )
    told_by = models.ForeignKey(
        "reference.Party",
        verbose_name=_("told by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lessons_told",
    )

    class Meta(Part.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked
class Undertaking(Part, Cited):
    """What someone promised after an activity, by when, done or not."""

    wording = WordingField(_("text"), blank=False)
    by_party = models.ForeignKey(
        "reference.Party",
        verbose_name=_("promised by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undertakings_of",
    )
    due = models.DateField(_("due"), null=True, blank=True)
    due_printed = models.CharField(_("due as printed"), max_length=120, blank=True)
    done = models.BooleanField(_("done"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("undertaking")
        verbose_name_plural = _("undertakings")

    def __str__(self) -> str:
        return self.due_printed or str(self.due or "")


@tracked
class Point(Part, Cited):
    """A topic, material, need voiced, outcome, method or task: short, ordered, perhaps with a link."""

    kind = models.CharField(_("kind"), max_length=8, choices=PointKind.choices)
    wording = WordingField(_("text"), blank=False)
    link = LinkField(_("link"))
    language = models.CharField(
        _("language of the material"), max_length=12, blank=True, validators=[validate_language_code]
    )

    class Meta(Part.Meta):
        verbose_name = _("topic, material or other point")
        verbose_name_plural = _("topics, materials, needs voiced and other points")

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked
class Citation(Part):
    """A document that the record names: a mandate, a programme, a presentation, a recording."""

    document = models.ForeignKey(
        "reference.Document", verbose_name=_("document"), on_delete=models.PROTECT, related_name="citations_of"
    )
    role = models.CharField(_("role"), max_length=12, choices=CitationRole.choices)
    paragraph = models.CharField(_("paragraph"), max_length=80, blank=True)
    note = WordingField(_("note"))

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["record", "document", "role"], name="citation_once_a_role"),
        ]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.get_role_display()


@tracked
class Photo(Part):
    """A picture with caption and credit, or only these where the picture itself is not held.

    People in a caption stand as tokens ({P-0001}), filled in at display.
    """

    file = models.ForeignKey(
        "tarepo.File", verbose_name=_("picture"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    caption = WordingField(_("caption"))
    alt = WordingField(_("description for those who do not see it"))
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    printed = models.TextField(_("as printed"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.credit


@tracked
class Place(Part):
    """Where an organisation is present or a network has a part."""

    name = WordingField(_("name"), blank=False)
    country = models.ForeignKey(
        "reference.Country",
        verbose_name=_("country or area"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places_in",
    )

    class Meta(Part.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return " / ".join(self.name.values())
