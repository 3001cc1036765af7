"""The door that stays open while the database is away: takes a report, seals it, keeps it until it can be filed.

It knows no database and no Django. Whoever takes this process over learns nothing of what was filed before: reports
are sealed to a key that is not here.
"""
