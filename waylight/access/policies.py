"""The few sentences of SQL that every room's policies are made of. Used by migrations only.

A policy asks once a query which children are open (an InitPlan), never once a row: measured at a hundred
thousand children, a function per row took seconds where this takes milliseconds.
"""

from __future__ import annotations

from typing import Literal

Command = Literal["SELECT", "INSERT", "UPDATE"]


def may(column: str, record: str, action: str) -> str:
    """The condition that `column` is a child to whose `record` the actor may do `action`."""
    return f"{column} = ANY (ARRAY(SELECT may_children('{record}', '{action}')))"


def enable(table: str) -> str:
    """Closes the table: from here on a row is seen only where a policy says so."""
    return f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"


def worker(table: str) -> str:
    """Tasks see every row: they serve no page, and what they do for somebody they do as that person."""
    return f"CREATE POLICY {table}_worker ON {table} TO waylight_worker USING (true) WITH CHECK (true);\n"


def policy(table: str, command: Command, column: str, record: str, action: str, *, other: str = "") -> str:
    """Opens `command` on the table's rows to the web pages where the grid opens the record of the row's child.

    `other` is one more condition that also opens a row.
    """
    condition = may(column, record, action) + (f" OR {other}" if other else "")
    check = {
        "SELECT": f"USING ({condition})",
        "INSERT": f"WITH CHECK ({condition})",
        "UPDATE": f"USING ({condition}) WITH CHECK ({condition})",
    }[command]
    name = f"{table}_{command.lower()}"
    return f"CREATE POLICY {name} ON {table} FOR {command} TO waylight_web {check};\n"


def drop(*tables: str) -> str:
    """Takes every policy of the tables away and opens them again."""
    names = ", ".join(f"'{table}'" for table in tables)
    policies = f"""
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT policyname, tablename FROM pg_policies
               WHERE schemaname = 'public' AND tablename IN ({names})
    LOOP
        EXECUTE format('DROP POLICY %I ON %I', one.policyname, one.tablename);
    END LOOP;
END $$;
"""  # noqa: S608 - names of our own tables, in a migration
    return policies + "".join(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n" for table in tables)
