"""Parties: countries and areas, offices, organisations and named groups, behind one table."""

from typing import Any, ClassVar, cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reference.enums import Body, PartyForm
from tarepo.enums import Kind
from tarepo.fields import LinkField
from tarepo.history import tracked
from tarepo.models import Part, Period, Record, shared_key


class FormManager(models.Manager):
    """Only the parties of the proxy's own forms."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(form__in=cast(Any, self.model).FORMS)


class KindManager(models.Manager):
    """Only the rows of the proxy's own kind."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(kind=cast(Any, self.model).KIND)


@tracked
class Party(Record, Period):
    """A country or area, an office, an organisation or a group. Its names are its texts' titles.

    The period is its founding ("since 23 June 2009") or existence. M49 codes and regions are those of the
    United Nations Statistics Division; the organisation's own regions are not known and stay empty.
    """

    FORMS: ClassVar[tuple[PartyForm, ...]] = tuple(PartyForm)

    PARTS = ("sources", "groupmembers", "places", "figures", "lessons", "points", "citations", "identifiers")

    record = shared_key("as_party")
    form = models.CharField(_("form"), max_length=12, choices=PartyForm.choices)
    body = models.CharField(_("sort of organisation"), max_length=17, choices=Body.choices, blank=True)
    country = models.ForeignKey(
        "reference.Country",
        verbose_name=_("country or area"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        help_text=_("Of an office or organisation: where it belongs. Empty for those of several countries."),
    )
    part_of = models.ForeignKey(
        "reference.Organisation",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    website = LinkField(_("website"))
    iso2 = models.CharField(_("ISO 3166-1 alpha-2"), max_length=2, blank=True)
    iso3 = models.CharField(_("ISO 3166-1 alpha-3"), max_length=3, blank=True)
    m49 = models.CharField(_("M49 code"), max_length=3, blank=True)
    m49_region = models.CharField(_("M49 region"), max_length=40, blank=True)
    m49_subregion = models.CharField(_("M49 subregion"), max_length=40, blank=True)
    own_region = models.CharField(_("the organisation's own region"), max_length=60, blank=True)
    un_member = models.BooleanField(_("member of the United Nations"), null=True, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["iso2"], condition=~Q(iso2=""), name="party_iso2"),
            models.CheckConstraint(condition=Q(form="country") | Q(iso2=""), name="party_iso2_of_countries"),
        ]

    def save(self, **kwargs: Any) -> None:
        self.kind = Kind.COUNTRY if self.form == PartyForm.COUNTRY else Kind.ORGANISATION
        super().save(**kwargs)


class Country(Party):
    """A country or area."""

    KIND: ClassVar[Kind | None] = Kind.COUNTRY
    FORMS = (PartyForm.COUNTRY,)
    objects: ClassVar[models.Manager] = FormManager()

    class Meta:
        proxy = True
        verbose_name = _("country or area")
        verbose_name_plural = _("countries and areas")

    def save(self, **kwargs: Any) -> None:
        self.form = PartyForm.COUNTRY
        super().save(**kwargs)


class Organisation(Party):
    """An office, an organisation (a network, school or service too) or a named group of countries."""

    KIND: ClassVar[Kind | None] = Kind.ORGANISATION
    FORMS = (PartyForm.OFFICE, PartyForm.ORGANISATION, PartyForm.GROUP)
    objects: ClassVar[models.Manager] = FormManager()

    class Meta:
        proxy = True
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations, offices and groups")


@tracked
class GroupMember(Part):
    """A country's time in a group or grouping (LDC, LLDC, SIDS, "Central America"). An empty date is not stated."""

    member = models.ForeignKey(Party, verbose_name=_("member"), on_delete=models.PROTECT, related_name="groups_of")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it no longer holds.")
    )

    class Meta(Part.Meta):
        verbose_name = _("member of the group")
        verbose_name_plural = _("members of the group")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="groupmember_until_after_since",
            )
        ]

    def __str__(self) -> str:
        return f"{self.since or '…'} – {self.until or '…'}"
