"""Pictures of verdicts: what they show, where, and that every word on them can be read."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from vn_ict_directive import (
    DIRECTIVE_01,
    published,
    scorecard,
)
from vn_ict_directive.present import plot_scorecard, plot_target
from vn_ict_directive.text import Lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REAL = {
    "postal.upu-rank": "2ipd-rank",
    "telecommunications.ict-index-rank": "idi-rank",
    "it-application.egdi-rank": "egdi-rank",
    "cybersecurity.gci-rank": "gci-rank",
    "telecommunications.5g-commercial": "5g-commercial-launch",
    "telecommunications.2g-phase-out-plan": "2g-phase-out-plan",
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("as_of", ["2020-12-31", "2021-12-31", "2024-12-31"])
@pytest.mark.parametrize("name", REAL)
def test_labels_of_the_real_targets_keep_clear_of_each_other(
    name: str, as_of: str, lang: Lang
) -> None:
    figure = plot_target(
        DIRECTIVE_01.target(name), published.series(REAL[name]), as_of=as_of, lang=lang
    )

    assert_legible(figure)


def words_of(figure: "Figure") -> Iterator[Any]:
    """Go through everything written on a figure."""
    from matplotlib.text import Text

    figure.canvas.draw()
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text


def assert_legible(figure: "Figure") -> None:
    """Every word lies on the figure and covers no other."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    edge = figure.bbox
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in words_of(figure)]
    for text, box in boxes:
        assert edge.x0 <= box.x0 <= box.x1 <= edge.x1, text
        assert edge.y0 <= box.y0 <= box.y1 <= edge.y1, text
    for (one, a), (other, b) in combinations(boxes, 2):
        apart = a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0
        assert apart, f"{one!r} covers {other!r}"


def test_a_scorecard_is_legible() -> None:
    card = scorecard(DIRECTIVE_01, (), as_of="2020-12-31")

    assert_legible(plot_scorecard(card))
