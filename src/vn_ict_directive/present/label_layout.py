"""Where labels go: beside what they name, inside the frame, and clear of each other.

Plain geometry in one unit of length, whatever it is; nothing here knows how to draw. Every
label takes the cheapest of its candidate places: near, in the direction it prefers, across as
few lines as possible. They choose in turn, from the first to the last or, if all together are
cheaper off, the needed ones from the last to the first. Nothing is drawn by lot, so that the
same picture always comes out the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, inf, radians, sin
from operator import itemgetter
from typing import Final, NamedTuple


class Box(NamedTuple):
    """A rectangle with level sides."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        """Return the smallest rectangle that holds all *boxes*."""
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return cls(min(lefts), min(bottoms), max(rights), max(tops))

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.top <= other.bottom or other.top <= self.bottom)

    def holds(self, other: "Box") -> bool:
        """Whether *other* lies inside."""
        level = self.left <= other.left and other.right <= self.right
        return level and self.bottom <= other.bottom and other.top <= self.top

    def grown(self, by: float) -> "Box":
        """Return the rectangle, larger by so much on every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the rectangle that is nearest to a point."""
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)


class Label(NamedTuple):
    """A label that needs a place.

    Attributes:
        x: The point that it names.
        y: The same, upwards.
        width: Its own size.
        height: The same, upwards.
        angle: The direction in which it prefers to lie, in degrees from the right.
        needed: Whether it must be shown: it may then lie farther away.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float = 90
    needed: bool = True

    def box(self, right: float, up: float) -> Box:
        """Return its box with the middle so far from the point that it names."""
        x, y = self.x + right - self.width / 2, self.y + up - self.height / 2
        return Box(x, y, x + self.width, y + self.height)


_TURNS: Final = (0, *(turn * side for turn in range(15, 180, 15) for side in (1, -1)), 180)
_CROSSING: Final = 2.0
_DISTANCES: Final = (1.0, 1.6, 2.3, 3.2, 4.5, 6.5, 9.0, 12.0, 16.0, 21.0, 27.0, 34.0, 42.0)
_MISSING: Final = 1000.0
_CHEAPEST_FIRST: Final = sorted(
    (distance - 1 + abs(turn) / 180, distance, turn) for distance in _DISTANCES for turn in _TURNS
)


def around(label: Label, gap: float) -> Iterator[tuple[float, Box]]:
    """Yield places around a point, each with its cost, the cheapest first."""
    farthest = _DISTANCES[-1 if label.needed else 1]
    for cost, distance, turn in _CHEAPEST_FIRST:
        if distance <= farthest:
            right, up = cos(radians(label.angle + turn)), sin(radians(label.angle + turn))
            edge = max(abs(right), abs(up))  # on a square around the point: no corner is nearer
            right *= (distance * gap + label.width / 2) / edge
            up *= (distance * gap + label.height / 2) / edge
            yield cost, label.box(right, up)


def along(x0: float, y0: float, x1: float, y1: float, step: float) -> Iterator[Box]:
    """Cover a line with small boxes, a *step* apart."""
    count = max(1, round(hypot(x1 - x0, y1 - y0) / step))
    half = step / 4
    for i in range(count + 1):
        x, y = x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count
        yield Box(x - half, y - half, x + half, y + half)


def place(
    labels: Sequence[Label], frame: Box, gap: float, taken: Sequence[Box], lines: Sequence[Box]
) -> list[Box | None]:
    """Give every label a place.

    Args:
        labels: The labels, the most important first.
        frame: What they must stay inside of.
        gap: The distance that a label keeps from what it names.
        taken: What no label may cover.
        lines: What a label and the line that leads to it cover only where they must.

    Returns:
        One box a label; None for one that has no place. No box covers another,
        and no line from a point to its box meets another box or line.
    """
    needed = [i for i, label in enumerate(labels) if label.needed]
    others = [i for i, label in enumerate(labels) if not label.needed]

    def in_order(order: list[int]) -> tuple[float, list[Box | None]]:
        return _place({i: labels[i] for i in (*order, *others)}, frame, gap, [*taken], lines)

    orders = [needed, needed[::-1]] if len(needed) > 1 else [needed]
    return min(map(in_order, orders), key=itemgetter(0))[1]


def _place(
    labels: dict[int, Label], frame: Box, gap: float, full: list[Box], lines: Sequence[Box]
) -> tuple[float, list[Box | None]]:
    """Let the labels choose one after another; return what it costs, and their places."""
    barred, total = list[Box](), 0.0
    placed: list[Box | None] = [None] * len(labels)
    for place, label in labels.items():
        best, lowest, leading = None, inf, list[Box]()
        for cost, box in around(label, gap):
            if cost >= lowest:
                break  # crossing lines only adds to the cost
            if not frame.holds(box) or any(box.meets(other) for other in full):
                continue
            _, _, *leader = along(label.x, label.y, *box.nearest(label.x, label.y), gap / 2)
            if any(piece.meets(other) for piece in leader for other in barred):
                continue
            # Most lines are far from all of this: one look at each tells.
            whole = Box.around((box, *leader))
            near = [line for line in lines if line.meets(whole)]
            over = sum(any(p.meets(line) for p in (box, *leader)) for line in near)
            if cost + _CROSSING * over < lowest:
                best, lowest, leading = box, cost + _CROSSING * over, leader
        if best is not None:
            full += [best.grown(gap / 4), *leading]
            barred += [best, *leading]
        placed[place], total = best, total + (lowest if best else _MISSING * label.needed)
    return total, placed
