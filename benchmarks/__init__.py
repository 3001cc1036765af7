"""Measurements against truth, peers and time. Not part of the product."""
