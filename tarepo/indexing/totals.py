"""Counts kept ready: of each code and key, of the pairs of a frequent one with each other, and bitmaps of the codes.

All are of public activities. They and the deltas since then are exact together, whenever they are read: a trigger
writes the deltas in the transaction that changes the index, and each statement here moves them in one of its own.
"""

from django.db import connection, transaction

from tarepo.codes import FIRST_PAIRED, LAST_PAIRED
from tarepo.indexing.bitmaps import BLOCK, HAS_BITS, NO_BITS
from tarepo.locks import lock_totals
from tarepo.models import SearchDelta, SearchTotal
from tarepo.search.suggest import refresh_words

PAIRS_FROM = 1000  # a code that fewer activities have is counted as fast as it is looked up
MANY = 2000  # deltas from which counting all anew is cheaper

PUBLIC_VECTORS = "SELECT vector FROM tarepo_searchindex WHERE tier = 0"

PAIRED = f"BETWEEN {FIRST_PAIRED} AND {LAST_PAIRED}"
MERGE = f"""
WITH taken AS (DELETE FROM tarepo_searchdelta RETURNING sign, record_id, codes),
bitmaps AS (
    INSERT INTO tarepo_searchbitmap AS held (code, block, bits)
    SELECT code, record_id / {BLOCK}, bit_or(set_bit({NO_BITS}, (record_id %% {BLOCK})::int, 1)) FROM (
        SELECT code, record_id FROM taken, unnest(codes) code WHERE {HAS_BITS}
        GROUP BY code, record_id HAVING sum(sign) <> 0
    ) turned GROUP BY 1, 2
    ON CONFLICT (code, block) DO UPDATE SET bits = held.bits # excluded.bits
),
totals AS (
    INSERT INTO tarepo_searchtotal AS held (code, count, has_pairs)
    SELECT code, sum(sign), false FROM taken, unnest(codes) code GROUP BY code HAVING sum(sign) <> 0
    ON CONFLICT (code) DO UPDATE SET count = held.count + excluded.count
)
INSERT INTO tarepo_searchpair AS held (code, other, count)
SELECT one, other, sum(sign) FROM taken, unnest(codes) one, unnest(codes) other
WHERE one IN (SELECT code FROM tarepo_searchtotal WHERE has_pairs) AND other {PAIRED}
GROUP BY one, other HAVING sum(sign) <> 0
ON CONFLICT (code, other) DO UPDATE SET count = held.count + excluded.count
"""  # noqa: S608
EMPTY = "DELETE FROM tarepo_searchtotal", "DELETE FROM tarepo_searchpair", "DELETE FROM tarepo_searchbitmap"
# One statement, so that rows and deltas are those of one moment. The pairs of a code are read together: a few pages.
COUNT = f"""
WITH gone AS (DELETE FROM tarepo_searchdelta),
fresh AS MATERIALIZED (
    SELECT code, count(*) AS count, count(*) >= %(pairs_from)s AND code {PAIRED} AS has_pairs
    FROM (SELECT unnest(codes || keys) AS code FROM tarepo_searchindex WHERE kind = 'activity' AND tier = 0) each
    GROUP BY code
),
totals AS (INSERT INTO tarepo_searchtotal (code, count, has_pairs) SELECT code, count, has_pairs FROM fresh),
places AS (
    SELECT code, record_id / {BLOCK} AS block, (record_id %% {BLOCK})::int AS place
    FROM tarepo_searchindex, unnest(codes || keys) code WHERE kind = 'activity' AND tier = 0 AND {HAS_BITS}
),
gaps AS (
    SELECT code, block, place, place - coalesce(lag(place) OVER by_place, -1) - 1 AS before
    FROM places WINDOW by_place AS (PARTITION BY code, block ORDER BY place)
),
bitmaps AS (
    INSERT INTO tarepo_searchbitmap (code, block, bits)
    SELECT code, block, rpad(string_agg(repeat('0', before) || '1', '' ORDER BY place), {BLOCK}, '0')::bit varying
    FROM gaps GROUP BY code, block
)
INSERT INTO tarepo_searchpair (code, other, count)
SELECT one, other, count(*) FROM tarepo_searchindex, unnest(codes || keys) one, unnest(codes || keys) other
WHERE kind = 'activity' AND tier = 0 AND one IN (SELECT code FROM fresh WHERE has_pairs) AND other {PAIRED}
GROUP BY one, other ORDER BY one, other
"""  # noqa: S608


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
