"""/accounts/awaiting/: all that waits for whoever is signed in; one of it; several of a sort answered at once."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.awaiting.answer import AnswerForm, give
from accounts.awaiting.ask import ANSWERING, Waiting, item_for, sort_named, waiting_for
from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.awaiting.tokens import item_path
from accounts.guard import for_signed_in
from accounts.limits import limited
from accounts.models import User
from accounts.reads import note_accounts, note_details
from tarepo.access import is_signed_in
from tarepo.asked import as_number
from tarepo.reading.words import date

MOST_SHOWN = 50  # of a sort among others
MOST_AT_ONCE = 200


@require_safe
@for_signed_in
def awaiting(request: HttpRequest, user: User) -> HttpResponse:
    return list_page(request, user, waiting_for(user), most=MOST_SHOWN)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
@limited("answer")
def awaiting_sort(request: HttpRequest, user: User, sort: str) -> HttpResponse:
    """One sort; with ?item=…&choice=… the page that confirms one answer to several, which its POST gives."""
    asked = sort_named(sort)
    items = asked.waiting_for(user) if user.has_role(*ANSWERING) else []
    sent = request.POST if request.method == "POST" else request.GET
    numbers = {number for pk in sent.getlist("item") if (number := as_number(pk)) is not None}
    choice = sent.get("choice", "")
    if not choice and request.method != "POST":
        return list_page(request, user, [Waiting(asked, items)] if items else [], most=MOST_AT_ONCE, chosen=numbers)
    chosen = [item for item in items if item.pk in numbers and together(item, choice)][:MOST_AT_ONCE]
    left = len(numbers) - len(chosen)
    if not chosen:
        told = _("Nothing was done: choose what you answer, and then one of the buttons below it.")
        gone = _("Nothing was done: what you chose does not wait for this answer any more.")
        messages.warning(request, gone if numbers else told)
        return HttpResponseRedirect(reverse("awaiting"))
    answer = together(chosen[0], choice)
    form = AnswerForm(first_of(request), choices=[answer] if answer else [])
    if request.method == "POST" and form.is_valid():
        return give_all(request, user, asked, chosen, form)
    note_shown(user, chosen)
    context = page_of(asked) | {
        "title": answer.label if answer else "",
        "items": chosen,
        "left": left,
        "choice": answer,
        "form": form,
    }
    return render(request, "accounts/awaiting/several.html", context)


def give_all(request: HttpRequest, user: User, sort: Sort, items: list[Item], form: AnswerForm) -> HttpResponse:
    """Each in a change of its own: one that cannot be answered keeps no other, and locks are taken in their order."""
    done, shown = 0, dict(value.partition(".")[::2] for value in request.POST.getlist("seen"))
    for item in sorted(items, key=lambda item: item.pk):
        tried = AnswerForm(sent_for(form, shown.get(str(item.pk), "")), choices=form.given.values())
        if tried.is_valid() and give(user=user, sort=sort, item=item, form=tried) is not None:
            done += 1
            continue
        sentences = " ".join(str(error) for error in tried.non_field_errors())
        messages.warning(request, _("“%(title)s”: %(why)s") % {"title": item.title, "why": sentences})
    if done:
        told = ngettext("%(n)s answered: %(choice)s.", "%(n)s answered: %(choice)s.", done)
        label = form.given[form.cleaned_data["choice"]].label
        messages.success(request, told % {"n": done, "choice": label})
    return HttpResponseRedirect(reverse("awaiting"))


def first_of(request: HttpRequest) -> QueryDict | None:
    """What was sent for several, without what was shown of each: give_all has that."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    sent.pop("seen", None)
    return sent


def sent_for(form: AnswerForm, seen: str) -> QueryDict:
    """What was sent, with what was shown of one of the items."""
    sent = QueryDict(mutable=True)
    sent.update({name: form.data.get(name, "") for name in form.fields} | {"seen": seen})
    return sent


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
@limited("answer")
def awaiting_item(request: HttpRequest, user: User, sort: str, pk: int) -> HttpResponse:
    asked = sort_named(sort)
    item = item_for(user, asked, pk)
    if item is None:
        return settled_page(request, user, asked, pk)
    form = form_for(request, item)
    if request.method == "POST" and form.is_valid():
        told = give(user=user, sort=asked, item=item, form=form)
        if told is not None:
            messages.success(request, told)
            return HttpResponseRedirect(reverse("awaiting"))
        if item_for(user, asked, pk) is None:
            return settled_page(request, user, asked, pk)
    context = page_of(asked) | item_context(user, item, form, request.GET.get("choice", ""))
    return render(request, "accounts/awaiting/item.html", context)


def form_for(request: HttpRequest, item: Item) -> AnswerForm:
    """Where one choice was pressed in the list, the page still has them all."""
    return AnswerForm(request.POST if request.method == "POST" else None, choices=item.choices)


def item_context(user: User, item: Item, form: AnswerForm, pressed: str) -> dict[str, Any]:
    """pressed: the choice whose button was pressed in the list; it comes first."""
    note_shown(user, [item])
    choices = sorted(item.choices, key=lambda choice: choice.value != pressed)
    return {"item": item, "since": day(item), "choices": choices, "form": form, "title": item.title}


def settled_page(request: HttpRequest, user: User, sort: Sort, pk: int) -> HttpResponse:
    """How it was answered, for whom it waited; to others it is not there."""
    told = sort.settled(user, pk)
    if not told:
        raise Http404
    return gone_page(request, told, title=str(sort.title))


def gone_page(request: HttpRequest, told: str, *, title: str, status: int = 410) -> HttpResponse:
    context = {"page_title": title, "title": title, "told": told, "signed_in": is_signed_in(request)}
    return render(request, "accounts/awaiting/gone.html", context, status=status)


def list_page(
    request: HttpRequest, user: User, waiting: list[Waiting], *, most: int, chosen: set[int] | None = None
) -> HttpResponse:
    note_shown(user, [item for found in waiting for item in found.items[:most]])
    context = page_of() | {
        "groups": [group_of(found, most, chosen or set()) for found in waiting],
        "answers": user.has_role(*ANSWERING),
    }
    return render(request, "accounts/awaiting/list.html", context)


def note_shown(user: User, items: Iterable[Item]) -> None:
    """What of withheld details their lines show, and who is named in them; a statement each at most."""
    items = list(items)
    note_details(by=user, details=[item.detail for item in items if item.detail])
    note_accounts(by=user, accounts=[item.account for item in items if item.account])


def group_of(waiting: Waiting, most: int, chosen: set[int]) -> dict[str, Any]:
    shown = waiting.items[:most]
    given = {choice.value: choice for item in shown for choice in item.choices if choice.together}
    several = sum(any(choice.together for choice in item.choices) for item in shown) > 1
    return {
        "sort": waiting.sort,
        "count": len(waiting.items),
        "more": len(waiting.items) - len(shown),
        "rows": [
            {
                "item": item,
                "url": item_path(item),
                "since": day(item),
                "can_choose": several and any(choice.together for choice in item.choices),
                "chosen": item.pk in chosen,
            }
            for item in shown
        ],
        "choices": list(given.values()) if several else [],
        "all": reverse("awaiting-sort", kwargs={"sort": waiting.sort.name})
        + "?"
        + "&".join(f"item={item.pk}" for item in waiting.items[:MOST_AT_ONCE]),
    }


def page_of(sort: Sort | None = None) -> dict[str, Any]:
    crumbs: list[dict] = [{"name": _("Your account"), "url": reverse("account")}, {"name": _("Awaiting you")}]
    if sort:
        crumbs[-1]["url"] = reverse("awaiting")
        crumbs.append({"name": sort.title})
    return {"page_title": sort.title if sort else _("Awaiting you"), "crumbs": crumbs, "sort": sort}


def together(item: Item, value: str) -> Choice | None:
    return next((choice for choice in item.choices if choice.value == value and choice.together), None)


def day(item: Item) -> str:
    return date(timezone.localtime(item.since).date().isoformat())
