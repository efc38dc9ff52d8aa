"""What the database holds of persons, column by column: untracked, in no snapshot, and emptied by erase.py.

What of it is in a person's own copy, and what stays when they are erased: accounts/own/held.py.
"""

# Model → the columns that say something of a person, or were written by or to one.
PERSONAL: dict[str, tuple[str, ...]] = {
    "accounts.User": ("email", "name", "password"),
    "experts.Person": ("honorific", "name", "function", "affiliation"),
    "tarepo.Outbox": ("to", "subject", "body", "stop_address", "last_error", "key"),
    "tarepo.Detail": ("text",),  # may be a list of names
    "tarepo.ErrorReport": ("email", "text", "answer"),
    "accounts.Role": ("institution",),  # no column of its events
    "accounts.Membership": ("institution", "function", "note", "answer"),
    "accounts.DetailRequest": ("why", "answer"),
    "accounts.Subscription": ("query",),
    "webinars.Registration": ("email", "name", "organisation", "needs", "answer"),
    "webinars.Feedback": ("text", "topic"),
    "webinars.Candidate": ("honorific", "name", "function", "affiliation", "email", "note"),
    "webinars.Attendee": ("name", "email"),
    "webinars.CommitteeReport": (),  # persons are tokens in what is kept of it (webinars/reporting/named.py)
    "webinars.Rewording": (),  # and in what is written by hand; whom only a hand wrote is struck out (forget.py)
    "account.EmailAddress": ("email",),
    "usersessions.UserSession": ("session_key", "user_agent"),  # and the address of the network
    "mfa.Authenticator": (),  # its secrets are in its data
    "socialaccount.SocialAccount": ("uid",),
}
# Columns of the same tables that hold text and tell nobody's name.
PLAIN: dict[str, tuple[str, ...]] = {
    "accounts.User": ("language",),
    "experts.Person": ("key", "paragraph"),
    "tarepo.Outbox": ("language", "state"),
    "tarepo.Detail": ("nature",),
    "tarepo.ErrorReport": ("language", "state"),
    "accounts.Role": ("name", "language", "letter", "scope"),
    "accounts.Membership": ("category", "state"),
    "accounts.DetailRequest": ("state",),
    "accounts.Subscription": ("every",),
    "webinars.Registration": ("kind", "language", "state", "agreed_to"),
    "webinars.Feedback": ("language",),
    "webinars.Candidate": ("perspective", "gender", "state"),
    "webinars.Attendee": ("known_by",),
    "webinars.CommitteeReport": ("subject", "language", "symbol", "state"),
    "webinars.Rewording": ("key", "text", "based_on"),
    "account.EmailAddress": (),
    "usersessions.UserSession": (),
    "mfa.Authenticator": ("type",),
    "socialaccount.SocialAccount": ("provider",),
}

# Where somebody else may have written a person's name or address: it is struck out there when they are erased.
# Reports are struck apart, with their history (webinars/reporting/forget.py).
WRITTEN_BY_OTHERS: dict[str, tuple[str, ...]] = {
    "tarepo.ChangeSet": ("why", "requested_by"),
    "tarepo.Outbox": ("subject", "body", "last_error"),
    "tarepo.Patch": ("why", "answer"),
    "tarepo.Opinion": ("note",),
    "tarepo.ErrorReport": ("text", "answer"),
    "accounts.Membership": ("note", "answer"),
    "accounts.Consent": ("note",),
    "accounts.DetailRequest": ("why", "answer"),
    "activities.PartyAnswer": ("note",),
    "webinars.Attendee": ("name",),
    "webinars.Registration": ("answer",),
    "webinars.Feedback": ("text", "topic"),
    "webinars.Candidate": ("note",),
    "webinars.Invitation": ("subject", "body"),
    "webinars.Invited": ("told",),
    "webinars.Contact": ("bounce_told",),
}
