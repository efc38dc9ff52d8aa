"""Counts kept ready: of each code and key, and of the pairs of a frequent one with each other, among public activities.

Stored counts and the deltas since then are exact together, whenever they are read: a trigger writes the deltas in
the transaction that changes the index, and each statement here moves them into the counts within one of its own.
"""

from django.db import connection, transaction

from tarepo.locks import lock_totals
from tarepo.models import SearchDelta, SearchTotal
from tarepo.search.suggest import refresh_words

PAIRS_FROM = 1000  # a code that fewer activities have is counted as fast as it is looked up
MANY = 2000  # deltas from which counting all anew is cheaper

PUBLIC_VECTORS = "SELECT vector FROM tarepo_searchindex WHERE tier = 0"

MERGE = """
WITH taken AS (DELETE FROM tarepo_searchdelta RETURNING sign, codes),
totals AS (
    INSERT INTO tarepo_searchtotal AS held (code, count, has_pairs)
    SELECT code, sum(sign), false FROM taken, unnest(codes) code GROUP BY code HAVING sum(sign) <> 0
    ON CONFLICT (code) DO UPDATE SET count = held.count + excluded.count
)
INSERT INTO tarepo_searchpair AS held (code, other, count)
SELECT one, other, sum(sign) FROM taken, unnest(codes) one, unnest(codes) other
WHERE one IN (SELECT code FROM tarepo_searchtotal WHERE has_pairs) GROUP BY one, other HAVING sum(sign) <> 0
ON CONFLICT (code, other) DO UPDATE SET count = held.count + excluded.count
"""
EMPTY = "DELETE FROM tarepo_searchtotal", "DELETE FROM tarepo_searchpair"
# One statement, so that rows and deltas are those of one moment.
COUNT = """
WITH gone AS (DELETE FROM tarepo_searchdelta),
fresh AS MATERIALIZED (
    SELECT code, count(*) AS count, count(*) >= %(pairs_from)s AS has_pairs
    FROM (SELECT unnest(codes || keys) AS code FROM tarepo_searchindex WHERE kind = 'activity' AND tier = 0) each
    GROUP BY code
),
totals AS (INSERT INTO tarepo_searchtotal (code, count, has_pairs) SELECT code, count, has_pairs FROM fresh)
INSERT INTO tarepo_searchpair (code, other, count)
SELECT one, other, count(*) FROM tarepo_searchindex, unnest(codes || keys) one, unnest(codes || keys) other
WHERE kind = 'activity' AND tier = 0 AND one IN (SELECT code FROM fresh WHERE has_pairs) GROUP BY one, other
"""


def make_totals(*, anew: bool = False) -> int:
    """Bring the stored counts up to date, by the deltas or from the rows; how many deltas there were.

    New entries of the index are put in their places, so that no reader goes through the list of them. From the
    rows, the words that misspelt ones are compared with are read anew too.
    """
    waiting = SearchDelta.objects.count()
    statements: tuple[str, ...] = ()
    if anew or waiting > MANY or not SearchTotal.objects.exists():
        statements = ("SET LOCAL work_mem = '64MB'", *EMPTY, COUNT)
    elif waiting:
        statements = (MERGE,)
    if statements:
        with transaction.atomic():
            lock_totals()
            for statement in statements:
                _run(statement)
        _run("SELECT gin_clean_pending_list('searchindex_asked')")
    if len(statements) > 1:
        refresh_words(PUBLIC_VECTORS)
    return waiting


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"pairs_from": PAIRS_FROM})
