"""The one view of a record's page; each kind composes what is its own."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.reads import note_details
from tarepo.access import get_published_for, is_member, tiers_for
from tarepo.addresses import label_path, language_root, record_path
from tarepo.answers import answer
from tarepo.codes import Facet
from tarepo.enums import Kind
from tarepo.models import Detail, SearchRow
from tarepo.old_addresses import leads_to, redirect_for_ever
from tarepo.reading.details import detail_sections, details_in, opened_in
from tarepo.reading.names import load_names
from tarepo.reading.newest import concerning, lessons_with
from tarepo.reading.page import Reading, Section, provenance, shown_in, versions
from tarepo.reading.rows import Around, Profile, named_in, persons_of
from tarepo.reading.sections import downloads_of, lesson_names, lesson_persons, pictures_of
from tarepo.reading.words import content_language
from tarepo.tiers import MEMBERS, SECRETARIAT


@dataclass(frozen=True)
class KindPage:
    """What a kind adds to the page of its records."""

    kind: Kind
    compose: Callable[[Reading, Around], dict]  # heading, facts, sections and crumbs
    lessons_by: str = ""  # the field of lessons elsewhere by which they belong on the page
    part: Facet | None = None  # the facet by which its activities are listed; else all are that name it
    profile: Callable[[int], Profile] | None = None  # counts of the activities that concern the record
    for_members: Callable[[int], list[Section]] | None = None  # what confirmed members alone see of it


@require_safe
def record(request: HttpRequest, reference: str, page: KindPage) -> HttpResponse:
    """A record's page in the form that the reader's tiers see; an old address leads to the new one."""
    tiers = tiers_for(request)
    try:
        row = get_published_for(tiers, page.kind, reference)
    except Http404:
        return moved(request, page.kind, reference)
    own = label_path(row.kind, row.reference, row.label)
    if own != record_path(row.kind, row.reference):  # a webinar's page is elsewhere, and a record has one
        return redirect_for_ever(request, own)
    return record_page(request, row, page)


def record_page(request: HttpRequest, row: SearchRow, page: KindPage, *, marks: Iterable[object] = ()) -> HttpResponse:
    """The page of a row that the reader may see; marks: what else of it its tag is made of."""
    tiers = tiers_for(request)
    around = surroundings(page, row.record_id, tiers)
    details = details_in(row)
    if details:  # only those who are signed in see any
        note_details(by=cast(User, request.user), details=details)
    opened = opened_in(row, details)
    names = load_names(*named_on(row.snapshot.body, around, details))
    reading = Reading(row, names)
    marks = [
        *marks,
        row.snapshot_id,
        sorted(name["mark"] for name in names.records.values()),
        [entry["snapshot_id"] for entry in listed_in(around)],
        [group.count for group in around.groups],
        [lesson["label"][-1] for lesson in around.lessons],
        sorted(map(repr, names.persons.values())),
        around.profile,
        *((detail.nature, detail.party_id, detail.text, detail.pk in opened) for detail in details),
    ]
    # A picture is ready some time after its record was published.
    around.pictures, around.downloads = pictures_of(reading), downloads_of(reading)
    marks.append(sorted(download["url"] for download in around.downloads.values()))
    marks.append([picture.get("srcset", "waiting") for picture in around.pictures.values()])
    if "groupmembers" in reading.content:  # who is a member still, the day says
        marks.append(timezone.localdate())
    added = page.for_members(row.record_id) if page.for_members and is_member(request) else []
    if added:  # of which no other page tells, by its tag either
        marks.append([(section.id, section.values) for section in added])
    return answer(
        request,
        "records/record.html",
        lambda: page_context(
            request,
            reading,
            _with(page.compose(reading, around), added),
            details,
            ask_url=ask_url(row, tiers),
            opened=opened,
        ),
        tiers=tiers,
        marks=marks,
    )


def ask_url(row: SearchRow, tiers: Collection[int]) -> str:
    """Where members ask for the details of an activity, whether it has any or not; visitors are given no link."""
    is_member = MEMBERS in tiers and SECRETARIAT not in tiers
    return record_path(row.kind, row.reference) + "details/" if is_member and row.kind == Kind.ACTIVITY else ""


def _with(own: dict, added: list[Section]) -> dict:
    return own | {"sections": [*own["sections"], *added]}


def surroundings(page: KindPage, pk: int, tiers: Collection[int]) -> Around:
    """What the page shows of other records."""
    around = Around(concerning(pk, tiers, page.part))
    if page.lessons_by:
        around.lessons = lessons_with(page.lessons_by, pk, tiers)
    if page.profile:
        around.profile = page.profile(pk)
    return around


def listed_in(around: Around) -> list[dict]:
    return list(chain.from_iterable(group.rows for group in around.groups))


def named_on(body: dict, around: Around, details: Iterable[Detail] = ()) -> tuple[set[int], set[str]]:
    """The ids of all records and the keys of all persons whose names the page needs."""
    listed = listed_in(around)
    ids = set(body["names"]) | named_in(listed) | lesson_names(around.lessons)
    ids.update(around.profile.subjects)
    ids.update(detail.party_id for detail in details if detail.party_id)
    return ids, {*body["persons"], *persons_of(listed), *lesson_persons(around.lessons)}


def page_context(
    request: HttpRequest,
    reading: Reading,
    own: dict,
    details: Iterable[Detail] = (),
    *,
    alternates: dict[str, str] | None = None,
    ask_url: str = "",
    opened: Collection[int] = frozenset(),
) -> dict:
    """What every record's page has, around what its kind gives: heading, facts, sections, crumbs.

    alternates: content language → address of a page that is not the record's own.
    """
    title, summary = reading.title(), reading.text("summary")
    sections: list[Section] = [*own["sections"], *detail_sections(reading, list(details), opened)]
    languages = versions(reading, in_languages(reading) if alternates is None else alternates)
    return own | {
        "page_title": title["text"],
        "description": summary["text"] if summary else "",
        "sections": sections,
        "contents": [{"id": section.id, "title": section.title} for section in sections],
        "facts": [fact for fact in own["facts"] if fact],
        "shown_in": shown_in(reading),
        "versions": languages,
        "provenance": provenance(
            request,
            reading,
            held_as=own.get("held_as", ""),
            details=reading.row.kind == Kind.ACTIVITY,
            mend=alternates is None,
            ask_url=ask_url,
        ),
    }


def in_languages(reading: Reading, below: str = "") -> dict[str, str]:
    """Content language → address of the record's page, or of one below it, in that language."""
    row = reading.row
    path = record_path(row.kind, row.reference) if below else label_path(row.kind, row.reference, row.label)
    rest = path.removeprefix(language_root()) + below
    return {content_language(code): language_root(code) + rest for code, _name in settings.LANGUAGES}


def moved(request: HttpRequest, kind: Kind, reference: str, below: str = "") -> HttpResponse:
    """Lead from other capitals to the record's own address (below: to one under it).

    Else 404, which looks among the old ones (errors.py).
    """
    rows = SearchRow.objects.for_tiers(tiers_for(request)).filter(kind=kind, reference__iexact=reference)
    row = rows.only("kind", "reference").first()
    if row is None or row.reference == reference:
        raise Http404(_("There is no such record, or it is not public."))
    return leads_to(request, row.kind, row.reference, below)
