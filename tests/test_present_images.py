"""Pictures look as they did when somebody last looked at them.

The pictures in ``data/pictures`` are small copies of the plots, without words:
versions of FreeType shape letters differently, and where the words stand is
tested in ``test_present_plot.py``. To draw them anew, run
``PICTURES=write pytest tests/test_present_images.py``; then look at them.
"""

import io
import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from vn_ict_directive import DIRECTIVE_01, Series, evaluate, published, scorecard
from vn_ict_directive.present import plot_scorecard, plot_verdict

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PICTURES: Final = Path(__file__).parent / "data" / "pictures"
SIZE: Final = (80, 40)
UNLIKE: Final = 2.0
"""How far two pictures may lie apart on average, of 255 steps from black to white."""


def _target(name: str, indicator: str, as_of: str) -> "Figure":
    target, figures = DIRECTIVE_01.target(name), published.series(indicator)
    return plot_verdict(evaluate(target, figures, as_of=as_of))


def _enterprises() -> "Figure":
    figures = Series.of(
        "digital-technology-enterprises-per-1000-people", {2019: 0.47, 2020: 0.59, 2021: 0.65}
    )
    target = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
    return plot_verdict(evaluate(target, figures, as_of="2022-06-30"))


def _card() -> "Figure":
    return plot_scorecard(scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31"))


DRAWN: Final[dict[str, Callable[[], "Figure"]]] = {
    "egdi": lambda: _target("it-application.egdi-rank", "egdi-rank", "2024-12-31"),
    "gci": lambda: _target("cybersecurity.gci-rank", "gci-rank", "2021-12-31"),
    "idi": lambda: _target("telecommunications.ict-index-rank", "idi-rank", "2021-12-31"),
    "enterprises": _enterprises,
    "5g": lambda: _target("telecommunications.5g-commercial", "5g-commercial-launch", "2024-12-31"),
    "scorecard": _card,
}


def _small(figure: "Figure") -> Image.Image:
    """Return what is drawn of a figure's plots, small and without words."""
    for words in figure.findobj(Text):
        words.set_visible(False)
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi="figure")
    frames = [axes.get_window_extent() for axes in figure.axes]
    image = Image.open(file).convert("RGB")
    plots = (
        min(frame.x0 for frame in frames),
        image.height - max(frame.y1 for frame in frames),
        max(frame.x1 for frame in frames),
        image.height - min(frame.y0 for frame in frames),
    )
    return image.resize(SIZE, Image.Resampling.BOX, box=plots)


def _unlike(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures lie apart, on average."""
    a, b = (np.asarray(image, dtype=float) for image in (one, other))
    return float(np.abs(a - b).mean())


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_looks_as_it_did(name: str) -> None:
    drawn, file = _small(DRAWN[name]()), PICTURES / f"{name}.png"
    if os.environ.get("PICTURES") == "write":
        drawn.save(file, optimize=True)

    with Image.open(file) as image:
        looked_at = image.convert("RGB")

    assert _unlike(drawn, looked_at) < UNLIKE


def test_the_comparison_tells_pictures_apart() -> None:
    """A comparison that lets every picture pass would be worth nothing."""
    pictures = [Image.open(PICTURES / f"{name}.png").convert("RGB") for name in DRAWN]

    assert all(_unlike(a, b) > 2 * UNLIKE for a, b in combinations(pictures, 2))


def test_the_comparison_sees_a_line_that_is_missing() -> None:
    figure = DRAWN["enterprises"]()
    with Image.open(PICTURES / "enterprises.png") as image:
        looked_at = image.convert("RGB")
    whole = _unlike(_small(figure), looked_at)

    for line in list(figure.axes[0].lines):
        line.remove()

    assert _unlike(_small(figure), looked_at) > whole + 1
