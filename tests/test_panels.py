"""Panels: on every engine, every column of every row is what evaluate() says of that series."""

import datetime as dt
import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import attrs
import narwhals as nw
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import building
from drawing import Panel, panels
from tiers import EVERYTHING
from vn_ict_directive.criteria import AtLeast, AtMost, RelativeTo
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidDataError, UnknownNameError
from vn_ict_directive.evaluation import Evaluation, Reason, Timing, evaluate
from vn_ict_directive.evaluation.record import codes
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.panels import evaluate_panel, verdict_of
from vn_ict_directive.panels.rules import OUTPUT
from vn_ict_directive.units import Unit
from vn_ict_directive.validators import exact

pytestmark = pytest.mark.each_engine

NUMBERS = ("value", "gap", "baseline", "ratio", "lead", "projected", "required")
TEXTS = ("status", "outcome", "pace", "period", "reasons")


def expected(panel: Panel) -> Iterator[tuple[str, str, Evaluation]]:
    """Yield what evaluate() says of each entity and target."""
    named = set(zip(panel.rows["entity"], panel.rows["indicator"], strict=True))
    for entity in sorted(set(panel.rows["entity"])):
        for target in panel.targets:
            series, promise = None, target
            key = (entity, target.indicator.id)
            if key in panel.dates and key in named:
                start, due = panel.dates[key]
                promise = attrs.evolve(target, start=start, due=due)
            if panel.figures.get(key):
                series = Series(
                    indicator=target.indicator.id,
                    entity=entity,
                    observations=panel.figures[key],
                )
            verdict = evaluate(promise, series, as_of=panel.as_of, timing=panel.timing)
            yield entity, target.id, verdict


def is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>"


def assert_agrees(panel: Panel, verdicts: Any) -> None:
    """Every column of every row is equal: texts exactly, numbers to 1e-12."""
    frame = nw.from_native(verdicts)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    assert frame.columns == ["entity", *OUTPUT]
    found = {(row["entity"], row["target"]): row for row in frame.iter_rows(named=True)}
    assert len(found) == len(frame)
    told = list(expected(panel))
    assert len(found) == len(told)
    for entity, target, verdict in told:
        row = found[entity, target]
        texts = {
            "status": verdict.status.value,
            "outcome": verdict.outcome.value,
            "pace": verdict.pace.value,
            "period": str(verdict.observation.period) if verdict.observation else None,
            "reasons": " ".join(verdict.reasons),
        }
        got = {name: None if is_missing(row[name]) else row[name] for name in TEXTS}
        assert got == texts, (entity, target, verdict)
        for name in NUMBERS:
            number = (
                verdict.baseline.value
                if name == "baseline" and verdict.baseline
                else getattr(verdict, name)
            )
            if is_missing(row[name]):
                assert number is None, (name, entity, target, verdict)
            else:
                assert number is not None, (name, row[name], entity, target, verdict)
                assert math.isclose(row[name], number, rel_tol=1e-12, abs_tol=1e-12), (
                    name,
                    row,
                    verdict,
                )


# --- engines --------------------------------------------------------------------------


def polars_frame(rows: dict[str, list[Any]]) -> Any:
    """Make the table that every engine's own is made from."""
    import polars as pl

    types: dict[str, Any] = {"value": pl.Float64}
    if any(isinstance(day, dt.date) for day in rows.get("published", [])):
        types["published"] = pl.Date
    elif "published" in rows:
        types["published"] = pl.String
    if "flags" in rows:
        types["flags"] = pl.String
    return pl.DataFrame(rows, schema_overrides=types)


@settings(max_examples=min(40, settings().max_examples))
@given(panels())
def test_every_row_is_what_evaluate_says(external: Callable[[str], Any], panel: Panel) -> None:
    """Looked through first or not: the answers are the scalar's."""
    external("polars")
    for check in (True, False):
        frame = polars_frame(panel.rows)
        assert_agrees(panel, panel.judged(frame, check=check))


def agrees_on(engine: Callable[[Any], Any], drawn: st.SearchStrategy[Panel], count: int) -> None:
    """The law, on as many panels as the engine has time for; PySpark's and Ibis's plans take it."""
    most = {"pyspark": 3, "ibis": 5}.get(engine.__name__, count)

    @settings(max_examples=min(most, max(3, settings().max_examples // 10)))
    @given(drawn)
    def law(panel: Panel) -> None:
        assert_agrees(panel, panel.judged(engine(polars_frame(panel.rows))))

    law()


def test_every_engine_agrees_on_drawn_panels(engine: Callable[[Any], Any]) -> None:
    """Panels of every kind: years, days and texts; with and without dates, vintages and flags."""
    agrees_on(engine, panels(entities=8, least=2), 10)


@pytest.mark.usefixtures("few")
def test_a_few_rows_are_judged_one_series_after_another(engine: Callable[[Any], Any]) -> None:
    """The law holds of them too; nothing is planned for columns."""
    agrees_on(engine, panels(entities=4), 10)


def test_a_value_printed_again_has_the_flags_of_its_last_printing(
    engine: Callable[[Any], Any],
) -> None:
    """What was provisional and came out again unchanged is uncertain no more."""
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    printings = [("2020-07-01", ["provisional"]), ("2020-09-01", [])]
    figures = [
        Observation(period=2020, value=70, published=day, flags=flags) for day, flags in printings
    ]
    rows: dict[str, list[Any]] = {
        "entity": ["A", "A"],
        "indicator": ["egdi-rank"] * 2,
        "period": [2020, 2020],
        "value": [70.0, 70.0],
        "published": [dt.date.fromisoformat(day) for day, _ in printings],
        "flags": [" ".join(flags) or None for _, flags in printings],
    }
    panel = Panel(rows, (target,), dt.date(2020, 12, 31), {("A", "egdi-rank"): figures}, {})
    assert_agrees(panel, panel.judged(engine(polars_frame(rows))))


def test_only_a_target_that_ignores_breaks_keeps_a_baseline_before_one(
    engine: Callable[[Any], Any],
) -> None:
    """By the other, beside it, the way begins with the first figure of the new method."""
    promises = tuple(
        building.target(
            AtLeast(value=60),
            id=f"target.{on_break}",
            indicator=building.indicator(id=f"indicator-{on_break}"),
            on_break=on_break,
        )
        for on_break in ("rebase", "ignore")
    )
    names = [promise.indicator.id for promise in promises]
    years, values, flags = [2010, 2016, 2018], [10.0, 30.0, 40.0], ["", "break", ""]
    rows: dict[str, list[Any]] = {"entity": ["A"] * 6, "indicator": names * 3}
    rows |= {
        name: [cell for cell in cells for _ in names]
        for name, cells in (
            ("period", years),
            ("value", values),
            ("flags", [flag or None for flag in flags]),
        )
    }
    figures = {
        ("A", name): [
            Observation(period=year, value=value, flags=flag.split())
            for year, value, flag in zip(years, values, flags, strict=True)
        ]
        for name in names
    }
    panel = Panel(rows, promises, dt.date(2019, 6, 30), figures, {}, True)

    bases = [verdict.baseline.value for _, _, verdict in expected(panel) if verdict.baseline]
    assert bases == [30.0, 10.0]
    assert_agrees(panel, panel.judged(engine(polars_frame(rows))))


def test_by_publication_what_was_printed_by_the_due_date_decides(
    engine: Callable[[Any], Any],
) -> None:
    """Neither a later edition nor a later revision counts, nor a limit that moved with one."""
    target = DIRECTIVE_01.target("it-application.egdi-rank")  # at most 75
    half = attrs.evolve(
        target, id="example.half", criterion=RelativeTo(period=2016, factor=0.5, least=False)
    )
    printings = {
        "A": [(2018, 70, "2018-07-01"), (2018, 90, "2021-03-01"), (2020, 95, "2021-07-01")],
        "B": [(2018, 90, "2018-07-01"), (2018, 60, "2021-03-01"), (2020, 61, "2021-07-01")],
        "C": [(2016, 100, "2016-07-01"), (2016, 60, "2021-03-01"), (2018, 40, "2018-07-01")],
        "D": [(2020, 61, "2021-07-01")],
    }
    listed = [(entity, *row) for entity, found in printings.items() for row in found]
    rows: dict[str, list[Any]] = {
        "entity": [entity for entity, *_ in listed],
        "indicator": ["egdi-rank"] * len(listed),
        "period": [period for _, period, _, _ in listed],
        "value": [float(value) for _, _, value, _ in listed],
        "published": [dt.date.fromisoformat(day) for _, _, _, day in listed],
    }
    figures = {
        (entity, "egdi-rank"): [
            Observation(period=period, value=value, published=day) for period, value, day in found
        ]
        for entity, found in printings.items()
    }
    for timing in Timing:
        day = dt.date(2021, 12, 31)
        panel = Panel(rows, (target, half), day, figures, {}, True, timing)
        verdicts = panel.judged(engine(polars_frame(rows)))
        assert_agrees(panel, verdicts)
    frame = nw.from_native(verdicts).lazy().collect()
    statuses = {
        (row["entity"], row["target"]): row["status"] for row in frame.iter_rows(named=True)
    }
    assert [statuses[entity, target.id] for entity in "ABCD"] == [
        *("met", "met_late", "met", "awaiting_data")
    ]
    assert statuses["C", half.id] == "met"


@pytest.mark.parametrize("revised", [True, False])
def test_by_publication_what_came_out_again_unchanged_is_not_late(
    external: Callable[[str], Any], revised: bool
) -> None:
    """A rank that would have done was known before; that it is printed again makes no news."""
    external("polars")
    target = DIRECTIVE_01.target("it-application.egdi-rank")  # at most 75
    printings = [(2018, 70, "2018-07-01"), (2018, 70, "2021-03-01"), (2020, 90, "2020-12-01")]
    rows: dict[str, list[Any]] = {
        "entity": ["A"] * 3,
        "indicator": ["egdi-rank"] * 3,
        "period": [period for period, _, _ in printings],
        "value": [float(value) for _, value, _ in printings],
        "published": [dt.date.fromisoformat(day) for _, _, day in printings],
    }
    figures = [Observation(period=p, value=v, published=day) for p, v, day in printings]
    panel = Panel(
        rows,
        (target,),
        dt.date(2021, 12, 31),
        {("A", "egdi-rank"): figures},
        {},
        revised,
        Timing.PUBLICATION,
    )
    verdicts = panel.judged(polars_frame(rows))
    assert_agrees(panel, verdicts)
    assert verdicts["status"].to_list() == ["missed"]


# --- the arithmetic -------------------------------------------------------------------

_SIZES = st.sampled_from([10.0**power for power in range(-3, 13)])


@st.composite
def ways(draw: st.DrawFn) -> tuple[Any, list[float]]:
    """Draw a target and two figures of any size: near ties with a cut, or decimals at will.

    No ratio lies between half of 1e-9 and twice 1e-9 from a cut or from one, on either side.
    """
    size, digits = draw(_SIZES), draw(st.integers(0, 3))
    step = draw(st.sampled_from([1.0, size / 1000]))
    base = round(size + step * draw(st.integers(-1000, 1000)), digits)
    way = step * draw(st.integers(1, 1000)) * draw(st.sampled_from([1, -1]))
    limit = round(base + way, digits)
    assume(limit != base)
    years = draw(st.integers(1, 5))
    ratio = draw(st.sampled_from([0.95, 0.6, 1.0]) | st.floats(-2, 2))
    ratio += draw(st.sampled_from([0.0, 3e-10, -3e-10, 3e-9, -3e-9, 1e-6, -1e-6]))
    latest = base + ratio * (limit - base) * years / 6
    if draw(st.booleans()):
        latest = round(latest, digits)
    real = (exact(latest) - exact(base)) * 6 / ((exact(limit) - exact(base)) * years)
    for cut in (Fraction(19, 20), Fraction(3, 5), Fraction(1)):
        assume(not Fraction(1, 2 * 10**9) <= abs(real - cut) <= Fraction(2, 10**9))
    criterion = AtLeast(value=limit) if limit > base else AtMost(value=limit)
    unit = Unit.SCORE
    target = building.target(
        criterion, unit, indicator=building.indicator(unit), start="2014-12-31"
    )
    return target, [base, latest, float(2014 + years)]


@settings(max_examples=min(200, settings().max_examples))
@given(ways())
def test_the_arithmetic_of_a_panel_is_that_of_one_series(
    external: Callable[[str], Any], way: tuple[Any, list[float]]
) -> None:
    """From 1e-3 to 1e12: the same codes, numbers to 1e-12 of the largest term of their formula."""
    pl = external("polars")
    target, (base, latest, year) = way
    figures = {2014: base, int(year): latest}
    verdict = evaluate(target, figures, as_of="2019-12-31")
    columns = {"period": list(figures), "value": list(figures.values())}
    frame = pl.DataFrame({"entity": ["A"] * 2, "indicator": ["x"] * 2, **columns})
    (row,) = evaluate_panel(frame, [target], as_of="2019-12-31").iter_rows(named=True)

    assert (row["status"], row["pace"]) == (verdict.status.value, verdict.pace.value)
    assert row["reasons"] == " ".join(verdict.reasons)
    size = max(abs(base), abs(latest), abs(target.criterion.value))
    terms = {"ratio": 1, "lead": 6 * max(1, abs(verdict.ratio or 0)), "projected": 6 * size}
    for name in ("gap", "ratio", "lead", "projected", "required"):
        number = getattr(verdict, name)
        largest = max(terms.get(name, size), abs(number or 0))
        assert (row[name] is None) == (number is None)
        assert number is None or abs(row[name] - number) <= 1e-12 * largest


def test_a_ratio_within_a_billionth_of_a_cut_is_on_its_good_side_everywhere(
    engine: Callable[[Any], Any],
) -> None:
    """Half of 1e-9 below a cut counts as on it, five times 1e-9 does not."""
    import polars as pl

    target = building.target(AtLeast(value=100), Unit.SCORE, start="2014-12-31")
    ratios = [0.95 - 5e-10, 0.95 - 5e-9, 0.6 - 5e-10, 0.6 - 5e-9, 1 + 5e-10, 1 - 5e-9]
    frame = pl.DataFrame(
        {
            "entity": [f"E{number}" for number in range(len(ratios)) for _ in range(2)],
            "indicator": ["x"] * 2 * len(ratios),
            "period": [2014, 2017] * len(ratios),
            "value": [value for ratio in ratios for value in (0.0, 50 * ratio)],
        }
    )
    verdicts = nw.from_native(evaluate_panel(engine(frame), [target], as_of="2018-12-31"))
    found = {row["entity"]: row for row in verdicts.lazy().collect().iter_rows(named=True)}
    alone = [evaluate(target, {2014: 0, 2017: 50 * r}, as_of="2018-12-31") for r in ratios]
    paces = ["on_track", "slow", "slow", "stalled", "on_track", "on_track"]

    assert [verdict.pace.value for verdict in alone] == paces
    assert [found[f"E{number}"]["pace"] for number in range(len(ratios))] == paces
    assert [verdict.ratio == 1 for verdict in alone] == [False] * 4 + [True, False]
    assert [found[f"E{number}"]["lead"] == 0 for number in range(6)] == [False] * 4 + [True, False]


def test_many_targets_agree_too(engine: Callable[[Any], Any]) -> None:
    """So many that what rows are compared with is joined to them, not chosen case by case."""
    agrees_on(engine, panels(entities=3, least=20, most=24, plain=True), 2)


def test_targets_that_all_differ_are_judged_each_by_its_own_terms(
    engine: Callable[[Any], Any],
) -> None:
    """Limits, days and directions of many targets are joined to rows: no case holds for several."""
    numbers = range(24)
    promises = tuple(
        building.target(
            (AtMost if n % 2 else AtLeast)(value=30 + n),
            id=f"target.{n}",
            indicator=building.indicator(id=f"indicator-{n}"),
            start=f"{2000 + n}-01-01",
            due=f"{2008 + n}-12-31",
        )
        for n in numbers
    )
    names = [promise.indicator.id for promise in promises for _ in range(2)]
    years = [year for n in numbers for year in (2000 + n, 2008 + n)]
    values = [value for n in numbers for value in (10.0 + n, 42.0)]
    rows: dict[str, list[Any]] = {"entity": ["A"] * 48, "indicator": names}
    rows |= {"period": years, "value": values}
    figures = {
        ("A", name): [Observation(period=years[at], value=values[at]) for at in (2 * n, 2 * n + 1)]
        for n, name in enumerate(names[::2])
    }
    panel = Panel(rows, promises, dt.date(2025, 6, 30), figures, {}, True, Timing.REFERENCE_PERIOD)

    assert len({verdict.status for _, _, verdict in expected(panel)}) > 2
    assert_agrees(panel, panel.judged(engine(polars_frame(rows))))


@pytest.mark.parametrize("timing", Timing)
def test_only_a_target_to_be_maintained_has_gaps(
    engine: Callable[[Any], Any], timing: Timing
) -> None:
    """What one target of a table is asked must not be asked of those beside it."""
    promises = tuple(
        building.target(
            AtLeast(value=60),
            id=f"target.{mode}",
            indicator=building.indicator(id=f"indicator-{mode}"),
            mode=mode,
        )
        for mode in ("at", "reach", "maintain")
    )
    names = [promise.indicator.id for promise in promises]
    rows: dict[str, list[Any]] = {"entity": ["A"] * 3, "indicator": names}
    rows |= {"period": [2020] * 3, "value": [70.0] * 3}
    figures = {("A", name): [Observation(period=2020, value=70.0)] for name in names}
    panel = Panel(rows, promises, dt.date(2021, 6, 30), figures, {}, True, timing)

    gaps = [Reason.PERIODS_MISSING in verdict.reasons for _, _, verdict in expected(panel)]
    assert gaps == [False, False, True]
    assert_agrees(panel, panel.judged(engine(polars_frame(rows))))


@pytest.mark.parametrize("period", [2020, "2020-Q4", dt.date(2020, 12, 31)], ids=str)
def test_no_row_at_all_gives_no_verdict(engine: Callable[[Any], Any], period: Any) -> None:
    rows: dict[str, list[Any]] = {"entity": ["A"], "indicator": ["egdi-rank"], "period": [period]}
    frame = polars_frame({**rows, "value": [1.0]})[:0]
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    verdicts = nw.from_native(evaluate_panel(engine(frame), [target], as_of="2020-12-31"))
    frame = verdicts.collect() if isinstance(verdicts, nw.LazyFrame) else verdicts
    assert frame.columns == ["entity", *OUTPUT]
    assert len(frame) == 0


def many_rows(count: int) -> tuple[Panel, Any]:
    """Make a panel of *count* rows, all of one kind: yearly figures of two indicators.

    The panel holds what one entity of a hundred has, to be held against the scalar; the table,
    which Polars makes since it is faster, holds all.
    """
    import polars as pl

    one, other = (
        building.target(
            criterion,
            id=f"target.t{number}",
            indicator=building.indicator(id=f"indicator-{number}"),
            start="2013-12-31",
            due=due,
        )
        for number, (criterion, due) in enumerate(
            [(AtLeast(value=60), "2020-12-31"), (AtMost(value=40), "2030-12-31")]
        )
    )
    number, years = pl.int_range(count), 12
    entity = number // (2 * years)
    frame = pl.select(
        entity=pl.format("E{}", entity.cast(pl.String).str.zfill(6)),
        indicator=pl.format("indicator-{}", number // years % 2),
        period=2011 + number % years,
        value=(number.hash(7) % 801).cast(pl.Float64) / 8,
        sampled=entity % 100 == 0,
    ).sample(fraction=1, shuffle=True, seed=7)
    figures: dict[tuple[str, str], list[Observation]] = {}
    for name, indicator, year, value, _ in frame.filter("sampled").rows():
        found = figures.setdefault((name, indicator), [])
        found.append(Observation(period=year, value=value))
    named = {"entity": [name for name, _ in figures], "indicator": [id_ for _, id_ in figures]}
    return Panel(named, (one, other), dt.date(2022, 12, 31), figures, {}), frame.drop("sampled")


@pytest.fixture(scope="module")
def many() -> tuple[Panel, Any]:
    """A panel of a million rows as Polars holds it, or for the quick tests of some fewer."""
    return many_rows(1_000_000 if EVERYTHING else 120_000)


def test_many_rows_agree_too(engine: Callable[[Any], Any], many: tuple[Panel, Any]) -> None:
    """One engine is known to answer wrongly only above 100,000 rows."""
    panel, frame = many
    verdicts = evaluate_panel(engine(frame), panel.targets, as_of=panel.as_of)
    found = nw.from_native(verdicts)
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    assert len(found) == 2 * frame["entity"].n_unique()
    sampled = sorted(set(panel.rows["entity"]))
    assert_agrees(panel, found.filter(nw.col("entity").is_in(sampled)).to_native())


def test_a_bound_of_an_indicator_that_nothing_asks_for_changes_nothing(engine: Any) -> None:
    table = {"entity": ["A"], "indicator": ["y"], "period": [2020], "value": [">5"]}
    sixty = building.target(AtLeast(value=60))
    found = evaluate_panel(engine(pl.DataFrame(table)), [sixty], as_of="2021-12-31", check=False)
    frame = nw.from_native(found)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame

    assert frame.get_column("status").to_list() == ["awaiting_data"]


# --- back to the verdict ----------------------------------------------------------------


def test_a_row_leads_back_to_its_verdict(engine: Any) -> None:
    """With its sentence and its figures, on the terms that the entity states, by each reporter."""
    table = pl.DataFrame(
        {
            "entity": ["A", "A", "B", "B", "B"],
            "indicator": ["x"] * 5,
            "period": [2018, 2020, 2018, 2020, 2020],
            "value": [10.0, 61.0, 10.0, 55.0, 61.0],
            "reporter": ["office", "office", "office", "office", "press"],
            "limit": [None, None, 50.0, 50.0, None],
        }
    )
    sixty, day = building.target(AtLeast(value=60)), "2021-12-31"
    frame = nw.from_native(evaluate_panel(engine(table), [sixty], as_of=day))
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    for row in frame.iter_rows(named=True):
        who, whose = row["entity"], row["reporter"]
        verdict = verdict_of(engine(table), sixty, who, reporter=whose, as_of=day)
        assert (verdict.entity, verdict.reporter) == (who, whose)
        for name in OUTPUT:
            said = codes(verdict)[name]
            assert (is_missing(row[name]) and said is None) or said == pytest.approx(row[name])
        assert verdict.explain("en")
    assert verdict_of(engine(table), sixty, "A", as_of=day).reporter == "office"


def test_a_verdict_on_nobody_and_on_several_is_refused(engine: Any) -> None:
    table = pl.DataFrame(
        {
            "entity": ["B", "B"],
            "indicator": ["x"] * 2,
            "period": [2020, 2020],
            "value": [55.0, 61.0],
            "reporter": ["office", "press"],
        }
    )
    sixty = building.target(AtLeast(value=60))
    with pytest.raises(UnknownNameError, match="There are: office, press"):
        verdict_of(engine(table), sixty, "B", as_of="2021-12-31")
    with pytest.raises(UnknownNameError, match="no single series of 'C'"):
        verdict_of(engine(table), sixty, "C", as_of="2021-12-31")
    impossible = table.with_columns(value=pl.lit(float("inf")))
    with pytest.raises(InvalidDataError, match="cannot be judged"):
        verdict_of(engine(impossible), sixty, "B", as_of="2021-12-31")
