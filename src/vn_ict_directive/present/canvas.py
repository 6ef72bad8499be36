"""A canvas to draw on: a title, a footer, and plots whose labels keep clear of each other.

The only place that sets up matplotlib. Lengths are typographer's points. Nothing depends on the
resolution in which a picture is saved: where lines break and where labels lie is decided once,
with the widest letters that any resolution gives.
"""

import itertools
import textwrap
import threading
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from vn_ict_directive.errors import require
from vn_ict_directive.present.label_layout import (
    Box,
    Candidates,
    Label,
    above,
    along,
    around,
    place,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["ASKED", "FAINT", "INK", "PROJECTED", "QUIET", "Canvas", "Plot", "Tag"]
__all__ += ["fold", "has_letters", "measure", "settings"]

# The palette of Okabe and Ito, which colour-blind people can tell apart. Words are set in INK or
# QUIET alone: the others are too light to be read.
INK: Final = "#1a1a1a"
QUIET: Final = "#595959"
FAINT: Final = "#b3b3b3"
ASKED: Final = "#0072B2"
PROJECTED: Final = "#D55E00"

# The font that comes with matplotlib has every Vietnamese letter.
_FONT: Final = "DejaVu Sans"
_STYLES: Final = {
    "title": (11.0, "bold"),
    "subtitle": (9.5, "normal"),
    "bold": (8.5, "bold"),
    "label": (8.5, "normal"),
    "small": (7.5, "normal"),
}
_MARGIN: Final = 9.0
_DOTS: Final = 100
_LEADING: Final = 1.25
_HINTING: Final = 0.07
_GAP: Final = 6.0
_LOCK: Final = threading.Lock()


@contextmanager
def settings(what: str, own: Any = None) -> Iterator[None]:
    """Give matplotlib its own settings while a figure is made or saved; then the caller's again.

    matplotlib keeps one set of settings for all threads: two that changed it at
    once would leave it changed. This is the only door to it.

    Args:
        what: What needs matplotlib.
        own: Settings beside those of every picture.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    mpl = require("matplotlib", what, "plot")
    with _LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"font.family": [_FONT], "text.parse_math": False, **(own or {})})
        yield


class Size(NamedTuple):
    """How wide and how high words are."""

    width: float
    height: float


def has_letters(text: str) -> bool:
    """Whether the font of pictures has every letter of *text*."""
    from matplotlib.font_manager import findfont, get_font

    font = get_font(findfont(_FONT))
    return all(font.get_char_index(ord(letter)) for letter in text)


@lru_cache(maxsize=4096)
def measure(text: str, style: str = "label") -> Size:
    """Return the room that words need, in whichever resolution they are drawn.

    Below some 150 dots an inch, letters are set a whole number of dots apart: at
    72 this makes a line up to an eighth wider than its outlines are, and no two
    resolutions agree.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    size, weight = _STYLES[style]
    font = FontProperties(family=[_FONT], size=size, weight=weight)
    width = max(
        text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]
        + _HINTING * size * len(line)
        for line in text.split("\n")
    )
    figure = Figure(figsize=(1, 1), dpi=72)
    FigureCanvasAgg(figure)
    words = figure.text(0, 0, text, fontproperties=font, linespacing=_LEADING)
    return Size(width + 1, float(words.get_window_extent().height))


@lru_cache(maxsize=1024)
def fold(text: str, room: float, style: str = "label") -> str:
    """Break a text into lines no wider than *room*, between words if it can be."""

    def lines(letters: int) -> str:
        return "\n".join(textwrap.wrap(text, letters, break_on_hyphens=False))

    def too_wide(letters: int) -> bool:
        return measure(lines(letters), style).width > room

    return lines(max(1, bisect(range(1, len(text) + 1), False, key=too_wide)))


@attrs.frozen
class Tag:
    """A label to be placed, and what it names.

    Attributes:
        text: Its words; may have several lines.
        x: Where the thing is, in the axes' own numbers.
        y: The same.
        angle: The direction in which it prefers to lie, in degrees from the right.
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

    @property
    def style(self) -> str:
        """The style of its words."""
        return "bold" if self.bold else "label"


@attrs.frozen
class Canvas:
    """A figure with a title and a footer, and room between them.

    Attributes:
        figure: The figure.
        width: Its width.
        bottom: Where the room begins, from below.
        top: Where it ends.
    """

    figure: "Figure"
    width: float
    bottom: float
    top: float

    @classmethod
    def blank(
        cls, title: str, subtitle: str, footer: Sequence[str], *, width: float, room: float
    ) -> "Canvas":
        """Begin a canvas, as high as its words and the room asked for.

        Args:
            title: What is shown.
            subtitle: What is said of it.
            footer: Small print; each begins a line.
            width: The width.
            room: How much to leave between the words.
        """
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        column = width - 2 * _MARGIN
        head, lead = fold(title, column, "title"), fold(subtitle, column, "subtitle")
        foot = "\n".join(fold(line, column, "small") for line in footer)
        bottom = _MARGIN + measure(foot, "small").height + 4
        top = bottom + room
        middle = top + 4 + measure(lead, "subtitle").height
        high = middle + 4 + measure(head, "title").height
        size = (width / 72, (high + _MARGIN) / 72)
        figure = Figure(figsize=size, dpi=_DOTS, facecolor="white")
        FigureCanvasAgg(figure)
        figure.set_dpi(72)  # a dot is a point then: labels are placed in points
        canvas = cls(figure, width, bottom, top)
        canvas.write(head, _MARGIN, high, "title")
        canvas.write(lead, _MARGIN, middle, "subtitle")
        canvas.write(foot, _MARGIN, bottom - 4, "small", color=QUIET)
        return canvas

    def write(
        self, text: str, x: float, y: float, style: str, *, va: str = "top", color: str = INK
    ) -> None:
        """Write words to the right of a point."""
        size, weight = _STYLES[style]
        self.figure.text(
            x / 72,
            y / 72,
            text,
            transform=self.figure.dpi_scale_trans,
            fontsize=size,
            weight=weight,
            linespacing=_LEADING,
            va=va,
            color=color,
        )

    def finish(self) -> "Figure":
        """Return the figure, in the resolution that matplotlib gives one."""
        self.figure.set_dpi(_DOTS)
        return self.figure


class Plot:
    """One plot on a canvas, and its labels.

    Attributes:
        canvas: The canvas.
        axes: The axes.
        inside: The rectangle of the axes.
        room: The rectangle that labels stay inside of.
        taken: What no label may cover: marks, the line of the due date, other labels.
        lines: What labels cover only where they must.
    """

    def __init__(self, canvas: Canvas, inside: Box, room: Box) -> None:
        """Begin a plot in a rectangle of the canvas."""
        figure = canvas.figure
        self.canvas = canvas
        self.inside = inside
        self.room = room
        self.taken: list[Box] = []
        self.lines: list[Box] = []
        left, bottom = figure.transFigure.inverted().transform(inside[:2])
        right, top = figure.transFigure.inverted().transform(inside[2:])
        self.axes: Axes = figure.add_axes((left, bottom, right - left, top - bottom))
        self.axes.set_facecolor("none")
        self.axes.spines[["top", "right"]].set_visible(False)
        self.axes.spines[["left", "bottom"]].set_color(QUIET)
        size, _ = _STYLES["label"]
        self.axes.tick_params(which="both", color=QUIET, labelcolor=INK, labelsize=size)

    @classmethod
    def filling(cls, canvas: Canvas, *, left: float, right: float) -> "Plot":
        """Begin a plot that fills the canvas but for room beside it, and room for its labels."""
        inside = Box(left, canvas.bottom + 34, canvas.width - right, canvas.top - 34)
        room = Box(left - 2, inside.bottom + 1, canvas.width - _MARGIN, canvas.top)
        return cls(canvas, inside, room)

    def points(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the plot lies on the canvas."""
        across, up = self.axes.transData.transform((x, y))
        return float(across), float(up)

    def line(self, x: Sequence[float], y: Sequence[float], **style: Any) -> None:
        """Draw a line."""
        self.axes.plot(x, y, **style)
        ends = [self.points(*end) for end in zip(x, y, strict=True)]
        for start, end in itertools.pairwise(ends):
            self.lines += along(*start, *end, 8)

    def upright(self, x: float, *, wall: bool = False, **style: Any) -> None:
        """Draw a line from the axis to the top; no label may cross a *wall*."""
        self.axes.axvline(x, **{"color": INK, "linewidth": 1.0, "zorder": 1.5, **style})
        _, low, _, high = self.inside
        across, _ = self.points(x, 0)
        # A label lies across a weak line rather than far away, and far rather than past a wall.
        self.lines += along(across, low, across, high, 2 if wall else 24)
        self.lines.append(Box(across - 1, high + 1, across + 1, high + 2 * _GAP))
        if wall:
            self.taken.append(Box(across - 2, low, across + 2, high))

    def mark(
        self, x: float, y: float, shape: str, size: float, *, hollow: bool = False, color: str = INK
    ) -> None:
        """Draw a mark."""
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
        half = size + 2
        self.taken.append(Label(*self.points(x, y), half, half).box(0, 0))

    def post(self, text: str) -> None:
        """Write in the middle of the plot, framed."""
        self.axes.text(
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
        width, height = measure(text, "subtitle")
        left, bottom, right, top = self.inside
        middle = Label((left + right) / 2, (bottom + top) / 2, width + 14, height + 14)
        self.taken.append(middle.box(0, 0))

    def label(self, tags: Sequence[Tag]) -> None:
        """Write labels, each beside what it names."""
        self._place(tags, around, self.room, 2 * _GAP)

    def label_above(self, tags: Sequence[Tag]) -> None:
        """Write labels of upright lines above the plot, and draw the lines on up to them."""
        top = self.inside.top
        strip = Box(_MARGIN, top, self.canvas.width - _MARGIN, self.canvas.top)
        high = self.axes.get_ylim()[1]
        self._place([attrs.evolve(tag, y=high) for tag in tags], above, strip, 0)

    def label_right(self, tags: Sequence[Tag]) -> None:
        """Write labels of level lines in the margin to the right, and lead the lines to them."""
        _, bottom, end, top = self.inside
        column = Box(end, bottom, self.canvas.width, top)
        self._place([attrs.evolve(tag, angle=0) for tag in tags], around, column, _GAP)

    def _place(self, tags: Sequence[Tag], candidates: Candidates, frame: Box, near: float) -> None:
        """Write labels where they have a place, with a thin line to those that are not *near*."""
        labels = [
            Label(*self.points(t.x, t.y), *measure(t.text, t.style), t.angle, t.needed)
            for t in tags
        ]
        places = place(labels, candidates, frame, _GAP, taken=self.taken, lines=self.lines)
        for tag, label, box in zip(tags, labels, places, strict=True):
            if box is None:
                continue
            self.taken.append(box)
            beside = (box.left >= label.x - 1) - (box.right <= label.x + 1)
            across = {1: box.left, 0: (box.left + box.right) / 2, -1: box.right}[beside]
            ha = {1: "left", 0: "center", -1: "right"}[beside]
            size, weight = _STYLES[tag.style]
            words: dict[str, Any] = {"xy": (tag.x, tag.y), "textcoords": "offset points"}
            words |= {"annotation_clip": False}
            self.axes.annotate(
                tag.text,
                xytext=(across - label.x, (box.bottom + box.top) / 2 - label.y),
                ha=ha,
                va="center",
                multialignment=ha,
                fontsize=size,
                weight=weight,
                linespacing=_LEADING,
                color=QUIET if tag.quiet else INK,
                zorder=6,
                bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 0.6},
                **words,
            )
            x, y = box.nearest(label.x, label.y)
            if hypot(x - label.x, y - label.y) > near:
                line = {"arrowstyle": "-", "color": QUIET, "lw": 0.6, "shrinkA": 0, "shrinkB": 0}
                self.axes.annotate("", xytext=(x - label.x, y - label.y), arrowprops=line, **words)
