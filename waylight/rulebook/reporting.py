"""What is asked of somebody whose child is not there, and the answers that they may tap."""

from __future__ import annotations

from datetime import date

from waylight.engine.codes import Code, Step
from waylight.engine.words import Proof, Source
from waylight.rulebook.sources import DFE_2014, OURS

PHILOMENA = Source(
    "Philomena Protocol",
    "the form that carers fill in for police, part 2: categories as forces publish them",
    since=date(2019, 1, 1),
    mark=Proof.FOUND,
)
NRM = Source(
    "National Referral Mechanism",
    "Modern Slavery Act 2015, section 52: the duty to notify; a child's consent is not needed",
    since=date(2015, 11, 1),
    mark=Proof.FOUND,
)

# With whom, and how to reach them. Several may be true.
COMPANY = (
    Code("alone", "Alone, as far as we know", PHILOMENA),
    Code("child", "With another child who lives here", PHILOMENA),
    Code("friend", "With a friend", PHILOMENA),
    Code("adult", "With an adult", PHILOMENA),
    Code("unknown", "Not known", PHILOMENA),
    Code("phone", "Has a phone with them", PHILOMENA),
    Code("no phone", "Phone is here or off", PHILOMENA),
)
# Whom the guidance asks to be told. The first is what cannot wait.
TELL = (
    Code("police", "Police", DFE_2014, "by 101 or 999"),
    Code("out-of-hours", "Out-of-hours team", DFE_2014, "of the child's own authority"),
    Code("social worker", "Social worker", DFE_2014),
    Code("manager", "Manager on call", OURS),
    Code("parents", "Parents", DFE_2014, "or whoever else has parental responsibility"),
)
PARENTS_NOT_TOLD = (
    Code("not yet", "Will be told next", OURS),
    Code("no answer", "No answer", OURS),
    Code("plan", "The care plan says not to", OURS),
    Code("danger", "It could put the child in danger", OURS),
    Code("authority", "The authority tells them", OURS),
)
CHECKS = (
    Code("room", "Room, house and garden", PHILOMENA),
    Code("phone", "Rang and texted the child", PHILOMENA),
    Code("friends", "Asked friends", PHILOMENA),
    Code("family", "Asked family", PHILOMENA),
    Code("places", "Places the child goes", PHILOMENA),
    Code("social media", "Social media", PHILOMENA),
    Code("hospital", "Hospital", PHILOMENA),
    Code("school", "School or college", PHILOMENA),
)
SIGHTED_BY = (
    Code("staff", "Staff or carer", OURS),
    Code("police", "Police", OURS),
    Code("family", "Family", OURS),
    Code("friend", "A friend", OURS),
    Code("public", "Somebody else", OURS),
)
ACTIONS = (
    Code("rang", "Rang or messaged the child", OURS),
    Code("visited", "Went to a place", OURS),
    Code("asked", "Asked somebody", OURS),
    Code("police visit", "Police called here", OURS),
    Code("transport", "Told transport staff", OURS),
    Code("media", "Public appeal agreed", OURS),
    Code("other", "Something else", OURS),
)
SEARCHES = (
    Code("room", "The child's room", PHILOMENA),
    Code("premises", "The whole premises", PHILOMENA),
    Code("area", "The streets around", PHILOMENA),
    Code("place", "A place the child goes", PHILOMENA),
)
FOUND_BY = (
    Code("self", "Came back alone", OURS),
    Code("police", "Police", OURS),
    Code("carer", "Staff or carer", OURS),
    Code("family", "Family or friend", OURS),
    Code("other", "Somebody else", OURS),
)
NO_INTERVIEW = (
    Code("declined", "The child did not want to", OURS),
    Code("agreed", "Agreed not to, after several in a short time", OURS),
    Code("other", "Another reason, written below", OURS),
)
REFERRED_TO = (
    Code("social worker", "The child's social worker or out-of-hours team", DFE_2014),
    Code("police", "Police", DFE_2014),
    Code("nrm", "National Referral Mechanism", NRM),
    Code("guardian", "Independent child trafficking guardian", NRM),
    Code("strategy", "Strategy discussion", DFE_2014),
)
REFERRED_ABOUT = (
    Code("sexual", "Sexual exploitation", DFE_2014),
    Code("criminal", "Criminal exploitation, county lines", DFE_2014),
    Code("trafficking", "Trafficking or forced work", NRM),
    Code("other", "Another danger", OURS),
)
REFERRAL_OUTCOMES = (
    Code("accepted", "Accepted: somebody acts", OURS),
    Code("meeting", "Strategy discussion called", OURS),
    Code("more", "More was asked for", OURS),
    Code("refused", "Not taken on", OURS),
)

# What the call handler will ask, in the order in which they tend to; a page fills in what is known.
POLICE_WILL_ASK = (
    Step(
        "who", "Who is missing?", "Full name, what they are called, birth date, where they live.", PHILOMENA
    ),
    Step(
        "when", "When and where were they last seen, and by whom?", "The time as near as you can.", PHILOMENA
    ),
    Step(
        "looks",
        "What do they look like, and what are they wearing?",
        "Height, build, hair, marks.",
        PHILOMENA,
    ),
    Step("why", "Why are you worried?", "What is different tonight; who might harm or use them.", PHILOMENA),
    Step(
        "health", "Is there anything about their health?", "Medication, and by when it is needed.", PHILOMENA
    ),
    Step("with", "Who are they with, and where may they go?", "Friends, family, places, phone.", PHILOMENA),
    Step("done", "What have you done already?", "Whom you rang, where you looked.", PHILOMENA),
)
# Step by step, for somebody who suspects that a child is used by others.
EXPLOITATION_GUIDE = (
    Step("danger", "Is the child in danger now? Ring 999.", "Do not wait to be certain.", DFE_2014),
    Step(
        "believe",
        "Believe and write down what you saw and heard.",
        "The child's own words, in quotes.",
        DFE_2014,
    ),
    Step("ask", "Do not question the child, and do not warn anybody.", "Listening is enough.", OURS),
    Step("keep", "Keep what may be evidence.", "Clothes, phone, gifts, tickets; touch little.", OURS),
    Step(
        "refer", "Refer to the social worker or the out-of-hours team.", "At once; record it below.", DFE_2014
    ),
    Step(
        "nrm", "If the child may be trafficked, ask for the national referral.", "No consent is needed.", NRM
    ),
    Step("return", "Plan the return.", "Who meets the child, who talks, who keeps others away.", OURS),
)
# A trafficked child's first 72 hours: most who are never found again go in this time.
FIRST_72_HOURS = (
    Step("place", "A safe place that nobody outside knows.", "Not near where they were found.", DFE_2014),
    Step("photo", "Photograph and description on arrival.", "So that police can look at once.", DFE_2014),
    Step(
        "identity",
        "Copies of papers, numbers found on the child.",
        "Keep them apart from the child.",
        DFE_2014,
    ),
    Step("phone", "Phone and contact agreed.", "Traffickers ring; know who and when.", OURS),
    Step("guardian", "Independent guardian asked for.", "Where the scheme runs.", NRM),
    Step("interpreter", "Interpreter whom the child accepts.", "Never somebody met on the way.", OURS),
    Step("watch", "Somebody awake and near, day and night.", "Agreed with the child.", OURS),
    Step("plan", "What happens if they go: written and shared.", "Report at once, graded high.", DFE_2014),
)
