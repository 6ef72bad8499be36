"""Pictures of verdicts: what they show, where, and that every word on them can be read."""

import datetime as dt
import io
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import attrs
import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import colors, font_manager, ft2font
from matplotlib.text import Annotation
from PIL import Image

from strategies import indicators
from tiers import examples, some
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Series,
    Staged,
    Status,
    Target,
    Text,
    Unit,
    Within,
    evaluate,
    published,
    scorecard,
)
from vn_ict_directive.criteria import Criterion, Stage, exclude
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Scorecard
from vn_ict_directive.model import Break
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present import captions, plot_scorecard, plot_verdict
from vn_ict_directive.present.canvas import (
    ASKED,
    INK,
    PROJECTED,
    Picture,
    fold,
    has_letters,
    measure,
)
from vn_ict_directive.present.canvas import settings as drawing
from vn_ict_directive.present.captions import position
from vn_ict_directive.present.plot import drawn
from vn_ict_directive.present.report import report
from vn_ict_directive.sources import Source
from vn_ict_directive.testing import series
from vn_ict_directive.text import Lang
from vn_ict_directive.units import AnyUnit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

RESOLUTIONS = (72.0, 100.0, 150.0, 200.0, 300.0)
DAYS = ("2020-12-31", "2021-12-31", "2024-12-31")
LANGS: tuple[Lang, ...] = get_args(Lang)
REAL = {
    "postal.upu-rank": "2ipd-rank",
    "telecommunications.ict-index-rank": "idi-rank",
    "it-application.egdi-rank": "egdi-rank",
    "cybersecurity.gci-rank": "gci-rank",
    "telecommunications.5g-commercial": "5g-commercial-launch",
    "telecommunications.2g-phase-out-plan": "2g-phase-out-plan",
}


def picture_of(
    target: Target, figures: Series | None, *, as_of: str, lang: Lang = "vi"
) -> "Figure":
    return plot_verdict(evaluate(target, figures, as_of=as_of), lang=lang)


@pytest.mark.parametrize("name, as_of, lang", some(list(product(REAL, DAYS, LANGS)), 5))
def test_labels_of_the_real_targets_keep_clear_of_each_other(
    name: str, as_of: str, lang: Lang
) -> None:
    figure = picture_of(
        DIRECTIVE_01.target(name), published.series(REAL[name]), as_of=as_of, lang=lang
    )

    assert_legible(figure)


@pytest.mark.parametrize("width", [300.0, 520.0])
@pytest.mark.parametrize("name, as_of, lang", some(list(product(REAL, DAYS, LANGS)), 5))
def test_each_figure_that_decides_is_named_beside_its_mark_or_by_a_line_to_it(
    name: str, as_of: str, lang: Lang, width: float
) -> None:
    verdict = evaluate(DIRECTIVE_01.target(name), published.series(REAL[name]), as_of=as_of)

    figure = drawn(verdict, lang, width)

    figure.set_dpi(72)
    with drawing():
        labels = [text for text in words_of(figure) if isinstance(text, Annotation)]
        lines = figure.axes[0].findobj(Annotation)
        led = {line.xy for line in lines if not line.get_text()}
        for label in labels:
            x, y = figure.axes[0].transData.transform(label.xy)
            box = label.get_window_extent()
            away = np.hypot(max(box.x0 - x, 0, x - box.x1), max(box.y0 - y, 0, y - box.y1))
            assert away < 12 or label.xy in led, label
    told = [label.get_text() for label in labels]
    for one in verdict.used:
        assert any(one.period.label(lang) in text for text in told), one


def words_of(figure: "Figure") -> Iterator[Any]:
    """Go through everything written on a figure."""
    from matplotlib.text import Text

    figure.draw_without_rendering()
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text


def assert_legible(figure: "Figure", resolutions: Iterable[float] = some(RESOLUTIONS, 4)) -> None:
    """In every resolution each word lies on the figure and covers no other, nor the due date."""
    for dots in resolutions:
        figure.set_dpi(dots)
        edge = figure.bbox
        with drawing():
            boxes = [(text, text.get_window_extent()) for text in words_of(figure)]
        for text, box in boxes:
            assert edge.x0 <= box.x0 <= box.x1 <= edge.x1, text
            assert edge.y0 <= box.y0 <= box.y1 <= edge.y1, text
        for (one, a), (other, b) in combinations(boxes, 2):
            apart = a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0
            assert apart, f"{one!r} covers {other!r} at {dots}"
        for due in walls_of(figure):
            for text, box in boxes:
                if not text.get_text().endswith(")") or text.get_zorder() < 7:
                    meets = box.x0 < due.x0 < box.x1 and box.y0 < due.y1 and due.y0 < box.y1
                    assert not meets, f"{text!r} lies across the line of the due date at {dots}"


def walls_of(figure: "Figure") -> Iterator[Any]:
    """Go through the lines of due dates: solid, upright, as high as their plot."""
    for axes in figure.axes:
        for line in axes.lines:
            x, y = (np.asarray(one).tolist() for one in line.get_data())
            if len(x) == 2 and x[0] == x[1] and y == [0, 1] and line.get_linestyle() == "-":
                yield line.get_window_extent()


_NUMBERS = st.integers(-500, 500) | st.floats(-1e6, 1e6, allow_subnormal=False)
_DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2035, 12, 31))


@st.composite
def verdicts(draw: st.DrawFn) -> Evaluation:
    """Verdicts on any target, by any figures, at any date."""
    any_indicator = draw(indicators(unit=draw(st.sampled_from(Unit))))
    indicator = attrs.evolve(
        any_indicator, name=Text("Tỷ lệ người dùng", "Share of users"), scale=(None, None)
    )
    event = indicator.unit is Unit.EVENT
    criterion = draw(_asked(indicator.unit))
    if isinstance(criterion, Staged):
        first = criterion.stages[0].due
    else:  # an event that counts from a day on is due later
        first = max(draw(_DAYS), getattr(criterion, "earliest", None) or dt.date.min)
    target = Target(
        id="a.target",
        statement=Text("Mục tiêu", "Target"),
        span=DIRECTIVE_01.targets[0].span,
        section="a",
        indicator=indicator,
        criterion=criterion,
        start=first - dt.timedelta(days=draw(st.integers(1, 3000))),
        due=criterion.stages[-1].due if isinstance(criterion, Staged) else first,
        on_break=draw(st.sampled_from(["rebase", "ignore", "refuse"])),
    )
    values = None if indicator.domain.whole else _NUMBERS
    figures = draw(
        st.none()
        | series(indicator=indicator, vintages=True, values=values, bounds=not event, max_size=12)
    )
    if figures is not None:
        plain = [attrs.evolve(o, source=None, note="") for o in figures.observations]
        figures = attrs.evolve(figures, unit=None, observations=plain)
    return evaluate(target, figures, as_of=draw(st.dates(target.start, dt.date(2045, 1, 1))))


def agree(stages: tuple[Stage, ...]) -> bool:
    """Whether some figure could satisfy any two of the stages."""
    return not any(exclude(a.criterion, b.criterion) for a, b in combinations(stages, 2))


def _asked(unit: AnyUnit) -> st.SearchStrategy[Criterion]:
    if unit is Unit.EVENT:
        event = Text("mạng được khai trương", "a network is launched")
        return st.builds(Milestone, event=st.just(event), earliest=st.none() | _DAYS)
    # Limits are possible: a rank is whole and from 1, a count is not negative.
    limited = unit not in {Unit.SCORE, Unit.PERCENT}
    numbers = _NUMBERS.map(lambda number: abs(number) + 1) if limited else _NUMBERS
    if unit is Unit.RANK:
        numbers = st.integers(2, 500).map(float)
        edges = st.lists(st.integers(1, 200), min_size=2, max_size=2).map(sorted)
        numeric: st.SearchStrategy[Any] = edges.map(lambda e: LeadingGroup(best=e[0], worst=e[1]))
        numeric |= st.integers(1, 200).map(lambda worst: LeadingGroup(worst=worst))
    else:
        numeric = st.builds(AtLeast, value=numbers, strict=st.booleans())
        numeric |= st.lists(numbers, min_size=2, max_size=2).map(
            lambda ends: Within(low=min(ends), high=max(ends))
        )
    numeric |= st.builds(AtMost, value=numbers, strict=st.booleans())
    numeric |= st.builds(
        RelativeTo,
        period=st.integers(2005, 2020),
        factor=st.floats(-3, 3, allow_subnormal=False),
        # The smaller rank is the better one.
        least=st.just(value=False) if unit is Unit.RANK else st.booleans(),
    )
    staged = st.lists(_DAYS, min_size=2, max_size=4, unique=True).flatmap(
        lambda days: st.tuples(
            *(st.builds(Stage, due=st.just(d), criterion=numeric) for d in sorted(days))
        ).filter(agree)
    )
    return numeric | staged.map(lambda stages: Staged(stages=stages))


@examples(quick=8, most=25)
@given(
    verdicts(), st.sampled_from(LANGS), st.sampled_from(RESOLUTIONS), st.sampled_from((300, 520))
)
def test_any_verdict_makes_a_legible_picture(
    verdict: Evaluation, lang: Lang, dots: float, width: float
) -> None:
    assert_legible(drawn(verdict, lang, width), [dots])


@examples(quick=3, most=8)
@given(st.lists(verdicts(), max_size=5), st.sampled_from(["vi", "en"]))
def test_any_scorecard_makes_a_legible_picture(found: list[Evaluation], lang: Lang) -> None:
    card = Scorecard(directive=DIRECTIVE_01, as_of=dt.date(2024, 12, 31), evaluations=tuple(found))

    figure = plot_scorecard(card, lang=lang)

    assert_legible(figure)
    assert len(figure.axes) == len(found)


# --- what is drawn, and where -----------------------------------------------------


def marks_of(axes: "Axes") -> dict[tuple[float, float], "Line2D"]:
    """Every mark of a plot by its place."""
    found = {}
    for line in axes.lines:
        if line.get_marker() not in {"None", "", None}:
            ((x, y),) = line.get_xydata().tolist()  # type: ignore[union-attr]
            found[x, y] = line
    return found


def lines_of(axes: "Axes") -> list[tuple[list[list[float]], "Line2D"]]:
    """Every line of a plot with its ends."""
    return [
        (np.asarray(line.get_xydata()).tolist(), line)
        for line in axes.lines
        if line.get_marker() in {"None", "", None}
    ]


def said(figure: "Figure") -> str:
    return "\n".join(text.get_text() for text in words_of(figure))


def egdi(as_of: str = "2024-12-31", lang: Lang = "vi") -> "Figure":
    return picture_of(EGDI, published.series("egdi-rank"), as_of=as_of, lang=lang)


EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
GCI = DIRECTIVE_01.target("cybersecurity.gci-rank")
SHARE = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
assert SHARE.indicator is not None
SHARE_ID = SHARE.indicator.id


def test_every_figure_known_stands_at_the_end_of_its_period() -> None:
    marks = marks_of(egdi().axes[0])

    known = published.series("egdi-rank").visible("2024-12-31")
    assert set(marks) == {(o.period.time, o.value) for o in known}


def test_what_was_not_known_yet_is_not_drawn() -> None:
    marks = marks_of(egdi("2020-06-30").axes[0])

    assert (2021.0, 86.0) not in marks
    assert (2019.0, 88.0) in marks


def test_the_latest_printing_known_is_the_one_drawn() -> None:
    series = published.series("gci-rank")

    early = marks_of(picture_of(GCI, series, as_of="2017-07-10").axes[0])
    late = marks_of(picture_of(GCI, series, as_of="2020-12-31").axes[0])

    assert (2018.0, 101.0) in early
    assert (2018.0, 100.0) in late
    assert (2018.0, 101.0) not in late


def test_figures_published_after_the_due_date_are_hollow_and_said_to_be() -> None:
    figure = egdi(lang="en")

    hollow = {
        place
        for place, mark in marks_of(figure.axes[0]).items()
        if mark.get_markerfacecolor() == "white"
    }
    assert hollow == {(2023.0, 86.0), (2025.0, 71.0)}
    assert "Hollow marks: published after the due date." in said(figure)
    assert "published 17 September 2024" in said(figure)
    assert "Hollow" not in said(egdi("2020-12-31", "en"))


def test_an_edition_for_the_due_date_that_came_out_later_is_hollow_too() -> None:
    figure = picture_of(GCI, published.series("gci-rank"), as_of="2021-12-31")

    assert marks_of(figure.axes[0])[2021.0, 25.0].get_markerfacecolor() == "white"
    assert "công bố 29/06/2021" in said(figure)


def test_ranks_have_one_on_top_and_nothing_before_it() -> None:
    first = Series.of("egdi-rank", {2018: 3, 2020: 1})
    axes = picture_of(EGDI, first, as_of="2021-01-01").axes[0]

    bottom, top = axes.get_ylim()
    assert bottom > top
    assert min(axes.get_yticks()) >= 1
    assert "1 là cao nhất" in axes.get_ylabel()


def test_more_is_up_where_more_is_better() -> None:
    axes = picture_of(SHARE, Series.of(SHARE_ID, {2019: 0.5}), as_of="2020-12-31").axes[0]

    bottom, top = axes.get_ylim()
    assert bottom < top
    assert next(tick.get_text() for tick in axes.get_yticklabels()).startswith("0,")


def test_many_years_have_no_line_between_each() -> None:
    since = attrs.evolve(SHARE, start="1900-01-01", inferences=())
    pictures = (
        plot_verdict(
            evaluate(target, Series.of(SHARE_ID, {first: 0.1, 2019: 1}), as_of="2020-12-31")
        )
        for target, first in ((SHARE, 2018), (since, 1901))
    )

    few, many = (len(figure.axes[0].collections) for figure in pictures)
    assert few > many


def test_no_axis_goes_beyond_the_scale() -> None:
    assert SHARE.indicator is not None
    percent = attrs.evolve(SHARE.indicator, unit="percent", scale=(0, 100))
    target = attrs.evolve(SHARE, indicator=percent, criterion=AtLeast(value=99), inferences=())

    axes = picture_of(target, Series.of(SHARE_ID, {2019: 1}), as_of="2020-12-31").axes[0]

    low, high = axes.get_ylim()
    assert -5 < low < 0
    assert 100 < high < 105
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "0",
        "20",
        "40",
        "60",
        "80",
        "100",
    ]


def test_both_edges_of_a_leading_group_are_drawn_and_differ_without_colour() -> None:
    figure = picture_of(GCI, published.series("gci-rank"), as_of="2021-12-31", lang="en")

    edges = {
        ends[0][1]: line.get_linestyle()
        for ends, line in lines_of(figure.axes[0])
        if ends[0][1] == ends[1][1] and line.get_color() == ASKED
    }
    assert edges == {50.0: "-", 45.0: "--"}
    assert {"required: rank 50", "aspired: rank 45"} <= set(said(figure).split("\n"))


def test_the_days_of_signature_and_due_date_stand_upright() -> None:
    figure = egdi()

    upright = {ends[0][0] for ends, _ in lines_of(figure.axes[0]) if ends[0][0] == ends[1][0]}
    assert upright == {position(EGDI.start), position(EGDI.due)}
    assert {"từ 03/01/2020", "hạn 31/12/2020"} <= set(said(figure).split("\n"))


def test_the_way_to_the_target_and_the_projection_are_those_of_the_verdict() -> None:
    figures = Series.of(SHARE_ID, {2019: 0.5, 2021: 0.6})
    verdict = evaluate(SHARE, figures, as_of="2022-01-31")

    figure = plot_verdict(verdict)

    ends = [ends for ends, _ in lines_of(figure.axes[0])]
    due = position(SHARE.due)
    assert verdict.projected is not None
    assert [[2020.0, 0.5], [due, 1.0]] in ends
    assert [[2022.0, 0.6], [due, verdict.projected]] in ends
    assert marks_of(figure.axes[0])[due, verdict.projected].get_marker() == "D"
    assert "dự phóng: 1,05 doanh nghiệp/1.000 dân" in said(figure)
    assert "lộ trình tới mục tiêu" in said(figure)


def test_no_projection_is_drawn_once_it_is_due_or_where_there_is_no_way_to_go() -> None:
    suspended = DIRECTIVE_01.target("telecommunications.ict-index-rank")
    ranks = Series.of("idi-rank", {2015: 102, 2017: 100})
    holding = Series.of(SHARE_ID, {2019: 1.1, 2021: 1.2})

    for target, figures, as_of in (
        (suspended, ranks, "2021-12-31"),
        (SHARE, holding, "2023-06-30"),
    ):
        assert "dự phóng" not in said(picture_of(target, figures, as_of=as_of))


def test_published_figures_are_written_whole() -> None:
    assert SHARE.indicator is not None
    counted = attrs.evolve(
        SHARE,
        indicator=attrs.evolve(SHARE.indicator, unit="enterprises"),
        criterion=AtLeast(value=100_000),
        inferences=(),
    )
    figures = Series.of(SHARE_ID, {2019: 45_601, 2020: 58_002, 2021: 64_003})

    number = said(picture_of(counted, figures, as_of="2022-06-30"))

    assert "64.003 doanh nghiệp (2021)" in number
    assert "58.002" in number


def test_no_way_is_drawn_from_a_baseline_that_satisfies() -> None:
    figure = picture_of(EGDI, Series.of("egdi-rank", {2018: 60, 2019: 70}), as_of="2020-03-01")

    assert "lộ trình tới mục tiêu" not in said(figure)


def test_a_change_of_method_parts_the_line_and_is_named() -> None:
    series = Series.of(
        SHARE_ID,
        [
            Observation(period=2019, value=0.5),
            Observation(period=2020, value=0.6),
            Observation(period=2021, value=0.3, flags=["break"]),
            Observation(period=2022, value=0.4),
        ],
    )

    figure = picture_of(SHARE, series, as_of="2023-12-31")

    ends = [ends for ends, _ in lines_of(figure.axes[0])]
    assert [[2020.0, 0.5], [2021.0, 0.6]] in ends
    assert [[2021.0, 0.6], [2022.0, 0.3]] not in ends
    assert [[2022.0, 0.3], [2023.0, 0.4]] in ends
    assert "thay đổi phương pháp tính" in said(figure)


def test_a_break_of_the_indicator_itself_is_drawn_once() -> None:
    assert SHARE.indicator is not None
    broken = attrs.evolve(
        SHARE,
        indicator=attrs.evolve(
            SHARE.indicator, breaks=[Break(at="2021-01-01", reason=Text("a", "a"))]
        ),
    )
    flagged = Observation(period=2021, value=0.3, flags=["break"])

    figure = picture_of(broken, Series.of(SHARE_ID, [(2019, 0.5), flagged]), as_of="2023-12-31")

    assert said(figure).count("thay đổi phương pháp tính") == 1


def test_no_line_leads_over_a_time_without_figures() -> None:
    target = DIRECTIVE_01.target("telecommunications.ict-index-rank")

    figure = picture_of(
        target, Series.of("idi-rank", {2016: 105, 2017: 108, 2023: 90}), as_of="2024-12-31"
    )

    ends = [ends for ends, _ in lines_of(figure.axes[0])]
    assert [[2017.0, 105.0], [2018.0, 108.0]] in ends
    assert [[2018.0, 108.0], [2024.0, 90.0]] not in ends
    assert "thời gian không có số liệu" in said(figure)
    assert any(patch.get_hatch() for patch in figure.axes[0].patches)


def test_a_bound_points_to_where_the_figure_may_be_and_no_line_leads_to_it() -> None:
    up = picture_of(SHARE, Series.of(SHARE_ID, [(2019, 0.5), (2021, ">0.6")]), as_of="2022-12-31")
    down = picture_of(
        EGDI, Series.of("egdi-rank", [(2018, "≥ 88"), (2019, "<90")]), as_of="2020-12-31"
    )

    assert marks_of(up.axes[0])[2022.0, 0.6].get_marker() == "^"
    assert [marks_of(down.axes[0])[x].get_marker() for x in ((2019.0, 88.0), (2020.0, 90.0))] == [
        "v",
        "^",
    ]
    assert "trên 0,6 doanh nghiệp/1.000 dân (2021)" in said(up)
    assert not [
        ends
        for ends, line in lines_of(up.axes[0])
        if line.get_color() == INK and ends[0][0] != ends[1][0]
    ]


def test_a_band_has_two_ends() -> None:
    band = attrs.evolve(SHARE, criterion=Within(low=0.8, high=1.2), inferences=())

    figure = picture_of(band, Series.of(SHARE_ID, {2019: 0.5}), as_of="2020-12-31", lang="en")

    words = " ".join(said(figure).split())
    assert "from 0.8 enterprises per 1,000 people" in words
    assert "up to 1.2 enterprises per 1,000 people" in words


def test_a_limit_against_an_earlier_value_names_the_figure_it_comes_from() -> None:
    double = RelativeTo(period=2019, factor=2, least=True)
    target = attrs.evolve(SHARE, criterion=double, inferences=())

    known = picture_of(target, Series.of(SHARE_ID, {2019: 0.5, 2020: 0.6}), as_of="2021-12-31")
    unknown = picture_of(target, Series.of(SHARE_ID, {2020: 0.6}), as_of="2021-12-31")

    assert "giá trị ban đầu, kỳ gốc:\n0,5 doanh nghiệp/1.000 dân (2019)" in said(known)
    assert "tối thiểu 1 doanh\nnghiệp/1.000 dân" in said(known)
    assert "tối thiểu 1 doanh\nnghiệp/1.000 dân" not in said(unknown)


def test_every_stage_has_its_edge_and_its_day() -> None:
    stages = (
        Stage(due="2025-12-31", criterion=AtLeast(value=0.7)),
        Stage(due="2030-12-31", criterion=AtLeast(value=1)),
    )
    staged = attrs.evolve(SHARE, criterion=Staged(stages=stages), inferences=())

    figure = picture_of(staged, Series.of(SHARE_ID, {2019: 0.5}), as_of="2021-12-31")

    assert {"hạn 31/12/2025", "hạn 31/12/2030"} <= set(said(figure).split("\n"))
    assert {"tối thiểu 0,7 doanh nghiệp/1.000 dân", "tối thiểu 1 doanh nghiệp/1.000 dân"} <= set(
        said(figure).split("\n")
    )


def test_a_figure_that_is_uncertain_has_a_star_that_is_explained() -> None:
    figure = picture_of(
        DIRECTIVE_01.target("postal.upu-rank"), published.series("2ipd-rank"), as_of="2021-12-31"
    )

    assert "hạng 49* (2020)" in said(figure)
    assert (
        "* Số liệu ước tính, tạm tính, tính từ số liệu khác, có một nguồn hoặc chỉ có ngày muộn nhất."
        in said(figure)
    )


@pytest.mark.parametrize("series", [None, Series.of("egdi-rank", {})])
def test_without_figures_the_picture_says_so(series: Series | None) -> None:
    figure = picture_of(EGDI, series, as_of="2020-12-31")

    assert "Không có số liệu của kỳ đến hạn\n(số liệu cập nhật đến ngày 31/12/2020)" in said(figure)
    assert not marks_of(figure.axes[0])


# --- events -----------------------------------------------------------------------

LAUNCH = DIRECTIVE_01.target("telecommunications.5g-commercial")


def launched(*reports: Any, as_of: str = "2024-12-31", target: Target = LAUNCH) -> "Figure":
    return picture_of(target, Series.of("5g-commercial-launch", reports), as_of=as_of)


def test_an_event_stands_where_it_happened() -> None:
    figure = launched(("2024-10-15", 1))

    ((x, _), mark) = next(iter(marks_of(figure.axes[0]).items()))
    assert x == position(dt.date(2024, 10, 15))
    assert (mark.get_marker(), mark.get_markerfacecolor()) == ("D", "white")
    assert "diễn ra:\n15/10/2024" in said(figure)


def test_an_event_of_some_day_of_a_month_covers_the_month() -> None:
    figure = launched(("2020-11", 1))

    ends = [ends for ends, _ in lines_of(figure.axes[0])]
    assert [[position(dt.date(2020, 11, 1)), 0.5], [position(dt.date(2020, 11, 30)), 0.5]] in ends


def test_a_report_that_it_had_not_happened_is_a_cross() -> None:
    figure = launched(("2020-12-31", 0))

    (mark,) = marks_of(figure.axes[0]).values()
    assert mark.get_marker() == "X"
    assert "đến hết ngày 31/12/2020:\nchưa diễn ra" in said(figure)


def test_what_is_only_announced_is_said_to_be() -> None:
    figure = launched(("2024-10-15", 1, "2024-01-01"), as_of="2024-02-01")

    assert "dự kiến:\n15/10/2024" in said(figure)


def test_a_day_before_which_it_does_not_count_is_drawn() -> None:
    milestone = Milestone(event=Text("a", "a"), earliest="2020-06-01")
    later = attrs.evolve(LAUNCH, criterion=milestone, inferences=())

    assert "không sớm hơn 01/06/2020" in said(launched(("2020-11", 1), target=later))


# --- the scorecard ----------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_scorecard_tells_every_target_its_status_and_its_distance(lang: Lang) -> None:
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")

    figure = plot_scorecard(card, lang=lang)

    assert_legible(figure)
    told = " ".join(said(figure).split())
    for verdict in card:
        headline = verdict.headline(lang)
        assert headline[0].upper() + headline[1:] in told
    assert {"vi": "còn thiếu 11 bậc", "en": "11 places short"}[lang] in told
    assert DIRECTIVE_01.notice(lang) in told
    assert "%" not in told


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_met_late_is_told_with_the_figure_or_the_days(lang: Lang) -> None:
    figures = [published.series("egdi-rank"), published.series("5g-commercial-launch")]
    told = said(plot_scorecard(scorecard(DIRECTIVE_01, figures, as_of="2024-12-31"), lang=lang))

    assert {"vi": "sau thời hạn: hạng 71 (2024)", "en": "later: rank 71 (2024)"}[lang] in told
    assert {"vi": "chậm 1.384 ngày", "en": "1,384 days late"}[lang] in told


@pytest.mark.parametrize(
    "when, told", [("2021-01", "at most 31 days late"), ("2021-01-01", "1 day late")]
)
def test_a_month_says_at_most_how_late(when: str, told: str) -> None:
    series = Series.of("5g-commercial-launch", [(when, 1)])

    assert told in said(
        plot_scorecard(scorecard(DIRECTIVE_01, [series], as_of="2024-12-31"), lang="en")
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("as_of", ["2020-12-31", "2024-12-31"])
def test_every_row_writes_what_was_asked_and_the_figures(as_of: str, lang: Lang) -> None:
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of=as_of)

    figure = plot_scorecard(card, lang=lang)

    for verdict, axes in zip(card, figure.axes, strict=True):
        told = {text.get_text().replace("\n", " ") for text in axes.texts}
        criterion, figures = verdict.criterion, (verdict.observation, verdict.met_late)
        start, due = (format_date(d, lang) for d in (verdict.target.start, verdict.due))
        noun = verdict.target.indicator.counted
        asked = criterion.describe(verdict.unit, lang, noun=noun)
        assert (f"{start} – {due}" if isinstance(criterion, Milestone) else asked) in told
        for one in filter(None, figures):
            assert any(one.period.label(lang) in text for text in told), verdict.target.id


def test_a_row_whose_limit_is_not_known_yet_marks_none() -> None:
    double = RelativeTo(period=2019, factor=2, least=True)
    target = attrs.evolve(SHARE, criterion=double, inferences=())
    unknown = evaluate(target, None, as_of="2021-12-31")

    figure = plot_scorecard(
        Scorecard(directive=DIRECTIVE_01, as_of=unknown.as_of, evaluations=(unknown,))
    )

    assert [line for _, line in lines_of(figure.axes[0]) if line.get_color() == ASKED] == []
    assert not figure.axes[0].texts


def test_a_row_has_its_better_end_on_the_right() -> None:
    card = scorecard(DIRECTIVE_01, [published.series("egdi-rank")], as_of="2024-12-31")
    figure = plot_scorecard(card)

    names = [verdict.target.id for verdict in card]
    rank = figure.axes[names.index("it-application.egdi-rank")]
    share = figure.axes[names.index("ict-industry.enterprises-per-1000-people")]
    assert rank.get_xlim()[0] > rank.get_xlim()[1]
    assert share.get_xlim()[0] < share.get_xlim()[1]


def test_the_distance_is_drawn_from_the_figure_to_the_weak_edge() -> None:
    card = scorecard(DIRECTIVE_01, [published.series("egdi-rank")], as_of="2021-12-31")
    figure = plot_scorecard(card)

    row = figure.axes[[v.target.id for v in card].index("it-application.egdi-rank")]
    missing = [ends for ends, line in lines_of(row) if line.get_color() == PROJECTED]
    assert [[x for x, _ in ends] for ends in missing] == [[86.0, 75.0]]


def test_a_figure_that_decides_nothing_is_hollow_and_no_distance_is_told() -> None:
    card = scorecard(DIRECTIVE_01, [published.series("idi-rank")], as_of="2021-12-31")
    figure = plot_scorecard(card)

    row = figure.axes[[v.target.id for v in card].index("telecommunications.ict-index-rank")]
    (mark,) = (m for (x, _), m in marks_of(row).items() if x == 108.0)
    assert mark.get_markerfacecolor() == "white"
    assert "23 bậc" not in said(figure)


# --- what holds for every picture -------------------------------------------------


def _of_every_status() -> Iterator[Evaluation]:
    """One verdict of each status."""
    due, late, after = "2020-12-31", "2024-12-31", "2021-12-31"
    yield from (evaluate(EGDI, published.series("egdi-rank"), as_of=day) for day in (due, late))
    yield evaluate(GCI, published.series("gci-rank"), as_of=due)
    yield evaluate(GCI, published.series("gci-rank"), as_of=after)
    yield evaluate(GCI, Series.of("gci-rank", {2018: 60, 2020: 47}), as_of=after)
    yield evaluate(LAUNCH, Series.of("5g-commercial-launch", {"2020-12-31": 0}), as_of=after)
    yield evaluate(LAUNCH, Series.of("5g-commercial-launch", {"2020-07/2021-02": 1}), as_of=after)
    yield evaluate(DIRECTIVE_01.target("telecommunications.ict-index-rank"), None, as_of=after)
    yield evaluate(SHARE, None, as_of=after)
    for last in (0.62, 0.57, 0.51, 0.4, 1.1):
        yield evaluate(SHARE, Series.of(SHARE_ID, {2019: 0.5, 2021: last}), as_of="2022-06-30")


@cache
def _drawn(lang: Lang) -> "list[tuple[Evaluation, Figure]]":
    """One verdict of each status, each drawn once."""
    return [(verdict, plot_verdict(verdict, lang=lang)) for verdict in _of_every_status()]


@pytest.mark.parametrize("lang", some(LANGS, 2))
def test_every_status_has_a_picture_that_says_it(lang: Lang) -> None:
    assert {verdict.status for verdict, _ in _drawn(lang)} == set(Status)

    for verdict, figure in _drawn(lang):
        assert_legible(figure)
        headline, told = verdict.headline(lang), " ".join(said(figure).split())
        assert (
            f"{headline[0].upper()}{headline[1:]}. {'Yêu cầu' if lang == 'vi' else 'Required'}: "
            in told
        )
        assert verdict.target.describe(lang) in told
        assert ("không chính thức" if lang == "vi" else "Unofficial") in told


def test_words_are_dark_enough_to_read() -> None:
    for _, figure in _drawn("vi"):
        for text in words_of(figure):
            assert 1.05 / (_luminance(text.get_color()) + 0.05) >= 4.5, text.get_text()


def _luminance(colour: Any) -> float:
    """Relative luminance, as the accessibility guidelines of the W3C define it."""
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colors.to_rgb(colour)
    )
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_what_is_drawn_is_told_apart_without_colour() -> None:
    figures = Series.of(SHARE_ID, {2019: 0.5, 2021: 0.6})
    axes = picture_of(SHARE, figures, as_of="2022-01-31").axes[0]

    sloping = [
        line
        for ends, line in lines_of(axes)
        if ends[0][1] != ends[1][1] and ends[0][0] != ends[1][0]
    ]
    looks = {(line.get_linestyle(), round(_luminance(line.get_color()), 1)) for line in sloping}
    assert len(sloping) == len(looks) == 3
    assert all(1.05 / (_luminance(c) + 0.05) >= 3 for c in (INK, ASKED, PROJECTED))


def test_every_vietnamese_letter_has_a_glyph_in_the_font_that_comes_along() -> None:
    font = ft2font.FT2Font(font_manager.findfont("DejaVu Sans", fallback_to_default=False))
    letters = "aăâeêioôơuưyđ"
    written = {
        unicodedata.normalize("NFC", letter + tone)
        for letter in letters
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        if letter != "đ" or not tone
    }
    written |= {letter.upper() for letter in written} | set("“”–−…≥≤×*₫0123456789.,/()")

    assert all(font.get_char_index(ord(letter)) for letter in written)
    for text in words_of(egdi()):
        assert text.get_fontfamily() == ["DejaVu Sans"]


def test_a_dollar_sign_is_no_formula() -> None:
    assert EGDI.indicator is not None
    name = Text("Thu nhập $x^2$ và $y", "Income $x^2$ and $y")
    target = attrs.evolve(EGDI, indicator=attrs.evolve(EGDI.indicator, name=name))

    figure = picture_of(target, None, as_of="2020-12-31")

    assert figure.texts[0].get_text() == "Thu nhập $x^2$ và $y"
    assert_legible(figure)


def test_a_very_long_name_is_broken_into_lines() -> None:
    assert EGDI.indicator is not None
    for name in ("Chỉ số phát triển " * 20, "x" * 300):
        indicator = attrs.evolve(EGDI.indicator, name=Text(name, name))
        figure = picture_of(attrs.evolve(EGDI, indicator=indicator), None, as_of="2020-12-31")

        assert "\n" in figure.texts[0].get_text()
        assert_legible(figure)


WORDS = sorted(
    {
        word
        for target in DIRECTIVE_01.targets
        for lang in LANGS
        for word in (target.statement.pick(lang) + target.describe(lang)).split()
    }
)


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join),
    st.sampled_from(["title", "subtitle", "bold", "label", "small"]),
    st.integers(72, 600),
)
def test_words_fit_the_room_measured_for_them_in_any_resolution(
    words: str, style: str, dots: int
) -> None:
    with drawing():
        room = measure(words, style)
        picture = Picture("a", "b", (), width=500, room=100)
        picture.write(words, 0, 0, style)
        picture.set_dpi(dots)
        box = picture.texts[-1].get_window_extent()

    assert box.width * 72 / dots <= room.width


@given(st.lists(st.text(st.sampled_from("aimđấ–1"), min_size=1, max_size=30)), st.integers(40, 400))
def test_a_folded_text_fits_its_room_and_loses_no_letter(words: list[str], room: int) -> None:
    with drawing():
        folded = fold(" ".join(words), room)

        assert folded.replace("\n", "").replace(" ", "") == "".join(words)
        for line in folded.split("\n"):
            assert len(line) < 2 or measure(line).width <= room


def _pixels(figure: "Figure") -> Any:
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba()).copy()  # type: ignore[attr-defined]


def test_the_callers_settings_are_neither_used_nor_changed() -> None:
    plain = _pixels(egdi())

    with mpl.rc_context(
        {"font.size": 30, "font.family": ["serif"], "axes.facecolor": "black", "lines.linewidth": 9}
    ):
        before = dict(mpl.rcParams)
        assert (_pixels(egdi()) == plain).all()
        assert dict(mpl.rcParams) == before


def test_different_pages_made_in_many_threads_are_those_made_one_by_one() -> None:
    figures = published.series("egdi-rank")
    days = some(("2018-12-31", "2020-12-31", "2021-12-31", "2024-12-31"), 2)
    wanted: list[tuple[str, Lang]] = [(day, lang) for day in days for lang in LANGS]

    def page(one: tuple[str, Lang]) -> str:
        verdicts = [evaluate(EGDI, figures, as_of=one[0])]
        day = dt.date.fromisoformat(one[0])
        card = Scorecard(directive=DIRECTIVE_01, as_of=day, evaluations=tuple(verdicts))
        return report(card, lang=one[1])

    before = dict(mpl.rcParams)
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(page, wanted))

    assert dict(mpl.rcParams) == before
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none", "hatch.linewidth": 9}):
        assert pages == list(map(page, wanted))
    assert len(set(pages)) == len(wanted)


def test_pictures_drawn_in_many_threads_are_those_drawn_one_by_one() -> None:
    wanted = list(product(DAYS, LANGS)) * 2

    def picture(one: tuple[str, Lang]) -> bytes:
        file = io.BytesIO()
        egdi(*one).savefig(file, format="png")
        return file.getvalue()

    before = dict(mpl.rcParams)
    with ThreadPoolExecutor(8) as pool:
        drawn_together = list(pool.map(picture, wanted))

    assert dict(mpl.rcParams) == before
    assert drawn_together == list(map(picture, wanted))


def test_a_notebook_shows_a_picture_whatever_its_settings_are() -> None:
    figure = egdi()
    plain = figure._repr_png_()  # type: ignore[attr-defined]

    png, size = plain
    dots = Image.open(io.BytesIO(png)).size
    assert dots == pytest.approx((2 * size["width"], 2 * size["height"]), abs=1)
    with mpl.rc_context({"text.hinting": "force_autohint", "hatch.linewidth": 9, "font.size": 30}):
        assert figure._repr_png_() == plain  # type: ignore[attr-defined]


def test_two_files_of_one_picture_are_the_same() -> None:
    def svg() -> bytes:
        file = io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": "vn-ict-directive"}):
            egdi().savefig(file, format="svg", metadata={"Date": None})
        return file.getvalue()

    assert svg() == svg()
    assert b"<text" not in svg()


def _dots(figure: "Figure", **how: Any) -> int:
    file = io.BytesIO()
    figure.savefig(file, format="png", **how)
    return int(Image.open(file).width)


def test_a_picture_is_saved_for_print_if_nothing_else_is_asked() -> None:
    wide = _dots(egdi())

    assert wide == pytest.approx(captions.WIDTH / 72 * 300, abs=1)
    assert _dots(egdi(), dpi=72) == captions.WIDTH
    with mpl.rc_context({"savefig.dpi": 144}):
        assert _dots(egdi()) == 2 * captions.WIDTH


@pytest.mark.parametrize("lang", LANGS)
def test_a_picture_that_leaves_its_page_says_what_it_is(lang: Lang, tmp_path: Path) -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    verdict = evaluate(target, published.series("egdi-rank"), as_of="2024-12-31")
    svg, png = (verdict.save(tmp_path / f"egdi.{kind}", lang) for kind in ("svg", "png"))
    root = ET.parse(svg).getroot()  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    title, told = root.findtext(f"{space}title"), root.findtext(f"{space}desc")
    texts = plot_verdict(verdict, lang=lang).texts
    words = " ".join(" ".join(text.get_text().split()) for text in texts)

    assert title == verdict.target.indicator.name.pick(lang)
    who = {"vi": "Việt Nam", "en": "Viet Nam"}[lang]
    for part in (who, verdict.target.id, "01/CT-BTTTT", captions.standing(verdict.as_of, lang)):
        assert part in (told or "")
        assert part in words
    with Image.open(png) as kept:
        assert (kept.info["Title"], kept.info["Description"]) == (title, told)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "jpg"])
def test_any_kind_of_file_can_be_made(kind: str) -> None:
    file = io.BytesIO()

    egdi().savefig(file, format=kind, dpi=150)

    assert len(file.getvalue()) > 5000


def test_pyplot_is_not_used_and_importing_loads_no_matplotlib() -> None:
    code = (
        "import sys, vn_ict_directive.present as p; assert 'matplotlib' not in sys.modules;"
        "from vn_ict_directive import DIRECTIVE_01;"
        "from vn_ict_directive import evaluate;"
        "p.plot_verdict(evaluate(DIRECTIVE_01.targets[0], None, as_of='2020-12-31'));"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- mistakes ---------------------------------------------------------------------


@pytest.mark.parametrize("draw", [plot_verdict, plot_scorecard])
def test_what_is_no_verdict_is_refused(draw: Any) -> None:
    with pytest.raises(
        InvalidValueError, match=r"should be what (evaluate|scorecard)\(\) returned"
    ):
        draw("egdi")


def test_a_third_language_is_refused() -> None:
    for draw in (
        lambda: egdi(lang="fr"),  # type: ignore[arg-type]
        lambda: plot_verdict(evaluate(EGDI, None, as_of="2020-12-31"), lang="fr"),  # type: ignore[arg-type]
        lambda: plot_scorecard(scorecard(DIRECTIVE_01, (), as_of="2020-12-31"), lang="fr"),  # type: ignore[arg-type]
    ):
        with pytest.raises(InvalidValueError, match="lang should be"):
            draw()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("value", [1e101, 1e300])
def test_a_figure_that_no_axis_holds_is_refused(value: float) -> None:
    series = Series.of(SHARE_ID, {2019: value})

    with pytest.raises(InvalidValueError, match="A picture has no room for others"):
        picture_of(SHARE, series, as_of="2021-12-31")
    with pytest.raises(InvalidValueError, match="A picture has no room for others"):
        plot_scorecard(scorecard(DIRECTIVE_01, [series], as_of="2021-12-31"))


@pytest.mark.parametrize("value", [1e100, 5e-324, 1e15 + 0.5, 0.0])
def test_large_and_small_figures_have_a_picture(value: float) -> None:
    assert_legible(picture_of(SHARE, Series.of(SHARE_ID, {2019: value}), as_of="2021-12-31"))


def _asking_for_a_picture(before: str) -> str:
    """What a new process says to one who asks for a picture after *before*."""
    code = f"import sys; {before}; from vn_ict_directive.present import plot_verdict"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode
    return done.stderr


def test_without_matplotlib_the_extra_is_named() -> None:
    said = _asking_for_a_picture("sys.modules['matplotlib'] = None")

    assert "plot_verdict() needs matplotlib" in said
    assert "vn-ict-directive[plot]" in said


def test_a_matplotlib_broken_inside_keeps_its_own_error(tmp_path: Path) -> None:
    (tmp_path / "matplotlib.py").write_text("import there_is_no_such_package", encoding="utf-8")
    said = _asking_for_a_picture(f"sys.path.insert(0, {str(tmp_path)!r})")

    assert "ModuleNotFoundError: No module named 'there_is_no_such_package'" in said
    assert "vn-ict-directive[plot]" not in said


def test_a_source_whose_letters_the_font_lacks_goes_by_its_site() -> None:
    assert has_letters("Chỉ số phát triển ICT")
    assert not has_letters("東南アジア")
    source = Source(id="x", title="東南アジア", kind="press", url="https://example.org/17860")
    figures = Series.of(EGDI.indicator.id, [Observation(period=2018, value=88, source=source)])
    words = said(plot_verdict(evaluate(EGDI, figures, as_of="2020-12-31"), lang="en"))
    assert "Figures from: example.org." in " ".join(words.split())


def test_an_entity_whose_letters_the_font_lacks_is_not_drawn() -> None:
    for entity, written in (("Huế", True), ("東京", False)):
        figures = Series.of(EGDI.indicator.id, {2018: 88}, entity=entity)
        words = said(plot_verdict(evaluate(EGDI, figures, as_of="2020-12-31"), lang="en"))
        assert (entity in words) is written
        assert EGDI.id in words
