"""The sentences of what was found in a file, and why one cannot be read; none names a person."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "too large": gettext_lazy("The file is larger than %(most)s MB: a list of participants is not so large."),
    "too many rows": gettext_lazy("The file has more than %(most)s rows: a list of participants has not so many."),
    "workbook": gettext_lazy("This is a workbook of a spreadsheet. Save it as CSV, and upload that."),
    "no text": gettext_lazy("This is no text. Upload the CSV file as the platform gives it."),
    "encoding": gettext_lazy("The letters of this file cannot be read. Save it as CSV in UTF-8, and upload that."),
    "broken": gettext_lazy(
        "From row %(row)s on the file cannot be read: a quotation mark is missing, or a cell has no end."
    ),
    "no table": gettext_lazy("No table of participants was found. Upload the participants or attendee report."),
    "both orders": gettext_lazy(
        "Some days are written with the month first and some with the day first. Export the file again in one form."
    ),
    "nobody came": gettext_lazy("There is a table, and nobody in it who came."),
    "failed": gettext_lazy("The file could not be read. Upload it again; if that fails too, tell an administrator."),
    "erased": gettext_lazy("Somebody in this file asked to be forgotten before it was read. Export it again."),
}
MISSING = {
    "who": gettext_lazy(
        "a column with names or e-mail addresses (Name, Email; Nom, E-mail; Nombre, Correo electrónico)"
    ),
    "when": gettext_lazy(
        "a column with times or minutes (Join time, Duration; Heure d’arrivée, Durée; Hora de entrada, Duración)"
    ),
}
ROWS = {
    "nobody": gettext_lazy("neither a name nor an e-mail address: left out"),
    "no row": gettext_lazy("a single cell, no participant: left out"),
    "no time": gettext_lazy("neither a time nor minutes: left out"),
    "minutes": gettext_lazy("the minutes cannot be read: left out"),
    "negative": gettext_lazy("the minutes are negative: left out"),
    "minutes differ": gettext_lazy(
        "the minutes are not those between joining and leaving: kept, with the times as they stand"
    ),
    "join time": gettext_lazy("the time of joining cannot be read: left out"),
    "leave time": gettext_lazy("the time of leaving cannot be read: left out"),
    "time": gettext_lazy("the time cannot be read: left out"),
    "day": gettext_lazy("there is no such day: left out"),
    "left before": gettext_lazy("left before joining: left out"),
    "left alone": gettext_lazy("left without having joined: left out"),
    "never left": gettext_lazy("joined, and no row says when they left: kept, without minutes"),
    "action": gettext_lazy("neither joined nor left: left out"),
    "no address": gettext_lazy("the e-mail address is none: kept by name"),
}


def refusal(recognised: Mapping[str, Any]) -> str:
    """Why the file was refused, with the names of what is missing."""
    told = str(REFUSALS[recognised["refused"]]) % recognised.get("values", {})
    missing = [str(MISSING[each]) for each in recognised.get("values", {}).get("missing", [])]
    return f"{told} {_('Missing: %(columns)s.') % {'columns': '; '.join(missing)}}" if missing else told


def problem(row: int, code: str, count: int) -> str:
    """A sentence of one row, or of the whole file."""
    if row:
        return _("Row %(row)s: %(told)s") % {"row": row, "told": ROWS[code]}
    sentences = {
        "by name": ngettext(
            "%(n)s person without an e-mail address joined several times: rejoins were told by the name.",
            "%(n)s persons without an e-mail address joined several times: rejoins were told by the name.",
            count,
        ),
        "name of another": ngettext(
            "%(n)s name stands both with and without an e-mail address: it was counted as two persons.",
            "%(n)s names stand both with and without an e-mail address: each was counted as two persons.",
            count,
        ),
        "no name": ngettext(
            "%(n)s row has no name that tells persons apart, such as “iPhone”: it was counted as a person.",
            "%(n)s rows have no name that tells persons apart, such as “iPhone”: each was counted as a person.",
            count,
        ),
        "more": ngettext("%(n)s more row has a problem.", "%(n)s more rows have a problem.", count),
    }
    return sentences[code] % {"n": count}
