"""Which time away a claim is part of now, and what was told of it. Asked as the worker."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from waylight.episodes.models import Episode, EpisodeClaim
from waylight.telling.models import Notice


def episode_with(claim: UUID | None) -> Episode | None:
    """The episode that the claim is part of: the one that goes on, where it is part of several."""
    if claim is None:
        return None
    links = EpisodeClaim.objects.filter(fact=claim).select_related("episode")
    link = links.order_by("-episode__searching", "-episode__started_earliest").first()
    return link.episode if link else None


def notices_of(episode: Episode) -> QuerySet[Notice]:
    """All that was told of the episode, under whichever of its claims."""
    return Notice.objects.filter(claim__in=[episode.id, *episode.claims])
