"""How the pages of doubtful pairs say what hangs on one."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from waylight.desk.doubts import DOUBTS
from waylight.desk.models import RunPair
from waylight.exchange.wording import Line

register = template.Library()


@register.filter
def headings(lines: Iterable[Line]) -> str:
    """What lines of evidence are about: forename, surname, sex."""
    return ", ".join(line.field.lower() for line in lines)


@register.filter
def if_no(pair: RunPair) -> str:
    """What an answer of No would change."""
    if not pair.moves:
        return "A No moves no row of the bridge."
    return f"A No moves {pair.moves} row{'' if pair.moves == 1 else 's'} of the bridge."


@register.filter
def may_move(pair: RunPair) -> str:
    """The rows that are to be expected to move, and what that is made of."""
    no = 1 - pair.probability
    return f"{pair.moves * no:.1f} ({pair.moves} × {100 * no:.0f} %)"


@register.filter
def doubt(code: str) -> str:
    """Why a pair is doubtful; nothing where it was found before reasons were kept."""
    return DOUBTS.get(code, "")
