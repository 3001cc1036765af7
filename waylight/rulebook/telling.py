"""Who is told of what, in which order and after how many minutes, and when people are left alone.

Nothing that is told leaves the record but the words of its row, the urgency and the number. Whoever is on duty in a
role is told first; where nobody is, everybody who holds the role; where nobody does, the next step at once.
"""

from __future__ import annotations

from datetime import date

from waylight.engine.access import Relation
from waylight.engine.climbing import Channel, Ladder, Rung, Since, Telling, Urgency, Whom
from waylight.engine.words import Proof, Rule, Source, hours, minutes
from waylight.rulebook.sources import OURS

TOLD_2014 = Source(
    "Statutory guidance on children who run away or go missing from home or care",
    "Department for Education, 2014: the responsible authority, and the host authority of a child placed out of "
    "area, are told without delay",
    since=date(2014, 1, 1),
    mark=Proof.MEMORY,
)
HIGH_2017 = Source(
    "Authorised professional practice on missing persons",
    "College of Policing: children's services are told of a child graded high",
    since=date(2017, 1, 1),
    mark=Proof.FOUND,
)
LONG_AWAY = Source(
    "Local protocols on children who go missing",
    "a named senior manager is told of a long time away; no national number was found",
    mark=Proof.MEMORY,
)

PAGE, EMAIL, TEXT = Channel.PAGE, Channel.EMAIL, Channel.TEXT
AT_ONCE = minutes(0)

COORDINATOR_AFTER = Rule(
    name="next of the police told after",
    says="Where the duty inspector does not take a child on, the missing coordinator is told after this long.",
    value=minutes(15),
    source=OURS,
    local=True,
)
INSPECTORS_AFTER = Rule(
    name="every duty inspector told after",
    says="Where neither has taken the child on, every duty inspector of the force is told after this long.",
    value=minutes(30),
    source=OURS,
    local=True,
)
AUTHORITY_TOLD_OF_SILENCE = Rule(
    name="authority told that police have not answered after",
    says="Where nobody of the police has taken the child on, the out-of-hours team is told so after this long.",
    value=minutes(60),
    source=OURS,
    local=True,
)
MANAGER_AFTER = Rule(
    name="team manager told after",
    says="Where the out-of-hours team does not take a child on, the team manager is told after this long.",
    value=minutes(30),
    source=OURS,
    local=True,
)
DIRECTOR_AFTER = Rule(
    name="director told of a long time away after",
    says="The director is told of a child who is still away after this long, whoever has taken it on.",
    value=hours(24),
    source=LONG_AWAY,
    local=True,
)

POLICE = Ladder(
    "police",
    "police",
    Relation.POLICE,
    (
        Rung("duty inspector", AT_ONCE, (PAGE, EMAIL, TEXT)),
        Rung("missing coordinator", COORDINATOR_AFTER, (PAGE, EMAIL, TEXT)),
        Rung("duty inspector", INSPECTORS_AFTER, (PAGE, EMAIL, TEXT), whom=Whom.EVERYBODY),
        Rung("out-of-hours team", AUTHORITY_TOLD_OF_SILENCE, (), raises="police silent"),
    ),
    OURS,
)
AUTHORITY = Ladder(
    "authority",
    "responsible authority",
    Relation.RESPONSIBLE,
    (
        Rung("out-of-hours team", AT_ONCE, (PAGE, EMAIL, TEXT)),
        Rung("team manager", MANAGER_AFTER, (PAGE, EMAIL, TEXT)),
        Rung("director", DIRECTOR_AFTER, (PAGE, EMAIL), since=Since.AWAY, regardless=True),
    ),
    TOLD_2014,
)
NIGHT = Ladder(
    "night",
    "responsible authority",
    Relation.RESPONSIBLE,
    (
        Rung("out-of-hours team", AT_ONCE, (PAGE, EMAIL, TEXT)),
        Rung("team manager", MANAGER_AFTER, (PAGE, EMAIL, TEXT)),
    ),
    OURS,
)
WORKER = Ladder(
    "worker",
    "social worker",
    Relation.RESPONSIBLE,
    (Rung("social worker", AT_ONCE, (PAGE, EMAIL), whom=Whom.BY_NAME),),
    TOLD_2014,
    takes=False,
)
HOME = Ladder(
    "home",
    "the home's manager",
    Relation.CARING,
    (Rung("registered manager", AT_ONCE, (PAGE, EMAIL, TEXT)),),
    OURS,
    takes=False,
)
HOST = Ladder(
    "host",
    "host authority",
    Relation.HOST,
    (Rung("host authority officer", AT_ONCE, (PAGE, EMAIL)),),
    TOLD_2014,
    takes=False,
)
RECEIVING = Ladder("receiving", "whoever received the report", None, NIGHT.rungs, OURS)

MISSING = Telling(
    "missing",
    "A child is reported missing: the police, the responsible authority, the social worker, the home's manager and the "
    "host authority are told at once.",
    "a child is away",
    Urgency.AT_ONCE,
    (POLICE, AUTHORITY, WORKER, HOME, HOST),
    TOLD_2014,
)
AWAY = Telling(
    "away",
    "A child is away and where is known: the social worker and the home's manager are told; nobody is woken.",
    "a child is late back, whereabouts known",
    Urgency.TODAY,
    (WORKER, HOME),
    OURS,
)
GRADED_HIGH = Telling(
    "graded high",
    "Police grade a child high: the responsible authority, the social worker and the home's manager are told at once.",
    "a child who is away is graded high",
    Urgency.AT_ONCE,
    (NIGHT, WORKER, HOME),
    HIGH_2017,
    again_after=minutes(60),
)
POLICE_SILENT = Telling(
    "police silent",
    "Nobody of the police has taken a missing child on: the out-of-hours team and the home's manager are told so.",
    "police have not answered about a child who is away",
    Urgency.AT_ONCE,
    (NIGHT, HOME),
    OURS,
)
BACK = Telling(
    "back",
    "A child is back: whoever was told that they were missing is told so.",
    "a child who was away is back",
    Urgency.TODAY,
    (),
    OURS,
)
UNPLACED = Telling(
    "unplaced",
    "A report is about a child whom nobody could name yet: whoever received it is told at once, to find out who it is.",
    "a report waits to be placed with a child",
    Urgency.AT_ONCE,
    (RECEIVING,),
    OURS,
)
QUIET_AT_ONCE = Rule(
    name="quiet time after what is urgent",
    says="What must be known at once goes at once. Where somebody had such a message less than a minute ago, what else "
    "must be known is gathered until the next whole minute and goes as one message, which counts and lists what is in "
    "it. On the page it stands at once.",
    value=minutes(1),
    source=OURS,
)
QUIET_TODAY = Rule(
    name="quiet time after what can wait an hour",
    says="After a message to somebody, what is less urgent waits this long, then goes as one message. On the page of "
    "what one was told it stands at once.",
    value=minutes(15),
    source=OURS,
)
QUIET_THIS_WEEK = Rule(
    name="quiet time after what can wait a day",
    says="What can wait until tomorrow is gathered this long and goes as one message.",
    value=hours(12),
    source=OURS,
)
OLD_NEWS = Rule(
    name="what comes by file and is old",
    says="A row of a file about a time away that began longer ago than this tells nobody: who is away then is known.",
    value=hours(24),
    source=OURS,
)
IN_TIME = Rule(
    name="handed over in time",
    says="A message counts as handed over in time where the gateway took it within this many seconds of falling due.",
    value=10,
    source=OURS,
)
PROMISED = Rule(
    name="share handed over in time",
    says="While all is well at least this share of messages is handed over in time; the page of operations shows the "
    "share of the last day, with the hours and the messages behind it.",
    value=0.99,
    source=OURS,
)
SEEN_UNSENT = Rule(
    name="unsent and shown",
    says="A message that is unsent after this long is shown on the page of operations and on the child's live page.",
    value=minutes(5),
    source=OURS,
)
GIVE_UP = Rule(
    name="a message that cannot be sent",
    says="A message that no gateway took in this long is given up and shown as failed. The page still tells it.",
    value=hours(24),
    source=OURS,
)

CODE_HOLDS = Rule(
    name="a code that confirms an address holds for",
    says="Whoever gives an address for messages is asked once to confirm that they arrive there, by a code that holds "
    "an hour and works once. Until then the address is used all the same, and whoever keeps the rota sees that "
    "nobody confirmed it.",
    value=minutes(60),
    source=OURS,
)
CODE_TRIES = Rule(
    name="tries with a code that confirms an address",
    says="After so many wrong tries the code is over and another is asked for.",
    value=5,
    source=OURS,
)

NO_LONGER = Rule(
    name="what is no longer so when a message goes",
    says="Before a message goes it is looked whether what it carries is still so. If not, it says what is true now; it "
    "goes all the same, for somebody may still have to act. What was said instead is kept and shown.",
    value=(
        ("back", "a child who was away is back"),
        ("said in error", "a child was said to be away in error"),
        ("missing now", "a child who was late back is missing"),
        ("away after all", "a child who was said to be back is away"),
        ("placed", "a report that waited is placed with a child"),
        ("police answered", "police have taken on a child who is away"),
    ),
    source=OURS,
)
NO_LONGER_URGENT = Rule(
    name="how urgent a message is of which nothing is so any more",
    says="A message that carries nothing that is still so says this in place of its urgency.",
    value="no longer urgent",
    source=OURS,
)
ASK_FIRST = Rule(
    name="asked what became of a message",
    says="GOV.UK Notify is asked what became of a message this long after it took it, then less and less often.",
    value=minutes(1),
    source=OURS,
)
ASK_LAST = Rule(
    name="no longer asked what became of a message",
    says="What Notify has not said about a message in this long stays not known.",
    value=hours(96),
    source=OURS,
)

NIGHT_AHEAD = Rule(
    name="looked ahead whether those on duty can be reached",
    says="Who keeps a rota is told who will be on duty in the coming hours without a mobile number or a working e-mail "
    "address, while it can still be changed.",
    value=hours(24),
    source=OURS,
)

# Who may say who is on duty, and for which roles.
ROTAS = (
    Rule(
        name="the home's rota",
        says="The registered manager says who is on duty in the home.",
        value=("registered manager", ("registered manager", "night worker")),
        source=OURS,
    ),
    Rule(
        name="the team's rota",
        says="The team manager says who is on duty in the team.",
        value=("team manager", ("team manager", "social worker")),
        source=OURS,
    ),
    Rule(
        name="the night's rota",
        says="The out-of-hours team says who of it is on duty.",
        value=("out-of-hours team", ("out-of-hours team",)),
        source=OURS,
    ),
    Rule(
        name="the director's rota",
        says="The director says who stands in for them, who manages the teams, and who works at night.",
        value=("director", ("director", "team manager", "out-of-hours team")),
        source=OURS,
    ),
    Rule(
        name="the force's rota",
        says="A duty inspector says who is on duty for the force.",
        value=("duty inspector", ("duty inspector", "missing coordinator")),
        source=OURS,
    ),
    Rule(
        name="the force's rota, kept by the coordinator",
        says="The missing coordinator may say it too.",
        value=("missing coordinator", ("duty inspector", "missing coordinator")),
        source=OURS,
    ),
)
