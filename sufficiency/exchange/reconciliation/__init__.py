"""The record here beside the record in the case system: where they differ, and how people settle it."""
