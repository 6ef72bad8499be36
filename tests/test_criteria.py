"""What a target asks: a closed union in which the direction follows from the criterion."""

import datetime as dt
import inspect
import json
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from building import target
from strategies import criteria, numeric_criteria
from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    Criterion,
    LeadingGroup,
    Milestone,
    NumericCriterion,
    RelativeTo,
    Stage,
    Staged,
    Within,
    decide,
    exclude,
    limits,
)
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, evaluate
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.testing import values
from vn_ict_directive.text import Text
from vn_ict_directive.units import Bound, Unit


@given(values(), values())
def test_a_strict_limit_fails_at_itself_alone(limit: float, value: float) -> None:
    for kind in (AtMost, AtLeast):
        strict, loose = kind(value=limit, strict=True), kind(value=limit)
        assert loose.is_met(limit)
        assert not strict.is_met(limit)
        if value != limit:
            assert strict.is_met(value) == loose.is_met(value)


@given(values(), values())
def test_at_most_and_at_least_are_mirror_images(limit: float, value: float) -> None:
    assert AtMost(value=limit).is_met(value) == AtLeast(value=-limit).is_met(-value)
    assert AtMost(value=limit).is_met(value) != AtLeast(value=limit, strict=True).is_met(value)


@given(numeric_criteria(), values())
def test_reaching_the_aim_keeps_the_promise(criterion: NumericCriterion, baseline: float) -> None:
    aim, direction = criterion.goal(baseline)

    assert direction in {-1, 1}
    assert criterion.is_met(aim) or getattr(criterion, "strict", False)


@given(numeric_criteria(), values(), values())
def test_going_the_right_way_never_breaks_a_promise_that_has_no_other_end(
    criterion: NumericCriterion, value: float, step: float
) -> None:
    assume(not isinstance(criterion, Within))
    _, direction = criterion.goal(value)
    better = max(value, step) if direction == 1 else min(value, step)

    assert criterion.is_met(better) or not criterion.is_met(value)


@given(values(), values(), values())
def test_a_band_has_two_ends_and_both_belong_to_it(one: float, other: float, value: float) -> None:
    low, high = sorted((one, other))
    band = Within(low=low, high=high)

    assert band.is_met(low)
    assert band.is_met(high)
    assert band.is_met(value) == (low <= value <= high)
    assert band.goal(value) == ((low, 1) if value < low else (high, -1))


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 300))
def test_a_leading_group_has_two_thresholds_and_is_no_band(a: int, b: int, rank: int) -> None:
    best, worst = sorted((a, b))
    group = LeadingGroup(worst=worst, best=best)

    assert group.strong == best
    assert group.is_met(rank) == (rank <= worst)
    assert group.goal(rank) == (worst, -1)
    assert LeadingGroup(worst=worst).strong == worst


def test_a_rank_better_than_the_group_does_not_fail() -> None:
    group = LeadingGroup(worst=50, best=45)

    assert group.is_met(25)
    assert not group.is_met(51)


@given(values(min_value=-1e9, max_value=1e9), values(min_value=-1e9, max_value=1e9))
def test_a_relative_limit_is_a_multiple_of_its_reference(factor: float, reference: float) -> None:
    limit = float(Fraction(repr(factor)) * Fraction(repr(reference)))

    for least, kind in ((True, AtLeast), (False, AtMost)):
        relative = RelativeTo(period=2015, factor=factor, least=least)
        assert relative.resolve(reference) == kind(value=limit)


@pytest.mark.parametrize(
    "reference,field",
    [
        (1e300, "RelativeTo.factor × reference"),
        (float("nan"), "the reference value"),
        (float("inf"), "the reference value"),
    ],
)
def test_a_relative_limit_that_is_no_number_is_refused(reference: float, field: str) -> None:
    with pytest.raises(InvalidValueError, match="should be a finite number") as caught:
        RelativeTo(period=2015, factor=1e300, least=True).resolve(reference)
    assert caught.value.field == field


def test_a_relative_limit_is_worked_out_in_decimals() -> None:
    limit = RelativeTo(period=2015, factor=1.1, least=True).resolve(3)

    assert limit == AtLeast(value=3.3)
    assert 1.1 * 3 > 3.3


_EVENT = Text("có 5G", "5G is there")
_MORE = RelativeTo(period=2015, factor=1.3, least=True)
_D1, _D2 = "2026-12-31", "2030-12-31"
_STAGES: Any = (
    Stage(due=dt.date(2026, 12, 31), criterion=AtLeast(value=20)),
    Stage(due=dt.date(2030, 12, 31), criterion=AtLeast(value=60)),
)


@pytest.mark.parametrize(
    "make, field",
    [
        (lambda: AtMost(value=True), "a criterion's number"),
        (lambda: AtLeast(value=float("nan")), "a criterion's number"),
        (lambda: Within(low=float("inf"), high=1), "a criterion's number"),
        (lambda: AtMost(value=1, strict=1), "AtMost.strict"),  # type: ignore[arg-type]
        (lambda: Within(low=2, high=1), "Within.high"),
        (lambda: LeadingGroup(worst=0), "LeadingGroup.worst"),
        (lambda: LeadingGroup(worst=True), "LeadingGroup.worst"),
        (lambda: LeadingGroup(worst=4.5), "LeadingGroup.worst"),  # type: ignore[arg-type]
        (lambda: LeadingGroup(worst=None), "LeadingGroup.worst"),  # type: ignore[arg-type]
        (lambda: LeadingGroup(worst=45, best=0), "LeadingGroup.best"),
        (lambda: LeadingGroup(worst=40, best=45), "LeadingGroup.best"),
        (lambda: RelativeTo(period="15", factor=1, least=True), "Period"),
        (lambda: RelativeTo(period=2015, factor=1, least=None), "RelativeTo.least"),  # type: ignore[arg-type]
        (lambda: Stage(due="20266", criterion=AtLeast(value=1)), "Stage.due"),
        (lambda: Stage(due=None, criterion=AtLeast(value=1)), "Stage.due"),  # type: ignore[arg-type]
        (lambda: Stage(due=_D1, criterion=5), "Stage.criterion"),  # type: ignore[arg-type]
        (lambda: Staged(stages=_STAGES[:1]), "Staged.stages"),
        (lambda: Staged(stages=_STAGES[::-1]), "Staged.stages"),
        (lambda: Staged(stages=(_STAGES[0], _STAGES[0])), "Staged.stages"),
        (lambda: Staged(stages="ab"), "Staged.stages"),
        (lambda: Staged(stages=(1, 2)), "Staged.stages[0]"),
        (lambda: Milestone(event="5G"), "Milestone.event"),  # type: ignore[arg-type]
        (lambda: Milestone(event=Text("a", "b"), earliest="soon"), "Milestone.earliest"),
    ],
)
def test_a_criterion_refuses_what_cannot_be_meant(make: Any, field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()

    assert caught.value.field == field


@pytest.mark.parametrize(
    "make, sentence",
    [
        (
            lambda: LeadingGroup(worst=40, best=45),
            "LeadingGroup.best should be no worse than the worst, 40, got 45. Swap the two.",
        ),
        (
            lambda: Within(low=2, high=1),
            "Within.high should be no less than low, 2.0, got 1.0. Swap them.",
        ),
        (
            lambda: Staged(stages=_STAGES[:1]),
            "Staged.stages should be two stages or more, each due later, got ['2026-12-31'].",
        ),
        (
            lambda: LeadingGroup(worst=0),
            "LeadingGroup.worst should be a rank, from 1, got 0.",
        ),
    ],
)
def test_a_refused_criterion_says_what_to_write(make: Any, sentence: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "kind",
    [AtLeast, AtMost, LeadingGroup, Milestone, RelativeTo, Stage, Staged, Within],
)
def test_a_criterion_takes_its_numbers_by_name_alone(kind: Any) -> None:
    parameters = inspect.signature(kind).parameters.values()

    assert {one.kind for one in parameters} == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize(
    "given, criterion",
    [
        (AtLeast(value="60"), AtLeast(value=60.0)),
        (Within(low="2", high="4.5"), Within(low=2.0, high=4.5)),
        (RelativeTo(period=2015, factor="1.3", least=True), _MORE),
        (Stage(due="2026", criterion=AtLeast(value=20)), _STAGES[0]),
        (Staged(stages=list(_STAGES)), Staged(stages=_STAGES)),
        (
            Milestone(event=_EVENT, earliest="2020-01-03"),
            Milestone(event=_EVENT, earliest=dt.date(2020, 1, 3)),
        ),
    ],
)
def test_a_criterion_takes_what_a_file_holds_as_what_is_meant(
    given: Criterion, criterion: Criterion
) -> None:
    assert given == criterion
    assert repr(given) == repr(criterion)
    assert hash(given) == hash(criterion)


def test_a_document_may_name_the_period_that_a_stage_is_due_in() -> None:
    text = to_json(evaluate(target(Staged(stages=_STAGES), due=_D2), None, as_of="2020-12-31"))
    tree = json.loads(text)
    tree["target"]["criterion"]["stages"][0]["due"] = "2026"
    read = loads(json.dumps(tree))

    assert isinstance(read, Evaluation)
    assert read.target.criterion == Staged(stages=_STAGES)
    assert read == loads(text)


def test_no_band_excludes_a_limit_nor_a_limit_a_band() -> None:
    band, limit = Within(low=10, high=20), AtLeast(value=60)

    assert not exclude(limit, band)
    assert not exclude(band, limit)
    assert not exclude(limit, _MORE)
    assert exclude(limit, AtMost(value=59))
    assert not exclude(limit, AtMost(value=60))
    assert exclude(limit, AtMost(value=60, strict=True))
    assert exclude(limit, LeadingGroup(worst=59))


@pytest.mark.parametrize(
    "criterion, stated",
    [
        (AtLeast(value=60), ((60.0, None),)),
        (AtLeast(value=60, strict=True), ((60.0, Bound.ABOVE),)),
        (AtMost(value=60), ((60.0, None),)),
        (AtMost(value=60, strict=True), ((60.0, Bound.BELOW),)),
        (LeadingGroup(worst=50, best=45), ((50, None), (45, None))),
        (Within(low=2, high=4), ((2.0, None), (4.0, None))),
    ],
)
def test_a_criterion_states_its_numbers_and_which_are_strict(
    criterion: NumericCriterion, stated: object
) -> None:
    assert limits(criterion) == stated


@pytest.mark.parametrize(
    "criterion, bound, met",
    [
        (AtLeast(value=90), Bound.AT_LEAST, True),
        (AtLeast(value=90, strict=True), Bound.AT_LEAST, None),
        (AtLeast(value=90, strict=True), Bound.ABOVE, True),
        (AtLeast(value=90, strict=True), Bound.AT_MOST, False),
        (AtLeast(value=90), Bound.AT_MOST, None),
        (AtMost(value=90, strict=True), Bound.AT_MOST, None),
        (AtMost(value=90, strict=True), Bound.BELOW, True),
        (AtMost(value=90, strict=True), Bound.AT_LEAST, False),
        (AtMost(value=90), Bound.AT_LEAST, None),
    ],
)
def test_a_bound_at_the_limit_itself_decides_by_whether_both_include_it(
    criterion: NumericCriterion, bound: Bound, met: bool | None
) -> None:
    assert decide(criterion, 90, bound) is met


@pytest.mark.parametrize(
    "criterion, unit, vietnamese, english",
    [
        (AtMost(value=75), Unit.PERCENT, "tối đa 75%", "at most 75%"),
        (AtMost(value=75, strict=True), Unit.PERCENT, "dưới 75%", "less than 75%"),
        (AtLeast(value=0.5), Unit.SCORE, "tối thiểu 0,5 điểm", "at least 0.5 points"),
        (AtLeast(value=1, strict=True), Unit.SCORE, "trên 1 điểm", "more than 1 point"),
        (
            LeadingGroup(worst=50, best=45),
            Unit.RANK,
            "vào nhóm 45–50 vị trí dẫn đầu",
            "a rank among the top 45–50",
        ),
        (
            LeadingGroup(worst=75),
            Unit.RANK,
            "vào nhóm 75 vị trí dẫn đầu",
            "a rank among the top 75",
        ),
        (Within(low=2, high=4), Unit.PERCENT, "trong khoảng từ 2% đến 4%", "between 2% and 4%"),
        (
            RelativeTo(period=2015, factor=0.5, least=False),
            Unit.SCORE,
            "tối đa bằng 0,5 lần giá trị năm 2015",
            "at most 0.5 times the value for 2015",
        ),
        (
            RelativeTo(period=2015, factor=1.3, least=True),
            Unit.SCORE,
            "tối thiểu bằng 1,3 lần giá trị năm 2015",
            "at least 1.3 times the value for 2015",
        ),
        (
            Staged(stages=_STAGES),
            Unit.PERCENT,
            "đến hết ngày 31/12/2026, tối thiểu 20%; đến hết ngày 31/12/2030, tối thiểu 60%",
            "at least 20% by 31 December 2026; at least 60% by 31 December 2030",
        ),
        (Milestone(event=Text("có 5G", "5G is there")), Unit.EVENT, "có 5G", "5G is there"),
        (
            Milestone(event=Text("có 5G", "5G is there"), earliest=dt.date(2020, 1, 3)),
            Unit.EVENT,
            "có 5G (không sớm hơn ngày 03/01/2020)",
            "5G is there (not before 3 January 2020)",
        ),
    ],
)
def test_a_criterion_is_said_in_a_few_words(
    criterion: Criterion, unit: Unit, vietnamese: str, english: str
) -> None:
    assert criterion.describe(unit) == criterion.describe(unit, "vi") == vietnamese
    assert criterion.describe(unit, "en") == english


@given(criteria(), st.sampled_from(Unit))
def test_every_criterion_can_be_said_in_both_languages(criterion: Criterion, unit: Unit) -> None:
    assert isinstance(criterion, get_args(Criterion))
    assert criterion.describe(unit, "vi").strip()
    assert criterion.describe(unit, "en").strip()
