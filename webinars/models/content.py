"""What an activity says more where it is a webinar: parts of its record, so that history, versions, corrections and
undo are those of every record."""

import zoneinfo
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarepo.fields import LinkField, ListedField, WordingField, validate_language_code
from tarepo.history import tracked
from tarepo.models.parts import Cited, Part
from webinars.enums import (
    Audience,
    Channel,
    Criterion,
    MaterialKind,
    Perspective,
    Questions,
    RegisterBy,
    SlotKind,
    SpeakerRole,
)

GENEVA = "Europe/Zurich"
slug_form = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("An address is made of small letters, digits and single hyphens.")
)


def validate_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone such as Europe/Zurich."), params={"name": name})


@tracked
class Webinar(Part):
    """That an activity is a webinar: one row of its record at most.

    Its topic is the record's title, the mandate a citation, the format the delivery mode, the day the period; a topic
    that is agreed and has no time yet has no starts_at. Neither the join link nor anything of who registered is here.
    """

    slug = models.CharField(
        _("address"), max_length=80, unique=True, blank=True, validators=[slug_form],
        help_text=_("Its page is /webinars/<address>/. Left empty, one is given; once public, it stays."),
    )  # fmt: skip
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default=GENEVA, validators=[validate_zone])
    time_printed = models.CharField(_("time as printed"), max_length=200, blank=True)
    time_note = WordingField(_("note on the time"), help_text=_("Where the printed time and the resolved one differ."))
    interpretation = ListedField(_("interpretation"), each=validate_language_code)
    webcast = LinkField(_("live webcast"), help_text=_("Open to all: never the link by which registrants join."))
    register_by = models.CharField(
        _("registration"), max_length=9, choices=RegisterBy.choices, default=RegisterBy.NOWHERE
    )
    register_at = LinkField(_("where to register"))
    register_until = models.DateTimeField(_("registration closes"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    criteria = ListedField(_("selection of speakers took into account"), choices_of=Criterion)
    represented = ListedField(_("organisations that speakers were selected to represent"), choices_of=Perspective)
    questions = models.CharField(
        _("questions and answers"), max_length=10, choices=Questions.choices, default=Questions.NOT_STATED
    )
    questions_told = WordingField(_("what was asked and answered"))
    remarks = models.BooleanField(_("concluding remarks"), null=True, blank=True)
    remarks_told = WordingField(_("what was concluded"))

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["record"], name="webinar_once"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="webinar_ends_after_start",
                violation_error_message=_("It ends before it begins."),
            ),
        ]
        verbose_name = _("webinar")
        verbose_name_plural = _("webinar")

    def __str__(self) -> str:
        return self.slug

    def save(self, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self.record.reference.lower()
        super().save(**kwargs)


@tracked
class Slot(Part):
    """A line of the programme, at a time of the webinar's zone."""

    at = models.TimeField(_("at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=SlotKind.choices, default=SlotKind.PRESENTATION)
    title = WordingField(_("title"))
    person = models.ForeignKey(
        "experts.Person", verbose_name=_("speaker"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(Part.Meta):
        verbose_name = _("line of the programme")
        verbose_name_plural = _("programme")

    def __str__(self) -> str:
        return self.get_kind_display()


class Panellist(models.Model):
    """What a panel is balanced by: where somebody belongs, whose experience they tell of, what they know."""

    affiliation_country = models.ForeignKey(
        "reference.Country",
        verbose_name=_("country or area of affiliation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    experience_country = models.ForeignKey(
        "reference.Country",
        verbose_name=_("country or area of the experience"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    expertise = models.ForeignKey(
        "reference.Subject",
        verbose_name=_("expertise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    perspective = models.CharField(
        _("perspective"), max_length=12, choices=Perspective.choices, default=Perspective.NOT_STATED
    )

    class Meta:
        abstract = True


@tracked
class Speaker(Part, Cited, Panellist):
    """Somebody who speaks, in the order of speaking; name, function and organisation as printed stand with the person.

    Where they belong and whose experience they tell of are two countries or areas, which need not be the same.
    """

    person = models.ForeignKey(
        "experts.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="speaking_in"
    )
    role = models.CharField(_("role"), max_length=9, choices=SpeakerRole.choices, default=SpeakerRole.SPEAKER)
    experience_inferred = models.BooleanField(_("experience inferred, not stated"), default=False)
    title = WordingField(_("title of the presentation"))
    summary = WordingField(_("summary of the presentation"), help_text=_("A paragraph; the report quotes it."))

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["record", "person", "role"], name="speaker_once_a_role")]
        verbose_name = _("speaker")
        verbose_name_plural = _("moderator and speakers")

    def __str__(self) -> str:
        return self.get_role_display()


@tracked
class Material(Part):
    """Slides, a recording, its captions, transcript and chapters: each in one language, shown once it is released.

    What it is: a document that the portal holds a record of, a link, a file, or (chapters) lines of text.
    """

    WITHHELD_UNLESS: ClassVar[str] = "released"  # left out of what readers see (publish.py)

    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind.choices)
    language = models.CharField(_("language"), max_length=12, blank=True, validators=[validate_language_code])
    title = WordingField(_("title"))
    released = models.BooleanField(
        _("released"), default=False, help_text=_("Until then readers see nothing of it, whatever is published.")
    )
    person = models.ForeignKey(
        "experts.Person",
        verbose_name=_("whose slides"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    document = models.ForeignKey(
        "reference.Document",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    link = LinkField(_("link"))
    file = models.ForeignKey(
        "tarepo.File", verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chapters = models.TextField(
        _("chapters"), blank=True, help_text=_("One a line: 0:12:30 What the presentation is about.")
    )

    class Meta(Part.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("slides, recording and other materials")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.language}".strip()


@tracked
class Promotion(Part, Cited):
    """An entry of the log of how the webinar was made known; the report is composed from it."""

    channel = models.CharField(_("by"), max_length=12, choices=Channel.choices)
    audience = models.CharField(_("to"), max_length=12, choices=Audience.choices, blank=True)
    on = models.DateField(_("on"), null=True, blank=True)
    link = LinkField(_("link"))
    note = WordingField(_("note"))

    class Meta(Part.Meta):
        verbose_name = _("entry of the promotion log")
        verbose_name_plural = _("promotion log")

    def __str__(self) -> str:
        return self.get_channel_display()
