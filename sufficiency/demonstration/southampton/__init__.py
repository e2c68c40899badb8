"""Southampton as published: child-level returns whose counts are those of the city's 2014 strategy.

Every child is invented. `generate` makes the returns from a seed; `write_returns` writes them as a council
would send them.
"""

from sufficiency.demonstration.southampton.generator import generate
from sufficiency.demonstration.southampton.returns import Return, write_returns

__all__ = ["Return", "generate", "write_returns"]
