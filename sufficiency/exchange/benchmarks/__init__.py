"""DfE's open data on children looked after, brought in as comparators."""

from sufficiency.exchange.benchmarks.loading import BenchmarkReport, import_benchmarks
from sufficiency.exchange.benchmarks.reading import BenchmarksRefused

__all__ = ["BenchmarkReport", "BenchmarksRefused", "import_benchmarks"]
