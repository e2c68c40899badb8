"""Pictures of the main pages of a demonstration."""
