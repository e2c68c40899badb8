"""Life-story work and memory boxes: how they are read, written and counted."""
