"""Reads of episodes and packs. Each takes the actor, filters for itself above row-level security, and puts what was
seen on the trail with the ids of the children in it."""
