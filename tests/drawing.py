"""Panels as Hypothesis draws and shrinks them: near the edges where rules change."""

import datetime as dt
import random
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from building import OFFICE
from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Stage,
    Staged,
    Within,
    exclude,
)
from vn_ict_directive.evaluation import Timing
from vn_ict_directive.model import Break, Indicator, Inference, Suspension, Target
from vn_ict_directive.model.targets import Mode, OnBreak
from vn_ict_directive.observations import Observation
from vn_ict_directive.panels import evaluate_panel
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Span
from vn_ict_directive.text import Text
from vn_ict_directive.units import AnyUnit, Unit

DAYS = [
    *(dt.date(year, 12, 31) for year in range(2012, 2026)),
    *(dt.date(2018, 7, 1), dt.date(2020, 2, 29), dt.date(2019, 3, 31), dt.date(2020, 12, 30)),
    *(dt.date(2021, 1, 1), dt.date(2016, 12, 30), dt.date(2018, 6, 30)),
]
_YEARS = range(2010, 2026)
# Each list is of one frequency, so that no two periods of a series end together.
_NAMES: dict[str, list[list[Any]]] = {
    "year": [list(_YEARS)],
    "day": [sorted(DAYS)],
    "text": [
        [f"{y}" for y in _YEARS],
        [f"{y}-Q{q}" for y in _YEARS for q in (1, 2, 4)],
        [f"{y}-S{s}" for y in _YEARS for s in (1, 2)],
        [f"{y}-{m:02}" for y in _YEARS for m in (2, 6, 12)],
        [f"{y}-W{w:02}" for y in _YEARS for w in (1, 26, 52)],
        [str(day) for day in sorted(DAYS)],
        [f"{y}-03/{y + 1}-02" for y in _YEARS],
    ],
}
PERIODS = {form: [[*map(Period.of, names)] for names in lists] for form, lists in _NAMES.items()}
REFERENCES: dict[str, list[Any]] = {
    "year": [2013, 2014, 2015, 2016, "2015-12-31"],
    "day": [dt.date(2016, 12, 30), dt.date(2018, 6, 30), dt.date(2018, 7, 1), 2018],
    "text": [2014, 2016, "2015-Q4", "2014-S2", "2016-12", "2018-06-30", "2015-W26", 2018],
}
LIMITS: SearchStrategy[float] = st.sampled_from([50, 20, 45, 60.5, 75])
FIGURES: SearchStrategy[float] = (
    st.sampled_from([50, 20, 40, 45, 50.5, 51, 60.5, 75])
    | st.integers(1, 100)
    | st.integers(0, 800).map(lambda eighths: eighths / 8)
)
_TWO_DAYS = st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True).map(sorted)
_SOME = Text("một", "one")


def _one_in(number: int) -> SearchStrategy[bool]:
    return st.sampled_from([False] * (number - 1) + [True])


_SELDOM = _one_in(10)


@attrs.frozen
class Panel:
    """A drawn panel: rows with our names, the targets, and what else was chosen."""

    rows: dict[str, list[Any]]
    targets: tuple[Target, ...]
    as_of: dt.date
    figures: dict[tuple[str, str], list[Observation]]
    dates: dict[tuple[str, str], tuple[dt.date, dt.date]]
    revised: bool = True
    timing: Timing = Timing.REFERENCE_PERIOD

    def judged(self, frame: Any, *, check: bool = True) -> Any:
        """Return the verdicts on the rows as *frame* holds them."""
        return evaluate_panel(
            frame,
            self.targets,
            as_of=self.as_of,
            check=check,
            revised=None if self.revised else False,
            timing=self.timing,
        )


def _measured(
    unit: Unit, form: str, limits: SearchStrategy[float], *, plain: bool
) -> SearchStrategy[Any]:
    """Draw a criterion for numbers."""
    strict = st.booleans()
    if unit is Unit.RANK:
        return st.builds(
            LeadingGroup, worst=st.just(50), best=st.sampled_from([None, 40, 50])
        ) | st.builds(AtMost, value=limits.map(lambda limit: max(1, int(limit))), strict=strict)
    numbers: SearchStrategy[Any] = (
        st.builds(AtLeast, value=limits, strict=strict)
        | st.builds(AtMost, value=limits, strict=strict)
        | st.builds(
            lambda low, width: Within(low=low, high=low + width), limits, st.sampled_from([0, 10])
        )
    )
    if plain:
        return numbers
    relative = st.builds(
        RelativeTo,
        period=st.sampled_from(REFERENCES[form]),
        factor=st.sampled_from([0.5, 0.57, 1.1, 1.3, 1, 2, 1 / 3, -1]),
        least=st.booleans(),
    )
    kinds = [numbers, numbers, numbers, numbers, relative]  # whose series are judged one by one
    return st.sampled_from(kinds).flatmap(lambda kind: kind)


_MILESTONES = st.builds(
    Milestone,
    event=st.just(Text("khai trương", "launch")),
    earliest=st.sampled_from([None, None, *DAYS[3:6]]),
)
_BREAKS = st.lists(st.sampled_from(DAYS), max_size=2, unique=True).map(
    lambda days: [Break(at=day, reason=_SOME) for day in sorted(days)]
)
_SUSPENSIONS = st.lists(
    st.builds(
        Suspension,
        start=st.sampled_from(DAYS[:5]),
        end=st.sampled_from([None, *DAYS[8:12]]),
        reason=st.just(_SOME),
    ),
    max_size=1,
)


# Figures that are refused have their series judged one by one.
_ON_BREAK: SearchStrategy[OnBreak] = st.sampled_from(["rebase", "ignore", "rebase", "refuse"])
_MODES: SearchStrategy[Mode] = st.sampled_from(["at", "at", "reach", "maintain"])


@st.composite
def targets(
    draw: DrawFn, number: int, form: str, limits: SearchStrategy[float], *, plain: bool
) -> Target:
    """Draw a target; a plain one has neither stages nor a limit that follows another figure."""
    unit = draw(st.sampled_from([Unit.PERCENT, Unit.PERCENT, Unit.RANK, Unit.EVENT]))
    start, due = draw(_TWO_DAYS)
    measured = _measured(unit, form, limits, plain=plain)
    criterion = draw(_MILESTONES if unit is Unit.EVENT else measured)
    later = [day for day in DAYS if start < day < due]
    if later and not plain and unit is not Unit.EVENT and draw(_one_in(8)):
        earlier = draw(st.lists(st.sampled_from(later), min_size=1, max_size=2, unique=True))
        drawn = [(day, draw(measured)) for day in sorted(earlier)]
        stages = [Stage(due=due, criterion=criterion)]
        for day, other in reversed(drawn):  # stages lead in one direction
            if not any(exclude(other, stage.criterion) for stage in stages):
                stages.insert(0, Stage(due=day, criterion=other))
        criterion = Staged(stages=stages) if len(stages) > 1 else criterion
    if isinstance(criterion, Milestone) and criterion.earliest and criterion.earliest > due:
        criterion = attrs.evolve(criterion, earliest=due)
    share = unit is Unit.PERCENT and isinstance(criterion, AtLeast | AtMost) and draw(_one_in(3))
    return Target(
        id=f"target.t{number}",
        statement=Text("lời hứa", "promise"),
        span=Span(source="article", start=0, end=7, quote="lời hứa"),
        section="section",
        indicator=Indicator(
            id=f"indicator-{number}",
            name=_SOME,
            publisher=OFFICE,
            unit=unit,
            scale=(0, 100) if share and 0 < criterion.value < 100 else (None, None),
            interval_months=draw(st.sampled_from([None, None, 12, 24, 6])),
            editions=draw(st.sampled_from([(), (), (2014, 2016), (2021,)])),
            breaks=draw(_BREAKS),
            suspensions=draw(_SUSPENSIONS),
        ),
        criterion=criterion,
        start=start,
        due=due,
        mode="at" if unit is Unit.EVENT else draw(_MODES),
        window_months=draw(st.sampled_from([None, None, 12, 6, 24])),
        on_break=draw(_ON_BREAK),
        inferences=[Inference(field="due", reason=_SOME)] if draw(_one_in(3)) else (),
    )


def references(target: Target) -> set[Period]:
    """Return the periods that a target compares others with."""
    whole = target.criterion
    parts = [s.criterion for s in whole.stages] if isinstance(whole, Staged) else [whole]
    return {part.period for part in parts if isinstance(part, RelativeTo)}


@attrs.frozen
class Form:
    """What the columns of a panel hold: years, days or texts, and which there are."""

    period: str
    published: str | None
    flags: bool
    vintages: bool
    own_dates: bool

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        more = {"published": self.published, "flags": self.flags}
        more |= {"start": self.own_dates, "due": self.own_dates}
        return ["entity", "indicator", "period", "value", *(name for name in more if more[name])]

    def cell(self, period: Period) -> Any:
        """Return a period as the column holds it."""
        cells = {"year": period.start.year, "day": period.end, "text": str(period)}
        return cells[self.period]


@st.composite
def _forms(draw: DrawFn) -> Form:
    published = draw(st.sampled_from([None, "day", "text"]))
    return Form(
        period=draw(st.sampled_from(["year", "day", "text"])),
        published=published,
        flags=draw(st.booleans()),
        vintages=published is not None and draw(st.booleans()),
        own_dates=draw(_one_in(3)),
    )


_MARKS = st.sampled_from(["", "break", "happened-by", "break estimated", "single"])
# Whether a figure is left out, how long after its period it came out, and whether its day is known.
_PRINTING = st.tuples(_SELDOM, _SELDOM, st.sampled_from([0, -100, -1, 1, 190, 400]), st.booleans())


@st.composite
def _printings(
    draw: DrawFn, target: Target, form: Form, values: SearchStrategy[float]
) -> list[tuple[Period, float | None, Period | None, str]]:
    """Draw the rows of one series: missing values, ties, vintages, breaks, late publication."""
    wanted, frequencies = references(target), PERIODS[form.period]
    fitting = [periods for periods in frequencies if set(periods) & wanted] or frequencies
    periods = draw(st.sampled_from(fitting))
    drawn = draw(st.lists(st.sampled_from(periods), max_size=8, unique=True))
    if wanted and not draw(_one_in(3)):
        drawn = [*sorted(set(periods) & wanted), *drawn]
    unit_of: dict[AnyUnit, SearchStrategy[Any]] = {
        Unit.EVENT: st.sampled_from([1, 0]),
        Unit.RANK: values.map(lambda v: max(1, int(v))),
    }
    value, rows, seen = unit_of.get(target.unit, values), [], set()
    for period in dict.fromkeys(drawn):
        for printing in range(draw(st.sampled_from([1, 1, 2, 3])) if form.vintages else 1):
            missing, undated, delay, by_day = draw(_PRINTING)
            out = None
            if form.published and not undated:
                day = period.end + dt.timedelta(days=delay + 30 * printing)
                in_days = form.published == "day" or by_day
                out = Period.of(day if in_days else f"{day:%Y-%m}")
            elif printing:
                continue
            figure = None if missing else draw(value)
            known = (period, out.end if out else period.end)
            if figure is None or known not in seen:
                seen |= {known} if figure is not None else set()
                rows.append((period, figure, out, draw(_MARKS) if form.flags else ""))
    return rows


@st.composite
def panels(
    draw: DrawFn,
    *,
    entities: int = 2,
    least: int = 1,
    most: int = 4,
    plain: bool = False,
    values: SearchStrategy[float] = FIGURES,
    limits: SearchStrategy[float] = LIMITS,
) -> Panel:
    """Draw a panel of several entities, and from *least* to *most* targets that they have.

    Args:
        draw: Hypothesis passes it.
        entities: At most how many there are.
        least: The least number of targets.
        most: The greatest number; there may be one more, about an indicator of another.
        plain: Whether targets have neither stages nor a limit that follows another figure.
        values: The figures, by default from 0 to 100 in steps of 1/8.
        limits: What they are held against.
    """
    form = draw(_forms())
    count = draw(st.integers(least, most))
    promised = [draw(targets(n, form.period, limits, plain=plain)) for n in range(count)]
    if draw(_one_in(3)):  # another promise about the same indicator
        other = promised[0]
        if isinstance(other.criterion, Staged):
            other = attrs.evolve(other, criterion=other.criterion.stages[-1].criterion)
        due = other.due + dt.timedelta(days=365)
        promised.append(attrs.evolve(other, id="target.other", due=due))
    if any(isinstance(target.criterion, Staged) for target in promised):
        form = attrs.evolve(form, own_dates=False)
    figures: dict[tuple[str, str], list[Observation]] = {}
    dates: dict[tuple[str, str], tuple[dt.date, dt.date]] = {}
    listed: list[dict[str, Any]] = []
    for entity in (f"E{number:05}" for number in range(draw(st.integers(1, entities)))):
        for target in promised[:count]:
            key = entity, target.indicator.id
            rows = draw(_printings(target, form, values))
            if target is promised[0] and not rows:  # an entity without a figure is one still
                rows = [(PERIODS[form.period][0][0], None, None, "")]
            own = draw(_TWO_DAYS) if form.own_dates else (target.start, target.due)
            earliest = getattr(target.criterion, "earliest", None)
            if earliest is not None and earliest > own[1]:
                own = target.start, target.due
            dates[key] = start, due = own[0], own[1]
            figures[key] = [
                Observation(period=period, value=value, published=out, flags=marks.split())
                for period, value, out, marks in rows
                if value is not None
            ]
            for period, value, out, marks in rows:
                known = out.end if out and form.published == "day" else out and str(out)
                cells = (*key, form.cell(period), value, known, marks or None, start, due)
                names = ("entity", "indicator", "period", "value", "published", "flags")
                listed.append(dict(zip((*names, "start", "due"), cells, strict=True)))
    order = draw(st.integers(0, 9))
    if order:
        random.Random(order).shuffle(listed)
    return Panel(
        {name: [row[name] for row in listed] for name in form.names},
        tuple(promised),
        draw(st.sampled_from(DAYS)),
        figures,
        dates if form.own_dates else {},
        form.vintages,
        draw(st.sampled_from(Timing)),
    )
