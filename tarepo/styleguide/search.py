"""The samples of a search: what is asked for, the facets beside the results, and what to do where nothing is found."""

from tarepo.styleguide.facts import ARABIC, LONG, States


def search_samples() -> dict[str, States]:
    countries = [
        {"value": "PE", "label": "Peru", "count": 1204, "chosen": True},
        {"value": "BO", "label": "Bolivia (Plurinational State of)", "count": 86},
        {"value": "ar", "label": ARABIC, "lang": "ar", "count": 7},
        {"value": "long", "label": LONG, "count": 0},
    ]
    country = {
        "name": "sample-country",
        "label": "Country or area",
        "note": "Countries and areas with a part in it, or whose offices have one.",
        "values": countries,
        "chosen": 1,
        "open": True,
        "more": 58,
        "more_url": "#facets",
    }
    status = {
        "name": "sample-status",
        "label": "Status",
        "values": [{"value": "planned", "label": "planned", "count": 3}],
    }
    folded = status | {"name": "sample-folded"}
    closed = {"name": "sample-long", "label": LONG, "values": countries[1:], "more": 212}
    chips = [{"label": "“capacitación”", "url": "#chips"}, {"label": ARABIC, "lang": "ar", "url": "#chips"}]
    drops = [
        {"label": "“tranning”", "found": "16 activities", "url": "#nothing"},
        {"label": "Year: 2018", "found": "1 activity", "url": "#nothing"},
    ]
    everything = {"name": "Show the whole list", "url": "#nothing"}
    return {
        "facets": [
            ("one open, one closed", {"facets": [country, status, closed], "open": True, "label": "Narrow, open"}),
            ("folded", {"facets": [folded], "label": "Narrow, folded"}),
        ],
        "chips": [
            ("several", {"chips": [*chips, {"label": LONG, "url": "#chips"}], "clear_url": "#chips"}),
            ("one", {"chips": chips[:1]}),
        ],
        "nothing": [
            (
                "another spelling, what to drop",
                {"suggestion": {"text": "training", "url": "#nothing"}, "drops": drops, "all": everything},
            ),
            ("no one condition to drop", {"all": everything, "several": True}),
            ("nothing to drop", {"all": everything}),
        ],
    }
