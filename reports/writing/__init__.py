"""Documents that people write: their text, the figures and exhibits picked in it, and how they are put together."""
