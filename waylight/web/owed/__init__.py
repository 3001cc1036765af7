"""Pages of what is owed: the worklist, saying that something was done, and return interviews."""
