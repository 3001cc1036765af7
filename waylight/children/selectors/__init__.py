"""Reads of children. Each takes the actor, filters by what the grid opens, and puts on the trail what it showed."""

from waylight.children.selectors.area import Counted, Here, homes_counted, placed_here
from waylight.children.selectors.one import Known, child, placements
from waylight.children.selectors.search import Hit, search

__all__ = ["Counted", "Here", "Hit", "Known", "child", "homes_counted", "placed_here", "placements", "search"]
