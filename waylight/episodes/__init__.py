"""A time away from first report to return: the claims, the episode computed from them, and the grab pack."""
