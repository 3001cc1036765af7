"""What a year of a nation owes its children, judged again."""
