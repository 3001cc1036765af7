"""Bank holidays of England, from which working days are counted: those of every year, and since 2010 those of one."""

from __future__ import annotations

from datetime import date

from waylight.engine.calendars import FromEaster, Holiday, Moved, NthWeekday, Once, OnDate
from waylight.engine.words import Proof, Source

COMMON_LAW = Source("Common law", "days kept as holidays without a statute", mark=Proof.MEMORY)
ACT_1971 = Source(
    "Banking and Financial Dealings Act 1971",
    "section 1 and schedule 1",
    since=date(1971, 12, 16),
    mark=Proof.MEMORY,
)
EVERY_YEAR = Source(
    "Royal proclamation of each year",
    "under section 1 of the Banking and Financial Dealings Act 1971; the days of 2012 to 2028 as GOV.UK lists them",
    since=date(1974, 1, 1),
    mark=Proof.FOUND,
)
WEDDING_2011 = Source(
    "Royal proclamation for a day's holiday in 2011",
    "under the Act of 1971: the wedding of Prince William",
    since=date(2011, 1, 1),
    until=date(2012, 1, 1),
    mark=Proof.MEMORY,
)
JUBILEE_2012 = Source(
    "Royal proclamation for the holidays of 2012",
    "under the Act of 1971: the Diamond Jubilee; as GOV.UK lists them",
    since=date(2012, 1, 1),
    until=date(2013, 1, 1),
    mark=Proof.FOUND,
)
VE_DAY_2020 = Source(
    "Royal proclamation for the holidays of 2020",
    "under the Act of 1971: 75 years since the end of the war in Europe; as GOV.UK lists them",
    since=date(2020, 1, 1),
    until=date(2021, 1, 1),
    mark=Proof.FOUND,
)
JUBILEE_2022 = Source(
    "Royal proclamation for the holidays of 2022",
    "under the Act of 1971: the Platinum Jubilee; as GOV.UK lists them",
    since=date(2022, 1, 1),
    until=date(2023, 1, 1),
    mark=Proof.FOUND,
)
FUNERAL_2022 = Source(
    "Royal proclamation of September 2022",
    "under the Act of 1971: the state funeral of Queen Elizabeth II; as GOV.UK lists it",
    since=date(2022, 9, 1),
    until=date(2023, 1, 1),
    mark=Proof.FOUND,
)
CORONATION_2023 = Source(
    "Royal proclamation for a day's holiday in 2023",
    "under the Act of 1971: the coronation of King Charles III; as GOV.UK lists it",
    since=date(2023, 1, 1),
    until=date(2024, 1, 1),
    mark=Proof.FOUND,
)

MONDAY = 0

HOLIDAYS = (
    Holiday("New Year's Day", OnDate(1, 1), EVERY_YEAR),
    Holiday("Good Friday", FromEaster(-2), COMMON_LAW),
    Holiday("Easter Monday", FromEaster(1), ACT_1971),
    Holiday("Early May", NthWeekday(5, MONDAY, 1), EVERY_YEAR),
    Holiday("Spring", NthWeekday(5, MONDAY, -1), ACT_1971),
    Holiday("Summer", NthWeekday(8, MONDAY, -1), ACT_1971),
    Holiday("Christmas Day", OnDate(12, 25), COMMON_LAW),
    Holiday("Boxing Day", OnDate(12, 26), ACT_1971),
    Holiday("The wedding of Prince William", Once(date(2011, 4, 29)), WEDDING_2011),
    Holiday("Spring, moved", Moved(date(2012, 5, 28), date(2012, 6, 4)), JUBILEE_2012),
    Holiday("The Diamond Jubilee", Once(date(2012, 6, 5)), JUBILEE_2012),
    Holiday("Early May, moved", Moved(date(2020, 5, 4), date(2020, 5, 8)), VE_DAY_2020),
    Holiday("Spring, moved", Moved(date(2022, 5, 30), date(2022, 6, 2)), JUBILEE_2022),
    Holiday("The Platinum Jubilee", Once(date(2022, 6, 3)), JUBILEE_2022),
    Holiday("The funeral of Queen Elizabeth II", Once(date(2022, 9, 19)), FUNERAL_2022),
    Holiday("The coronation of King Charles III", Once(date(2023, 5, 8)), CORONATION_2023),
)
