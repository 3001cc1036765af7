"""A decision is only ever added: nobody may change or delete one, the owner of the table included."""

from django.db import migrations

# The owner keeps its rights, because foreign keys lock rows in its name; the trigger refuses it all the same.
REFUSE = """
CREATE FUNCTION desk_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A decision is a fact: it is not changed or deleted. Add another one that says so.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER desk_decision_stays BEFORE UPDATE OR DELETE ON desk_decision
    FOR EACH ROW EXECUTE FUNCTION desk_decision_stays();
DO $$
DECLARE other text;
BEGIN
    FOR other IN SELECT DISTINCT grantee FROM information_schema.role_table_grants
                 WHERE table_schema = current_schema() AND table_name = 'desk_decision'
                   AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON desk_decision FROM %I', other);
    END LOOP;
END $$;
REVOKE UPDATE, DELETE, TRUNCATE ON desk_decision FROM PUBLIC;
"""

ALLOW = """
DROP TRIGGER desk_decision_stays ON desk_decision;
DROP FUNCTION desk_decision_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
