"""What is owed to each child: computed from facts by the engine, kept as rows for lists, written by tasks alone."""
