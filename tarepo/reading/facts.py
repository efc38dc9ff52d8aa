"""The facts of a record, as components/facts.html takes them: {} for what the record does not say."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarepo.enums import PARTNER_ROLES, DeliveryMode, Kind, PartyRole
from tarepo.reading.page import Reading
from tarepo.reading.words import period


def party_names(reading: Reading, role: PartyRole) -> list[dict]:
    """The parties with one role, each with its note ("inferred, not stated")."""
    found = []
    for row in reading.content.get("involvements", []):
        name = reading.names.get(row["party"]) if row["role"] == role else None
        if name:
            note = reading.words(row.get("note"))
            words = [_("inferred, not stated")] if row.get("inferred") else []
            words += [note["text"]] if note else []
            found.append(name | {"note": "; ".join(words)})
    return found


def party_facts(reading: Reading) -> list[dict]:
    """A line for each role in the record, parties first, partners after."""
    roles = [role for role in PartyRole if role not in PARTNER_ROLES] + list(PARTNER_ROLES)
    return [_party_fact(str(role.label), party_names(reading, role)) for role in roles]


def _party_fact(label: str, names: list[dict]) -> dict:
    """What is noted of each party alike is told once, below them all."""
    notes = {name["note"] for name in names}
    if len(names) > 1 and len(notes) == 1:
        return names_fact(label, [name | {"note": ""} for name in names]) | {"note": notes.pop()}
    return names_fact(label, names)


def names_fact(label: str, names: list[dict]) -> dict:
    return {"label": label, "names": names} if names else {}


def text_fact(label: str, text: str, **more: object) -> dict:
    return {"label": label, "text": text, **more} if text else {}


def link_fact(label: str, link: str) -> dict:
    return names_fact(label, [{"name": link, "url": link, "dir": "ltr"}] if link else [])


def side_by_side(*facts: dict) -> list[dict]:
    """The short facts that a reader looks for first."""
    return [fact | {"short": True} for fact in facts if fact]


def period_fact(label: str, content: dict, *, otherwise: str = "") -> dict:
    """When it was, as exactly as it is known, and beneath as it is printed where that differs."""
    shown, printed = period(content), content.get("period_printed", "")
    if not shown:
        return text_fact(label, printed or otherwise, quiet=not printed)
    differs = printed and printed != shown
    return text_fact(label, shown, note=_("as printed: %(text)s") % {"text": printed} if differs else "")


def related_organisations(reading: Reading) -> list[dict]:
    return [name for name in reading.names.all(reading.content.get("related", [])) if name["kind"] == Kind.ORGANISATION]


def shared_facts(reading: Reading, *, told: Collection[dict] = ()) -> list[dict]:
    """What a record of any kind may lead to; the last of its facts. told: what of it stands elsewhere."""
    content, names = reading.content, reading.names
    related = [name for name in names.all(content.get("related", [])) if name not in told]
    return [
        names_fact(_("Subjects"), names.sorted(content.get("subjects", []))),
        names_fact(_("Recommendations served"), names.all(content.get("recommendations", []))),
        names_fact(_("Responsible unit"), names.all([content.get("unit", 0)])),
        names_fact(pgettext("records", "Related"), related),
    ]


def mode_fact(content: dict) -> dict:
    mode = DeliveryMode(content.get("delivery_mode", DeliveryMode.NOT_STATED))
    return text_fact(_("Delivery"), str(mode.label), quiet=mode == DeliveryMode.NOT_STATED)
