"""The lists of one night against the record: what they would change, and the change itself."""
