"""What /styleguide/ shows: for each component its states, with facts of the source documents.

The texts are samples, not interface: they are not translated.
"""

from tarepo.styleguide_form import sample_form

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "المساعدة التقنية في مجال الملكية الفكرية"
CHINESE = "知识产权技术援助"
MEXICO = {"name": "Mexico", "url": "#names"}
EIGHT = [
    {"name": name, "url": "#names"}
    for name in ("Argentina", "Brazil", "Chile", "Colombia", "Costa Rica", "Cuba", "Mexico", "Peru")
]
REPORT = {"name": "Report on the webinars on technical assistance organized in 2024", "url": "#documents"}
SLIDES = {"name": "Experiences of INDECOPI", "url": "#documents"}
MEETING = "Regional Meeting on Accelerated Life Sciences Innovation Capacity Building in Mexico"
SUMMARY = (
    "The Conference aimed to support the development of innovation ecosystems and skills and capacity related "
    "to intellectual property management and technology transfer in the Life Sciences."
)
States = list[tuple[str, dict]]


def samples() -> dict[str, States]:
    return {**_page(), **_facts(), **_lists(), **_content(), **_figures(), **_source()}


def _page() -> dict[str, States]:
    crumbs = [{"name": "Home", "url": "/"}, {"name": "Activities", "url": "/activities/"}]
    full = {
        "kind": "Activity",
        "title": MEETING,
        "reference": "TA-2023-0001",
        "status": "completed",
        "status_label": "completed",
        "period": "9–12 May 2023",
        "other_titles": [{"text": "Skills Development and Capacity Building", "lang": "en", "note": "title as printed"}],
        "lead": SUMMARY,
    }
    arabic = {"title": ARABIC, "lang": "ar", "dir": "rtl", "kind": "نشاط", "lead": f"{ARABIC}، {ARABIC}."}
    chinese = {"title": CHINESE * 3, "lang": "zh", "lead": f"{CHINESE}，{CHINESE}。" * 4}
    problems = ["year=2024-02-31 is not a year", "country=XX is no country or area"]
    return {
        "mark": [("alone", {})],
        "breadcrumbs": [("two steps", {"crumbs": crumbs}), ("a long word", {"crumbs": [*crumbs, {"name": LONG}]})],
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
            ("several", {"contents": [{"id": "facts", "title": t} for t in ("Objective", "Outcomes", ARABIC, LONG)]})
        ],
        "notice": [
            ("information", {"kind": "info", "title": "This version is not the newest", "text": "Version 3 of 5."}),
            ("warning", {"kind": "warning", "title": "Part of the address was not understood", "items": problems}),
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
        "filter": [
            ("in use", _filter() | {"problems": problems}),
            ("untouched", {"action": "", "fields": [{"name": "q2", "label": "Words"}]}),
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
    }


def _facts() -> dict[str, States]:
    facts = [
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
        "facts": [("many", {"facts": facts}), ("one", {"facts": facts[:1]})],
        "names": [
            ("many", {"names": EIGHT * 3}),
            ("mixed scripts", {"names": [ARABIC, CHINESE, LONG, {"name": "Perú", "lang": "es", "note": "host"}]}),
        ],
        "phases": [("third of five", {"phases": states}), ("none known", {"phases": [{"label": p} for p in phases]})],
    }


def _lists() -> dict[str, States]:
    row = {
        "title": MEETING,
        "url": "#rows",
        "period": "9–12 May 2023",
        "status": "completed",
        "status_label": "completed",
        "type": "Meeting",
        "reference": "TA-2023-0001",
        "places": EIGHT,
        "summary": SUMMARY,
    }
    planned = {
        "title": "Training by the USPTO in capacity building on intellectual property",
        "url": "#rows",
        "period": "no date stated",
        "status": "planned",
        "status_label": "planned",
        "places": [{"name": "Peru", "url": "#names"}],
    }
    others = [
        {"title": ARABIC, "url": "#rows", "lang": "ar", "period": "since 23 June 2009", "summary": f"{ARABIC}."},
        {"title": CHINESE, "url": "#rows", "lang": "zh", "period": "2024"},
        {"title": LONG, "url": "#rows", "kind": "Agreement"},
    ]
    return {
        "rows": [("full, little, other scripts", {"rows": [row, planned, *others]})],
        "pager": [
            ("between", {"newer_url": "#pager", "older_url": "#pager", "summary": "26 to 50"}),
            ("first page", {"older_url": "#pager", "older_label": "Next"}),
        ],
    }


def _content() -> dict[str, States]:
    text = {"text": f"{SUMMARY}\n\n{SUMMARY}", "lang": "en"}
    spanish = {
        "text": "La Secretaría de la OMPI compilará las prácticas, herramientas y metodologías de que dispone.",
        "lang": "es",
        "dir": "ltr",
        "note": "In Spanish; status of the text not stated",
    }
    lessons = [
        {"kind": "success", "kind_label": "Factor of success", "text": "Ownership by the beneficiary.", "lang": "en"},
        {"kind": "challenge", "kind_label": "Challenge", "text": "Poor connectivity and the price of data."},
        {
            "kind": "finding",
            "kind_label": "Finding",
            "text": "The innovation cycle is innately complex, even more so for health technologies.",
            "subjects": [{"name": "Life sciences", "url": "#lessons"}],
            "source": REPORT,
            "paragraph": "paragraph 12",
            "mode": "In person",
        },
        {"kind": "lesson", "kind_label": "Lesson", "text": ARABIC, "lang": "ar", "note": "machine translation"},
    ]
    return {
        "text": [
            ("two paragraphs", text),
            ("another language", spanish),
            ("Arabic", {"text": ARABIC, "lang": "ar", "dir": "rtl", "note": "In Arabic: machine translation"}),
            ("a long word", {"text": LONG}),
        ],
        "points": [("several", {"points": [{"text": SUMMARY}, {"text": ARABIC, "languages": ["English", "Español"]}, spanish]})],
        "lessons": [("each kind", {"lessons": lessons})],
        "quotes": [
            (
                "with and without a source",
                {"quotes": [{"text": SUMMARY, "source": REPORT, "paragraph": "paragraph 4"}, {"text": ARABIC, "lang": "ar"}]},
            )
        ],
        **_people(),
    }


def _people() -> dict[str, States]:
    roca = {
        "name": "Alejandro Roca",
        "function": "Senior Director, IP for Innovators Department (IPID)",
        "organisation": {"name": "WIPO", "url": "#people"},
        "role": "moderator",
    }
    undertakings = [
        {"text": "Launch the new materials.", "by": "WIPO", "due": "2024", "source": REPORT},
        {"text": "Hold a one-day seminar beside the nineteenth session.", "done": True, "done_note": "Held in 2017"},
    ]
    versions = [
        {"name": "العربية", "lang": "ar", "url": "#languages", "status": "machine translation"},
        {"name": "English", "lang": "en", "status": "original", "current": True},
        {"name": "Español", "lang": "es", "status": "status not stated"},
    ]
    links = [{"name": name, "lang": code, "url": "#documents"} for name, code in (("English", "en"), ("中文", "zh"))]
    documents = [
        {"title": REPORT["name"], "url": "#documents", "role": "Report", "symbol": "CDIP/33/2", "languages": links},
        {"title": LONG, "note": "no link known"},
    ]
    photos = [
        {"src": "/static/img/favicon.svg", "width": 32, "height": 32, "caption": "Round table", "credit": "WIPO"},
        {"caption": f"{roca['name']}, {roca['function']} (left)", "credit": "IMPI"},
        {"caption": ARABIC, "lang": "ar"},
    ]
    return {
        "people": [("as printed", {"people": [roca, {"name": "Aldo Fragoso"}, {"name": ARABIC, "function": LONG}]})],
        "undertakings": [("open and done", {"undertakings": undertakings})],
        "languages": [("three", {"versions": versions})],
        "documents": [("with languages, without link", {"documents": documents})],
        "photos": [("held, not held, Arabic", {"photos": photos})],
    }


def _figures() -> dict[str, States]:
    figures = [
        {"value": "645", "unit": "participants", "rule": "webcast viewers not counted", "source": REPORT},
        {"value": "2 466", "unit": "trained people", "period": "2017–2018", "source": SLIDES},
        {"value": "2000", "qualifier": "approximately", "unit": "people", "period": "August 2017 to August 2018"},
        {"value": "4000", "qualifier": "more than", "unit": "advices", "period": "no period stated"},
        {"value": "42", "unit": "CATI", "planned": True, "period": "by the end of 2019"},
        {"value": "65 %", "unit": ARABIC, "lang": "ar", "label": LONG},
    ]
    series = [
        {
            "label": "Technology and innovation support centres (CATI)",
            "achieved": "22",
            "achieved_period": "to date (2018)",
            "target": "42",
            "target_period": "by the end of 2019",
            "source": SLIDES,
        },
        {"label": LONG, "achieved": "approximately 6", "unit": ARABIC},
    ]
    rows = [
        {"head": MEXICO, "cells": ["3", "about 250", "12"]},
        {"head": ARABIC, "cells": ["1", "645", "not stated"]},
    ]
    return {
        "figures": [("qualified, planned, Arabic", {"figures": figures}), ("one", {"figures": figures[:1]})],
        "figures_table": [("target and achieved", {"caption": "Network of CATI", "series": series})],
        "table": [
            (
                "numbers",
                {"caption": "Sample", "headers": ["Country or area", "2022", "2023", LONG], "rows": rows, "numeric": True},
            )
        ],
    }


def _source() -> dict[str, States]:
    source = {
        "document": REPORT,
        "paragraph": "paragraph 9",
        "link": "https://www.wipo.int/meetings/en/details.jsp?meeting_id=81928",
        "posted_on": "8 February 2024",
        "posted_by": "Efua Halm",
        "printed": "Thu, 08/02/2024",
    }
    full = {
        "sources": [source],
        "held": "9–12 May 2023",
        "checked_on": "1 March 2024",
        "version": 3,
        "published_on": "2 March 2024",
        "citation": f"{MEETING}. TA-2023-0001, version 3, 2 March 2024.",
        "address": "https://tarepo.example/activities/TA-2023-0001/",
        "details": True,
    }
    return {"source": [("full", full), ("little", {"sources": [], "version": 1})]}
