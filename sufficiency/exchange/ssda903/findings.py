"""What a load says of a row: kept column-wise, so that a hundred thousand cost little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

COLUMNS = ("file", "row", "column", "code", "value", "message")
_VALUE_CHARACTERS = 200
# One text for all rows, or one for each.
Texts = str | Sequence[str] | np.ndarray


@dataclass
class Findings:
    """Findings of one kind, gathered in blocks."""

    blocks: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self,
        *,
        file: str,
        rows: Sequence[int] | np.ndarray,
        column: Texts,
        code: Texts,
        value: Texts,
        message: Texts,
    ) -> None:
        """One finding for each row; column, code, value and message are one text for all or one each."""
        if len(rows):
            block = pd.DataFrame({"row": np.asarray(rows, dtype=np.int64)})
            block["file"], block["column"], block["code"] = file, column, code
            block["value"], block["message"] = value, message
            self.blocks.append(block[list(COLUMNS)])

    def frame(self) -> pd.DataFrame:
        if not self.blocks:
            return pd.DataFrame({column: pd.Series(dtype=object) for column in COLUMNS})
        whole = pd.concat(self.blocks, ignore_index=True).astype(object)
        whole["value"] = [str(value)[:_VALUE_CHARACTERS] for value in whole["value"]]
        return whole.sort_values(["file", "row"], kind="stable", ignore_index=True)
