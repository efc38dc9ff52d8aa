"""What somebody typed when their session had ended: carried through the sign-in, to be sent again.

The first page of signing in carries it along as one hidden value, so that nobody who only sends fields fills our
database. Once a step has been taken (a password that is right, a code that was asked for), it waits in the session.
"""

import json
import time
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.targets import is_of_this_site

PASSWORDS = {"password", "password1", "password2", "old_password", "oldpassword", "new_password1", "new_password2"}
TAKEN_OUT = {"csrfmiddlewaretoken", *PASSWORDS}
Pairs = list[tuple[str, str]]

FOLDER = "submissions"
# Pages of one's own account in which somebody writes, and the forms below a record's own address.
OWN_PAGES = tuple(
    f"/accounts/{name}/"
    for name in ("awaiting", "confirmations", "consents", "members", "memberships", "notices", "opinions")
)
BELOW_RECORDS = ("/correct/", "/details/")
SESSION_KEY = "kept"
LONGEST = 4_000_000  # characters: what one form may send, written as JSON
KEPT_FOR = 3900  # seconds, as long as one sign-in may take


def is_sent_again(path: str) -> bool:
    """Whether what was typed into the forms of an address is kept: the office's, submissions, corrections, answers."""
    if path.startswith((reverse("admin:index"), *OWN_PAGES)) or path.partition("?")[0].endswith(BELOW_RECORDS):
        return True
    first, _slash, rest = path[1:].partition("/")
    below = rest if first in dict(settings.LANGUAGES) else path[1:]
    return below.partition("/")[0] == FOLDER


def keep(request: HttpRequest) -> str:
    """The fields that were sent, as one value; passwords and files are not carried."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values if name not in TAKEN_OUT]
    return json.dumps(pairs)


def kept(written: str) -> Pairs:
    """The fields again; none where somebody tampered with the value."""
    try:
        pairs = json.loads(written)
    except ValueError:
        return []
    if not isinstance(pairs, list):
        return []
    return [(pair[0], pair[1]) for pair in pairs if is_pair(pair)]


def is_pair(pair: object) -> bool:
    return isinstance(pair, Sequence) and len(pair) == 2 and all(isinstance(item, str) for item in pair)


def store(request: HttpRequest) -> None:
    """Put what the sign-in page carried into the session, for the page after the last step."""
    written, target = request.POST.get("kept", ""), request.POST.get("next", "")
    if len(written) > LONGEST or not is_of_this_site(request, target) or not is_sent_again(target):
        return
    pairs = kept(written)
    if pairs:
        request.session[SESSION_KEY] = {"target": target, "pairs": pairs, "at": time.time()}


def page(request: HttpRequest) -> HttpResponse | None:
    """The page that sends what was typed again, once; nothing where nothing waits."""
    waiting = request.session.pop(SESSION_KEY, None)
    if not waiting or time.time() - waiting["at"] > KEPT_FOR:
        return None
    context = {"target": waiting["target"], "pairs": waiting["pairs"]}
    return render(request, "accounts/send_again.html", context)
