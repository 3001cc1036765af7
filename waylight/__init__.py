"""Waylight: one shared record of every time a child goes missing from care."""
