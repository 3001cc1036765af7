"""Accounts that nobody uses: found and emptied by functions, since the worker reads no way to sign in."""

from django.db import migrations

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
MAKE = f"""
-- Accounts with an address, and until when their holder last held a role: of one that never did, since it was made.
-- A role that has no end, or ends later than now, says that it is used.
CREATE FUNCTION signin_unused() RETURNS TABLE (person uuid, since timestamptz) LANGUAGE sql STABLE {SAFE} ROWS 50 AS $$
    SELECT p.id, greatest(p.joined_at, max(upper(g.during)))
    FROM agencies_person p LEFT JOIN agencies_rolegrant g ON g.person_id = p.id
    WHERE p.email <> p.id || '@let-go.invalid' GROUP BY p.id
    HAVING coalesce(bool_and(NOT upper_inf(g.during) AND upper(g.during) <= now()), true)
$$;
-- Empties one account, unless somebody gave its holder a role meanwhile. The name stays.
CREATE FUNCTION signin_let_go(who uuid, until timestamptz) RETURNS boolean LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    PERFORM FROM agencies_person WHERE id = who FOR UPDATE;
    IF NOT EXISTS (SELECT FROM signin_unused() u WHERE u.person = who AND u.since <= until) THEN
        RETURN false;
    END IF;
    -- No password has this form, so none opens it.
    UPDATE agencies_person SET email = id || '@let-go.invalid', password = '!', is_active = false WHERE id = who;
    DELETE FROM signin_pin WHERE person_id = who;
    DELETE FROM signin_invitation WHERE person_id = who;
    DELETE FROM signin_lastcode WHERE person_id = who;
    DELETE FROM signin_lastduty WHERE person_id = who;
    DELETE FROM mfa_authenticator WHERE user_id = who;
    DELETE FROM account_emailaddress WHERE user_id = who;
    DELETE FROM telling_mobile WHERE person_id = who;
    DELETE FROM telling_confirmation WHERE person_id = who;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION signin_unused(), signin_let_go(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION signin_unused(), signin_let_go(uuid, timestamptz) TO waylight_worker;
"""
UNDO = "DROP FUNCTION signin_let_go(uuid, timestamptz); DROP FUNCTION signin_unused();"


class Migration(migrations.Migration):

    dependencies = [
        ("signin", "0005_tidying"),
        ("telling", "0006_confirmed"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("account", "__first__"),
    ]

    operations = [migrations.RunSQL(MAKE, UNDO)]
