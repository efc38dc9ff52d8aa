"""Lists of the desk that somebody keeps under a name: kept, renamed and given up by themselves alone."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _

from accounts.models import User
from tarepo.asked import is_encodable
from tarepo.changes import change
from tarepo.models import SavedList

MOST, LONGEST_NAME, LONGEST = 30, 100, 2000
# Where in a list a page lies, and what belongs to a window that chooses for a form, is not kept.
NOT_KEPT = {"p", "after", "before", "all", "_popup", "_to_field", "_changelist_filters"}


class NotKept(Exception):
    """Why a list is not saved, in a sentence."""


def saved_lists(request: HttpRequest) -> HttpResponse:
    """The own lists; a POST saves one (query, name), or renames or deletes one (list, name)."""
    if request.method != "POST":
        context = {
            **site.each_context(request),
            "title": _("Saved lists"),
            "saved": request.user.saved_lists.all(),
            "most": MOST,
        }
        return TemplateResponse(request, "admin/saved_lists.html", context)
    verb = next((verb for name, verb in VERBS.items() if name in request.POST), save)
    target = reverse("admin:saved_lists")
    try:
        with change(by=request.user, why=_("a saved list of their own")):
            said = verb(request.user, request.POST)
        target = place(request.POST["query"]) if verb is save else target
        messages.success(request, said)
    except NotKept as error:
        messages.error(request, str(error))
        asked = request.POST.get("query", "")
        target = asked if place_of(asked) else target
    return HttpResponseRedirect(target)


def save(user: User, sent: dict) -> str:
    """Once: the same list under the same name again is what it was."""
    query, name = place(sent.get("query", "")), name_of(sent)
    lock(user)
    same = user.saved_lists.filter(name=name).first()
    if same and same.query == query:
        return _("“%(name)s” is saved already.") % {"name": name}
    if same:
        raise NotKept(_("Another list of yours is called “%(name)s”. Choose another name.") % {"name": name})
    if user.saved_lists.count() >= MOST:
        raise NotKept(_("You have saved %(most)d lists, as many as there can be. Delete one first.") % {"most": MOST})
    SavedList.objects.create(user=user, name=name, query=query)
    return _("Saved: “%(name)s” stands on the first page of the desk.") % {"name": name}


def rename(user: User, sent: dict) -> str:
    lock(user)
    row, name = own(user, sent), name_of(sent)
    if user.saved_lists.filter(name=name).exclude(pk=row.pk).exists():
        raise NotKept(_("Another list of yours is called “%(name)s”. Choose another name.") % {"name": name})
    SavedList.objects.filter(pk=row.pk).update(name=name)
    return _("It is called “%(name)s” now.") % {"name": name}


def delete(user: User, sent: dict) -> str:
    row = own(user, sent)
    row.delete()
    return _("“%(name)s” is no longer saved. The records of the list are untouched.") % {"name": row.name}


VERBS = {"_rename": rename, "_delete": delete}


def lock(user: User) -> None:
    """Of two who save at once the second counts what the first saved."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def own(user: User, sent: dict) -> SavedList:
    given = sent.get("list", "")
    known = given.isascii() and given.isdigit() and len(given) < 19
    row = user.saved_lists.filter(pk=given).first() if known else None
    if row is None:
        raise NotKept(_("This list is not among yours any more."))
    return row


def name_of(sent: dict) -> str:
    name = " ".join(sent.get("name", "").split())
    if not name:
        raise NotKept(_("Give the list a name."))
    if len(name) > LONGEST_NAME:
        raise NotKept(_("The name is too long: %(most)d letters at most.") % {"most": LONGEST_NAME})
    if "\x00" in name or not is_encodable(name):
        raise NotKept(_("The name has a letter that cannot be kept."))
    return name


def place(address: str) -> str:
    """The address of a list of the desk without the place in it; NotKept for any other address."""
    if not place_of(address):
        raise NotKept(_("Only lists of the desk can be saved, by the button that stands on them."))
    path, _mark, query = address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in NOT_KEPT]
    found = f"{path}?{urlencode(kept)}" if kept else path
    if len(found) > LONGEST:
        raise NotKept(_("The filters of this list are too long to be saved."))
    return found


def place_of(address: str) -> ResolverMatch | None:
    """What the address leads to, if that is a list of the desk: a work list, or all records of a kind."""
    if not is_encodable(address) or not address.isprintable() or "#" in address or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith(reverse("admin:index")):
            return None
        found = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    is_list = found.url_name == "work_list" or (found.url_name or "").endswith("_changelist")
    return found if is_list and "admin" in found.app_names else None
