"""The drill of telling: the mail gateway is away, the workers are killed, and everybody is told all the same."""
