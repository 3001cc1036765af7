"""The page of the yearly return: what is in it, what was left out and why, what the checks find, the files."""
