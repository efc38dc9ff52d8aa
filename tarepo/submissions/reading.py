"""What a submitter is shown of a submission: where it stands, what was answered, what it says."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.authors import Author, author_lines
from tarepo.addresses import language_root
from tarepo.content import Content
from tarepo.corrections.difference import difference_of
from tarepo.differences import Line, content_lines
from tarepo.enums import Kind
from tarepo.labels import labels_of
from tarepo.models import Origin, Patch, PatchState
from tarepo.patch import base_content, fields_on
from tarepo.reading.names import Names, load_names
from tarepo.reading.words import date, direction
from tarepo.submissions.access import Submitter

STATES = {
    PatchState.OPEN: gettext_lazy("waiting for an editor"),
    PatchState.APPLIED: gettext_lazy("accepted"),
    PatchState.REFUSED: gettext_lazy("declined"),
    PatchState.WITHDRAWN: gettext_lazy("withdrawn"),
}
BADGES = {PatchState.OPEN: "planned", PatchState.APPLIED: "completed", PatchState.REFUSED: "cancelled"}
ADDED = {"figures", "sources"}  # what the form of figures says


def list_path() -> str:
    return reverse("submissions")


def path_of(pk: int) -> str:
    return reverse("submission", kwargs={"pk": pk})


def crumbs(patch: Patch | None = None) -> list[dict]:
    made = [{"name": _("Home"), "url": language_root()}, {"name": _("Submissions"), "url": list_path()}]
    if patch:
        made.append({"name": number_of(patch), "url": path_of(patch.pk)})
    return made


def number_of(patch: Patch) -> str:
    if patch.origin == Origin.CORRECTION:
        return _("Correction %(number)s") % {"number": patch.pk}
    return _("Submission %(number)s") % {"number": patch.pk}


def party_names(parties: Collection[int]) -> list[tuple[str, str]]:
    """The parties that somebody speaks for, by id and name; those without a page by the desk's label."""
    names = load_names(parties)
    others = labels_of([pk for pk in parties if not names.get(pk)])
    found = {pk: names.records[pk]["name"] if pk in names.records else others.get(str(pk), "") for pk in parties}
    return [(str(pk), name) for pk, name in found.items()]


def is_own(submitter: Submitter, patch: Patch) -> bool:
    return patch.by_id == submitter.user.pk


def form_of(patch: Patch) -> str:
    """The form that it was made with; empty for a proposal that came in another way.

    A correction is not changed either: focal points were asked about what it says. It is withdrawn, and made anew.
    """
    if patch.origin == Origin.CORRECTION:
        return ""
    was_new = patch.record_id is None or (patch.base_version == 0 and patch.state == PatchState.APPLIED)
    if was_new:
        return patch.kind if patch.kind in (Kind.ACTIVITY, Kind.AGREEMENT) else ""
    return "figures" if "figures" in patch.values and patch.values.keys() <= ADDED else ""


def title_of(patch: Patch, names: Names) -> dict:
    """What the submission is called: the title that it gives, else that of the record which it is about."""
    named = names.get(patch.record_id)
    if named:
        return {"text": named["name"], "lang": named["lang"], "dir": named["dir"]}
    for language, text in patch.values.get("texts", {}).items():
        if text.get("title"):
            return {"text": text["title"], "lang": language, "dir": direction(language)}
    return {"text": str(Kind(patch.kind).label), "lang": "", "dir": ""}


def about_of(patch: Patch) -> str:
    """What sort of thing is proposed, in words."""
    kind = str(Kind(patch.kind).label)
    if patch.origin == Origin.CORRECTION:
        return _("Correction of: %(kind)s") % {"kind": kind}
    if patch.base_version == 0:
        return _("New: %(kind)s") % {"kind": kind}
    if form_of(patch) == "figures":
        return _("Figures of: %(kind)s") % {"kind": kind}
    return _("Change of: %(kind)s") % {"kind": kind}


def rows_of(submitter: Submitter, patches: Iterable[Patch]) -> list[dict]:
    """What the list shows: the names of all that they mention in one query, and who submitted in two."""
    patches = list(patches)
    mentioned = {pk for patch in patches for pk in (patch.record_id, patch.party_id) if pk}
    names = load_names(mentioned)
    authors = author_lines(author_of(patch) for patch in patches if not is_own(submitter, patch))
    return [
        {
            "number": number_of(patch),
            "url": path_of(patch.pk),
            "title": title_of(patch, names),
            "about": about_of(patch),
            "state": STATES[PatchState(patch.state)],
            "badge": BADGES.get(PatchState(patch.state), "plain"),
            "made": date(patch.made_at.date().isoformat()),
            "party": names.get(patch.party_id),
            "by": by_line(submitter, patch, authors),
            "answer": patch.answer,
        }
        for patch in patches
    ]


def author_of(patch: Patch) -> Author:
    return patch.by_id, patch.party_id


def by_line(submitter: Submitter, patch: Patch, authors: dict[Author, str]) -> str:
    """Whose it is: one's own, or a colleague's, by what they are for the party or were."""
    if is_own(submitter, patch):
        return _("by you")
    return _("by a colleague: %(part)s") % {"part": authors[author_of(patch)]}


def lines_of(patch: Patch) -> list[Line]:
    """What it says, as a difference to what was public when it was made; only what is public is named."""
    if patch.origin == Origin.CORRECTION:
        return difference_of(patch)
    base: Content = base_content(patch) if patch.record_id and patch.base_version else {}
    return content_lines(patch.kind, base, base | fields_on(patch, base, base), naming=public_names, whole=True)


def public_names(ids: Collection[int]) -> dict[str, str]:
    return {str(pk): name["name"] for pk, name in load_names(ids).records.items()}
