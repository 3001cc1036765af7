"""Where every child lived and was reported from, to be asked about one postcode and one night."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from waylight.reconcile.index.incident import postcode
from waylight.reconcile.index.keys import Finder
from waylight.reconcile.link import context
from waylight.reconcile.link.pairs import Setting
from waylight.reconcile.prepared import Prepared

_STEP = 10  # minutes
_MOST = 2_000  # a children's home over the years


class Places:
    """Codes of postcodes, and the children by placement, home and start of a time away."""

    def __init__(self, ready: Prepared, s: Setting) -> None:
        columns = [ready.police["postcode"], ready.placements["postcode"], ready.children["home"]]
        coded, area = context.place_codes(columns)
        known = pl.concat(columns)
        self.code = dict(zip(known.to_list(), np.concatenate(coded).tolist(), strict=True))
        self.code.pop(None, None)
        self.area = {postcode(text)[1]: int(area[code]) for text, code in self.code.items()}
        self.unusable = set(np.unique(s.place[s.unusable]).tolist())
        self.new = len(area)  # the code of any postcode not met before
        self.setting = replace(s, rarity=np.append(s.rarity, s.rarity.min()))
        self._stays = Finder(s.stays.place, np.flatnonzero(s.stays.place > 0))
        self._homes = Finder(s.home, np.flatnonzero(s.home > 0))
        sure = np.flatnonzero(s.rows.start_lo == s.rows.start_hi)
        self._starts = Finder(s.rows.start_lo // _STEP, sure)

    def codes(self, raw: str) -> tuple[int, int]:
        """Code of the postcode (0 blank) and of its area."""
        whole, outward = postcode(raw)
        return (self.code.get(whole, self.new) if whole else 0), self.area.get(outward, 0)

    def persons(self, place: int, day: int) -> np.ndarray:
        """People placed at that postcode within weeks of that day (days since 1970)."""
        stays = self.setting.stays
        at = self._stays.find(place, _MOST)
        near = context.NEAR_DAYS
        return stays.person[at[(stays.started[at] <= day + near) & (stays.ended[at] >= day - near)]]

    def children(self, place: int) -> np.ndarray:
        """Records whose home is that postcode."""
        return self._homes.find(place)

    def begun(self, start: int) -> np.ndarray:
        """People whom the authority has missing from about that minute."""
        steps = [self._starts.find(start // _STEP + step) for step in (-1, 0, 1)]
        return self.setting.rows.person[np.concatenate(steps)]
