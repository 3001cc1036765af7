"""The reconciliation engine measured: scores, a harsher generator, peers."""
