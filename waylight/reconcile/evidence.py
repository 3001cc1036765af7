"""What spoke for and against each candidate, kept so that any link can be explained line by line."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.link.link import Linked
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.settings import WORTH_KNOWING
from waylight.reconcile.tables import Extracts

FIELDS = ("forename", "surname", "order", "birth", "sex", "ethnicity", "place", "time")
# A spelling of the police's own; brothers and sisters kept together; other reports of the same identity; how often
# the child is reported; people on no list; other children on the lists.
OTHERS = ("further", "kept", "shared", "prior", "unlisted", "rivals")


def evidence_table(linked: Linked, sides: Sides, extracts: Extracts) -> pl.DataFrame:
    """A row per incident and candidate worth naming: `incident_id`, `child_id`, `share` (probability), the
    level of each field (u8), and log odds that add up to that of the share: the weight of each field
    (`*_weight`) and of what is no field (`OTHERS`)."""
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
    unlisted, rivals = decision.against()
    further = linked.doubt[linked.levels.right][c.pair]
    for name, found in zip(
        OTHERS, (further, decision.kept, decision.shared, decision.prior, unlisted, rivals), strict=True
    ):
        columns[f"{name}_weight"] = pl.Series(found[keep], dtype=pl.Float32)
    return pl.DataFrame({name: values.alias(name) for name, values in columns.items()})
