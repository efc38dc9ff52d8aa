"""What somebody typed when their session had ended: carried through the sign-in, to be sent again."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

PASSWORDS = {"password", "password1", "password2", "old_password", "new_password1", "new_password2"}
TAKEN_OUT = {"csrfmiddlewaretoken", *PASSWORDS}
Pairs = list[tuple[str, str]]


FOLDER = "submissions"
CORRECTION = "/correct/"  # below a record's own address


def is_sent_again(path: str) -> bool:
    """Whether what was typed into the forms of an address is kept: the office's, submissions, corrections."""
    if path.startswith((reverse("admin:index"), reverse("opinions"))):
        return True
    if path.partition("?")[0].endswith(CORRECTION):
        return True
    folders = path.split("/")[1:3]
    return folders[-1 if folders[0] in dict(settings.LANGUAGES) else 0] == FOLDER


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
