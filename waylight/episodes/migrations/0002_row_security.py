"""Who reads episodes and packs; and the functions through which episodes are computed from every claim."""

from django.db import migrations

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


def may(column: str, record: str, action: str) -> str:
    """A set asked for once a query, not once a row."""
    return f"{column} = ANY (ARRAY(SELECT may_children('{record}', '{action}')))"


EPISODE = f"{may('child_id', 'episode', 'read')} OR {may('child_id', 'episode core', 'read')}"
CLAIM = EPISODE.replace("child_id", "child")
PACK_RECORDS = ("grab pack", "health and contacts", "exploitation record")
PACK = "\n    OR ".join(
    f"(record = '{record}' AND {may('child_id', record, 'read')})" for record in PACK_RECORDS
)
# Who keeps the pack may also put down what they themselves may not read afterwards: telling is not refused.
KEEP = "\n    OR ".join(
    [
        may("child_id", "grab pack", "write"),
        *(f"(record = '{record}' AND {may('child_id', record, 'write')})" for record in PACK_RECORDS[1:]),
    ]
)
TABLES = ("episodes_episode", "episodes_episodeclaim", "episodes_packentry", "episodes_packphoto")

MAKE = "".join(f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {table}_tasks ON {table} TO waylight_worker USING (true) WITH CHECK (true);
""" for table in TABLES) + f"""
-- Episodes are computed: no page writes one, save through the function below.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON episodes_episode, episodes_episodeclaim FROM waylight_web;
CREATE POLICY episode_read ON episodes_episode FOR SELECT TO waylight_web USING ({EPISODE});
CREATE POLICY claim_read ON episodes_episodeclaim FOR SELECT TO waylight_web USING ({CLAIM});

-- A row of the pack is ended and looked over again; what it said stays.
REVOKE UPDATE, DELETE, TRUNCATE ON episodes_packentry, episodes_packphoto FROM waylight_web;
GRANT UPDATE (until, reviewed_at, reviewed_by_id) ON episodes_packentry TO waylight_web;
GRANT UPDATE (until) ON episodes_packphoto TO waylight_web;
CREATE POLICY pack_read ON episodes_packentry FOR SELECT TO waylight_web USING ({PACK});
CREATE POLICY pack_add ON episodes_packentry FOR INSERT TO waylight_web WITH CHECK ({KEEP});
CREATE POLICY pack_end ON episodes_packentry FOR UPDATE TO waylight_web USING ({KEEP});
CREATE POLICY photo_read ON episodes_packphoto FOR SELECT TO waylight_web USING ({may('child_id', 'grab pack', 'read')});
CREATE POLICY photo_add ON episodes_packphoto FOR INSERT TO waylight_web
    WITH CHECK ({may('child_id', 'grab pack', 'write')});
CREATE POLICY photo_end ON episodes_packphoto FOR UPDATE TO waylight_web
    USING ({may('child_id', 'grab pack', 'write')});

-- All core claims about the child, also those of agencies that the writer may not read: an episode does not depend
-- on who wrote last. Answers only about a child of whom this transaction wrote a fact.
CREATE FUNCTION core_claims(child uuid) RETURNS TABLE (
    id uuid, kind text, version smallint, earliest timestamptz, latest timestamptz, said text, told timestamptz,
    about uuid, node uuid, node_kind text, node_force uuid, body jsonb
) LANGUAGE sql STABLE {SAFE} AS $$
    SELECT f.id, f.kind, f.version, f.happened_earliest, f.happened_latest, f.happened_said, f.told, f.about,
           n.id, n.kind, n.force_id, f.body
    FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id
    WHERE f.child = $1 AND f.record = 'episode core' AND facts_touched($1)
    ORDER BY f.told, f.id
$$;

-- What else an episode is computed with: at the eighteenth birthday it closes.
CREATE FUNCTION child_born(child uuid) RETURNS date LANGUAGE sql STABLE {SAFE} AS $$
    SELECT c.born FROM children_child c WHERE c.id = $1 AND facts_touched($1)
$$;

-- Puts a child's episodes in place of those that stand; rows that say the same stay untouched.
CREATE FUNCTION put_episodes(child uuid, episodes jsonb, links jsonb) RETURNS void LANGUAGE plpgsql VOLATILE {SAFE} AS $$
BEGIN
    IF NOT facts_touched($1) THEN
        RAISE EXCEPTION 'No fact about this child was written in this transaction.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM episodes_episodeclaim l WHERE l.child = $1 AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset($3) AS new(fact uuid, episode uuid)
        WHERE new.fact = l.fact AND new.episode = l.episode_id);
    DELETE FROM episodes_episode e WHERE e.child_id = $1 AND NOT EXISTS (
        SELECT FROM jsonb_populate_recordset(NULL::episodes_episode, $2) new
        WHERE ROW(new.*) IS NOT DISTINCT FROM ROW(e.*));
    INSERT INTO episodes_episode
        SELECT new.* FROM jsonb_populate_recordset(NULL::episodes_episode, $2) new
        WHERE new.child_id = $1 AND NOT EXISTS (SELECT FROM episodes_episode e WHERE e.id = new.id);
    INSERT INTO episodes_episodeclaim (fact, episode_id, child)
        SELECT new.fact, new.episode, $1 FROM jsonb_to_recordset($3) AS new(fact uuid, episode uuid)
        WHERE NOT EXISTS (
            SELECT FROM episodes_episodeclaim l WHERE l.fact = new.fact AND l.episode_id = new.episode);
END $$;

-- Copies what was said of a claim about nobody known to the child with whom a person placed it, in the name of
-- those who said it. A person's fact `placed` about the claim, of this child, must stand before it.
CREATE FUNCTION carry_claims(claim uuid) RETURNS SETOF uuid LANGUAGE plpgsql VOLATILE {SAFE} AS $$
DECLARE
    place record;
    said record;
    copy uuid;
    report uuid;
BEGIN
    SELECT f.child, f.id INTO place FROM facts_fact f
    WHERE f.about = $1 AND f.kind = 'placed' AND f.child IS NOT NULL
      AND NOT EXISTS (SELECT FROM facts_fact u WHERE u.kind = 'unplaced' AND u.about = f.id)
    ORDER BY f.told DESC, f.id DESC LIMIT 1;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(place.child::text, 3735928559));
    FOR said IN
        SELECT f.* FROM facts_fact f
        WHERE (f.id = $1 OR f.about = $1) AND f.child IS NULL
          AND NOT EXISTS (SELECT FROM facts_fact c WHERE c.by_node_id = f.by_node_id AND c.door = f.door
                          AND c.source_key = 'placed ' || place.id || ' ' || f.id)
        ORDER BY f.id <> $1, f.told, f.id
    LOOP
        copy := gen_random_uuid();
        -- The report's copy is about the report; what was said of the report is about its copy.
        SELECT c.id INTO report FROM facts_fact c
        WHERE c.child = place.child AND c.source_key = 'placed ' || place.id || ' ' || $1;
        INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told,
                                child, about, by_node_id, by_person_id, door, source_key, content_hash, salt, body)
        VALUES (copy, said.kind, said.version, said.record, said.happened_earliest, said.happened_latest,
                said.happened_said, said.told, place.child,
                CASE WHEN said.id = $1 THEN $1 ELSE report END, said.by_node_id, said.by_person_id, said.door,
                'placed ' || place.id || ' ' || said.id, said.content_hash, said.salt, said.body);
        INSERT INTO facts_words (id, fact_id, child, by_node_id, record, field, text)
            SELECT gen_random_uuid(), copy, place.child, w.by_node_id, w.record, w.field, w.text
            FROM facts_words w WHERE w.fact_id = said.id;
    END LOOP;
    RETURN QUERY SELECT place.child WHERE facts_touched(place.child);
END $$;

-- Which one child of the record has exactly this name and birth date: asked by police who report. The answer opens
-- the record to their report alone; it is empty where there is none, or more than one.
CREATE FUNCTION child_named(name_key text, born date) RETURNS uuid LANGUAGE plpgsql VOLATILE {SAFE} AS $$
DECLARE
    named uuid[];
BEGIN
    IF NOT EXISTS (SELECT FROM access_opened('episode', 'write') o WHERE o.relation = 'police') THEN
        RETURN NULL;
    END IF;
    named := ARRAY(SELECT c.id FROM children_child c WHERE c.name_key = $1 AND c.born = $2 AND NOT c.sealed LIMIT 2);
    IF cardinality(named) <> 1 THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('waylight.naming', named[1]::text, true);
    RETURN named[1];
END $$;

REVOKE ALL ON FUNCTION core_claims(uuid), child_born(uuid), put_episodes(uuid, jsonb, jsonb), carry_claims(uuid),
    child_named(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core_claims(uuid), child_born(uuid), put_episodes(uuid, jsonb, jsonb),
    carry_claims(uuid), child_named(text, date) TO waylight_web, waylight_worker;
"""

DROP = "".join(
    f"""
DROP POLICY {table}_tasks ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
    for table in TABLES
) + """
DROP POLICY episode_read ON episodes_episode;
DROP POLICY claim_read ON episodes_episodeclaim;
DROP POLICY pack_read ON episodes_packentry;
DROP POLICY pack_add ON episodes_packentry;
DROP POLICY pack_end ON episodes_packentry;
DROP POLICY photo_read ON episodes_packphoto;
DROP POLICY photo_add ON episodes_packphoto;
DROP POLICY photo_end ON episodes_packphoto;
DROP FUNCTION core_claims(uuid), child_born(uuid), put_episodes(uuid, jsonb, jsonb), carry_claims(uuid),
    child_named(text, date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0001_initial"),
        ("facts", "0003_row_security"),
        ("access", "0002_functions"),
        ("children", "0002_interest_indexes"),
    ]

    operations = [migrations.RunSQL(MAKE, DROP)]
