"""Pages of files of records: asked for, agreed to, fetched."""
