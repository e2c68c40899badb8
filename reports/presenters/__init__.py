"""Pure functions from measurements to what templates print: tiles, tables, charts and sentences. None counts."""
