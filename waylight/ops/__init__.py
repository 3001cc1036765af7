"""Settings, the command line, the embedded PostgreSQL and the demonstration. Nothing of ours imports this room."""
