"""What is checked in the yearly return of looked-after children (SSDA903) wherever it touches time missing or away.

The Department for Education publishes numbered rules; the sector's public checking program words how each is meant.
Here each is a row: what is wrong, in a sentence, and what the data officer is told. A date that cannot be read counts
as blank, and rules 1004 and 1005 say that it is there. A child who is still missing on 31 March and still looked after,
in a placement that goes on, has an open row, and that is right.
"""

from __future__ import annotations

from waylight.engine.checks import (
    EARLIEST,
    PERIOD_BEGAN,
    PERIOD_ENDED,
    PREVIOUS,
    PREVIOUS_ENDED,
    YEAR_BEGINS,
    YEAR_ENDS,
    Check,
    Day,
    Every,
    Module,
    NoRow,
    Some,
    Table,
    Text,
)
from waylight.engine.words import Proof, Rule, Source

COLUMNS = Source(
    "Children looked after return (SSDA903), columns of the modules",
    "as the sector's public checking program lists them",
    mark=Proof.FOUND,
)
VALIDATION = Source(
    "Children looked after return (SSDA903), validation rules",
    "Department for Education, as the sector's public checking program for 2024-25 carries them out",
    mark=Proof.FOUND,
)
COLLECTION = Source(
    "Children looked after return (SSDA903)", "the year from 1 April to 31 March", mark=Proof.FOUND
)

YEAR_FIRST = Rule(
    name="the return's first day",
    says="The collection year begins on 1 April of the year before; as month and day.",
    value=(4, 1),
    source=COLLECTION,
)
YEAR_LAST = Rule(
    name="the return's last day",
    says="The collection year is called after the year in which it ends, on 31 March; as month and day.",
    value=(3, 31),
    source=COLLECTION,
)

MODULES = (
    Module(
        Table.HEADER,
        ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
        COLUMNS,
        days=("DOB", "MC_DOB"),
    ),
    Module(
        Table.EPISODES,
        (
            "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
            "HOME_POST", "PL_POST", "URN",
        ),
        COLUMNS,
        days=("DECOM", "DEC"),
    ),
    Module(
        Table.MISSING,
        ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"),
        COLUMNS,
        days=("DOB", "MIS_START", "MIS_END"),
    ),
    Module(Table.REVIEWS, ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"), COLUMNS),
    Module(
        Table.OC2,
        (
            "CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK",
            "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
        ),
        COLUMNS,
    ),
    Module(Table.OC3, ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"), COLUMNS),
    Module(
        Table.AD1,
        ("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
        COLUMNS,
    ),
    Module(Table.UASC, ("CHILD", "SEX", "DOB", "DUC"), COLUMNS),
    Module(
        Table.PREVIOUS_PERMANENCE, ("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"), COLUMNS
    ),
    Module(
        Table.PLACED_FOR_ADOPTION,
        ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
        COLUMNS,
    ),
    Module(
        Table.SOCIAL_WORKERS, ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"), COLUMNS
    ),
    Module(
        Table.DEPRIVATION_OF_LIBERTY, ("CHILD", "DOB", "DOLO_START", "DOLO_END"), COLUMNS
    ),
)  # fmt: skip

MISSING = (Table.MISSING,)
TYPE, STARTED, ENDED = (
    Text(Table.MISSING, "MISSING"),
    Day(Table.MISSING, "MIS_START"),
    Day(Table.MISSING, "MIS_END"),
)
BORN, BORN_BY_HEADER = Day(Table.MISSING, "DOB"), Day(Table.HEADER, "DOB")
DECOM, DEC, REC = (
    Day(Table.EPISODES, "DECOM"),
    Day(Table.EPISODES, "DEC"),
    Text(Table.EPISODES, "REC"),
)
LAST_STARTED, LAST_ENDED = Day(Table.MISSING_LAST_YEAR, "MIS_START"), Day(Table.MISSING_LAST_YEAR, "MIS_END")

CHECKS = (
    Check(
        "564",
        "A child was missing or away, and the start date is blank.",
        "The type of absence is given, but no start date that can be read. Enter the day on which the child left the "
        "placement or was last seen by a responsible adult, whichever is later.",
        over=MISSING, wrong_when=TYPE.given & STARTED.blank, source=VALIDATION,
    ),
    Check(
        "565",
        "An absence has a start date and no type.",
        "The absence starts on {missing_MIS_START}, but its type is blank. Enter M (missing from care, whereabouts not "
        "known) or A (away from placement without authorisation, whereabouts known).",
        over=MISSING, wrong_when=STARTED.given & TYPE.blank, source=VALIDATION,
    ),
    Check(
        "566",
        "An absence has an end date and no type.",
        "The absence ends on {missing_MIS_END}, but its type is blank. Enter M (missing from care, whereabouts not "
        "known) or A (away from placement without authorisation, whereabouts known).",
        over=MISSING, wrong_when=ENDED.given & TYPE.blank, source=VALIDATION,
    ),
    Check(
        "567",
        "An absence ended before it started.",
        "The end ({missing_MIS_END}) is before the start ({missing_MIS_START}). Correct the date that is wrong; both "
        "may be the same day.",
        over=MISSING, wrong_when=ENDED.before(STARTED), source=VALIDATION,
    ),
    Check(
        "570",
        "An absence started after the end of the collection year.",
        "The start ({missing_MIS_START}) is after the collection year, which ends on {year_ends}. Correct the date, or "
        "keep the row for the next return.",
        over=MISSING, wrong_when=STARTED.after(YEAR_ENDS), source=VALIDATION,
    ),
    Check(
        "571",
        "An absence ended before or after the collection year.",
        "The end ({missing_MIS_END}) is outside the collection year, {year_begins} to {year_ends}. Correct the date; "
        "leave it blank if the child was still away on {year_ends}; take the row out if it was over before the year.",
        over=MISSING, wrong_when=ENDED.before(YEAR_BEGINS) | ENDED.after(YEAR_ENDS), source=VALIDATION,
    ),
    Check(
        "574",
        "An absence started while the child's absence before it was still open, or overlaps it.",
        "This absence starts on {missing_MIS_START}, but the one before it (row {missing_previous} of the module, "
        "counted from 0: {missing_previous_started} to {missing_previous_ended}) has no end or ends later. Give that "
        "one its end, correct the dates, or make one row of the two; one may begin on the day the other ends.",
        over=MISSING,
        wrong_when=PREVIOUS.given & (PREVIOUS_ENDED.blank | STARTED.before(PREVIOUS_ENDED)),
        source=VALIDATION,
    ),
    Check(
        "575",
        "The placement from which the child was missing or away has ended, and the absence has no end date.",
        "The absence started on {missing_MIS_START} from the placement of {episodes_DECOM} to {episodes_DEC} and has "
        "no end. Enter the day it ended; if the child was still away when the placement ended, end this row on "
        "{episodes_DEC} and go on with a new row in the next placement.",
        over=MISSING,
        wrong_when=ENDED.blank & Some(Table.EPISODES, DECOM.up_to(STARTED) & STARTED.up_to(DEC)),
        source=VALIDATION,
        needs=(Table.EPISODES,),
    ),
    Check(
        "576",
        "An absence was left open in last year's return, and this year's first absence of the child is another.",
        "Last year's return left open an absence that started on {last_MIS_START}; the child's first absence this year "
        "starts on {missing_MIS_START}. Return last year's again with the same start, and with its end if it has one.",
        over=MISSING,
        wrong_when=EARLIEST.given
        & Some(Table.MISSING_LAST_YEAR, LAST_ENDED.blank & LAST_STARTED.given & STARTED.other_than(LAST_STARTED)),
        source=VALIDATION,
        needs=(Table.MISSING_LAST_YEAR,),
    ),
    Check(
        "577",
        "The child ceased to be looked after, and an absence has no end date or lies outside every period of care.",
        "The absence of {missing_MIS_START} to {missing_MIS_END} does not fit the time the child was looked after "
        "({missing_periods}). An absence ends no later than the period of care in which it starts: enter or correct "
        "its end, or correct the episodes.",
        over=MISSING,
        wrong_when=Every(
            Table.PERIODS_OF_CARE,
            ENDED.blank & (PERIOD_ENDED.given | STARTED.before(PERIOD_BEGAN))
            | ENDED.after(PERIOD_ENDED)
            | ENDED.before(PERIOD_BEGAN),
        ),
        source=VALIDATION,
        needs=(Table.EPISODES,),
    ),
    Check(
        "578",
        "An absence started when the child was not looked after.",
        "The absence starts on {missing_MIS_START}, when the child was not looked after ({missing_periods}). Correct "
        "the start or the episodes, or take the row out: only absences of looked-after children are returned.",
        over=MISSING,
        wrong_when=Every(Table.PERIODS_OF_CARE, STARTED.before(PERIOD_BEGAN) | STARTED.after(PERIOD_ENDED)),
        source=VALIDATION,
        needs=(Table.EPISODES,),
    ),
    Check(
        "580",
        "A child was missing on turning 18, when care ended, and the reason the episode ceased is not E8.",
        "The child turned 18 on {episodes_DEC}, and both an absence and this episode end on that day. Enter E8 as the "
        "reason the episode ceased, or correct the dates.",
        over=(Table.EPISODES,),
        wrong_when=REC.none_of("E8")
        & Some(Table.MISSING, BORN.aged(18).same_as(ENDED) & ENDED.same_as(DEC)),
        source=VALIDATION,
        needs=MISSING,
    ),
    Check(
        "581",
        "An absence started when no episode of the child was running.",
        "The start of the absence ({missing_MIS_START}) lies in none of the child's episodes ({missing_periods}). "
        "Correct the start, or the episodes.",
        over=MISSING,
        wrong_when=Some(Table.EPISODES)
        & NoRow(Table.EPISODES, DECOM.up_to(STARTED) & (STARTED.up_to(DEC) | DEC.blank)),
        source=VALIDATION,
        needs=(Table.EPISODES,),
    ),
    Check(
        "586",
        "An absence started on or before the day the child was born.",
        "The start ({missing_MIS_START}) is not after the date of birth ({missing_DOB}). Correct the date that is "
        "wrong.",
        over=MISSING, wrong_when=STARTED.up_to(BORN), source=VALIDATION,
    ),
    Check(
        "1004",
        "The start date of an absence is no valid date.",
        "The start is blank or is no date that exists. Write it as dd/mm/yyyy.",
        over=MISSING, wrong_when=STARTED.blank, source=VALIDATION,
    ),
    Check(
        "1005",
        "The end date of an absence is no valid date.",
        "Something stands in the end that is no date. Write it as dd/mm/yyyy, or leave it blank while the child is "
        "away. The other checks count it as blank.",
        over=MISSING, wrong_when=ENDED.unreadable, source=VALIDATION,
    ),
    Check(
        "1006",
        "The type of an absence is neither M nor A.",
        "The type is neither M (missing from care) nor A (away from placement without authorisation). Write one of "
        "these two letters, as a capital.",
        over=MISSING, wrong_when=TYPE.given & TYPE.none_of("M", "A"), source=VALIDATION,
    ),
    Check(
        "1012",
        "A child has data in a module, and no episode in the year.",
        "The child has no row among the episodes of this year. Add the episode if the child was looked after in the "
        "year, else take this row out.",
        over=(
            Table.MISSING, Table.REVIEWS, Table.AD1, Table.OC2, Table.PREVIOUS_PERMANENCE, Table.PLACED_FOR_ADOPTION,
        ),
        wrong_when=NoRow(Table.EPISODES),
        source=VALIDATION,
        needs=(Table.EPISODES,),
    ),
    Check(
        "INT04",
        "A child has an absence, and no row in the header.",
        "The child is not in the header. Add the child there, or correct the identifier in one of the two modules.",
        over=MISSING, wrong_when=NoRow(Table.HEADER), source=VALIDATION, needs=(Table.HEADER,),
    ),
    Check(
        "INT13",
        "The date of birth of an absence is another than in the header.",
        "The date of birth here ({missing_DOB}) is not the one in the header ({header_DOB}). Correct the one that is "
        "wrong.",
        over=MISSING,
        wrong_when=Some(Table.HEADER, BORN.given & BORN_BY_HEADER.given & BORN.other_than(BORN_BY_HEADER)),
        source=VALIDATION,
        needs=(Table.HEADER,),
    ),
)  # fmt: skip
