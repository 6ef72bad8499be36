"""Every case of the tables of the rules, in a panel: what evaluate() says of that series."""

from typing import Any

import pytest

import building
from drawing import Panel
from situations import INPUTS
from test_panels import assert_agrees, polars_frame
from vn_ict_directive import AtLeast, Observation

BESIDE = building.target(AtLeast(value=1), id="beside.it", indicator=building.indicator(id="y"))


@pytest.mark.parametrize("name", INPUTS)
def test_a_panel_decides_every_case_as_evaluate_does(name: str) -> None:
    verdict = INPUTS[name]()
    figures = list(verdict.series or ())
    beside = Observation(period=2020, value=2)
    rows: dict[str, list[Any]] = {
        "entity": ["A"] * (len(figures) + 1),
        "indicator": ["x"] * len(figures) + ["y"],
        "period": [str(one.period) for one in [*figures, beside]],
        "value": [one.value for one in [*figures, beside]],
        "bound": [one.bound and one.bound.value for one in [*figures, beside]],
        "published": [one.published and str(one.published) for one in [*figures, beside]],
        "flags": [" ".join(one.flags) for one in [*figures, beside]],
    }
    panel = Panel(
        rows,
        (verdict.target, BESIDE),
        verdict.as_of,
        {("A", "x"): figures, ("A", "y"): [beside]},
        {},
        True,
        verdict.timing,
    )

    assert_agrees(panel, panel.judged(polars_frame(rows)))
