"""What the estimate rests on, in words: each assumption, what breaks it, and which way it then errs."""

from __future__ import annotations

METHOD = (
    "Two lists, police and authority, of times away of category M, made one by the linkage. Given the length "
    "of an absence, the kind of placement and the authority, the two are taken to notice independently; their "
    "chances are logistic curves fitted by conditional likelihood (Huggins 1989, Alho 1990; without strata "
    "this is the Lincoln-Petersen estimate, of which Chapman's, given beside it, is the usual form). The true "
    "length is a hidden variable learned from absences that both recorded; where most of them say no hour, "
    "absences go by the days they say. Each time away that was seen stands for one over its chance of being "
    "seen by either list. The 95 % interval holds sampling, doubtful links and matches, doubtful areas, and the "
    "faults of recording that are corrected for."
)
ASSUMPTIONS = (
    {
        "assumption": "Given length, placement and authority, one list does not notice because of the other.",
        "broken_when": "one list is made from the other, or the same carer tells both or neither",
        "then": "too low",
    },
    {
        "assumption": "Every absence has some chance of reaching each list.",
        "broken_when": "some placements or some children are never reported to anyone",
        "then": "too low: such absences are not in it at all",
    },
    {
        "assumption": "Links and matches are as certain as they say, and what chance pairs is measured.",
        "broken_when": "one side's records lack names or dates for some children, or clocks stray by days",
        "then": "too high where pairs are missed, too low where they are invented",
    },
    {
        "assumption": "Times are recorded well enough to tell one absence from two.",
        "broken_when": "both lists give dates only, or logs are closed days late",
        "then": "too high, and less sure than it says",
    },
    {
        "assumption": "Both lists mean the same by missing (M).",
        "broken_when": "an authority records M as A, or A as M, more often when the police are not told",
        "then": "too low, or too high",
    },
    {
        "assumption": "The forces' areas, the periods and the care dates are known well enough.",
        "broken_when": "an authority gives no placements, or a force leaves out part of its reports",
        "then": "too high",
    },
)
HOURLESS = (
    "For {share} % of the times away on both lists neither side says the hour. Two absences on neighbouring days "
    "then look like one, and one like two: the interval is wider for that."
)
BY_DAYS = (
    "With so few hours, how much likelier a long absence is to be noticed than a short one of the same day cannot be "
    "learned. Absences are taken by the days they are said to have lasted, and those of an hour or two that nobody "
    "wrote down may be more than this says."
)
NOT_THESE = "Times away of category A are left out: police do not list them."
NO_ROWS = {
    "police": "No police report of a missing child that the authorities could know: there is one list only.",
    "authority": "No authority row of a missing child that the police could know: there is one list only.",
    "both": "Not one time away is on both lists: how much each misses cannot be told.",
}
FED = (
    "The {told} list is made, in whole or in part, from the {teller} list. What the one misses the other "
    "then misses too, and no estimate from these two lists is possible."
)
NEEDED = 20
TOO_FEW = "Only {both} times away are on both lists; with fewer than {needed} the estimate would say nothing."
EQUAL_MINUTE = (
    "{share} % of the times away on both lists begin at the same minute on both. If one list was copied from "
    "the other, this estimate is too low: ask who told whom."
)
