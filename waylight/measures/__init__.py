"""The scorecard of an authority: what the record says of it, with intervals, and what of that may leave it."""
