"""What the codes about a child mean: who the child is, under which law they are looked after, in what kind of place.

Senders keep codes; people read these words. Where a code of a list is not here, the sender's own text is shown.
"""

from __future__ import annotations

from waylight.engine.codes import Code
from waylight.engine.words import Proof, Source
from waylight.rulebook.sources import SSDA903

SELF_DEFINED = Source(
    "Self-defined ethnicity of the police, sixteen groups and one more",
    "the groups of the census of 2001, with two of later censuses, as police systems write them",
    mark=Proof.MEMORY,
)
OFFICERS = Source(
    "Identity codes of the police",
    "how an officer describes a person who did not say",
    mark=Proof.MEMORY,
)

SEXES = (
    Code("F", "Female", SSDA903),
    Code("M", "Male", SSDA903),
    Code("U", "Not known", SSDA903),
)

ETHNICITIES = (
    Code("WBRI", "White British", SSDA903),
    Code("WIRI", "White Irish", SSDA903),
    Code("WIRT", "Traveller of Irish heritage", SSDA903),
    Code("WROM", "Gypsy or Roma", SSDA903),
    Code("WOTH", "Any other White background", SSDA903),
    Code("MWBC", "White and Black Caribbean", SSDA903),
    Code("MWBA", "White and Black African", SSDA903),
    Code("MWAS", "White and Asian", SSDA903),
    Code("MOTH", "Any other Mixed background", SSDA903),
    Code("AIND", "Indian", SSDA903),
    Code("APKN", "Pakistani", SSDA903),
    Code("ABAN", "Bangladeshi", SSDA903),
    Code("AOTH", "Any other Asian background", SSDA903),
    Code("BCRB", "Black Caribbean", SSDA903),
    Code("BAFR", "Black African", SSDA903),
    Code("BOTH", "Any other Black background", SSDA903),
    Code("CHNE", "Chinese", SSDA903),
    Code("OOTH", "Any other ethnic group", SSDA903),
    Code("REFU", "Did not want to say", SSDA903),
    Code("NOBT", "Not yet asked", SSDA903),
)

POLICE_ETHNICITIES = (
    Code("W1", "White British", SELF_DEFINED),
    Code("W2", "White Irish", SELF_DEFINED),
    Code("W3", "Gypsy or Irish Traveller", SELF_DEFINED),
    Code("W4", "Roma", SELF_DEFINED),
    Code("W9", "Any other White background", SELF_DEFINED),
    Code("M1", "White and Black Caribbean", SELF_DEFINED),
    Code("M2", "White and Black African", SELF_DEFINED),
    Code("M3", "White and Asian", SELF_DEFINED),
    Code("M9", "Any other Mixed background", SELF_DEFINED),
    Code("A1", "Indian", SELF_DEFINED),
    Code("A2", "Pakistani", SELF_DEFINED),
    Code("A3", "Bangladeshi", SELF_DEFINED),
    Code("A4", "Chinese", SELF_DEFINED),
    Code("A9", "Any other Asian background", SELF_DEFINED),
    Code("B1", "Black Caribbean", SELF_DEFINED),
    Code("B2", "Black African", SELF_DEFINED),
    Code("B9", "Any other Black background", SELF_DEFINED),
    Code("O1", "Chinese", SELF_DEFINED),
    Code("O2", "Arab", SELF_DEFINED),
    Code("O9", "Any other ethnic group", SELF_DEFINED),
    Code("NS", "Not stated", SELF_DEFINED),
    Code("IC0", "Not known", OFFICERS),
    Code("IC1", "White, northern European, as an officer saw it", OFFICERS),
    Code("IC2", "White, southern European, as an officer saw it", OFFICERS),
    Code("IC3", "Black, as an officer saw it", OFFICERS),
    Code("IC4", "South Asian, as an officer saw it", OFFICERS),
    Code("IC5", "Chinese or South-East Asian, as an officer saw it", OFFICERS),
    Code("IC6", "Arab or North African, as an officer saw it", OFFICERS),
    Code("IC7", "Not known", OFFICERS),
    Code("IC9", "Not known", OFFICERS),
)

LEGAL_STATUSES = (
    Code("C1", "Interim care order", SSDA903),
    Code("C2", "Full care order", SSDA903),
    Code("D1", "Freeing order", SSDA903),
    Code("E1", "Placement order", SSDA903),
    Code("V2", "Accommodated by agreement (section 20)", SSDA903),
    Code("V3", "Short breaks, each recorded", SSDA903),
    Code("V4", "Short breaks, the agreement recorded", SSDA903),
    Code("L1", "Under police protection", SSDA903),
    Code("L2", "Emergency protection order", SSDA903),
    Code("L3", "Child assessment order", SSDA903),
    Code("J1", "Remanded", SSDA903),
    Code("J2", "Detained under the Police and Criminal Evidence Act", SSDA903),
    Code("J3", "Youth rehabilitation order with residence or intensive fostering", SSDA903),
)

PLACEMENT_TYPES = (
    Code("U1", "Foster care by relatives or friends, long term", SSDA903),
    Code("U2", "Foster care by relatives or friends who may adopt", SSDA903),
    Code("U3", "Foster care by relatives or friends", SSDA903, "neither long term nor leading to adoption"),
    Code("U4", "Foster care, long term", SSDA903),
    Code("U5", "Foster care by carers who may adopt", SSDA903),
    Code("U6", "Foster care", SSDA903, "neither long term nor leading to adoption"),
    Code("K1", "Secure children’s home", SSDA903),
    Code("K2", "Children’s home", SSDA903),
    Code("K3", "Supported accommodation", SSDA903, "registered; since the return of 2025"),
    Code("H5", "Semi-independent living, not registered", SSDA903, "until the return of 2024"),
    Code("P1", "With parents", SSDA903, "or others with parental responsibility"),
    Code(
        "P2",
        "Independent living",
        SSDA903,
        "a flat, lodgings, bedsit or with friends; until the return of 2024",
    ),
    Code("P3", "Residential employment", SSDA903),
    Code("R1", "Residential care home", SSDA903),
    Code("R2", "Hospital or nursing care", SSDA903),
    Code("R3", "Family centre or mother and baby unit", SSDA903),
    Code("R5", "Young offender institution", SSDA903),
    Code("S1", "Residential school", SSDA903),
    Code("A3", "Placed for adoption with their foster carers, by consent", SSDA903),
    Code("A4", "Placed for adoption, by consent", SSDA903),
    Code("A5", "Placed for adoption with their foster carers, by a placement order", SSDA903),
    Code("A6", "Placed for adoption, by a placement order", SSDA903),
    Code("T0", "Temporary move", SSDA903),
    Code("T1", "In hospital for a time", SSDA903),
    Code("T2", "On holiday", SSDA903),
    Code("T3", "While the foster carers are on holiday", SSDA903),
    Code("T4", "Somewhere else for seven days or less", SSDA903),
    Code("Z1", "Another kind of placement", SSDA903),
)

# Why care ended. The code for an episode of the return that goes on under another number is no end of care.
CARE_ENDED = (
    Code("E4A", "Went home, as planned", SSDA903, "to parents, relatives or others with parental responsibility"),
    Code("E4B", "Went home, not as planned", SSDA903, "to parents, relatives or others with parental responsibility"),
    Code("E13", "Went to live with relatives or others", SSDA903, "who have no parental responsibility"),
    Code("E41", "A child arrangements order says with whom they live", SSDA903),
    Code("E45", "Special guardianship of their foster carers, relatives or friends", SSDA903),
    Code("E46", "Special guardianship of their foster carers, neither relatives nor friends", SSDA903),
    Code("E47", "Special guardianship of relatives or friends who did not foster them", SSDA903),
    Code("E48", "Special guardianship of others who did not foster them", SSDA903),
    Code("E11", "Adopted, nobody opposing", SSDA903, "the record is then closed to all but people named for it"),
    Code("E12", "Adopted, a court dispensing with consent", SSDA903,
         "the record is then closed to all but people named for it"),
    Code("E17", "Turned 18 and stays with the same carers", SSDA903),
    Code("E5", "Lives independently, with support", SSDA903),
    Code("E6", "Lives independently, without support", SSDA903),
    Code("E7", "Moved to care paid for by adult services", SSDA903),
    Code("E3", "Another authority took over care", SSDA903, "it begins a record of its own"),
    Code("E14", "The remand ended", SSDA903),
    Code("E9", "Sentenced to custody", SSDA903),
    Code("E15", "Found to be 18 or over by an age assessment", SSDA903),
    Code("E16", "Moved abroad", SSDA903),
    Code("E2", "Died", SSDA903, "say first on the child’s record that the child has died"),
    Code("E8", "Another reason", SSDA903),
)  # fmt: skip
