"""Who is told that a review of a plan was asked for, answered or not, that a plan is disputed, that agencies must meet.

Only those who are told may see it, because not everybody who may read a time away may read these. Nothing here wakes
anybody: it goes with the next message of the day.
"""

from __future__ import annotations

from waylight.engine.access import Relation
from waylight.engine.climbing import Channel, Ladder, Rung, Telling, Urgency, Whom
from waylight.engine.words import minutes
from waylight.rulebook.reviews import ASK_2015, HANDBOOK_2010, TOGETHER
from waylight.rulebook.sources import OURS

BY_DAY = (Channel.PAGE, Channel.EMAIL)
AT_ONCE = minutes(0)

CASE = Ladder(
    "whose case it is",
    "social worker",
    Relation.RESPONSIBLE,
    (Rung("social worker", AT_ONCE, BY_DAY, whom=Whom.BY_NAME),),
    OURS,
    takes=False,
)
OFFICER = Ladder(
    "reviewing officer",
    "reviewing officer",
    Relation.RESPONSIBLE,
    (Rung("reviewing officer", AT_ONCE, BY_DAY, whom=Whom.BY_NAME),),
    HANDBOOK_2010,
    takes=False,
)
MANAGER = Ladder(
    "manager of the team",
    "team manager",
    Relation.RESPONSIBLE,
    (Rung("team manager", AT_ONCE, BY_DAY),),
    OURS,
    takes=False,
)
DIRECTOR = Ladder(
    "director",
    "director",
    Relation.RESPONSIBLE,
    (Rung("director", AT_ONCE, BY_DAY),),
    OURS,
    takes=False,
)
ASKER = Ladder(
    "whoever asks",
    "the home or carer",
    Relation.CARING,
    (
        Rung("registered manager", AT_ONCE, BY_DAY),
        Rung("foster carer", AT_ONCE, BY_DAY),
        Rung("supported-accommodation worker", AT_ONCE, BY_DAY),
    ),
    ASK_2015,
    takes=False,
)
COORDINATOR = Ladder(
    "missing coordinator",
    "police",
    Relation.POLICE,
    (Rung("missing coordinator", AT_ONCE, BY_DAY),),
    TOGETHER,
    takes=False,
)

ASKED = Telling(
    "review asked",
    "A home or carer asks for a review of the plan: the social worker, the team manager and the reviewing officer are "
    "told.",
    "a review of a plan is asked for",
    Urgency.TODAY,
    (CASE, MANAGER, OFFICER),
    ASK_2015,
)
UNANSWERED = Telling(
    "review unanswered",
    "Nobody has answered in time: the team manager, the reviewing officer and whoever asked are told.",
    "a review of a plan was asked for and not answered",
    Urgency.TODAY,
    (MANAGER, OFFICER, ASKER),
    OURS,
)
STILL_UNANSWERED = Telling(
    "review still unanswered",
    "Still nobody has: the director, the reviewing officer and whoever asked are told.",
    "a review of a plan was asked for and is still not answered",
    Urgency.TODAY,
    (DIRECTOR, OFFICER, ASKER),
    OURS,
)
ANSWERED = Telling(
    "review answered",
    "The authority answers: whoever asked and the reviewing officer are told.",
    "a request for a review of a plan is answered",
    Urgency.TODAY,
    (ASKER, OFFICER),
    ASK_2015,
)
DISPUTED = Telling(
    "dispute raised",
    "The reviewing officer disputes: the social worker and the team manager are told.",
    "a plan is disputed",
    Urgency.TODAY,
    (CASE, MANAGER),
    HANDBOOK_2010,
)
DISPUTED_ABOVE = Telling(
    "dispute with the director",
    "A dispute reaches the stage of the director: the director is told.",
    "a dispute about a plan waits for the director",
    Urgency.TODAY,
    (DIRECTOR,),
    HANDBOOK_2010,
)
DISPUTE_ANSWERED = Telling(
    "dispute answered",
    "A dispute is answered in its stage: the reviewing officer is told.",
    "a dispute about a plan is answered",
    Urgency.TODAY,
    (OFFICER,),
    HANDBOOK_2010,
)
MEETING = Telling(
    "strategy discussion called",
    "A strategy discussion is called: the social worker, the team manager, the reviewing officer and, while the child "
    "is theirs, the missing coordinator are told.",
    "a strategy discussion is called",
    Urgency.TODAY,
    (CASE, MANAGER, OFFICER, COORDINATOR),
    TOGETHER,
)
