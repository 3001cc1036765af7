"""The yearly return of looked-after children (SSDA903), where it tells of time missing or away: build it from the
record, check what is to be sent, explain what is wrong.

`modules.read_modules` reads a folder of the return, `check.faults` says what is wrong with it. Both are pure: no
database, no clock.
"""
