"""Everything that changes the desk: one change is one function is one transaction."""
