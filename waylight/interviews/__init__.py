"""The return interview: whether and when it was offered, held or declined. Times and codes only; never a word of it."""
