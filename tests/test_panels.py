"""Panels: on every engine, every column of every row is what evaluate() says of that series."""

import datetime as dt
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import narwhals as nw
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vn_ict_directive.checks import as_double, exact
from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Stage,
    Staged,
    Within,
)
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.evaluation import Basis, Evaluation, evaluate
from vn_ict_directive.model import Break, Indicator, Inference, Organization, Suspension, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.panels import evaluate_panel
from vn_ict_directive.panels.answers import OUTPUT
from vn_ict_directive.panels.decimals import as_fraction, power_for, times
from vn_ict_directive.periods import Period
from vn_ict_directive.quantities import Unit
from vn_ict_directive.sources import Span
from vn_ict_directive.text import Text

NOBODY = Organization(id="nobody", name=Text("không ai", "nobody"))
NUMBERS = ("value", "gap", "baseline", "ratio", "lead", "projected", "required")
TEXTS = ("status", "outcome", "pace", "period", "reasons")
DAYS = [
    *(dt.date(year, 12, 31) for year in range(2012, 2026)),
    *(dt.date(2018, 7, 1), dt.date(2020, 2, 29), dt.date(2019, 3, 31), dt.date(2020, 12, 30)),
    *(dt.date(2021, 1, 1), dt.date(2016, 12, 30), dt.date(2018, 6, 30)),
]


REFERENCES: dict[str, list[Any]] = {
    "year": [2013, 2014, 2015, 2016, "2015-12-31"],
    "day": [dt.date(2016, 12, 30), dt.date(2018, 6, 30), dt.date(2018, 7, 1), 2018],
    "text": [2014, 2016, "2015-Q4", "2014-S2", "2016-12", "2018-06-30", "2015-W26", 2018],
}


@attrs.frozen
class Panel:
    """A drawn panel: rows with our names, the targets, and what else was chosen."""

    rows: dict[str, list[Any]]
    targets: tuple[Target, ...]
    as_of: dt.date
    figures: dict[tuple[str, str], list[Observation]]
    dates: dict[tuple[str, str], tuple[dt.date, dt.date]]
    revised: bool = True
    basis: Basis = Basis.EDITION

    def judged(self, frame: Any, *, check: bool = True) -> Any:
        """Return the verdicts on the rows as *frame* holds them."""
        return evaluate_panel(
            frame,
            self.targets,
            as_of=self.as_of,
            check=check,
            revised=None if self.revised else False,
            basis=self.basis,
        )


def draw_measured(rng: random.Random, unit: Unit, form: str, *, plain: bool) -> Any:
    """Draw a criterion for numbers on the scale of 0 to 100."""
    limit = rng.choice([20, 45, 50, 50, 60.5, 75])
    strict = rng.random() < 0.5
    if unit is Unit.RANK:
        group = LeadingGroup(worst=50, best=rng.choice([None, 40, 50]))
        return rng.choice([group, AtMost(value=int(limit), strict=strict)])
    numbers = [
        AtLeast(value=limit, strict=strict),
        AtMost(value=limit, strict=strict),
        Within(low=limit, high=limit + rng.choice([0, 10])),
    ]
    if plain:
        return rng.choice(numbers)
    return rng.choice(
        [
            *numbers,
            RelativeTo(
                period=rng.choice(REFERENCES[form]),
                factor=rng.choice([0.5, 0.57, 1.1, 1.3, 1, 2, 1 / 3, -1]),
                least=rng.random() < 0.5,
            ),
        ]
    )


def draw_target(
    rng: random.Random,
    number: int,
    form: str = "year",
    *,
    events: bool = True,
    plain: bool = False,
) -> Target:
    """Draw a target on the scale of 0 to 100, near the edges where rules change."""
    unit = rng.choice([Unit.RANK, Unit.PERCENT, Unit.PERCENT, Unit.EVENT if events else Unit.RANK])
    start, due = sorted(rng.sample(DAYS, 2))
    criterion: Any
    if unit is Unit.EVENT:
        criterion = Milestone(
            event=Text("khai trương", "launch"), earliest=rng.choice([None, None, *DAYS[3:6]])
        )
    elif rng.random() < 0.2 and not plain:
        later = [day for day in DAYS if start < day < due]
        dues = [*sorted(rng.sample(later, min(len(later), rng.choice([1, 1, 2])))), due]
        stages = [
            Stage(due=day, criterion=draw_measured(rng, unit, form, plain=plain)) for day in dues
        ]
        criterion = Staged(stages=stages) if len(stages) > 1 else stages[0].criterion
    else:
        criterion = draw_measured(rng, unit, form, plain=plain)
    some = Text("một", "one")
    indicator = Indicator(
        id=f"indicator-{number}",
        name=some,
        publisher=NOBODY,
        unit=unit,
        breaks=[
            Break(at=day, reason=some) for day in sorted(rng.sample(DAYS, rng.choice([0, 0, 1, 2])))
        ],
        suspensions=[
            Suspension(start=rng.choice(DAYS[:5]), end=rng.choice([None, *DAYS[8:12]]), reason=some)
            for _ in range(rng.choice([0, 0, 1]))
        ],
    )
    statement = Text("lời hứa", "promise")
    return Target(
        id=f"target.t{number}",
        statement=statement,
        span=Span(source="article", start=0, end=7, quote="lời hứa"),
        section="section",
        indicator=indicator,
        criterion=criterion,
        start=start,
        due=due,
        mode=rng.choice(["at", "at", "reach", "maintain"]),
        window_months=rng.choice([6, 12, 12, 24]),
        on_break=rng.choice(["rebase", "ignore", "refuse"]),
        inferences=[Inference(field="due", reason=some)] if rng.random() < 0.3 else (),
    )


def references(target: Target) -> set[Period]:
    """Return the periods that a target compares others with."""
    whole = target.criterion
    parts = [s.criterion for s in whole.stages] if isinstance(whole, Staged) else [whole]
    return {part.period for part in parts if isinstance(part, RelativeTo)}


def draw_periods(rng: random.Random, form: str) -> list[Period]:
    """Draw the periods of one series: of one frequency, so that no two end together."""
    if form == "year":
        return [Period.of(year) for year in range(2010, 2026)]
    if form == "day":
        return [Period.of(day) for day in sorted(set(DAYS))]
    frequency = rng.choice(["year", "quarter", "semester", "month", "day", "week", "interval"])
    years = range(2010, 2026)
    texts = {
        "year": [f"{y}" for y in years],
        "quarter": [f"{y}-Q{q}" for y in years for q in (1, 2, 4)],
        "semester": [f"{y}-S{q}" for y in years for q in (1, 2)],
        "month": [f"{y}-{m:02}" for y in years for m in (2, 6, 12)],
        "week": [f"{y}-W{w:02}" for y in years for w in (1, 26, 52)],
        "day": [str(day) for day in sorted(set(DAYS))],
        "interval": [f"{y}-03/{y + 1}-02" for y in years],
    }[frequency]
    return [Period.of(text) for text in texts]


def draw_panel(  # noqa: C901, PLR0912, PLR0915 - one choice after another
    rng: random.Random, entities: int, *, most: int = 4, least: int = 1, plain: bool = False
) -> Panel:
    """Draw a panel: missing values, ties, vintages, breaks, late and early publication."""
    form = rng.choice(["year", "day", "text"])
    published, flags = rng.choice([None, "day", "text"]), rng.random() < 0.5
    vintages, own = published is not None and rng.random() < 0.6, rng.random() < 0.3
    targets = tuple(
        draw_target(rng, number, form, plain=plain) for number in range(rng.randint(least, most))
    )
    if rng.random() < 0.3:  # another promise about the same indicator
        other = targets[0]
        if isinstance(other.criterion, Staged):
            other = attrs.evolve(other, criterion=other.criterion.stages[-1].criterion)
        targets += (attrs.evolve(other, id="target.other", due=other.due + dt.timedelta(days=365)),)
    own = own and not any(isinstance(target.criterion, Staged) for target in targets)
    names = ["entity", "indicator", "period", "value"]
    names += ["published"] if published else []
    names += ["flags"] if flags else []
    names += ["start", "due"] if own else []
    rows: dict[str, list[Any]] = {name: [] for name in names}
    figures: dict[tuple[str, str], list[Observation]] = {}
    dates = {}
    listed: list[dict[str, Any]] = []
    indicators = {t.indicator.id: t for t in targets}
    for number in range(entities):
        entity = f"E{number:05}"
        listed.append(dict(zip(names, [entity, "", None, None, None], strict=False)))
        for indicator, target in indicators.items():
            periods = draw_periods(rng, form)
            for _ in range(20 if references(target) else 0):
                if set(periods) & references(target):
                    break
                periods = draw_periods(rng, form)
            start, due = (
                sorted(rng.sample(DAYS, 2)) if rng.random() < 0.5 else (target.start, target.due)
            )
            dates[entity, indicator] = (start, due)
            found = figures[entity, indicator] = []
            count = rng.choice([0, 1, 2, 3, 5, 8])
            drawn = rng.sample(periods, min(len(periods), count))
            if rng.random() < 0.7:
                drawn = [*(set(periods) & references(target)), *drawn]
            for period in dict.fromkeys(drawn):
                for printing in range(rng.choice([1, 1, 2, 3]) if vintages else 1):
                    value: float | None = (
                        rng.choice([0, 1])
                        if target.unit is Unit.EVENT
                        else rng.choice(
                            [
                                20,
                                40,
                                45,
                                50,
                                50.5,
                                51,
                                60.5,
                                75,
                                rng.randint(1, 100),
                                rng.randint(0, 800) / 8,
                            ]
                        )
                    )
                    if target.unit is Unit.RANK and value is not None:
                        value = max(1, int(value))
                    if rng.random() < 0.1:
                        value = None
                    out: Period | None = None
                    if published and rng.random() < 0.9:
                        day = period.end + dt.timedelta(
                            days=rng.choice([-100, -1, 0, 1, 190, 400]) + 30 * printing
                        )
                        out = (
                            Period.of(day)
                            if published == "day" or rng.random() < 0.5
                            else Period.of(f"{day:%Y-%m}")
                        )
                    elif printing:
                        continue
                    marks = (
                        rng.choice(["", "break", "happened-by", "break estimated", "single"])
                        if flags
                        else ""
                    )
                    observation = (
                        None
                        if value is None
                        else Observation(
                            period=period, value=value, published=out, flags=marks.split()
                        )
                    )
                    if observation and any(
                        o.period == period and o.visible_from == observation.visible_from
                        for o in found
                    ):
                        continue
                    if observation:
                        found.append(observation)
                    listed.append(
                        {
                            "entity": entity,
                            "indicator": indicator,
                            "period": period.start.year
                            if form == "year"
                            else period.end
                            if form == "day"
                            else str(period),
                            "value": value,
                            "published": out if out is None or published == "text" else out.end,
                            "flags": marks or None,
                            "start": start,
                            "due": due,
                        }
                    )
    first = next(iter(indicators), None)
    for row in listed:
        if row["indicator"] == "":  # an entity with no figure at all is an entity still
            if first is None:
                continue
            row |= {
                "indicator": first,
                "period": {"year": 2020, "day": DAYS[0], "text": "2020"}[form],
            }
            start, due = dates[row["entity"], first]
            row |= {"start": start, "due": due}
        for name in names:
            cell = row.get(name)
            rows[name].append(str(cell) if isinstance(cell, Period) else cell)
    order = list(range(len(rows["entity"])))
    rng.shuffle(order)
    rows = {name: [values[i] for i in order] for name, values in rows.items()}
    as_of = rng.choice(DAYS)
    basis = rng.choice(list(Basis))
    return Panel(rows, targets, as_of, figures, dates if own else {}, vintages, basis)


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
            verdict = evaluate(promise, series, as_of=panel.as_of, basis=panel.basis)
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
@given(st.randoms(use_true_random=False))
def test_every_row_is_what_evaluate_says(
    external: Callable[[str], Any], rng: random.Random
) -> None:
    """Looked through first or not: the answers are the scalar's."""
    external("polars")
    panel = draw_panel(rng, 2)
    assume(panel.rows["entity"])
    for check in (True, False):
        frame = polars_frame(panel.rows)
        assert_agrees(panel, panel.judged(frame, check=check))


def test_every_engine_agrees_on_drawn_panels(engine: Callable[[Any], Any]) -> None:
    """Panels of every kind: years, days and texts; with and without dates, vintages and flags."""
    # On PySpark two that hold stages and a relative limit: each takes its time to plan.
    seeds = {"pyspark": (0, 2), "ibis": range(4)}.get(engine.__name__, range(8))
    for seed in seeds[: max(2, settings().max_examples // 10)]:
        panel = draw_panel(random.Random(seed), 8)
        frame = engine(polars_frame(panel.rows))
        assert_agrees(panel, panel.judged(frame))


@given(
    st.lists(
        st.decimals(-999, 999, places=4).map(float) | st.integers(-(10**6), 10**6).map(float),
        min_size=1,
    ),
    st.decimals(-9, 9, places=5).map(float),
)
def test_a_relative_limit_is_rounded_once(
    external: Callable[[str], Any], values: list[float], factor: float
) -> None:
    """As decimals, 1.1 times 3 is 3.3: a figure that is printed as the limit keeps the promise."""
    pl = external("polars")
    above, below = as_fraction(factor)
    assert above / below == factor
    frame = nw.from_native(pl.DataFrame({"value": values}))
    frame = frame.with_columns(power=power_for(nw.col("value")))
    limits = times(nw.col("value"), nw.col("power"), nw.lit(above), nw.lit(below))
    wanted = [as_double(exact(value) * exact(factor)) for value in values]
    assert frame.select(limits=limits)["limits"].to_list() == wanted


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e50, max_value=1e50))
def test_a_factor_of_any_size_is_a_fraction(factor: float) -> None:
    above, below = as_fraction(factor)
    assert above / below == factor
    assert below == 1 or abs(above) < 2**53


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
    for basis in Basis:
        day = dt.date(2021, 12, 31)
        panel = Panel(rows, (target, half), day, figures, {}, True, basis)
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
        Basis.PUBLICATION,
    )
    verdicts = panel.judged(polars_frame(rows))
    assert_agrees(panel, verdicts)
    assert verdicts["status"].to_list() == ["missed"]


def test_many_targets_agree_too(engine: Callable[[Any], Any]) -> None:
    """So many that what rows are compared with is joined to them, not chosen case by case."""
    for seed in range({"polars": 3, "pandas": 2}.get(engine.__name__, 1)):
        rng = random.Random(100 + seed)
        panel = draw_panel(rng, 3, most=24, least=20, plain=True)
        frame = engine(polars_frame(panel.rows))
        assert_agrees(panel, panel.judged(frame))


def test_no_row_at_all_gives_no_verdict(engine: Callable[[Any], Any]) -> None:
    rows: dict[str, list[Any]] = {"entity": ["A"], "indicator": ["egdi-rank"], "period": [2020]}
    frame = polars_frame({**rows, "value": [1.0]})[:0]
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    verdicts = nw.from_native(evaluate_panel(engine(frame), [target], as_of="2020-12-31"))
    frame = verdicts.collect() if isinstance(verdicts, nw.LazyFrame) else verdicts
    assert frame.columns == ["entity", *OUTPUT]
    assert len(frame) == 0


def many_rows(count: int) -> Panel:
    """Make a panel of *count* rows, all of one kind: yearly figures of two indicators."""
    rng = random.Random(7)
    at_least: Any = AtLeast(value=60)
    at_most: Any = AtMost(value=40)
    one, other = (
        attrs.evolve(
            draw_target(random.Random(seed), number, events=False),
            criterion=criterion,
            indicator=Indicator(
                id=f"indicator-{number}",
                name=Text("một", "one"),
                publisher=NOBODY,
                unit=Unit.PERCENT,
            ),
            start=dt.date(2013, 12, 31),
            due=due,
            mode="at",
            on_break="rebase",
        )
        for number, (seed, criterion, due) in enumerate(
            [
                (1, at_least, dt.date(2020, 12, 31)),
                (2, at_most, dt.date(2030, 12, 31)),
            ]
        )
    )
    years = range(2011, 2023)
    entities = count // (2 * len(years))
    order = [
        (entity, number, year)
        for entity in range(entities)
        for number in range(2)
        for year in years
    ]
    rng.shuffle(order)
    figures: dict[tuple[str, str], list[Observation]] = {}
    rows: dict[str, list[Any]] = {"entity": [], "indicator": [], "period": [], "value": []}
    for entity, number, year in order:
        name, indicator, value = f"E{entity:06}", f"indicator-{number}", rng.randint(0, 800) / 8
        for column, item in zip(rows, (name, indicator, year, value), strict=True):
            rows[column].append(item)
        if entity % 97 == 0:  # a sample is held against the scalar
            found = figures.setdefault((name, indicator), [])
            found.append(Observation(period=year, value=value))
    return Panel(rows, (one, other), dt.date(2022, 12, 31), figures, {})


@pytest.fixture(scope="module")
def million() -> tuple[Panel, Any]:
    """A panel of a million rows, as Polars holds it."""
    panel = many_rows(1_000_000)
    return panel, polars_frame(panel.rows)


def test_a_million_rows_agree_too(engine: Callable[[Any], Any], million: tuple[Panel, Any]) -> None:
    """One engine is known to answer wrongly only above 100,000 rows."""
    panel, frame = million
    verdicts = evaluate_panel(engine(frame), panel.targets, as_of=panel.as_of)
    found = nw.from_native(verdicts)
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    assert len(found) == 2 * frame["entity"].n_unique()
    kept = {entity for entity, _ in panel.figures} & set(frame["entity"].unique().to_list())
    sample = attrs.evolve(panel, rows={"entity": list(kept), "indicator": ["x"] * len(kept)})
    assert_agrees(sample, found.filter(nw.col("entity").is_in(sorted(kept))).to_native())
