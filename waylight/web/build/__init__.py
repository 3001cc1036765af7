"""What makes the committed style sheet and script; nothing here runs when pages are served."""
