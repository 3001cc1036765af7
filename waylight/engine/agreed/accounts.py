"""Each source's own account: an absence that it reported live, and the end that it gives of it itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from waylight.engine.agreed.away import live
from waylight.engine.agreed.standing import Said, by_id
from waylight.engine.claims import Absent, By, Found, Returned
from waylight.engine.when import Precision


def accounts(claims: Iterable[Said]) -> dict[str, datetime]:
    """Until when, by its own source, each live report's absence lasted: the next thing that this source says is found
    or returned, to the minute. A row of somebody else that ends earlier does not end such an absence."""
    told: dict[By, list[tuple[datetime, bool, Said]]] = defaultdict(list)
    for claim in claims:
        at = claim.start if isinstance(claim, Absent) else claim.at
        if at.precision is Precision.MINUTE and isinstance(claim, Absent | Found | Returned):
            # What ends in a minute comes before what begins in it.
            told[claim.by].append((at.earliest, isinstance(claim, Absent), claim))
    lasting: dict[str, datetime] = {}
    for own in told.values():
        begun: dict[str, datetime] = {}
        for moment, _, claim in sorted(own, key=lambda entry: (*entry[:2], by_id(entry[2].id))):
            if isinstance(claim, Absent):
                begun = {id: since for id, since in begun.items() if since == moment}
                begun |= {claim.id: moment} if live(claim) else {}
            else:
                lasting.update(dict.fromkeys(begun, moment))
                begun = {}
    return lasting
