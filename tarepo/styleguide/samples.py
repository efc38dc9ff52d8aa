"""The samples of the parts of any page; those of a record's parts stand in records.py."""

from typing import Any

from tarepo.styleguide.facts import ARABIC, CHINESE, EIGHT, LONG, MEETING, MEXICO, SUMMARY, States
from tarepo.styleguide.form import sample_form
from tarepo.styleguide.materials import material_samples
from tarepo.styleguide.pictures import picture_samples
from tarepo.styleguide.records import record_samples
from tarepo.styleguide.report import report_samples
from tarepo.styleguide.search import search_samples
from tarepo.styleguide.webinars import webinar_samples

PROBLEMS = ["year=2024-02-31 is not a year", "country=XX is no country or area"]


def samples() -> dict[str, States]:
    of_webinars = {**webinar_samples(), **material_samples(), **report_samples()}
    of_records = {**search_samples(), **record_samples(), **picture_samples(), **of_webinars}
    return {**_page(), **_forms(), **_facts(), **of_records}


def _page() -> dict[str, States]:
    crumbs = [{"name": "Home", "url": "/"}, {"name": "Activities", "url": "/activities/"}]
    full = {
        "kind": "Activity",
        "title": MEETING,
        "reference": "TA-2023-0001",
        "status": "completed",
        "status_label": "completed",
        "period": "9–12 May 2023",
        "other_titles": [
            {"text": "Skills Development and Capacity Building", "lang": "en", "note": "title as printed"}
        ],
        "lead": SUMMARY,
    }
    arabic = {"title": ARABIC, "lang": "ar", "dir": "rtl", "kind": "نشاط", "lead": f"{ARABIC}، {ARABIC}."}
    chinese = {"title": CHINESE * 3, "lang": "zh", "lead": f"{CHINESE}，{CHINESE}。" * 4}
    return {
        "mark": [("alone", {})],
        "breadcrumbs": [
            ("two steps", {"crumbs": crumbs, "label": "Breadcrumb, short"}),
            ("a long word", {"crumbs": [*crumbs, {"name": LONG}], "label": "Breadcrumb, long"}),
        ],
        "heading": [
            ("everything", full),
            ("title only", {"title": "Bhutan"}),
            ("a long word", {"title": LONG, "kind": "Project"}),
            ("Arabic", arabic),
            ("Chinese", chinese),
        ],
        "badge": [
            (kind, {"kind": kind, "label": kind.replace("_", " ")})
            for kind in ("planned", "under_way", "completed", "postponed", "cancelled", "not_stated", "plain")
        ],
        "contents": [
            (
                "several",
                {
                    "contents": [{"id": "facts", "title": t} for t in ("Objective", "Outcomes", ARABIC, LONG)],
                    "label": "Sample",
                },
            )
        ],
        "notice": [
            ("information", {"kind": "info", "title": "This version is not the newest", "text": "Version 3 of 5."}),
            ("warning", {"kind": "warning", "title": "Not all of it was understood", "items": PROBLEMS}),
            ("error", {"kind": "error", "title": "The form was not saved", "items": ["Title: write one.", LONG]}),
            ("success", {"kind": "success", "title": "Published", "link": {"name": "See the page", "url": "#notice"}}),
        ],
        "empty": [
            ("plain", {}),
            (
                "with words and a way on",
                {
                    "title": "No activity matches.",
                    "text": "Widen the years, or remove the country.",
                    "link": {"name": "All activities", "url": "#rows"},
                },
            ),
        ],
    }


def _forms() -> dict[str, States]:
    return {
        "filter": [
            ("in use", _filter()),
            ("untouched", {"action": "", "fields": [{"name": "q2", "label": "Words"}], "label": "Untouched filter"}),
        ],
        "field": [(state, {"field": field}) for state, field in sample_form()],
    }


def _filter() -> dict:
    years = [{"value": "", "label": "Any year"}, {"value": "2023", "label": "2023", "selected": True}]
    countries = [{"value": "", "label": "Any"}, {"value": "mx", "label": "Mexico"}, {"value": "la", "label": LONG}]
    return {
        "action": "",
        "fields": [
            {"name": "country", "label": "Country or area", "options": countries},
            {"name": "year", "label": "Year", "options": years, "short": True},
        ],
        "chips": [{"label": "Mexico", "url": "#filter"}, {"label": f"2023 · {ARABIC}", "url": "#filter"}],
        "clear_url": "#filter",
        "problems": PROBLEMS,
    }


def _facts() -> dict[str, States]:
    facts: list[dict[str, Any]] = [
        {"label": "Period", "text": "9–12 May 2023"},
        {"label": "Status", "text": "completed", "badge": "completed"},
        {"label": "Venue", "names": [MEXICO], "note": "Mexico City"},
        {"label": "Participants from", "names": EIGHT},
        {"label": "Partner", "names": [{"name": "Instituto Mexicano de la Propiedad Industrial", "lang": "es"}]},
        {"label": "Other title", "text": ARABIC, "lang": "ar"},
        {"label": LONG, "text": LONG},
    ]
    phases = ["being developed", "ongoing", "phasing out", "phased out", "mainstreamed"]
    states = [{"label": label, "current": label == "phasing out"} for label in phases]
    states[1]["period"] = "2016–2018"
    return {
        "facts": [
            ("many", {"facts": facts}),
            ("short ones side by side", {"facts": [fact | {"short": True} for fact in facts[:3]] + facts[3:4]}),
            ("one, of no weight", {"facts": [{"label": "Period", "text": "not stated", "quiet": True}]}),
        ],
        "names": [
            ("many", {"names": EIGHT * 3}),
            ("mixed scripts", {"names": [ARABIC, CHINESE, LONG, {"name": "Perú", "lang": "es", "note": "host"}]}),
        ],
        "phases": [("third of five", {"phases": states}), ("none known", {"phases": [{"label": p} for p in phases]})],
    }
