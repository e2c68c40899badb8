"""How many names leave at once, and for how long a longer file may be taken: in one place.

The product's own limits. OWASP ASVS 5.0 asks for limits against taking much out (2.4.1) and for a second person before
what weighs most (2.3.5), and leaves the numbers to the service: a team's list passes, the list of a council waits, and
so does a council's list that is taken piece by piece.
"""

from __future__ import annotations

from datetime import timedelta

MOST_AT_ONCE = 50
# Of different names, over all lists, that one person takes within so long without anybody's approval.
MOST_A_DAY = 100
A_DAY = timedelta(hours=24)
TAKEN_WITHIN = timedelta(hours=24)
