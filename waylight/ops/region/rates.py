"""Every rate of the invented region in one place, with its default; shares are between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rates:
    """How often each thing happens. The defaults are the preset `usual`."""

    # -- children ------------------------------------------------------------------------------------
    unaccompanied: float = 0.07
    first_january: float = 0.45  # of unaccompanied children
    first_january_others: float = 0.004
    siblings: float = 0.35  # children who have a brother or sister in care
    step_siblings: float = 0.15  # of siblings: another surname, the same address
    twins: float = 0.06  # of siblings
    siblings_together: float = 0.55
    twins_together: float = 0.85
    middle_name: float = 0.55
    double_barrelled: float = 0.04
    names_in_three: float = 0.12  # of children with a father's and a grandfather's name: written as three
    second_record: float = 0.02  # children recorded twice by authorities
    # -- where -----------------------------------------------------------------------------------------
    placed_outside_authority: float = 0.43
    placed_outside_forces: float = 0.03  # with a force that is not among those given
    leaves_care: float = 0.25
    moves: float = 0.6  # placement moves in a year; three times that for children who go missing
    # -- times away ------------------------------------------------------------------------------------
    goes_missing: float = 0.106  # and their companions besides: 11 % together
    dense_goes_missing: float = 0.72
    away_category: float = 0.11  # of all times away
    together: float = 0.05  # times away shared with a sibling or room-mate
    twins_away_together: float = 0.35
    # -- who notices: at the shortest and at the longest absence; between, a curve in log duration -----
    police_short: float = 0.72
    police_long: float = 0.975
    authority_short: float = 0.70
    authority_long: float = 0.965
    homes_short: float = 0.74
    homes_long: float = 0.96
    notice_hours: float = 6.0  # the duration at which half the rise is reached
    shared_neglect: float = 0.0  # absences that neither side is told of: breaks the estimate's assumption
    fed_by_police: float = 0.0  # authority rows copied from the police: the lists are not independent
    police_lists_away: float = 0.02  # category A seen in police rows
    category_mistaken: float = 0.015
    # -- police rows -----------------------------------------------------------------------------------
    others: float = 1.0  # police rows of children not listed, for each row of a listed child
    others_in_care: float = 0.18  # of those: in care of authorities not given
    others_related: float = 0.03  # of those: a brother or sister of a listed child, at the same address
    others_namesake: float = 0.004  # same name as a listed child, another birth date
    before_care: float = 0.01  # listed children with reports from before they came into care
    police_twice: float = 0.02  # the same report entered twice
    police_two_forces: float = 0.01
    police_split: float = 0.025  # one absence as two reports
    police_reopened: float = 0.01
    police_found_blank: float = 0.06
    police_found_at_closing: float = 0.06  # found is the time the log was closed, half a day late
    police_date_only_forces: float = 0.05
    force_prefilters: float = 0.0  # chance that one force hands over only whom it believes to be in care
    force_clock_utc: float = 0.34  # chance that one force's clock is in UTC
    clock_12_hours: float = 0.008
    clock_one_day: float = 0.01
    clock_summer_time: float = 0.01
    # -- authority rows --------------------------------------------------------------------------------
    date_only_authorities: float = 0.25
    date_only_rows: float = 0.08
    row_per_night_authorities: float = 0.05
    row_per_weekend_authorities: float = 0.06
    nights_merged: float = 0.12  # absences within 20 hours of the last: written into the row of that one
    without_placements_authorities: float = 0.05
    authority_ended_blank: float = 0.05
    authority_twice: float = 0.01
    fortnight_twice_authorities: float = 0.08  # a fortnight uploaded twice
    time_spread_minutes: float = 35.0
    placement_dates_wrong: float = 0.10
    placement_overlap: float = 0.03
    # -- identities as typed: police -------------------------------------------------------------------
    retyped: float = 0.22  # reports typed afresh instead of from the force's record of the child
    forename_nickname: float = 0.07
    transliterated: float = 0.16  # of names that have other well-known transliterations
    respelled: float = 0.06  # of names from other scripts: spelled by ear, in no list
    fathers_name: float = 0.04  # of children named after father and grandfather: the other one as surname
    surname_changed: float = 0.025
    double_barrel_half: float = 0.45
    names_swapped: float = 0.015
    middle_as_first: float = 0.012
    name_typed_wrong: float = 0.045
    name_scanned_wrong: float = 0.004
    name_misheard: float = 0.012
    name_foreign_keyboard: float = 0.002
    name_partial: float = 0.012
    forename_blank: float = 0.006
    surname_blank: float = 0.006
    chosen_name: float = 0.006
    anglicised: float = 0.015  # of children with names from elsewhere
    family_name_first: float = 0.18  # of names from communities that put the family name first
    accents_lost: float = 0.7
    accents_broken: float = 0.05
    upper_case_forces: float = 0.4
    case_odd: float = 0.03
    title_in_name: float = 0.006
    alias_in_brackets: float = 0.008
    note_in_name: float = 0.004
    both_names_in_one: float = 0.004
    dob_day_month: float = 0.008
    dob_year: float = 0.012
    dob_typed: float = 0.015
    dob_first_january: float = 0.006
    dob_blank: float = 0.03
    dob_reassessed: float = 0.10  # of unaccompanied children
    sex_wrong: float = 0.008
    sex_blank: float = 0.03
    ethnicity_officer: float = 0.25
    ethnicity_differs: float = 0.07
    ethnicity_blank: float = 0.15
    aliases_given: float = 0.03
    # -- postcode of a police row ----------------------------------------------------------------------
    postcode_home: float = 0.10
    postcode_elsewhere: float = 0.05
    postcode_office: float = 0.015
    postcode_typed: float = 0.015
    postcode_untidy: float = 0.05  # without its space, or in lower case
    postcode_partial: float = 0.03
    postcode_blank: float = 0.06
    postcode_in_place: float = 0.01  # typed into the column `place`
    # -- identities as typed: authority, as a share of the police rates ----------------------------------
    authority_share: float = 0.2
    upper_case_authorities: float = 0.15
    in_both_records: float = 0.1  # rows of a child with two records that stand in both
