"""Family time, places to be near, and locations to avoid: how they are read, written and shown."""
