"""How many cells of the strategy's Table 3 can be met together, found by trying every whole number.

Table 3 prints seven percentages of one population: within 20 miles (all, inside, outside), over 20 miles
(all, inside, outside) and not known. Behind them stand five counts of children that add to the population
and two sums of those counts. Each printed percentage allows only a short run of whole numbers, so all
combinations can be tried. Where no combination meets every cell, the search names the fewest cells to
give up and, among those, the one that strays least from what was printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

SINGLES = ("inside_20", "outside_20", "inside_far", "outside_far", "not_known")
SUMS = {"all_20": ("inside_20", "outside_20"), "all_far": ("inside_far", "outside_far")}
CELLS = (*SINGLES, *SUMS)


@dataclass(frozen=True)
class PrintedPercentage:
    """A percentage as printed: its value and the size of its last printed digit (1, or 0.1)."""

    value: Fraction
    step: Fraction

    @classmethod
    def read(cls, text: str) -> "PrintedPercentage":
        """Read "52" or "0.2": the digits after the point decide the step."""
        decimals = len(text.partition(".")[2])
        return cls(Fraction(text), Fraction(1, 10**decimals))

    def counts(self, population: int) -> range:
        """Whole numbers of children out of ``population`` that print as this value, halves rounded up."""
        low = (self.value - self.step / 2) * population / 100
        high = (self.value + self.step / 2) * population / 100
        return range(max(0, -(-low.numerator // low.denominator)), -(-high.numerator // high.denominator))

    def shortfall(self, count: int, population: int) -> Fraction:
        """Percentage points between ``count`` and the nearest share that would print as this value."""
        share = Fraction(100 * count, population)
        return max(Fraction(0), self.value - self.step / 2 - share, share - self.value - self.step / 2)


@dataclass(frozen=True)
class Solution:
    """Counts that meet every printed cell but ``missed``, and how far the missed ones stray in points."""

    counts: Mapping[str, int]
    missed: tuple[str, ...]
    strays: Fraction


def solutions(
    printed: Mapping[str, PrintedPercentage],
    population: int,
    *,
    missed: tuple[str, ...] = (),
    least_not_known: int = 0,
) -> Iterator[Solution]:
    """Every set of counts that meets all printed cells outside ``missed``.

    ``least_not_known`` is a floor under the children whose distance is not known.
    """
    allowed = {
        cell: range(population + 1) if cell in missed else printed[cell].counts(population) for cell in CELLS
    }
    derived = next((cell for cell in SINGLES if cell in missed), "not_known")
    listed = [cell for cell in SINGLES if cell != derived]
    for values in product(*(allowed[cell] for cell in listed)):
        rest = population - sum(values)
        if rest < 0 or rest not in allowed[derived]:
            continue
        counts = dict(zip(listed, values, strict=True)) | {derived: rest}
        if counts["not_known"] < least_not_known:
            continue
        for name, parts in SUMS.items():
            counts[name] = sum(counts[part] for part in parts)
        if all(counts[name] in allowed[name] for name in SUMS):
            strays = sum((printed[cell].shortfall(counts[cell], population) for cell in missed), Fraction(0))
            yield Solution(counts, missed, strays)


def fewest_misses(
    printed: Mapping[str, PrintedPercentage], population: int, *, least_not_known: int = 0, most: int = 2
) -> dict[tuple[str, ...], Solution]:
    """The smallest sets of cells that must be given up, each with its least straying solution.

    An empty tuple as the only key means that all seven cells can be met. An empty result means that more
    than ``most`` cells must be given up.
    """
    for number in range(most + 1):
        found: dict[tuple[str, ...], Solution] = {}
        for missed in combinations(CELLS, number):
            candidates = solutions(printed, population, missed=missed, least_not_known=least_not_known)
            best = min(candidates, key=lambda solution: solution.strays, default=None)
            if best is not None:
                found[missed] = best
        if found:
            return found
    return {}
