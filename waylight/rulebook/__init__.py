"""What law and guidance say, as tables: every row with its source and dates, and nothing that runs."""
