"""`waylight agree`: claims in a JSON file, agreed episodes on standard output. No database."""
