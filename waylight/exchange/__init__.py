"""Doors for machines: files in, files out, and the commands that use them."""
