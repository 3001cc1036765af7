"""What a list of the desk is narrowed by, in words: each value as the bridge calls it, the code kept in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from waylight.desk.doubts import DOUBTS
from waylight.desk.narrowing import CHILD, NARROWS, TIME, Narrowed
from waylight.drawings.classes import parts
from waylight.drawings.words import number
from waylight.imports.plan import ASIDE
from waylight.web.templatetags.coded import CATEGORIES, SEEN_BY

# What each is called over its choices; also the order in which they are asked.
LABELS = {
    "seen_by": "Seen by",
    "row_class": "What became of it",
    "reason_kind": "Why",
    "force": "Force",
    "authority": "Authority",
    "year": "Year",
    "category": "Category",
    "intake": "Taken into the record",
    "question": "Question",
    "doubt": "Why it is doubtful",
}
# What the queue calls some of them otherwise: there they are said of a pair, not of a row.
QUEUE_LABELS = {"row_class": "The report counts as"}
QUESTIONS = {CHILD: "Same child?", TIME: "Same time away?"}
# What a row comes to when a run is taken into the record, for which there is no reason to give.
COMES_TO = {
    "new": "Become a claim",
    "changed": "Correct a claim that the sender changed",
    "same": "Stand on the record already",
}


def words_of(name: str, value: str, side: str = "") -> str:
    """The words of one value; the value itself where it is words already."""
    if name == "row_class" and side:
        return parts({value: 0}, side)[0].words
    if name == "intake":
        return COMES_TO[value] if value in COMES_TO else f"Stay at the desk: {ASIDE.get(value, value)}"
    if name == "question":
        return QUESTIONS.get(value, value)
    if name == "doubt":
        return DOUBTS.get(value, value)
    if name == "category":
        return CATEGORIES.get(value.casefold(), value)
    return SEEN_BY.get(value, value) if name == "seen_by" else value


def filters(
    names: Iterable[str], choices: Mapping[str, list[str]], narrowed: Mapping[str, str], side: str = ""
) -> list[dict[str, Any]]:
    """One field each where there is something to choose: name, label, choices as (value, words), what is chosen."""
    return [
        {
            "name": name,
            "label": LABELS[name],
            "choices": [(value, words_of(name, value, side)) for value in choices[name]],
            "chosen": narrowed.get(name, ""),
        }
        for name in names
        if len(choices.get(name, ())) > 1
    ]


def said(narrowed: Mapping[str, str], side: str = "") -> list[tuple[str, str]]:
    """What the list is narrowed to: [(label, words)]."""
    return [(LABELS[name], words_of(name, value, side)) for name, value in narrowed.items()]


SHOWS = {
    "open": "To decide",
    "decided": "Decided",
    "unsure": "Decided not sure",
    "mine": "Decided by me",
    "all": "All",
}
ORDERS = {"counts": "What changes the counts most", "safety": "Not yet back and at risk first"}


def queue_filters(narrowed: Narrowed, counted: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """The fields over the queue of doubtful pairs: its order, then each filter with how many pairs a choice lists."""
    fields = [
        {
            "name": name,
            "label": QUEUE_LABELS.get(name, LABELS[name]),
            "choices": [
                (value, f"{words_of(name, value, 'police')} ({number(counted[name].get(value, 0))})")
                for value in sorted({*counted[name], getattr(narrowed, name)} - {""})
            ],
            "chosen": getattr(narrowed, name),
        }
        for name in NARROWS
    ]
    order = {
        "name": "order",
        "label": "Order",
        "choices": list(ORDERS.items()),
        "chosen": narrowed.order,
        "always": True,
    }
    return [order, *(field for field in fields if len(field["choices"]) > 1 or field["chosen"])]


def queue_shows(narrowed: Narrowed, counted: Mapping[str, int]) -> list[dict[str, Any]]:
    """The queue by how its pairs are decided: words, how many, the address, whether it is shown now."""
    return [
        {
            "words": words,
            "number": counted.get(show, 0),
            "query": urlencode(replace(narrowed, show=show).said()),
            "here": show == narrowed.show,
        }
        for show, words in SHOWS.items()
    ]
