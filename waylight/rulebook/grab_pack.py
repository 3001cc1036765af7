"""The grab pack: what carers keep ready for police, part by part. Part 1 of the Philomena form, and which record of
the access grid each line belongs to.

What a searcher must know tonight (a dose that must not be missed) is of the pack, so that police read it; the
diagnosis behind it is of `health and contacts`, and what is known of exploiters is of the `exploitation record`.
"""

from __future__ import annotations

from waylight.engine.pack import PackField, PackPart
from waylight.engine.words import Rule, days
from waylight.rulebook.reporting import PHILOMENA
from waylight.rulebook.sources import OURS

PACK, HEALTH, HARM = "grab pack", "health and contacts", "exploitation record"

STALE_AFTER = Rule(
    name="when a part of the pack is stale",
    says="What nobody has looked over for three months is marked as old: phone numbers and friends change.",
    value=days(92),
    source=PHILOMENA,
    local=True,
)

PARTS = (
    PackPart("description", "What they look like", (
        PackField("build", "Height and build", PACK, "How tall, and what build?", PHILOMENA),
        PackField("hair", "Hair", PACK, "Colour, length, style?", PHILOMENA),
        PackField("eyes", "Eyes, glasses", PACK, "Colour of the eyes? Glasses?", PHILOMENA),
        PackField("marks", "Scars, marks, tattoos, piercings", PACK, "Anything that stands out?", PHILOMENA),
        PackField("usual clothes", "Usual clothes and bag", PACK, "What do they wear most days?", PHILOMENA),
    )),
    PackPart("language", "Language", (
        PackField("language", "Language and interpreter", PACK, "Which language do they feel safe in?", PHILOMENA),
        PackField("communication", "How to talk with them", PACK, "What helps, what frightens?", PHILOMENA),
    )),
    PackPart("phones", "Phones", (
        PackField("phone", "Phone and network", PACK, "Number, and which network?", PHILOMENA, many=True),
        PackField("handset", "Handset number (IMEI)", PACK, "Fifteen figures, if you have them", PHILOMENA, many=True),
    )),
    PackPart("social media", "Social media", (
        PackField("account", "Account", PACK, "Which service, and what are they called there?", PHILOMENA, many=True),
    )),
    PackPart("friends", "Friends and family", (
        PackField("friend", "Friend", PACK, "Name, where, how to reach?", PHILOMENA, many=True),
        PackField("family", "Family", PACK, "Who, where, how to reach? May they be told?", PHILOMENA, many=True),
    )),
    PackPart("places", "Places", (
        PackField("place", "Place they go", PACK, "Where, why, safe to look there alone?", PHILOMENA, many=True),
        PackField("before", "Where they were found before", PACK, "Where, with whom, how found?", PHILOMENA, many=True),
        PackField("travel", "How they travel", PACK, "Bus pass, routes, lifts?", PHILOMENA),
        PackField("money", "Money and cards", PACK, "Cash, which bank, last four figures?", PHILOMENA),
        PackField("school", "School, college or work", PACK, "Where, and whom to ask?", PHILOMENA),
    )),
    PackPart("health", "Health tonight", (
        PackField("dose", "Medication that must not be missed", PACK, "Which, by when, what if missed?", PHILOMENA),
        PackField("allergy", "Allergies", PACK, "What must nobody give them?", PHILOMENA),
        PackField("conditions", "Conditions and care", HEALTH, "Diagnoses, treatment, plans?", PHILOMENA),
        PackField("doctor", "Doctor", HEALTH, "Which practice?", PHILOMENA),
    )),
    PackPart("triggers", "What makes them go", (
        PackField("trigger", "Trigger", PACK, "What happens before they go?", PHILOMENA, many=True),
        PackField("comes back", "What helps them come back", PACK, "Whom do they answer? What helps?", OURS),
        PackField("harm", "Harm to self", HEALTH, "What has happened, what is the plan?", PHILOMENA),
    )),
    PackPart("exploitation", "Who may use them", (
        PackField("concern", "What is feared", HARM, "By whom, how, since when?", PHILOMENA, many=True),
        PackField("person", "Person of concern", HARM, "Name, car, address?", PHILOMENA, many=True),
    )),
    PackPart("people", "Key people", (
        PackField("social worker", "Social worker", PACK, "Name and number?", PHILOMENA),
        PackField("out of hours", "Out-of-hours team", PACK, "Number at night?", PHILOMENA),
        PackField("parent", "Parents", PACK, "Who has responsibility, number, told?", PHILOMENA, many=True),
        PackField("trusted", "An adult they trust", PACK, "Whom would they talk to?", OURS, many=True),
    )),
    PackPart("plan", "Agreed plan", (
        PackField("home by", "Home by", PACK, "When do they have to be back, on which days?", PHILOMENA),
        PackField("report when", "When to report", PACK, "After how long, or at once?", PHILOMENA),
        PackField("who calls", "Who calls whom", PACK, "In which order?", PHILOMENA),
    )),
)  # fmt: skip
