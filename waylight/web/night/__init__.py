"""The pages of the night: who is here, the report, its receipt, the live page, back."""
