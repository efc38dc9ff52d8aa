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
# Its page, which its address as an activity only leads to.
PAGE = "l.root || 'webinars/' || (c.webinars->0->>'slug') || '/'"
ADDRESS = f"COALESCE({PAGE}, l.root || 'activities/' || r.reference || '/')"
REGISTRATION = f"""CASE w.register_by
    WHEN '{RegisterBy.ELSEWHERE}' THEN w.register_at
    WHEN '{RegisterBy.HERE}' THEN {PAGE} || 'register/'
    WHEN '{RegisterBy.APPROVED}' THEN {PAGE} || 'register/' END"""
LANGUAGES = """(SELECT string_agg(COALESCE(l.words->>('language.' || i), i), '; ')
    FROM unnest(string_to_array(w.interpretation, ',')) AS i)"""
SPEAKERS = f"""(SELECT string_agg((l.words->>('speaker.' || s.role)) || ': {{' || s.person || '}}' || COALESCE(' [' ||
        NULLIF(concat_ws(', ', (l.words->>'affiliation') || ' ' || (l.names->>s.affiliation_country),
            (l.words->>'experience') || ' ' || (l.names->>s.experience_country)
            || CASE WHEN s.experience_inferred THEN ' (' || (l.words->>'inferred') || ')' ELSE '' END), '')
        || ']', ''), ' | ')
    FROM jsonb_to_recordset(c.speakers) AS {SPEAKER})"""
RECORDINGS = f"""(SELECT string_agg(COALESCE(m.link, l.root || 'documents/' || (l.codes->>m.document) || '/',
        {PAGE} || '#recording') || COALESCE(' (' || m.language || ')', ''), '; ')
    FROM jsonb_to_recordset(c.materials) AS {MATERIAL} WHERE m.kind = '{MaterialKind.RECORDING}')"""
# Figures of who took part, by what they count. As in webinars/attendance/figures.py, targets are none.
ATTENDED = """f.nature IS DISTINCT FROM 'target' AND EXISTS (
    SELECT FROM jsonb_each_text(f.unit_of_measure) AS u WHERE lower(u.value) = ANY(%(attended)s))"""


def webinar_of(figure: str, shape: str) -> str:
    """What is gathered of a webinar. figure, shape: how a figure is told (statement.py), and the columns of one."""
    return f"""
    LEFT JOIN LATERAL (
        SELECT w.starts_at, w.ends_at, w.time_zone, replace(w.interpretation, ',', '; ') AS interpretation_codes,
               l.clocks->>(w.starts_at || ' ' || w.time_zone) AS starts,
               l.clocks->>(w.ends_at || ' ' || w.time_zone) AS ends,
               {LANGUAGES} AS interpretation, {REGISTRATION} AS registration,
               {SPEAKERS} AS speakers, {RECORDINGS} AS recordings,
               (SELECT string_agg({figure}, ' | ') FROM jsonb_to_recordset(c.figures) AS {shape}
                WHERE {ATTENDED}) AS attendance
        FROM jsonb_to_record(c.webinars->0) AS w(starts_at text, ends_at text, time_zone text, interpretation text,
                                                 register_by text, register_at text)
        WHERE c.webinars IS NOT NULL
    ) AS webinar ON true
"""


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
