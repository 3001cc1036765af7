"""The children who are away tonight, each at another stage, and one who has just come back.

What is written here is what people in these jobs would write: what they saw, and nothing about what a child is like.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.history import Left
from waylight.ops.demo.parts import Part, Parts
from waylight.ops.demo.people import id_of
from waylight.ops.demo.places import ROLES
from waylight.ops.demo.playing import Story, acting_as, actor_at

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor
    from waylight.ops.demo.places import Places


class Night:
    """Writes tonight, one method a story."""

    def __init__(self, cast: Cast, places: Places, parts: Parts) -> None:
        self.cast, self.places, self.parts = cast, places, parts
        self.inspector = actor_at(cast, "duty inspector", places.force)
        self.inspector_before = actor_at(cast, "duty inspector", places.force, 1)
        self.out_of_hours = actor_at(cast, "out-of-hours team", places.authority)

    def carer(self, part: Part) -> Actor:
        """Whoever reports from where the child lives."""
        return actor_at(self.cast, ROLES[self.places.kinds[part.home]], part.home)

    def write(self, left: Left) -> None:
        """All of it; and what falls due while the demonstration gets ready is told before it is looked at."""
        stories = [
            self.out_of_area(), self.from_flat(), self.from_foster(), *self.siblings(), self.late_back(),
            self.just_back(), self.just_gone(left),
            self.nobody_knows(),
        ]  # fmt: skip
        for story in stories:
            story.told_until(datetime.now(UTC))

    def out_of_area(self) -> Story:
        """Away since yesterday, placed in the neighbours' area: the director has been told."""
        story, part = Story(self.cast, self.parts.out_of_area.child), self.parts.out_of_area
        carer = self.carer(part)
        story.reports(
            carer, hours=27, reported=26.5,
            words={"clothes": "Dark green coat, jeans, a rucksack", "place": "At the bus stop outside school",
                   "different tonight": "Did not come in from school. Had asked about a train fare at the weekend.",
                   "checks made": "Rang four times, asked two friends from school"},
        )  # fmt: skip
        story.police_know(carer, hours=26.3, reference="AV-1193")
        story.taken_on(self.inspector_before, hours=26.2, look=25)
        story.graded(self.inspector_before, "MEDIUM", hours=26, why="Not known to have family here.")
        story.taken_on(self.out_of_hours, hours=26.1, look=-1)
        story.sighted(self.inspector, hours=8, by="public",
                   place="Railway station, platform 2", notes="Alone, asked for the train to the coast.")  # fmt: skip
        story.did(self.inspector, "transport", hours=7.8, notes="Station staff have the description.")
        return story

    def from_flat(self) -> Story:
        """A young person who came alone, and of whom it is feared that somebody uses them: graded high, referred."""
        from waylight.engine.when import at
        from waylight.episodes.services import protection, updates

        story, part = Story(self.cast, self.parts.from_flat.child), self.parts.from_flat
        carer = self.carer(part)
        story.reports(
            carer, hours=6, reported=5,
            words={"clothes": "Blue anorak, black trousers", "place": "Leaving the flat on foot",
                   "different tonight": "A car waited at the corner. Went down after a call, left the keys.",
                   "with whom": "An adult nobody here knows", "phone": "Rings, then goes off"},
        )  # fmt: skip
        story.police_know(carer, hours=4.9, reference="AV-1204")
        story.taken_on(self.inspector, hours=4.8, look=-0.5)
        story.graded(self.inspector, "HIGH", hours=4.75,
                     why="Feared to be used by the adults who brought them here.")  # fmt: skip
        story.taken_on(self.out_of_hours, hours=4.65, look=-1)
        then = story.ago(hours=3)
        story.says(
            self.out_of_hours, then, protection.referral, episode_id=story.episode, to="nrm", about="trafficking",
            happened=at(then), concern="Works nights, has no money of their own, is fetched by a car.",
        )  # fmt: skip
        then = story.ago(hours=2.5)
        story.says(
            carer, then, updates.search, episode_id=story.episode, what="room", found=True, happened=at(then),
            place="Their room", notes="A second phone, and a slip of paper with a street name. Handed to police.",
        )  # fmt: skip
        return story

    def from_foster(self) -> Story:
        """Police were rung and have not answered in the record; the authority has taken it on."""
        story, part = Story(self.cast, self.parts.from_foster.child), self.parts.from_foster
        carer = self.carer(part)
        story.reports(
            carer, hours=2.6, reported=2.2,
            words={"clothes": "School uniform, pink trainers", "place": "At home, before tea",
                   "how they were": "Upset: contact with their mother was called off today.",
                   "checks made": "Rang and texted; asked the neighbours"},
        )  # fmt: skip
        story.police_know(carer, hours=1.9, reference="AV-1211")
        story.looks(self.inspector, story.ago(hours=1.7))
        story.taken_on(self.out_of_hours, hours=1.8, look=-0.6)
        story.sighted(carer, hours=0.8, by="friend", place="The arcade by the bus station",
                   notes="With two friends from school. A friend's sister rang us.")  # fmt: skip
        return story

    def siblings(self) -> tuple[Story, ...]:
        """Gone together and found together by police; they are not back yet."""
        return tuple(
            self._sibling(part, other) for part, other in (self.parts.siblings, self.parts.siblings[::-1])
        )

    def _sibling(self, part: Part, other: Part) -> Story:
        from waylight.engine.when import at
        from waylight.episodes.services import endings

        story, carer = Story(self.cast, part.child), self.carer(part)
        story.reports(
            carer, hours=3.3, reported=3,
            words={"clothes": "Warm coat and boots", "with whom": f"With {other.name}, who lives here too",
                   "place": "In the garden", "different tonight": "Both bags are gone from the hall."},
        )  # fmt: skip
        story.police_know(carer, hours=2.8, reference="AV-1209")
        story.taken_on(self.inspector, hours=2.7, look=-0.2)
        story.graded(self.inspector, "MEDIUM", hours=2.6, why="Together, and have a phone.")
        story.taken_on(self.out_of_hours, hours=2.65, look=-0.3)
        then = story.ago(minutes=22)
        story.says(
            self.inspector, then, endings.found, episode_id=story.episode, happened=at(then), by="police",
            place="At their grandmother's old street", how="An officer walked with them to the station to get warm.",
            health="Cold and hungry, not hurt.",
        )  # fmt: skip
        return story

    def late_back(self) -> Story:
        """Late, and where is known: nobody is woken."""
        from waylight.engine.when import at
        from waylight.episodes.services.reports import Report, report_absent

        part = self.parts.late_back
        story = Story(self.cast, part.child)
        story.says(
            self.carer(part), story.ago(minutes=26), report_absent, child_id=part.child,
            report=Report(
                since=at(story.ago(hours=3)), whereabouts="known", concern=False,
                expected_at=at(story.ago(minutes=41)),
                words={"place": "At a friend's, whose mother rang: they missed the bus and she drives them home."},
            ),
        )  # fmt: skip
        return story

    def just_back(self) -> Story:
        """Back an hour ago: a return interview is owed, and the interviewers have been asked."""
        from waylight.engine.when import at
        from waylight.episodes.services import endings

        story, part = Story(self.cast, self.parts.just_back.child), self.parts.just_back
        carer = self.carer(part)
        story.reports(
            carer, hours=6.5, reported=5.5,
            words={"clothes": "Red football shirt, grey joggers", "place": "After football, at the ground",
                   "checks made": "Rang; asked the coach and two parents"},
        )  # fmt: skip
        story.police_know(carer, hours=5.3, reference="AV-1201")
        story.taken_on(self.inspector, hours=5.2, look=1)
        story.taken_on(self.out_of_hours, hours=5.1, look=1)
        then = story.ago(minutes=55)
        story.says(
            carer, then, endings.returned, episode_id=story.episode, happened=at(then),
            how_they_were="Tired, and glad to be in. Ate, and would like to talk tomorrow, not tonight.",
        )  # fmt: skip
        return story

    def just_gone(self, left: Left) -> Story:
        """Reported minutes ago by the home: police do not know yet, and nobody has taken it on."""
        story = Story(self.cast, left.child, steps=300)
        story.reports(
            actor_at(self.cast, "night worker", left.home), hours=37 / 60, reported=9 / 60,
            words={"clothes": "Grey hooded top, black jeans, white trainers", "place": "On the stairs, phone in hand",
                   "how they were": "Quiet at tea, said the day was fine.",
                   "different tonight": "Took the charger and a change of clothes. Has not done that before.",
                   "checks made": "Room, house and garden; rang twice, no answer"},
        )  # fmt: skip
        return story

    def nobody_knows(self) -> Story:
        """Somebody rang police about a child whom the caller cannot name: it waits for the authority to place it."""
        from waylight.engine.when import at
        from waylight.episodes.services.reports import Report, report_unknown_child
        from waylight.telling.services.hearing import hear

        coordinator = actor_at(self.cast, "missing coordinator", self.places.force)
        story = Story(self.cast, None)
        then = story.ago(minutes=48)
        report = Report(
            since=at(then),
            words={"child": "A boy of about fourteen called Kai, who told the caller that he lives in a home with a "
                            "blue gate", "place": "Swimming baths, by the lockers",
                   "notes": "The caller's son waited for him for an hour. He did not come out."},
        )  # fmt: skip
        filing = Filing(coordinator, then, str(id_of("story of nobody")))
        filed = acting_as(
            coordinator, lambda: report_unknown_child(filing, report=report, to_node=self.places.authority)
        )
        hear(filed.fact, then)
        return story
