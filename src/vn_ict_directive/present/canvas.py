"""A picture to draw on: a title, a footer, and plots whose labels keep clear of each other.

The only place that sets up matplotlib; it is imported once a picture is asked for. Lengths are
typographer's points. Nothing depends on the resolution in which a picture is saved: letters are
drawn without hinting, so that they are as wide at 72 dots an inch as they were measured at 720.
"""

import io
import textwrap
import threading
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from html import escape
from math import hypot
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font

from vn_ict_directive.html import printable
from vn_ict_directive.present.label_layout import Box, Label, along, place

# The palette of Okabe and Ito, which colour-blind people can tell apart. Words are set in INK or
# QUIET alone: the others are too light to be read.
INK: Final = "#1a1a1a"
QUIET: Final = "#595959"
FAINT: Final = "#b3b3b3"
ASKED: Final = "#0072B2"
PROJECTED: Final = "#D55E00"

CAPTION: Final = "caption"
"""What the ids of words around the plots begin with, in SVG."""

# The font that comes with matplotlib has every Vietnamese letter.
_FONT: Final = "DejaVu Sans"
_OURS: Final[Any] = {"font.family": [_FONT], "text.parse_math": False, "text.hinting": "no_hinting"}
_SVG_SAYS_NOTHING: Final = dict.fromkeys(("Creator", "Date", "Description", "Format", "Type"))
_FILES: Final = ("svg.", "pdf.", "ps.")
_STYLES: Final = {
    "title": (11.0, "bold"),
    "subtitle": (9.5, "normal"),
    "bold": (8.5, "bold"),
    "label": (8.5, "normal"),
    "small": (7.5, "normal"),
}
_PRINTED: Final = 300
"""Dots an inch of a file: what a printed report needs."""

_SHOWN: Final = 200
"""Dots an inch in a notebook, where a picture is shown half as large."""

_SAID: Final = {"svg": ("Title", "Description"), "png": ("Title", "Description")} | {
    "pdf": ("Title", "Subject")
}
"""What kinds of files call the title and the description that they hold beside what is drawn."""

_MARGIN: Final = 9.0
_DOTS: Final = 100
_FINE: Final = 10  # dots a point, when words are measured
_LEADING: Final = 1.25
_GAP: Final = 6.0
_LOCK: Final = threading.RLock()


@contextmanager
def settings(own: Any = None) -> Iterator[None]:
    """Give matplotlib its own settings while a figure is made or drawn; then the caller's again.

    matplotlib keeps one set of settings for all threads: two that changed it at
    once would leave it changed. This is the only door to it. How files are
    written, such as ``svg.fonttype``, stays as the caller has set it.

    Args:
        own: Settings beside those of every picture.
    """
    with _LOCK, mpl.rc_context():
        files: Any = {name: mpl.rcParams[name] for name in mpl.rcParams if name.startswith(_FILES)}
        mpl.rcdefaults()
        mpl.rcParams.update({**files, **_OURS, **(own or {})})
        yield


Point = tuple[float, float]
"""Where something is: across, and up."""


class Size(NamedTuple):
    """How wide and how high words are."""

    width: float
    height: float


def has_letters(text: str) -> bool:
    """Whether the font of pictures has every letter of *text*."""
    font = get_font(findfont(_FONT))
    return all(font.get_char_index(ord(letter)) for letter in text)


def _set(style: str) -> dict[str, Any]:
    size, weight = _STYLES[style]
    return {"fontsize": size, "weight": weight, "linespacing": _LEADING}


@cache
def _ruler() -> tuple["Figure", "RendererAgg"]:
    dots = 72 * _FINE
    return Figure(dpi=dots), RendererAgg(1, 1, dots)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=4096)
def measure(text: str, style: str = "label") -> Size:
    """Return the room that words need, in whichever resolution they are drawn."""
    sheet, renderer = _ruler()
    words = sheet.text(0, 0, text, **_set(style))
    box = words.get_window_extent(renderer)
    words.remove()
    return Size(float(box.width) / _FINE + 1.5, float(box.height) / _FINE)  # a dot at 72 is cut


@lru_cache(maxsize=1024)
def fold(text: str, room: float, style: str = "label") -> str:
    """Break a text between words, if it can be, into even lines that are no wider than *room*."""

    def lines(letters: int) -> list[str]:
        return textwrap.wrap(text, letters, break_on_hyphens=False)

    def too_wide(letters: int) -> bool:
        return measure("\n".join(lines(letters)), style).width > room

    most = max(1, bisect(range(1, len(text) + 1), False, key=too_wide))
    fewest, word = len(lines(most)), min(most, max(map(len, text.split()), default=1))
    narrower = range(word, most + 1)
    even = narrower[bisect(narrower, False, key=lambda letters: len(lines(letters)) <= fewest)]
    return "\n".join(lines(most if style == "small" or too_wide(even) else even))


class Tag(NamedTuple):
    """A label to be placed, and what it names.

    Attributes:
        text: Its words; may have several lines.
        x: Where the thing is, in the axes' own numbers.
        y: The same.
        angle: The direction in which it prefers to lie, in degrees from the right.
        needed: Whether it must be shown.
        style: How its words are set: as a ``label``, or in ``bold``.
        quiet: Whether it is set in grey.
    """

    text: str
    x: float
    y: float
    angle: float = 90
    needed: bool = True
    style: str = "label"
    quiet: bool = False


class Picture(Figure):
    """A matplotlib figure with a title and a footer, and room between them.

    A notebook shows it; it is drawn by its own settings and not the caller's.

    Attributes:
        title: What it shows.
        description: The other words around its plots.
        footer: Its small print, line by line.
        width: How wide it is.
        bottom: Where the room for its plots begins, from below.
        top: Where it ends.
    """

    def __init__(
        self, title: str, subtitle: str, footer: Sequence[str], *, width: float, room: float
    ) -> None:
        """Begin a picture, as high as its words and the room asked for.

        Args:
            title: What is shown.
            subtitle: What is said of it.
            footer: Small print; each begins a line.
            width: The width.
            room: How much to leave between the words.
        """
        column = width - 2 * _MARGIN
        head, lead = fold(title, column, "title"), fold(subtitle, column, "subtitle")
        foot = "\n".join(fold(line, column, "small") for line in footer)
        bottom = _MARGIN + measure(foot, "small").height + 4
        top = bottom + room
        middle = top + 4 + measure(lead, "subtitle").height
        high = middle + 4 + measure(head, "title").height
        size = (width / 72, (high + _MARGIN) / 72)
        super().__init__(figsize=size, dpi=_DOTS, facecolor="white")
        self.title: str = printable(title)
        self.description: str = printable(" ".join((subtitle, *footer)))
        self.footer: Sequence[str] = footer
        self.bottom: float = bottom
        self.top: float = top
        self.width: float = width
        FigureCanvasAgg(self)
        self.set_dpi(72)  # a dot is a point then: labels are placed in points
        self.write(head, _MARGIN, high, "title", gid=f"{CAPTION}-title")
        self.write(lead, _MARGIN, middle, "subtitle", gid=f"{CAPTION}-subtitle")
        self.write(foot, _MARGIN, bottom - 4, "small", color=QUIET, gid=f"{CAPTION}-foot")

    def write(self, text: str, x: float, y: float, style: str, **more: Any) -> None:
        """Write words to the right of a point, below it if nothing else is said."""
        more = _set(style) | {"va": "top", "color": INK} | more
        self.text(x / 72, y / 72, text, transform=self.dpi_scale_trans, **more)

    def finish(self) -> Self:
        """Return the picture, in the resolution that matplotlib gives one."""
        self.set_dpi(_DOTS)
        return self

    def draw(self, renderer: RendererBase) -> None:
        """Draw it; at any resolution letters are as wide as they were measured."""
        with settings():
            super().draw(renderer)

    def savefig(self, fname: Any, **how: Any) -> None:
        """Save it as matplotlib does, by default for print, and with its title and description."""
        kind = how.get("format") or Path(str(fname)).suffix[1:]
        said = dict(zip(_SAID.get(kind.lower(), ()), (self.title, self.description), strict=False))
        if said:
            how["metadata"] = said | (how.get("metadata") or {})
        if mpl.rcParams["savefig.dpi"] == "figure":
            how.setdefault("dpi", _PRINTED)
        super().savefig(fname, **how)

    def as_file(self, kind: str, own: Any = None) -> bytes:
        """Return it as the content of a file: the same picture, the same bytes, without a date.

        Args:
            kind: The ending of the file's name, such as ``svg``.
            own: Settings beside those of every picture.
        """
        drawn = io.BytesIO()
        undated = {"svg": _SVG_SAYS_NOTHING, "pdf": {"CreationDate": None}}.get(kind)
        # The ids in SVG are not drawn by lot.
        with settings({"svg.hashsalt": "vn-ict-directive", **(own or {})}):
            self.savefig(drawn, format=kind, metadata=undated)
        file = drawn.getvalue()
        if kind == "svg":  # matplotlib writes a title, and no description where readers look for it
            told = f"</title><desc>{escape(self.description)}</desc>"
            file = file.replace(b"</title>", told.encode(), 1)
        return file

    def _repr_png_(self) -> tuple[bytes, dict[str, float]]:
        width, height = self.get_size_inches() * _SHOWN / 2
        return self.as_file("png", {"savefig.dpi": _SHOWN}), {"width": width, "height": height}


class Plot:
    """One plot of a picture, and its labels.

    Attributes:
        sheet: The picture it is part of.
        axes: The axes.
        inside: The rectangle of the axes.
        room: The rectangle that labels stay inside of.
        taken: What no label may cover: marks, the line of the due date, other labels.
        lines: What labels cover only where they must.
        days: The labels of upright lines, above the plot.
    """

    def __init__(self, sheet: Picture, inside: Box, room: Box) -> None:
        """Begin a plot in a rectangle of a picture."""
        self.sheet: Picture = sheet
        self.inside: Box = inside
        self.room: Box = room
        self.taken: list[Box] = []
        self.lines: list[Box] = []
        self.days: list[Tag] = []
        corners = sheet.transFigure.inverted().transform([inside[:2], inside[2:]])
        (left, bottom), (right, top) = corners.tolist()
        self.axes: Axes = sheet.add_axes((left, bottom, right - left, top - bottom))
        self.axes.set_facecolor("none")
        self.axes.spines[["top", "right"]].set_visible(False)
        self.axes.spines[["left", "bottom"]].set_color(QUIET)
        self.axes.tick_params(color=QUIET, labelcolor=INK, labelsize=_STYLES["label"][0])

    @classmethod
    def filling(cls, sheet: Picture, *, left: float, right: float) -> "Plot":
        """Begin a plot that fills a picture but for room beside it, and room for its labels."""
        inside = Box(left, sheet.bottom + 24, sheet.width - right, sheet.top - 34)
        return cls(sheet, inside, Box(left - 2, inside.bottom + 1, sheet.width - 3, sheet.top))

    @property
    def above(self) -> Box:
        """The strip above the plot."""
        return Box(3, self.inside.top, self.sheet.width - 3, self.sheet.top)

    @property
    def beside(self) -> Box:
        """The column to the right of the plot."""
        return Box(self.inside.right, self.inside.bottom, self.sheet.width, self.inside.top)

    def points(self, x: float, y: float) -> Point:
        """Return where a point of the plot lies in the picture."""
        across, up = self.axes.transData.transform((x, y))
        return float(across), float(up)

    def line(self, start: Point, end: Point, color: str, width: float, **more: Any) -> None:
        """Draw a line from one point of the plot to another."""
        more |= {"color": color, "linewidth": width, "solid_capstyle": "butt"}
        self.axes.plot(*zip(start, end, strict=True), **more)
        self.lines += along(*self.points(*start), *self.points(*end), 8)

    def upright(self, x: float, text: str, *, wall: bool = False, **style: Any) -> None:
        """Draw a line from the axis to the top, to be named; no label may cross a *wall*."""
        self.days.append(Tag(text, x, self.axes.get_ylim()[1]))
        self.axes.axvline(x, **{"color": INK, "linewidth": 1.0, "zorder": 1.5, **style})
        _, low, _, high = self.inside
        across, _ = self.points(x, 0)
        # A label lies across a weak line rather than far away, and far rather than past a wall.
        self.lines += along(across, low, across, high, 24)
        self.lines.append(Box(across - 1, high + 1, across + 1, high + 2 * _GAP))
        if wall:
            self.lines += [Box(across - 1, low, across + 1, high)] * 8
            self.taken.append(Box(across - 2, low, across + 2, high))

    def mark(
        self, x: float, y: float, shape: str, size: float, *, hollow: bool = False, color: str = INK
    ) -> None:
        """Draw a mark."""
        face = "white" if hollow else color
        style: dict[str, Any] = {"markerfacecolor": face, "markeredgecolor": color, "zorder": 4}
        style |= {"marker": shape, "markersize": size, "markeredgewidth": 1.3}
        self.axes.plot([x], [y], linestyle="none", clip_on=False, **style)
        self.taken.append(Label(*self.points(x, y), size + 2, size + 2).box(0, 0))

    def post(self, text: str) -> None:
        """Write in the middle of the plot, framed."""
        left, bottom, right, top = self.inside
        text = "\n".join(fold(line, right - left - 20, "subtitle") for line in text.split("\n"))
        style: dict[str, Any] = {"ha": "center", "va": "center", "color": INK, "zorder": 7}
        style["bbox"] = {"facecolor": "white", "edgecolor": FAINT, "boxstyle": "round,pad=0.6"}
        place = self.axes.transAxes
        self.axes.text(0.5, 0.5, text, transform=place, **_set("subtitle"), **style)
        width, height = measure(text, "subtitle")
        middle = Label((left + right) / 2, (bottom + top) / 2, width + 14, height + 14)
        self.taken.append(middle.box(0, 0))

    def label(self, tags: Sequence[Tag], frame: Box | None = None) -> None:
        """Write labels beside what they name, with a thin line to those that are not near."""
        labels = [
            Label(*self.points(t.x, t.y), *measure(t.text, t.style), t.angle, t.needed)
            for t in tags
        ]
        places = place(labels, frame or self.room, _GAP, self.taken, self.lines)
        for tag, label, box in zip(tags, labels, places, strict=True):
            if box is not None:
                self.taken.append(box.grown(_GAP / 2))
                self._write(tag, label, box)

    def _write(self, tag: Tag, label: Label, box: Box) -> None:
        """Write a label in its place."""
        beside = (box.left >= label.x - 1) - (box.right <= label.x + 1)
        across = {1: box.left, 0: (box.left + box.right) / 2, -1: box.right}[beside]
        ha = {1: "left", 0: "center", -1: "right"}[beside]
        at: dict[str, Any] = {"xy": (tag.x, tag.y), "textcoords": "offset points"}
        at |= {"annotation_clip": False}
        style: dict[str, Any] = {"ha": ha, "va": "center", "multialignment": ha, "zorder": 6}
        style["color"] = QUIET if tag.quiet else INK
        style["bbox"] = {"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 0.6}
        middle = (across - label.x, (box.bottom + box.top) / 2 - label.y)
        self.axes.annotate(tag.text, xytext=middle, **at, **_set(tag.style), **style)
        x, y = box.nearest(label.x, label.y)
        if hypot(x - label.x, y - label.y) > 1.5 * _GAP:
            line = {"arrowstyle": "-", "color": QUIET, "lw": 0.6, "shrinkA": 0, "shrinkB": 0}
            self.axes.annotate("", xytext=(x - label.x, y - label.y), arrowprops=line, **at)
