"""A person's own copy: all that the portal holds on them, in a form for programs and one for reading."""

import io
import json
import zipfile
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.own.held import ACCOUNT, HELD, MAIL, PURPOSES, WRITING, Held, addresses_of
from tarepo.content import to_json
from tarepo.enums import State
from tarepo.indexing.hits import one_state
from tarepo.kinds import names_record
from tarepo.models import Outbox, Record
from webinars.models import Attendee

Rows = list[dict[str, Any]]
OWN = ("email", "name", "language", "joined_at", "last_login", "is_active")
ATTENDED = ("name", "email", "joined_at", "left_at", "minutes")
MAILED = ("to", "made_at", "sent_at", "state")  # texts may name others, and have links that sign in


def counts_of(user: User) -> dict[Promise | str, list[tuple[Promise | str, int]]]:
    """How many rows of each table, by part: one query each."""
    found = {
        part: [(held.title, held.model._default_manager.filter(**{held.user: user}).count()) for held in several]
        for part, several in HELD.items()
    }
    found[WRITING].append((_("Attendance at webinars, by your address"), attended_by(user).count()))
    found[MAIL].append((_("Mails"), mails_to(user).count()))
    return found


def copy_of(user: User) -> dict[str, dict[str, Rows]]:
    """{part: {table: [{column: value}, …]}}, in words; each table by one query, and one for all names of records."""
    raw = {part: [(held, _rows(held, user)) for held in several] for part, several in HELD.items()}
    named = _records({pk for several in raw.values() for held, rows in several for pk in _named(held, rows)})
    made = {
        str(part): {str(held.title): [_words(held, row, named) for row in rows] for held, rows in several if rows}
        for part, several in raw.items()
    }
    made[str(ACCOUNT)] = {
        str(capfirst(User._meta.verbose_name)): [_plain(User, OWN, {name: getattr(user, name) for name in OWN})]
    } | made[str(ACCOUNT)]
    attended = list(attended_by(user).order_by("pk").values(*ATTENDED))
    if attended:
        made[str(WRITING)][_("Attendance at webinars, by your address")] = [
            _plain(Attendee, ATTENDED, row) for row in attended
        ]
    mails = list(mails_to(user).order_by("pk").values(*MAILED))
    if mails:
        made[str(MAIL)][_("Mails")] = [_plain(Outbox, MAILED, mail) for mail in mails]
    return made


def attended_by(user: User) -> QuerySet[Attendee]:
    """In files of platforms, where nothing but the address says who it was."""
    return Attendee.objects.filter(email__in=addresses_of(user))


def mails_to(user: User) -> QuerySet[Outbox]:
    asked = Q()
    for address in addresses_of(user):
        asked |= Q(to__iexact=address)
    return Outbox.objects.filter(asked)


def zipped(user: User) -> bytes:
    """The copy as a ZIP file of a JSON file and a page; all of one moment, whatever is answered meanwhile."""
    with one_state():
        copy = copy_of(user)
    purposes = {str(part): str(why) for part, why in PURPOSES.items()}
    parts = [
        (part, purposes[part], {table: _to_read(rows) for table, rows in tables.items()})
        for part, tables in copy.items()
    ]
    page = {"parts": parts, "on": timezone.now()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("your-data.json", json.dumps(copy, ensure_ascii=False, indent=1, default=str))
        archive.writestr("your-data.html", render_to_string("accounts/copy.html", page))
    return file.getvalue()


def _to_read(rows: Rows) -> Rows:
    """What has parts of its own, as a proposal has, as it stands in the file for programs."""
    return [
        {
            name: json.dumps(value, ensure_ascii=False, indent=1) if isinstance(value, (dict, list)) else value
            for name, value in row.items()
        }
        for row in rows
    ]


def _rows(held: Held, user: User) -> Rows:
    names = [*held.columns, *held.confidential]
    return list(held.model._default_manager.filter(**{held.user: user}).order_by("pk").values(*names))


def _named(held: Held, rows: Rows) -> set[int]:
    columns = [name for name in held.columns if names_record(_field(held.model, name))]
    return {row[name] for row in rows for name in columns if row[name]}


def _records(ids: set[int]) -> dict[int, str]:
    """A record by its kind and reference, as its title may be another's words; by its number where it is not public."""
    rows = Record.objects.filter(pk__in=ids).values_list("pk", "kind", "reference", "state")
    return {
        pk: f"{kind}/{reference}" if state == State.PUBLISHED else f"{kind}/{pk}" for pk, kind, reference, state in rows
    }


def _words(held: Held, row: dict[str, Any], named: dict[int, str]) -> dict[str, Any]:
    values = {
        name: named.get(row[name]) if names_record(_field(held.model, name)) else row[name] for name in held.columns
    }
    made = _plain(held.model, held.columns, values)
    for name in held.confidential:
        if row[name]:
            made[_label(held.model, name)] = _("given in confidence: it exists, and is left out")
    return made


def _plain(model: type[models.Model], names: tuple[str, ...], values: dict[str, Any]) -> dict[str, Any]:
    return {_label(model, name): to_json(values[name]) for name in names if values[name] not in (None, "")}


def _field(model: type[models.Model], name: str) -> models.Field:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101  # a column of the registry
    return field


def _label(model: type[models.Model], name: str) -> str:
    return str(capfirst(_field(model, name).verbose_name))
