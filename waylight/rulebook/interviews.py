"""What is asked about a return interview, and the answers that may be given: how it was offered, who held it."""

from __future__ import annotations

from waylight.engine.codes import Code
from waylight.rulebook.sources import DFE_2014, OURS

HOW_ASKED = (
    Code("person", "In person", OURS),
    Code("phone", "By phone", OURS),
    Code("message", "By message", OURS),
    Code("through", "Through somebody the child trusts", OURS),
)
HELD_BY = (
    Code("independent", "Somebody independent, from an interview service", DFE_2014),
    Code("other team", "Somebody of the authority who does not care for the child", DFE_2014),
    Code("chosen", "Somebody whom the child chose", DFE_2014, "the exception that the guidance allows"),
    Code("not independent", "Somebody who cares for the child", OURS, "does not meet what the guidance asks"),
)
ASKED_WHOM = (
    Code("parent", "A parent", DFE_2014),
    Code("carer", "The carer or the home", DFE_2014),
)
CARER_OUTCOMES = (
    Code("told", "Told us what they know", OURS),
    Code("nothing", "Had nothing to add", OURS),
    Code("declined", "Did not want to", OURS),
)
