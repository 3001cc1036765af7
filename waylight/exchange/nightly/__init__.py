"""Reading the lists of children, placements and workers that an authority hands in each night."""
