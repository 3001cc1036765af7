"""Pages on which people ask, answer, dispute and decide about a child by name."""
