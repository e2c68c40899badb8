"""The SSDA903 return in and out. `docs/importing.md` tells how it counts."""

from sufficiency.exchange.ssda903.exporting.export import export_return, write_export
from sufficiency.exchange.ssda903.loading import import_paths
from sufficiency.exchange.ssda903.reading import Upload
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.report import ImportReport

__all__ = ["ImportReport", "ReturnRefused", "Upload", "export_return", "import_paths", "write_export"]
