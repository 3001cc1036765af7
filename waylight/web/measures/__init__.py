"""Pages of the scorecard, and of the rows behind its figures."""
