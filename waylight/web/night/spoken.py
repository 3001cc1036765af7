"""What was said of one time away, in the words of its live page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from waylight.episodes.selectors.children import ChildLine
from waylight.episodes.selectors.claims import Said
from waylight.episodes.selectors.live import Live
from waylight.rulebook import reporting
from waylight.web.decisions.saying import FIELDS as OF_DECISIONS
from waylight.web.night.sentences import LABELS, LISTS, sentence_of
from waylight.web.templatetags.people import said

__all__ = ["LABELS", "LISTS", "Line", "Rung", "answers_for_police", "ladder", "line", "lines"]

FIELDS: Mapping[str, str] = {
    **OF_DECISIONS,
    "place": "Place",
    "clothes": "Wearing",
    "with whom": "With whom",
    "different tonight": "Different tonight",
    "how they were": "How they were",
    "checks made": "Checked",
    "items taken": "Took along",
    "medication": "Medication",
    "health": "Health",
    "notes": "More",
    "why": "Why",
    "why not": "Why not",
    "name": "Name",
    "person": "Spoke to",
    "concern": "Feared",
    "how": "How",
    "child": "Child",
}


@dataclass(frozen=True)
class Line:
    """One thing said: a sentence, the words given with it by their labels, and who said it."""

    said: Said
    sentence: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rung:
    """One of those who ought to be told: what is known of it last."""

    label: str
    note: str
    last: Said | None
    sentence: str


def lines(live: Live) -> tuple[Line, ...]:
    """Everything said, the latest first; who opened the page stands apart."""
    shown = [one for one in live.said if one.kind != "seen"]
    return tuple(line(one) for one in sorted(shown, key=lambda one: (one.told, one.id), reverse=True))


def line(said: Said) -> Line:
    """One fact as a line of the page."""
    words = tuple((FIELDS.get(field, field.capitalize()), text) for field, text in said.words.items())
    return Line(said, sentence_of(said), words)


def ladder(live: Live) -> tuple[Rung, ...]:
    """Who was told when: each of those whom the guidance names, also where nobody said anything of it yet."""
    rungs = []
    for who in reporting.TELL:
        last = next(
            (one for one in reversed(live.who_was_told) if one.body and one.body.whom == who.code), None
        )
        known = who.code == "police" and live.police_know
        sentence = sentence_of(last) if last else "Reference given" if known else "Nothing said yet"
        rungs.append(Rung(who.label, who.note, last, sentence))
    return tuple(rungs)


def answers_for_police(child: ChildLine | None, reports: Sequence[Said]) -> dict[str, str]:
    """What the reports say already, by the question of the call handler that it answers."""
    words = {field: text for one in reports for field, text in one.words.items()}
    born = f", born {child.born:%-d %B %Y}" if child and child.born else ""
    found = {
        "who": f"{child.name}{born}" if child and child.name else words.get("child", ""),
        "when": said(reports[0].when) if reports else "",
        "looks": words.get("clothes", ""),
        "why": words.get("different tonight", ""),
        "health": words.get("medication", ""),
        "with": words.get("with whom", ""),
        "done": words.get("checks made", ""),
    }
    return {code: text for code, text in found.items() if text}
