"""Who sees which row of a child, asked once a query; projections are written through functions with a gate."""

from django.db import migrations

from waylight.access.policies import drop, enable, policy, worker

TABLES = (
    "children_child",
    "children_childidentifier",
    "children_sibling",
    "children_careperiod",
    "children_placement",
    "children_allocation",
    "children_cover",
    "children_inspection",
    "children_away",
    "children_interest",
)
MAKE = "\n".join(
    [
        *(enable(table) + worker(table) for table in TABLES),
        policy("children_child", "SELECT", "id", "child core", "read"),
        policy("children_child", "UPDATE", "id", "child core", "write"),
        policy("children_childidentifier", "SELECT", "child_id", "child core", "read"),
        policy("children_childidentifier", "INSERT", "child_id", "child core", "write"),
        policy("children_careperiod", "SELECT", "child_id", "child core", "read"),
        policy("children_careperiod", "INSERT", "child_id", "child core", "write"),
        policy("children_careperiod", "UPDATE", "child_id", "child core", "write"),
        policy("children_placement", "SELECT", "child_id", "placement", "read"),
        policy("children_placement", "INSERT", "child_id", "placement", "write"),
        policy("children_placement", "UPDATE", "child_id", "placement", "write"),
        policy("children_allocation", "SELECT", "child_id", "child core", "read"),
        policy("children_allocation", "INSERT", "child_id", "child core", "write"),
        policy("children_allocation", "UPDATE", "child_id", "child core", "write"),
        policy("children_interest", "SELECT", "child_id", "child core", "read"),
        policy("children_away", "SELECT", "child_id", "episode", "read"),
        # A pair of siblings is seen by who may read both.
        """
CREATE POLICY sibling_select ON children_sibling FOR SELECT TO waylight_web USING (
    child_id = ANY (ARRAY(SELECT may_children('child core', 'read')))
    AND other_id = ANY (ARRAY(SELECT may_children('child core', 'read'))));
CREATE POLICY sibling_insert ON children_sibling FOR INSERT TO waylight_web WITH CHECK (
    child_id = ANY (ARRAY(SELECT may_children('child core', 'write')))
    AND other_id = ANY (ARRAY(SELECT may_children('child core', 'read'))));
-- Who stands in for whom says nothing of a child. Nobody gives it to themselves, nor over another node's people.
CREATE POLICY cover_select ON children_cover FOR SELECT TO waylight_web USING (true);
CREATE POLICY cover_insert ON children_cover FOR INSERT TO waylight_web WITH CHECK (
    person_id <> (SELECT waylight_person())
    AND for_person_id IN (SELECT g.person_id FROM agencies_rolegrant g
                          WHERE g.during @> now() AND g.node_id = ANY (ARRAY(SELECT my_nodes()))));
CREATE POLICY cover_update ON children_cover FOR UPDATE TO waylight_web USING (
    for_person_id IN (SELECT g.person_id FROM agencies_rolegrant g
                      WHERE g.during @> now() AND g.node_id = ANY (ARRAY(SELECT my_nodes()))))
    WITH CHECK (person_id <> (SELECT waylight_person()));
CREATE POLICY inspection_select ON children_inspection FOR SELECT TO waylight_web USING (
    person_id = (SELECT waylight_person()) OR node_id = ANY (ARRAY(SELECT my_nodes())));
-- An inspection is opened by name by somebody else of the inspectorate, who holds a role that inspects homes.
CREATE POLICY inspection_insert ON children_inspection FOR INSERT TO waylight_web WITH CHECK (
    person_id <> (SELECT waylight_person())
    AND node_id = ANY (ARRAY(SELECT may_nodes('home compliance', 'read')))
    AND person_id IN (SELECT g.person_id FROM agencies_rolegrant g
                      WHERE g.during @> now() AND g.node_id = ANY (ARRAY(SELECT my_nodes()))));
""",
        # Rows come in through definer functions or not at all; nothing is deleted.
        "REVOKE INSERT, DELETE ON children_child FROM waylight_web;",
        "REVOKE INSERT, UPDATE, DELETE ON children_interest, children_away FROM waylight_web;",
        "REVOKE DELETE ON children_careperiod, children_placement, children_allocation, children_cover,"
        " children_inspection, children_childidentifier, children_sibling FROM waylight_web;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("children", "0002_interest_indexes"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, drop(*TABLES))]
