"""The Word file as it is sent."""

import datetime as dt

from django.http import HttpResponse
from django.utils.text import slugify

from webinars.models import CommitteeReport
from webinars.reporting.blocks import Composed
from webinars.reporting.kept import Kept
from webinars.reporting.word.write import write_report

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft_file(report: CommitteeReport, made: Composed) -> HttpResponse:
    return _word_file(report, made, report.changed_at, is_draft=True)


def finished_file(version: Kept, made: Composed) -> HttpResponse:
    """made: the same, with names."""
    return _word_file(version, made, version.finished_at, is_draft=False)


def _word_file(on: CommitteeReport | Kept, made: Composed, changed_at: dt.datetime, *, is_draft: bool) -> HttpResponse:
    content = write_report(made, changed_at=changed_at, is_draft=is_draft)
    parts = [on.symbol or f"report-{on.subject}-{on.starts}-{on.ends}", on.language]
    name = slugify("-".join([*parts, "draft"] if is_draft else parts).replace("/", "-"))
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    return HttpResponse(content, content_type=TYPE, headers=headers)
