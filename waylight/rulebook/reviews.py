"""Plan reviews that a home asks for, disputes of the reviewing officer, and strategy discussions: who asks, who
answers, by when, and to whom silence climbs.

The regulation says that the home must ask; it gives no time for the answer. Every figure here is our own and an
authority may set another.
"""

from __future__ import annotations

from datetime import date

from waylight.engine.codes import Code
from waylight.engine.reviews import Climb, Part, Stage
from waylight.engine.words import Proof, Rule, Source, working_days
from waylight.rulebook.sources import OURS

ASK_2015 = Source(
    "Children's Homes (England) Regulations 2015",
    "regulation 14(2)(e): the registered person asks the placing authority to review the child's relevant plans",
    since=date(2015, 4, 1),
    mark=Proof.FOUND,
)
CHALLENGE_2015 = Source(
    "Children's Homes (England) Regulations 2015",
    "regulation 5(c): the registered person challenges a placing authority whose answer is not good enough",
    since=date(2015, 4, 1),
    mark=Proof.FOUND,
)
REVIEW_2010 = Source(
    "Care Planning, Placement and Case Review (England) Regulations 2010",
    "regulation 33(3): an earlier review where the reviewing officer asks for one",
    since=date(2011, 4, 1),
    mark=Proof.FOUND,
)
HANDBOOK_2010 = Source(
    "Handbook for independent reviewing officers",
    "2010: first informally, then a formal local process in stages, 20 working days in all",
    since=date(2011, 4, 1),
    mark=Proof.MEMORY,
)
REFER_1989 = Source(
    "Children Act 1989",
    "section 25B(3): the reviewing officer may refer the child's case to Cafcass",
    since=date(2011, 4, 1),
    mark=Proof.MEMORY,
)
TOGETHER = Source(
    "Working Together to Safeguard Children",
    "a strategy discussion where significant harm is likely: authority, police, health and others who know the child",
    mark=Proof.MEMORY,
)

WHY_ASKED = (
    Code("harm", "At risk of harm", ASK_2015, "the child is at risk, and the plan does not meet it"),
    Code("care", "The care or services are not enough", ASK_2015, "what the plan gives is inadequate"),
    Code("absent", "Persistently away without permission", ASK_2015),
    Code("child", "The child asks for it", ASK_2015),
)
ANSWERS = (
    Code("review", "A review is held, on the day below", ASK_2015),
    Code("changed", "The plan is changed, as written below", OURS),
    Code("none", "No review, for the reasons below", OURS),
)
PARTS = (
    Part("ask", ("registered manager",), "answers for the home's care of the child", ASK_2015),
    Part(
        "ask",
        ("foster carer", "supported-accommodation worker"),
        "a child who does not live in a home is owed the same",
        OURS,
    ),
    Part("answer", ("social worker", "team manager", "director"), "the authority answers by name", OURS),
    Part("dispute", ("reviewing officer",), "reviews the plan and challenges it", HANDBOOK_2010),
    Part(
        "discuss",
        ("social worker", "team manager", "missing coordinator"),
        "calls it and keeps its record",
        OURS,
    ),
)
CLIMBS = (
    Climb(
        name="a request for a plan review goes to the team manager after",
        says="A request for a plan review that nobody has answered by then goes to the team manager.",
        role="team manager",
        within=working_days(5),
        source=OURS,
    ),
    Climb(
        name="a request for a plan review goes to the director after",
        says="One that is still without an answer goes to the director of children's services.",
        role="director",
        within=working_days(10),
        source=OURS,
    ),
)
DISPUTE_ABOUT = (
    Code("request", "The answer to a request for a review", HANDBOOK_2010),
    Code("plan", "The care plan", HANDBOOK_2010),
    Code("drift", "What was decided is not done", HANDBOOK_2010),
    Code("missing", "What is done about times away", OURS),
    Code("rights", "The child's rights or wishes", HANDBOOK_2010),
)
STAGES = (
    Stage(
        code="informal",
        name="dispute: informal stage",
        label="Informal: with the social worker and the team manager",
        says="First they talk. What was agreed is written down.",
        roles=("social worker", "team manager"),
        within=working_days(5),
        source=HANDBOOK_2010,
    ),
    Stage(
        code="one",
        name="dispute: stage one",
        label="Stage one: the team manager",
        says="The team manager answers in writing.",
        roles=("team manager",),
        within=working_days(5),
        source=OURS,
    ),
    Stage(
        code="two",
        name="dispute: stage two",
        label="Stage two: a senior manager",
        says="A senior manager of the service answers: whoever holds a manager's role above the team, or the director.",
        roles=("team manager", "director"),
        within=working_days(5),
        source=OURS,
    ),
    Stage(
        code="three",
        name="dispute: stage three",
        label="Stage three: the director of children's services",
        says="The director answers by name.",
        roles=("director",),
        within=working_days(5),
        source=HANDBOOK_2010,
    ),
    Stage(
        code="cafcass",
        name="dispute: referred to Cafcass",
        label="Referred to Cafcass",
        says="The reviewing officer may refer at any stage; the director's answer to Cafcass is written down.",
        roles=("director",),
        within=working_days(10),
        source=REFER_1989,
    ),
)
DISPUTE_ENDS = (
    Code("resolved", "Settled as the reviewing officer asked", OURS),
    Code("accepted", "The reviewing officer accepts the answer", OURS),
    Code("overtaken", "Overtaken by a new plan or a court's decision", OURS),
)

STRATEGY_WHY = (
    Code("harm", "Likely significant harm", TOGETHER),
    Code("repeat", "Away again and again", OURS, "many local protocols give a number of times"),
    Code("long", "Away for long", OURS),
    Code("exploitation", "Suspected exploitation or trafficking", TOGETHER),
    Code("together", "Several children away together", OURS),
    Code("other", "Another reason, written below", OURS),
)
STRATEGY_HELD = Rule(
    name="a strategy discussion is held within",
    says="A strategy discussion is held by the end of the first working day after it was called.",
    value=working_days(1),
    source=OURS,
    local=True,
)
OWNERS = (
    Code("authority", "The authority", OURS),
    Code("police", "Police", OURS),
    Code("home", "The home or carer", OURS),
    Code("health", "Health", OURS),
    Code("school", "School or college", OURS),
    Code("other", "Somebody else", OURS),
)
