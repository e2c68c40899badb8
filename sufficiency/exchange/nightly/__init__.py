"""The nightly job: extracts that the case system leaves in a folder, taken whole, once, and told of."""
