"""The trail is only added to: no role changes or deletes a row, and pages cannot even read it."""

from django.db import migrations

# The trigger refuses the owner too. Somebody who drops the trigger can change rows: that is what the chain finds.
HELD = """
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is only added to.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_trail_stays BEFORE UPDATE OR DELETE ON audit_trail
    FOR EACH ROW EXECUTE FUNCTION audit_stays();
CREATE TRIGGER audit_chain_stays BEFORE UPDATE OR DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION audit_stays();
CREATE TRIGGER audit_anchored_stays BEFORE UPDATE OR DELETE ON audit_anchored
    FOR EACH ROW EXECUTE FUNCTION audit_stays();
ALTER TABLE audit_chain ADD CONSTRAINT audit_chain_hashes
    CHECK (length(leaf) = 32 AND length(head) = 32 AND position > 0);

REVOKE ALL ON audit_trail, audit_chain, audit_anchored FROM PUBLIC, waylight_web, waylight_worker;
-- Number, time, transaction and salt are the server's to give: nobody may choose them.
GRANT INSERT (person, actor_name, role, node, node_name, act, record, child, subject, route, basis, page, digest)
    ON audit_trail TO waylight_web, waylight_worker;
GRANT SELECT ON audit_trail TO waylight_worker;
GRANT SELECT, INSERT ON audit_chain, audit_anchored TO waylight_worker;

-- The chain holds hashes alone and is closed to the pages: it needs no policy.
ALTER TABLE audit_trail ENABLE ROW LEVEL SECURITY;
-- Nobody writes in another's name, except at the door, where nobody has come in yet.
CREATE POLICY trail_in_own_name ON audit_trail FOR INSERT TO waylight_web WITH CHECK (
    person IS NULL
    OR person = nullif(current_setting('waylight.person', true), '')::uuid
    OR act IN ('signed in', 'signed out', 'failed sign-in')
);
CREATE POLICY trail_by_tasks ON audit_trail FOR INSERT TO waylight_worker WITH CHECK (true);
CREATE POLICY trail_to_the_sequencer ON audit_trail FOR SELECT TO waylight_worker USING (true);
"""

ALLOW = """
DROP POLICY trail_in_own_name ON audit_trail;
DROP POLICY trail_by_tasks ON audit_trail;
DROP POLICY trail_to_the_sequencer ON audit_trail;
ALTER TABLE audit_trail DISABLE ROW LEVEL SECURITY;
DROP TRIGGER audit_trail_stays ON audit_trail;
DROP TRIGGER audit_chain_stays ON audit_chain;
DROP TRIGGER audit_anchored_stays ON audit_anchored;
DROP FUNCTION audit_stays();
ALTER TABLE audit_chain DROP CONSTRAINT audit_chain_hashes;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_trail")]

    operations = [migrations.RunSQL(HELD, ALLOW)]
