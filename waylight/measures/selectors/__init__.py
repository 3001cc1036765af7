"""Reads of the scorecard. Each takes the actor and puts what was seen on the trail."""
