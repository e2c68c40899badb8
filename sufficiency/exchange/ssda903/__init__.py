"""The SSDA903 return in and out. `docs/importing.md` tells how it counts."""

from sufficiency.exchange.ssda903.exporting.export import export_return, write_export
from sufficiency.exchange.ssda903.loading import import_paths
from sufficiency.exchange.ssda903.reading import Upload
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.report import ImportReport
from sufficiency.exchange.ssda903.staging import (
    apply_import,
    read_upload,
    undo_import,
    why_not_undone,
)

__all__ = [
    "ImportReport",
    "ReturnRefused",
    "Upload",
    "apply_import",
    "export_return",
    "import_paths",
    "read_upload",
    "undo_import",
    "why_not_undone",
    "write_export",
]
