"""Rows of an extract as claims: the same kinds of fact that people file, by another door."""
