"""The figure that is handed out: every time it is drawn, it is drawn the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from vn_ict_directive.present.canvas import file_of, settings

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

_PRINTED: Final = 300
"""Dots an inch of a file: what a printed report needs."""

_SHOWN: Final = 200
"""Dots an inch in a notebook, where a picture is shown half as large."""

_SAID: Final = {"svg": ("Title", "Description"), "png": ("Title", "Description")} | {
    "pdf": ("Title", "Subject")
}
"""What kinds of files call the title and the description that they hold beside what is drawn."""


class Picture(Figure):
    """A matplotlib figure that a notebook shows, drawn by its own settings and not the caller's.

    Attributes:
        title: What it shows.
        description: The other words around its plots.
        footer: Its small print, line by line.
        plots: Where its plots begin and end, in points from below; its words are around them.
    """

    title: str = ""
    description: str = ""
    footer: Sequence[str] = ()
    plots: tuple[float, float] = (0.0, 0.0)

    def draw(self, renderer: "RendererBase") -> None:
        """Draw it; at any resolution letters are as wide as they were measured."""
        with settings("a picture"):
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

    def _repr_png_(self) -> tuple[bytes, dict[str, float]]:
        width, height = self.get_size_inches() * _SHOWN / 2
        return file_of(self, "png", {"savefig.dpi": _SHOWN}), {"width": width, "height": height}
