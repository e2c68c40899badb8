"""Seeded generators of the demonstration authorities. Every child in them is invented."""
