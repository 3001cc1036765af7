"""Everything that pages read. Each selector is told who asks."""
