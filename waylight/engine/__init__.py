"""Runs the tables of the rulebook: pure functions over claims, no database, no clock, nothing of ours imported."""
