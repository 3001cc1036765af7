"""People's word on which claims are one time away, laid over what the engine agreed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce

from waylight.engine.agreed import Agreed, AgreedEpisode
from waylight.engine.claims import Claim, Correction, InError
from waylight.episodes.merging import merged

Agree = Callable[[Sequence[Claim]], Agreed]
Groups = Iterable[tuple[frozenset[str], bool]]


def grouped(claims: Sequence[Claim], groups: Groups, agree: Agree) -> Agreed:
    """What `agree` says, with people's groupings in the order in which they were told; the last about a claim counts.

    A claim that people keep apart from the others is agreed upon by itself, with what is said of it. One that waits
    and was put together with others joins the episode of the first of them that is in one. Times away whose claims
    were put together are one, with every one that lies between them.
    """
    said = list(groups)
    if not said:
        return agree(claims)
    together, apart, joins = _last_word(claims, said)
    agreed = _apart(claims, apart, agree) if apart else agree(claims)
    return _merged(_joined(agreed, claims, together), joins)


def _apart(claims: Sequence[Claim], apart: set[str], agree: Agree) -> Agreed:
    alone = [claim for claim in claims if _subject(claim) in apart]
    rest = agree([claim for claim in claims if _subject(claim) not in apart])
    others = [agree([claim for claim in alone if _subject(claim) == one]) for one in sorted(apart)]
    episodes = [episode for agreed in (rest, *others) for episode in agreed.episodes]
    return Agreed(
        tuple(sorted(episodes, key=lambda episode: (episode.started_at.earliest, episode.claims))),
        tuple(waiting for agreed in (rest, *others) for waiting in agreed.waiting),
        tuple(kept for agreed in (rest, *others) for kept in agreed.kept),
    )


def _last_word(
    claims: Sequence[Claim], groups: Groups
) -> tuple[dict[str, list[str]], set[str], dict[str, str]]:
    """For each claim those it was put together with; those that stand alone; and each claim that was put to a first
    one, with that."""
    filed = {claim.id: n for n, claim in enumerate(sorted(claims, key=lambda one: (one.told_at, one.id)))}
    together: dict[str, list[str]] = {}
    apart: set[str] = set()
    joins: dict[str, str] = {}
    for members, joined in groups:
        # The first-filed one stays where it is: the others join it, or leave it.
        first, *others = sorted(members & filed.keys(), key=filed.__getitem__) or [""]
        for one in others:
            apart.discard(one)
            together.pop(one, None)
            joins.pop(one, None)
            if joined:
                joins[one] = first
                together[one] = [first, *(other for other in others if other != one)]
                together.setdefault(first, []).extend(others)
            else:
                apart.add(one)
    return together, apart, joins


def _merged(agreed: Agreed, joins: dict[str, str]) -> Agreed:
    episodes = list(agreed.episodes)
    for pair in joins.items():
        one, other = (next((n for n, e in enumerate(episodes) if id in e.claims), None) for id in pair)
        if one is None or other is None or any(set(pair) <= set(e.claims) for e in episodes):
            continue
        low, high = sorted((one, other))
        episodes[low : high + 1] = [reduce(merged, episodes[low : high + 1])]
    return replace(agreed, episodes=tuple(episodes))


def _joined(agreed: Agreed, claims: Sequence[Claim], together: dict[str, list[str]]) -> Agreed:
    episodes, waiting = list(agreed.episodes), []
    tellers = {claim.id: str(claim.by.kind) for claim in claims}
    for wait in agreed.waiting:
        mates = together.get(wait.claim, ())
        n = next((n for n, episode in enumerate(episodes) if set(mates) & set(episode.claims)), None)
        if n is None:
            waiting.append(wait)
        else:
            episodes[n] = _with(episodes[n], wait.claim, tellers[wait.claim])
    return replace(agreed, episodes=tuple(episodes), waiting=tuple(waiting))


def _with(episode: AgreedEpisode, claim: str, teller: str) -> AgreedEpisode:
    return replace(
        episode,
        claims=tuple(sorted({*episode.claims, claim})),
        seen_by=tuple(sorted({*episode.seen_by, teller})),
    )


def _subject(claim: Claim) -> str:
    """The claim that it speaks of: its own id, or that of what it corrects or takes back."""
    return claim.about if isinstance(claim, Correction | InError) else claim.id
