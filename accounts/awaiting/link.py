"""/accounts/answer/<token>/: one thing that waits, answered from a mail without signing in.

Opening it does nothing, since scanners of mail open links too; its one button does. It makes no session, and gives no
right but to answer this.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.awaiting.answer import give
from accounts.awaiting.ask import item_for
from accounts.awaiting.pages import form_for, gone_page, item_context
from accounts.awaiting.sorts import sorts
from accounts.awaiting.tokens import HOLDS, Link, LinkEnded, NoLink, read_token
from accounts.limits import is_within, too_often


# The token is all that this page believes, and no browser sends it by itself: there is nothing to forge.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST" and not is_within(request, "link"):
        response = too_often(request)
    else:
        response = answer_to(request, token)
    # The address is as good as a signature: it goes to no other site and into no index.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Language"] = get_language() or ""
    return response


def answer_to(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = read_token(token)
    except NoLink:
        told = _("This link is not whole: open it from the mail once more, or sign in to see what waits for you.")
        return gone_page(request, told, title=_("Not a link of ours"), status=404)
    except LinkEnded:
        told = _(
            "Links hold %(days)s days, and end when an appointment, a password or an address changes."
            " Nothing was done. Sign in to see what waits for you."
        )
        return gone_page(request, told % {"days": HOLDS.days}, title=_("This link has ended"))
    translation.activate(link.user.language)
    if link.user.is_of_secretariat:  # whose roles act with a second factor only
        return HttpResponseRedirect(reverse("awaiting-item", kwargs={"sort": link.sort, "pk": link.pk}))
    return page_for(request, link)


def page_for(request: HttpRequest, link: Link) -> HttpResponse:
    sort = sorts().get(link.sort)
    item = item_for(link.user, sort, link.pk) if sort else None
    if sort is None or item is None:
        return settled(request, link)
    form = form_for(request, item)
    if request.method == "POST" and form.is_valid():
        told = give(user=link.user, sort=sort, item=item, form=form, by_link=True)
        if told is not None:
            context = {"page_title": sort.title, "title": item.title, "told": told}
            return render(request, "accounts/awaiting/done.html", context)
        if item_for(link.user, sort, link.pk) is None:
            return settled(request, link)
    context = item_context(link.user, item, form, "") | {"page_title": sort.title, "sort": sort, "by_link": True}
    return render(request, "accounts/awaiting/item.html", context | {"answering": link.user})


def settled(request: HttpRequest, link: Link) -> HttpResponse:
    """Who holds a link that still stands was asked, and speaks for the same as then: they are told how it ended."""
    sort = sorts().get(link.sort)
    told = sort.settled(link.user, link.pk) if sort else ""
    return gone_page(request, told or _("This waits for you no longer."), title=_("Nothing to answer any more"))
