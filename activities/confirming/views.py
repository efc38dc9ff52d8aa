"""/accounts/confirmations/: the declared records of one's parties, to be confirmed as a list or answered one by one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.guard import for_signed_in
from accounts.limits import limited
from accounts.models import User
from activities.confirming.access import Answering, check_answers, get_answering
from activities.confirming.answer import Answered, Part, confirm, dispute, withdraw
from activities.confirming.forms import AnswerForm
from activities.confirming.lists import PAGE, Lists, lists_of, page_of
from activities.confirming.standing import Declared, Standing, declared
from activities.confirming.telling import Told, part_path
from activities.confirming.together import Together, together, together_with
from tarepo.addresses import language_root
from tarepo.asked import Asked, as_number
from tarepo.changes import change

STATES = {
    "open": gettext_lazy("To be answered"),
    "confirmed": gettext_lazy("Confirmed"),
    "disputed": gettext_lazy("Disputed"),
}
EMPTY = {
    "open": gettext_lazy("Nothing waits for an answer."),
    "confirmed": gettext_lazy("Nothing was confirmed yet."),
    "disputed": gettext_lazy("Nothing is disputed."),
}
MOST_IDS = 10**10
MOST = 2 * PAGE * 10  # boxes of one page: a record may have several of one's parties


def for_parties(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Calls the view with whom somebody answers for; asks others to sign in, keeping what they wrote, or refuses."""

    @wraps(view)
    def guarded(request: HttpRequest, user: User, **parts: Any) -> HttpResponse:
        return view(request, get_answering(user), **parts)

    return for_signed_in(guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
@limited("answer")
def confirmations(request: HttpRequest, answering: Answering) -> HttpResponse:
    """The list; by POST the chosen parts are confirmed, as they were shown."""
    if request.method != "POST":
        return _list(request, answering)
    parts = chosen(request.POST, answering)
    if not parts:
        return _list(request, answering, problems=[_("Nothing was chosen: tick what you confirm.")])
    with change(by=answering.user, why=_("confirmed by the party")):
        found = confirm(parts=parts, by=answering.user)
    if left := [*found.moved, *found.gone]:
        return _list(request, answering, problems=_left_out(left), done=len(found.done), status=409)
    return HttpResponseRedirect(f"{reverse('confirmations')}?done={len(parts)}")


def chosen(sent: QueryDict, answering: Answering) -> list[Part]:
    """The ticked boxes, or all that the page had; Http404 for what none of our pages sends, or not to them."""
    name = "shown" if "all" in sent else "part"
    parts: list[Part] = []
    for value in sent.getlist(name)[:MOST]:
        box = _parts(value)
        theirs = [part for part in box if part.party in answering.parties]
        if not theirs:
            raise Http404
        for part in theirs:
            check_answers(answering, part.party)
        # Somebody else answers for one of them by now: it is not what was shown any more.
        parts += box if theirs == box else [Part(part.record, part.party, "") for part in theirs]
    return list(dict.fromkeys(parts))


def value_of(group: Together) -> str:
    """What a box stands for: the parts, and what was shown of them."""
    (digest,) = {part.seen for part in group.parts}
    return f"{group.each.row.record_id}.{'-'.join(map(str, group.parties))}.{digest}"


def _parts(value: str) -> list[Part]:
    record, _dot, rest = value.partition(".")
    parties, _dot, digest = rest.partition(".")
    return [Part(_id(record), _id(party), digest) for party in parties.split("-")[:MOST]]


def _id(text: str) -> int:
    number = as_number(text, MOST_IDS)
    if number is None:
        raise Http404
    return number


def _left_out(parts: list[Part]) -> list[str]:
    told = Told(declared({part.record for part in parts}))
    names = dict.fromkeys(told.name(part.record)["name"] for part in parts if told.names.get(part.record))
    lines = [
        _("“%(title)s” was changed since it was shown, and was not confirmed: look again.") % {"title": name}
        for name in names
    ]
    return lines or [_("It is not declared any more, so there is nothing to confirm.")]


def _list(
    request: HttpRequest, answering: Answering, *, problems: list[str] | None = None, done: int = 0, status: int = 200
) -> HttpResponse:
    asked = Asked(request.GET, ("state", "after", "done"))
    state = asked.text("state") or "open"
    if state not in STATES:
        asked.misread("state", state)
        state = "open"
    after, done = asked.number("after"), done or asked.number("done")
    lists = lists_of(answering.parties)
    page = page_of(_rows(lists, state), after)
    told = Told(page.rows)
    groups: dict[int, list[Together]] = {each.row.record_id: [] for each in page.rows}
    for group in together(page.rows, answering.parties):
        groups[group.each.row.record_id].append(group)
    path = reverse("confirmations")
    context = {
        "page_title": _("Confirmations"),
        "title": _("South-South and triangular cooperation: your part"),
        "lead": _(
            "What is declared as South-South or triangular cooperation with a part of yours. What all parties confirmed"
            " is shown so to everybody; who has not answered, or disputes it, only to the parties and the Secretariat."
        ),
        "crumbs": _crumbs()[:1],
        "problems": [*asked.problems, *(problems or [])],
        "done": _done(done),
        "rows": [_row(told, each, groups[each.row.record_id], answering) for each in page.rows],
        "views": [
            {"name": label, "url": asked.url(path, state=name, after=None, done=None), "current": name == state}
            for name, label in STATES.items()
        ],
        "may_answer": bool(answering.answers) and state == "open",
        "is_member": not answering.answers,
        "empty": EMPTY[state],
        "older": asked.url(path, state=state, after=str(page.older), done=None) if page.older else "",
        "newer": asked.url(path, state=state, after=None, done=None) if after else "",
    }
    return render(request, "activities/confirmations.html", context, status=status)


def _rows(lists: Lists, state: str) -> Any:
    return {"open": lists.open, "confirmed": lists.confirmed, "disputed": lists.disputed}[state]()


def _row(told: Told, each: Declared, groups: list[Together], answering: Answering) -> dict[str, Any]:
    """A record with one's own parts, as they are asked, and those of the others."""
    own = [
        told.party(each, group.lead)
        | {
            "key": f"{each.row.record_id}-{group.lead}",
            "url": part_path(each.row.record_id, group.lead),
            "value": value_of(group) if group.standing == Standing.OPEN and group.lead in answering.answers else "",
            "parties": [told.party(each, party) for party in group.parties],
        }
        for group in groups
    ]
    mine = [party for group in groups for party in group.parties]
    return {
        "title": told.title(each),
        "period": told.period(each),
        "declared": told.declared_as(each),
        "own": own,
        "others": told.others(each, mine),
    }


def _done(many: int) -> str:
    if not many:
        return ""
    return ngettext("Confirmed: %(n)d part. Thank you.", "Confirmed: %(n)d parts. Thank you.", many) % {"n": many}


def _crumbs() -> list[dict]:
    return [{"name": _("Home"), "url": language_root()}, {"name": _("Confirmations"), "url": reverse("confirmations")}]


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
@limited("answer")
def confirmation(request: HttpRequest, answering: Answering, record: int, party: int) -> HttpResponse:
    """One part, whole, with those that are asked together with it, or ?apart=1; by POST they are confirmed, disputed
    with a reason, or the answer taken back."""
    apart = "apart" in request.GET
    group = _parts_for(answering, record, party, apart=apart)
    if request.method != "POST":
        return _page(request, answering, group)
    for each in group.parties:
        check_answers(answering, each)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        told = _("Nothing was answered: press one of the buttons below.") if "answer" in form.errors else ""
        return _page(request, answering, group, form=form, problem=told)
    is_as_shown = form.cleaned_data["seen"] == group.seen
    found = _answer(answering.user, group.parts, form) if is_as_shown else None
    if found is None or found.moved or found.gone:
        told = _("It was changed since this page was opened, and nothing was answered: look again, then answer.")
        group = _parts_for(answering, record, party, apart=apart)
        return _page(request, answering, group, form=form.again(group.seen), problem=told, status=409)
    return HttpResponseRedirect(f"{part_path(record, party)}?said={form.cleaned_data['answer']}")


def _parts_for(answering: Answering, record: int, party: int, *, apart: bool) -> Together:
    """Of the declared record, if it is public and theirs; else Http404."""
    found = declared([record]) if party in answering.parties and record < MOST_IDS else []
    if not found or party not in found[0].parts:
        raise Http404
    return together_with(found[0], party, [party] if apart else answering.parties)


def _answer(user: User, parts: list[Part], form: AnswerForm) -> Answered:
    answer, note = form.cleaned_data["answer"], form.cleaned_data["note"]
    if answer == "dispute":
        with change(by=user, why=_("disputed by the party")):
            return dispute(parts=parts, by=user, note=note)
    if answer == "withdraw":
        with change(by=user, why=_("taken back by the party")):
            return withdraw(parts=parts, by=user)
    with change(by=user, why=_("confirmed by the party")):
        return confirm(parts=parts, by=user)


SAID = {
    "confirm": gettext_lazy("Confirmed. Thank you: everybody who reads the record sees it."),
    "dispute": gettext_lazy("Your dispute is with the editors and the South-South coordinator. It is not public."),
    "withdraw": gettext_lazy("Taken back: your party has not answered now."),
}


def _page(
    request: HttpRequest,
    answering: Answering,
    group: Together,
    *,
    form: AnswerForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    each, party, standing = group.each, group.lead, group.standing
    told, answer = Told([each]), each.answers.get(party)
    said = request.GET.get("said", "") if request.method != "POST" else ""
    context = {
        "page_title": _("Confirmation"),
        "title": told.title(each),
        "crumbs": _crumbs(),
        "facts": [
            {"label": _("Record"), "names": [told.title(each) | {"name": each.row.reference, "lang": "", "dir": ""}]},
            *({"label": label, "text": text} for label, text in told.lines(each, group.parties)),
        ],
        "party": told.party(each, party),
        "note": answer.note if answer and standing == Standing.DISPUTED else "",
        "said": SAID.get(said, ""),
        "problem": problem,
        "form": form or AnswerForm(initial={"seen": group.seen}),
        "apart": _apart(told, group),
        "may_answer": party in answering.answers,
        "can_confirm": standing in (Standing.OPEN, Standing.DISPUTED),
        "can_withdraw": standing in (Standing.CONFIRMED, Standing.DISPUTED),
        "is_declarer": standing == Standing.DECLARED,
    }
    return render(request, "activities/confirmation.html", context, status=status)


def _apart(told: Told, group: Together) -> list[dict]:
    """Where each of several that are asked together is answered by itself."""
    if len(group.parties) == 1:
        return []
    record = group.each.row.record_id
    return [told.name(party) | {"url": f"{part_path(record, party)}?apart=1"} for party in group.parties]
