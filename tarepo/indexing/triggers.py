"""The triggers that keep the index true, as SQL for migrations. Statement triggers: one call a bulk write."""

from tarepo.indexing import known

NAMING = "(" + ", ".join(f"'{kind}'" for kind in known.NAMING) + ")"

# What a search row names stands in its codes as 1 × 10⁷ + id (codes.Facet.REFERS). Whoever names a record is concerned
# when its snapshot or the words of its names change; whoever names a member, when the group's snapshot does. Who they
# are is looked up after the commit (dirty.py), as some are being published now and cannot be seen from here.
MARK = f"""
CREATE OR REPLACE FUNCTION tarepo_concerned(changed tarepo_searchrow[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tarepo_searchchanged (codes, spread)
    SELECT array_agg(DISTINCT code), false FROM unnest(changed) each, unnest(
        ARRAY[(10000000 + each.record_id)::int] ||
        CASE WHEN each.card->>'form' = 'group' THEN each.codes ELSE '{{}}' END
    ) code
$$;
CREATE OR REPLACE FUNCTION tarepo_searchrow_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed tarepo_searchrow[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(fresh) INTO changed FROM fresh WHERE tier = 0 AND kind IN {NAMING};
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(gone) INTO changed FROM gone WHERE tier = 0 AND kind IN {NAMING};
    ELSE
        SELECT array_agg(form) INTO changed FROM (
            SELECT gone AS form FROM gone JOIN fresh USING (id)
            WHERE gone.tier = 0 AND gone.kind IN {NAMING} AND gone.snapshot_id <> fresh.snapshot_id
            UNION ALL
            SELECT fresh FROM gone JOIN fresh USING (id)
            WHERE gone.tier = 0 AND gone.kind IN {NAMING} AND gone.snapshot_id <> fresh.snapshot_id
        ) both_forms;
    END IF;
    IF changed IS NOT NULL THEN
        PERFORM tarepo_concerned(changed);
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608  # a list of ours
NAMED = "SELECT array_agg((10000000 + record_id)::int), false"
DELTA = f"""
CREATE OR REPLACE FUNCTION tarepo_searchindex_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tarepo_searchdelta (sign, record_id, codes)
        SELECT 1, record_id, codes || keys FROM fresh WHERE tier = 0 AND kind = 'activity';
        INSERT INTO tarepo_searchchanged (codes, spread)
        {NAMED} FROM fresh WHERE names IS NOT NULL HAVING count(*) > 0;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tarepo_searchdelta (sign, record_id, codes)
        SELECT -1, record_id, codes || keys FROM gone WHERE tier = 0 AND kind = 'activity';
    ELSE
        INSERT INTO tarepo_searchdelta (sign, record_id, codes)
        SELECT side.sign, record_id,
            CASE WHEN side.sign = 1 THEN fresh.codes || fresh.keys ELSE gone.codes || gone.keys END
        FROM gone JOIN fresh USING (row_id, record_id), (VALUES (-1), (1)) side (sign)
        WHERE gone.tier = 0 AND gone.kind = 'activity' AND (gone.codes, gone.keys) <> (fresh.codes, fresh.keys);
        INSERT INTO tarepo_searchchanged (codes, spread)
        {NAMED} FROM gone JOIN fresh USING (row_id, record_id)
        WHERE gone.names IS DISTINCT FROM fresh.names HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608  # statements of ours
TRANSITIONS = {
    "INSERT": "NEW TABLE AS fresh",
    "DELETE": "OLD TABLE AS gone",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS fresh",
}


def _create(table: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_{way.lower()} AFTER {way} ON {table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_written();\n"
        for way, tables in TRANSITIONS.items()
    )


def _drop(table: str) -> str:
    return "".join(f"DROP TRIGGER {table}_{way.lower()} ON {table};\n" for way in TRANSITIONS)


CREATE = MARK + DELTA + _create("tarepo_searchrow") + _create("tarepo_searchindex")
DROP = (
    _drop("tarepo_searchrow")
    + _drop("tarepo_searchindex")
    + ("DROP FUNCTION tarepo_searchrow_written(), tarepo_searchindex_written(), tarepo_concerned(tarepo_searchrow[]);")
)
# Vectors of more than 2 KB lie beside the table, so that counting reads little; uncompressed, for ranking is frequent.
# Of bitmaps each is a page of its table: beside it, in pieces, they would take twice as long to read.
STORAGE = """
ALTER TABLE tarepo_searchindex ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE tarepo_searchindex ALTER COLUMN names SET STORAGE EXTERNAL;
ALTER TABLE tarepo_searchindex ALTER COLUMN codes SET STORAGE MAIN;
ALTER TABLE tarepo_searchindex SET (toast_tuple_target = 512);
ALTER TABLE tarepo_searchbitmap ALTER COLUMN bits SET STORAGE PLAIN;
ALTER TABLE tarepo_searchbitmap SET (toast_tuple_target = 8160);
"""
