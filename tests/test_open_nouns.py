"""Units and kinds that a document defines, due dates as periods, and what may be left out."""

import copy
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import indicator, target
from vn_ict_directive import AtLeast, Series, Text, Unit, Within, evaluate
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.exchange.json import load_directive, loads, to_json
from vn_ict_directive.exchange.jsonld import jsonld_package
from vn_ict_directive.exchange.tables import csv_package
from vn_ict_directive.ingest import read_observations
from vn_ict_directive.sources import OwnKind
from vn_ict_directive.units import Bound, Domain, OwnUnit

EXAMPLE = Path(__file__).parent.parent / "examples" / "decision-749" / "749-qd-ttg.toml"
DECISION = load_directive(EXAMPLE)
BILLIONS = OwnUnit(id="bn-vnd", labels=Text("tỷ đồng", "billion dong"), kind="money")
SPEED = OwnUnit(id="mbps", labels=Text("Mbit/s", "Mbit/s"), kind="ratio", symbol="Mbit/s")
HOURS = OwnUnit(id="hours", labels=Text("giờ", "hours"), kind="count")
SALES = target(AtLeast(value=1500), indicator=indicator(BILLIONS))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "unit, value, more, vi, en",
    [
        (BILLIONS, 1500.5, {}, "1.500,5 tỷ đồng", "1,500.5 billion dong"),
        (SPEED, 1, {}, "1 Mbit/s", "1 Mbit/s"),
        (HOURS, 1, {}, "1 giờ", "1 hour"),
        (HOURS, 8, {"bound": Bound.AT_MOST}, "tối đa 8 giờ", "at most 8 hours"),
    ],
)
def test_a_figure_is_written_with_the_unit_of_the_document(
    unit: OwnUnit, value: float, more: dict[str, Any], vi: str, en: str
) -> None:
    assert (unit.write(value, "vi", **more), unit.write(value, "en", **more)) == (vi, en)
    if not more:
        assert unit.write_distance(value, "en") == en


@pytest.mark.parametrize(
    "kind, value, possible",
    [
        *(
            ("share", 100, True),
            ("share", 101, False),
            ("count", -1, False),
            ("ratio", -0.1, False),
        ),
        *(("money", -5, True), ("index", -5, True), ("count", 0.5, True)),
    ],
)
def test_the_kind_of_a_unit_gives_its_range(kind: Any, value: float, possible: bool) -> None:
    domain = Domain.of(attrs.evolve(HOURS, kind=kind))
    assert domain.holds(value) is possible
    assert "a value in hours" in str(domain.fault(value, "x"))


@pytest.mark.parametrize(
    "field, wrong",
    [("id", "rank"), ("id", "Giờ"), ("kind", "rank"), ("labels", "giờ"), ("symbol", 5)],
)
def test_a_unit_of_ones_own_is_no_unit_of_the_library(field: str, wrong: Any) -> None:
    with pytest.raises(InvalidValueError):
        attrs.evolve(HOURS, **{field: wrong})


def test_a_target_in_a_unit_of_the_document_is_judged_and_told() -> None:
    verdict = evaluate(SALES, {2014: 900, 2020: 1400}, as_of="2021-06-30")
    assert (verdict.status, verdict.gap) == ("missed", 100.0)
    assert "1,400 billion dong, 100 billion dong short" in verdict.explain("en")
    assert "tối thiểu 1.500 tỷ đồng" in verdict.explain("vi")
    band = attrs.evolve(SALES, criterion=Within(low=1, high=3))
    assert "between 1 and 3 billion dong" in band.describe("en")
    assert verdict.record()["unit"] == "bn-vnd"
    for again in (
        loads(to_json(verdict)),
        copy.deepcopy(verdict),
    ):
        assert again == verdict
        assert again.unit == BILLIONS


def test_amounts_in_two_units_never_mix() -> None:
    millions = OwnUnit(id="mn-vnd", labels=Text("triệu đồng", "million dong"), kind="money")
    figures = Series.of("x", {2020: 1400000}, unit=millions)
    with pytest.raises(InvalidValueError, match="'bn-vnd'"):
        evaluate(SALES, figures, as_of="2021-06-30")
    same = Series.of("x", {2020: 1600}, unit=copy.deepcopy(BILLIONS))
    assert evaluate(SALES, same, as_of="2021-06-30").status == "met"
    assert loads(to_json(same)) == same


def test_a_file_in_another_unit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text("period,value,unit\n2020,1400000,mn-vnd\n", "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_observations(file, indicator=SALES.indicator)
    assert "'bn-vnd'" in str(caught.value)
    file.write_text("period,value,unit\n2020,1400,bn-vnd\n", "utf-8")
    assert read_observations(file, indicator=SALES.indicator).unit == BILLIONS


def with_unit(toml: str, unit: str) -> str:
    return toml.replace('unit = "percent"', f"unit = {unit}", 1)


def test_a_directive_with_its_own_units_and_kinds_is_read_and_written(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    toml = EXAMPLE.read_text("utf-8")
    file.write_text(
        with_unit(
            toml,
            '{ id = "services", labels = { vi = "dịch vụ", en = "services" }, kind = "count" }',
        ),
        "utf-8",
    )
    mine = load_directive(file)
    unit = mine.indicators[0].unit
    assert isinstance(unit, OwnUnit)
    assert mine.sections[0].kind == OwnKind(
        id="objectives", labels=Text("nhóm mục tiêu", "group of objectives")
    )
    assert loads(to_json(mine)) == mine
    assert b"services" in csv_package(mine)["indicators.csv"]
    assert b"objectives" in csv_package(mine)["sections.csv"]
    assert jsonld_package(mine)


def test_one_id_is_one_unit_and_one_kind() -> None:
    other = attrs.evolve(DECISION.sections[1], kind=OwnKind(id="objectives", labels=Text("x", "x")))
    with pytest.raises(InvalidDataError) as caught:
        attrs.evolve(DECISION, sections=[DECISION.sections[0], other, *DECISION.sections[2:]])
    assert "one kind or unit wherever it is named" in str(caught.value)


@pytest.mark.parametrize(
    "unit, words",
    [
        ('"services"', "unit"),
        ('{ id = "services" }', "$.indicators[0].unit.labels"),
        (
            '{ id = "rank", labels = { vi = "x", en = "x" }, kind = "count" }',
            "no unit here has yet",
        ),
        ("5", "$.indicators[0].unit"),
    ],
)
def test_a_slip_in_a_unit_is_reported_with_its_path(tmp_path: Path, unit: str, words: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(with_unit(EXAMPLE.read_text("utf-8"), unit), "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load_directive(file)
    assert words in str(caught.value)


# --- due dates and what may be left out ----------------------------------------------------


@given(st.sampled_from(["2025", "2025-Q3", "2025-S1", "2025-05", "2025-05-31", 2025]))
def test_a_due_date_may_be_the_period_that_it_ends(due: Any) -> None:
    from vn_ict_directive import Period

    assert target(AtLeast(value=1), due=due).due == Period.of(due).end


def test_a_document_may_name_the_period_of_a_due_date() -> None:
    assert {str(one.due) for one in DECISION.targets} == {"2025-12-31", "2030-12-31"}
    assert {str(one.due) for one in DECISION.tasks} == {"2025-12-31", "2030-12-31"}


@pytest.mark.parametrize("due", ['"2025-13"', '"cuối năm"', "2025"])
def test_what_is_no_due_date_is_reported_with_its_path(tmp_path: Path, due: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(EXAMPLE.read_text("utf-8").replace('due = "2025"', f"due = {due}", 1), "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load_directive(file)
    assert "$.targets[0].due" in str(caught.value)


def test_theme_motto_and_signatory_may_be_unknown() -> None:
    assert (DECISION.theme, DECISION.motto, DECISION.signatory) == (None, None, None)
    assert DECISION.find("Chính phủ số")
    assert "749/QĐ-TTg" in DECISION._repr_html_()


def test_units_of_the_library_stay_themselves() -> None:
    assert copy.deepcopy(Unit.RANK) is Unit.RANK
