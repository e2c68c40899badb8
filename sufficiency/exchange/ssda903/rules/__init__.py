"""DfE's validation rules that bear on placement sufficiency, as queries that can be asked all year.

A rule is a pure function over the tables of one return (frames of texts), with the year before where that is
held. `RULES` has them in order of their codes; `check` runs those in force for a year.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from . import (
    across_years,
    adoption_exits,
    care_leavers,
    deprivation_of_liberty,
    episode_chain,
    episode_codes,
    integrity,
    legal_status,
    location,
    missing,
    ofsted_number,
    person,
    placement,
    placement_provider,
    providers,
    short_breaks,
    temporary,
    time_in_care,
    unaccompanied,
)
from .checking import FINDINGS, run
from .placing import Located, Placing
from .registry import COLLECTED, Rule

THEMES = (
    person,
    unaccompanied,
    episode_codes,
    episode_chain,
    legal_status,
    placement,
    placement_provider,
    location,
    ofsted_number,
    providers,
    temporary,
    short_breaks,
    adoption_exits,
    care_leavers,
    time_in_care,
    missing,
    deprivation_of_liberty,
    across_years,
    integrity,
)
RULES: tuple[Rule, ...] = tuple(sorted(COLLECTED.values(), key=lambda each: each.order))

__all__ = ["FINDINGS", "RULES", "THEMES", "Located", "Placing", "Rule", "check"]


def check(
    tables: dict[str, pd.DataFrame],
    *,
    year: int,
    as_at: date,
    previous: dict[str, pd.DataFrame] | None = None,
    placing: Placing | None = None,
    providers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every breach of the rules in force for the return of `year`, a row each.

    `tables`: the return's frames by table name, as read or as exported (texts, dates ISO, blank empty); the
    spreadsheet row is taken from a column `row`, else from the index. `as_at`: 31 March of the year, or the
    day of an extract. `previous`: the frames of the year before, without which rules across years say
    nothing. `placing` and `providers` likewise for the rules on where placements lie and on Ofsted's list.

    Columns: table, row, number (CHILD), column, code, value, message.
    """
    return run(RULES, tables, year=year, as_at=as_at, previous=previous, placing=placing, providers=providers)
