"""Why each table of the record is held, which record of the access grid opens it, and which row says how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CASE = "the authority's case record of a looked-after child"
HOME = "a children's home's other records: register, staff, rosters, visitors"
REGISTER = "extracts of the register of homes"
TRAIL = "the trail of who looked at a child's record"
EXTRACTS = "rows about other children go thirty days after the run is closed; the others as the case record"
RETURNS = "three years after it was handed in; what was built and not handed in, until the next is built"
NO_CHILD = "not a child's record"


@dataclass(frozen=True)
class Purpose:
    """`opened_by`: records of the grid, of which any opens the rows or some of them; () where no cell of the grid
    does. `kept`: the name of a row of the retention schedule, or a sentence of our own."""

    why: str
    opened_by: tuple[str, ...]
    kept: str


CORE = ("child core",)
STAFF = "as long as what the person did stands in the record: a name on a fact must stay somebody's"

PURPOSES: Mapping[str, Purpose] = {
    "access": Purpose("to open each record to those whom the access grid names, and to nobody else", (), NO_CHILD),
    "access.BrokenGlass": Purpose("to open a child in danger to one person, for an hour, and have it reviewed", (),
                                  TRAIL),
    "agencies": Purpose("to know which agencies share the record and who acts for them", (), STAFF),
    "audit": Purpose("to show a child who looked and why they could, and to prove that no row was changed",
                     ("trail of own children", "trail of own record"), TRAIL),
    "children": Purpose("to know for whom a responsible authority answers", CORE, CASE),
    "children.Child": Purpose("to know who is meant when a report comes in", CORE, CASE),
    "children.Sibling": Purpose("because children who go missing are often with each other", CORE, CASE),
    "children.Placement": Purpose("to know where a child is expected tonight and which force and host must know",
                                  ("placement",), CASE),
    "children.Away": Purpose("to open the record to police while a child is away, and close it afterwards",
                             ("episode",), CASE),
    "children.Interest": Purpose("to know which agency is what to a child today", CORE, CASE),
    "children.Cover": Purpose("to open children to whoever stands in for a colleague", (), STAFF),
    "children.Inspection": Purpose("to open a home's children to its inspector while the inspection lasts", (),
                                   HOME),
    "episodes": Purpose("to have one agreed account of each time away", ("episode", "episode core"), CASE),
    "episodes.PackEntry": Purpose("so that police can begin to search at once",
                                  ("grab pack", "health and contacts", "exploitation record"), CASE),
    "episodes.PackPhoto": Purpose("so that police can recognise the child", ("grab pack",), CASE),
    "facts": Purpose("to keep who said what and when, so that the account can be checked and computed anew",
                     ("child core", "episode", "episode core", "grab pack", "placement", "plan review",
                      "plan dispute", "strategy discussion"), CASE),
    "facts.Words": Purpose("to keep free words apart from what is counted, each under a record of its own",
                           ("child core", "episode", "plan review", "plan dispute", "strategy discussion"), CASE),
    "counts": Purpose("to count times away without naming a child, as a database role that can read nothing else",
                      ("authority scorecard",), NO_CHILD),
    "desk": Purpose("to compare what police and authorities wrote down, row by row, and say why a row has no partner",
                    ("extract",), EXTRACTS),
    "desk.RunPair": Purpose("to ask a person where the comparison is in doubt", ("extract", "reconciliation pair"),
                            CASE),
    "desk.Decision": Purpose("to keep what a person decided about a doubtful pair",
                             ("extract", "reconciliation pair"), CASE),
    "exports": Purpose("to hand a person what is held of them, by somebody who answers for the child",
                       ("child core",), "a day after the file was made, or was asked for and not made"),
    "homes": Purpose("to know where a home is and who answers for it", ("register of homes", "placement"), REGISTER),
    "imports": Purpose("to say where each line of a file went, and to be able to take it back", (), CASE),
    "imports.Freshness": Purpose("to say on each list how old its data is", (), NO_CHILD),
    "protocols": Purpose("to judge by the figures that an authority set for itself, and to show who set them and why",
                         ("authority setting",), NO_CHILD),
    "statutory_return": Purpose("to make the yearly return that the law asks for, and say what changed since",
                                ("statutory return",), RETURNS),
    "signin": Purpose("to let in the right person on the right device, and nobody else", (),
                      "until it ends, is used up or is taken away; then only that it was there"),
    "duties": Purpose("to see in time what is owed to a child, by whom, and to count what was not done",
                      ("duty", "police duty"), CASE),
    "duties.Reckoned": Purpose("to find what follows from a fact that no task has heard", (), CASE),
    "alerts": Purpose("so that a pattern is seen in time, by people who can act on it, with what it was counted from",
                      ("alert",), CASE),
    "alerts.Chance": Purpose("to tell what chance alone would give; numbers of nights and places, of nobody", (), CASE),
    "telling": Purpose("so that the right people know in time, and it can be seen who knew when",
                       ("episode",), CASE),
    "telling.Delivery": Purpose("to send a message until it is taken, and not twice", (), CASE),
    "telling.Confirmation": Purpose("to know that a message arrives before somebody relies on it", (), STAFF),
    "telling.Mobile": Purpose("to send a text to somebody on duty who asked for one", (), STAFF),
}  # fmt: skip


def purpose_of(room: str, table: str) -> Purpose:
    """The table's own, else its room's. Raises: KeyError for a room of which nobody said why it is held."""
    return PURPOSES.get(f"{room}.{table}") or PURPOSES[room]
