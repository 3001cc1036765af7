"""Several children of one home: looked at whenever one of them is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from waylight.alerts.asking import known, moment
from waylight.alerts.noticing.writing import Changes, Kept, kept_where, locking, put, wanted_of
from waylight.engine.patterns import Line, TimeAway, raised_of_home
from waylight.engine.when import at
from waylight.facts.asked import Question, Rows
from waylight.rulebook.patterns import FROM_HOME

AWAYS = """
SELECT json_build_array(n.home, n.episode, n.child, n.began, e.told_at)::text
FROM alerts_night n JOIN episodes_episode e ON e.id = n.episode
WHERE n.home = ANY (%s) AND n.began > %s AND n.began <= %s
"""


def homes_of(line: Line, standing: Iterable[Kept], now: datetime) -> list[UUID]:
    """Where the child lived at the times away that may still count, or was counted; in one order for every worker."""
    since = now - FROM_HOME.within.span - FROM_HOME.lasts.span
    lived = {away.home for away in line.aways if away.home is not None and away.began > since}
    counted = {
        UUID(row.evidence["home"]) for row in standing if row.pattern == FROM_HOME.code and row.at > since
    }
    return sorted(lived | counted, key=str)


def asking(homes: Sequence[UUID], now: datetime) -> list[Question]:
    """The questions that hold the homes for this transaction, and of which `notice_homes` reads the last answer."""
    since = now - FROM_HOME.lasts.span - FROM_HOME.within.span
    return [locking(homes), Question(AWAYS, [list(homes), since, now])]


def notice_homes(
    changes: Changes, homes: Sequence[UUID], answer: Rows, standing: Iterable[Kept], now: datetime, by: UUID | None
) -> None:  # fmt: skip
    """Add what stands about each home to the changes. `standing`: alerts of the child looked at.

    Whatever this child changes about a home is an alert in which the child is, or which begins to have the child.
    """
    ours = [row for row in standing if row.pattern == FROM_HOME.code]
    aways = _aways(answer)
    for home in homes:
        _notice(changes, home, aways[home], ours, now, by)


def _aways(answer: Rows) -> dict[UUID, list[tuple[UUID, TimeAway]]]:
    found: dict[UUID, list[tuple[UUID, TimeAway]]] = defaultdict(list)
    for (text,) in answer:
        home, id, child, began, told = json.loads(text)
        found[UUID(home)].append((known(child), TimeAway(UUID(id), at(moment(began)), moment(told))))
    return found


def _notice(
    changes: Changes, home: UUID, aways: list[tuple[UUID, TimeAway]], ours: list[Kept], now: datetime, by: UUID | None
) -> None:  # fmt: skip
    # Of what began earlier not everything is here that it would be counted with.
    since = now - FROM_HOME.lasts.span
    lately = {away.id for _, away in aways if away.began > since}
    raised = [one for one in raised_of_home(aways, FROM_HOME) if one.at <= now and one.anchor in lately]
    wanted = [replace(wanted_of(one, FROM_HOME.lasts.span), evidence={"home": str(home)}) for one in raised]
    rows = {row.id: row for row in ours if row.evidence["home"] == str(home)}
    elsewhere = [one.id for one in wanted if one.id not in rows]
    if elsewhere:
        rows |= {row.id: row for row in kept_where("id = ANY(%s)", [elsewhere])}
    # One whose anchor began earlier is left as it was; its time is over.
    kept = [row for row in rows.values() if row.at > since]
    put(changes, wanted, kept, now, by, since=since)
