"""Finding a record by what somebody types, from any page: only what they may open, never in an address."""
