"""The sentences of what was said of interviews and of deeds, for a child's line of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from waylight.rulebook.deeds import DEEDS, GRAVE, PLANS
from waylight.rulebook.interviews import ASKED_WHOM, CARER_OUTCOMES, HELD_BY, HOW_ASKED

LABELS: Mapping[str, str] = {
    code.code: code.label for codes in (HOW_ASKED, HELD_BY, ASKED_WHOM, CARER_OUTCOMES) for code in codes
}
_DEEDS = {deed.code: deed.label for deed in DEEDS}
_AHEAD = {code.code: code.label for code in (*PLANS, *GRAVE)}


def named(code: str) -> str:
    """What a code is called, as it stands within a sentence."""
    label = LABELS.get(code, code)
    return label[:1].lower() + label[1:]


OF_OWED: Mapping[str, Callable[[Any], str]] = {
    "interview offered": lambda body: f"Return interview offered, {named(body.how)}",
    "interview held": lambda body: f"Return interview held, by {named(body.by)}",
    "interview declined": lambda body: f"The child declined the return interview, asked {named(body.how)}",
    "carer asked": lambda body: f"After the refusal {named(body.whom)} was asked: {named(body.outcome)}",
    "done": lambda body: _DEEDS.get(body.what, body.what),
    "done by police": lambda body: _DEEDS.get(body.what, body.what),
    "approved by name": lambda body: _DEEDS.get(body.what, body.what),
    "planned": lambda body: f"Planned for {body.on:%-d %B %Y}: {_AHEAD.get(body.what, body.what)}",
    "grave event": lambda body: _AHEAD.get(body.what, body.what),
    "grave event in error": lambda _: "The death or harm that was told of was told in error",
}
