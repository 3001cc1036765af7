"""Patterns over an invented nation: how fast, and how many of those that were planted are found."""
