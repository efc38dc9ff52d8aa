"""What a table says of an activity that is a webinar, in SQL. All others cost a look at whether there is one."""

import datetime as dt
import json
from typing import Any

from django.utils.translation import gettext as _

from tarepo.languages import OFFICIAL
from tarepo.models import SearchRow
from tarepo.reading.words import language_name
from webinars.counted import COUNTRIES, PEOPLE, VIEWS
from webinars.enums import MaterialKind, RegisterBy
from webinars.times import local

SPEAKER = "s(role text, person text, affiliation_country text, experience_country text, experience_inferred boolean)"
MATERIAL = "m(kind text, language text, link text, document text, file text)"


def own(name: str) -> str:
    """A value of the webinar's own row."""
    return f"(c.webinars->0->>'{name}')"


def of_webinar(told: str) -> str:
    """Nothing is worked out for all that are none."""
    return f"CASE WHEN c.webinars IS NOT NULL THEN {told} END"


def clock(name: str) -> str:
    """A moment by the clock of its zone."""
    return of_webinar(f"l.clocks->>({own(name)} || ' ' || {own('time_zone')})")


# Its page, which its address as an activity only leads to.
PAGE = f"l.root || 'webinars/' || {own('slug')} || '/'"
ADDRESS = f"COALESCE({of_webinar(PAGE)}, l.root || 'activities/' || r.reference || '/')"
REGISTRATION = of_webinar(f"""CASE {own("register_by")}
    WHEN '{RegisterBy.ELSEWHERE}' THEN {own("register_at")}
    WHEN '{RegisterBy.HERE}' THEN {PAGE} || 'register/'
    WHEN '{RegisterBy.APPROVED}' THEN {PAGE} || 'register/' END""")
LANGUAGE_CODES = of_webinar(f"replace({own('interpretation')}, ',', '; ')")
LANGUAGES = of_webinar(f"""(SELECT string_agg(COALESCE(l.words->>('language.' || i), i), '; ')
    FROM unnest(string_to_array({own("interpretation")}, ',')) AS i)""")
SPEAKERS = of_webinar(f"""(
    SELECT string_agg((l.words->>('speaker.' || s.role)) || ': {{' || s.person || '}}' || COALESCE(' [' ||
        NULLIF(concat_ws(', ', (l.words->>'affiliation') || ' ' || (l.names->>s.affiliation_country),
            (l.words->>'experience') || ' ' || (l.names->>s.experience_country)
            || CASE WHEN s.experience_inferred THEN ' (' || (l.words->>'inferred') || ')' ELSE '' END), '')
        || ']', ''), ' | ')
    FROM jsonb_to_recordset(c.speakers) AS {SPEAKER})""")
RECORDINGS = of_webinar(f"""(
    SELECT string_agg(COALESCE(m.link, l.root || 'documents/' || (l.codes->>m.document) || '/',
        {PAGE} || '#recording') || COALESCE(' (' || m.language || ')', ''), '; ')
    FROM jsonb_to_recordset(c.materials) AS {MATERIAL} WHERE m.kind = '{MaterialKind.RECORDING}')""")
# A figure f of who took part, by what it counts. As in webinars/attendance/figures.py, targets are none.
ATTENDED = """c.webinars IS NOT NULL AND f.nature IS DISTINCT FROM 'target' AND EXISTS (
    SELECT FROM jsonb_each_text(f.unit_of_measure) AS u WHERE lower(u.value) = ANY(%(attended)s))"""


def webinar_words() -> dict[str, str]:
    """The words that these columns look up beside those of enumerations."""
    words = {"affiliation": _("Affiliation:"), "experience": _("Experience of:")}
    return words | {f"language.{code}": language_name(code) for code in OFFICIAL}


def webinar_parameters() -> dict[str, Any]:
    """One query: the clocks of all webinars, as each server of a database has rules of its own for zones."""
    rows = SearchRow.objects.filter(label__has_key="slug").values_list("card__webinar", flat=True)
    clocks = {}
    for row in rows:
        for moment in filter(None, (row.get("starts_at"), row.get("ends_at"))):
            clocks[f"{moment} {row['time_zone']}"] = local(dt.datetime.fromisoformat(moment), row["time_zone"])
    return {"clocks": json.dumps(clocks), "attended": sorted(PEOPLE | COUNTRIES | VIEWS)}
