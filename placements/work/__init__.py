"""What of the placements register waits for somebody."""
