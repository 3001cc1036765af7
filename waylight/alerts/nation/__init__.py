"""The same patterns over many children at once, in columns. Pure; tested to answer as the plain reader does."""
