"""What is owed, for people who may know it."""
