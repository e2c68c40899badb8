"""Providers' homes: how they are read, corrected and shown."""
