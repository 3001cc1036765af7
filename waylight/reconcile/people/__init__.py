"""The person linkage alone: lists of people with names, dates of birth and any columns of place."""

from waylight.reconcile.people.people import link_people

__all__ = ["link_people"]
