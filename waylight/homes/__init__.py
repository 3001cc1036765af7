"""The register of homes: where each one is, who runs and who owns it, who inspects it. Addresses are restricted."""
