"""/webinars/<slug>/transcript/<language>/: what was said, to be read on a line that is too slow to watch it."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.addresses import label_path, language_root
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.file_types import ENDINGS
from tarepo.models import File, FileState, SearchRow
from tarepo.reading.names import load_names, persons_in
from tarepo.reading.page import Reading
from tarepo.reading.words import direction, language_name, own_name
from webinars.access import get_webinar_for
from webinars.materials.paragraphs import READABLE, Paragraph
from webinars.materials.stored import stored_paragraphs
from webinars.materials.transcripts import TranscriptSource, transcript_path, transcript_sources

PAGE_BYTES = 30_000  # of text on a page: with all around it, less than 60 KB on the way
MOST_PAGES = 10_000


@require_safe
def transcript(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Of what the public version names alone; 404 for every other language."""
    tiers = tiers_for(request)
    row = get_webinar_for(tiers, slug)
    files = _files(row, tiers)
    sources = transcript_sources(row.snapshot.body["content"].get("materials", []), files)
    source = sources.get(language)
    if source is None:
        raise Http404(_("There is no transcript of this webinar in that language."))
    asked = Asked(request.GET, ("page",))
    number = max(asked.number("page", MOST_PAGES), 1)
    file = files[source.file]
    pages = _pages(file.sha256, str(file.stored), ENDINGS[file.media_type])
    if number > len(pages):
        raise Http404(_("The transcript has fewer pages."))
    reading = Reading(row, load_names((), persons_in(_titles(row))))
    marks = [row.snapshot_id, language, number, asked.problems, *sorted(each.sha256 for each in files.values())]
    marks.append(sorted(map(repr, reading.names.persons.values())))
    return answer(
        request,
        "webinars/transcript.html",
        lambda: _context(reading, sources, language, file, pages, number) | {"problems": asked.problems},
        tiers=tiers,
        marks=marks,
    )


def _files(row: SearchRow, tiers: Collection[int]) -> dict[int, File]:
    """Those that the version names, that this reader may fetch, and of which a page can be made; one query."""
    ids = [each["file"] for each in row.snapshot.body["content"].get("materials", []) if "file" in each]
    found = File.objects.filter(pk__in=ids, record_id=row.record_id, state=FileState.READY, tier__in=tiers)
    return {each.pk: each for each in found if ENDINGS.get(each.media_type) in READABLE}


def _titles(row: SearchRow) -> list[str]:
    return [text.get("title", "") for text in row.snapshot.body["content"].get("texts", {}).values()]


@lru_cache(maxsize=8)
def _pages(sha256: str, stored: str, ending: str) -> list[list[Paragraph]]:
    """One page at least, be it empty. Kept by the file's hash: a file is never changed."""
    try:
        found = stored_paragraphs(stored, ending)
    except FileNotFoundError as error:
        raise Http404 from error
    pages: list[list[Paragraph]] = [[]]
    size = 0
    for paragraph in found:
        own = len(paragraph.text.encode())
        if size and size + own > PAGE_BYTES:
            pages.append([])
            size = 0
        pages[-1].append(paragraph)
        size += own
    return pages


def _context(
    reading: Reading,
    sources: dict[str, TranscriptSource],
    language: str,
    file: File,
    pages: list[list[Paragraph]],
    number: int,
) -> dict[str, Any]:
    row, title = reading.row, reading.title()
    own = label_path(row.kind, row.reference, row.label)
    path = transcript_path(own, language)
    where = f"{path}?page=%d"
    return {
        "page_title": _("Transcript in %(language)s: %(title)s")
        % {"language": language_name(language), "title": title["text"]},
        "crumbs": [
            {"name": _("Home"), "url": language_root()},
            {"name": title["text"], "url": own, "lang": title["lang"], "dir": title["dir"]},
        ],
        "title": title,
        "notes": _notes(sources[language]),
        "versions": [
            {
                "name": own_name(code),
                "lang": code,
                "dir": direction(code),
                "url": transcript_path(own, code),
                "status": _("made from the captions") if each.from_captions else _("transcript"),
                "current": code == language,
            }
            for code, each in sources.items()
        ],
        "file": {"url": file.get_absolute_url(), "name": file.name},
        "paragraphs": _values(pages[number - 1]),
        "lang": language,
        "dir": direction(language),
        "summary": _("Page %(page)d of %(pages)d") % {"page": number, "pages": len(pages)} if len(pages) > 1 else "",
        "newer_url": (where % (number - 1) if number > 2 else path) if number > 1 else "",
        "older_url": where % (number + 1) if number < len(pages) else "",
    }


def _notes(source: TranscriptSource) -> str:
    if source.from_captions:
        return _("Made from the captions of the recording; the times are those of the recording.")
    return _("As the file says it.")


def _values(paragraphs: list[Paragraph]) -> list[dict[str, Any]]:
    """Each time is an anchor once."""
    seen: set[int] = set()
    made = []
    for each in paragraphs:
        second = None if each.at is None else each.at // 1000
        anchor = f"t{second}" if second is not None and second not in seen else ""
        if second is not None:
            seen.add(second)
        made.append(
            {"text": each.text, "time": each.time, "duration": each.duration, "voice": each.voice, "anchor": anchor}
        )
    return made
