"""The command: read, agree, print."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from waylight.engine.agreed import Agreed, AgreedEpisode, agree
from waylight.engine.when import When
from waylight.exchange.agreeing.reading import Unreadable, read_story
from waylight.rulebook.agreed import RULES

DONE, REFUSED = 0, 2


def agree_command(args: argparse.Namespace) -> int:
    """Print {"episodes": [...], "waiting": [...]} of the claims in `args.file`. 2 where the file cannot be used."""
    try:
        story = read_story(args.file)
    except Unreadable as refused:
        print("\n".join(refused.faults), file=sys.stderr)
        return REFUSED
    agreed = agree(story.claims, now=story.now, born=story.born, rules=RULES)
    print(json.dumps(as_json(agreed), ensure_ascii=False, indent=1))
    return DONE


def as_json(agreed: Agreed) -> dict[str, Any]:
    """The contract's shape: times as local text in London, a minute or a day, as they were said."""
    return {
        "episodes": [_episode(episode) for episode in agreed.episodes],
        "waiting": [{"claim": waiting.claim, "why": waiting.why} for waiting in agreed.waiting],
        "kept": list(agreed.kept),
    }


def _episode(episode: AgreedEpisode) -> dict[str, Any]:
    return {
        "started_at": episode.started_at.as_said,
        "ended_at": _said(episode.ended_at),
        "ended_by": episode.ended_by,
        "found_at": _said(episode.found_at),
        "returned_at": _said(episode.returned_at),
        "precision": episode.precision,
        "stretches": [
            {"category": s.category, "from": s.start.as_said, "to": _said(s.end)} for s in episode.stretches
        ],
        "claims": list(episode.claims),
        "seen_by": list(episode.seen_by),
        "differences": [
            {"about": d.about, "between": list(d.between), "text": d.text} for d in episode.differences
        ],
    }


def _said(when: When | None) -> str | None:
    return when.as_said if when else None
