"""The figure that is handed out: every time it is drawn, it is drawn the same."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from vn_ict_directive.present.canvas import file_of, settings

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase


class Picture(Figure):
    """A matplotlib figure that a notebook shows, drawn by its own settings and not the caller's.

    Attributes:
        footer: Its small print, line by line.
        plots: Where its plots begin and end, in points from below; its words are around them.
    """

    footer: Sequence[str] = ()
    plots: tuple[float, float] = (0.0, 0.0)

    def draw(self, renderer: "RendererBase") -> None:
        """Draw it; at any resolution letters are as wide as they were measured."""
        with settings("a picture"):
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        return file_of(self, "png")
