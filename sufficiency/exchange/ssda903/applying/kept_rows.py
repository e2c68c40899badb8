"""One file's rows, as they were kept."""

from __future__ import annotations

import pandas as pd

from sufficiency.exchange.models import ReturnFile
from sufficiency.exchange.ssda903.applying.copying import copy_out


def kept_rows(file: ReturnFile) -> pd.DataFrame:
    """The rows of a file that were not set aside, under their row numbers; dates as yyyy-mm-dd."""
    cells = "".join(f", cells[{position}]" for position in range(1, len(file.columns) + 1))
    frame = copy_out(
        f"select row{cells} from exchange_returnrow where file_id = {int(file.pk)} and not is_set_aside order by row",
        ["row", *file.columns],
        whole_numbers=["row"],
    )
    return frame.set_index("row").astype(object)
