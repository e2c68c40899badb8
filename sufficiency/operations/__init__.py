"""Running the service: is it well, how is it set, what is kept how long, backup and restore."""
