"""Where each role stands in the story of one child: how the invented people of a demonstration are laid out."""

from __future__ import annotations

# What stands in the grant of an invented person whom no story needs.
PLAIN = "the demonstration"

# The three who show a newcomer most in the least time: the same child is reported, taken on and understood.
BEGIN_WITH = ("night worker", "duty inspector", "social worker")

# From the child's own front door outwards.
PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Where the child lives",
        ("night worker", "foster carer", "supported-accommodation worker", "registered manager"),
    ),
    ("Police", ("duty inspector", "missing coordinator")),
    (
        "The council that looks after the child",
        (
            "out-of-hours team", "social worker", "team manager", "reviewing officer", "director", "data officer",
        ),
    ),
    ("Those who listen when the child is back", ("return interviewer", "interview service manager")),
    ("The council in whose area the child lives", ("host authority officer",)),
    ("The inspectorate", ("inspector",)),
    ("Those who keep Waylight running", ("system operator",)),
)  # fmt: skip
ELSEWHERE = "Elsewhere"


def by_place(roles: set[str]) -> list[tuple[str, list[str]]]:
    """The roles, by where they stand in the story; one that has no place in it comes last."""
    placed = [(place, [role for role in some if role in roles]) for place, some in PLACES]
    named = {role for _, some in PLACES for role in some}
    laid_out = [*placed, (ELSEWHERE, sorted(roles - named))]
    return [(place, some) for place, some in laid_out if some]
