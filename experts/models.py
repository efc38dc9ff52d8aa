"""Persons as sources print them. Personal data: untracked, and never copied elsewhere."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """A name, function and organisation as printed at one occasion, public as far as the source printed them.

    Texts and snapshots name a person by the key only ({P-0001}).
    """

    key = models.CharField(_("key"), max_length=20, unique=True, blank=True)
    honorific = models.CharField(_("form of address as printed"), max_length=60, blank=True)
    name = models.CharField(_("name as printed"), max_length=200)
    function = models.CharField(_("function as printed"), max_length=300, blank=True)
    affiliation = models.CharField(_("organisation as printed"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "reference.Party",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="persons",
    )
    document = models.ForeignKey(
        "reference.Document",
        verbose_name=_("printed in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    paragraph = models.CharField(_("paragraph"), max_length=80, blank=True)
    # Who stood twice: the row stays, as old versions name its key, and is erased with the one that was kept.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self) -> str:
        return self.name or self.key

    def save(self, **kwargs: Any) -> None:
        if not self.key:
            from tarepo.numbering import next_person_key

            self.key = next_person_key()
        super().save(**kwargs)
