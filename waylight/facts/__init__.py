"""Facts: what happened, who said so, when, through which door. Rows are only ever added."""
