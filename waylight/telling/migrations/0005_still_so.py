"""What a message said instead of what it carried; and whether those on duty can be reached, without their numbers."""

from django.db import migrations, models

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
OPEN = "EXISTS (SELECT FROM access_opened('operations', 'read'))"
LAST = """(SELECT d.state FROM telling_delivery d WHERE d.person_id = {person} AND d.channel = '{channel}'
           AND d.state NOT IN ('queued') ORDER BY d.wanted_at DESC LIMIT 1)"""
MOBILE = (
    "EXISTS (SELECT FROM telling_mobile m WHERE m.person_id = {person}) AND "
    + LAST.replace("{channel}", "text")
    + " IS DISTINCT FROM 'failed'"
)
# Accounts of one shift, and for reports alone, have a made-up address that no mail reaches.
ADDRESS = "{address} NOT LIKE '%.invalid' AND " + LAST.replace("{channel}", "e-mail") + " IS DISTINCT FROM 'failed'"


def _of(way: str) -> str:
    return way.format(person="p.id", address="p.email")


MAKE = f"""
-- Whether a text and an e-mail reach these people as far as is known: a number was given, the last message did not fail.
-- Told of those who hold a role at the actor's own node or below it, and of nobody else.
CREATE FUNCTION telling_ways(people uuid[]) RETURNS TABLE (person uuid, by_text boolean, by_mail boolean)
LANGUAGE sql STABLE {SAFE} ROWS 20 AS $$
    SELECT p.id, {_of(MOBILE)}, {_of(ADDRESS)}
    FROM agencies_person p WHERE p.id = ANY ($1) AND EXISTS (
        SELECT FROM agencies_rolegrant mine
        JOIN agencies_nodereach r ON r.above_id = mine.node_id
        JOIN agencies_rolegrant theirs ON theirs.node_id = r.below_id AND theirs.person_id = p.id
        WHERE mine.person_id = waylight_person() AND mine.during @> now() AND theirs.during @> now())
$$;
-- For the system's operator, in numbers: those on duty in a span in roles that are told by text or e-mail; and messages of
-- the last day that said what was true by then.
CREATE FUNCTION telling_watch(since timestamptz, until timestamptz, texted text[], mailed text[]) RETURNS TABLE (
    on_duty bigint, no_text bigint, no_mail bigint, instead bigint
) LANGUAGE sql STABLE {SAFE} ROWS 1 AS $$
    SELECT count(*), count(*) FILTER (WHERE d.texted AND NOT d.by_text), count(*) FILTER (WHERE NOT d.by_mail),
           (SELECT count(DISTINCT c.delivery_id) FROM telling_carried c JOIN telling_delivery t ON t.id = c.delivery_id
            WHERE {OPEN} AND c.instead <> '' AND t.handed_at >= $1)
    FROM (SELECT p.id, bool_or(o.role = ANY ($3)) AS texted, bool_and({_of(MOBILE)}) AS by_text,
                 bool_and({_of(ADDRESS)}) AS by_mail
          FROM agencies_onduty o JOIN agencies_person p ON p.id = o.person_id
          WHERE o.during && tstzrange(now(), $2) AND o.role = ANY ($4) GROUP BY p.id) d
    WHERE {OPEN}
$$;
REVOKE ALL ON FUNCTION telling_ways(uuid[]), telling_watch(timestamptz, timestamptz, text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION telling_ways(uuid[]), telling_watch(timestamptz, timestamptz, text[], text[])
    TO waylight_web;
"""
UNDO = """
DROP FUNCTION telling_watch(timestamptz, timestamptz, text[], text[]);
DROP FUNCTION telling_ways(uuid[]);
"""


class Migration(migrations.Migration):
    dependencies = [("telling", "0004_handed_over")]

    operations = [
        migrations.AddField(
            model_name="carried", name="instead", field=models.TextField(db_default="", default="")
        ),
        migrations.RunSQL(MAKE, UNDO),
    ]
