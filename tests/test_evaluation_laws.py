"""The laws of judging: what must hold for any target, any figures and any date."""

import datetime as dt
import math
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from building import judged
from building import target as promise
from vn_ict_directive import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Observation,
    Period,
    Series,
    Target,
    Unit,
    Within,
    evaluate,
)
from vn_ict_directive.evaluation import Evaluation, Outcome, Pace, Reason, Timing
from vn_ict_directive.evaluation.pace import straight_line
from vn_ict_directive.model import Mode
from vn_ict_directive.periods import TICKS_PER_YEAR
from vn_ict_directive.validators import exact

DECIDED = {Outcome.MET, Outcome.MISSED}
PACES = [Pace.REGRESSING, Pace.STALLED, Pace.SLOW, Pace.ON_TRACK, Pace.HOLDING]

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2026, 12, 31))
WHOLE = st.integers(-1000, 1000)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def promises(draw: st.DrawFn, values: st.SearchStrategy[Any] = WHOLE) -> Target:
    start, due = sorted([draw(DAYS), draw(DAYS)])
    assume(start < due)
    low, high = sorted([draw(values), draw(values)])
    criterion = draw(
        st.sampled_from(
            [
                AtLeast(value=low),
                AtLeast(value=low, strict=True),
                AtMost(value=high),
                AtMost(value=high, strict=True),
                Within(low=low, high=high),
            ]
        )
    )
    mode: Mode = draw(st.sampled_from(["at", "reach", "maintain"]))
    return promise(criterion, Unit.SCORE, start=start, due=due, mode=mode)


@st.composite
def figures(
    draw: st.DrawFn, values: st.SearchStrategy[Any] = WHOLE, *, min_size: int = 0
) -> list[Observation]:
    """Draw observations with vintages: periods apart, each printed at least once."""
    days = draw(st.lists(DAYS, unique=True, min_size=min_size, max_size=8))
    observations = []
    for day in days:
        for lag in draw(st.sets(st.integers(-30, 900), min_size=1, max_size=3)):
            published = day + dt.timedelta(days=lag)
            observations.append(Observation(period=day, value=draw(values), published=published))
    return observations


def judge(target: Target, observations: list[Observation], as_of: dt.date) -> Evaluation:
    return evaluate(target, Series.of("x", observations), as_of=as_of)


@given(promises(), figures(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_observations_never_matters(
    target: Target, observations: list[Observation], as_of: dt.date, random: Any
) -> None:
    shuffled = observations[:]
    random.shuffle(shuffled)

    assert judge(target, shuffled, as_of) == judge(target, observations, as_of)


@given(promises(), figures(), DAYS, st.sampled_from(Timing))
def test_nothing_published_after_as_of_changes_a_verdict(
    target: Target, observations: list[Observation], as_of: dt.date, timing: Timing
) -> None:
    known = [o for o in observations if o.visible_from <= as_of]

    def verdict(of: list[Observation]) -> Evaluation:
        found = evaluate(target, Series.of("x", of), as_of=as_of, timing=timing)
        return attrs.evolve(found, series=None)

    assert verdict(observations) == verdict(known)


@given(promises(), figures(min_size=1), DAYS, st.integers(0, 500))
def test_improving_the_latest_value_never_worsens_outcome_or_pace(
    target: Target, observations: list[Observation], as_of: dt.date, better: int
) -> None:
    assume(not isinstance(target.criterion, Within))
    observations = [o for o in observations if o.visible_from <= as_of]
    assume(observations)
    before = judge(target, observations, as_of)
    assert before.latest is not None
    assert before.direction is not None
    improved = attrs.evolve(before.latest, value=before.latest.value + before.direction * better)
    after = judge(target, [improved if o == before.latest else o for o in observations], as_of)

    if before.outcome is Outcome.MET:
        assert after.outcome is Outcome.MET
    if before.outcome is not Outcome.MISSED:
        assert after.outcome is not Outcome.MISSED
    if before.pace in PACES:
        assert PACES.index(after.pace) >= PACES.index(before.pace)
    else:
        assert after.pace in {before.pace, Pace.HOLDING}


@given(promises(), figures(), WHOLE, st.integers(0, 1000), st.integers(0, 3000))
def test_what_is_decided_stays_decided_without_new_figures_for_the_window(
    target: Target, observations: list[Observation], value: int, wait: int, later: int
) -> None:
    as_of = target.due + dt.timedelta(days=wait)
    known = [o for o in observations if o.visible_from <= as_of or o.period.end > target.due]
    if all(o.period.end != target.due for o in known):
        known.append(Observation(period=target.due, value=value))
    before = judge(target, known, as_of)
    after = judge(target, known, as_of + dt.timedelta(days=later))

    assert before.outcome in DECIDED
    assert after.outcome is before.outcome
    assert after.observation == before.observation


@given(promises(), figures(), DAYS)
def test_no_data_is_never_missed_and_never_met(
    target: Target, observations: list[Observation], as_of: dt.date
) -> None:
    verdict = judge(target, observations, as_of)
    speaking = [
        o
        for o in observations
        if o.visible_from <= as_of
        and min(target.window_start, target.start) < o.period.end <= target.due
    ]

    if not speaking:
        assert verdict.outcome not in DECIDED
    if verdict.outcome in DECIDED:
        assert verdict.observation in speaking


@st.composite
def lines(draw: st.DrawFn) -> tuple[int, int, int, int, int, int, int]:
    """Draw baseline, its time, latest, its time, edge, due and direction, in whole numbers."""
    tb, tc, due = sorted(draw(st.tuples(*[st.integers(2000, 2040)] * 3)))
    assume(tb < tc)
    direction = draw(st.sampled_from([1, -1]))
    b, c = draw(WHOLE), draw(WHOLE)
    edge = b + direction * draw(st.integers(1, 1000))
    return b, tb * TICKS_PER_YEAR, c, tc * TICKS_PER_YEAR, edge, due * TICKS_PER_YEAR, direction


@given(lines(), st.integers(1, 64), st.integers(-1000, 1000))
def test_the_pace_does_not_change_with_the_unit(
    line: tuple[int, int, int, int, int, int, int], scale: int, shift: int
) -> None:
    b, tb, c, tc, edge, due, direction = line
    moved = straight_line(
        scale * b + shift, tb, scale * c + shift, tc, scale * edge + shift, due, direction
    )

    assert moved == straight_line(b, tb, c, tc, edge, due, direction)


@given(lines())
def test_the_pace_does_not_change_when_more_becomes_less(
    line: tuple[int, int, int, int, int, int, int],
) -> None:
    b, tb, c, tc, edge, due, direction = line
    mirrored = straight_line(100 - b, tb, 100 - c, tc, 100 - edge, due, -direction)

    assert mirrored == straight_line(b, tb, c, tc, edge, due, direction)


def pace_of(ratio: Fraction) -> Pace:
    cuts = {Fraction("0.95"): Pace.ON_TRACK, Fraction("0.6"): Pace.SLOW, Fraction(0): Pace.STALLED}
    return next((pace for cut, pace in cuts.items() if ratio >= cut), Pace.REGRESSING)


@given(lines())
def test_the_cuts_fall_where_exact_arithmetic_puts_them(
    line: tuple[int, int, int, int, int, int, int],
) -> None:
    b, tb, c, tc, edge, due, direction = line
    ratio = Fraction(direction * (c - b), direction * (edge - b)) / Fraction(tc - tb, due - tb)
    found = straight_line(b, tb, c, tc, edge, due, direction)

    assert judged(found) is pace_of(ratio)
    assert found.ratio is not None
    assert math.isclose(found.ratio, ratio, rel_tol=1e-12, abs_tol=1e-12)


@given(lines(), st.sampled_from([10, 100, 1000]), st.sampled_from(["0.6", "0.95", "1"]))
def test_the_cuts_fall_there_for_decimals_too(
    line: tuple[int, int, int, int, int, int, int], places: int, cut: str
) -> None:
    """A figure printed right at a cut, or a unit of its last place beside it, is told so."""
    b, tb, _, tc, edge, due, direction = line
    at_cut = b + Fraction(cut) * Fraction(tc - tb, due - tb) * (edge - b)
    printed = [Fraction(math.floor(at_cut * 100) + step, 100) for step in (-1, 0, 1, 2)]
    for c in printed:
        found = straight_line(b / places, tb, float(c / places), tc, edge / places, due, direction)
        ratio = (c - b) / (edge - b) * Fraction(due - tb, tc - tb)

        assert judged(found) is pace_of(ratio)
        assert found.ratio is not None
        assert (found.ratio < 1, found.ratio > 1) == (ratio < 1, ratio > 1)


@given(FINITE, FINITE, FINITE, st.booleans())
def test_the_cuts_hold_for_any_finite_values(b: float, c: float, way: float, up: bool) -> None:
    direction = 1 if up else -1
    edge = b + direction * abs(way)
    assume(math.isfinite(edge))
    assume(direction * (edge - b) > 0)
    found = straight_line(b, 0, c, 1, edge, 2, direction)
    gone = direction * (exact(c) - exact(b)) / (direction * (exact(edge) - exact(b)))

    for value in found[1:]:
        assert value is None or math.isfinite(value)
    # Rounding is allowed for: only a ratio right at a cut may fall on either side of it.
    if gone < 0 and c != b:
        assert judged(found) is Pace.REGRESSING
    elif 2 * gone > Fraction("0.95000001"):
        assert judged(found) is Pace.ON_TRACK
    elif Fraction("0.60000001") < 2 * gone < Fraction("0.94999999"):
        assert judged(found) is Pace.SLOW
    elif 2 * gone < Fraction("0.59999999"):
        assert judged(found) is Pace.STALLED


@given(
    promises(FINITE), figures(FINITE), DAYS, st.sampled_from(Timing), st.sampled_from(["vi", "en"])
)
def test_any_finite_figures_get_a_verdict_with_finite_numbers_and_words(
    target: Target, observations: list[Observation], as_of: dt.date, timing: Timing, lang: Any
) -> None:
    verdict = evaluate(target, Series.of("x", observations), as_of=as_of, timing=timing)

    for name in (
        "value",
        "target_value",
        "attained",
        "elapsed",
        "ratio",
        "lead",
        "projected",
        "required",
    ):
        number = getattr(verdict, name)
        assert number is None or math.isfinite(number), name
    assert verdict.reasons
    assert verdict.explain(lang)
    assert verdict._repr_html_(lang)


@given(promises(), figures(), DAYS)
def test_the_numbers_agree_with_each_other(
    target: Target, observations: list[Observation], as_of: dt.date
) -> None:
    verdict = judge(target, observations, as_of)
    if verdict.ratio is not None:
        assert verdict.attained is not None
        assert verdict.elapsed is not None
        assert verdict.lead is not None
        assert math.isclose(
            verdict.ratio, verdict.attained / verdict.elapsed, rel_tol=1e-9, abs_tol=1e-12
        )
        # Ahead of the line exactly when faster than it.
        assert (verdict.lead > 0) is (verdict.ratio > 1)
        assert (verdict.lead < 0) is (verdict.ratio < 1)
    if verdict.gap is not None and verdict.value is not None:
        assert verdict.gap >= 0
        satisfied = verdict.criterion.is_met(verdict.value)  # type: ignore[union-attr]
        assert not satisfied or verdict.gap == 0
    if Reason.NOTHING_NEWER in verdict.reasons:
        assert verdict.pace is Pace.INSUFFICIENT_DATA


@given(st.integers(1, 200), st.integers(0, 100), figures(st.integers(1, 250), min_size=1), DAYS)
def test_a_better_rank_never_fails_where_a_worse_one_is_met(
    best: int, width: int, observations: list[Observation], as_of: dt.date
) -> None:
    start, due = dt.date(2012, 1, 1), dt.date(2020, 12, 31)
    weak = promise(
        LeadingGroup(worst=best + width, best=best), start=start, due=due, unit=Unit.RANK
    )
    strong = promise(LeadingGroup(worst=best), start=start, due=due, unit=Unit.RANK)
    by_weak, by_strong = judge(weak, observations, as_of), judge(strong, observations, as_of)

    assert (by_weak.outcome in DECIDED) is (by_strong.outcome in DECIDED)
    if by_strong.outcome is Outcome.MET:
        assert by_weak.outcome is Outcome.MET
    for verdict in (by_weak, by_strong):
        assert verdict.projected is None or verdict.projected >= 1


@given(st.integers(1900, 2100), st.integers(1, 100))
def test_years_are_exactly_one_apart(year: int, apart: int) -> None:
    first, last = Period.of(year), Period.of(year + apart)

    assert last.time - first.time == apart
    assert last.ticks - first.ticks == apart * TICKS_PER_YEAR
