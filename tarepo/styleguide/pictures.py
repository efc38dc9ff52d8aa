"""The samples of the other views of a search: bars, tiles, months, the matrix, and the box that searches everything."""

from tarepo.reading.bars import bar, year_bars
from tarepo.styleguide.facts import ARABIC, CHINESE, LONG, States

NAMES = ("List", "Timeline", "By country or area")
VIEWS = [{"name": name, "url": "#views", "current": name == "Timeline"} for name in NAMES]
FEEDS = [{"name": "Calendar file (iCalendar)", "url": "#views"}, {"name": "Feed (Atom)", "url": "#views"}]
YEARS = {2026: (12, 3), 2025: (40, 3), 2024: (7, 0), 2018: (1, 1)}


def picture_samples() -> dict[str, States]:
    return {
        "views": [
            ("one of three", {"views": VIEWS, "feeds": FEEDS, "label": "Views of a sample"}),
            ("no feeds", {"views": VIEWS[:1], "label": "Views, one"}),
        ],
        "bars": _bars(),
        "cartogram": _cartogram(),
        "matrix": _matrix(),
        "calendar": _calendar(),
        "search_box": [
            ("on its own page", {"action": "", "id": "sample-q", "value": ARABIC, "large": True, "label": "Large box"}),
            ("in the masthead", {"action": "", "id": "sample-small-q", "label": "Small box"}),
        ],
    }


def _bars() -> States:
    years = {
        "caption": "Activities by year",
        "headers": ["Year", "Activities", "Going on"],
        "rows": year_bars(YEARS, lambda year: "#bars"),
        "parted": True,
    }
    heads = [{"name": name, "url": "#bars"} for name in ("Patents", ARABIC, CHINESE, LONG)]
    subjects = {
        "caption": "Activities by subject",
        "headers": ["Subject", "Activities"],
        "rows": [bar(head, count, 1234) for head, count in zip(heads, (1234, 600, 40, 1), strict=True)],
        "wide": True,
    }
    return [("years, a part apart", years), ("long labels", subjects)]


def _cartogram() -> States:
    counts = [("PE", "Peru", 0), ("MX", "Mexico", 1), ("BR", "Brazil", 7), ("CL", "Chile", 20), ("CO", "Colombia", 999)]
    tiles = [
        {"code": code, "name": name, "count": str(count), "step": step, "url": "#cartogram" if count else ""}
        for step, (code, name, count) in zip((0, 1, 2, 3, 4), counts, strict=True)
    ]
    tiles.append({"code": "CU", "name": "Cuba", "count": "12345", "step": 5, "url": "#cartogram"})
    part = {"name": "Latin America and the Caribbean", "tiles": tiles}
    alone = {"name": "Oceania", "parts": [{"name": "Oceania", "tiles": tiles[:2]}]}
    legend = [{"step": step, "text": text} for step, text in enumerate(("1–2", "3–9", "10–99", "100–999", "1,000–"), 1)]
    regions = [{"name": "Americas", "parts": [part, {"name": LONG, "tiles": tiles[:1]}]}, alone]
    return [("five steps", {"regions": regions, "legend": legend, "label": "Sample tiles"})]


def _matrix() -> States:
    names = [{"name": name, "url": "#matrix"} for name in ("Peru", "Central America", ARABIC, LONG)]
    cells = [
        {"count": str(place * 7) if place else "", "url": "#matrix" if place % 2 else "", "name": "Peru → Chile"}
        for place in range(len(names))
    ]
    rows = [{"head": head, "cells": cells} for head in names]
    return [("four by four", {"caption": "Providers and beneficiaries", "headers": names, "rows": rows})]


def _calendar() -> States:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
    rows = [
        {
            "year": str(year),
            "url": "#calendar" if year == 2025 else "",
            "cells": [
                {
                    "count": str(month % 4),
                    "url": "#calendar" if month % 4 else "",
                    "name": f"month {month} of {year}",
                    "month": months[month - 1],
                    "current": (year, month) == (2026, 11),
                }
                for month in range(1, 13)
            ],
        }
        for year in (2025, 2026)
    ]
    return [("two years", {"caption": "Activities by month", "headers": months, "rows": rows})]
