"""Short ways to write what every section file writes many times."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.model import Alternative, Indicator, Inference, Quote, Relation, Target, Task
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Span
from vn_ict_directive.text import Text

ARTICLE: Final = "my-hanh-2020"
"""Id of the source that every quotation of this directive is taken from."""

Said = Mapping[str, str | Span]
"""The words that fields were read from: in the requirement's own span, or elsewhere."""
NOTHING: Final[Said] = MappingProxyType({})

SIGNED: Final = dt.date(2020, 1, 3)
END_OF_2020: Final = Period.of(2020).end
END_OF_2030: Final = Period.of(2030).end

END_OF_YEAR: Final = Inference(
    field="due",
    reason=Text(
        "Bài viết ghi “đến hết năm”; ngày 31/12 là nội dung suy luận.",
        "The text says “by the end of” the year; 31 December is inferred.",
    ),
)

IN_2020: Final = Inference(
    field="due",
    reason=Text(
        "Bài viết ghi “Năm 2020”; ngày 31/12/2020 là ngày cuối của năm đó.",
        "The text says “in 2020”; 31 December 2020 is the last day of that year.",
    ),
)

NO_DEADLINE: Final = Inference(
    field="due",
    reason=Text(
        "Câu này không nêu thời hạn; lấy ngày cuối của năm mà Chỉ thị định hướng.",
        "The sentence states no deadline; the last day of the year that the directive is for is"
        " used.",
    ),
    alternatives=(Alternative(id="no-deadline", label=Text("không có hạn", "without a deadline")),),
)

START: Final = Inference(
    field="start",
    reason=Text(
        "Bài viết không nêu mục tiêu được tính từ ngày nào; lấy ngày ký. Câu kết yêu cầu triển"
        " khai “ngay từ những ngày đầu, tháng đầu của năm 2020”.",
        "The text does not say from which day a target counts; the day of signature is used. The"
        " closing call asks to begin “from the very first days and the first month of 2020”.",
    ),
)

LEADING_EDGES: Final = Inference(
    field="criterion",
    reason=Text(
        "Hai con số được hiểu là hai mức: mức tối thiểu (số lớn) là đủ để đạt, mức phấn đấu"
        " (số nhỏ) là mức mong muốn; thứ hạng tốt hơn cả hai vẫn là đạt.",
        "The two numbers are read as two ranks: the required rank (the larger number) is"
        " enough, the aspired rank (the smaller) is what is hoped for; a rank better than both"
        " does not fail.",
    ),
)


def at(start: int, quote: str) -> Span:
    """Quote the article from code point *start*."""
    return Span.at(ARTICLE, start, quote)


def _quotes(whole: Span, said: Said) -> tuple[Quote, ...]:
    """Say which words each field was read from: words of *whole*, or words elsewhere."""

    def place(words: str | Span) -> Span:
        if isinstance(words, Span):
            return words
        return at(whole.start + whole.quote.index(words), words)

    return tuple(Quote(field=field, span=place(words)) for field, words in said.items())


def task(
    name: str,
    span: Span,
    en: str,
    *,
    responsible: tuple[str, ...] = (),
    addressees: tuple[str, ...] = (),
    relation: Relation | None = None,
    start: dt.date | None = None,
    due: dt.date | None = None,
    said: Said = NOTHING,
    inferences: tuple[Inference, ...] = (),
    notes: tuple[Text, ...] = (),
) -> Task:
    """Make a task whose Vietnamese text is the quotation itself."""
    return Task(
        id=name,
        text=Text(span.quote, en),
        span=span,
        section=name.partition(".")[0],
        responsible=responsible,
        addressees=addressees,
        relation=relation,
        start=start,
        due=due,
        quotes=_quotes(span, said),
        inferences=inferences,
        notes=notes,
    )


def target(
    name: str,
    span: Span,
    en: str,
    *,
    indicator: Indicator,
    criterion: Criterion,
    due: dt.date = END_OF_2020,
    said: Said = NOTHING,
    inferences: tuple[Inference, ...] = (),
    corroborated_by: tuple[str, ...] = (),
    notes: tuple[Text, ...] = (),
) -> Target:
    """Make a target whose Vietnamese statement is the quotation itself.

    No sentence says from which day it counts, so that its start is always inferred.
    """
    if all(inference.field != START.field for inference in inferences):
        inferences = (*inferences, START)
    return Target(
        id=name,
        statement=Text(span.quote, en),
        span=span,
        section=name.partition(".")[0],
        indicator=indicator,
        criterion=criterion,
        start=SIGNED,
        due=due,
        quotes=_quotes(span, said),
        inferences=inferences,
        corroborated_by=corroborated_by,
        notes=notes,
    )
