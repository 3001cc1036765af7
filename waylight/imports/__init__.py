"""Rows of extracts become claims on children's records, by links that a person confirmed or that are certain."""
