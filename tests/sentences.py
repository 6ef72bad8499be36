"""Every sentence that a verdict can have, for the golden pages: one case a line of the tables below."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import attrs

from building import indicator, target
from vn_ict_directive import (
    AtLeast,
    AtMost,
    Inference,
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
from vn_ict_directive.model import Break, Suspension
from vn_ict_directive.sources import Source, SourceKind

COUNTRIES: Final = Text("nước", "countries")
ENTERPRISES: Final = Text("doanh nghiệp", "enterprises")
NAMES: Final = {
    Unit.RANK: Text("Thứ hạng x", "Rank x"),
    Unit.SCORE: Text("Điểm x", "Score x"),
    Unit.PERCENT: Text("Tỷ lệ x", "Share x"),
    Unit.PER_1000_PEOPLE: Text("Mật độ x", "Density x"),
    Unit.ENTERPRISES: Text("Số doanh nghiệp", "Number of enterprises"),
    Unit.PEOPLE: Text("Số người", "Number of people"),
    Unit.EVENT: Text("Khai trương x", "Launch of x"),
}
COUNTED: Final = {Unit.RANK: COUNTRIES, Unit.PER_1000_PEOPLE: ENTERPRISES}
# Values of each unit: where it starts, on the way, at the limit, one short of it, and beyond.
VALUES: Final = {
    Unit.RANK: (90, 70, 50, 51, 40),
    Unit.SCORE: (0.2, 0.5, 0.7, 0.69, 0.8),
    Unit.PERCENT: (10, 40, 60, 59, 70.5),
    Unit.PER_1000_PEOPLE: (0.4, 0.7, 1, 0.98, 1.2),
    Unit.ENTERPRISES: (40_000, 60_000, 80_000, 79_999, 100_000),
    Unit.PEOPLE: (100, 700, 1000, 999, 2500),
}
PERIODS: Final = (
    *("2020", "2020-S2", "2020-Q4", "2020-02", "2020-11", "2020-W52"),
    *("2020-12-31", "2020-01-01/2020-12-31"),
)
STOPPED: Final = Suspension(
    start="2018-01-01", reason=Text("Ngừng công bố từ năm 2018.", "Not published from 2018.")
)
BROKEN: Final = Break(at="2018-01-01", reason=Text("Đổi cách tính.", "Another method."))
LAUNCH: Final = Milestone(event=Text("mạng x được khai trương", "a network x is launched"))


class Case(NamedTuple):
    """A heading, and a verdict to be written under it."""

    name: str
    verdict: Evaluation


def _judge(criterion: Any, unit: Unit, data: Any, as_of: str, **more: Any) -> Evaluation:
    timing = more.pop("timing", "reference_period")
    fields = ("suspensions", "breaks", "interval_months", "editions", "scale")
    about = {name: more.pop(name) for name in fields if name in more}
    gathered = more.pop("gathered", None)
    measure = indicator(unit, name=NAMES[unit], counted=COUNTED.get(unit), **about)
    promise = target(criterion, indicator=measure, **more)
    series = None if data is None else attrs.evolve(Series.of("x", data), gathered=gathered)
    return evaluate(promise, series, as_of=as_of, timing=timing)


def _limit(unit: Unit, *, strict: bool = False) -> AtMost | AtLeast:
    kind = AtMost if unit is Unit.RANK else AtLeast
    return kind(value=VALUES[unit][2], strict=strict)


def _criteria(unit: Unit) -> Iterator[tuple[str, Any]]:
    low, middle, limit, *_ = sorted(VALUES[unit])
    yield "limit", _limit(unit)
    yield "strict limit", _limit(unit, strict=True)
    yield "band", Within(low=middle, high=limit)
    yield "relative limit", RelativeTo(period=2014, factor=0.5, least=False)
    if unit is Unit.RANK:
        yield "leading group", LeadingGroup(worst=50)
        yield "leading group of two ranks", LeadingGroup(worst=50, best=45)
        yield "leading group of one rank", LeadingGroup(worst=50, best=50)
        first: AtMost | AtLeast = AtMost(value=80)
    else:
        yield "other limit", AtMost(value=limit)
        yield "other strict limit", AtMost(value=limit, strict=True)
        yield "other relative limit", RelativeTo(period="2014-Q4", factor=1.5, least=True)
        first = AtLeast(value=low)
    yield (
        "stages",
        Staged(
            stages=[
                Stage(due="2017-12-31", criterion=first),
                Stage(due="2020-12-31", criterion=_limit(unit)),
            ]
        ),
    )


def _of_numbers() -> Iterator[Case]:
    for unit, (start, way, limit, short, beyond) in VALUES.items():
        for name, criterion in _criteria(unit):
            for status, data, as_of in (
                ("pending", {2014: start, 2017: way}, "2018-06-30"),
                ("one figure", {2014: start}, "2015-06-30"),
                ("at the limit", {2014: start, 2020: limit}, "2021-06-30"),
                ("short of it", {2014: start, 2020: short}, "2021-06-30"),
                ("beyond it", {2014: start, 2020: beyond}, "2021-06-30"),
            ):
                yield Case(f"{unit.value}, {name}, {status}", _judge(criterion, unit, data, as_of))


def _of_statuses() -> Iterator[Case]:
    share, sixty = Unit.PERCENT, AtLeast(value=60)
    falling = AtMost(value=10)
    for name, criterion, data, as_of, more in (
        ("no figure", sixty, None, "2019-01-01", {}),
        ("on track", sixty, {2014: 0, 2017: 31}, "2019-01-01", {}),
        ("exactly the pace", sixty, {2014: 0, 2017: 30}, "2019-01-01", {}),
        ("slow", sixty, {2014: 10, 2018: 30}, "2019-01-01", {}),
        ("far too slow", sixty, {2014: 10, 2018: 12}, "2019-01-01", {}),
        ("regressing", sixty, {2014: 10, 2017: 7}, "2019-01-01", {}),
        ("meeting the target", sixty, {2014: 0, 2017: 61}, "2019-01-01", {}),
        ("falling", falling, {2014: 70.001, 2016: 60, 2017: 50}, "2018-02-01", {}),
        ("falling fast", falling, {2014: 70, 2017: 20}, "2018-02-01", {}),
        ("rounded as printed", falling, {2020: 20.09}, "2021-02-01", {}),
        ("met from the start", sixty, {2014: 70, 2018: 65}, "2019-06-01", {}),
        ("past the band", Within(low=40, high=50), {2014: 10, 2016: 30, 2018: 55}, "2019-01-01", {}),
        ("awaiting data", sixty, {2014: 10, 2018: 20}, "2021-01-01", {}),
        ("awaiting, by publication", sixty, None, "2021-01-01", {"timing": "publication"}),
        ("missed, by publication", sixty, {2019: 55}, "2021-01-01", {"timing": "publication"}),
        ("met late", sixty, {2020: 59, 2022: 61}, "2023-01-01", {}),
        ("no longer met", sixty, {2020: 61, 2022: 59}, "2023-01-01", {}),
        ("missed on track", sixty, {2014: 0, 2020: 59}, "2021-01-01", {}),
        ("more than", sixty, {2020: ">50"}, "2021-01-01", {}),
        ("at least", sixty, {2020: ">=70"}, "2021-01-01", {}),
        ("less than", sixty, {2020: "<50"}, "2021-01-01", {}),
        ("at most", sixty, {2020: "<=50"}, "2021-01-01", {}),
        ("a bound on the way", sixty, {2014: 10, 2017: ">20"}, "2019-01-01", {}),
        ("suspended", sixty, {2016: 20}, "2021-01-01", {"suspensions": [STOPPED]}),
        ("suspended from the start", sixty, None, "2021-01-01", {"suspensions": [STOPPED]}),
        ("break", sixty, {2014: 10, 2016: 20, 2018: 40, 2019: 50}, "2020-06-01",
         {"breaks": [BROKEN]}),
        ("break refused", sixty, {2014: 10, 2020: 70}, "2021-01-01",
         {"breaks": [BROKEN], "on_break": "refuse"}),
        ("late baseline", sixty, {2016: 20, 2018: 40}, "2019-01-01", {}),
        ("baseline after the due date", sixty, {2021: 20, 2022: 40}, "2023-01-01", {}),
        ("baseline published later", sixty, [(2014, 10, "2015-06-01"), (2018, 40)], "2019-01-01", {}),
        ("once", sixty, {2014: 10, 2017: 30}, "2019-01-01", {"mode": "reach"}),
        ("all the time", sixty, {2014: 70, 2017: 30}, "2019-01-01", {"mode": "maintain"}),
        ("no reference", RelativeTo(period=2015, factor=1.5, least=True), None, "2021-01-01", {}),
        ("once, in time", sixty, {2014: 10, 2018: 61, 2020: 50}, "2021-01-01", {"mode": "reach"}),
        ("all the time, a year missing", sixty, {2014: 70, 2018: 65, 2020: 61}, "2021-06-30",
         {"mode": "maintain"}),
        ("every second year", sixty, {2017: 50, 2019: 61}, "2021-06-30", {"interval_months": 24}),
        ("no edition", sixty, {2014: 10, 2018: 61}, "2021-06-30",
         {"editions": [2014, 2018, 2022], "interval_months": 24, "window_months": 12}),
        ("less than a year", sixty, {"2018-03-31": 10, "2018-12-31": 20}, "2019-06-30", {}),
        ("fractions", sixty, {2014: 0.1, 2020: 0.85}, "2021-06-30", {"scale": (0, 100)}),
        ("an earlier stage missed", Staged(stages=[
            Stage(due="2017-12-31", criterion=AtLeast(value=40)),
            Stage(due="2020-12-31", criterion=sixty),
        ]), {2014: 10, 2017: 30, 2020: 61}, "2021-06-30", {}),
        ("gathered before", sixty, {2014: 10, 2018: 30}, "2021-06-30", {"gathered": "2019-12-31"}),
    ):  # fmt: skip
        yield Case(name, _judge(criterion, share, data, as_of, **more))
    for bound in (">60", ">=60", "<50", "<=40"):
        ranks: dict[int, Any] = {2014: 90, 2020: bound}
        yield Case(f"a rank of {bound}", _judge(AtMost(value=50), Unit.RANK, ranks, "2021-01-01"))
    for flags in (
        *(["provisional"], ["estimated"], ["derived"], ["single"]),
        ["derived", "estimated", "provisional", "single"],
    ):
        figures = [Observation(period=2020, value=61, flags=flags)]
        yield Case(f"flags: {', '.join(flags)}", _judge(sixty, share, figures, "2021-01-01"))
    source = Source(id="x", title="A table", kind=SourceKind.STATISTICS)
    figures = [Observation(period=2020, value=61, source=source)]
    yield Case("a source", _judge(sixty, share, figures, "2021-01-01"))
    fields = ("indicator", "criterion", "due", "start", "mode", "window_months", "section")
    inferred = [Inference(field=field, reason=Text("vì", "since")) for field in fields]
    yield Case("inferred", _judge(sixty, share, None, "2019-01-01", inferences=inferred))
    uncounted = target(LeadingGroup(worst=50), Unit.RANK)
    yield Case(
        "nothing counted", evaluate(uncounted, Series.of("x", {2020: 40}), as_of="2021-01-01")
    )


def _of_periods() -> Iterator[Case]:
    for period in PERIODS:
        data = {"2014": 10, period: 59}
        yield Case(
            f"a figure for {period}", _judge(AtLeast(value=60), Unit.PERCENT, data, "2021-02-01")
        )
    for period in PERIODS:
        for happened, word in ((1, "happened"), (0, "denied")):
            verdict = _judge(LAUNCH, Unit.EVENT, {period: happened}, "2021-02-01")
            yield Case(f"{word} in {period}", verdict)


def _of_events() -> Iterator[Case]:
    not_before = Milestone(event=LAUNCH.event, earliest="2020-06-01")
    by = [Observation(period="2020-05-01", value=1, flags=["happened-by"])]
    for name, criterion, data, as_of, more in (
        ("in time", LAUNCH, {"2020-05-01": 1}, "2021-01-01", {}),
        ("pending", LAUNCH, None, "2019-01-01", {}),
        ("before the start", LAUNCH, {"2014-05-01": 1}, "2021-01-01", {}),
        ("not before", not_before, {"2020-07-01": 1}, "2021-01-01", {}),
        ("at the latest", LAUNCH, by, "2021-01-01", {}),
        ("a day late", LAUNCH, {"2021-01-01": 1}, "2021-02-01", {}),
        ("late by a month or less", LAUNCH, {"2021-01": 1}, "2022-02-01", {}),
        ("too vague", LAUNCH, {"2020-W53": 1}, "2022-02-01", {}),
        ("denied, then late", LAUNCH, {"2020-12-31": 0, "2021-03": 1}, "2021-06-30", {}),
        ("no report", LAUNCH, None, "2022-02-01", {}),
        ("no report, by publication", LAUNCH, None, "2022-02-01", {"timing": "publication"}),
        ("suspended", LAUNCH, None, "2022-02-01", {"suspensions": [STOPPED]}),
        ("reports that conflict", LAUNCH, {"2020-05-01": 1, "2020-12-31": 0}, "2021-06-30", {}),
    ):
        yield Case(f"event, {name}", _judge(criterion, Unit.EVENT, data, as_of, **more))


def cases() -> Iterator[Case]:
    """Yield every case."""
    for some in (_of_numbers, _of_statuses, _of_periods, _of_events):
        yield from some()


def page(lang: Any) -> str:
    """Write every case with its paragraph."""
    return "\n".join(f"## {name}\n{verdict.explain(lang)}\n" for name, verdict in cases())
