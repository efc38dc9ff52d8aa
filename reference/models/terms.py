"""Vocabularies that editors extend: subjects, activity types, target groups, goals. Two levels, names by language."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.enums import Level
from reference.models.parties import KindManager
from tarepo.enums import Kind
from tarepo.history import tracked
from tarepo.models import Record, shared_key


@tracked
class Term(Record):
    """A word of a vocabulary; its names, acronyms and synonyms are in its texts."""

    PARTS = ("sources", "identifiers")

    record = shared_key("as_term")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("broader term"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="narrower",
    )
    level = models.CharField(
        _("level"), max_length=11, choices=Level.choices, blank=True, help_text=_("For activity types only.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def clean(self) -> None:
        if self.parent_id and (self.parent_id == self.pk or (self.parent and self.parent.parent_id)):
            raise ValidationError({"parent": _("A vocabulary has two levels: choose a term that has no broader one.")})


class Subject(Term):
    KIND: ClassVar[Kind | None] = Kind.SUBJECT
    objects: ClassVar[models.Manager] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class ActivityType(Term):
    KIND: ClassVar[Kind | None] = Kind.ACTIVITY_TYPE
    objects: ClassVar[models.Manager] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("activity type")
        verbose_name_plural = _("activity types")


class TargetGroup(Term):
    KIND: ClassVar[Kind | None] = Kind.TARGET_GROUP
    objects: ClassVar[models.Manager] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Goal(Term):
    KIND: ClassVar[Kind | None] = Kind.GOAL
    objects: ClassVar[models.Manager] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("Sustainable Development Goal")
        verbose_name_plural = _("Sustainable Development Goals")
