"""The rows of one notice, gathered in memory and written with a few statements: a night brings many at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from waylight.access.grid import opened
from waylight.engine.climbing import Due, Ladder
from waylight.engine.local import Settings
from waylight.engine.words import Clock
from waylight.protocols.selectors import settings_for
from waylight.telling.models import Climb, Notice, Receipt, Step
from waylight.telling.people import Roster
from waylight.telling.services.outbox import Want, put

NAMES = UUID("3c0e1a4f-6f59-5d0e-9a55-2c8d4b1f7e60")
NOBODY_ELSE, RAISED = "nobody else", "raised"


class Writing:
    """What is to be written of one notice at `now`. `new`: nothing of it was written before; `but`: is not told."""

    def __init__(
        self, notice: Notice, roster: Roster | None, now: datetime, *, new: bool, but: UUID | None = None
    ) -> None:
        self.notice, self.now = notice, now
        self.climbs: list[Climb] = []
        self._roster, self._steps, self._receipts = roster, list[Step](), dict[UUID, Receipt]()
        self._ask: list[UUID] = []
        self._settings: dict[UUID, Settings[Clock]] = {}
        self._wants: list[Want] = []
        known = () if new else Receipt.objects.filter(notice=notice).values_list("person_id", "asked")
        self._known: dict[UUID, bool] = {**({but: False} if but else {}), **dict(known)}

    def settings(self, node: UUID) -> Settings[Clock]:
        """The own minutes of the authority that the node belongs to; asked for once."""
        if node not in self._settings:
            self._settings[node] = settings_for(node)
        return self._settings[node]

    def take(self, climb: Climb, ladder: Ladder, due: Due) -> int:
        """One step. Returns how many it reaches who did not know: with none, the next step does not wait."""
        if due.rung.raises:
            self._step(climb, due, 1, RAISED)
            return 1
        assert self._roster is not None
        found = self._roster.whom(due.rung, climb.node_id)
        fresh = [person for person in found.people if person not in self._known]
        how = NOBODY_ELSE if found.people and not fresh else found.how
        step = self._step(climb, due, len(fresh), how)
        asked = _may_take(ladder, due.rung.role)
        self.tell(
            found.people, role=due.rung.role, step=step, asked=asked, due_at=due.at,
            channels=[channel.value for channel in due.rung.channels],
        )  # fmt: skip
        return len(fresh)

    def tell(
        self, people: Iterable[UUID], *, role: str, step: Step | None, asked: bool, due_at: datetime,
        channels: Iterable[str],
    ) -> None:  # fmt: skip
        """Into each person's inbox, once, and on its way by the other channels."""
        notice = self.notice
        for person in people:
            if person not in self._known:
                self._receipts[person] = Receipt(
                    id=uuid5(NAMES, f"{notice.id}|{person}"), notice=notice, child=notice.child, role=role,
                    private=notice.private, person_id=person, step=step, asked=asked, told_at=self.now,
                )  # fmt: skip
                self._wants += [Want(person, channel, due_at) for channel in channels]
            elif asked and not self._known[person]:
                self._ask.append(person)
            self._known[person] = asked or self._known.get(person, False)

    def write(self) -> None:
        """All of it."""
        Climb.objects.bulk_create(self.climbs)
        Step.objects.bulk_create(self._steps)
        Receipt.objects.bulk_create(self._receipts.values(), ignore_conflicts=True)
        if self._ask:
            Receipt.objects.filter(notice=self.notice, person_id__in=self._ask).update(asked=True)
        put(self.notice, self._wants, now=self.now)

    def _step(self, climb: Climb, due: Due, reached: int, how: str) -> Step:
        step = Step(
            climb=climb, child=climb.child, private=climb.private, step=due.step, role=due.rung.role,
            due_at=due.at, taken_at=self.now, reached=reached, how=how,
        )  # fmt: skip
        self._steps.append(step)
        return step


def _may_take(ladder: Ladder, role: str) -> bool:
    """Whether whoever holds the role can take it on. A director is told, and writes nothing into the record."""
    return ladder.takes and (
        ladder.relation is None or ladder.relation.value in opened(role, "episode", "write")
    )
