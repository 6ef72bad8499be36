"""A small input for every case of the tables of the rules, evaluated one by one."""

from collections.abc import Callable
from typing import Any

from building import indicator, target
from vn_ict_directive import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    Observation,
    RelativeTo,
    Series,
    Staged,
    Text,
    Unit,
    Within,
    evaluate,
)
from vn_ict_directive.criteria import Stage
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.model import Break, Inference, Suspension

SOME = Text("một", "one")
GONE = [Suspension(start="2020-01-01", reason=SOME)]
AT_LEAST_60 = AtLeast(value=60)
TWO_YEARS: dict[str, Any] = {"interval_months": 24, "editions": (2018, 2020)}
NEW_METHOD: dict[str, Any] = {"breaks": [Break(at="2016-06-01", reason=SOME)]}
LAUNCH = Milestone(event=Text("khai trương", "launch"))


def broken(period: int, value: float) -> Observation:
    return Observation(period=period, value=value, flags=["break"])


def judged(
    data: Any = (),
    as_of: str = "2021-12-31",
    criterion: Any = AT_LEAST_60,
    *,
    of: dict[str, Any] | None = None,
    timing: Timing = Timing.REFERENCE_PERIOD,
    gathered: str | None = None,
    **more: Any,
) -> Evaluation:
    """Evaluate a target due on 31 December 2020 by a few figures."""
    units = {LeadingGroup: Unit.RANK, Milestone: Unit.EVENT}
    measure = indicator(units.get(type(criterion), Unit.PERCENT), **(of or {}))
    items = data.items() if isinstance(data, dict) else data
    series = Series.of("x", items)
    if gathered:
        series = Series(indicator="x", observations=series.observations, gathered=gathered)
    return evaluate(
        target(criterion, indicator=measure, **more), series, as_of=as_of, timing=timing
    )


def relative(**more: Any) -> Evaluation:
    return judged(criterion=RelativeTo(period=2015, factor=2, least=True), **more)


def launched(data: Any = (), as_of: str = "2021-12-31", **more: Any) -> Evaluation:
    return judged(data, as_of, LAUNCH, **more)


STEPS = Staged(
    stages=[
        Stage(due="2018-12-31", criterion=AtLeast(value=20)),
        Stage(due="2020-12-31", criterion=AT_LEAST_60),
    ]
)
BY_PUBLICATION = Timing.PUBLICATION
INPUTS: dict[str, Callable[[], Evaluation]] = {
    "nothing, before the due date": lambda: judged((), "2018-01-31"),
    "nothing": judged,
    "nothing published": lambda: judged(timing=BY_PUBLICATION),
    "enough": lambda: judged({2020: 60}),
    "too little": lambda: judged({2020: 59}),
    "published in time": lambda: judged([(2020, 60, "2020-12-31")], timing=BY_PUBLICATION),
    "an open bound": lambda: judged({2020: ">55"}),
    "reached": lambda: judged({2016: 60}, "2017-01-31", mode="reach"),
    "violated": lambda: judged({2016: 59}, "2017-01-31", mode="maintain"),
    "an open bound within the time allowed": lambda: judged({2016: ">55"}, mode="reach"),
    "maintained, with gaps": lambda: judged({2020: 60}, mode="maintain"),
    "suspended": lambda: judged(of={"suspensions": GONE}),
    "no edition": lambda: judged(
        as_of="2040-01-31", of=TWO_YEARS, due="2021-12-31", window_months=12
    ),
    "the edition before": lambda: judged({2020: 60}, of=TWO_YEARS, due="2021-12-31"),
    "a refused figure": lambda: judged([broken(2020, 70)], on_break="refuse"),
    "a refused figure in between": lambda: judged(
        [broken(2017, 70)], "2018-01-31", on_break="refuse"
    ),
    "met late": lambda: judged({2020: 59, 2021: 60}),
    "met late, and lost again": lambda: judged({2020: 59, 2021: 60, 2022: 50}, "2023-01-31"),
    "late on both sides of a band": lambda: judged(
        {2020: 59, 2021: 50, 2022: 80}, "2023-01-31", Within(low=60, high=70)
    ),
    "late within a band, after both sides": lambda: judged(
        {2020: 59, 2021: 80, 2022: 65}, "2023-01-31", Within(low=60, high=70)
    ),
    "a bound within a band": lambda: judged({2020: ">60"}, criterion=Within(low=60, high=70)),
    "a bound beyond a band": lambda: judged({2020: ">70"}, criterion=Within(low=60, high=70)),
    "no longer met": lambda: judged({2020: 60, 2021: 59}),
    "no reference": relative,
    "no reference, before the due date": lambda: relative(as_of="2018-01-31"),
    "no reference, suspended": lambda: relative(of={"suspensions": GONE}),
    "no reference, no edition": lambda: relative(
        of=TWO_YEARS, due="2021-12-31", as_of="2022-01-31", window_months=12
    ),
    "a break": lambda: judged([(2014, 10), broken(2017, 20)], "2018-01-31"),
    "at the greatest value allowed": lambda: judged({2020: 60}, criterion=AtMost(value=60)),
    "at the last rank allowed": lambda: judged({2020: 50}, criterion=LeadingGroup(worst=50)),
    "at both ends of a band": lambda: judged(
        {2019: 60, 2020: 70}, criterion=Within(low=60, high=70)
    ),
    "on the first day": lambda: judged({"2015-01-01": 60}, "2017-01-31", mode="reach"),
    "on the second day": lambda: judged({"2015-01-02": 60}, "2017-01-31", mode="reach"),
    "too little, at the due date": lambda: judged({2014: 10, 2020: 20}),
    "too little, after the due date": lambda: judged({2014: 10, 2021: 20}, "2022-01-31"),
    "revised after the due date": lambda: judged(
        [(2020, 59, "2020-12-31"), (2020, 60, "2021-06-30")], timing=BY_PUBLICATION
    ),
    "an earlier period printed later": lambda: judged(
        [(2020, 59, "2020-12-31"), (2019, 70, "2021-06-30")], timing=BY_PUBLICATION
    ),
    "a later period printed in time": lambda: judged(
        [("2020-11", 59, "2020-12-01"), ("2020-12", 60, "2020-12-31")], timing=BY_PUBLICATION
    ),
    "one percent as a fraction": lambda: judged({2019: 0, 2020: 1}),
    "a stated break": lambda: judged({2014: 10, 2017: 20}, "2018-01-31", of=NEW_METHOD),
    "a stated break, and a figure since": lambda: judged(
        {2014: 10, 2017: 20, 2018: 30}, "2019-01-31", of=NEW_METHOD
    ),
    "a stated break that is ignored": lambda: judged(
        {2014: 10, 2017: 20, 2018: 30}, "2019-01-31", of=NEW_METHOD, on_break="ignore"
    ),
    "a break before the baseline": lambda: judged(
        [(2012, 5), broken(2013, 8), (2014, 10), (2017, 20)], "2018-01-31"
    ),
    "a stated break before the baseline": lambda: judged(
        {2012: 5, 2013: 8, 2014: 10, 2017: 20},
        "2018-01-31",
        of={"breaks": [Break(at="2013-01-01", reason=SOME)]},
    ),
    "a baseline at the due date": lambda: judged({2020: 10, 2022: 20}, "2023-01-31"),
    "a baseline that came out later": lambda: judged([(2014, 10, "2015-06-01")], "2016-01-31"),
    "a baseline after the start": lambda: judged({2016: 10}, "2017-01-31"),
    "nothing newer": lambda: judged({2014: 10}, "2016-01-31"),
    "enough already": lambda: judged({2016: 60}, "2017-01-31"),
    "a bound on the way": lambda: judged({2014: 10, 2017: ">20"}, "2018-01-31"),
    "holding": lambda: judged({2014: 10, 2017: 60}, "2018-01-31"),
    "fallen back": lambda: judged({2014: 60, 2017: 59}, "2018-01-31"),
    "at a strict limit": lambda: judged(
        {2014: 60, 2017: 60}, "2018-01-31", AtLeast(value=60, strict=True)
    ),
    "through a band": lambda: judged({2014: 10, 2017: 80}, "2018-01-31", Within(low=60, high=70)),
    "a baseline after the due date": lambda: judged({2021: 10, 2022: 20}, "2023-01-31"),
    "fast": lambda: judged({2014: 10, 2017: 35}, "2018-01-31"),
    "fair": lambda: judged({2014: 10, 2017: 26}, "2018-01-31"),
    "forward": lambda: judged({2014: 10, 2017: 11}, "2018-01-31"),
    "backward": lambda: judged({2014: 10, 2017: 9}, "2018-01-31"),
    "a month": lambda: judged({"2016-01": 10, "2016-02": 11}, "2016-03-31"),
    "a stale figure": lambda: judged({2014: 10}, "2018-01-31"),
    "a stale figure, from the due date on": lambda: judged({2014: 10}),
    "exceeded": lambda: judged({2020: 40}, criterion=LeadingGroup(worst=50, best=45)),
    "fractions": lambda: judged({2020: 0.85}, of={"scale": (0, 100)}),
    "gathered before": lambda: judged({2020: 60}, gathered="2021-06-30"),
    "an estimate": lambda: judged([Observation(period=2020, value=60, flags=["estimated"])]),
    "an estimate that does not decide": lambda: judged(
        [Observation(period=2019, value=60, flags=["estimated"])]
    ),
    "inferred": lambda: judged({2020: 60}, inferences=[Inference(field="due", reason=SOME)]),
    "an earlier stage missed": lambda: judged({2018: 10, 2020: 60}, criterion=STEPS),
    "an event": lambda: launched({"2020-11": 1}),
    "an event before the start": lambda: launched({"2014-11": 1}),
    "no event, before the due date": lambda: launched((), "2018-01-31"),
    "an event, and a denial": lambda: launched({"2020-11": 1, "2020-12-31": 0}),
    "a denial": lambda: launched({"2020-12-31": 0}),
    "a denial, and an event later": lambda: launched({"2020-12-31": 0, "2021-06": 1}),
    "an event at some time": lambda: launched({"2020-07/2021-06": 1}),
    "a late event": lambda: launched({"2021-06": 1}),
    "a suspended event": lambda: launched(of={"suspensions": GONE}),
    "no event": launched,
    "no event published": lambda: launched(timing=BY_PUBLICATION),
}
