"""Measures the forecast on worlds whose future is known, beside no change and the package in use today."""
