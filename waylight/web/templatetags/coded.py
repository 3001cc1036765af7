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
# As forces write them in their files, and as the record keeps a grade.
RISKS = {
    **{one.code.casefold(): one.label for one in GRADES},
    "h": "High", "m": "Medium", "s": "Standard", "standard": "Standard", "l": "Low",
    "no apparent risk": "No apparent risk", "absent": "No apparent risk (absent)",
}  # fmt: skip
IN_CARE = {"y": "Yes", "yes": "Yes", "n": "No", "no": "No"}
CATEGORIES = {"m": "missing", "a": "away, whereabouts known"}
SEEN_BY = {"both": "both", "police": "police only", "authority": "the authority only"}


def said(code: object, words: Mapping[str, str], nothing: str = BLANK) -> SafeString | str:
    """The words with the code beneath; the text itself where no list has it; `nothing` where it is blank."""
    text = str(code or "").strip()
    if not text:
        return nothing
    label = words.get(text.casefold())
    return format_html('<data value="{}">{}</data>', text, label) if label else text


@register.filter
def sex(code: str | None) -> SafeString | str:
    """M as Male."""
    return said(code, SEXES)


@register.filter
def ethnicity(code: str | None) -> SafeString | str:
    """BAFR of the authority and B2 of the police as Black African."""
    return said(code, ETHNICITIES)


@register.filter
def legal_status(code: str | None) -> SafeString | str:
    """C2 as Full care order."""
    return said(code, LEGAL_STATUSES, "not recorded")


@register.filter
def placement_type(code: str | None) -> SafeString | str:
    """K2 as Children's home."""
    return said(code, PLACEMENT_TYPES, "kind of placement blank")


@register.filter
def risk(code: str | None) -> SafeString | str:
    """HIGH, high or h as High."""
    return said(code, RISKS)


@register.filter
def in_care(code: str | None) -> SafeString | str:
    """Y as Yes: what police believed."""
    return said(code, IN_CARE)


@register.filter
def category_said(code: str | None) -> SafeString | str:
    """M as missing, A as away, whereabouts known."""
    return said(code, CATEGORIES)


@register.filter
def seen_by(code: str | None) -> SafeString | str:
    """Which of the two lists has it."""
    return said(code, SEEN_BY)
