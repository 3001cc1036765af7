"""Telling people what happened: who is told, whether it reached them, who has taken it on, and who is next."""
