from __future__ import annotations


class ReturnRefused(Exception):
    """A load that cannot be done, in a sentence that names the file, says what is wrong and what to do."""
