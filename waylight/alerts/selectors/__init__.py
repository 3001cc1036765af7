"""Reads of alerts. Row security decides what there is to be read; each list is on the trail."""

from waylight.alerts.selectors.effects import effect
from waylight.alerts.selectors.lists import Group, Shown, may_act, one, worklist
from waylight.alerts.selectors.rings import Ring, ring, rings
from waylight.alerts.selectors.shares import Behind, Share, behind, shares

__all__ = [
    "Behind",
    "Group",
    "Ring",
    "Share",
    "Shown",
    "behind",
    "effect",
    "may_act",
    "one",
    "ring",
    "rings",
    "shares",
    "worklist",
]
