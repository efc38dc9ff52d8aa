"""The triggers that mark records for work lists, as SQL for migrations. Statement triggers: one call a bulk write."""

# What the rows are made of (rows.py), and the column that says of which record it is.
TABLES = {
    "tarepo_record": "id",
    "tarepo_text": "record_id",
    "tarepo_source": "record_id",
    "tarepo_involvement": "record_id",
    "tarepo_figure": "record_id",
    "tarepo_point": "record_id",
    "tarepo_record_subjects": "record_id",
    "activities_activity": "record_id",
    "activities_project": "record_id",
    "activities_agreement": "record_id",
    "activities_activity_types": "activity_id",
    "reference_party": "record_id",
    "reference_unit": "record_id",
    "reference_session": "record_id",
    "reference_edition": "record_id",
}
# Those of webinars, which came later.
OF_WEBINARS = dict.fromkeys(("webinars_webinar", "webinars_material", "webinars_promotion"), "record_id")
MARK = """
CREATE OR REPLACE FUNCTION tarepo_mark_work() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE source text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT %1$I FROM fresh'
    WHEN 'DELETE' THEN 'SELECT %1$I FROM gone'
    ELSE 'SELECT %1$I FROM gone UNION ALL SELECT %1$I FROM fresh'
END;
BEGIN
    source := 'INSERT INTO tarepo_workmark (record_id) SELECT DISTINCT * FROM (' || source || ') written';
    EXECUTE format(source, TG_ARGV[0]);
    RETURN NULL;
END $$;
"""
TRANSITIONS = {
    "INSERT": "NEW TABLE AS fresh",
    "DELETE": "OLD TABLE AS gone",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS fresh",
}


def create(tables: dict[str, str]) -> str:
    return "".join(
        f"CREATE TRIGGER work_{way.lower()} AFTER {way} ON {table} REFERENCING {transitions} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION tarepo_mark_work('{column}');\n"
        for table, column in tables.items()
        for way, transitions in TRANSITIONS.items()
    )


def drop(tables: dict[str, str]) -> str:
    return "".join(f"DROP TRIGGER work_{way.lower()} ON {table};\n" for table in tables for way in TRANSITIONS)


CREATE = MARK + create(TABLES)
# How many rows are alike: rows of work lists are made by one at a time (rows.py), so that nothing waits here.
ALIKE = "unit_id, kind, state, languages, (lacks > 0)::int, broken_on"
COUNTED = "unit_id, kind, state, languages, lacks, broken_on, number"
TOTAL = f"""
CREATE OR REPLACE FUNCTION tarepo_total_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO tarepo_worktotal ({COUNTED}) SELECT {ALIKE}, -count(*) FROM gone GROUP BY 1, 2, 3, 4, 5, 6;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO tarepo_worktotal ({COUNTED}) SELECT {ALIKE}, count(*) FROM fresh GROUP BY 1, 2, 3, 4, 5, 6;
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608
CREATE_TOTALS = TOTAL + "".join(
    f"CREATE TRIGGER total_{way.lower()} AFTER {way} ON tarepo_workrow REFERENCING {tables} "
    "FOR EACH STATEMENT EXECUTE FUNCTION tarepo_total_work();\n"
    for way, tables in TRANSITIONS.items()
)
DROP_TOTALS = (
    "".join(f"DROP TRIGGER total_{way.lower()} ON tarepo_workrow;\n" for way in TRANSITIONS)
    + "DROP FUNCTION tarepo_total_work();"
)
DROP = drop(TABLES) + "DROP FUNCTION tarepo_mark_work();"
# What was written before is brought up to date by whoever looks first, or by the ticker.
MARK_ALL = "INSERT INTO tarepo_workmark (record_id) SELECT id FROM tarepo_record ORDER BY id"
