"""The Word file as it is sent."""

from django.http import HttpResponse
from django.utils.text import slugify

from webinars.enums import ReportState
from webinars.models import CommitteeReport
from webinars.reporting.blocks import Composed
from webinars.reporting.word.write import write_report

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(report: CommitteeReport, made: Composed) -> HttpResponse:
    is_draft = report.state == ReportState.DRAFT
    content = write_report(made, changed_at=report.changed_at, is_draft=is_draft)
    parts = [report.symbol or f"report-{report.subject}-{report.starts}-{report.ends}", report.language]
    name = slugify("-".join([*parts, "draft"] if is_draft else parts).replace("/", "-"))
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    return HttpResponse(content, content_type=TYPE, headers=headers)
