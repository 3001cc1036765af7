"""What each of the first people has to do tonight: one line under the name where one chooses whom to be."""

from __future__ import annotations

from waylight.ops.demo.cast import Cast
from waylight.ops.demo.history import Left
from waylight.ops.demo.parts import Parts
from waylight.ops.demo.people import OFFICERS, id_of
from waylight.ops.demo.places import Places, team_of


def say_what_for(cast: Cast, places: Places, parts: Parts, left: Left) -> None:
    """For one person of each role: of social workers the child's own."""
    from waylight.children.models import Allocation, Child

    again, team = Child.objects.get(pk=left.child).given_names.title(), team_of(places, left.child)
    lines = {
        ("night worker", left.home): f"{again} is not back, and police do not know yet. Ring them.",
        ("duty inspector", places.force): f"{again} was reported minutes ago. Read the pack and take it on.",
        ("social worker", team): f"{again} is away for the fifth time in seven weeks. Read it all on one line of time.",
        ("foster carer", parts.from_foster.home): f"{parts.from_foster.name} has been seen. See who has read it.",
        ("supported-accommodation worker", parts.from_flat.home):
            f"{parts.from_flat.name} went down to a car that waited. See what is done, step by step.",
        ("registered manager", left.home): f"What your home owes, and {again} is away. Nobody answered your request.",
        ("missing coordinator", places.force): "All who are away in your area, and the homes that are in it.",
        ("out-of-hours team", places.authority): "Take on what nobody has, and find out who a boy called Kai is.",
        ("team manager", team): "A review of a plan to answer, a dispute to answer, a discussion tomorrow.",
        ("reviewing officer", team): f"You dispute that {again} declined to be heard. See what became of it.",
        ("director", places.authority): f"{again} is to leave care at 16: your name is asked for. And what is late?",
        ("host authority officer", places.host): "Children whom others placed here, and one of them is away.",
        ("return interviewer", places.service):
            f"{parts.just_back.name} is back and would like to talk tomorrow. The 72 hours run.",
        ("interview service manager", places.service): "Whose interview is owed, and how long is left.",
        ("inspector", places.inspectorate): "Your inspection of one home is open: what happened there?",
        ("system operator", places.system): "Is it well: what was told in time, what waits, no child and no name.",
    }  # fmt: skip
    own = Allocation.objects.get(child_id=left.child, role="social worker").person_id
    for (role, node), line in lines.items():
        cast.has_to(own if own and role == "social worker" else cast.of[role, node][0], line)
    cast.has_to(
        id_of(OFFICERS[0]),
        "Police and council lists are side by side. Decide the pairs that nobody is sure of.",
    )
