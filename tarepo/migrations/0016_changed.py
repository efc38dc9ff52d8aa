"""What changed since: two indexes, the address at which a mail is stopped, and the steps of what was public already."""

from django.db import migrations, models
from django.db.models import Q

# The first public snapshot of a record is new. A later one changed it, or made it public again where the record's
# event before that version was not of a published one. Other events tell when it was withdrawn, and when it came back
# as it was: an event's moment is when its transaction began, which may be before what it withdrew was public. What a
# version names stands in its body; 10000000 is codes.Facet.REFERS, as when steps are noted.
BACKFILL = """
INSERT INTO tarepo_publicchange (record_id, kind, act, version, at, codes)
WITH RECURSIVE moves AS (
    SELECT pgh_obj_id AS record_id, pgh_id, pgh_created_at AS at, state, version,
        lag(state) OVER mine AS was, coalesce(lag(version) OVER mine, 0) AS had
    FROM tarepo_recordevent WINDOW mine AS (PARTITION BY pgh_obj_id ORDER BY pgh_id)
), came AS (
    SELECT record_id, version, bool_or(was IS DISTINCT FROM 'published') AS hidden, min(pgh_id) AS place FROM moves
    WHERE version <> had AND state = 'published' GROUP BY record_id, version
), versions AS (
    SELECT record_id, number AS version, made_at AS at, body->'names' AS names,
        jsonb_path_query_array(body, '$.content.involvements[*].party') AS parties,
        lag(number) OVER mine AS had, lag(body->'names') OVER mine AS former,
        lag(jsonb_path_query_array(body, '$.content.involvements[*].party')) OVER mine AS former_parties
    FROM tarepo_snapshot WHERE tier = 0 WINDOW mine AS (PARTITION BY record_id ORDER BY number)
), steps AS (
    SELECT versions.record_id, version, versions.at, coalesce(came.place, 0) AS place,
        CASE WHEN had IS NULL THEN 'new' WHEN came.hidden THEN 'returned' ELSE 'changed' END AS act,
        names || coalesce(former, '[]') AS names, parties || coalesce(former_parties, '[]') AS parties
    FROM versions LEFT JOIN came USING (record_id, version)
    UNION ALL
    SELECT moves.record_id, moves.version, greatest(moves.at, versions.at), moves.pgh_id,
        CASE WHEN state = 'published' THEN 'returned' ELSE 'withdrawn' END, versions.names, versions.parties
    FROM moves JOIN versions USING (record_id, version)
    WHERE moves.version = moves.had AND (state = 'published') <> (was = 'published')
), lands AS (
    SELECT record_id AS id, (card->>'country')::bigint AS country FROM tarepo_searchrow
    WHERE tier = 0 AND kind = 'organisation' AND card ? 'country'
), parents AS (
    SELECT record_id AS id, (card->>'parent')::bigint AS above FROM tarepo_searchrow
    WHERE tier = 0 AND kind = 'subject' AND card ? 'parent'
), broader AS (
    SELECT id, above FROM parents
    UNION SELECT lower.id, parents.above FROM broader lower JOIN parents ON parents.id = lower.above
)
SELECT steps.record_id, own.kind, act, steps.version, steps.at, coalesce((
    SELECT array_agg(DISTINCT (10000000 + named.id)::int ORDER BY (10000000 + named.id)::int) FROM (
        SELECT value::bigint AS id FROM jsonb_array_elements_text(steps.names)
        UNION SELECT country FROM jsonb_array_elements_text(steps.parties) JOIN lands ON lands.id = value::bigint
        UNION SELECT above FROM jsonb_array_elements_text(steps.names) JOIN broader ON broader.id = value::bigint
        UNION SELECT own.id
        UNION SELECT above FROM broader WHERE broader.id = own.id
    ) named JOIN tarepo_record known ON known.id = named.id AND known.kind IN ('country', 'organisation', 'subject')
), '{}')
FROM steps JOIN tarepo_record own ON own.id = steps.record_id
ORDER BY steps.at, steps.record_id, steps.place
"""


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0015_people")]

    operations = [
        migrations.AddField(
            model_name="outbox",
            name="stop_address",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddIndex(
            model_name="publicchange",
            index=models.Index(condition=Q(("act", "new")), fields=["at", "kind"], name="publicchange_new"),
        ),
        migrations.AddIndex(
            model_name="publicchange",
            index=models.Index(
                condition=Q(("act", "new"), _negated=True), fields=["-at", "-id"], name="publicchange_moved"
            ),
        ),
        migrations.RunSQL(BACKFILL, "DELETE FROM tarepo_publicchange"),
    ]
