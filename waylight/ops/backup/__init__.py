"""Backups that can be proved, and restores that bring nobody back who was let go since."""
