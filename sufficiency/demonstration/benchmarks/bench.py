"""What the benchmarks share: their databases, their sizes, and how often each is run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sufficiency.core.models import Authority
from sufficiency.demonstration.benchmarks.filling import fill, settle
from sufficiency.demonstration.benchmarks.scratch import Scratch
from sufficiency.demonstration.southampton.postcodes import SOUTHAMPTON


@dataclass(frozen=True)
class Sizes:
    """Children in the returns, and children looked after with their placements. `full`: targets apply to large."""

    returns: tuple[int, int]
    register: tuple[tuple[int, int], tuple[int, int]]
    full: bool


FULL = Sizes((500, 50_000), ((500, 6_240), (80_000, 1_000_000)), full=True)
QUICK = Sizes((500, 2_000), ((500, 6_240), (4_000, 49_920)), full=False)


@dataclass
class Bench:
    """One run: registers and loaded returns are made when first asked for and kept for the benchmarks after."""

    scratch: Scratch
    sizes: Sizes
    folder: Path
    say: Callable[[str], None]
    loaded: dict[int, str] = field(default_factory=dict)
    _filled: dict[int, str] = field(default_factory=dict)
    _written: dict[int, Path] = field(default_factory=dict)

    def register(self, looked_after: int, placements: int) -> str:
        """The database that holds a register of that size."""
        if looked_after not in self._filled:
            self.say(
                f"Filling a register of {looked_after:,} children looked after and {placements:,} placements"
            )
            name = self.scratch.copy()
            with self.scratch.use(name):
                fill(authority(), looked_after=looked_after, placements=placements)
                settle()
            self._filled[looked_after] = name
        return self._filled[looked_after]

    def returns(self, children: int, write: Callable[[int, Path], None]) -> Path:
        """The folder that holds the returns of so many children, which `write` makes once."""
        if children not in self._written:
            self.say(f"Writing six years of returns of {children:,} children")
            place = Path(tempfile.mkdtemp(prefix=f"{children}-", dir=self.folder))
            write(children, place)
            self._written[children] = place
        return self._written[children]


def authority() -> Authority:
    """The authority that every register and every return belongs to: a real boundary, invented children."""
    return Authority.objects.get(gss_code=SOUTHAMPTON)


def register_size(looked_after: int, placements: int) -> str:
    return f"{looked_after:,} children looked after, {placements:,} placements"


def runs(size: int, *, small: int, large: int) -> int:
    """How often a benchmark of that many children is run: less often where it is long."""
    return small if size <= 1_000 else large
