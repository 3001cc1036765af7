"""A fact is only ever added: nobody changes or deletes one, save erasure, which blanks what was said of a person."""

from django.db import migrations

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

MAKE = f"""
-- The trigger refuses the owner too; erasure says what it is doing for the length of one statement.
CREATE FUNCTION facts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('waylight.erasing', true) = txid_current()::text THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A fact is not changed or deleted. Add another one that says so.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER facts_fact_stays BEFORE UPDATE OR DELETE ON facts_fact
    FOR EACH ROW EXECUTE FUNCTION facts_stay();
CREATE TRIGGER facts_words_stay BEFORE UPDATE OR DELETE ON facts_words
    FOR EACH ROW EXECUTE FUNCTION facts_stay();

REVOKE ALL ON facts_fact, facts_words FROM PUBLIC, waylight_web, waylight_worker;
-- Time and transaction are the server's to give: by them the gate below knows who wrote what just now.
GRANT INSERT (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, child, about,
              by_node_id, by_person_id, to_node_id, door, source_key, content_hash, salt, body)
    ON facts_fact TO waylight_web, waylight_worker;
GRANT SELECT ON facts_fact TO waylight_web, waylight_worker;
GRANT SELECT, INSERT ON facts_words TO waylight_web, waylight_worker;

-- The gate of every projection: whether this very transaction wrote a fact about the child. The owner of the
-- tables passes: `waylight rebuild` signs in as it, and row security never held it.
CREATE FUNCTION facts_touched(child uuid) RETURNS boolean LANGUAGE sql STABLE {SAFE} AS $$
    SELECT EXISTS (
        SELECT FROM facts_fact f WHERE f.child = $1 AND f.tx = pg_current_xact_id_if_assigned())
        OR session_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = 'facts_fact'::regclass)
$$;
REVOKE ALL ON FUNCTION facts_touched(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION facts_touched(uuid) TO waylight_web, waylight_worker;

-- Erasure: blanks what the named facts of the child said (null: all of them), deletes the salts by which the trail's
-- hashes could be guessed at, and with `bodies` also what they counted for. Only beside a fact `erased` of this
-- child in this transaction, which itself stays.
CREATE FUNCTION facts_erase(child uuid, named uuid[], bodies boolean) RETURNS bigint LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    many bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM facts_fact f WHERE f.child = $1 AND f.kind = 'erased'
                   AND f.tx = pg_current_xact_id_if_assigned()) THEN
        RAISE EXCEPTION 'Nothing is erased without a fact that says so.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('waylight.erasing', txid_current()::text, true);
    UPDATE facts_words w SET text = '' WHERE w.child = $1 AND ($2 IS NULL OR w.fact_id = ANY ($2));
    -- What is told of a child who was not known yet stands under the report that was placed with this one.
    UPDATE facts_words w SET text = '' WHERE w.child IS NULL AND w.fact_id IN (
        SELECT o.id FROM facts_fact f JOIN facts_fact o ON o.child IS NULL AND (o.id = f.about OR o.about = f.about)
        WHERE f.child = $1 AND f.kind = 'absent' AND ($2 IS NULL OR f.id = ANY ($2)));
    UPDATE facts_fact f SET body = CASE WHEN $3 THEN 'null'::jsonb ELSE f.body END, content_hash = NULL, salt = NULL
    WHERE f.child = $1 AND f.kind <> 'erased' AND ($2 IS NULL OR f.id = ANY ($2));
    GET DIAGNOSTICS many = ROW_COUNT;
    PERFORM set_config('waylight.erasing', '', true);
    RETURN many;
END $$;
REVOKE ALL ON FUNCTION facts_erase(uuid, uuid[], boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION facts_erase(uuid, uuid[], boolean) TO waylight_worker;
"""
DROP = """
DROP FUNCTION facts_touched(uuid);
DROP FUNCTION facts_erase(uuid, uuid[], boolean);
DROP TRIGGER facts_fact_stays ON facts_fact;
DROP TRIGGER facts_words_stay ON facts_words;
DROP FUNCTION facts_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, DROP)]
