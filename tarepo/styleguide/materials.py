"""The samples of slides, captions, transcripts and chapters."""

from tarepo.styleguide.facts import ARABIC, LONG, SUMMARY, States


def material_samples() -> dict[str, States]:
    """Of a webinar: what can be fetched, chapters of the recording, the page of a transcript."""
    slides = {"text": "Slides", "url": "#materials", "hreflang": "es", "language": "Español", "type": "PPTX"}
    captions = {
        "text": ARABIC,
        "lang": "ar",
        "dir": "rtl",
        "url": "#materials",
        "hreflang": "ar",
        "language": "العربية",
    }
    page = {"text": "Read the transcript", "url": "#transcript", "hreflang": "en", "language": "English"}
    groups = [
        {"head": "", "items": [{"text": "Recording", "url": "#materials", "external": True}]},
        {"head": "Transcripts", "items": [page | {"note": "made from the captions"}]},
        {"head": LONG, "items": [slides | {"size": "2.1 MB"}, captions, {"text": LONG, "url": "#materials"}]},
    ]
    chapters = [
        {"time": "0:00:00", "duration": "PT0S", "url": "#chapters", "title": "Opening remarks"},
        {"time": "1:12:30", "duration": "PT4350S", "title": LONG},
    ]
    arabic = {"head": "العربية", "lang": "ar", "dir": "rtl", "chapters": [chapters[0] | {"title": ARABIC}]}
    paragraphs = [
        {"text": SUMMARY, "time": "0:00:04", "duration": "PT4S", "voice": "Georges Ghandour"},
        {"text": LONG, "time": "0:01:40", "duration": "PT100S"},
        {"text": SUMMARY},
    ]
    return {
        "materials": [("recording, transcripts, slides", {"groups": groups})],
        "chapters": [
            ("two languages, one moment linked", {"lists": [{"head": "", "lang": "en", "chapters": chapters}, arabic]})
        ],
        "transcript": [
            ("with times", {"paragraphs": paragraphs, "lang": "en", "dir": "ltr"}),
            ("Arabic", {"paragraphs": [{"text": f"{ARABIC}. " * 9}], "lang": "ar", "dir": "rtl"}),
        ],
    }
