"""Pages by which the record itself is kept right: put right, erased, joined, and what was opened by break-glass."""
