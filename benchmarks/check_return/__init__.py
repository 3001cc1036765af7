"""How long it takes to check a large return, and whether other readers find the same rows."""
