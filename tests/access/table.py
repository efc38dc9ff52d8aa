"""The address × role table: every address of the portal, and what each role is answered there.

Statuses stand in the order of tests.people.CAST. What the rows leave out is told by test_addresses.py.
"""

from tests.people import CAST

Statuses = tuple[int, ...]


def all_of(status: int) -> Statuses:
    return (status,) * len(CAST)


def office(unit_editor: int, chief_editor: int, coordinator: int, administrator: int) -> Statuses:
    """A visitor is asked to sign in; whoever has no role there is told that it is not open to them."""
    return (302, 403, 403, 403, 403, unit_editor, chief_editor, 403, coordinator, administrator)


OPEN = all_of(200)
STAFF = office(200, 200, 200, 200)
# "secret": a file that no published record names. Only the Secretariat knows that there is one.
SECRETARIAT_ONLY = (404, 404, 404, 404, 404, 200, 200, 404, 200, 200)
SUBMITTERS = (302, 200, 200, 200, 403, 403, 403, 403, 403, 403)

LISTS = (
    *("activities", "projects", "series", "agreements", "countries", "organisations"),
    *("units", "sessions", "documents", "subjects", "recommendations"),
)

# What else is made of the activities that an address asks for.
SAME_SEARCH = (
    *("timeline/", "cartogram/", "calendar/", "calendar.ics", "feed.atom"),
    *("export.csv", "export.xlsx", "export.json"),
)

# Pattern of the resolver → (address, statuses). {name} is filled in with what the test has made.
ROWS: dict[str, tuple[str, Statuses]] = {
    "healthz": ("/healthz", OPEN),
    "readyz": ("/readyz", OPEN),
    "": ("/", OPEN),
    "styleguide/": ("/styleguide/", OPEN),
    "accounts/": ("/accounts/", (302, *all_of(200)[1:])),
    "files/<int:file_id>/<str:name>": ("/files/{file}", SECRETARIAT_ONLY),
    **{f"{folder}/": (f"/{folder}/", OPEN) for folder in LISTS},
    **{f"{folder}/<str:reference>/": (f"/{folder}/{{{folder}}}/", OPEN) for folder in LISTS},
    **{f"{folder}/<str:reference>/history/": (f"/{folder}/{{{folder}}}/history/", OPEN) for folder in LISTS},
    **{
        f"{folder}/<str:reference>/history/<int:number>/": (f"/{folder}/{{{folder}}}/history/1/", OPEN)
        for folder in LISTS
    },
    **{f"activities/{page}": (f"/activities/{page}", OPEN) for page in SAME_SEARCH},
    "south-south/": ("/south-south/", OPEN),
    "search/": ("/search/?q=office", OPEN),
    # A visitor is asked to sign in; others are told who submits. Who sees whose: tests/submissions/test_answers.py.
    "submissions/": ("/submissions/", SUBMITTERS),
    "submissions/new/<str:what>/": ("/submissions/new/activity/", SUBMITTERS),
    "submissions/<int:pk>/": ("/submissions/{submission}/", (302, 404, 200, 200, 403, 403, 403, 403, 403, 403)),
    "submissions/<int:pk>/change/": (
        "/submissions/{submission}/change/",
        (302, 404, 403, 200, 403, 403, 403, 403, 403, 403),
    ),
    "admin/proposals/": ("/admin/proposals/", STAFF),
    "admin/proposals/<int:pk>/": ("/admin/proposals/{submission}/", STAFF),
    "admin/": ("/admin/", STAFF),
    "admin/login/": ("/admin/login/", all_of(302)),  # leads to /accounts/login/
    "admin/password_change/": ("/admin/password_change/", STAFF),
    "admin/password_change/done/": ("/admin/password_change/done/", STAFF),
    "admin/autocomplete/": (
        "/admin/autocomplete/?app_label=activities&model_name=activity&field_name=project",
        STAFF,
    ),
    "admin/similar/": ("/admin/similar/?kind=activity&title=seminar", STAFF),
    "admin/jsi18n/": ("/admin/jsi18n/", STAFF),
    "admin/^(?P<app_label>tarepo|reference|accounts|experts|activities)/$": ("/admin/activities/", STAFF),
    "admin/(?P<url>.*)$": ("/admin/no-such-page/", office(404, 404, 404, 404)),
    "admin/changes/": ("/admin/changes/", STAFF),
    "admin/changes/<uuid:pk>/": ("/admin/changes/{change}/", STAFF),
    # Of records of no unit.
    "admin/changes/<uuid:pk>/undo/": ("/admin/changes/{change}/undo/", office(403, 200, 403, 403)),
    "admin/work/<slug:name>/": ("/admin/work/stale/", STAFF),
    "admin/saved-lists/": ("/admin/saved-lists/", STAFF),
    "admin/accounts/user/<id>/password/": ("/admin/accounts/user/{user}/password/", office(403, 403, 403, 200)),
}

# Everybody with an account; a visitor is asked to sign in.
SIGNED_IN = (302, *all_of(200)[1:])
FOCAL_POINTS = (302, 403, 403, 200, 403, 403, 403, 403, 403, 403)

# Joining: signing in and up, second factors, sessions. A step that nobody has begun leads to where it begins.

WITH_APP = (302, 404, 404, 404, 404, 302, 302, 404, 302, 302)  # asks once more who it is
LEADS = all_of(302)
ROWS |= {
    "accounts/login/": ("/accounts/login/", OPEN),
    "accounts/login/code/": ("/accounts/login/code/", OPEN),
    "accounts/login/code/confirm/": ("/accounts/login/code/confirm/", LEADS),
    "accounts/logout/": ("/accounts/logout/", SIGNED_IN),  # asks; to the home page where there is nobody
    "accounts/signup/": ("/accounts/signup/", (200, *LEADS[1:])),
    "accounts/confirm-email/": ("/accounts/confirm-email/", LEADS),
    "accounts/email/": ("/accounts/email/", SIGNED_IN),
    "accounts/sessions/": ("/accounts/sessions/", SIGNED_IN),
    "accounts/password/change/": ("/accounts/password/change/", SIGNED_IN),
    "accounts/password/set/": ("/accounts/password/set/", LEADS),
    "accounts/password/reset/": ("/accounts/password/reset/", OPEN),
    "accounts/password/reset/confirm/": ("/accounts/password/reset/confirm/", LEADS),
    "accounts/password/reset/complete/": ("/accounts/password/reset/complete/", LEADS),
    "accounts/password/reset/done/": ("/accounts/password/reset/done/", OPEN),
    "accounts/reauthenticate/": ("/accounts/reauthenticate/", SIGNED_IN),
    "accounts/reauthenticate/code/": ("/accounts/reauthenticate/code/", SIGNED_IN),
    "accounts/reauthenticate/code/confirm/": ("/accounts/reauthenticate/code/confirm/", LEADS),
    "accounts/2fa/": ("/accounts/2fa/", SIGNED_IN),
    "accounts/2fa/authenticate/": ("/accounts/2fa/authenticate/", LEADS),
    "accounts/2fa/reauthenticate/": (
        "/accounts/2fa/reauthenticate/",
        (302, 302, 302, 302, 302, 200, 200, 302, 200, 200),
    ),
    "accounts/2fa/totp/activate/": ("/accounts/2fa/totp/activate/", LEADS),
    "accounts/2fa/totp/deactivate/": ("/accounts/2fa/totp/deactivate/", WITH_APP),
    "accounts/2fa/recovery-codes/": ("/accounts/2fa/recovery-codes/", WITH_APP),
    "accounts/2fa/recovery-codes/generate/": ("/accounts/2fa/recovery-codes/generate/", LEADS),
    "accounts/2fa/recovery-codes/download/": ("/accounts/2fa/recovery-codes/download/", WITH_APP),
    "accounts/2fa/webauthn/": ("/accounts/2fa/webauthn/", SIGNED_IN),
    "accounts/2fa/webauthn/add/": ("/accounts/2fa/webauthn/add/", LEADS),
    "accounts/2fa/webauthn/login/": ("/accounts/2fa/webauthn/login/", LEADS),
    "accounts/2fa/webauthn/reauthenticate/": ("/accounts/2fa/webauthn/reauthenticate/", LEADS),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": ("/accounts/2fa/webauthn/keys/1/edit/", LEADS),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": ("/accounts/2fa/webauthn/keys/1/remove/", LEADS),
}

# Belonging: memberships and focal points. The membership is the beneficiary's member's own; who waits asks for Peru.
LOOKING = office(403, 200, 403, 200)
ROWS |= {
    "accounts/memberships/": ("/accounts/memberships/", SIGNED_IN),
    "accounts/memberships/new/": ("/accounts/memberships/new/", SIGNED_IN),
    "accounts/memberships/<int:pk>/": (
        "/accounts/memberships/{membership}/",
        (302, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    ),
    "accounts/members/": ("/accounts/members/", FOCAL_POINTS),
    "accounts/members/<int:pk>/": ("/accounts/members/{waiting}/", FOCAL_POINTS),
    "admin/memberships/": ("/admin/memberships/", LOOKING),
    "admin/memberships/<int:pk>/": ("/admin/memberships/{waiting}/", LOOKING),
    "admin/focal-points/": ("/admin/focal-points/", LOOKING),
    "admin/focal-points/appoint/": ("/admin/focal-points/appoint/", office(403, 403, 403, 200)),
    "admin/focal-points/<int:pk>/": ("/admin/focal-points/{appointment}/", LOOKING),
}

# Own data. Erasing asks for the password again first.
ROWS |= {
    "accounts/data/": ("/accounts/data/", SIGNED_IN),
    "accounts/erase/": ("/accounts/erase/", SIGNED_IN),
    "admin/accounts/user/<int:pk>/erase/": ("/admin/accounts/user/{user}/erase/", office(403, 403, 403, 200)),
    "admin/reads/": ("/admin/reads/", office(403, 403, 403, 200)),
}

# Consents, and requests for details: of an activity that has none, as of any.
ROWS |= {
    "accounts/consents/": ("/accounts/consents/", SUBMITTERS),  # its members look on, its focal points answer
    "activities/<str:reference>/details/": ("/activities/{activities}/details/", SUBMITTERS),
    "admin/consents/": ("/admin/consents/", STAFF),
    "admin/detail-requests/<int:pk>/": ("/admin/detail-requests/{request}/", STAFF),
}

# Confirming South-South and triangular records. Peru has a part in the one asked for.
ROWS |= {
    "accounts/confirmations/": ("/accounts/confirmations/", SUBMITTERS),
    "accounts/confirmations/<int:record>/<int:party>/": (
        "/accounts/confirmations/{declared}/",
        (302, 404, 200, 200, 403, 403, 403, 403, 403, 403),
    ),
    "admin/confirmations/": ("/admin/confirmations/", STAFF),
}

# Corrections and reports of errors. Whoever answers for Peru finds what it was asked; other focal points do not.
ROWS |= {
    **{
        f"{folder}/<str:reference>/correct/": (
            f"/{folder}/{{{folder}}}/correct/",
            (302, 200, 200, 200, 403, 403, 403, 403, 403, 403),
        )
        for folder in LISTS
    },
    **{f"{folder}/<str:reference>/report/": (f"/{folder}/{{{folder}}}/report/", OPEN) for folder in LISTS},
    "accounts/opinions/": ("/accounts/opinions/", FOCAL_POINTS),
    "accounts/opinions/<int:pk>/": ("/accounts/opinions/{opinion}/", FOCAL_POINTS),
    "admin/reports/": ("/admin/reports/", STAFF),
    "admin/reports/<int:pk>/": ("/admin/reports/{report}/", STAFF),
}

# What changed since. A mail's link needs no account; one that is not whole leads nowhere.
ROWS |= {
    "changes/": ("/changes/?since=2020-01-01&country=PE", OPEN),
    "changes/feed.atom": ("/changes/feed.atom", OPEN),
    "changes/export.csv": ("/changes/export.csv", OPEN),
    "accounts/subscriptions/": ("/accounts/subscriptions/", SIGNED_IN),
    "accounts/subscriptions/new/": ("/accounts/subscriptions/new/?country=PE", SIGNED_IN),
    "accounts/subscriptions/stop/<str:token>/": ("/accounts/subscriptions/stop/1:forged/", all_of(404)),
}

# Awaiting you. A submission of a new record waits for chief editors; a link of one of them asks to sign in.
ROWS |= {
    "accounts/awaiting/": ("/accounts/awaiting/", SIGNED_IN),
    "accounts/awaiting/<slug:sort>/": ("/accounts/awaiting/submissions/", SIGNED_IN),
    "accounts/awaiting/<slug:sort>/<int:pk>/": (
        "/accounts/awaiting/submissions/{submission}/",
        (302, 404, 404, 404, 404, 404, 200, 404, 404, 404),
    ),
    "accounts/answer/<str:token>/": ("/accounts/answer/{answer link}/", all_of(302)),
    "accounts/notices/": ("/accounts/notices/", SIGNED_IN),
    "admin/late/": ("/admin/late/", STAFF),
}

# Webinars: reading them.
ROWS |= {
    "webinars/": ("/webinars/", OPEN),
    "webinars/calendar.ics": ("/webinars/calendar.ics", OPEN),
    "webinars/feed.atom": ("/webinars/feed.atom", OPEN),
    "webinars/<str:slug>/": ("/webinars/{webinar}/", OPEN),
    "webinars/<str:slug>/calendar.ics": ("/webinars/{webinar}/calendar.ics", OPEN),
    "admin/webinars/": ("/admin/webinars/", STAFF),
}

# Webinars: materials, captions and transcripts.
ROWS |= {
    "webinars/<str:slug>/transcript/<str:language>/": ("/webinars/{webinar}/transcript/en/", OPEN),
    "admin/webinars/<int:pk>/materials/": ("/admin/webinars/{webinar record}/materials/", STAFF),
}

# Webinars: taking part. Names of registrants are for whoever may change the record.
ROWS |= {
    "webinars/<str:slug>/register/": ("/webinars/{webinar}/register/", OPEN),
    "webinars/registration/<str:token>/": ("/webinars/registration/1.1~forged/", all_of(404)),
    "webinars/feedback/<str:token>/": ("/webinars/feedback/1.1~forged/", all_of(404)),
    "accounts/registrations/": ("/accounts/registrations/", SIGNED_IN),
    "admin/webinars/<int:pk>/registrations/": (
        "/admin/webinars/{webinar record}/registrations/",
        office(403, 200, 403, 403),
    ),
    "admin/webinars/<int:pk>/registrations.csv": (
        "/admin/webinars/{webinar record}/registrations.csv",
        office(403, 200, 403, 403),
    ),
    "admin/webinars/<int:pk>/feedback/": ("/admin/webinars/{webinar record}/feedback/", STAFF),
}

# Webinars: planning, inviting, promoting.
ROWS |= {
    "admin/webinars/<int:pk>/speakers/": ("/admin/webinars/{webinar record}/speakers/", office(403, 200, 403, 403)),
    "admin/webinars/<int:pk>/invitations/": ("/admin/webinars/{webinar record}/invitations/", STAFF),
    "admin/contacts/": ("/admin/contacts/", STAFF),
    "admin/contacts/<int:pk>/": ("/admin/contacts/{contact group}/", STAFF),
    "admin/webinars/<int:pk>/promotion/": ("/admin/webinars/{webinar record}/promotion/", STAFF),
}

# Webinars: attendance. The webinar is of no unit: names are for chief editors.
ROWS |= {
    "admin/webinars/<int:pk>/attendance/": ("/admin/webinars/{webinar record}/attendance/", STAFF),
    "admin/webinars/<int:pk>/attendance/<int:file_id>/": (
        "/admin/webinars/{webinar record}/attendance/{attendance}/",
        office(403, 200, 403, 403),
    ),
    "admin/webinars/<int:pk>/attendance/<int:file_id>/countries.csv": (
        "/admin/webinars/{webinar record}/attendance/{attendance}/countries.csv",
        STAFF,
    ),
}

# Reports to the committee. {report finished} is public; {report draft} is not.
WRITERS = office(200, 200, 403, 403)
ROWS |= {
    "webinars/reports/": ("/webinars/reports/", OPEN),
    "webinars/reports/<int:pk>/": ("/webinars/reports/{report finished}/", OPEN),
    "webinars/reports/<int:pk>/report.docx": ("/webinars/reports/{report finished}/report.docx", OPEN),
    "admin/committee-reports/": ("/admin/committee-reports/", STAFF),
    "admin/committee-reports/new/": ("/admin/committee-reports/new/", WRITERS),
    "admin/committee-reports/<int:pk>/": ("/admin/committee-reports/{report draft}/", STAFF),
    "admin/committee-reports/<int:pk>/settings/": ("/admin/committee-reports/{report draft}/settings/", WRITERS),
    "admin/committee-reports/<int:pk>/text/<path:key>/": (
        "/admin/committee-reports/{report draft}/text/decision/",
        STAFF,
    ),
    "admin/committee-reports/<int:pk>/report.docx": ("/admin/committee-reports/{report draft}/report.docx", STAFF),
}

# What of the admin site a model belongs to. The object asked for is a published record of no unit.
ENTERED = {
    "changelist": STAFF,
    "add": office(200, 200, 403, 403),
    "change": STAFF,  # to look at; who may write it, the POST says
    "change by POST": (403, 403, 403, 403, 403, 403, 200, 403, 403, 403),
    "delete": office(403, 200, 403, 403),
    "history": STAFF,
    "copy": office(200, 200, 403, 403),
}
VOCABULARY = ENTERED | {
    "add": office(200, 200, 403, 200),
    "change by POST": (403, 403, 403, 403, 403, 403, 200, 403, 403, 200),
    "delete": office(403, 200, 403, 200),
    "copy": office(200, 200, 403, 200),
}
# There is one of each country or area: it is never copied.
NAMES = VOCABULARY | {"add": office(403, 200, 403, 200), "copy": office(403, 404, 403, 404)}
UNITS = ENTERED | {"add": office(403, 200, 403, 403), "copy": office(403, 200, 403, 403)}
PERSONS = ENTERED | {
    "change by POST": (403, 403, 403, 403, 403, 200, 200, 403, 403, 403),
    "delete": office(403, 403, 403, 403),
}
ACCOUNTS = {
    "changelist": office(403, 403, 403, 200),
    "add": office(403, 403, 403, 200),
    "change": office(403, 403, 403, 200),
    "change by POST": (403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "delete": office(403, 403, 403, 403),
    "history": office(403, 403, 403, 200),
}
FILES = {
    "changelist": STAFF,
    "add": office(403, 403, 403, 403),
    "change": STAFF,
    "change by POST": all_of(403),
    "delete": office(403, 403, 403, 403),
    "history": STAFF,
}

MODELS = {
    "activities/activity": ENTERED,
    "activities/project": ENTERED,
    "activities/series": ENTERED,
    "activities/agreement": ENTERED,
    "reference/organisation": ENTERED,
    "reference/session": ENTERED,
    "reference/document": ENTERED,
    "reference/recommendation": ENTERED,
    "reference/country": NAMES,
    "reference/unit": UNITS,
    "reference/subject": VOCABULARY,
    "reference/activitytype": VOCABULARY,
    "reference/targetgroup": VOCABULARY,
    "reference/goal": VOCABULARY,
    "experts/person": PERSONS,
    "accounts/user": ACCOUNTS,
    "tarepo/file": FILES,
}

# Pattern of each verb below a model's own, and the address that it has.
VERBS = {
    "changelist": ("", ""),
    "add": ("add/", "add/"),
    "change": ("<path:object_id>/change/", "{pk}/change/"),
    "delete": ("<path:object_id>/delete/", "{pk}/delete/"),
    "history": ("<path:object_id>/history/", "{pk}/history/"),
    # An old address of the admin, which leads to the form.
    "old": ("<path:object_id>/", "{pk}/"),
}
OLD = office(302, 302, 302, 302)

# The desk's own pages of a record, beside its form (tarepo/admin/record_pages.py): for all staff,
# unless the model's own row says otherwise.
RECORD_PAGES = {
    "copy": ("<int:pk>/copy/", "{pk}/copy/"),
    "versions": ("<int:pk>/versions/", "{pk}/versions/"),
    "version": ("<int:pk>/versions/<int:number>/", "{pk}/versions/1/"),
    "preview": ("<int:pk>/preview/", "{pk}/preview/"),
    "details": ("<int:pk>/details/", "{pk}/details/"),
}

# Editing several is begun in the list, and leads back there. Of these kinds two can be merged.
SEVERAL = {
    model: office(403 if rights is NAMES else 302, 302, 403, 302 if rights in (VOCABULARY, NAMES) else 403)
    for model, rights in MODELS.items()
    if rights in (ENTERED, VOCABULARY, NAMES, UNITS)
}
MERGED = {"activities/activity": office(403, 200, 403, 403), "reference/organisation": office(403, 200, 403, 403)}
ROWS |= {f"admin/{model}/several/": (f"/admin/{model}/several/", statuses) for model, statuses in SEVERAL.items()}
ROWS |= {
    f"admin/{model}/<int:pk>/merge/": (
        f"/admin/{model}/{{{model}}}/merge/",
        MERGED.get(model, office(404, 404, 404, 404)),
    )
    for model in SEVERAL
}
ROWS["admin/experts/person/<int:pk>/merge/"] = (
    "/admin/experts/person/{experts/person}/merge/",
    office(200, 200, 403, 403),
)
