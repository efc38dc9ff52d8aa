"""What the form of /changes/ offers: countries and areas, subjects and sessions that there are, by their names."""

from django.db import connection
from django.utils.translation import gettext as _

from tarepo.changed.asking import NAMING, Wanted, changes_path, last_day
from tarepo.enums import Kind
from tarepo.models import PublicAct
from tarepo.reading.words import content_language, period

# The name in the reader's language, else in the record's own; persons stand in none of these.
OFFERED = """
    SELECT kind, reference, coalesce(label->'names'->>%(language)s, label->'names'->>(label->>'lead'), reference),
        CASE WHEN label->'names' ? %(language)s THEN '' ELSE label->>'lead' END,
        coalesce(sort_keys->>%(language)s, sort_keys->>(label->>'lead'), reference),
        card->>'starts', card->>'ends', card->>'precision', sort_date, record_id
    FROM tarepo_searchrow WHERE tier = 0 AND (kind IN ('country', 'subject', 'session') OR record_id = ANY(%(ids)s))
"""
Choices = dict[str, list[dict]]  # kind → [{"value", "label", "lang", "id", …}], in the order of the list


def choices(*asked: Wanted) -> Choices:
    """One query; organisations, which are many, only as far as they are asked for."""
    ids = [pk for wanted in asked for values in wanted.chosen.values() for pk in values.values()]
    with connection.cursor() as cursor:
        cursor.execute(OFFERED, {"language": content_language(), "ids": ids})
        rows = cursor.fetchall()
    made: Choices = {kind: [] for kind in (*NAMING.values(), Kind.SESSION)}
    sessions = sorted((row for row in rows if row[0] == Kind.SESSION), key=lambda row: (row[8], row[9]), reverse=True)
    for kind, reference, name, lang, _key, *dates in [
        *sorted((row for row in rows if row[0] != Kind.SESSION), key=lambda row: (row[4], row[9])),
        *sessions,
    ]:
        card = dict(zip(("starts", "ends", "precision"), dates[:3], strict=True))
        if kind == Kind.SESSION:
            if last_day(card) is None:
                continue
            name = f"{name}, {period(card)}"
        made[kind].append({"value": reference, "label": name, "lang": lang, "id": dates[4]})
    return made


def asked_for(wanted: Wanted, offered: Choices) -> list[str]:
    """The names of the records chosen."""
    ids = {pk for values in wanted.chosen.values() for pk in values.values()}
    return [each["label"] for values in offered.values() for each in values if each["id"] in ids]


def form(wanted: Wanted, offered: Choices, path: str) -> dict:
    """What components/filter.html takes. Of several values of a parameter the first is chosen, the others kept."""
    fields: list[dict] = []
    hidden: list[dict] = []
    for name, label in (("country", _("Country or area")), ("subject", _("Subject"))):
        fields.append(_select(name, label, offered[NAMING[name]], list(wanted.chosen.get(name, ())), hidden))
    sessions = [wanted.span["session"]] if wanted.session else []
    fields += [
        _select("session", _("Since a session"), offered[Kind.SESSION], sessions, hidden),
        _date("since", _("Or since a day"), wanted),
        _date("until", _("Until"), wanted),
        *(
            field | {"short": True}
            for field in (
                _select("kind", _("Kind of record"), _labels(Kind), list(wanted.kinds), hidden),
                _select("act", _("What became of it"), _labels(PublicAct), list(wanted.acts), hidden),
                _select("by", _("Grouped by"), _groupings(), [wanted.by], hidden, empty=False),
            )
        ),
    ]
    hidden += [{"name": "organisation", "value": value} for value in wanted.chosen.get("organisation", ())]
    chips = _chips(wanted, offered)
    return {
        "action": path,
        "label": _("Which changes"),
        "fields": fields,
        "hidden": hidden,
        "chips": chips,
        "clear_url": path if len(chips) > 1 else "",
    }


def _labels(values: type[Kind] | type[PublicAct]) -> list[dict]:
    return [{"value": str(each), "label": str(each.label)} for each in values]


def _groupings() -> list[dict]:
    labels = {"day": _("Day"), "country": _("Country or area"), "subject": _("Subject")}
    return [{"value": value, "label": label} for value, label in labels.items()]


def _select(
    name: str, label: str, values: list[dict], chosen: list[str], hidden: list[dict], *, empty: bool = True
) -> dict:
    hidden += [{"name": name, "value": value} for value in chosen[1:]]
    options: list[dict] = [{"value": "", "label": _("all") if name != "session" else "–"}] if empty else []
    options += [
        {
            "value": each["value"],
            "label": each["label"],
            "lang": each.get("lang"),
            "selected": [each["value"]] == chosen[:1],
        }
        for each in values
    ]
    return {"name": name, "label": label, "options": options}


def _date(name: str, label: str, wanted: Wanted) -> dict:
    return {"name": name, "label": label, "value": wanted.span.get(name, ""), "type": "date", "short": True}


def _chips(wanted: Wanted, offered: Choices) -> list[dict]:
    """One for each thing asked for, with the address without it."""
    chips = []
    for name in wanted.filters:
        if name in NAMING:
            labels = {each["value"]: each for each in offered[NAMING[name]]}
        else:
            labels = {each["value"]: each for each in _labels(Kind if name == "kind" else PublicAct)}
        values = wanted.filters[name]
        for value in values:
            told = labels.get(value, {"label": value})
            rest = {name: [other for other in values if other != value]}
            url = changes_path() + wanted.query(**rest)
            chips.append({"label": told["label"], "lang": told.get("lang", ""), "url": url})
    return chips
