"""Who answers for which record: several agencies decide together what is kept, each for what it says."""

from __future__ import annotations

from waylight.web.about.sheet import Section, Sheet, Table

HEAD = ("record", "who answers for it", "who else adds to it", "whom a child or parent asks")
ASK_AUTHORITY = "the responsible authority"
ROWS = (
    ("who the child is, care, allocation", "the responsible authority", "nobody", ASK_AUTHORITY),
    ("placement", "the responsible authority", "the home or carer says who lives there", ASK_AUTHORITY),
    (
        "claims about a time away",
        "each agency for what it said itself",
        "home or carer, police, authority, host authority",
        "the responsible authority, which passes on what another agency must answer",
    ),
    (
        "the agreed episode",
        "the responsible authority and the force together",
        "nobody: it is computed from the claims",
        ASK_AUTHORITY,
    ),
    (
        "grab pack",
        "the home or carer where the child lives today, with the responsible authority",
        "both",
        ASK_AUTHORITY,
    ),
    ("health and contacts", "the responsible authority", "the home or carer", ASK_AUTHORITY),
    ("exploitation record", "the responsible authority", "the force and the home", ASK_AUTHORITY),
    ("the register of homes", "the provider for its homes", "the inspectorate's list", "the provider"),
    ("people, roles, sign-in", "each agency for its own people", "nobody", "that agency"),
    ("the trail of who looked", "the responsible authority", "every act writes its own row", ASK_AUTHORITY),
    (
        "extracts at the reconciliation desk",
        "the agency that handed the extract in, for its own",
        "the data officer who decides pairs",
        "that agency",
    ),
)
DUTIES = (
    ("telling people", "each agency, in its own privacy notice, with a link to this page"),
    ("a request to see one's data", "the responsible authority, within one month, from the child's page"),
    (
        "a request to put right",
        "the agency that said it, by a correction; both versions stay and are shown as such",
    ),
    (
        "a request to erase",
        "the responsible authority decides with the agency that said it; erasing is itself a fact",
    ),
    (
        "a breach",
        "whoever finds it tells the responsible authority at once; the authority tells the regulator within 72 hours",
    ),
    (
        "running the system",
        "whoever runs it is a processor under contract and decides nothing about the data",
    ),
)


def controllers() -> Sheet:
    """The table that joint controllers agree on before records are real."""
    return Sheet(
        "controllers",
        "Who answers for which record",
        "Agencies that share this record decide together why and how it is kept, so they are joint controllers. "
        "This is the arrangement that they sign before real records come in. Whomever a child asks must answer.",
        (
            Section("Records", table=Table(HEAD, ROWS)),
            Section("Duties", table=Table(("duty", "who carries it"), DUTIES)),
        ),
    )
