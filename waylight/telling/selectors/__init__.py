"""What pages show of what was told."""
