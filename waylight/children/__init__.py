"""The child, care periods, placements, and interests: which agency is what to which child, from when to when."""
