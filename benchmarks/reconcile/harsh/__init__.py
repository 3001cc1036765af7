"""An independent, harsher generator of extracts with truth, by another hand than the product's own."""
