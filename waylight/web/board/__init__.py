"""Pages for those who act on what was reported: what is open, one child's line of time, the area of a force, search."""
