"""The reconciliation desk: uploads, runs and what people decide. Pages are in `web`, the engine in `reconcile`."""
