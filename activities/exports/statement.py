"""The statement that writes a batch of search rows as lines of a table, or as objects. One pass over each snapshot."""

from activities.exports.columns import COLUMNS, word
from activities.exports.webinars import ATTENDED

CONTENT = """
    reference text, status text, starts text, ends text, precision text, period_printed text, venue text,
    open_to_all text, delivery_mode text, cooperation text, declared_by text, unit text, project text, series text,
    number_in_series int, texts jsonb, types jsonb, subjects jsonb, target_groups jsonb, agreements jsonb,
    involvements jsonb, figures jsonb, lessons jsonb, sources jsonb, confirmations jsonb,
    webinars jsonb, slots jsonb, speakers jsonb, materials jsonb
"""
FIGURE = """
    f(measure jsonb, series text, nature text, qualifier text, value text, unit_of_measure jsonb, rule jsonb,
      base jsonb, starts text, ends text, precision text, period_printed text, printed text, document text,
      paragraph text)
"""
LESSON = "e(kind text, wording jsonb, subject text, delivery_mode text, told_by text, document text, paragraph text)"
SOURCE = "s(document text, paragraph text, link text, posted_on text, posted_printed text, note jsonb)"


def words_of(wording: str) -> str:
    """A short text in the reader's language, else in the record's, else in any that there is."""
    return (
        f"COALESCE({wording}->>l.language, {wording}->>r.lead, "
        f"(SELECT w.value FROM jsonb_each_text({wording}) AS w LIMIT 1))"
    )


def from_rows(gathered: str) -> str:
    """The rows asked for, in their order, each with its content and what is gathered of its parts."""
    return f"""
    FROM (SELECT %(language)s::text AS language, %(root)s::text AS root, %(names)s::jsonb AS names,
                 %(codes)s::jsonb AS codes, %(words)s::jsonb AS words,
                 %(clocks)s::jsonb AS clocks OFFSET 0) AS l
    CROSS JOIN LATERAL (
        SELECT a.place, w.reference, w.snapshot_id, w.label->>'lead' AS lead,
               COALESCE(w.label->'names'->>l.language, w.label->'names'->>(w.label->>'lead'), w.reference) AS title,
               CASE WHEN w.label->'names' ? l.language THEN l.language ELSE w.label->>'lead' END AS shown
        FROM unnest(%(rows)s::bigint[]) WITH ORDINALITY AS a(id, place) JOIN tarepo_searchrow AS w ON w.id = a.id
    ) AS r
    JOIN tarepo_snapshot AS snapshot ON snapshot.id = r.snapshot_id
    CROSS JOIN LATERAL jsonb_to_record(snapshot.body) AS b(version int, published_on text, content jsonb)
    CROSS JOIN LATERAL jsonb_to_record(b.content) AS c({CONTENT})
    {gathered}
    ORDER BY r.place
    """


def role(name: str, condition: str) -> str:
    """Codes and names of the parties in some role; what is inferred says so."""
    return f"""
        string_agg(l.codes->>p.party, '; ') FILTER (WHERE {condition}) AS {name}_codes,
        string_agg((l.names->>p.party) || CASE WHEN p.inferred THEN ' (' || (l.words->>'inferred') || ')' ELSE '' END,
                   '; ') FILTER (WHERE {condition}) AS {name}"""


PARTIES = f"""
    LEFT JOIN LATERAL (
        SELECT {role("beneficiaries", "p.role = 'beneficiary'")}, {role("providers", "p.role = 'provider'")},
               {role("facilitators", "p.role = 'facilitator'")}, {role("venue_countries", "p.role = 'venue'")},
               string_agg((l.codes->>p.party) || ': ' || p.role, '; ') FILTER (WHERE p.role = ANY(%(partner)s))
                   AS partners_codes,
               string_agg((l.names->>p.party) || ' (' || ({word("role", "p.role")}) || ')', '; ')
                   FILTER (WHERE p.role = ANY(%(partner)s)) AS partners
        FROM jsonb_to_recordset(c.involvements) AS p(party text, role text, inferred boolean)
    ) AS parties ON true
"""
FIGURE_TOLD = f"""
            concat_ws(' ', CASE WHEN f.nature = 'target' THEN ({word("nature", "f.nature")}) || ':' END,
                      CASE WHEN f.qualifier <> 'exactly' THEN {word("qualifier", "f.qualifier")} END,
                      f.value, {words_of("f.unit_of_measure")})
            || COALESCE(', ' || {words_of("f.measure")}, '') || COALESCE(', ' || {words_of("f.base")}, '')
            || COALESCE(' [' || COALESCE(f.period_printed, NULLIF(concat_ws('/', f.starts, f.ends), '')) || ']', '')
            || COALESCE(' — ' || {words_of("f.rule")}, '')"""
FIGURES = f"""
    LEFT JOIN LATERAL (
        SELECT string_agg({FIGURE_TOLD}, ' | ') AS told,
               string_agg({FIGURE_TOLD}, ' | ') FILTER (WHERE {ATTENDED}) AS attended
        FROM jsonb_to_recordset(c.figures) AS {FIGURE}
    ) AS figures ON true
"""
LESSONS = f"""
    LEFT JOIN LATERAL (
        SELECT string_agg(({word("lesson", "e.kind")}) || ': ' || {words_of("e.wording")}, ' | ') AS told
        FROM jsonb_to_recordset(c.lessons) AS {LESSON}
    ) AS lessons ON true
"""
SOURCES = f"""
    LEFT JOIN LATERAL (
        SELECT string_agg(concat_ws(', ', l.names->>s.document, s.paragraph, s.link,
                                    COALESCE(s.posted_on, s.posted_printed), {words_of("s.note")}), ' | ') AS told
        FROM jsonb_to_recordset(c.sources) AS {SOURCE}
    ) AS sources ON true
"""
TABLE = f"""
    COPY (SELECT {", ".join(f"{column.sql} AS {column.key}" for column in COLUMNS)}
          {from_rows(PARTIES + FIGURES + LESSONS + SOURCES)})
    TO STDOUT (FORMAT csv, FORCE_QUOTE *)
"""
