"""Numbers that name nobody: what `count` in the access grid opens, read as a database role of its own."""
