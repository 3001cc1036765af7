"""Sex, ethnicity and the like, as the police put them down."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region import typing_errors as slips
from waylight.ops.region.people import Flags
from waylight.ops.region.places import Text
from waylight.ops.region.rates import Rates

# SSDA903 code -> self-defined 16+1 code -> officer's (IC) code.
SELF_DEFINED = dict(
    slips.pairs(
        "WBRI W1 WIRI W2 WIRT W9 WROM W9 WOTH W9 MWBC M1 MWBA M2 MWAS M3 MOTH M9 AIND A1 APKN A2 ABAN A3 "
        "AOTH A9 CHNE O1 BCRB B1 BAFR B2 BOTH B9 OOTH O9 REFU NS NOBT NS"
    )
)


OFFICER = {
    "W": ["IC1", "IC1", "IC1", "IC2"],
    "M": ["IC3", "IC3", "IC1", "IC4"],
    "A": ["IC4"],
    "B": ["IC3"],
    "O": ["IC6", "IC4", "IC5", "IC9"],
    "N": ["IC9"],
}


def sex(sex: Text, rates: Rates, rng: Generator) -> Text:
    """M, F or blank, now and then the other one."""
    lot = rng.random(len(sex))
    other = np.where(sex == "M", "F", "M").astype(object)
    return np.where(lot < rates.sex_wrong, other, np.where(lot > 1 - rates.sex_blank, "", sex))


def ethnicity(ethnic: Text, rates: Rates, rng: Generator) -> Text:
    """Self-defined 16+1 codes, officers' codes or blank."""
    codes = list(SELF_DEFINED)
    number = np.searchsorted(sorted(codes), ethnic.astype(str))
    stated = np.array([SELF_DEFINED[code] for code in sorted(codes)], dtype=object)[number]
    size = len(stated)
    any_code = np.array(list(SELF_DEFINED.values()), dtype=object)[rng.integers(0, len(codes), size)]
    stated = np.where(rng.random(size) < rates.ethnicity_differs, any_code, stated)
    officer = np.full(size, "IC9", dtype=object)
    initial = np.array([code[0] for code in stated], dtype=object)
    for letter, options in OFFICER.items():
        here = np.flatnonzero(initial == letter)
        officer[here] = np.array(options, dtype=object)[rng.integers(0, len(options), len(here))]
    stated = np.where(rng.random(size) < rates.ethnicity_officer, officer, stated)
    return np.where(rng.random(size) < rates.ethnicity_blank, "", stated)


def in_care(in_care: Flags, rng: Generator) -> Text:
    """Y, N or blank: what the police believed."""
    lot = rng.random(len(in_care))
    return np.where(lot < 0.35, "", np.where(in_care ^ (lot > 0.96), "Y", "N")).astype(object)


def pick(options: list[str], size: int, rng: Generator) -> Text:
    """One of the options for each."""
    return np.array(options, dtype=object)[rng.integers(0, len(options), size)]
