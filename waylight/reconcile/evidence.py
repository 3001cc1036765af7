"""What spoke for and against each candidate, kept so that any link can be explained line by line."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.link.link import Linked
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.settings import WORTH_KNOWING
from waylight.reconcile.tables import Extracts

FIELDS = ("forename", "surname", "order", "birth", "sex", "ethnicity", "place", "time")


def evidence_table(linked: Linked, sides: Sides, extracts: Extracts) -> pl.DataFrame:
    """A row per incident and candidate worth naming: `incident_id`, `child_id`, `share` (probability), the
    level of each field (u8), its weight (`*_weight`, log odds), `identity`, `around` and `prior`."""
    c, decision = linked.candidates, linked.decision
    if not len(c):
        return pl.DataFrame(schema={"incident_id": pl.String, "child_id": pl.String, "share": pl.Float64})
    top = np.repeat(np.maximum.reduceat(decision.share, decision.starts), decision.counts)
    keep = np.flatnonzero(
        (decision.share >= WORTH_KNOWING) | ((decision.share == top) & (decision.share > 1e-4))
    )
    pair = c.pair[keep]
    levels = linked.levels.take(pair)
    weights = linked.weights.parts(levels, sides.identities, linked.records)
    place, time = linked.context.parts(c)
    columns: dict[str, pl.Series] = {
        "incident_id": extracts.police["incident_id"].gather(c.incident[keep]),
        "child_id": extracts.children["child_id"].gather(linked.record_of[levels.right]),
        "share": pl.Series(decision.share[keep]),
    }
    for name in FIELDS:
        values = {"place": c.place, "time": c.time}.get(name)
        columns[name] = pl.Series(values[keep] if values is not None else getattr(levels, name))
        weight = {"place": place, "time": time}.get(name)
        found = weight[keep] if weight is not None else weights[name]
        columns[f"{name}_weight"] = pl.Series(found, dtype=pl.Float32)
    columns["shared_weight"] = pl.Series(decision.shared[keep], dtype=pl.Float32)
    columns["prior_weight"] = pl.Series(decision.prior[keep], dtype=pl.Float32)
    return pl.DataFrame({name: values.alias(name) for name, values in columns.items()})
