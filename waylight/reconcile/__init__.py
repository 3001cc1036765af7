"""Two lists made one. Pure: Arrow tables in, Arrow tables out; no Django, no files, no clock."""
