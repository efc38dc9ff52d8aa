"""Whether a declared cooperation is confirmed, and by whom, as the database works it out: tarepo/confirmed.py in SQL.

Most activities are not declared, and cost nothing.
"""

from tarepo.confirmed import NO_PART

OUTSIDE = ", ".join(f"'{role.value}'" for role in NO_PART)
INVOLVED = f"jsonb_to_recordset(c.involvements) AS p(party text, role text) WHERE p.role NOT IN ({OUTSIDE})"
ROLES = (
    'SELECT string_agg(DISTINCT p.role COLLATE "C", \',\' ORDER BY p.role COLLATE "C") '
    f"FROM {INVOLVED} AND p.party = f.party"
)
# The confirmations that hold.
CONFIRMED = (
    "FROM ROWS FROM (jsonb_to_recordset(c.confirmations) "
    "AS (party text, cooperation text, roles text, confirmed_on text)) "
    "WITH ORDINALITY AS f(party, cooperation, roles, confirmed_on, place) "
    f"WHERE f.cooperation = c.cooperation AND f.party <> c.declared_by AND f.roles = ({ROLES})"
)


def when_declared(query: str) -> str:
    return f"CASE WHEN c.cooperation IS NOT NULL AND c.confirmations IS NOT NULL THEN ({query}) END"


# Of what is declared: "all", or "reported".
CONFIRMATION = (
    "CASE WHEN c.cooperation IS NOT NULL THEN CASE WHEN c.confirmations IS NOT NULL "
    f"AND EXISTS (SELECT {CONFIRMED}) AND NOT EXISTS (SELECT FROM {INVOLVED} AND p.party <> c.declared_by "
    f"AND p.party NOT IN (SELECT f.party {CONFIRMED})) THEN 'all' ELSE 'reported' END END"
)
