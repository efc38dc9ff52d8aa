"""Units of the Secretariat."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarepo.enums import Kind
from tarepo.fields import LinkField
from tarepo.history import tracked
from tarepo.models import Part, Record, shared_key


@tracked
class Unit(Record):
    """A unit of the Secretariat; its tasks are its points."""

    KIND = Kind.UNIT

    PARTS = ("sources", "programmes", "points", "figures", "citations", "identifiers")

    record = shared_key("as_unit")
    sector = models.CharField(_("sector"), max_length=200, blank=True)
    head = models.ForeignKey(
        "experts.Person", verbose_name=_("head"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reports_to = models.ForeignKey(
        "experts.Person",
        verbose_name=_("reports to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contact = models.CharField(
        _("functional contact"), max_length=200, blank=True, help_text=_("An address of the unit, not of a person.")
    )
    contact_link = LinkField(_("contact page"))

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")


@tracked
class Programme(Part):
    """The programme of a biennium that the unit works under."""

    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("title"), max_length=300, blank=True)
    biennium = models.CharField(_("biennium"), max_length=20, blank=True, help_text=_("Empty: not stated."))

    class Meta(Part.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.number
