"""What is asked, answered and decided. Each function is one act of one person, kept as facts in one transaction."""
