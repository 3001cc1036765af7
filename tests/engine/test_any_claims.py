"""What holds for any well-formed claims, in any order."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.telling import Story, any_story, stories
from tests.support.cases import cases
from waylight.engine.agreed import Agreed, AgreedEpisode, agree
from waylight.engine.when import Answer
from waylight.rulebook.agreed import RULES


@settings(max_examples=cases(60))
@given(stories(), st.randoms(use_true_random=False))
def test_any_claims_are_agreed_on_whatever_their_order(story: Story, chance: random.Random) -> None:
    holds(story, chance)


def test_thousands_of_stories_with_more_claims_are_agreed_on_whatever_their_order() -> None:
    for seed in range(cases(1000)):
        chance = random.Random(seed)
        holds(any_story(chance), chance)


def holds(story: Story, chance: random.Random) -> None:
    """Every property that a result must have."""
    agreed = story.agreed()
    order_changes_nothing(story, agreed, chance)
    every_claim_has_one_place(story, agreed)
    for episode in agreed.episodes:
        stretches_tile(episode)
        ended_by_what_is_said(episode, story)
    episodes_follow_on_each_other(agreed)
    what_was_known_then(story)


def order_changes_nothing(story: Story, agreed: Agreed, chance: random.Random) -> None:
    shuffled = list(story.claims)
    chance.shuffle(shuffled)
    assert Story(story.born, story.now, shuffled).agreed() == agreed


def every_claim_has_one_place(story: Story, agreed: Agreed) -> None:
    placed = {id for episode in agreed.episodes for id in episode.claims}
    waiting, kept = [w.claim for w in agreed.waiting], list(agreed.kept)
    assert sorted([*placed, *waiting, *kept]) == sorted(claim.id for claim in story.claims)


def stretches_tile(episode: AgreedEpisode) -> None:
    assert episode.stretches[0].start == episode.started_at
    assert episode.stretches[-1].end == episode.ended_at
    for one, next in pairwise(episode.stretches):
        assert one.end == next.start and one.category is not next.category
    for stretch in episode.stretches:
        assert stretch.end is None or stretch.end.before(stretch.start) is not Answer.YES


def ended_by_what_is_said(episode: AgreedEpisode, story: Story) -> None:
    assert (episode.ended_at is None) == (episode.ended_by is None)
    if episode.ended_at is not None:
        assert episode.ended_at.before(episode.started_at) is not Answer.YES
    if episode.ended_by == "18th birthday":
        assert story.born is not None and episode.ended_at is not None
        assert episode.ended_at.as_said == f"{story.born.replace(year=story.born.year + 18)}T00:00"


def episodes_follow_on_each_other(agreed: Agreed) -> None:
    for one, next in pairwise(agreed.episodes):
        if one.ended_at is not None:
            assert next.started_at.before(one.ended_at) is not Answer.YES
        else:
            assert one.end_not_recorded, "an open episode takes in whatever begins later"


def what_was_known_then(story: Story) -> None:
    for claim in story.claims[:1]:
        told = [c for c in story.claims if c.told_at <= claim.told_at]
        known = agree(told, now=story.now, born=story.born, rules=RULES)
        assert story.agreed(known_by=claim.told_at) == known
