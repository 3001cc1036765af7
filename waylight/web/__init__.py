"""Doors for people: pages, forms, templates. Thin: no rule and no query of its own."""
