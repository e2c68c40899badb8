"""Returns to records: kept row by row, derived again, and written as sets in one transaction."""
