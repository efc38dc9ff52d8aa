"""Every table that names a user, column by column: what the person's copy shows of it, and what erasing does to it.

tests/accounts/test_own_data.py fails where a table that names a user is missing here.
"""

from dataclasses import dataclass
from enum import Enum

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class When(Enum):
    """What becomes of the rows when their person is erased."""

    KEPT = "kept"  # it names them by number only
    EMPTIED = "emptied"  # the row stays, and says nothing of them any more
    DELETED = "deleted"


@dataclass(frozen=True)
class Held:
    """Rows that name a user by one of their columns.

    columns: those in the copy; confidential: columns in which others wrote in confidence, named as existing and left
    out; emptied: text columns that erasing empties.
    """

    table: str
    user: str
    title: Promise | str
    columns: tuple[str, ...] = ()
    confidential: tuple[str, ...] = ()
    when: When = When.KEPT
    emptied: tuple[str, ...] = ()

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.table)


ACCOUNT, SIGNING_IN = _("Your account"), _("Signing in")
SPEAKING, WRITING, ANSWERING = _("For whom you speak"), _("What you sent in"), _("What you answered for others")
MAIL, READ, CHANGED = _("Mail"), _("What you were shown"), _("What you changed")

# What each part is for, in the order of the copy.
PURPOSES: dict[Promise | str, Promise | str] = {
    ACCOUNT: _("So that you can be told apart and written to."),
    SIGNING_IN: _("So that nobody else signs in as you, and you see from where you did. Secrets are not in the copy."),
    SPEAKING: _("So that what you write is known to be a delegation’s, an office’s or an organisation’s."),
    WRITING: _("So that editors can take it over and answer you."),
    ANSWERING: _("So that it can be told later who decided what, and when."),
    MAIL: _(
        "What you asked to be mailed, and what was mailed to you within the last thirty days. The texts are in your"
        " mailbox; they may name others, and are not in the copy."
    ),
    READ: _("Who was shown restricted data is on record for a year."),
    CHANGED: _("Every change of a record says who made it, when and why."),
}

HELD: dict[Promise | str, tuple[Held, ...]] = {
    ACCOUNT: (
        Held(
            "account.EmailAddress", "user", _("E-mail addresses"), ("email", "verified", "primary"), when=When.DELETED
        ),
    ),
    SIGNING_IN: (
        Held(
            "usersessions.UserSession",
            "user",
            _("Sessions"),
            ("created_at", "last_seen_at", "ip", "user_agent"),
            when=When.DELETED,
        ),
        Held(
            "mfa.Authenticator", "user", _("Second factors"), ("type", "created_at", "last_used_at"), when=When.DELETED
        ),
        Held(
            "socialaccount.SocialAccount",
            "user",
            _("Sign-on by others"),
            ("provider", "uid", "date_joined", "last_login"),
            when=When.DELETED,
        ),
    ),
    SPEAKING: (
        Held(
            "accounts.Role",
            "user",
            _("Roles"),
            ("name", "party", "unit", "language", "starts", "ends", "institution", "scope", "letter"),
            when=When.EMPTIED,
            emptied=("institution",),
        ),
        Held("accounts.RoleEvent", "user", _("History of roles"), ("pgh_created_at", "pgh_label", "name", "party")),
        Held(
            "accounts.Membership",
            "user",
            _("Memberships"),
            (
                *("category", "party", "institution", "function", "note", "state", "asked_at", "answered_at", "answer"),
                *("starts", "ends"),
            ),
            when=When.EMPTIED,
            emptied=("institution", "function", "note", "answer"),
        ),
    ),
    WRITING: (
        Held(
            "tarepo.Patch",
            "by",
            _("Submissions and corrections"),
            (
                *(
                    "id",
                    "made_at",
                    "origin",
                    "kind",
                    "record",
                    "party",
                    "values",
                    "why",
                    "state",
                    "settled_at",
                    "answer",
                ),
            ),
        ),
        Held(
            "tarepo.ErrorReport",
            "by",
            _("Reports of errors"),
            ("made_at", "record", "text", "email", "state", "settled_at", "answer"),
            when=When.EMPTIED,
            emptied=("email",),
        ),
        Held(
            "webinars.Registration",
            "user",
            _("Registrations"),
            (
                "made_at",
                "record",
                "name",
                "email",
                "organisation",
                "country",
                "kind",
                "needs",
                "agreed_to",
                "state",
                "answer",
            ),
            when=When.DELETED,
        ),
        Held(
            "accounts.DetailRequest",
            "by",
            _("Requests for details"),
            ("asked_at", "record", "party", "why", "state", "answered_at", "answer"),
            when=When.EMPTIED,
            emptied=("why", "answer"),
        ),
    ),
    ANSWERING: (
        Held("accounts.Consent", "by", _("Consents"), ("at", "party", "nature", "state", "starts", "ends", "note")),
        Held(
            "activities.PartyAnswer",
            "by",
            _("Confirmations"),
            ("at", "record", "party", "state", "cooperation", "note"),
        ),
        Held("tarepo.Opinion", "by", _("Opinions on corrections"), ("at", "patch", "party", "state", "note")),
        # What they answered is about somebody else: that they did, and when, is theirs to know.
        Held("tarepo.Patch", "answered_by", _("Answers to submissions"), ("id", "settled_at", "state")),
        Held("tarepo.ErrorReport", "answered_by", _("Answers to reports"), ("id", "settled_at", "state")),
        Held("accounts.DetailRequest", "answered_by", _("Answers to requests"), ("id", "answered_at", "state")),
        Held("accounts.Membership", "answered_by", _("Answers about memberships"), ("id", "answered_at", "state")),
        Held("webinars.Registration", "answered_by", _("Answers to registrations"), ("id", "answered_at", "state")),
        Held("accounts.Membership", "ended_by", _("Memberships ended"), ("id", "ends")),
    ),
    MAIL: (
        Held(
            "accounts.Notices",
            "user",
            _("Choices about mail"),
            ("awaiting", "awaiting_sent_on", "consents_sent_at", "consents_since"),
            when=When.DELETED,
        ),
        Held(
            "accounts.Subscription",
            "user",
            _("Subscriptions"),
            ("query", "every", "told_until", "made_at"),
            when=When.DELETED,
        ),
    ),
    # Not of which rows: they may be the accounts of others.
    READ: (Held("accounts.RestrictedRead", "by", _("Reads of restricted data"), ("on", "what", "record")),),
    CHANGED: (
        Held("tarepo.ChangeSet", "by", _("Changes"), ("id", "made_at", "why")),
        Held("tarepo.SavedList", "user", _("Saved lists"), ("name", "query"), when=When.DELETED),
        Held("webinars.Candidate", "by", _("Candidates entered"), ("record", "made_at")),
        Held("webinars.Invitation", "by", _("Invitations sent"), ("record", "at", "subject")),
        Held("webinars.AttendanceFile", "by", _("Files of attendance"), ("record", "at", "name")),
        Held("tarepo.File", "by", _("Files"), ("name", "media_type", "size", "made_at")),
        Held("tarepo.FileEvent", "by", _("History of files"), ("pgh_created_at", "pgh_label")),
    ),
}
# Tables of libraries in which the portal writes nothing.
UNUSED = {("admin.LogEntry", "user"), ("pghistory.MiddlewareEvents", "user")}


def addresses_of(user: User) -> set[str]:
    """The addresses that are known to be theirs: one that was only typed in may be anybody's."""
    verified = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {user.email.lower(), *(address.lower() for address in verified)}


def every_table() -> list[Held]:
    return [held for several in HELD.values() for held in several]
