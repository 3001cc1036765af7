"""Whether the floor under every query stays quick: a nation of invented children, asked as each role."""
