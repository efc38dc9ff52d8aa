"""What somebody should look at before a report is handed in, in sentences; each with the way to where it is mended."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarepo.content import read_contents
from tarepo.enums import Kind, State
from tarepo.kinds import for_readers
from tarepo.labels import labels_of
from tarepo.models import Snapshot
from tarepo.reading.words import language_name
from tarepo.tiers import PUBLIC
from webinars.enums import ReportSubject
from webinars.models import CommitteeReport, Webinar
from webinars.reporting.blocks import MARK
from webinars.reporting.composing import Report, texts_of
from webinars.reporting.frame import frame_of

MOST = 50  # webinars that are looked into


@dataclass(frozen=True)
class Problem:
    sentence: str
    url: str = ""


def problems(report: CommitteeReport, made: Report) -> list[Problem]:
    """The same number of queries however many webinars there are."""
    found = [*_unfinished(report), *_blanks(made), *_by_hand(report, made), *_originals(made)]
    if report.subject == ReportSubject.WEBINARS:
        found += _webinars(report)
    return found


def _unfinished(report: CommitteeReport) -> list[Problem]:
    if report.ends < timezone.localdate():
        return []
    return [Problem(_("The period is not over: what is still to come in it is not in the report."))]


def _blanks(made: Report) -> list[Problem]:
    """In the order of the page; those of the frame by their name in the language of whoever looks."""
    blanks = [mark[0] for text in texts_of(made.shown) for mark in MARK.finditer(text) if mark["blank"]]
    names = {"symbol": _("symbol"), "session": _("session"), "dated": _("date")}
    own = {blank: names[name] for name, blank in frame_of(made.shown.language).words["blanks"].items()}
    told = [own.get(blank, blank.strip("[]")) for blank in dict.fromkeys(blanks)]
    return [Problem(_("To be filled in: %(blank)s.") % {"blank": blank}) for blank in told]


def _by_hand(report: CommitteeReport, made: Report) -> list[Problem]:
    found = []
    for block in made.shown.blocks:
        if block.outdated:
            told = _("Paragraph %(number)s was written by hand, and what it replaces has changed since: look at both.")
            number = block.number or block.key
            found.append(Problem(told % {"number": number}, text_url(report, block.key)))
    for each in made.lost:
        told = _("A text by hand has lost its paragraph (%(key)s). It is kept, and not printed.")
        found.append(Problem(told % {"key": each.key}, text_url(report, each.key)))
    return found


def _originals(made: Report) -> list[Problem]:
    counts: dict[str, int] = {}
    for block in made.shown.blocks:
        if block.language and block.language != made.shown.language:
            counts[block.language] = counts.get(block.language, 0) + 1
    words = ngettext("%(n)s text stayed in %(language)s.", "%(n)s texts stayed in %(language)s.", 2)
    one = _("%(n)s text stayed in %(language)s.")
    return [
        Problem((one if n == 1 else words) % {"n": n, "language": language_name(code)}) for code, n in counts.items()
    ]


def text_url(report: CommitteeReport, key: str) -> str:
    return reverse("admin:committee_report_text", args=[report.pk, key])


def _webinars(report: CommitteeReport) -> list[Problem]:
    """Of the webinars that editors have in the period: what readers do not see, and what is not entered."""
    day = dt.timedelta(days=1)  # a zone may be a day off; the record's own days decide
    rows = Webinar.objects.filter(
        Q(starts_at__date__gte=report.starts - day, starts_at__date__lte=report.ends + day)
    ).order_by("starts_at", "pk")
    records = dict(rows.values_list("record_id", "record__state")[:MOST])
    contents = read_contents(Kind.ACTIVITY, records.keys()) if records else {}
    shown = Snapshot.objects.filter(record_id__in=records, tier=PUBLIC).order_by("record_id", "-number")
    public = {row.record_id: row.body["content"] for row in shown.distinct("record_id")}
    labels = labels_of(records.keys())
    found = []
    for pk, state in records.items():
        content = for_readers(Kind.ACTIVITY, contents[pk])
        first, last = str(content.get("starts", "")), str(content.get("ends") or content.get("starts", ""))
        if not (first <= report.ends.isoformat() and last >= report.starts.isoformat()):
            continue
        url = reverse("admin:activities_activity_change", args=[pk])
        for sentence in _of_webinar(content, public.get(pk), state):
            found.append(Problem(f"{labels[str(pk)]}: {sentence}", url))
    return found


def _of_webinar(content: dict, public: dict | None, state: str) -> list[str]:
    if state != State.PUBLISHED:
        return [_("not public, so that it is not in the report.")]
    found = []
    if content != public:
        found.append(_("it has edits that are not published, and the report does not tell them."))
    if not content.get("speakers"):
        found.append(_("no speakers are entered."))
    if not content.get("figures"):
        found.append(_("no figures of attendance are entered."))
    return found
