"""What people say by name that they have done, where no other fact tells it; each meets a duty."""

from __future__ import annotations

from waylight.engine.codes import Code
from waylight.engine.words import Rule, days
from waylight.rulebook.sources import OURS

DEEDS = (
    Code("host told", "Told the host authority that the child is away", OURS),
    Code("unit told", "Told the UK Missing Persons Unit", OURS),
    Code("senior told", "Told the named senior manager or the director", OURS),
    Code("risk shared", "Shared what was learnt in the return interview, and acted on it", OURS),
    Code("support discussed", "Talked with the child and the family about support", OURS),
    Code("review held", "Held a review of the child's case", OURS),
    Code("early review asked", "The reviewing officer asked for a review", OURS),
    Code("visited", "A social worker visited the child", OURS),
    Code("placement plan made", "Prepared the placement plan", OURS),
    Code("care plan made", "Prepared the care plan", OURS),
    Code("notices sent", "Sent the notices of the placement", OURS),
    Code("area placement approved", "The nominated officer approved the placement outside the area", OURS),
    Code("emergency placement approved", "Approved in an emergency, before all were consulted", OURS),
    Code("distant placement approved", "The director approved the placement at a distance", OURS),
    Code(
        "distant emergency approved",
        "The director approved it at a distance in an emergency, before all were consulted",
        OURS,
    ),
    Code("school move approved", "The nominated officer approved the move", OURS),
    Code("schooling not disrupted", "The move does not disrupt the child's schooling", OURS),
    Code("consultations completed", "Consulted those whom there was no time to consult before", OURS),
    Code("area authority told", "Told the authority of the area of the placement", OURS),
    Code("ending notices sent", "Sent the notices that the placement ends", OURS),
    Code("admission notice sent", "The home wrote to the authority of its area: admitted", OURS),
    Code("discharge notice sent", "The home wrote to the authority of its area: left", OURS),
    Code("serious event notified", "The home notified the inspectorate and the others", OURS),
    Code("death notified", "The home notified all whom the regulation names", OURS),
    Code("change considered", "The change was considered at a review", OURS),
    Code("review not practicable", "A review first was not reasonably practicable", OURS),
    Code("plan dropped", "It does not go ahead", OURS),
    Code("care ending approved", "The nominated officer approved it on an assessment", OURS),
    Code("director approved ending", "The director approved it", OURS),
    Code("conference held", "The first child protection conference was held", OURS),
    Code("no conference needed", "The enquiry ended without need of a conference", OURS),
    Code("panel notified", "Notified the review panel", OURS),
    Code("national referral made", "Referred to the National Referral Mechanism", OURS),
)
# What somebody may say ahead of it.
PLANS = (
    Code("care ends", "The authority is to look after the child no longer", OURS),
    Code("plan change", "The care plan is to change significantly", OURS),
)
GRAVE = (
    Code("died", "The child has died", OURS),
    Code("harmed", "The child was seriously harmed, and abuse or neglect is known or suspected", OURS),
)

CHASED = Rule(
    name="how long a list asks for what is late",
    says="A list of what is owed shows what was due in the last 90 days; of what is older it says how many there are.",
    value=days(90),
    source=OURS,
)
DIRECTOR_DECIDES = Rule(
    name="what waits for the director's name",
    says="By the codes of the duties: the director approves a placement at a distance, and that a child of 16 or 17 "
    "without a care order is no longer looked after.",
    value=("PL05", "LC02"),
    source=OURS,
)
PROMPT = Rule(
    name="told in time to act",
    says="What this system hears of more than 30 days after it happened begins no clock here: it came with a file of "
    "what is past, and what was done about it then is not in the record.",
    value=days(30),
    source=OURS,
)
