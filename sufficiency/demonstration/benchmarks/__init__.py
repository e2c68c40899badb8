"""What is measured, on databases of their own, and what each is measured against. `docs/benchmarks.md`."""
