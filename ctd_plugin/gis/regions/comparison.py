"""Which figures may be compared: those that cover the same, and classes of nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10, sqrt

from ...data.facts.fact import Covers
from ...data.profile.figure import Figure

FEWEST_CLASSED = 6
"""The figures that classes of colour are made from: of fewer, each is read by itself."""
_CLASSES = 3


def kind_of(figure: Figure) -> Covers:
    """Return what a figure covers; a code that this version does not know says as little as none."""
    return Covers(figure.covers) if figure.covers in list(Covers) else Covers.UNKNOWN


def by_kind(figures: Mapping[str, Figure]) -> dict[Covers, dict[str, Figure]]:
    """Return what is covered → region code → figure, in the order of the legends.

    An explicit "none" is no figure of any kind.
    """
    kinds: dict[Covers, dict[str, Figure]] = {covers: {} for covers in Covers}
    for code, figure in figures.items():
        if not figure.is_none:
            kinds[kind_of(figure)][code] = figure
    return {covers: of_kind for covers, of_kind in kinds.items() if of_kind}


def largest_kind(kinds: Mapping[Covers, Mapping[str, Figure]]) -> Covers | None:
    """Return the kind of most figures that may be compared, None where nothing compares."""
    sizes = {covers: len(figures) for covers, figures in kinds.items() if covers != Covers.UNKNOWN}
    largest = max(sizes, key=sizes.__getitem__, default=None)
    return largest if largest and sizes[largest] > 1 else None


@dataclass(frozen=True)
class Bounds:
    """Classes that follow each other without a gap: the round numbers that they begin and end with."""

    ends: tuple[float, ...]

    @property
    def ranges(self) -> list[tuple[float, float]]:
        """The lowest and the highest value of each class."""
        return list(zip(self.ends, self.ends[1:], strict=False))

    def place(self, value: float) -> int:
        """Return the class of a value, counted from 0; a bound belongs to the class that it begins."""
        return bisect_right(self.ends[1:-1], value)


def gap_classes(values: Sequence[float]) -> Bounds | None:
    """Return up to three classes of positive amounts, parted where one is most times as large as the one before.

    None where there are too few to class.
    """
    ordered = sorted(set(values))
    if len(values) < FEWEST_CLASSED or len(ordered) < _CLASSES or ordered[0] <= 0:
        return None
    places = sorted(range(1, len(ordered)), key=lambda i: (-ordered[i] / ordered[i - 1], i))[: _CLASSES - 1]
    # The highest class may hold one amount alone, and must not begin where it ends.
    inner = [round_between(ordered[i - 1], ordered[i], below=ordered[i] == ordered[-1]) for i in sorted(places)]
    return Bounds((round_down(ordered[0]), *inner, round_up(ordered[-1])))


def round_between(low: float, high: float, *, below: bool = False) -> float:
    """Return the roundest number above `low` and not above `high`, both positive, nearest to their middle.

    It is `below` the high one where that is asked for.
    """
    middle = sqrt(low) * sqrt(high)
    # Where the two lie orders of magnitude apart, a number as round as `high` would be `high` itself.
    magnitude = floor(log10(min(high, sqrt(10) * middle)))
    for digits in range(1, 15):
        step = 10.0 ** (magnitude + 1 - digits)
        candidates = [_times(floor(middle / step) + more, step) for more in (0, 1)]
        inside = [one for one in candidates if low < one < high or (one == high and not below)]
        if inside:
            return min(inside, key=lambda one: abs(one - middle))
    return high


def round_down(value: float, digits: int = 2) -> float:
    """Return the next number of so many digits that is not larger than a positive one."""
    step = 10.0 ** (floor(log10(value)) + 1 - digits)
    # What is round already must not fall to the one below by a rounding.
    return min(value, _times(floor(value / step * (1 + 1e-12)), step))


def round_up(value: float, digits: int = 2) -> float:
    """Return the next number of so many digits that is not smaller than a positive one."""
    below, step = round_down(value, digits), 10.0 ** (floor(log10(value)) + 1 - digits)
    return below if below >= value else _times(round(below / step) + 1, step)


def _times(count: int, step: float) -> float:
    """Return a multiple of a power of ten without the noise of binary fractions."""
    return float(f"{count * step:.12g}")
