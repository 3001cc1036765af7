"""What was noticed in the record: alerts on one child and on children away together, and what people did about them."""
