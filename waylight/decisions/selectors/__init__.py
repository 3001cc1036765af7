"""Reads of this room. Each takes the actor and leaves a line on the trail."""
