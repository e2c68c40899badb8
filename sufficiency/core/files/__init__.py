"""Lists with names as files: who may take one, and the second person whom a long one needs."""
