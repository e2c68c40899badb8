from sufficiency.exchange.models.differences import LiveConflict, ReplacedEntry
from sufficiency.exchange.models.nightly import FolderItem, FolderRun
from sufficiency.exchange.models.returns import (
    ApplyRun,
    Finding,
    Import,
    KeptColumn,
    KeptRows,
    Return,
    ReturnFile,
)

__all__ = [
    "ApplyRun",
    "Finding",
    "FolderItem",
    "FolderRun",
    "Import",
    "KeptColumn",
    "KeptRows",
    "LiveConflict",
    "ReplacedEntry",
    "Return",
    "ReturnFile",
]
