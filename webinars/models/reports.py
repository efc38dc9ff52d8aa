"""Reports to the committee: what was chosen, and what somebody wrote otherwise than it is composed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarepo.history import tracked
from webinars.enums import ReportState, ReportSubject


class CommitteeReportQuerySet(models.QuerySet["CommitteeReport"]):
    def public(self) -> Self:
        """Those of which readers see a version; which one, body says."""
        return self.exclude(body=[])


@tracked
class CommitteeReport(models.Model):
    """What a report is on. Its paragraphs are composed anew each time, of public versions alone (webinars/reporting).
    body: the version that was finished last, which is all that readers get, also while the next one is a draft
    (webinars/reporting/kept.py); empty for none."""

    subject = models.CharField(_("on"), max_length=10, choices=ReportSubject.choices, default=ReportSubject.WEBINARS)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"))
    language = models.CharField(_("language"), max_length=12, default="en")
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    session = models.ForeignKey(
        "reference.Session",
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    dated = models.DateField(_("date of the document"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ReportState.choices, default=ReportState.DRAFT)
    body = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = CommitteeReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="report_ends_after_start",
                violation_error_message=_("The period ends before it begins."),
            )
        ]
        ordering = ["-starts", "-id"]
        verbose_name = _("report to the committee")
        verbose_name_plural = _("reports to the committee")

    def __str__(self) -> str:
        return f"{self.subject} {self.starts} – {self.ends}"

    @property
    def is_public(self) -> bool:
        return self.body != []


@tracked
class Rewording(models.Model):
    """A paragraph written by hand, which stays when the report is composed anew; based_on tells whether what it
    replaces has changed since."""

    report = models.ForeignKey(CommitteeReport, on_delete=models.CASCADE, related_name="rewordings")
    key = models.CharField(_("paragraph"), max_length=200)
    text = models.TextField(_("text"))
    based_on = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="rewording_once")]
        verbose_name = _("rewording")
        verbose_name_plural = _("rewordings")

    def __str__(self) -> str:
        return self.key
