"""What the database holds of persons, column by column: untracked, in no snapshot, and emptied by erase.py."""

# Model → the columns that say something of a person, or were written by or to one.
PERSONAL: dict[str, tuple[str, ...]] = {
    "accounts.User": ("email", "name", "password"),
    "experts.Person": ("name", "function", "affiliation"),
    "tarepo.Outbox": ("to", "subject", "body", "stop_address", "last_error", "key"),
    "tarepo.Detail": ("text",),  # may be a list of names
    "tarepo.ErrorReport": ("email", "text", "answer"),
    "accounts.Membership": ("institution", "function", "note", "answer"),
    "accounts.DetailRequest": ("why", "answer"),
    "accounts.Subscription": ("query",),
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
    "accounts.Membership": ("category", "state"),
    "accounts.DetailRequest": ("state",),
    "accounts.Subscription": ("every",),
    "account.EmailAddress": (),
    "usersessions.UserSession": (),
    "mfa.Authenticator": ("type",),
    "socialaccount.SocialAccount": ("provider",),
}
