"""A blank sheet to draw on: a title, a footer, and labels that keep clear of each other.

The only place that knows how to begin with matplotlib. A sheet is made with
matplotlib's own settings whatever the caller's are, and leaves those alone. It
is set in the font that comes with matplotlib, which has every Vietnamese letter.
"""

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import hypot
from typing import TYPE_CHECKING, Any, Final

import attrs

from vn_ict_directive.errors import MissingExtraError
from vn_ict_directive.present.label_layout import Box, Label, along, place, place_above, stack

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text as Words

__all__ = ["ASKED", "FAINT", "INK", "PROJECTED", "QUIET", "Page", "Sheet", "Tag", "drawing"]

# The palette of Okabe and Ito, which colour-blind people can tell apart. Words are set in INK or
# QUIET alone: the others are too light to be read.
INK: Final = "#1a1a1a"
QUIET: Final = "#595959"
FAINT: Final = "#b3b3b3"
ASKED: Final = "#0072B2"
PROJECTED: Final = "#D55E00"

_FONT: Final = "DejaVu Sans"
_KINDS: Final = {
    "title": (11.0, "bold"),
    "subtitle": (9.5, "normal"),
    "status": (8.5, "bold"),
    "label": (8.5, "normal"),
    "small": (7.5, "normal"),
}
_MARGIN: Final = 9.0
_LEADING: Final = 1.15
_SETTINGS: Final = threading.Lock()
_ABOVE: Final = ("data", "axes fraction")


@contextmanager
def drawing(what: str) -> Iterator[None]:
    """Lend matplotlib its own settings while a figure is made; the caller's come back after.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise MissingExtraError(what, "matplotlib", "plot") from None
    # The settings are one for all threads: two that lend and take back at once would mix them up.
    with _SETTINGS, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"font.family": [_FONT], "text.parse_math": False})
        yield


@attrs.frozen
class Tag:
    """A label to be placed, and what it names.

    Attributes:
        text: Its words; may have several lines.
        x: Where the thing is, in the axes' own numbers.
        y: The same.
        angle: Where it would rather stand, in degrees from the right.
        needed: Whether it must be shown.
        bold: Whether it is set in bold.
        quiet: Whether it is set in grey.
    """

    text: str
    x: float
    y: float
    angle: float = 90
    needed: bool = True
    bold: bool = False
    quiet: bool = False


@attrs.define
class Page:
    """A figure with a title and a footer, and room between them.

    Attributes:
        figure: The figure.
        width: Its width, in points.
        height: Its height.
        top: Where the room ends, in points from below.
        bottom: Where it begins.
        renderer: What measures its words.
    """

    figure: "Figure"
    width: float
    height: float
    top: float
    bottom: float
    renderer: Any
    # Measuring words is what takes the time: none are measured twice.
    _broken: dict[tuple[str, float, str], str] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def blank(
        cls, title: str, subtitle: str, footer: Sequence[str], *, width: float, room: float
    ) -> "Page":
        """Begin a page, as high as its words and the room asked for.

        Args:
            title: What is shown.
            subtitle: What is said of it.
            footer: Small print, one line each; long ones are broken.
            width: In points.
            room: How much to leave between the words, in points.
        """
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(width / 72, room / 72), dpi=100, facecolor="white")
        canvas: Any = FigureCanvasAgg(figure)
        page = cls(figure, width, room, room, 0.0, canvas.get_renderer())
        column = width - 2 * _MARGIN
        above = [(title, "title", INK), (subtitle, "subtitle", INK)]
        below = [(line, "small", QUIET) for line in footer]
        heights = [page.height_of(text, column, kind) for text, kind, _ in above + below]
        high, low = heights[: len(above)], heights[len(above) :]
        page.bottom = _MARGIN + sum(low) + 2 * len(low)
        page.top = page.bottom + room
        page.height = page.top + sum(high) + 4 * len(high) + _MARGIN
        figure.set_size_inches(width / 72, page.height / 72)
        y = page.height - _MARGIN
        for (text, kind, color), size in zip(above, high, strict=True):
            page.write(text, _MARGIN, y, column, kind, color=color)
            y -= size + 4
        y = page.bottom - 2
        for (text, kind, color), size in zip(below, low, strict=True):
            page.write(text, _MARGIN, y, column, kind, color=color)
            y -= size + 2
        return page

    def write(
        self,
        text: str,
        x: float,
        y: float,
        room: float,
        kind: str = "label",
        *,
        va: str = "top",
        color: str = INK,
    ) -> "Words":
        """Write words into a column, so many points wide."""
        size, weight = _KINDS[kind]
        words = self.figure.text(
            x / self.width,
            y / self.height,
            text,
            fontsize=size,
            linespacing=1.25,
            weight=weight,
            va=va,
            color=color,
        )
        key = (text, room, kind)
        if key in self._broken:
            words.set_text(self._broken[key])
        else:
            _wrap(words, room * self.figure.dpi / 72, self.renderer)
            self._broken[key] = words.get_text()
        return words

    def height_of(self, text: str, room: float, kind: str = "label") -> float:
        """Return how high words would stand in a column, in points."""
        words = self.write(text, 0, 0, room, kind)
        height = float(words.get_window_extent(self.renderer).height)
        words.remove()
        return height * 72 / self.figure.dpi

    def size_of(self, text: str) -> tuple[float, float]:
        """Return how wide and how high a label would be, in points."""
        words = self.figure.text(0, 0, text, fontsize=_KINDS["label"][0], linespacing=_LEADING)
        box = words.get_window_extent(self.renderer)
        words.remove()
        point = self.figure.dpi / 72
        return float(box.width) / point, float(box.height) / point

    def axes(self, left: float, bottom: float, width: float, height: float) -> "Axes":
        """Return a plot that stands there, in points."""
        axes = self.figure.add_axes(
            (left / self.width, bottom / self.height, width / self.width, height / self.height)
        )
        axes.set_facecolor("none")
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_color(QUIET)
        axes.tick_params(which="both", color=QUIET, labelcolor=INK, labelsize=_KINDS["label"][0])
        return axes


@attrs.define
class Sheet:
    """One plot on a page, and its labels.

    Attributes:
        page: The page.
        axes: The plot.
        strip: Rows above the plot for labels of upright lines, in pixels.
    """

    page: Page
    axes: "Axes"
    strip: Box

    @classmethod
    def on(
        cls,
        page: Page,
        *,
        left: float,
        right: float,
        below: float = 34.0,
        above: float = 34.0,
    ) -> "Sheet":
        """Begin a plot that fills the page.

        Args:
            page: The page.
            left: Room beside the plot, in points.
            right: The same, on the right.
            below: Room under the plot for its axis, in points.
            above: Room over it for labels of upright lines, in points.
        """
        bottom, top = page.bottom + below, page.top - above
        axes = page.axes(left, bottom, page.width - left - right, top - bottom)
        point = page.figure.dpi / 72
        strip = Box(
            _MARGIN * point,
            (top + 7) * point,
            (page.width - _MARGIN) * point,
            (top + above) * point,
        )
        return cls(page, axes, strip)

    @property
    def point(self) -> float:
        """How many pixels a typographer's point has."""
        return self.page.figure.dpi / 72

    @property
    def frame(self) -> Box:
        """The plot, in pixels."""
        box = self.axes.get_window_extent(self.page.renderer)
        return Box(box.x0, box.y0, box.x1, box.y1)

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the plot lies, in pixels."""
        there = self.axes.transData.transform((x, y))
        return float(there[0]), float(there[1])

    def path(self, x: Sequence[float], y: Sequence[float]) -> Iterator[Box]:
        """Cover a line of the plot with small boxes, in pixels."""
        ends = [self.pixels(*end) for end in zip(x, y, strict=True)]
        for (x0, y0), (x1, y1) in itertools.pairwise(ends):
            yield from along(x0, y0, x1, y1, 8 * self.point)

    def mark(
        self,
        x: float,
        y: float,
        shape: str,
        size: float,
        *,
        hollow: bool = False,
        color: str = INK,
    ) -> Box:
        """Draw a mark, and return the room it takes, in pixels."""
        self.axes.plot(
            [x],
            [y],
            marker=shape,
            markersize=size,
            markerfacecolor="white" if hollow else color,
            markeredgecolor=color,
            markeredgewidth=1.3,
            linestyle="none",
            zorder=4,
            clip_on=False,
        )
        across, up = self.pixels(x, y)
        half = (size / 2 + 1) * self.point
        return Box(across - half, up - half, across + half, up + half)

    def post(self, text: str) -> Box:
        """Write in the middle of the plot, framed, and return the room it takes, in pixels."""
        words = self.axes.text(
            0.5,
            0.5,
            text,
            transform=self.axes.transAxes,
            ha="center",
            va="center",
            fontsize=9.5,
            color=INK,
            zorder=7,
            bbox={"facecolor": "white", "edgecolor": FAINT, "boxstyle": "round,pad=0.6"},
        )
        box = words.get_window_extent(self.page.renderer)
        return Box(box.x0, box.y0, box.x1, box.y1).grown(7 * self.point)

    def write(self, tags: Sequence[Tag], *, taken: Sequence[Box], lines: Sequence[Box]) -> None:
        """Write labels inside the plot, each beside what it names, with a thin line if far."""
        ready = [(tag, *self._set(tag)) for tag in tags]
        gap = 5 * self.point
        places = place(
            [label for _, _, label in ready],
            self.frame.grown(2 * self.point),
            gap,
            taken=taken,
            lines=lines,
        )
        for (tag, words, label), box in zip(ready, places, strict=True):
            if box is None:
                words.remove()
                continue
            self._move(words, label, box)
            right = min(max(label.x, box.left), box.right) - label.x
            up = min(max(label.y, box.bottom), box.top) - label.y
            if hypot(right, up) > 2 * gap:
                self._lead(tag, right / self.point, up / self.point)

    def write_above(self, tags: Sequence[Tag]) -> None:
        """Write labels of upright lines above the plot, and draw the lines on up to them."""
        ready = [(tag, *self._set(attrs.evolve(tag, y=1.0), above=True)) for tag in tags]
        places = place_above([label for _, _, label in ready], self.strip, 5 * self.point)
        for (tag, words, label), box in zip(ready, places, strict=True):
            if box is None:
                words.remove()
                continue
            self._move(words, label, box)
            self._lead(tag, 0.0, (box.bottom - label.y) / self.point, above=True)

    def write_beside(self, tags: Sequence[Tag], gap: float) -> None:
        """Write labels of level lines in the margin to the right, and lead the lines to them."""
        ready = [(tag, *self._set(tag)) for tag in tags]
        frame = self.frame
        labels = [label for _, _, label in ready]
        middles = stack(labels, frame.bottom, frame.top, 2 * self.point)
        for (tag, words, label), middle in zip(ready, middles, strict=True):
            left = frame.right + gap * self.point
            box = label.around(left + label.width / 2, middle)
            self._move(words, label, box)
            if abs(middle - label.y) > self.point:
                self._lead(tag, (left - label.x) / self.point - 1, (middle - label.y) / self.point)

    def _set(self, tag: Tag, *, above: bool = False) -> tuple["Words", Label]:
        """Set a label's words, and measure them."""
        words = self.axes.annotate(
            tag.text,
            xy=(tag.x, tag.y),
            xycoords=_ABOVE if above else "data",
            xytext=(0, 0),
            textcoords="offset points",
            ha="center",
            va="center",
            multialignment="center",
            fontsize=_KINDS["label"][0],
            linespacing=_LEADING,
            weight="bold" if tag.bold else "normal",
            color=QUIET if tag.quiet else INK,
            annotation_clip=False,
            zorder=6,
            bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 0.6},
        )
        box = words.get_window_extent(self.page.renderer)
        x, y = self.pixels(tag.x, tag.y)
        if above:
            y = self.frame.top
        return words, Label(x, y, box.width, box.height, tag.angle, tag.needed)

    def _move(self, words: "Words", label: Label, box: Box) -> None:
        right = ((box.left + box.right) / 2 - label.x) / self.point
        up = ((box.bottom + box.top) / 2 - label.y) / self.point
        words.set_position((right, up))

    def _lead(self, tag: Tag, right: float, up: float, *, above: bool = False) -> None:
        """Draw a thin line from what a label names to the label."""
        self.axes.annotate(
            "",
            xy=(tag.x, tag.y),
            xycoords=_ABOVE if above else "data",
            xytext=(right, up),
            textcoords="offset points",
            arrowprops={"arrowstyle": "-", "color": QUIET, "lw": 0.6, "shrinkA": 0, "shrinkB": 0},
            annotation_clip=False,
        )


def _wrap(words: "Words", room: float, renderer: Any) -> None:
    """Break a text into lines no wider than *room* pixels, between words if it can be."""

    def fits(text: str) -> bool:
        words.set_text(text)
        return bool(words.get_window_extent(renderer).width <= room)

    def most(pieces: Sequence[str], joint: str) -> int:
        """Return how many of the first pieces go on a line, one at least."""
        if fits(joint.join(pieces)):
            return len(pieces)
        low, high = 1, len(pieces)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(joint.join(pieces[:middle])) else (low, middle)
        return low

    lines: list[str] = []
    pieces = words.get_text().split()
    while pieces:
        count = most(pieces, " ")
        line, pieces = " ".join(pieces[:count]), pieces[count:]
        while (length := most(line, "")) < len(line):
            lines.append(line[:length])
            line = line[length:]
        lines.append(line)
    words.set_text("\n".join(lines))
