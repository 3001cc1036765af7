"""What was noticed of a child goes when the child is erased; the sweep looks for that, too."""

from django.db import migrations

HEARS = (
    "absent", "whereabouts", "found", "returned", "in error", "correction", "placed", "unplaced", "grouping",
    "eighteenth birthday", "risk graded", "referral", "placed at", "placement ended", "rectified", "date ahead",
)  # fmt: skip


def index(kinds: tuple[str, ...]) -> str:
    return f"""
DROP INDEX alerts_facts_told;
CREATE INDEX alerts_facts_told ON facts_fact (told) WHERE kind IN ({", ".join(f"'{kind}'" for kind in kinds)});
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            "GRANT DELETE ON alerts_alert TO waylight_worker;" + index((*HEARS, "erased")),
            "REVOKE DELETE ON alerts_alert FROM waylight_worker;" + index(HEARS),
        )
    ]
