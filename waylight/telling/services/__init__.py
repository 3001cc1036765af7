"""What the worker does when a fact is heard and at each minute, and what people do about what they were told."""
