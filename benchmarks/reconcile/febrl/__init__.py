"""The person-linking core on public sets that nobody here wrote: FEBRL 1 to 4."""
