"""How to read the page: what the words mean, what counts as one, where the rows are."""

from __future__ import annotations

from waylight.drawings.markup import Markup, el
from waylight.exchange.report.findings import Findings

WORDS = (
    ("Report", "one missing-person report of a police force. The police file holds reports of all children, most of "
     "whom are not in care."),
    ("Row", "one line of an authority’s record of times away of the children it looks after."),
    ("Time away", "one absence, from leaving to coming back, however many reports and rows tell of it. That is why "
     "reports, rows and times away are different numbers."),
    ("Missing (M) and away (A)", "M: nobody knew where the child was. A: the place was known, but it was not where "
     "the child should have been. Police do not list A."),
    ("Split or merge", "one side wrote as several what the other wrote as one, or cut it at other times."),
    ("Outside the other side’s area or period", "the other side could not have had it: another force’s area, dates "
     "that its file does not cover, or a date when the child was not in care."),
    ("Cannot be placed", "more than one counterpart is as good; a person must choose."),
)  # fmt: skip

WHERE_ROWS_ARE = {
    True: "Beside this page: rows.csv (every row with its class and reason), episodes.csv (each time away with what "
    "the two sides say differently), links.csv and matches.csv (with probabilities), faults.csv, and bridge.json, "
    "estimate.json, quality.json for machines.",
    False: "This page comes from the reconciliation desk. The data officer can show there the rows behind each figure, "
    "each with its reason, and each time away with what the two sides say differently.",
}


def section(found: Findings) -> Markup:
    """The words, and the files beside this one."""
    listed = [(el("dt", word), el("dd", meaning)) for word, meaning in WORDS]
    return el(
        "section",
        el("h2", "How to read this page"),
        el("p", "Only two numbers on the bridge say that one side lacks what it could have had: “seen only by police” "
           "and “seen only by the authority”. All else has an explanation that is nobody’s omission, or cannot be "
           "judged. Bars are to scale, but the thinnest are drawn thick enough to be seen."),
        el("dl", listed),
        el("p", WHERE_ROWS_ARE[found.beside]),
    )  # fmt: skip
