"""Each kind of fact in a sentence, with the labels of the rulebook for its codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from waylight.engine.codes import Code
from waylight.episodes.selectors.claims import Said
from waylight.rulebook import reporting
from waylight.web.decisions.saying import SENTENCES as OF_DECISIONS
from waylight.web.owed.saying import OF_OWED
from waylight.web.templatetags.coded import CARE_ENDED, LEGAL_STATUSES, PLACEMENT_TYPES

LISTS: Mapping[str, tuple[Code, ...]] = {
    "tell": reporting.TELL,
    "sighted_by": reporting.SIGHTED_BY,
    "actions": reporting.ACTIONS,
    "searches": reporting.SEARCHES,
    "found_by": reporting.FOUND_BY,
    "no_interview": reporting.NO_INTERVIEW,
    "referred_to": reporting.REFERRED_TO,
    "referred_about": reporting.REFERRED_ABOUT,
    "outcomes": reporting.REFERRAL_OUTCOMES,
}
LABELS: Mapping[str, str] = {code.code: code.label for codes in LISTS.values() for code in codes}
STEPS: Mapping[str, str] = {step.code: step.do for step in reporting.FIRST_72_HOURS}


FIELDS: Mapping[str, str] = {
    "born": "birth date",
    "given_names": "given names",
    "family_name": "family name",
    "known_as": "what they are called",
}


def named(code: str) -> str:
    """What a code is called; the code itself where no list has it any more."""
    return LABELS.get(code, code)


def _told(body: Any) -> str:
    said = {"told": "{} told", "no answer": "{}: no answer", "not yet": "{} not told yet"}.get(
        body.outcome, "{} not told"
    )
    return said.format(named(body.whom))


def _graded(body: Any) -> str:
    return f"Police graded the risk: {body.wording or body.grade.replace('_', ' ').lower()}"


def _lives(kind: str) -> str:
    label = PLACEMENT_TYPES.get(kind.casefold(), kind)
    return (
        f"Came to live in a new place: {label[:1].lower()}{label[1:]}"
        if label
        else "Came to live in a new place"
    )


def _in_care(status: str) -> str:
    label = LEGAL_STATUSES.get(status.casefold(), status)
    return f"Care began: {label[:1].lower()}{label[1:]}" if label else "Care began"


def _care_over(reason: str) -> str:
    label = CARE_ENDED.get(reason.casefold(), reason)
    return f"Care ended: {label[:1].lower()}{label[1:]}" if label else "Care ended"


SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "absent": lambda body: (
        f"Not where expected, whereabouts {'known' if body.whereabouts == 'known' else 'not known'}"
    ),
    "whereabouts": lambda body: f"Whereabouts {'known' if body.whereabouts == 'known' else 'lost again'}",
    "found": lambda _: "Found and safe",
    "returned": lambda body: (
        "Back where they live" if body.to == "placement" else "Back, at an agreed safe place"
    ),
    "told": _told,
    "police reference": lambda body: (
        f"Police reference {body.reference}" if body.reference else "Police have it"
    ),
    "risk graded": _graded,
    "acknowledged": lambda _: "Taken on by name",
    "sighting": lambda body: f"Seen by: {named(body.by)}",
    "action": lambda body: named(body.what),
    "search": lambda body: f"Searched: {named(body.what)}",
    "prevention interview": lambda body: (
        f"Police talk after the return {'held' if body.held else 'not held'}"
    ),
    "referral": lambda body: f"Referred to: {named(body.to)}. About: {named(body.about)}",
    "referral outcome": lambda body: f"Answer to the referral: {named(body.outcome)}",
    "arrangement": lambda body: (
        f"{STEPS.get(body.step, body.step)} {'Done.' if body.done else 'Not needed.'}"
    ),
    "placed": lambda _: "A report was placed with this child",
    "unplaced": lambda _: "That placing was taken back",
    "rectified": lambda body: f"Put right: {', '.join(FIELDS.get(one, one) for one in body.fields)}",
    "restricted": lambda body: (
        "Narrowed to named people" if body.restricted else "Open again to those who look after the child"
    ),
    "broke glass": lambda body: f"Opened by break-glass, as {body.role}",
    "erasure asked": lambda body: (
        f"Asked that the words of {len(body.facts)} lines be erased"
        if body.facts
        else "Asked that all be erased"
    ),
    "erasure decided": lambda body: f"Erasure {'agreed' if body.agreed else 'not agreed'}",
    "erased": lambda body: f"Erased: {body.ground}",
    "same as asked": lambda _: "Said to be one child with another record; waits for a second person",
    "same as": lambda _: "One child with another record, say two people",
    "same as refused": lambda _: "Not one child with the other record",
    "same as undone": lambda _: "Not one child with the other record after all",
    "sealed": lambda body: f"Closed to all but named people: {body.ground}",
    "reduced": lambda body: (
        f"{body.lines} lines and {body.pictures} pictures of the grab pack went: {body.rule}"
    ),
    "in error": lambda _: "An earlier line was a mistake",
    "correction": lambda _: "An earlier line was put right",
    "placed at": lambda body: _lives(body.kind),
    "placement ended": lambda _: "Left the place where they lived",
    "care began": lambda body: _in_care(body.legal_status),
    "placed in error": lambda _: "The last move was recorded by mistake",
    "care ended": lambda body: _care_over(body.reason),
    "care end in error": lambda _: "Care did not end: that was a mistake",
    "team changed": lambda _: "Another team has the case",
    "allocated": lambda _: "The case was given to somebody by name",
    **OF_DECISIONS,
    **OF_OWED,
}


def sentence_of(said: Said) -> str:
    """What the fact says; a fact of another room by the name of its kind."""
    if said.body is None:
        return "Erased"
    words = SENTENCES.get(said.kind)
    return words(said.body) if words else said.kind.capitalize()
