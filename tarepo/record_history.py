"""The history of a record as readers may know it: its public versions, and what changed from one to the next.

Neither who made a version in the Secretariat nor why, nor anything of details and consents: all of it is made from
public snapshots, and names only what is public now. Whoever proposed a correction that was accepted is credited as they
chose to be.
"""

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tarepo.access import get_published_for, tiers_for
from tarepo.addresses import history_path, label_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.content import Content
from tarepo.corrections.credit import Credited, credits_of
from tarepo.enums import Kind
from tarepo.files_views import NAMING
from tarepo.models import SearchRow, Snapshot
from tarepo.reading.changes import labels_for_readers, seen_lines, told_line
from tarepo.reading.names import Names, label_name, load_names, persons_in, shown_reference
from tarepo.reading.page import Reading, Section, crumbs
from tarepo.reading.rows import LABELLED, Around
from tarepo.reading.sections import downloads_of, naming_title, pictures_of
from tarepo.reading.words import content_language, date
from tarepo.record_view import KindPage, in_languages, moved, page_context
from tarepo.tiers import PUBLIC
from tarepo.versions import Versions, beside, number_asked, version_of, versions_of

MOST_LINES = 10  # of one version in the list
MOST_LINES_ALONE = 200  # on the version's own page


@require_safe
def history(request: HttpRequest, reference: str, page: KindPage) -> HttpResponse:
    """The versions of a record, newest first, each with what changed against the one before."""
    tiers = tiers_for(request)
    try:
        row = get_published_for(tiers, page.kind, reference)
    except Http404:
        return moved(request, page.kind, reference, "history/")
    asked = Asked(request.GET, ["before"])
    before = number_asked(asked, "before")
    found = versions_of(row.record_id, before)
    credited = credits_of(found.shown)
    names = names_in(found.all, persons_in(row.label["names"].values()), parties_of(credited))
    title = own_name(row, names)
    newest = row.snapshot.body["version"]
    links = beside(found, before, newest, asked, history_path(row.kind, row.reference))
    return answer(
        request,
        "records/history.html",
        lambda: _list_context(row, title, found, names, asked, links, credited),
        tiers=tiers,
        marks=[title["name"], newest, *links, *asked.problems, *marks_of(found.all, names), repr(credited)],
    )


@require_safe
def version(request: HttpRequest, reference: str, number: int, page: KindPage) -> HttpResponse:
    """The record as it was at one version, with what that version changed."""
    tiers = tiers_for(request)
    try:
        row = get_published_for(tiers, page.kind, reference)
    except Http404:
        return moved(request, page.kind, reference, f"history/{number}/")
    found = version_of(row.record_id, number)
    if found is None:
        raise Http404(_("There is no such version."))
    this, earlier = found
    held = [this, earlier] if earlier else [this]
    credited = credits_of([this])
    names = names_in(held, persons_in(row.label["names"].values()), parties_of(credited))
    reading = reading_of(row.kind, row.reference, this, names)
    around = around_version(reading, shown=files_in(row.snapshot.body["content"]))
    marks = [own_name(row, names)["name"], row.snapshot.body["version"], *marks_of(held, names), repr(credited)]
    marks.append(sorted(download["url"] for download in around.downloads.values()))
    marks.append([picture.get("srcset", "waiting") for picture in around.pictures.values()])
    if "groupmembers" in reading.content:  # who is a member still, the day says
        marks.append(timezone.localdate())
    return answer(
        request,
        "records/version.html",
        lambda: _version_context(request, row, reading, page.compose(reading, around), earlier, credited),
        tiers=tiers,
        marks=marks,
    )


def names_in(snapshots: list[Snapshot], persons: set[str], parties: Collection[int] = ()) -> Names:
    """The names of all that the versions name, and of these parties: two queries at most."""
    ids = {pk for snapshot in snapshots for pk in snapshot.body["names"]}.union(parties)
    return load_names(ids, persons.union(*(snapshot.body["persons"] for snapshot in snapshots)))


def parties_of(credited: dict[int, list[Credited]]) -> set[int]:
    return {one.party for told in credited.values() for one in told if one.party}


def credit_lines(snapshot: Snapshot, credited: dict[int, list[Credited]], names: Names) -> list[str]:
    """Each sentence once: two corrections of Peru in one version are credited to Peru."""
    told = [one.sentence(names) for one in credited.get(snapshot.pk, [])]
    return [sentence for sentence in dict.fromkeys(told) if sentence]


def marks_of(snapshots: list[Snapshot], names: Names) -> list[object]:
    return [
        *(snapshot.pk for snapshot in snapshots),
        sorted(name["mark"] for name in names.records.values()),
        sorted(map(repr, names.persons.values())),
    ]


def own_name(row: SearchRow, names: Names) -> dict:
    """What the record is called today."""
    name = label_name(*(getattr(row, column) for column in LABELLED), language=content_language())
    return name | {"name": names.fill(name["name"])}


def reading_of(kind: str, reference: str, snapshot: Snapshot, names: Names) -> Reading:
    """A version, to be read as the record's page is."""
    row = SearchRow(record_id=snapshot.record_id, tier=PUBLIC, kind=kind, reference=reference, snapshot=snapshot)
    return Reading(row, names)


def files_in(content: Content) -> set[int]:
    return {row["file"] for part in NAMING for row in content.get(part, []) if "file" in row}


def around_version(reading: Reading, *, shown: set[int] | None = None) -> Around:
    """What names the record today is no part of a version. shown: the files that its readers may fetch (None: all)."""
    around = Around([])
    around.pictures, around.downloads = pictures_of(reading), downloads_of(reading)
    if shown is not None:
        around.pictures = {pk: picture for pk, picture in around.pictures.items() if pk in shown}
        around.downloads = {pk: file for pk, file in around.downloads.items() if pk in shown}
    return around


def changes(
    kind: str, this: Snapshot, earlier: Snapshot | None, names: Names, *, most: int, more_url: str = ""
) -> dict:
    """The values of components/changes.html; more_url: where the lines beyond the most stand."""
    if earlier is None:
        return {"told": _("The first version.")}
    raw = seen_lines(kind, earlier.body["content"], this.body["content"])
    if not raw:
        return {"told": _("Nothing that is shown to readers changed.")}
    labels = labels_for_readers({*earlier.body["names"], *this.body["names"]}, names)
    left = len(raw) - most
    more = ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left} if left > 0 else ""
    return {
        "lines": [told_line(entry, labels, names) for entry in raw[:most]],
        "more": more and {"name": more, "url": more_url},
    }


def way_to(row: SearchRow, title: dict) -> list[dict]:
    """The way from the home page down to the record."""
    return [
        *crumbs(row.kind, naming_title(Kind(row.kind))),
        title | {"url": label_path(row.kind, row.reference, row.label)},
    ]


def _list_context(
    row: SearchRow,
    title: dict,
    found: Versions,
    names: Names,
    asked: Asked,
    links: tuple[str, str],
    credited: dict[int, list[Credited]],
) -> dict:
    versions = []
    for this, earlier in found.pairs:
        url = history_path(row.kind, row.reference, this.number)
        told = changes(row.kind, this, earlier, names, most=MOST_LINES, more_url=url)
        told["credits"] = credit_lines(this, credited, names)
        versions.append({"number": this.number, "url": url, "date": date(this.body["published_on"]), "changes": told})
    return {
        "page_title": _("History: %(title)s") % {"title": title["name"]},
        "description": _("The published versions of this record, and what changed from one to the next."),
        "crumbs": way_to(row, title),
        "title": title,
        "reference": shown_reference(row.reference),
        "current": row.snapshot.body["version"],
        "versions": versions,
        "problems": asked.problems,
        "pager": {"newer_url": links[0], "older_url": links[1]},
        "all_link": {"name": _("All versions"), "url": history_path(row.kind, row.reference)},
    }


def _version_context(
    request: HttpRequest,
    row: SearchRow,
    reading: Reading,
    own: dict,
    earlier: Snapshot | None,
    credited: dict[int, list[Credited]],
) -> dict:
    this, path = reading.row.snapshot, label_path(row.kind, row.reference, row.label)
    told = changes(row.kind, this, earlier, reading.names, most=MOST_LINES_ALONE)
    told["credits"] = credit_lines(this, credited, reading.names)
    own["sections"] = [*own["sections"], Section("changes", _("What this version changed"), "changes", told)]
    below = f"history/{this.number}/"
    context = page_context(request, reading, own, alternates=in_languages(reading, below))
    values = {"n": this.number, "date": date(this.body["published_on"]), "current": row.snapshot.body["version"]}
    if this.number == row.snapshot.body["version"]:
        notice = _("This is version %(n)s of %(date)s, the current one.") % values
    else:
        notice = _("This is version %(n)s of %(date)s; the current version is %(current)s.") % values
    title = own_name(row, reading.names)
    return context | {
        "page_title": _("%(title)s, version %(n)s") % (values | {"title": context["page_title"]}),
        "crumbs": [*way_to(row, title), {"name": _("All versions"), "url": history_path(row.kind, row.reference)}],
        "canonical": request.build_absolute_uri(path),
        "notice": {"kind": "info", "title": notice, "link": {"name": _("Read the current version"), "url": path}},
    }
