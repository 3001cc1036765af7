"""Pages of telling: what I was told, who is on duty, and whether it is well."""
