"""Pure functions from measurements to what templates print: tiles, tables, charts, sentences. None counts."""
