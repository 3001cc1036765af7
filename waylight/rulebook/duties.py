"""What is owed while a child is away, when the child is back, and when it happens again."""

from __future__ import annotations

from datetime import date

from waylight.engine.happenings import Kind
from waylight.engine.owing import Duty, Joins, Nth, Owner, Times, event
from waylight.engine.words import Proof, Rule, Source, Undelayed, days, hours, minutes, working_days
from waylight.rulebook.sources import DFE_2014, LOCAL_PROTOCOLS, OURS

DFE_MEMORY = Source(DFE_2014.title, f"{DFE_2014.where}; the wording is from memory", DFE_2014.since)
TEES = Source(
    DFE_2014.title,
    f"{DFE_2014.where}; and the Tees protocol on children who go missing, 3.1.1",
    DFE_2014.since,
    mark=Proof.FOUND,
)
HIGH_RISK = Source(
    "Authorised professional practice on missing persons",
    "College of Policing; the list of what is done at high risk, as the press quoted it",
    since=date(2013, 4, 1),
    mark=Proof.FOUND,
)
CODE_2009 = Source(
    "Code of practice on collecting information about missing persons",
    "2009, and the police chiefs' guidance after it",
    since=date(2009, 4, 1),
    mark=Proof.FOUND,
)
INTERVIEWS = Source(
    DFE_2014.title,
    f"{DFE_2014.where}; 72 hours as councils and Missing People quote it, calendar time from memory",
    DFE_2014.since,
    mark=Proof.FOUND,
)
DECLINED = Source(
    DFE_2014.title, f"{DFE_2014.where}; and Missing People, next steps", DFE_2014.since, mark=Proof.FOUND
)
PLANS_14 = Source(
    "Children's Homes (England) Regulations 2015",
    "SI 2015/541, regulation 14(2)(e)",
    since=date(2015, 4, 1),
    mark=Proof.FOUND,
)
NRM_DUTY = Source(
    "Modern Slavery Act 2015",
    "section 52: a child's consent is not needed",
    since=date(2015, 11, 1),
    mark=Proof.FOUND,
)

REPORTED = event(Kind.REPORTED, {"live": ("yes",)})
MISSING_BEGAN = event(Kind.AWAY_BEGAN, {"category": ("M",), "prompt": ("yes",)})
AWAY_BEGAN = event(Kind.AWAY_BEGAN, {"prompt": ("yes",)})
ENDED = event(Kind.AWAY_ENDED)
RETURNED = event(Kind.RETURNED, {"prompt": ("yes",)})
HIGH = event(Kind.GRADED, {"grade": ("HIGH", "HIGH10"), "child": ("yes",)})
OF_THE_AUTHORITY = ("authority",)
AUTHORITY_KNOWS = (
    event(Kind.TOLD, {"whom": ("social worker", "out-of-hours"), "outcome": ("told",)}),
    event(Kind.SEEN, by=OF_THE_AUTHORITY),
    event(Kind.ACKNOWLEDGED, by=OF_THE_AUTHORITY),
)
# A child who has died is asked nothing more.
DIED = event(Kind.GRAVE, {"what": ("died",)}, whatever_about=True)
UNIT_TOLD = event(Kind.DONE, {"what": ("unit told",)})
STRATEGY_HELD = (event(Kind.STRATEGY_HELD, whatever_about=True),)
REVIEW_ASKED = (event(Kind.PLAN_REVIEW_ASKED, whatever_about=True),)

AGAIN = Rule(
    name="repeatedly missing: a meeting is owed",
    says="Police and the authority meet when a child has been away three times in 90 days.",
    value=Times(3, days(90)),
    source=LOCAL_PROTOCOLS,
    local=True,
)
PERSISTENT = Rule(
    name="persistently away: the home asks for a review",
    says="The regulation leaves it to the home what is persistent; here it is three times in 30 days.",
    value=Times(3, days(30)),
    source=OURS,
    local=True,
)

WHILE_AWAY = (
    Duty(
        code="EP01",
        says="Look for the child, and report to police if nobody knows where the child is or there is a risk.",
        owed_by=Owner.CARING,
        to="police",
        begins=event(Kind.REPORTED, {"live": ("yes",), "category": ("M",)}),
        within=Undelayed(minutes(30)),
        met_by=(event(Kind.POLICE_KNOW),),
        ended_by=(ENDED,),
        source=TEES,
        local=True,
    ),
    Duty(
        code="EP02a",
        says="Tell the responsible authority that the child is away.",
        owed_by=Owner.CARING,
        to="the responsible authority",
        begins=REPORTED,
        within=Undelayed(hours(1)),
        met_by=AUTHORITY_KNOWS,
        source=DFE_MEMORY,
        local=True,
    ),
    Duty(
        code="EP02b",
        says="Tell parents and others with parental responsibility, unless that is not reasonably practicable or "
        "not in the child's interest.",
        owed_by=Owner.CARING,
        to="parents",
        begins=REPORTED,
        within=Undelayed(hours(4)),
        met_by=(event(Kind.TOLD, {"whom": ("parents",), "outcome": ("told",)}),),
        ended_by=(event(Kind.TOLD, {"whom": ("parents",), "outcome": ("not told",)}),),
        source=DFE_MEMORY,
        local=True,
    ),
    Duty(
        code="EP02c",
        says="Tell the host authority that a child placed in its area is away.",
        owed_by=Owner.CARING,
        to="the host authority",
        begins=event(Kind.REPORTED, {"live": ("yes",), "out of area": ("yes",)}),
        within=Undelayed(hours(4)),
        met_by=(event(Kind.DONE, {"what": ("host told",)}),),
        source=DFE_MEMORY,
        local=True,
    ),
    Duty(
        code="EP03a",
        says="Tell children's services that a child is graded high risk.",
        owed_by=Owner.POLICE,
        to="the responsible authority",
        begins=HIGH,
        within=Undelayed(hours(1)),
        met_by=AUTHORITY_KNOWS,
        ended_by=(ENDED,),
        after_only=True,
        joins=Joins.SAME,
        source=HIGH_RISK,
        local=True,
    ),
    Duty(
        code="EP03b",
        says="Tell the UK Missing Persons Unit that a child is graded high risk.",
        owed_by=Owner.POLICE,
        to="the UK Missing Persons Unit",
        begins=HIGH,
        within=Undelayed(hours(1)),
        met_by=(UNIT_TOLD,),
        ended_by=(ENDED,),
        joins=Joins.SAME,
        source=HIGH_RISK,
        local=True,
    ),
    Duty(
        code="EP04",
        says="Have a child who is still missing recorded with the UK Missing Persons Unit.",
        owed_by=Owner.POLICE,
        to="the UK Missing Persons Unit",
        begins=event(Kind.REPORTED, {"live": ("yes",), "category": ("M",)}),
        within=hours(72),
        met_by=(UNIT_TOLD,),
        ended_by=(ENDED,),
        source=CODE_2009,
        local=True,
    ),
    Duty(
        code="EP05",
        says="Tell a named senior manager of a child who is missing for long.",
        owed_by=Owner.RESPONSIBLE,
        to="the director of children's services",
        begins=MISSING_BEGAN,
        within=hours(24),
        met_by=(event(Kind.DONE, {"what": ("senior told",)}),),
        ended_by=(ENDED,),
        source=LOCAL_PROTOCOLS,
        local=True,
        counts=("S24",),
    ),
)

AFTER_THE_RETURN = (
    Duty(
        code="RT01",
        says="See that the child is safe and well: the police talk after the return.",
        owed_by=Owner.POLICE,
        to="the child",
        begins=event(Kind.RETURNED, {"missing": ("yes",), "prompt": ("yes",)}),
        within=Undelayed(hours(24)),
        met_by=(event(Kind.PREVENTION_INTERVIEW, {"held": ("yes",)}),),
        ended_by=(event(Kind.PREVENTION_INTERVIEW, {"held": ("no",)}), DIED),
        source=DFE_MEMORY,
        local=True,
    ),
    Duty(
        code="RT02",
        says="Offer the child an independent return interview, whatever the length of the time away.",
        owed_by=Owner.RESPONSIBLE,
        to="the child",
        begins=RETURNED,
        within=Undelayed(hours(24)),
        # Whoever declined or was heard had been asked.
        met_by=(
            event(Kind.INTERVIEW_OFFERED),
            event(Kind.INTERVIEW_DECLINED),
            event(Kind.INTERVIEW_HELD),
        ),
        ended_by=(DIED,),
        source=INTERVIEWS,
        local=True,
        counts=("S08",),
    ),
    Duty(
        code="RT02b",
        says="Hold the return interview. Where the child declines it is owed no longer, and never counts as held.",
        owed_by=Owner.RESPONSIBLE,
        to="the child",
        begins=RETURNED,
        within=hours(72),
        met_by=(event(Kind.INTERVIEW_HELD),),
        ended_by=(event(Kind.INTERVIEW_DECLINED), DIED),
        source=INTERVIEWS,
        counts=("S09", "S10"),
    ),
    Duty(
        code="RT02c",
        says="Offer again to a child who declined: a refusal is for that day.",
        owed_by=Owner.RESPONSIBLE,
        to="the child",
        begins=event(Kind.INTERVIEW_DECLINED),
        within=days(7),
        met_by=(event(Kind.INTERVIEW_OFFERED), event(Kind.INTERVIEW_HELD), event(Kind.INTERVIEW_DECLINED)),
        ended_by=(DIED,),
        only_if=Nth(event(Kind.INTERVIEW_DECLINED), at_most=1, about_same=True),
        after_only=True,
        source=OURS,
        local=True,
    ),
    Duty(
        code="RT03",
        says="Where the child declines, offer the parent or carer the chance to say what they know.",
        owed_by=Owner.RESPONSIBLE,
        to="the parent or carer",
        begins=event(Kind.INTERVIEW_DECLINED),
        within=Undelayed(hours(24)),
        met_by=(event(Kind.CARER_ASKED),),
        ended_by=(DIED,),
        joins=Joins.SAME,
        source=DECLINED,
        local=True,
    ),
    Duty(
        code="RT04",
        says="Share what the interview shows of risk, as far as the child allowed or safety demands, and act on it.",
        owed_by=Owner.RESPONSIBLE,
        to="social worker, reviewing officer, police and carer",
        begins=event(Kind.INTERVIEW_HELD),
        within=Undelayed(working_days(1)),
        met_by=(event(Kind.DONE, {"what": ("risk shared",)}),),
        after_only=True,
        source=DFE_MEMORY,
        local=True,
    ),
)

WHEN_IT_HAPPENS_AGAIN = (
    Duty(
        code="RP01",
        says="Hold a strategy discussion or meeting of the agencies about a child who is repeatedly away.",
        owed_by=Owner.RESPONSIBLE,
        to="police and partners",
        begins=AWAY_BEGAN,
        only_if=Nth(event(Kind.AWAY_BEGAN), often=AGAIN),
        within=Undelayed(working_days(5)),
        met_by=STRATEGY_HELD,
        ended_by=(DIED,),
        joins=Joins.CHILD,
        source=LOCAL_PROTOCOLS,
        local=True,
    ),
    Duty(
        code="RP02",
        says="Talk with a child who has been away twice or more, and with the family, about support; look again at "
        "what was done before.",
        owed_by=Owner.RESPONSIBLE,
        to="the child and the family",
        begins=AWAY_BEGAN,
        only_if=Nth(event(Kind.AWAY_BEGAN), at_least=2),
        within=Undelayed(working_days(10)),
        met_by=(event(Kind.DONE, {"what": ("support discussed",)}, whatever_about=True),),
        ended_by=(DIED,),
        joins=Joins.CHILD,
        source=DFE_MEMORY,
        local=True,
    ),
    Duty(
        code="RP03",
        says="Ask the placing authority to review the plans of a child who is persistently away without permission.",
        owed_by=Owner.CARING,
        to="the responsible authority",
        begins=AWAY_BEGAN,
        only_if=Nth(event(Kind.AWAY_BEGAN), often=PERSISTENT),
        within=Undelayed(working_days(5)),
        met_by=REVIEW_ASKED,
        ended_by=(DIED,),
        joins=Joins.CHILD,
        source=PLANS_14,
        local=True,
        counts=("S17",),
    ),
    Duty(
        code="RP04",
        says="Ask the placing authority to review the plans of a child who is at risk of harm.",
        owed_by=Owner.CARING,
        to="the responsible authority",
        begins=event(Kind.REFERRED, by=("home", "carer")),
        within=Undelayed(working_days(5)),
        met_by=REVIEW_ASKED,
        ended_by=(DIED,),
        joins=Joins.CHILD,
        source=PLANS_14,
        local=True,
    ),
    Duty(
        code="EX01",
        says="Refer a child who may be trafficked to the National Referral Mechanism.",
        owed_by=Owner.RESPONSIBLE,
        to="the Home Office",
        begins=event(Kind.REFERRED, {"about": ("trafficking",)}),
        within=Undelayed(working_days(1)),
        met_by=(
            event(Kind.REFERRED, {"to": ("nrm",)}, whatever_about=True),
            event(Kind.DONE, {"what": ("national referral made",)}, whatever_about=True),
        ),
        ended_by=(DIED,),
        joins=Joins.CHILD,
        source=NRM_DUTY,
        local=True,
        counts=("S25",),
    ),
)
