"""Pages of the rulebook: each rule in a sentence with its source, and an authority's own figures."""
