"""What becomes of each column of an extract. `docs/columns.md` is made from this table and held to it by a test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of one list, and what the record keeps of it."""

    rows: str
    column: str
    becomes: str


LINK = "used to find the child; not kept in the record"
COLUMNS = (
    Column(
        "police",
        "incident_id",
        "the source id: with the force and the content it makes the key of each claim",
    ),
    Column("police", "force", "whose claim it is"),
    Column("police", "forename", LINK),
    Column("police", "surname", LINK),
    Column("police", "date_of_birth", LINK),
    Column("police", "sex", LINK),
    Column("police", "ethnicity", LINK),
    Column("police", "postcode", LINK),
    Column("police", "aliases", LINK),
    Column("police", "in_care", LINK),
    Column("police", "last_seen_at", "absent: since when; where empty, reported_at stands in"),
    Column("police", "last_seen_day", "absent: to the day where true, else to the minute"),
    Column("police", "reported_at", "police reference: when police knew; absent: reported is true"),
    Column("police", "reported_day", "police reference: to the day where true"),
    Column("police", "found_at", "found: when; where empty, the end is not recorded"),
    Column("police", "found_day", "found: to the day where true"),
    Column("police", "risk", "risk graded: their wording as they wrote it"),
    Column("police", "place", "words of the absence: place"),
    Column("authority", "missing_id", "the source id"),
    Column("authority", "child_id", "the child, by the authority's own number"),
    Column(
        "authority",
        "category",
        "absent: M whereabouts unknown, A whereabouts known; concern and reported are true",
    ),
    Column("authority", "started_at", "absent: since when"),
    Column("authority", "started_day", "absent: to the day where true"),
    Column("authority", "ended_at", "absent: until; where empty, the end is not recorded"),
    Column("authority", "ended_day", "absent: until, to the day where true"),
    Column("home", "report_id", "the source id"),
    Column("home", "home", "whose claim it is"),
    Column("home", "child_id", "the child, where the home knows the number"),
    Column("home", "forename", LINK),
    Column("home", "surname", LINK),
    Column("home", "date_of_birth", LINK),
    Column("home", "left_at", "absent: since when; whereabouts unknown, concern and reported are true"),
    Column("home", "left_day", "absent: to the day where true"),
    Column("home", "returned_at", "returned: when; where empty, the end is not recorded"),
    Column("home", "returned_day", "returned: to the day where true"),
)


def page() -> str:
    """The table as a page of the documents."""
    lines = [
        "# What becomes of each column of an extract",
        "",
        "An extract that was loaded through the desk becomes claims on the episodes of the children whom a person "
        "confirmed, or whose link is certain. The claims are facts like those that people file, by the door "
        "`import`, in the name of the agency that sent the list.",
        "",
        "A row is known by its source, its id there and its content. Handing in the same row again changes nothing; "
        "a row that says something else puts its earlier claims in error and adds new ones; a row that is missing "
        "from a later list is left alone. Taking an import back puts its claims in error.",
        "",
        "| list | column | becomes |",
        "|---|---|---|",
        *(f"| {c.rows} | `{c.column}` | {c.becomes} |" for c in COLUMNS),
    ]
    return "\n".join(lines) + "\n"
