"""/accounts/: one's own account, and the way to each of its pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.awaiting.ask import ANSWERING
from accounts.consents.access import is_concerned
from accounts.enums import SPEAKING, RoleName
from accounts.guard import for_signed_in
from accounts.models import User


@dataclass(frozen=True)
class Entry:
    """A page of the account, for those whom it concerns."""

    title: Promise | str
    url_name: str
    lead: Promise | str
    concerns: Callable[[User], bool] = lambda user: True


# Each app's own pages, in the order in which they are listed.
ENTRIES: tuple[Entry, ...] = (
    Entry(
        gettext_lazy("Awaiting you"),
        "awaiting",
        gettext_lazy("What waits for your answer as a focal point or an editor."),
        lambda user: user.has_role(*ANSWERING),
    ),
    Entry(
        gettext_lazy("Memberships"),
        "memberships",
        gettext_lazy("For whom you speak, and asking to be confirmed."),
    ),
    Entry(
        gettext_lazy("Members"),
        "members",
        gettext_lazy("Who asks you to be confirmed, and who is a member of your delegation or organisation."),
        lambda user: user.has_role(RoleName.FOCAL_POINT),
    ),
    Entry(
        gettext_lazy("Consents"),
        "consents",
        gettext_lazy("What the Secretariat asks to show of your country’s details, and what was answered."),
        is_concerned,
    ),
    Entry(
        gettext_lazy("Confirmations"),
        "confirmations",
        gettext_lazy("What is declared as South-South or triangular cooperation with a part of your party."),
        lambda user: user.has_role(*SPEAKING),
    ),
    Entry(
        gettext_lazy("Corrections that touch you"),
        "opinions",
        gettext_lazy("What others propose to correct in records in which your country or organisation has a part."),
        lambda user: user.has_role(RoleName.FOCAL_POINT),
    ),
    Entry(
        gettext_lazy("Registrations"),
        "own-registrations",
        gettext_lazy("The webinars that you are registered for, and the way in."),
    ),
    Entry(
        gettext_lazy("Mail about changes"),
        "subscriptions",
        gettext_lazy("What is mailed to you of what changes, and how often."),
    ),
    Entry(gettext_lazy("Mail from the portal"), "notices", gettext_lazy("Which mails you get, and in which language.")),
    Entry(
        gettext_lazy("E-mail addresses"),
        "account_email",
        gettext_lazy("Where mail goes, and what you sign in with."),
    ),
    Entry(gettext_lazy("Password"), "account_change_password", gettext_lazy("Change it, or set one.")),
    Entry(
        gettext_lazy("Two steps and passkeys"),
        "mfa_index",
        gettext_lazy("An app or a passkey besides the password. Whoever works for the Secretariat needs one."),
    ),
    Entry(gettext_lazy("Where you are signed in"), "usersessions_list", gettext_lazy("Sign out elsewhere.")),
    Entry(
        gettext_lazy("Your data"),
        "own-data",
        gettext_lazy("What the portal holds on you: to take away, or to erase."),
    ),
)
if settings.SOCIALACCOUNT_PROVIDERS:
    ENTRIES += (
        Entry(
            gettext_lazy("Accounts elsewhere"),
            "socialaccount_connections",
            gettext_lazy("Those that you sign on with."),
        ),
    )


@require_safe
@for_signed_in
def overview(request: HttpRequest, user: User) -> HttpResponse:
    entries = [
        {"title": entry.title, "url": reverse(entry.url_name), "lead": entry.lead}
        for entry in ENTRIES
        if entry.concerns(user)
    ]
    context = {"page_title": _("Your account"), "entries": entries, "account": user}
    return render(request, "accounts/overview.html", context)
