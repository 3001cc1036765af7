"""Writes about a child: each keeps its fact, changes its dated rows and makes interests anew, or does nothing."""

from waylight.children.services.allocations import allocate, end_allocation, restrict
from waylight.children.services.care import begin_care, change_team, end_care
from waylight.children.services.colleagues import open_inspection, stand_in
from waylight.children.services.deaths import set_died
from waylight.children.services.foreseeing import Foreseen, Tie, foreseen
from waylight.children.services.particulars import Particulars, particulars_of, rectify
from waylight.children.services.placements import end_placement, place
from waylight.children.services.taking_back import take_back_end, take_back_move

__all__ = [
    "Foreseen",
    "Particulars",
    "Tie",
    "allocate",
    "begin_care",
    "change_team",
    "end_allocation",
    "end_care",
    "end_placement",
    "foreseen",
    "open_inspection",
    "particulars_of",
    "place",
    "rectify",
    "restrict",
    "set_died",
    "stand_in",
    "take_back_end",
    "take_back_move",
]
