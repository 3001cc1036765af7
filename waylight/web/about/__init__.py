"""Pages about the data: who answers for it, what is held and why, how long, and what could go wrong with it."""
