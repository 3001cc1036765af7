"""Which column of a file becomes what on a child's record, and how certain a link must be to carry a row there."""

from __future__ import annotations

from waylight.engine.files import Column
from waylight.engine.words import Rule
from waylight.rulebook.sources import OURS

CERTAIN: Rule[float] = Rule(
    name="a link that is certain",
    says="A police row reaches a child's record where a person confirmed the link, or where it is at least this "
    "probable and no other child is a rival. Every other row stays at the desk.",
    value=0.99,
    source=OURS,
)
RIVAL: Rule[float] = Rule(
    name="a rival",
    says="Another child of whom the same row may speak with more than this probability.",
    value=0.005,
    source=OURS,
)

# What the police file says, column by column.
POLICE = (
    Column("incident_id", "the row's own number: the same number again is the same claim"),
    Column("force", "whose claim it is: the force of that name or code"),
    Column("last_seen_at", "since when the child was not where expected; a date alone stays a day"),
    Column("reported_at", "the same, where nothing says when the child was last seen"),
    Column(
        "found_at",
        "the recorded end; where it is blank the end is not recorded, and the child is not away now",
    ),
    Column("forename", "names the child to the reconciliation; nothing of it is kept as a claim"),
    Column("surname", "names the child to the reconciliation; nothing of it is kept as a claim"),
    Column("date_of_birth", "names the child to the reconciliation; nothing of it is kept as a claim"),
    Column("sex", "names the child to the reconciliation; nothing of it is kept as a claim"),
    Column("ethnicity", "compared for fairness; nothing of it is kept as a claim"),
    Column("postcode", "places the child to the reconciliation; nothing of it is kept as a claim"),
    Column("risk", "stays at the desk: a live grade is said by police on the live page"),
    Column("in_care", "stays at the desk: police often do not know"),
    Column("place", "stays at the desk"),
    Column("aliases", "names the child to the reconciliation; nothing of it is kept as a claim"),
)
# What the authority's missing rows say.
MISSING = (
    Column("missing_id", "the row's own number: the same number again is the same claim"),
    Column("child_id", "whose record: the child whom the authority knows by this number"),
    Column("category", "M: whereabouts unknown. A: whereabouts known, and somebody was told"),
    Column("started_at", "since when the child was not where expected; a date alone stays a day"),
    Column(
        "ended_at",
        "the recorded end; where it is blank the end is not recorded, and the child is not away now",
    ),
)
