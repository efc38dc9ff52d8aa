"""/accounts/subscriptions/: what is mailed to somebody of what changes, and the way to stop it without signing in."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.enums import Every
from accounts.guard import for_signed_in
from accounts.limits import is_within, too_often
from accounts.models import Subscription, User
from tarepo.asked import as_number
from tarepo.changed.asking import Wanted, changes_path
from tarepo.changed.choices import Choices, asked_for, choices
from tarepo.changed.subscribe import change_often, stopped_by, subscribe, unsubscribe, wanted_by
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import PublicAct
from tarepo.reading.words import date, listed

LIST = "subscriptions"


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def subscriptions(request: HttpRequest, user: User) -> HttpResponse:
    """The own ones; a POST changes how often one comes, or deletes it."""
    if request.method == "POST":
        if not is_within(request, "write"):
            return too_often(request)
        _answer(request, user)
        return redirect(LIST)
    rows = _rows(Subscription.objects.filter(user=user).order_by("pk"))
    context = {"page_title": _("Mail about changes"), "crumbs": _crumbs(), "rows": rows, "changes_url": changes_path()}
    return render(request, "changed/subscriptions.html", context)


def _answer(request: HttpRequest, user: User) -> None:
    """Of somebody else's there is nothing to change: it is as one that is gone."""
    found = Subscription.objects.filter(user=user, pk=as_number(request.POST.get("subscription", "")) or 0).first()
    if found is None:
        messages.info(request, _("That mail was stopped already."))
        return
    try:
        with change(by=user, why=_("their own mail about changes")):
            if "delete" in request.POST:
                unsubscribe(pk=found.pk)
                said = _("Stopped: no more such mail comes.")
            else:
                change_often(subscription=found, every=request.POST.get("every", ""))
                said = _("Changed.")
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def subscription_new(request: HttpRequest, user: User) -> HttpResponse:
    """The query of /changes/ that brought somebody here, and how often they want to be told of what it finds."""
    problems: list[str] = []
    if request.method == "POST":
        if not is_within(request, "write"):
            return too_often(request)
        try:
            with change(by=user, why=_("their own mail about changes")):
                new = subscribe(
                    user=user,
                    query=request.META.get("QUERY_STRING", ""),
                    every=request.POST.get("every", ""),
                )
            told = _("From now on what changes is mailed to you.") if new else _("You get this mail already.")
            messages.success(request, told)
            return redirect(LIST)
        except ValidationError as error:
            problems = error.messages
    wanted, not_understood = wanted_by(request.META.get("QUERY_STRING", ""))
    context = {
        "page_title": _("Mail me what changes"),
        "crumbs": [*_crumbs(), {"name": _("Mail about changes"), "url": reverse(LIST)}],
        "problems": problems or not_understood,
        "refused": bool(problems),
        "what": described(wanted, choices(wanted)),
        "see_url": wanted.url(),
        "action": reverse("subscription-new") + wanted.query(since=None, until=None, session=None, by=None),
        "often": _often(request.POST.get("every", Every.WEEK)),
    }
    return render(request, "changed/subscription_new.html", context, status=400 if problems else 200)


@csrf_exempt  # whoever has the signed address may, a mailbox's own button too (RFC 8058); it can do nothing else
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_stop(request: HttpRequest, token: str) -> HttpResponse:
    """From a mail, without signing in: a page with one button. Looking does nothing, as mail scanners look."""
    pk = stopped_by(token)
    if pk is None:
        raise Http404(_("This link is not whole. Copy all of it from the mail."))
    stopped = request.method == "POST"
    if stopped:
        if not is_within(request, "link"):
            return too_often(request)
        with change(by=None, why=_("stopped by the link in a mail")):
            unsubscribe(pk=pk)
    found = None if stopped else Subscription.objects.filter(pk=pk).first()
    context = {
        "page_title": _("Stop this mail"),
        "stopped": stopped,
        "what": described(*_of(found)) if found else "",
        "changes_url": changes_path(),
    }
    return render(request, "changed/subscription_stop.html", context)


def _crumbs() -> list[dict]:
    return [{"name": _("Your account"), "url": reverse("account")}]


def _of(subscription: Subscription) -> tuple[Wanted, Choices]:
    wanted, _problems = wanted_by(subscription.query)
    return wanted, choices(wanted)


def _rows(subscriptions: Iterable[Subscription]) -> list[dict]:
    """What there is to choose is read once for all of them."""
    read = [(each, *wanted_by(each.query)) for each in subscriptions]
    offered = choices(*(wanted for _each, wanted, _problems in read)) if read else {}
    return [
        {
            "pk": each.pk,
            "what": described(wanted, offered),
            "problems": problems,  # what it asks for is not public any more: nothing comes until it is
            "url": wanted.url(),
            "since": date(each.made_at.date().isoformat()),
            "often": _often(each.every),
        }
        for each, wanted, problems in read
    ]


def _often(chosen: str) -> list[dict]:
    return [{"value": value, "label": label, "selected": value == chosen} for value, label in Every.choices]


def described(wanted: Wanted, offered: Choices) -> str:
    """What is asked for, in words: "Peru, Patents, Activity"; all records without any of it."""
    kinds = [str(Kind(kind).label) for kind in wanted.kinds]
    acts = [str(PublicAct(act).label) for act in wanted.acts]
    return listed([*asked_for(wanted, offered), *kinds, *acts]) or _("All records")
