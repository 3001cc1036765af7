"""Only the role in which somebody sits opens anything: what they hold elsewhere waits until they sit there.

The setting names the person and the role together, so that a question which a task asks in another person's name is not
narrowed by a role that is not theirs. Where none is named (tasks that act for somebody without a sitting) every role
of the person counts.
"""

from django.db import migrations

HELD = "g.during @> now()"
SITS = "g.during @> now() AND (waylight_grant() IS NULL OR g.id = waylight_grant())"
# Every function that asks which roles the actor holds.
ASKING = (
    "access_opened(text, text)", "my_nodes()", "access_ties(uuid)", "access_reasons(uuid[], text, text)",
    "access_break_glass(text, date, text, text)",
)  # fmt: skip
GRANT = """
CREATE FUNCTION waylight_grant() RETURNS uuid LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN split_part(s.said, ' ', 1) = current_setting('waylight.person', true)
                THEN nullif(split_part(s.said, ' ', 2), '')::uuid END
    FROM (SELECT current_setting('waylight.grant', true) AS said) s
$$;
REVOKE ALL ON FUNCTION waylight_grant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION waylight_grant() TO waylight_web, waylight_worker;
"""


def rewrite(old: str, new: str) -> str:
    """Puts one condition for another in each of the functions, with rights and settings as they are."""
    names = ", ".join(f"'{name}'" for name in ASKING)
    return f"""
DO $do$
DECLARE f regprocedure; body text;
BEGIN
    FOREACH f IN ARRAY ARRAY[{names}]::regprocedure[] LOOP
        body := pg_get_functiondef(f);
        IF position($old${old}$old$ IN body) = 0 THEN
            RAISE EXCEPTION '% does not ask which roles are held', f;
        END IF;
        EXECUTE replace(body, $old${old}$old$, $new${new}$new$);
    END LOOP;
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_own_duty")]

    operations = [
        migrations.RunSQL(GRANT + rewrite(HELD, SITS), rewrite(SITS, HELD) + "DROP FUNCTION waylight_grant();")
    ]
