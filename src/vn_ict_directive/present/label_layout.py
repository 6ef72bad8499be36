"""Where labels go: beside what they name, inside the frame, and clear of each other.

Plain geometry in one unit of length, whatever it is; nothing here knows how to draw.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, radians, sin
from typing import Final, NamedTuple

__all__ = ["Box", "Label", "along", "place", "place_above", "stack"]


class Box(NamedTuple):
    """A rectangle with level sides."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, other: "Box") -> bool:
        """Whether *other* lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )

    def grown(self, by: float) -> "Box":
        """Return the rectangle, larger by so much on every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


class Label(NamedTuple):
    """A label that wants a place.

    Attributes:
        x: Where the thing is that it names.
        y: The same, upwards.
        width: Its own size.
        height: The same, upwards.
        angle: Where it would rather stand, in degrees from the right.
        needed: Whether it must be shown: it may then stand farther away.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float = 90
    needed: bool = True

    def at(self, angle: float, distance: float) -> Box:
        """Return its box, so far away in that direction."""
        right, up = cos(radians(angle)), sin(radians(angle))
        x = self.x + right * (distance + self.width / 2)
        y = self.y + up * (distance + self.height / 2)
        return self.around(x, y)

    def around(self, x: float, y: float) -> Box:
        """Return its box with its middle in a point."""
        return Box(x - self.width / 2, y - self.height / 2, x + self.width / 2, y + self.height / 2)


_ANGLES: Final = (0, 30, -30, 60, -60, 90, -90, 120, -120, 150, -150, 180)
_NEAR: Final = (1.0, 1.6)
_FAR: Final = (*_NEAR, 3.0, 4.5, 6.5, 9.0, 12.0, 16.0, 21.0, 27.0, 34.0, 42.0)


def along(x0: float, y0: float, x1: float, y1: float, step: float) -> Iterator[Box]:
    """Cover a line with small boxes, a *step* apart."""
    count = max(1, round(hypot(x1 - x0, y1 - y0) / step))
    half = step / 4
    for i in range(count + 1):
        x, y = x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count
        yield Box(x - half, y - half, x + half, y + half)


def place(
    labels: Sequence[Label],
    frame: Box,
    gap: float,
    *,
    taken: Iterable[Box] = (),
    lines: Iterable[Box] = (),
) -> list[Box | None]:
    """Give every label a place, the first ones first.

    Args:
        labels: The labels, the most important first.
        frame: What they must stay inside of.
        gap: The distance that a label would keep from what it names.
        taken: What no label may cover.
        lines: What they had rather not cover.

    Returns:
        One box a label; None for one that has no place.
    """
    full, faint = list(taken), list(lines)
    found: list[Box | None] = []
    for label in labels:
        best: Box | None = None
        lowest = float("inf")
        for distance in _FAR if label.needed else _NEAR:
            if distance - 1 >= lowest:
                break  # nothing farther away can be better
            for turn in _ANGLES:
                box = label.at(label.angle + turn, distance * gap)
                if not frame.holds(box) or any(box.meets(other) for other in full):
                    continue
                crossed = sum(box.meets(line) for line in faint)
                cost = distance - 1 + abs(turn) / 180 + crossed
                if cost < lowest:
                    best, lowest = box, cost
        found.append(best)
        if best is not None:
            full.append(best.grown(gap / 4))
    return found


def place_above(labels: Sequence[Label], frame: Box, gap: float) -> list[Box | None]:
    """Give labels of upright lines a place in the rows above them, the first ones first.

    A label stands over its line or beside it; the line may be drawn on upwards
    to it without crossing another label.

    Args:
        labels: The labels; their ``y`` is not looked at.
        frame: The strip that the rows lie in.
        gap: The distance between neighbours.
    """
    taken: list[Box] = []
    stems: list[Box] = []
    found: list[Box | None] = []
    for i, label in enumerate(labels):
        best: Box | None = None
        lowest = float("inf")
        for cost, box in _above(label, frame, gap, [other.x for other in labels[i + 1 :]]):
            if (
                cost < lowest
                and not any(box.grown(gap / 2).meets(other) for other in (*taken, *stems))
                and not any(_stem(label, frame, box).meets(other) for other in taken)
            ):
                best, lowest = box, cost
        found.append(best)
        if best is not None:
            taken.append(best)
            stems.append(_stem(label, frame, best))
    return found


def _above(
    label: Label, frame: Box, gap: float, others: Sequence[float]
) -> Iterator[tuple[float, Box]]:
    """Yield the places there are, each with its cost: low, over the line, blocking no other."""
    half = label.width / 2
    row, bottom = 0, frame.bottom
    while bottom + label.height <= frame.top:
        for shift in (0.0, half - gap, gap - half, half, -half):
            middle = min(max(label.x + shift, frame.left + half), frame.right - half)
            box = label.around(middle, bottom + label.height / 2)
            if box.left - gap <= label.x <= box.right + gap:
                blocked = sum(box.left - gap < x < box.right + gap for x in others)
                off = abs(middle - label.x) / (half + gap)
                yield row + off / 2 + (0 if row else 2 * blocked), box
        row, bottom = row + 1, bottom + label.height + gap / 2


def _stem(label: Label, frame: Box, box: Box) -> Box:
    return Box(label.x - 1, frame.bottom - 1, label.x + 1, box.bottom)


def stack(labels: Sequence[Label], low: float, high: float, gap: float) -> list[float]:
    """Give labels in one column their middles, each as near its own height as the others let it.

    They keep the order of their heights.

    Args:
        labels: The labels.
        low: The least height.
        high: The greatest one.
        gap: The distance between neighbours.
    """
    order = sorted(range(len(labels)), key=lambda i: labels[i].y)
    middles = [0.0] * len(labels)
    floor = low
    for i in order:
        half = labels[i].height / 2
        middles[i] = max(labels[i].y, floor + half)
        floor = middles[i] + half + gap
    ceiling = high
    for i in reversed(order):
        half = labels[i].height / 2
        middles[i] = min(middles[i], ceiling - half)
        ceiling = middles[i] - half - gap
    return middles
