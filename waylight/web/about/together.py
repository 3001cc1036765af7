"""The assessment of patterns across children, which is owed for itself: what could go wrong, and what holds it."""

from __future__ import annotations

from waylight.web.about.sheet import Section, Sheet, Table

T = "tests/alerts/"
WHAT = (
    "Times away of several children are laid side by side: who was away on the same nights, found near the "
    "same place, gone from one home at the same minute, or named in the other's report; and whether the same "
    "address, telephone, car or adult stands in what is kept of several children.",
    "What comes of it is a pair, or a group of children joined by pairs, shown as children at risk. Nothing "
    "is concluded about a child, and nothing follows from it by itself: a named person looks at it and says "
    "so.",
)
WHY = (
    "Children are hurt in groups by the same people, and each agency sees only its own child. Nobody who "
    "looks after one of five children can see the other four: the pattern is in nobody's file.",
)
LESS = (
    "No group is made of children whom the reader may not see one by one. No list of adults is kept: a name "
    "stands where it was written, and a comparison of it shows only to those who may read every entry it "
    "stands in.",
    "A group ends after 90 days unless the children are away together again. Places are compared by a few "
    "streets, not by the house, unless the house itself is what was written down.",
)
RISKS = (
    ("Somebody learns of a child who is not theirs, because the child is in a group",
     "A group is made of the pairs that the reader may see; who sees three of five finds no hint of two more,"
     " also without any selector",
     f"{T}test_rings.py::test_whoever_sees_three_sees_no_hint_of_two_more"),
    ("What is kept from police reaches them as an alarm",
     "An alert shows to those alone who may read every record that it was made from",
     f"{T}test_floor.py::test_an_alert_shows_to_each_role_that_may_read_all_it_was_made_from"),
    ("A note that somebody acted gives away what nobody may know",
     "It is read with the alert itself and not otherwise, within the own agency too",
     f"{T}test_floor.py::test_what_was_said_about_an_alert_is_read_with_the_alert_alone"),
    ("Brother and sister are taken for a group because both are away often",
     "What chance gives is counted from how often each is away, and stands beside what was seen",
     "tests/engine/patterns/test_together.py::test_brother_and_sister_of_one_home_who_go_on_their_own_are_not_shown"),
    ("A fair makes a group of children who never met",
     "A night on which many were found at one place counts for nobody",
     "tests/engine/patterns/test_together.py::test_a_night_of_a_fair_counts_for_nobody"),
    ("A child stays marked by a group for good",
     "It ends after 90 days, confirmed or not",
     f"{T}test_rings.py::test_a_person_confirms_it_and_it_expires"),
    ("A mistaken report makes a group",
     "What is said in error takes the pair away",
     f"{T}test_rings.py::test_a_night_said_in_error_takes_the_pair_away"),
    ("A public place, or the number of a service, joins children",
     "What stands in more than 15 children's records joins nobody",
     "tests/engine/patterns/test_named.py::test_what_everybody_names_is_a_public_place"),
)  # fmt: skip
LEFT = (
    "Chance is counted as if children went on their own and nights were alike within an area; a night out of "
    "a whole school with fewer than 13 found at one place could still join two of them. A person must look.",
    "Children in care, and the agencies' data protection officers, have to be asked before this is used on "
    "real records.",
)


def together() -> Sheet:
    """The page; the tests that it names are checked to exist."""
    risks = Table(("what could go wrong", "what holds it", "the test that shows it"), RISKS)
    return Sheet(
        "together",
        "Assessment of patterns across children",
        "What could go wrong because children's times away are laid side by side, and what stands against it.",
        (
            Section("What is laid side by side", WHAT),
            Section("Why", WHY),
            Section("Kept as small as can be", LESS),
            Section("Risks, and what holds each", table=risks),
            Section("What is left", LEFT),
        ),
    )
