"""The samples of the parts of a webinar's page."""

from tarepo.styleguide.facts import ARABIC, LONG, SUMMARY, States

REPORT = {"name": "CDIP/33/2, paragraph 12", "url": "#webinar_speakers"}


def webinar_samples() -> dict[str, States]:
    return {
        "webinar_time": _times(),
        "webinar_programme": _programme(),
        "webinar_speakers": _speakers(),
        "webinar_promotion": _promotion(),
        "webinar_rows": _rows(),
    }


def _times() -> States:
    geneva = {
        "place": "Geneva",
        "date": "4 March 2027",
        "time": "13:00–14:30",
        "offset": "UTC+1",
        "iso": "2027-03-04T13:00+01:00",
    }
    universal = geneva | {"place": "UTC", "time": "12:00–13:30", "offset": "", "iso": "2027-03-04T12:00+00:00"}
    zones = [{"value": "", "label": "Choose a place"}, {"value": "Africa/Nairobi", "label": "Nairobi (UTC+3)"}]
    coming = {
        "times": [geneva, universal],
        "comma": ", ",
        "starts": "2027-03-04T12:00+00:00",
        "ends": "2027-03-04T13:30+00:00",
        "zones": zones,
        "register": "#webinar_time",
        "calendar": "#webinar_time",
        "problem": "“Middle-earth/Bree” is no time zone that is known here.",
    }
    note = {"text": "Geneva was on summer time that day.", "lang": "en", "dir": "ltr"}
    old = {"times": [geneva], "comma": ", ", "printed": "1.00 p.m. to 2.30 p.m. (CET)", "time_note": note}
    return [("to come", coming), ("an old version, with what was printed", old)]


def _programme() -> States:
    talk = {"title": {"text": LONG, "lang": "de"}, "kind": "Presentation", "person": "Ms. Ada Speaker", "minutes": 20}
    slots = [{"at": "13:00", "kind": "Opening", "minutes": 1}, {"at": "13:10", **talk}, {"kind": "Pause"}]
    return [("with and without times", {"slots": slots, "zone": "Times of Geneva"})]


def _speakers() -> States:
    country = {"name": "South Africa", "url": "#webinar_speakers", "note": "inferred, not stated"}
    whole = {
        "name": "Dr. Ada Speaker",
        "role": "Speaker",
        "function": "Head of Division",
        "affiliation": "Ministry of Trade",
        "perspective": "Governmental organisation",
        "countries": [
            {"label": "Affiliation:", "names": ["Mauritius"]},
            {"label": "Experience of:", "names": [country]},
        ],
        "title": {"text": ARABIC, "lang": "ar", "dir": "rtl"},
        "summary": {"text": SUMMARY, "lang": "en", "dir": "ltr"},
        "slides": [{"name": "Slides (Français)", "url": "#webinar_speakers"}],
        "source": REPORT,
    }
    speakers = [{"name": ARABIC, "role": "Moderator"}, whole, {"name": "…", "role": "Closing remarks"}]
    return [("with everything, and with a name alone", {"speakers": speakers})]


def _promotion() -> States:
    entries = [
        {"channel": "Newsletter", "on": "1 March 2024", "url": "#webinar_promotion"},
        {"channel": "Social media", "note": {"text": ARABIC, "lang": "ar", "dir": "rtl"}},
    ]
    groups = [{"entries": entries, "source": REPORT}, {"entries": entries[:1]}]
    return [("linked and not, with a source and without", {"groups": groups})]


def _rows() -> States:
    summary = {"text": SUMMARY, "lang": "en", "dir": "ltr"}
    here = {"url": "#webinar_rows", "lang": "en", "dir": "ltr"}
    whole = {
        "name": here | {"name": LONG},
        "summary": summary,
        "day": "5 March 2027",
        "time": "00:30–02:00 (Geneva)",
        "universal": "4 March 2027, 23:30 – 5 March 2027, 01:00 UTC",
        "format": "Online",
        "languages": [{"name": "العربية", "lang": "ar", "dir": "rtl"}, {"name": "English", "lang": "en", "dir": "ltr"}],
        "countries": [{"name": "Mauritius", "url": "#webinar_rows"}, {"name": "South Africa", "url": "#webinar_rows"}],
        "materials": ["Recording", "Slides"],
        "can_register": True,
    }
    off = {
        "name": here | {"name": ARABIC, "lang": "ar", "dir": "rtl"},
        "day": "2027",
        "status": "cancelled",
        "status_label": "cancelled",
    }
    mandate = {"name": "CDIP/33/2", "url": "#webinar_rows", "note": "thirty-third session"}
    topic = {"name": here | {"name": "Collective marks"}, "state": "agreed", "mandates": [mandate]}
    return [("with everything; cancelled; a topic without a date", {"rows": [whole, off, topic]})]
