"""One way of choosing for made-up worlds, whether hypothesis (which can shrink) or a seed does it."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Chooser(Protocol):
    """Makes every choice a world needs; the first option, and the lower number, is the plainer one."""

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""

    def chance(self, percent: int) -> bool:
        """True about so many times in a hundred."""


class Seeded:
    """Choices from a seed: the same seed makes the same world."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def pick(self, options: Sequence[T]) -> T:
        return self.random.choice(options)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent


class Drawn:
    """Choices that hypothesis makes, and makes plainer when it has found a difference."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw

    def between(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def chance(self, percent: int) -> bool:
        # The unlikely answer stands at the top, so that shrinking towards 0 makes the world plainer.
        return self.draw(st.integers(0, 99)) >= 100 - percent
