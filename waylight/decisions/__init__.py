"""What people ask, answer and decide about a child by name: plan reviews, disputes, strategy discussions."""
