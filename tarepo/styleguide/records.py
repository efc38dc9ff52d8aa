"""The samples of what a record's page and a list of records are made of."""

from tarepo.styleguide.facts import ARABIC, CHINESE, EIGHT, LONG, MEETING, MEXICO, REPORT, SLIDES, SUMMARY, States


def record_samples() -> dict[str, States]:
    return {**_lists(), **_content(), **_people(), **_figures(), **_source()}


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
        "summary": {"text": SUMMARY, "lang": "en"},
    }
    planned = {
        "title": "Training by the USPTO in capacity building on intellectual property",
        "url": "#rows",
        "aside": "date not stated",
        "status": "planned",
        "roles": ["Beneficiary", "Venue"],
        "status_label": "planned",
        "places": [{"name": "Peru", "url": "#names"}],
    }
    others = [
        {
            "title": ARABIC,
            "url": "#rows",
            "lang": "ar",
            "period": "since 23 June 2009",
            "summary": {"text": f"{ARABIC}."},
        },
        {"title": CHINESE, "url": "#rows", "lang": "zh", "period": "2024"},
        {"title": LONG, "url": "#rows", "kind": "Agreement"},
    ]
    return {
        "rows": [("full, little, other scripts", {"rows": [row, planned, *others]})],
        "counts": [
            (
                "several",
                {
                    "counts": [
                        {"label": "activities", "url": "#counts", "count": "1,031"},
                        {"label": LONG, "url": "#counts", "count": "5"},
                        {"label": ARABIC, "url": "#counts", "count": "34"},
                    ]
                },
            )
        ],
        "pager": [
            (
                "between",
                {"newer_url": "#pager", "older_url": "#pager", "summary": "26 to 50", "label": "Pages, between"},
            ),
            ("first page", {"older_url": "#pager", "older_label": "Next", "label": "Pages, first"}),
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
        {"kind": "success", "kind_label": "Factor of success", "text": "Ownership by the beneficiary.", "lang": "en"}
        | {"under": {"name": MEETING, "url": "#lessons"}},
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
        "details": [
            (
                "of one beneficiary and of all",
                {
                    "details": [
                        {"nature": "cost", "text": "CHF 12,000", "party": {"name": "Peru", "url": "#details"}},
                        {"nature": "internal document", "text": ARABIC, "party": "common to all beneficiaries"},
                    ]
                },
            )
        ],
        "points": [
            ("several", {"points": [{"text": SUMMARY}, {"text": ARABIC, "languages": ["English", "Español"]}, spanish]})
        ],
        "lessons": [("each kind", {"lessons": lessons})],
        "quotes": [
            (
                "with and without a source",
                {
                    "quotes": [
                        {"text": SUMMARY, "source": REPORT, "paragraph": "paragraph 4"},
                        {"text": ARABIC, "lang": "ar"},
                    ]
                },
            )
        ],
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
        {"caption": ARABIC, "lang": "ar", "waiting": True},
    ]
    return {
        "people": [("as printed", {"people": [roca, {"name": "Aldo Fragoso"}, {"name": ARABIC, "function": LONG}]})],
        "undertakings": [("open and done", {"undertakings": undertakings})],
        "languages": [("three", {"versions": versions})],
        "documents": [("with languages, without link", {"documents": documents})],
        "photos": [("held, not held, being prepared", {"photos": photos})],
    }


def _figures() -> dict[str, States]:
    figures = [
        {"value": "645", "unit": "participants", "rule": "webcast viewers not counted", "source": REPORT},
        {"value": "2 466", "unit": "trained people", "period": "2017–2018", "source": SLIDES},
        {"value": "2000", "qualifier": "approximately", "unit": "people", "period": "August 2017 to August 2018"},
        {"value": "4000", "qualifier": "more than", "unit": "advices", "period": "no period stated"},
        {"value": "42", "unit": "CATI", "planned": True, "period": "by the end of 2019"},
        {"value": "65 %", "unit": ARABIC, "lang": "ar", "label": LONG, "base": "of all deliverables"},
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
                {
                    "caption": "Sample",
                    "headers": ["Country or area", "2022", "2023", LONG],
                    "rows": rows,
                    "numeric": True,
                },
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
        "history": {"name": "All versions", "url": "#source"},
        "citation": f"{MEETING}. TA-2023-0001, version 3, 2 March 2024.",
        "address": {
            "url": "https://tarepo.example/activities/TA-2023-0001/",
            "shown": "https://tarepo.example/activities/TA-2023-0001/",
        },
        "details": True,
        "mend": [{"name": "Propose a correction", "url": "#source"}, {"name": "Report an error", "url": "#source"}],
    }
    lines = [
        {"name": "Status", "old": "planned", "new": "completed"},
        {"where": "Text in “Arabic”", "name": "Title or name", "old": ARABIC, "new": f"{ARABIC} {ARABIC}"},
        {"name": "Venue", "new": LONG},
        {"name": "Subjects", "old": "Life sciences"},
    ]
    several = {"lines": lines, "more": {"name": "and 3 more", "url": "#changes"}}
    return {
        "source": [("full", full), ("little", {"sources": [], "version": 1})],
        "changes": [
            ("several", several),
            ("many, folded", {"lines": lines * 3}),
            ("credited", {"lines": lines[:1], "credits": ["Corrected on a proposal of Peru."]}),
            ("none", {"told": "First version."}),
        ],
    }
