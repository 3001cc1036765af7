"""Ethnic groups and naming communities, and children who came alone from other countries."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.naming import COMMUNITIES
from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints, Text

YEAR = 365.25


# SSDA903 ethnic codes with their share among children who go missing (DfE, 2024, smaller groups raised a
# little so that each can be judged) and the naming communities they draw on.
_SHARES = """
WBRI 57.0 british; WIRI 0.8 irish; WIRT 0.8 traveller; WROM 1.2 roma
WOTH 4.5 eastern eastern albanian portuguese; MWBC 4.5 british caribbean
MWBA 1.8 british african; MWAS 2.2 british pakistani
MOTH 4.0 british portuguese arabic; AIND 0.9 indian; APKN 2.6 pakistani; ABAN 1.5 bangladeshi; AOTH 1.5 afghan
CHNE 0.4 chinese; BCRB 3.4 caribbean; BAFR 6.0 african african somali; BOTH 2.6 caribbean african
OOTH 2.5 arabic kurdish; REFU 0.3 british; NOBT 1.0 british eastern pakistani
"""


ETHNIC = {
    code: (float(share), communities)
    for code, share, *communities in (
        entry.split() for entry in _SHARES.strip().replace("\n", ";").split(";")
    )
}


# Where unaccompanied children come from: share, naming community, ethnic code.
ARRIVED = [
    (0.23, "afghan", "AOTH"),
    (0.18, "sudanese", "BAFR"),
    (0.15, "eritrean", "BAFR"),
    (0.18, "kurdish", "OOTH"),
    (0.09, "albanian", "WOTH"),
    (0.08, "vietnamese", "AOTH"),
    (0.09, "arabic", "OOTH"),
]


def ethnic(size: int, rng: Generator) -> tuple[Text, Ints, Ints]:
    """Ethnic code, naming community of the forename, naming community of the surname."""
    codes = list(ETHNIC)
    share = np.array([ETHNIC[code][0] for code in codes])
    pick = rng.choice(len(codes), size=size, p=share / share.sum())
    fore = np.empty(size, dtype=np.int64)
    sur = np.empty(size, dtype=np.int64)
    for number, code in enumerate(codes):
        here = np.flatnonzero(pick == number)
        choices = np.array([COMMUNITIES.index(c) for c in ETHNIC[code][1]])
        fore[here] = rng.choice(choices, size=len(here))
        mixed = code.startswith("M")
        sur[here] = rng.choice(choices, size=len(here)) if mixed else fore[here]
    return np.array(codes, dtype=object)[pick], fore, sur


def arrive(
    alone: Flags, code: Text, fore: Ints, sur: Ints, sex: Text, born: Ints, today: int, rng: Generator
) -> None:
    """Turn those who came alone into children of the countries they come from, mostly boys of 15 to 17."""
    here = np.flatnonzero(alone)
    pick = rng.choice(len(ARRIVED), size=len(here), p=[share for share, _, _ in ARRIVED])
    community = np.array([COMMUNITIES.index(name) for _, name, _ in ARRIVED])[pick]
    fore[here] = sur[here] = community
    code[here] = np.array([ethnic for _, _, ethnic in ARRIVED], dtype=object)[pick]
    sex[here] = np.where(rng.random(len(here)) < 0.92, "M", "F")
    born[here] = today - (14.5 * YEAR + rng.random(len(here)) * 3.4 * YEAR).astype(np.int64)
