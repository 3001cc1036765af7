"""How much row security costs the pages of a large run at the desk."""
