"""Verdicts in words: every outcome, in both languages, with the language's own numbers."""

import re
from typing import Any

import pytest

from building import indicator, target
from vn_ict_directive import (
    DIRECTIVE_01,
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
    published,
)
from vn_ict_directive.criteria import Stage
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.explain import paragraph, picture
from vn_ict_directive.model import Suspension


def explained(criterion: Any, data: Any, as_of: str, **more: Any) -> tuple[str, str]:
    timing = more.pop("timing", "reference_period")
    unit = more.pop("unit", Unit.PERCENT)
    stops = more.pop("suspensions", ())
    more.setdefault("indicator", indicator(unit, suspensions=stops))
    promise = target(criterion, **more)
    verdict = evaluate(
        promise, None if data is None else Series.of("x", data), as_of=as_of, timing=timing
    )
    return verdict.explain("vi"), verdict.explain("en")


def test_the_paragraph_of_a_missed_target_reads_as_a_minister_would_read_it() -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    verdict = evaluate(target, published.series("egdi-rank"), as_of="2020-12-31")

    assert verdict.explain("vi") == (
        "Không đạt: yêu cầu là trong nhóm 75 dẫn đầu đến 31/12/2020; số liệu kỳ 2020 là hạng 86,"
        " còn thiếu 11 bậc. Từ hạng 88 (2018) đến hạng 86 (2020) đã đi 15,4 % quãng đường trong"
        " 100 % thời gian, bằng 0,154 lần tiến độ cần thiết (gần như đứng yên); chậm 1,69 năm so"
        " với đường thẳng. Văn bản không nói rõ, chúng tôi suy luận: hạn, ngày bắt đầu. Nguồn số"
        " liệu: UN E-Government Knowledgebase, data export (EGOV_DATA.csv)."
    )
    assert verdict.explain("en") == (
        "Missed: the target was a place among the 75 leading by 31 December 2020; the figure for 2020 is"
        " rank 86, 11 places short. From rank 88 (2018) to rank 86 (2020) it went 15.4% of the way"
        " in 100% of the time, 0.154 times the required pace (stalled); 1.69 years behind the"
        " straight line. Not stated in the text, inferred by us: the due date, the start."
        " Figure from: UN E-Government Knowledgebase, data export (EGOV_DATA.csv)."
    )


def test_a_line_that_leads_beyond_every_number_is_not_said_to_lead_anywhere() -> None:
    vi, en = explained(AtLeast(value=1.5e308), {2015: -1e308, 2017: 1e308}, "2018-06-30")

    assert "2 times the required pace (on track)" in en
    assert "at this pace" not in en
    assert "nếu giữ nhịp này" not in vi


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    vi, en = explained(AtLeast(value=1000.5), {2020: 999.25}, "2021-01-31")

    assert "1.000,5 %" in vi
    assert "999,25 %" in vi
    assert "31/12/2020" in vi
    assert "1,000.5%" in en
    assert "999.25%" in en
    assert "31 December 2020" in en


@pytest.mark.parametrize(
    "criterion,data,as_of,more,vi,en",
    [
        (
            AtLeast(value=60),
            {2020: 61},
            "2021-01-01",
            {},
            "Đạt: ",
            "Met: the target was at least 60%",
        ),
        (
            AtLeast(value=60, strict=True),
            {2020: 60},
            "2021-01-01",
            {},
            "yêu cầu là trên 60 %",
            "the target was above 60% by 31 December 2020; the figure for 2020 is 60%.",
        ),
        (
            AtMost(value=60, strict=True),
            {2020: 61},
            "2021-01-01",
            {},
            "dưới 60 %",
            "the target was below 60% by 31 December 2020; the figure for 2020 is 61%, "
            "1 percentage point too high.",
        ),
        (AtMost(value=60), {2020: 61}, "2021-01-01", {}, "tối đa 60 %", "at most 60%"),
        (
            Within(low=2, high=4),
            {2020: 3},
            "2021-01-01",
            {},
            "trong khoảng từ 2 đến 4 %",
            "between 2 and 4%",
        ),
        (
            LeadingGroup(worst=50, best=45),
            {2020: 25},
            "2021-01-01",
            {"unit": Unit.RANK},
            "Vượt mục tiêu: yêu cầu là trong nhóm 45–50 dẫn đầu đến 31/12/2020; số liệu kỳ 2020 là "
            "hạng 25, tốt hơn cả mức cao nhất được nêu (hạng 45).",
            "better than even the best place named (rank 45)",
        ),
        (
            LeadingGroup(worst=50),
            {2020: 51},
            "2021-01-01",
            {"unit": Unit.RANK},
            "còn thiếu 1 bậc",
            "1 place short",
        ),
        (
            AtLeast(value=60),
            {2019: 61},
            "2021-01-01",
            {},
            "Chờ số liệu: yêu cầu là tối thiểu 60 % đến 31/12/2020. Đến 01/01/2021 chưa có số liệu "
            "nào cho kỳ của hạn được công bố. Mới nhất đã biết: số liệu kỳ 2019 là 61 %.",
            "No figure that speaks for that date was known on 1 January 2021. The latest known: the"
            " figure for 2019 is 61%.",
        ),
        (
            AtLeast(value=60),
            None,
            "2021-01-01",
            {"timing": "publication"},
            "Đến hạn chưa có số liệu nào được công bố.",
            "Nothing had been published by then.",
        ),
        (
            AtLeast(value=60),
            {2019: 61},
            "2021-01-01",
            {"timing": "publication"},
            "mới nhất đã công bố đến hạn",
            "the latest published by then",
        ),
        (
            AtLeast(value=60),
            None,
            "2019-01-01",
            {},
            "Chưa đến hạn: yêu cầu là tối thiểu 60 % đến 31/12/2020. Đến 01/01/2019 chưa biết số"
            " liệu nào.",
            "No figure was known on 1 January 2019.",
        ),
        (
            AtLeast(value=60),
            {2014: 10, 2018: 30},
            "2019-01-01",
            {},
            "mới nhất đến 01/01/2019: số liệu kỳ 2018 là 30 %, còn thiếu 30 điểm phần trăm. Từ 10 %"
            " (2014) đến 30 % (2018) đã đi 40 % quãng đường trong 66,7 % thời gian, bằng 0,6 lần"
            " tiến độ cần thiết (chậm); chậm 1,6 năm so với đường thẳng; nếu giữ nhịp này, đến hạn"
            " là 40 %; từ đó mỗi năm cần tăng 15 điểm phần trăm.",
            "1.6 years behind the straight line; at this pace it would be 40% at the due date;"
            " from there on it takes 15 percentage points a year.",
        ),
        (
            AtLeast(value=60),
            {2014: 10, 2017: 50},
            "2019-01-01",
            {},
            "sớm 1,8 năm so với đường thẳng",
            "1.8 years ahead of the straight line",
        ),
        (
            AtLeast(value=60),
            {2014: 0, 2017: 30},
            "2019-01-01",
            {},
            "đúng bằng tiến độ cần thiết (đúng tiến độ); nếu giữ",
            "exactly the required pace (on track); at this pace",
        ),
        (
            AtLeast(value=60),
            {2020: 61, 2022: 59},
            "2023-01-01",
            {},
            "Sau hạn, số liệu kỳ 2022 là 59 %, không còn đạt.",
            "Later, the figure for 2022 is 59%, which is no longer enough.",
        ),
        (
            AtLeast(value=60),
            {2020: 59, 2022: 61},
            "2023-01-01",
            {},
            "Đạt muộn: ",
            "Later, the figure for 2022 is 61%, which is enough.",
        ),
        (
            RelativeTo(period=2015, factor=1.5, least=True),
            None,
            "2021-01-01",
            {},
            "tối thiểu 1,5 lần giá trị kỳ 2015 đến 31/12/2020. Đến 01/01/2021 chưa biết giá trị",
            "at least 1.5 times the value of 2015 by 31 December 2020. The value of the reference",
        ),
        (
            RelativeTo(period=2015, factor=0.5, least=False),
            {2018: 3},
            "2019-01-01",
            {},
            "tối đa 0,5 lần giá trị kỳ 2015",
            "at most 0.5 times the value of 2015",
        ),
        (
            AtLeast(value=60),
            None,
            "2021-01-01",
            {"suspensions": [Suspension(start="2018-01-01", reason=Text("Ngừng.", "Stopped."))]},
            "Không thể đánh giá: yêu cầu là tối thiểu 60 % đến 31/12/2020. Ngừng.",
            "Not evaluable: the target was at least 60% by 31 December 2020. Stopped.",
        ),
        (
            AtLeast(value=60),
            [Observation(period=2020, value=61, flags=["estimated", "single", "break"])],
            "2021-01-01",
            {},
            "Lưu ý: số liệu này là số ước tính và chỉ có một nguồn thứ cấp.",
            "Note: this figure is an estimate and known from one secondary account only.",
        ),
        (
            AtLeast(value=60),
            None,
            "2019-01-01",
            {"inferences": [Inference(field="section", reason=Text("vì", "since"))]},
            "chúng tôi suy luận: section.",
            "inferred by us: section.",
        ),
    ],
)
def test_every_outcome_and_pace_has_its_words(
    criterion: Any, data: Any, as_of: str, more: dict[str, Any], vi: str, en: str
) -> None:
    found_vi, found_en = explained(criterion, data, as_of, **more)

    assert vi in found_vi
    assert en in found_en


STOPS = [
    Suspension(start="2018-01-01", end="2020-06-30", reason=Text("Ngừng.", "Stopped.")),
    Suspension(start="2020-07-01", reason=Text("Đổi.", "Changed.")),
]
GUESSES = [Inference(field=field, reason=Text("vì", "since")) for field in ("due", "mode")]


@pytest.mark.parametrize(
    "data,as_of,more,vi,en",
    [
        (
            {2020: 61},
            "2021-01-01",
            {},
            "Đạt: yêu cầu là tối thiểu 60 % đến 31/12/2020; số liệu kỳ 2020 là 61 %.",
            "Met: the target was at least 60% by 31 December 2020; the figure for 2020 is 61%.",
        ),
        (
            {2019: 55},
            "2021-01-01",
            {"timing": "publication"},
            "Không đạt: yêu cầu là tối thiểu 60 % đến 31/12/2020; số liệu kỳ 2019 là 55 %, mới nhất"
            " đã công bố đến hạn, còn thiếu 5 điểm phần trăm.",
            "Missed: the target was at least 60% by 31 December 2020; the figure for 2019 is 55%, the"
            " latest published by then, 5 percentage points short.",
        ),
        (
            None,
            "2021-01-01",
            {"timing": "publication"},
            "Chờ số liệu: yêu cầu là tối thiểu 60 % đến 31/12/2020. Đến hạn chưa có số liệu nào được"
            " công bố.",
            "Awaiting data: the target was at least 60% by 31 December 2020. Nothing had been published"
            " by then.",
        ),
        (  # after the due date neither a projection nor what would be needed is told
            {2014: 10, 2018: 20},
            "2021-01-01",
            {},
            "Chờ số liệu: yêu cầu là tối thiểu 60 % đến 31/12/2020. Đến 01/01/2021 chưa có số liệu"
            " nào cho kỳ của hạn được công bố. Mới nhất đã biết: số liệu kỳ 2018 là 20 %. Từ 10 %"
            " (2014) đến 20 % (2018) đã đi 20 % quãng đường trong 66,7 % thời gian, bằng 0,3 lần"
            " tiến độ cần thiết (gần như đứng yên); chậm 2,8 năm so với đường thẳng.",
            "Awaiting data: the target was at least 60% by 31 December 2020. No figure that speaks for"
            " that date was known on 1 January 2021. The latest known: the figure for 2018 is 20%."
            " From 10% (2014) to 20% (2018) it went 20% of the way in 66.7% of the time, 0.3 times"
            " the required pace (stalled); 2.8 years behind the straight line.",
        ),
        (  # one figure has no pace
            {2014: 20},
            "2016-01-01",
            {},
            "Chưa đến hạn: yêu cầu là tối thiểu 60 % đến 31/12/2020; mới nhất đến 01/01/2016: số liệu"
            " kỳ 2014 là 20 %, còn thiếu 40 điểm phần trăm. Chưa có số liệu nào mới hơn mốc gốc nên"
            " chưa tính được tiến độ.",
            "Pending: the target is at least 60% by 31 December 2020; latest on 1 January 2016: the"
            " figure for 2014 is 20%, 40 percentage points short. No figure is newer than the"
            " baseline, so there is no pace yet.",
        ),
        (  # less than a year ahead is ahead
            {2014: 0, 2017: 31},
            "2019-01-01",
            {},
            "Chưa đến hạn: yêu cầu là tối thiểu 60 % đến 31/12/2020; mới nhất đến 01/01/2019: số liệu"
            " kỳ 2017 là 31 %, còn thiếu 29 điểm phần trăm. Từ 0 % (2014) đến 31 % (2017) đã đi"
            " 51,7 % quãng đường trong 50 % thời gian, bằng 1,03 lần tiến độ cần thiết (đúng tiến"
            " độ); sớm 0,1 năm so với đường thẳng; nếu giữ nhịp này, đến hạn là 62 %; từ đó mỗi năm"
            " cần tăng 9,667 điểm phần trăm. Để đúng tiến độ, số liệu kỳ 2020 cần đạt 60 %.",
            "Pending: the target is at least 60% by 31 December 2020; latest on 1 January 2019: the"
            " figure for 2017 is 31%, 29 percentage points short. From 0% (2014) to 31% (2017) it"
            " went 51.7% of the way in 50% of the time, 1.03 times the required pace (on track); 0.1"
            " years ahead of the straight line; at this pace it would be 62% at the due date; from"
            " there on it takes 9.667 percentage points a year. To be on track, the figure for 2020"
            " would have to be 60%.",
        ),
        (
            {2020: 59, 2022: 61},
            "2023-01-01",
            {},
            "Đạt muộn: yêu cầu là tối thiểu 60 % đến 31/12/2020; số liệu kỳ 2020 là 59 %, còn thiếu 1"
            " điểm phần trăm. Sau hạn, số liệu kỳ 2022 là 61 %, đạt yêu cầu. Từ 59 % (2020) đến 61 %"
            " (2022): đang giữ mức. Mốc gốc là số liệu đầu tiên sau ngày bắt đầu, vì trước đó chưa"
            " có.",
            "Met late: the target was at least 60% by 31 December 2020; the figure for 2020 is 59%, 1"
            " percentage point short. Later, the figure for 2022 is 61%, which is enough. From 59%"
            " (2020) to 61% (2022): holding. The baseline is the first figure after the start, since"
            " there was none before.",
        ),
        (
            None,
            "2021-01-01",
            {"suspensions": STOPS},
            "Không thể đánh giá: yêu cầu là tối thiểu 60 % đến 31/12/2020. Ngừng. Đổi.",
            "Not evaluable: the target was at least 60% by 31 December 2020. Stopped. Changed.",
        ),
        (
            None,
            "2019-01-01",
            {"inferences": GUESSES},
            "Chưa đến hạn: yêu cầu là tối thiểu 60 % đến 31/12/2020. Đến 01/01/2019 chưa biết số liệu"
            " nào. Văn bản không nói rõ, chúng tôi suy luận: hạn, cách giữ mức.",
            "Pending: the target is at least 60% by 31 December 2020. No figure was known on 1 January"
            " 2019. Not stated in the text, inferred by us: the due date, whether it must hold or be"
            " reached.",
        ),
    ],
)
def test_the_whole_paragraph_says_this_and_no_more(
    data: Any, as_of: str, more: dict[str, Any], vi: str, en: str
) -> None:
    assert explained(AtLeast(value=60), data, as_of, **more) == (vi, en)


@pytest.mark.parametrize(
    "field,vi,en",
    [
        ("indicator", "chỉ số", "the indicator"),
        ("criterion", "cách hiểu mức yêu cầu", "how the figure asked for is read"),
        ("due", "hạn", "the due date"),
        ("start", "ngày bắt đầu", "the start"),
        ("mode", "cách giữ mức", "whether it must hold or be reached"),
        ("window_months", "khoảng thời gian xét số liệu", "the window for figures"),
    ],
)
def test_every_inferred_field_has_its_words(field: str, vi: str, en: str) -> None:
    inferred = [Inference(field=field, reason=Text("vì", "since"))]
    found = explained(AtLeast(value=60), None, "2019-01-01", inferences=inferred)

    assert found[0].endswith(f" Văn bản không nói rõ, chúng tôi suy luận: {vi}.")
    assert found[1].endswith(f" Not stated in the text, inferred by us: {en}.")


@pytest.mark.parametrize(
    "flag,vi,en",
    [
        ("provisional", "là số tạm tính", "provisional"),
        ("estimated", "là số ước tính", "an estimate"),
        ("derived", "được suy ra từ số liệu khác", "derived from other figures"),
        ("single", "chỉ có một nguồn thứ cấp", "known from one secondary account only"),
    ],
)
def test_every_doubt_about_a_figure_has_its_words(flag: str, vi: str, en: str) -> None:
    figures = [Observation(period=2020, value=61, flags=[flag])]
    found = explained(AtLeast(value=60), figures, "2021-01-01")

    assert found[0].endswith(f" Lưu ý: số liệu này {vi}.")
    assert found[1].endswith(f" Note: this figure is {en}.")


def test_large_numbers_are_grouped_wherever_they_stand() -> None:
    vi, en = explained(AtLeast(value=6000), {2014: 0, 2017: 1500.5}, "2019-01-01", unit=Unit.PEOPLE)

    assert "đến hạn là 3.001 người; từ đó mỗi năm cần tăng 1.500 người." in vi
    assert "would be 3,001 people at the due date; from there on it takes 1,500 people a year" in en


def test_a_rank_beyond_the_group_is_not_praised_before_the_due_date() -> None:
    vi, en = explained(
        LeadingGroup(worst=50, best=45), {2014: 60, 2018: 25}, "2019-01-01", unit=Unit.RANK
    )

    assert "số liệu kỳ 2018 là hạng 25. Từ hạng 60" in vi
    assert "the figure for 2018 is rank 25. From rank 60" in en


HAPPENS = Milestone(event=Text("xảy ra", "it happens"))


@pytest.mark.parametrize(
    "data,as_of,more,vi,en",
    [
        (
            {"2020-05-01": 1},
            "2021-01-01",
            {},
            "Đạt: yêu cầu là xảy ra, đến 31/12/2020; chỉ số x: 01/05/2020.",
            "Met: the target was: it happens, by 31 December 2020; index x: 1 May 2020.",
        ),
        (
            {"2014-05-01": 1},
            "2021-01-01",
            {},
            "01/05/2014, trước khi mục tiêu được đặt ra.",
            "1 May 2014, before the promise was made.",
        ),
        (
            {"2021-01-01": 1},
            "2021-02-01",
            {},
            "Đạt muộn: yêu cầu là xảy ra, đến 31/12/2020; chỉ số x: 01/01/2021. Trễ 1 ngày.",
            "That is 1 day late.",
        ),
        (
            {"2021-06": 1},
            "2022-02-01",
            {},
            "Trễ nhiều nhất 181 ngày.",
            "That is at most 181 days late.",
        ),
        (
            {"2020-W53": 1},
            "2022-02-01",
            {},
            "tuần 53 năm 2020, chưa đủ chính xác để kết luận.",
            "week 53 of 2020, too imprecise a date to tell.",
        ),
        (
            {"2021-06": 0},
            "2022-02-01",
            {},
            "Quá hạn: yêu cầu là xảy ra, đến 31/12/2020; đến hết tháng 06/2021 được báo cáo là"
            " chưa diễn ra.",
            "by the end of June 2021 it was reported not to have happened.",
        ),
        (
            None,
            "2022-02-01",
            {},
            "Chờ số liệu: yêu cầu là xảy ra, đến 31/12/2020. Đến 01/02/2022 chưa có tin nào",
            "No report of it was known on 1 February 2022.",
        ),
        (
            None,
            "2022-02-01",
            {"timing": "publication"},
            "Đến hạn chưa có tin nào về sự kiện này được công bố.",
            "No report of it had been published by then.",
        ),
        (
            None,
            "2022-02-01",
            {"suspensions": [Suspension(start="2018-01-01", reason=Text("Ngừng.", "Stopped."))]},
            "đến 31/12/2020. Ngừng.",
            "by 31 December 2020. Stopped.",
        ),
        (
            {"2024-10-15": 1},
            "2024-12-31",
            {},
            "chỉ số x: 15/10/2024. Trễ 1.384 ngày.",
            "index x: 15 October 2024. That is 1,384 days late.",
        ),
    ],
)
def test_every_event_has_its_words(
    data: Any, as_of: str, more: dict[str, Any], vi: str, en: str
) -> None:
    found_vi, found_en = explained(HAPPENS, data, as_of, **{"unit": Unit.EVENT} | more)

    assert vi in found_vi
    assert en in found_en


def test_by_publication_an_event_nobody_reported_is_told_so_and_no_more() -> None:
    assert explained(HAPPENS, None, "2022-02-01", timing="publication", unit=Unit.EVENT) == (
        "Chờ số liệu: yêu cầu là xảy ra, đến 31/12/2020. Đến hạn chưa có tin nào về sự kiện này"
        " được công bố.",
        "Awaiting data: the target was: it happens, by 31 December 2020. No report of it had been"
        " published by then.",
    )


def test_every_stage_is_told() -> None:
    staged = Staged(
        stages=[
            Stage(due="2018-12-31", criterion=AtLeast(value=20)),
            Stage(due="2020-12-31", criterion=AtLeast(value=60)),
        ]
    )
    vi, en = explained(staged, {2018: 10}, "2019-06-01")

    assert "Các chặng: tối thiểu 20 % đến 31/12/2018: không đạt; tối thiểu 60 %" in vi
    assert "Stages: at least 20% by 31 December 2018: missed; at least 60% by" in en


def test_a_baseline_that_satisfied_tells_no_share() -> None:
    vi, en = explained(AtLeast(value=60), {2014: 70, 2018: 65}, "2019-06-01")

    assert "Từ 70 % (2014) đến 65 % (2018): đang giữ mức." in vi
    assert "From 70% (2014) to 65% (2018): holding." in en


def test_another_language_is_refused() -> None:
    target = DIRECTIVE_01.targets[0]
    verdict = evaluate(target, None, as_of="2020-01-01")

    with pytest.raises(InvalidValueError, match="lang should be 'vi' or 'en', got 'fr'"):
        verdict.explain("fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "lang,words",
    [
        ("vi", ("Kết quả", "Tiến độ", "Nguyên văn", "Lý do")),
        ("en", ("Outcome", "Pace", "Words", "Reasons")),
    ],
)
def test_the_notebook_shows_the_verdict_with_its_words(lang: Any, words: tuple[str, ...]) -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    verdict = evaluate(target, published.series("egdi-rank"), as_of="2020-12-31")
    html = verdict._repr_html_(lang)
    span = target.span
    cells = (
        verdict.outcome.label(lang),
        verdict.pace.label(lang),
        f"{span.quote} {span.source} [{span.start}:{span.end}]",
        "; ".join(reason.label(lang) for reason in verdict.reasons),
    )

    assert f' lang="{lang}"><div' in html
    assert f"><strong>{target.id}: {verdict.headline(lang)}</strong></div>" in html
    assert f">{span.quote}</q>" in html
    assert f'<p style="margin:.4em 0">{verdict.explain(lang)}</p>' in html
    found = html
    for word, cell in zip(words, cells, strict=True):
        _, name, found = found.partition(f">{word}</th>")
        assert name
        shown, _, _ = found.split(">", 1)[1].partition("</td>")
        assert " ".join(re.sub("<[^>]*>", " ", shown).split()) == cell


def test_the_notebook_leaves_out_a_pace_that_there_is_not() -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    html = evaluate(target, None, as_of="2020-12-31")._repr_html_("en")

    assert ">Outcome</th>" in html
    assert ">Pace</th>" not in html


def test_vietnamese_is_spoken_where_no_language_is_asked_for() -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    verdict = evaluate(target, published.series("egdi-rank"), as_of="2020-12-31")

    assert verdict.explain() == paragraph(verdict) == verdict.explain("vi")
    assert verdict._repr_html_() == picture(verdict) == verdict._repr_html_("vi")
    assert verdict.headline() == verdict.outcome.label() == "không đạt"


@pytest.mark.parametrize(
    "lang,headline", [("vi", "chưa đến hạn: chưa đủ số liệu"), ("en", "pending: insufficient data")]
)
def test_a_pending_verdict_says_so_in_its_headline(lang: Any, headline: str) -> None:
    verdict = evaluate(
        DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people"), None, as_of="2021-12-31"
    )

    assert verdict.headline(lang) == headline


# --- what is said must be so, however it is rounded -----------------------------------


@pytest.mark.parametrize(
    "latest,words",
    [
        (28.5, "0.95 times the required pace (on track)"),
        (28.49, "0.9497 times the required pace (slow)"),  # and not 0.95
        (29.999, "0.99997 times the required pace (on track)"),
        (30, "exactly the required pace (on track)"),
        (17.9999, "0.599997 times the required pace (stalled)"),
        (-3, "it went back 5% of the way in 50% of the time (regressing)"),
    ],
)
def test_a_rounded_ratio_says_what_the_pace_says(latest: float, words: str) -> None:
    _, en = explained(AtLeast(value=60), {2014: 0, 2017: latest}, "2019-01-01")

    assert words in en


def test_a_rounded_projection_does_not_reach_what_the_line_does_not() -> None:
    _, en = explained(AtLeast(value=60), {2014: 0, 2017: 29.9999}, "2019-01-01")

    assert "at this pace it would be 59.9998% at the due date" in en


def test_what_is_needed_is_rounded_to_what_is_enough() -> None:
    vi, en = explained(AtLeast(value=60), {2014: 0, 2016: 10.001, 2018: 20.003}, "2019-01-01")
    assert "from there on it takes 20 percentage points a year" in en  # 19.9985
    assert "từ đó mỗi năm cần tăng 20 điểm phần trăm" in vi
    vi, en = explained(AtMost(value=10), {2014: 70.001, 2016: 60, 2017: 50}, "2018-02-01")
    assert "the figure for 2018 would have to be 32%" in en  # 32.0003
    assert "từ đó mỗi năm cần giảm 13,34 điểm phần trăm" in vi  # 13.3333
    assert "còn cao hơn 40 điểm phần trăm" in vi


def test_once_missed_nothing_is_on_track_any_more() -> None:
    vi, en = explained(AtLeast(value=60), {2014: 0, 2020: 59}, "2021-01-01")

    assert "0.983 times the required pace; 0.1 years behind" in en
    assert "đúng tiến độ" not in vi


def test_who_holds_already_is_told_no_projection() -> None:
    vi, en = explained(AtLeast(value=60), {2014: 0, 2017: 61}, "2019-01-01")

    assert en.endswith("(holding); 3.1 years ahead of the straight line.")
    assert "nếu giữ nhịp này" not in vi


def test_no_fewer_than_none_are_projected() -> None:
    falling = {2014: 100, 2016: 40}
    _, en = explained(AtMost(value=10), falling, "2017-01-01", unit=Unit.PEOPLE)
    assert "at this pace it would be 0 people at the due date" in en
    assert "from there on it takes 7.5 people a year" in en
    _, en = explained(AtMost(value=10), falling, "2017-01-01")
    assert "at this pace it would be −80% at the due date" in en


@pytest.mark.parametrize(
    "mode,vi,en",
    [
        ("at", "tối thiểu 60 % đến 31/12/2020", "at least 60% by 31 December 2020"),
        (
            "reach",
            "tối thiểu 60 % vào một thời điểm nào đó đến 31/12/2020",
            "at least 60% at some time by 31 December 2020",
        ),
        (
            "maintain",
            "tối thiểu 60 % trong suốt thời gian đến 31/12/2020",
            "at least 60% at all times until 31 December 2020",
        ),
    ],
)
def test_whether_it_must_hold_or_be_reached_is_said(mode: Any, vi: str, en: str) -> None:
    told = explained(AtLeast(value=60), {2014: 70, 2017: 30}, "2019-01-01", mode=mode)

    assert f"yêu cầu là {vi}" in told[0]
    assert f"{en};" in told[1]


def test_past_a_band_nothing_is_needed_on_the_way_to_it() -> None:
    band = Within(low=40, high=50)
    vi, en = explained(band, {2014: 10, 2016: 30, 2018: 55}, "2019-01-01")

    assert "5 percentage points too high" in en
    assert "would have to be" not in en
    assert "yêu cầu là trong khoảng từ 40 đến 50 % đến 31/12/2020" in vi


def test_an_event_denied_and_then_reported_has_its_date() -> None:
    launch = Milestone(event=Text("khai trương", "the launch"))
    events = {"2020-12-31": 0, "2021-03": 1}
    vi, en = explained(launch, events, "2021-06-30", unit=Unit.EVENT)

    assert vi.endswith("Sau hạn mới diễn ra: tháng 03/2021, trễ nhiều nhất 90 ngày.")
    assert en.endswith("It happened later: March 2021, at most 90 days late.")


def test_with_the_last_figure_in_early_no_change_is_left_to_be_made() -> None:
    figures = [(2014, 0), (2020, 59, "2020-11-01")]
    _, en = explained(AtLeast(value=60), figures, "2020-12-01")

    assert "at this pace it would be 59% at the due date." in en
    assert "from there on" not in en
