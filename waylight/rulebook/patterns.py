"""What must be noticed about a child who goes missing or is away: each pattern, who is told, what they are asked to do.

A pattern looks at agreed times away: one night that three agencies report is one. It is a question to people, never a
judgement of a child; the alert shows what it counted. Rows that an authority may set for itself are local.
"""

from __future__ import annotations

from datetime import date

from waylight.engine.codes import Code
from waylight.engine.patterns import (
    ABSENT,
    Before,
    FirstNights,
    GradedAs,
    GradesDiffer,
    HomeRule,
    LongerEachTime,
    Marked,
    Misfiled,
    NamedRule,
    Overnight,
    Pattern,
    SameHour,
    SameWeekday,
    TogetherRule,
    YoungerThan,
)
from waylight.engine.words import Proof, Rule, Source, days, hours, minutes
from waylight.rulebook.sources import DFE_2014, OURS

LOCAL_90 = Source(
    "Local protocols on children who go missing",
    "three times in 90 days, as many areas have it; each sets its own",
    mark=Proof.MEMORY,
)
DERBYSHIRE = Source(
    "Derby and Derbyshire procedures on return interviews",
    "three times missing in 30 days",
    mark=Proof.FOUND,
)
PROTOCOL_2016 = Source(
    "A local protocol on return interviews, October 2016",
    "longer than 24 hours, crime, mental health, sexual exploitation",
    mark=Proof.FOUND,
)
LOCAL_LONG = Source(
    "Local protocols on children who go missing", "meetings after 48 and 72 hours", mark=Proof.MEMORY
)
DFE_TWICE = Source(
    "Statutory guidance on children who run away or go missing from home or care",
    "January 2014: more than once is a sign",
    since=date(2014, 1, 1),
    mark=Proof.MEMORY,
)
AT_ONCE = Source(
    "Statutory guidance on children who run away or go missing from home or care",
    "January 2014: unaccompanied and trafficked children; high risk",
    since=date(2014, 1, 1),
    mark=Proof.MEMORY,
)

# What an alert asks for, and what somebody may say that they did.
ACTIONS = (
    Code("plan review", "Ask for a review of the care plan", DFE_2014),
    Code("strategy", "Call a strategy discussion", DFE_2014),
    Code("risk", "Look over the risk assessment and the plan for the next time", DFE_2014),
    Code("interview", "Offer the return interview now", DFE_2014),
    Code("placement", "Look over the placement with the child", OURS),
    Code("same definition", "Agree with the other agency what it was", OURS),
    Code("same grade", "Agree one grade with the force", OURS),
    Code("ring up", "Ring the force now and say why this cannot wait", OURS),
    Code("disrupt", "Plan with police how to keep others away from the children", OURS),
    Code("home", "Look at the home: staffing, safety, what the children say", OURS),
    Code("other", "Something else, written below", OURS),
)

WORKER, MANAGER, REVIEWER = "social worker", "registered manager", "reviewing officer"
TEAM, NIGHT_TEAM, DIRECTOR = "team manager", "out-of-hours team", "director"
COORDINATOR, INSPECTOR = "missing coordinator", "duty inspector"

PATTERNS = (
    Pattern(
        code="REPEAT_90",
        name="Three times in 90 days",
        says="Away or missing for at least the third time within 90 days.",
        when=ABSENT.within(days(90)) >= 3,
        tell=(WORKER, REVIEWER, MANAGER),
        asks_for="plan review",
        source=LOCAL_90,
        local=True,
    ),
    Pattern(
        code="REPEAT_30",
        name="Three times in 30 days",
        says="Away or missing for at least the third time within 30 days.",
        when=ABSENT.within(days(30)) >= 3,
        tell=(WORKER, TEAM, MANAGER),
        asks_for="strategy",
        source=DERBYSHIRE,
        local=True,
    ),
    Pattern(
        code="RUN_TWICE",
        name="Not the first time",
        says="Away or missing for the second time or more since the record began.",
        when=ABSENT.ever >= 2,
        tell=(WORKER,),
        asks_for="interview",
        source=DFE_TWICE,
    ),
    Pattern(
        code="FIRST_NIGHT",
        name="First night in a new placement",
        says="Gone before noon after the first night in a placement.",
        when=FirstNights(nights=1),
        tell=(WORKER, MANAGER),
        asks_for="placement",
        source=OURS,
        local=True,
    ),
    Pattern(
        code="LONGER",
        name="Longer each time",
        says="The last four times away within 180 days were each at least half as long again as the one before.",
        when=LongerEachTime(times=4, within=days(180), by_percent=50),
        tell=(WORKER, REVIEWER),
        asks_for="risk",
        source=OURS,
        local=True,
    ),
    Pattern(
        code="SAME_HOUR",
        name="At the same hour",
        says="Four of the last five times away within 90 days began within 30 minutes of each other on the clock.",
        when=SameHour(times=4, of_last=5, within=days(90), minutes_apart=30),
        tell=(WORKER, MANAGER),
        asks_for="risk",
        source=OURS,
        local=True,
    ),
    Pattern(
        code="SAME_WEEKDAY",
        name="On the same night of the week",
        says="Five of the last six times away within 90 days fell on the same night of the week.",
        when=SameWeekday(times=5, of_last=6, within=days(90)),
        tell=(WORKER, MANAGER),
        asks_for="risk",
        source=OURS,
        local=True,
    ),
    Pattern(
        code="LONG_24H",
        name="Gone for 24 hours",
        says="Gone for 24 hours or longer.",
        when=ABSENT.lasting >= hours(24),
        tell=(WORKER, TEAM, COORDINATOR),
        asks_for="strategy",
        source=PROTOCOL_2016,
    ),
    Pattern(
        code="LONG_48H",
        name="Gone for 48 hours",
        says="Gone for 48 hours or longer.",
        when=ABSENT.lasting >= hours(48),
        tell=(TEAM, DIRECTOR, COORDINATOR),
        asks_for="strategy",
        source=LOCAL_LONG,
    ),
    Pattern(
        code="LONG_72H",
        name="Gone for 72 hours",
        says="Gone for 72 hours or longer.",
        when=ABSENT.lasting >= hours(72),
        tell=(DIRECTOR, INSPECTOR),
        asks_for="strategy",
        source=LOCAL_LONG,
    ),
    Pattern(
        code="OVERNIGHT",
        name="Away overnight",
        says="Away at three in the morning.",
        when=Overnight(hour=3),
        tell=(WORKER, TEAM),
        asks_for="interview",
        source=OURS,
    ),
    Pattern(
        code="UNDER_13",
        name="Under 13",
        says="A child under 13 on the day it began.",
        when=YoungerThan(13),
        tell=(WORKER, TEAM, NIGHT_TEAM, INSPECTOR),
        asks_for="ring up",
        source=OURS,
        at_once=True,
    ),
    Pattern(
        code="UASC",
        name="Unaccompanied or trafficked",
        says="A child who came alone from another country, or is known to be trafficked. Told at once.",
        when=Marked(("unaccompanied", "trafficked")),
        tell=(WORKER, TEAM, NIGHT_TEAM, INSPECTOR),
        asks_for="ring up",
        source=AT_ONCE,
        at_once=True,
    ),
    Pattern(
        code="HIGH",
        name="Graded high",
        says="Police grade the risk as high.",
        when=GradedAs(("HIGH", "HIGH10")),
        tell=(WORKER, TEAM, NIGHT_TEAM, MANAGER),
        asks_for="strategy",
        source=AT_ONCE,
        at_once=True,
    ),
    Pattern(
        code="GRADES",
        name="Grades differ",
        says="Two sources grade the same time away, and not alike.",
        when=GradesDiffer(ignoring=("NOT_GRADED",)),
        tell=(COORDINATOR, WORKER),
        asks_for="same grade",
        source=OURS,
    ),
    Pattern(
        code="MISFILED",
        name="Recorded as away, was missing",
        says="An agency recorded the child as away where the definition says missing.",
        when=Misfiled(),
        tell=(TEAM, COORDINATOR),
        asks_for="same definition",
        source=DFE_2014,
    ),
    Pattern(
        code="BEFORE_DATE",
        name="Before a day in court or contact",
        says="Gone within three days before a day in court or contact with family.",
        when=Before(("court", "contact"), within=days(3)),
        tell=(WORKER, REVIEWER),
        asks_for="risk",
        source=OURS,
        local=True,
    ),
    Pattern(
        code="CRIME",
        name="Criminal exploitation feared",
        says="Missing or away, and somebody was asked to protect the child from criminal exploitation.",
        when=Marked(("criminal",)),
        tell=(WORKER, TEAM, COORDINATOR),
        asks_for="strategy",
        source=PROTOCOL_2016,
    ),
    Pattern(
        code="MH",
        name="Harm to self feared",
        says="Missing or away, and the plan about harm to self is kept in the record.",
        when=Marked(("harm",)),
        tell=(WORKER, NIGHT_TEAM, MANAGER),
        asks_for="ring up",
        source=PROTOCOL_2016,
    ),
    Pattern(
        code="CSE",
        name="Exploitation feared",
        says="Missing or away, and sexual exploitation, trafficking or a person of concern is in the record.",
        when=Marked(("sexual", "trafficking", "concern")),
        tell=(WORKER, TEAM, COORDINATOR),
        asks_for="strategy",
        source=PROTOCOL_2016,
    ),
)

TOGETHER = TogetherRule(
    code="TOGETHER",
    name="Away together",
    says="Two children away at overlapping hours on at least two nights within 180 days and found within a kilometre "
    "of each other, or gone from one home within 30 minutes, or named in each other's reports; and chance alone would "
    "give as much to fewer than one such pair in 1,000. Where more than 12 children were found at one place on one "
    "night, that night counts for nobody.",
    within=days(180),
    nights=2,
    metres=1000,
    left_apart=minutes(30),
    overlap=minutes(30),
    chance=1000,
    crowd=12,
    tell=(COORDINATOR, WORKER, TEAM),
    asks_for="disrupt",
    source=OURS,
    lasts=days(90),
)
FROM_HOME = HomeRule(
    code="FROM_HOME",
    name="From the same home",
    says="Eight times away or more, by three children or more, from one home within 30 days.",
    count=8,
    children=3,
    within=days(30),
    tell=(MANAGER, COORDINATOR),
    asks_for="home",
    source=OURS,
    lasts=days(30),
)
SAME_NAME = NamedRule(
    code="SAME_NAME",
    name="The same address or adult",
    says="The same address, telephone, car or adult is named in what is kept of two children or more, and of no more "
    "than 15: what is named more often is a public place. Read from packs and referrals; from interviews when their "
    "room is built.",
    children=2,
    crowd=15,
    tell=(COORDINATOR, WORKER, TEAM),
    asks_for="disrupt",
    source=OURS,
    lasts=days(90),
)

SNOOZE_AT_MOST = Rule(
    name="how long an alert may be put off",
    says="An alert is put off until a day within 14 days, with a reason; what is new meanwhile is counted and shown.",
    value=days(14),
    source=OURS,
)
CONFIRMED_LASTS = Rule(
    name="how long a confirmed group stands",
    says="What a person confirmed of children away together stands for 90 days, then ends unless it is found anew.",
    value=days(90),
    source=OURS,
)
NOT_YET = (
    Code(
        "PERSISTENT",
        "Persistently absent without permission, in the home's judgement",
        Source("Children's Homes (England) Regulations 2015", "regulation 14(2)(e)(ii)", mark=Proof.FOUND),
        "the home asks for a plan review itself; its judgement is no pattern that can be counted",
    ),
    Code(
        "NAMED_IN_INTERVIEWS",
        "The same address or adult in several return interviews",
        OURS,
        "the child's words come with their own room; packs and referrals are read meanwhile",
    ),
)
