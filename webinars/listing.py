"""/webinars/: what is coming, topics that were agreed and have no date yet, and what was held, by year."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.enums import Status
from tarepo.addresses import language_root
from tarepo.enums import DeliveryMode
from tarepo.fields import split_codes
from tarepo.languages import OFFICIAL
from tarepo.reading.rows import named_row
from tarepo.reading.words import content_language, direction, language_name, number, own_name, period
from tarepo.search.highlight import highlight
from webinars.enums import MaterialKind
from webinars.facts import CALLED_OFF
from webinars.finding import FILTERS, LABELS, NOTES, RECORDS, Entry, Found, written_as
from webinars.times import clocks

PAST = 50  # on a page, beside all that is to come
OF_USE = (MaterialKind.RECORDING, MaterialKind.SLIDES, MaterialKind.TRANSCRIPT, MaterialKind.CAPTIONS)


class Listing:
    """The page of what was found: its context, and what its tag is made of."""

    def __init__(self, found: Found, sessions: dict[int, dict]) -> None:
        self.found, self.sessions = found, sessions
        self.path = f"{language_root()}webinars/"
        pages = Paginator(found.past, PAST)
        asked = found.asked.number("page", 10_000) or 1
        self.page = pages.get_page(asked)
        if asked != self.page.number:
            values = {"page": asked, "last": pages.num_pages}
            found.asked.problems.append(_("There is no page %(page)s: this is page %(last)s, the last.") % values)

    @property
    def marks(self) -> list[object]:
        """Every webinar's version, on which list it stands, and whether one can register."""
        found = self.found
        return [
            *([entry.row["snapshot_id"] for entry in part] for part in (found.upcoming, found.agreed, found.past)),
            [entry.row["record_id"] for entry in found.upcoming if entry.can_register(found.now)],
            [entry.row["snapshot_id"] for entry in found.every],
            sorted(name["mark"] for name in found.names.records.values()),
            sorted(map(repr, found.names.persons.values())),
            sorted(name["mark"] for name in self.sessions.values()),
            found.asked.url(""),
            *found.asked.problems,
        ]

    def context(self) -> dict[str, Any]:
        found = self.found
        first = self.page.number == 1
        return {
            "page_title": _("Webinars"),
            "description": _("Webinars on technical assistance: those to come, topics agreed, and those held."),
            "crumbs": [{"name": _("Home"), "url": language_root()}],
            "lead": _("Those to come, topics that were agreed, and those that were held, with what was said."),
            "action": self.path,
            "q": found.asked.text("q"),
            "facets": self.facets,
            "facets_open": False,
            "chips": self.chips,
            "clear_url": self.path if len(self.chips) > 1 else "",
            "told": self.counted(len(found.hits)),
            "upcoming": [self.row(entry) for entry in found.upcoming] if first else [],
            "agreed": [self.topic(entry) for entry in found.agreed] if first else [],
            "years": self.years(self.page.object_list),
            "first": first,
            "pager": {
                "newer_url": self.at(self.page.number - 1) if self.page.has_previous() else "",
                "older_url": self.at(self.page.number + 1) if self.page.has_next() else "",
            },
            "feeds": [
                {"name": _("Calendar (iCalendar)"), "url": found.asked.url(f"{self.path}calendar.ics", page=None)},
                {"name": _("Feed (Atom)"), "url": found.asked.url(f"{self.path}feed.atom", page=None)},
            ],
            "problems": found.asked.problems,
            "empty": None if found.every else {"title": _("No webinar is recorded yet.")},
            "nothing": self.nothing,
        }

    @staticmethod
    def counted(count: int) -> str:
        return ngettext("%(shown)s webinar", "%(shown)s webinars", count) % {"shown": number(str(count))}

    def at(self, page: int) -> str:
        return self.found.asked.url(self.path, page=str(page) if page > 1 else None)

    @property
    def nothing(self) -> dict[str, Any] | None:
        """What components/nothing.html takes: which of the filters to drop."""
        if self.found.hits or not self.found.every:
            return None
        drops = [
            {"label": chip["label"], "url": chip["url"], "count": count, "found": self.counted(count)}
            for chip in self.chips
            if (count := len(self.found.left_without(chip["name"], chip["value"])))
        ]
        return {
            "drops": sorted(drops, key=lambda drop: -drop["count"]),
            "several": len(self.chips) > 1,
            "all": {"name": _("Show the whole list"), "url": self.path},
        }

    def years(self, entries: Iterable[Entry]) -> list[dict[str, Any]]:
        return [
            {
                "year": year or _("year not stated"),
                "anchor": year or "undated",
                "rows": [self.row(entry) for entry in its],
            }
            for year, its in groupby(entries, key=lambda entry: entry.year)
        ]

    def row(self, entry: Entry) -> dict[str, Any]:
        """What components/webinar_rows.html takes of one."""
        name = self.marked(named_row(entry.row, self.found.names))
        status = entry.status
        kinds = {kind for kind, _language in entry.own.get("materials", [])}
        return {
            **name,
            **self.when(entry),
            "status": status if status in CALLED_OFF else "",
            "status_label": str(Status(status).label) if status in CALLED_OFF else "",
            "format": self.format(entry.card.get("delivery_mode", "")),
            "languages": [self.language(code) for code in split_codes(entry.own.get("interpretation", ""))],
            "countries": self.found.names.sorted(entry.values["country"]),
            "materials": [str(MaterialKind(kind).label) for kind in OF_USE if kind in kinds],
            "can_register": entry.can_register(self.found.now),
        }

    def marked(self, row: dict[str, Any]) -> dict[str, Any]:
        """The title and summary with the words that were looked for marked."""
        words, title, summary = self.found.words, row["name"], row["summary"]
        if not words:
            return row
        here = content_language()
        title = title | {"name": highlight(title["name"], words, title["lang"] or here)}
        if summary:
            summary = summary | {"text": highlight(summary["text"], words, summary["lang"] or here)}
        return row | {"name": title, "summary": summary}

    def topic(self, entry: Entry) -> dict[str, Any]:
        """A topic without a date: who agreed it, and that it is agreed and not yet scheduled."""
        mandates = []
        for pk in entry.own.get("mandates", []):
            document, session = self.found.names.get(pk), self.sessions.get(pk)
            if document:
                note = session["name"] if session else ""
                mandates.append(document | {"name": document["short"] or document["name"], "note": note})
        return self.row(entry) | {"mandates": mandates, "state": _("agreed") if mandates else _("planned")}

    @staticmethod
    def when(entry: Entry) -> dict[str, str]:
        """Day and time by the clock of the place, and universal time; of one without a time the period."""
        day = period(entry.card) or entry.card.get("period_printed", "")
        return clocks(entry.own) or {"day": day, "time": "", "universal": ""}

    @staticmethod
    def format(mode: str) -> str:
        names = {
            DeliveryMode.VIRTUAL: _("Online"),
            DeliveryMode.IN_PERSON: _("In person"),
            DeliveryMode.HYBRID: _("Hybrid"),
        }
        return names.get(DeliveryMode(mode), "") if mode else ""

    @staticmethod
    def language(code: str) -> dict[str, str]:
        return {"name": OFFICIAL.get(code) or own_name(code), "lang": code, "dir": direction(code)}

    @cached_property
    def chips(self) -> list[dict[str, Any]]:
        """Each value that is asked for, with its filter and the address without it."""
        made: list[dict[str, Any]] = []
        if words := self.found.words:
            url = self.found.asked.url(self.path, q=None, page=None)
            made.append({"label": _("“%(label)s”") % {"label": words}, "url": url, "name": "q", "value": ""})
        for name in FILTERS:
            for value in self.found.chosen[name]:
                left = [self.written(name, other) for other in self.found.chosen[name] if other != value]
                label = self.label(name, value)
                url = self.found.asked.url(self.path, **{name: left, "page": None})
                made.append({"label": f"{LABELS[name]}: {label}", "url": url, "name": name, "value": value})
        return made

    @cached_property
    def facets(self) -> list[dict[str, Any]]:
        """Each filter that has values, as components/facets.html takes it; years from the latest, others by number."""
        made = []
        for name in FILTERS:
            counts, chosen = self.found.counts(name), self.found.chosen[name]
            values: list[dict[str, Any]] = [
                {
                    "value": self.written(name, value),
                    "label": self.label(name, value),
                    "count": counts.get(value, 0),
                    "chosen": value in chosen,
                }
                for value in {*counts, *chosen}
                if self.written(name, value)
            ]
            if name == "year":
                values.sort(key=lambda each: each["value"], reverse=True)
            else:
                values.sort(key=lambda each: (not each["chosen"], -each["count"], each["label"]))
            if values:
                facet = {"name": name, "label": LABELS[name], "note": NOTES.get(name, ""), "values": values}
                made.append(facet | {"chosen": len(chosen), "open": bool(chosen)})
        return made

    def written(self, name: str, value: Any) -> str:
        return written_as(name, value, self.found.names)

    def label(self, name: str, value: Any) -> str:
        if name in RECORDS:
            record = self.found.names.get(value)
            return record["name"] if record else ""
        if name == "language":
            return language_name(value)
        return self.format(value) if name == "mode" else str(value)
