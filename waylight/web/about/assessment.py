"""The impact assessment: what is processed, why, what could go wrong, and which test holds each answer to it."""

from __future__ import annotations

from waylight.web.about.sheet import Section, Sheet, Table

WHAT = (
    "Children in care who go missing, or are away where they should not be: who they are, where they live, when "
    "they were away, what was said by whom, what police need to search, and who looked at any of it.",
    "Some of it is health, origin, harm and offences. Nearly all of it is about people under 18 whom others have hurt "
    "or may hurt, so an assessment is owed before the first real record.",
)
WHY = (
    "Authorities must safeguard the children whom they look after, police must protect life, and homes must report. "
    "Each acts on a duty laid on it by law or in the public interest; consent is not the ground, because a child "
    "cannot refuse to be searched for.",
    "Without a shared record each agency keeps its own times and hears late. A night worker types the same four times, "
    "and nobody can say how often a child was away.",
)
LESS = (
    "No scores of children and no predictions. No tracking of phones. No record of parents or friends beyond what is "
    "needed to find the child tonight. An agency sees the child only while it is something to the child.",
    "Counts leave the record only as numbers. A demonstration holds invented children alone.",
)
T = "tests/"
RISKS = (
    ("Somebody who means harm learns where a child lives",
     "An address opens to those in the home and to those whose child lives there; a carer's address stands in no list",
     f"{T}homes/test_register.py::test_a_foster_carers_address_is_in_no_register_and_opens_to_the_force_that_searches"),
    ("Staff look at children who are not theirs",
     "Each query is closed in the database itself, and every look is shown on the child's page",
     f"{T}matrix/test_no_row_leaks.py::test_a_query_without_a_filter_gives_each_role_its_own_children_and_no_others"),
    ("A mistake in a page shows another's child",
     "With every filter of the pages taken out, a stranger is still shown nothing",
     f"{T}matrix/test_filters_taken_out.py::test_without_any_filter_a_stranger_of_any_role_is_shown_nothing"),
    ("Police keep a child in view for good",
     "What a force sees opens with a report and closes thirty days after the return",
     f"{T}children/test_stories.py::test_a_force_sees_nothing_of_the_child_until_a_report_and_nothing_thirty_days_after"
     "_the_return"),
    ("A child whose parent works here, or who is known to the public, is looked up",
     "A restricted child is seen by named people alone",
     f"{T}children/test_stories.py::test_a_restricted_child_is_seen_by_named_people_alone"),
    ("Break-glass becomes the usual way in",
     "One exactly named child, one person, to read, one hour; every try counts and is reviewed",
     f"{T}access/test_glass.py::test_it_opens_one_child_to_one_person_to_read_for_an_hour"),
    ("Somebody covers up that they looked, or what they wrote",
     "The trail is only added to, linked, and its head is kept elsewhere",
     f"{T}drills/test_tampering.py::test_all_of_a_thousand_tamperings_are_found_with_the_anchored_head"),
    ("A report is lost and a search begins late",
     "What was acknowledged survives the server being killed, and with the database stopped a report is still kept",
     f"{T}drills/test_killing.py::test_nothing_acknowledged_is_lost_doubled_or_half_kept_in_twenty_kills"),
    ("A device that is lost opens the record",
     "A PIN works on an enrolled device alone; taking the device off ends its sittings",
     f"{T}signin/test_shared_devices.py::test_taking_the_device_off_ends_the_sitting_at_its_next_step"),
    ("A name leaks into a log",
     "Logs hold the names of pages and no name of a child",
     f"{T}matrix/test_over_http.py::test_no_line_of_the_log_names_a_child_who_was_asked_for"),
    ("A wrong link makes one child's history another's",
     "A decision is made by a named person and is not deleted; it does not speak for a record that has changed",
     f"{T}desk/test_decisions.py::test_a_decision_does_not_speak_for_a_record_that_has_changed"),
    ("Police rows about children who are nobody's here stay for good",
     "They go thirty days after the run closes",
     f"{T}desk/test_retention.py::test_on_the_thirtieth_day_rows_about_other_children_go_and_the_others_stay"),
    ("An export carries more than the child may have, or runs as a formula",
     "It holds what its maker may read, without where a child can be found and without the names of staff",
     f"{T}web/test_about_data.py::test_the_export_holds_the_childs_record_and_neither_address_nor_staff"),
    ("Real children stand in a demonstration",
     "A demonstration refuses a database that was not made for one",
     f"{T}ops/test_startup.py::test_a_demonstration_refuses_a_database_without_the_marker"),
)  # fmt: skip
LEFT = (
    "A person who may see a child can still tell somebody else: the trail shows that they looked, not what they said.",
    "Backups are not yet encrypted to the authority's own key, and nobody outside has tested the system. Until both "
    "are done it holds no real record on a server.",
    "What is past its time is not yet listed by the program: people find it by the schedule.",
    "The authority's data protection officer, and children in care themselves, have to be asked about this page "
    "before it is signed.",
)


def assessment() -> Sheet:
    """The page; the tests that it names are checked to exist."""
    risks = Table(("what could go wrong", "what holds it", "the test that shows it"), RISKS)
    return Sheet(
        "assessment",
        "Impact assessment",
        "What could go wrong for a child because this record exists, and what stands against it.",
        (
            Section("What is processed", WHAT),
            Section("Why, and on what ground", WHY),
            Section("Kept as small as can be", LESS),
            Section("Risks, and what holds each", table=risks),
            Section("What is left", LEFT),
        ),
    )
