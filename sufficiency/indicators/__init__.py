"""Every figure that the product prints: what it means, and how it is counted.

    measure(keys, authority=..., as_at=...)          figures of one day, by key
    measure_series(keys, authority=..., dates=...)   the same of several days, one query a family
    cross(key, by, authority=..., as_at=...)         a figure by another cut
    children_behind(key, authority=..., as_at=...)   the children that a figure counts
    catalogue.INDICATORS, catalogue.get(key)         the definitions

Figures speak of a whole authority. Whether someone may see them is for the caller to ask (`Action.SEE_FIGURES`);
children behind a figure are not filtered by who looks until `visible_to(user)` is applied.
"""

from sufficiency.indicators import catalogue
from sufficiency.indicators.behind import children_behind
from sufficiency.indicators.crossing import CrossTable, cross
from sufficiency.indicators.measuring import measure, measure_series

__all__ = ["CrossTable", "catalogue", "children_behind", "cross", "measure", "measure_series"]
