"""Settings, the command line, the embedded PostgreSQL, the demonstration. Nothing imports this room."""
