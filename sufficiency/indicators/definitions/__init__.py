"""The definitions in words, one module a family of keys."""
