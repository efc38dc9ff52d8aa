"""Details: what only a beneficiary's consent opens (design: two tiers). They live outside the public record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarepo.models.record import Record


class DetailNature(models.TextChoices):
    COST = "cost", _("cost")
    PARTICIPANTS = "participants", _("names of participants")
    DOCUMENT = "document", _("internal document")
    EVALUATION = "evaluation", _("unpublished evaluation text")


class Detail(models.Model):
    """One detail of one record, belonging to one beneficiary; without a party it is common to all of them."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="details")
    party = models.ForeignKey(
        "reference.Party",
        verbose_name=_("beneficiary"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="details_of",
        help_text=_("Empty: common to all beneficiaries, and opened only by all of them."),
    )
    nature = models.CharField(_("nature"), max_length=12, choices=DetailNature.choices)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("detail")
        verbose_name_plural = _("details (withheld without consent)")

    def __str__(self) -> str:
        """As editors choose it: "TA-2023-0001: cost (PE)"."""
        owner = f" ({self.party.reference})" if self.party else ""
        return f"{self.record.reference}: {self.get_nature_display()}{owner}"
