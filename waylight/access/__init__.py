"""The gate: what the access grid opens for whom, asked in Python and held by the database."""
