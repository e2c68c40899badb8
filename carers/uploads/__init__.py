"""Carer records from a file: read, compared with the register, shown, and only then applied."""
