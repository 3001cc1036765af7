"""What an authority sets for itself: its own values of the rulebook's local rules, dated and only added."""
