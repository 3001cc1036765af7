"""Drills: things are broken on purpose, and what we promise is counted. Each has a control that must fail."""
