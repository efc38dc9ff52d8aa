"""Sessions of committees, their documents, and the recommendations made in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarepo.enums import Kind
from tarepo.fields import LinkField, validate_language_code
from tarepo.history import tracked
from tarepo.models import Cited, Part, Period, Record, shared_key


@tracked
class Session(Record, Period):
    """A session of a committee, or a meeting with documents of its own."""

    KIND = Kind.SESSION

    PARTS = ("sources", "citations", "identifiers")

    record = shared_key("as_session")
    committee = models.ForeignKey(
        "reference.Organisation",
        verbose_name=_("committee"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    meeting_id = models.CharField(_("meeting id"), max_length=40, blank=True)
    link = LinkField(_("link"))

    class Meta:
        constraints = Period.Meta.constraints
        verbose_name = _("session")
        verbose_name_plural = _("sessions")


@tracked
class Document(Record):
    """Anything that can be cited: a committee document, a report, slides, a page of a website."""

    KIND = Kind.DOCUMENT

    PARTS = ("sources", "editions", "citations", "identifiers")

    record = shared_key("as_document")
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    session = models.ForeignKey(
        Session, verbose_name=_("session"), null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    publisher = models.ForeignKey(
        "reference.Organisation",
        verbose_name=_("publisher"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="published_documents",
    )
    issued_on = models.DateField(_("date"), null=True, blank=True)
    issued_printed = models.CharField(_("date as printed"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")


@tracked
class Edition(Part):
    """One language version of a document: where it lies and what its publisher calls it there."""

    language = models.CharField(_("language"), max_length=12, blank=True, validators=[validate_language_code])
    link = LinkField(_("link"))
    document_id_there = models.CharField(_("document id"), max_length=80, blank=True)
    file = models.ForeignKey(
        "tarepo.File", verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Part.Meta):
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")

    def __str__(self) -> str:
        return self.language or self.link


@tracked
class Recommendation(Record, Cited):
    """One item of a decision or proposal, word for word."""

    KIND = Kind.RECOMMENDATION

    PARTS = ("sources", "citations", "identifiers")

    record = shared_key("as_recommendation")
    number = models.CharField(_("number or letter as printed"), max_length=20)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations_made",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
