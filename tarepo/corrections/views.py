"""/<folder>/<reference>/correct/: choosing what of a record is to be corrected, and proposing how."""

from http import HTTPStatus
from typing import cast

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import is_within
from accounts.models import User
from accounts.views import ask_to_sign_in
from tarepo.access import get_published_for, is_signed_in, tiers_for
from tarepo.admin.forms import sent_key
from tarepo.asked import Asked
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.corrections.access import get_proposer
from tarepo.corrections.entry import Base, Entry, with_new_key
from tarepo.corrections.opinions import ask_opinions
from tarepo.corrections.pages import TOO_OFTEN, Place, gone, once_public
from tarepo.corrections.pieces import Piece, chosen_in
from tarepo.corrections.reports import report_error
from tarepo.differences import Line
from tarepo.languages import OFFICIAL
from tarepo.models import ChangeSet, Credit, Origin, Patch, Record, Snapshot
from tarepo.propose import propose
from tarepo.reading.changes import labels_for_readers, seen_lines, told_line
from tarepo.reading.names import load_names
from tarepo.reading.words import own_name
from tarepo.record_view import KindPage, moved
from tarepo.submissions.access import Submitter
from tarepo.submissions.reading import party_names, path_of

BELOW = "correct/"
MOST_CHOSEN = 40  # a browser's form has some hundred fields then
TEXT_KEY = "texts.title"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct(request: HttpRequest, reference: str, page: KindPage) -> HttpResponse:
    if not is_signed_in(request):
        return ask_to_sign_in(request)
    proposer = get_proposer(cast(User, request.user))
    try:
        row = get_published_for(tiers_for(request), page.kind, reference)
    except Http404:
        found = once_public(page.kind, reference) if request.method == "POST" else None
        if found is None:
            return moved(request, page.kind, reference, BELOW)
        return gone(request, *found, entry_of(request, proposer, Base(page.kind, found[1])).typed)
    current = Base(row.kind, row.snapshot, request.GET.get("language", ""))
    place = Place(row.kind, row.reference, current.snapshot)
    if request.method == "POST":
        return sent(request, proposer, place, current)
    asked = Asked(request.GET, ("field", "language", "choosing"), many=("field",))
    chosen, unknown = chosen_in(current.pieces, asked.texts("field"))
    if unknown:
        asked.problems.append(_("Some of what you chose is not there any more: choose again."))
    if not chosen or len(chosen) > MOST_CHOSEN or "choosing" in request.GET:
        return choose(request, place, current, asked, len(chosen), {piece.key for piece in chosen})
    return form_page(request, place, entry_of(request, proposer, current), asked.problems)


def choose(
    request: HttpRequest, place: Place, base: Base, asked: Asked, how_many: int, taken: set[str]
) -> HttpResponse:
    """What the record says now, each with a box."""
    if how_many > MOST_CHOSEN:
        asked.problems.append(
            ngettext(
                "Choose at most %(n)d at once; propose the rest with another correction.",
                "Choose at most %(n)d at once; propose the rest with another correction.",
                MOST_CHOSEN,
            )
            % {"n": MOST_CHOSEN}
        )
    elif "language" in request.GET and not asked.problems and "choosing" not in request.GET:
        asked.problems.append(_("Choose at least one thing that is to be corrected."))
    pieces, texts = base.pieces, base.content.get("texts", {})
    context = place.context(_("Propose a correction")) | {
        "pieces": pieces,
        "taken": taken,
        "problems": asked.problems,
        "path": place.path(BELOW),
        "language": base.language,
        "languages": [
            {
                "code": code,
                "name": own_name(code),
                "url": f"{place.path(BELOW)}?language={code}&choosing=1",
                "current": code == base.language,
                "is_new": code not in texts,
            }
            for code in [*(code for code in texts if code not in OFFICIAL), *OFFICIAL]
        ],
        "is_new_text": base.is_new_text,
    }
    return render(request, "corrections/choose.html", context)


def entry_of(request: HttpRequest, proposer: Submitter, base: Base, data: object = None) -> Entry:
    """The forms of what the address asks for; by POST over what was sent."""
    chosen = chosen_of(request, base)
    sent = data if data is not None else request.POST if request.method == "POST" else None
    return Entry(base, chosen, party_names(proposer.parties), proposer.user.name, sent)  # type: ignore[arg-type]


def chosen_of(request: HttpRequest, base: Base) -> list[Piece]:
    keys = Asked(request.GET, ("field", "language", "choosing"), many=("field",)).texts("field")
    if base.is_new_text and any(key.startswith("texts.") for key in keys):
        keys = [*keys, TEXT_KEY]
    return chosen_in(base.pieces, keys)[0][:MOST_CHOSEN]


def form_page(
    request: HttpRequest,
    place: Place,
    entry: Entry,
    problems: list[str] | None = None,
    meanwhile: list[Line] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = place.context(_("Propose a correction")) | {
        "entry": entry,
        "about": entry.about,
        "problems": problems or [],
        "meanwhile": meanwhile or [],
        "path": request.get_full_path(),
        "back": f"{place.path(BELOW)}?{request.GET.urlencode()}&choosing=1",
    }
    return render(request, "corrections/form.html", context, status=status)


def sent(request: HttpRequest, proposer: Submitter, place: Place, current: Base) -> HttpResponse:
    base = base_of(request, current, place.snapshot.record_id)
    entry = entry_of(request, proposer, base)
    if not entry.is_valid():
        return form_page(request, place, entry)
    meanwhile = moved_meanwhile(entry, current)
    if meanwhile and request.POST.get("seen") != str(current.version):
        again = entry_of(request, proposer, base, with_new_key(request.POST, seen=str(current.version)))
        return form_page(request, place, again, meanwhile=meanwhile)
    if not is_within(request, "write"):
        entry.about.add_error(None, TOO_OFTEN)
        return form_page(request, place, entry, status=HTTPStatus.TOO_MANY_REQUESTS)
    return send(request, proposer, place, entry)


def base_of(request: HttpRequest, current: Base, pk: int) -> Base:
    """The version that the form was filled in from; the current one where it says none."""
    said = request.POST.get("base", "")
    if said == str(current.version) or not (said.isascii() and said.isdigit() and len(said) < 10):
        return current
    held = Snapshot.objects.filter(record=pk, tier=0, number=int(said)).first()
    return Base(current.kind, held, current.language) if held else current


def moved_meanwhile(entry: Entry, current: Base) -> list[Line]:
    """What readers see otherwise by now, of what is corrected here."""
    base = entry.base
    if base.version == current.version:
        return []
    paths = {path for form in entry.forms for path in form.piece.paths(base.language)}
    raw = [entry for entry in seen_lines(base.kind, base.content, current.content) if entry.path in paths]
    ids = {*base.snapshot.body["names"], *current.snapshot.body["names"]}
    names = load_names(ids, {*base.snapshot.body["persons"], *current.snapshot.body["persons"]})
    return [told_line(entry, labels_for_readers(ids, names), names) for entry in raw]


def send(request: HttpRequest, proposer: Submitter, place: Place, entry: Entry) -> HttpResponse:
    record, values = Record(pk=place.snapshot.record_id), entry.values
    try:
        with change(by=proposer.user, why=_("proposed a correction"), key=sent_key(request.POST)):
            if not values:
                report_error(
                    record=record,
                    version=entry.base.version,
                    language=entry.base.language,
                    text=entry.why,
                    email=proposer.user.email,
                    by=proposer.user,
                )
                return HttpResponseRedirect(place.path("report/") + "?sent=1")
            patch = propose(
                kind=place.kind,
                values=values,
                by=proposer.user,
                party=entry.about.party_id,
                why=entry.why,
                record=record,
                base_version=entry.base.version,
                origin=Origin.CORRECTION,
                credit=Credit(entry.about.cleaned_data["credit"]),
            )
            ask_opinions(patch=patch)
    except ContentError as error:
        sentence = _("This cannot be taken as it stands (%(where)s): %(why)s.")
        entry.about.add_error(None, sentence % {"where": error.where, "why": error.why.rstrip(".")})
        return form_page(request, place, entry)
    except IntegrityError:
        return sent_before(request, proposer, place, entry)
    return HttpResponseRedirect(path_of(patch.pk) + "?sent=1")


def sent_before(request: HttpRequest, proposer: Submitter, place: Place, entry: Entry) -> HttpResponse:
    """A second click meets what the first has done; whoever went back and wrote something else keeps it."""
    first = ChangeSet.objects.filter(pk=sent_key(request.POST), by=proposer.user).first()
    mine = Patch.objects.filter(by=proposer.user, record=place.snapshot.record_id)
    made = first and mine.filter(made_at__gte=first.made_at).order_by("made_at").first()
    if made and made.values == entry.values:
        return HttpResponseRedirect(path_of(made.pk) + "?sent=1")
    if first and not made and not entry.values:
        return HttpResponseRedirect(place.path("report/") + "?sent=1")
    again = entry_of(request, proposer, entry.base, with_new_key(request.POST))
    again.is_valid()
    told = _("You sent this form before, and what stands here is something else. It was not taken yet: send it again.")
    again.about.add_error(None, told)
    return form_page(request, place, again)
