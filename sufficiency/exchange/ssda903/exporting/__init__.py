"""The register to the return of a year."""
