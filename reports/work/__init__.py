"""Work: the first page of every role."""
