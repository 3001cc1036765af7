"""Codes as people say them, with the code beneath: a sender's text that is on no list is shown as it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from waylight.engine.codes import Code
from waylight.rulebook import particulars
from waylight.rulebook.police import GRADES

register = template.Library()

BLANK = "blank"


def _words(*lists: Iterable[Code]) -> Mapping[str, str]:
    return {one.code.casefold(): one.label for codes in lists for one in codes}


SEXES = _words(particulars.SEXES)
ETHNICITIES = _words(particulars.ETHNICITIES, particulars.POLICE_ETHNICITIES)
LEGAL_STATUSES = _words(particulars.LEGAL_STATUSES)
PLACEMENT_TYPES = _words(particulars.PLACEMENT_TYPES)
CARE_ENDED = _words(particulars.CARE_ENDED)
# As forces write them in their files, and as the record keeps a grade.
RISKS = {
    **{one.code.casefold(): one.label for one in GRADES},
    "h": "High", "m": "Medium", "s": "Standard", "standard": "Standard", "l": "Low",
    "no apparent risk": "No apparent risk", "absent": "No apparent risk (absent)",
}  # fmt: skip
IN_CARE = {"y": "Yes", "yes": "Yes", "n": "No", "no": "No"}
CATEGORIES = {"m": "missing", "a": "away, whereabouts known"}
SEEN_BY = {"both": "both", "police": "police only", "authority": "the authority only"}


# Each list by the name that a template gives, with what is said where there is no code.
LISTS: Mapping[str, tuple[Mapping[str, str], str]] = {
    "sex": (SEXES, BLANK),
    "ethnicity": (ETHNICITIES, BLANK),
    "legal status": (LEGAL_STATUSES, "not recorded"),
    "placement type": (PLACEMENT_TYPES, "kind of placement blank"),
    "care ended": (CARE_ENDED, "no reason given"),
    "risk": (RISKS, BLANK),
    "in care": (IN_CARE, BLANK),
    "category": (CATEGORIES, BLANK),
    "seen by": (SEEN_BY, BLANK),
}


def said(code: object, words: Mapping[str, str], nothing: str = BLANK) -> SafeString | str:
    """The words with the code beneath; the text itself where no list has it; `nothing` where it is blank."""
    text = str(code or "").strip()
    if not text:
        return nothing
    label = words.get(text.casefold())
    return format_html('<data value="{}">{}</data>', text, label) if label else text


@register.filter
def coded(code: str | None, of: str) -> SafeString | str:
    """`{{ child.sex|coded:"sex" }}`: M as Male. Raises: KeyError where `LISTS` has no such list."""
    words, nothing = LISTS[of]
    return said(code, words, nothing)
