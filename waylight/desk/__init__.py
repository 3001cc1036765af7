"""The reconciliation desk: uploads, runs and what people decide."""
