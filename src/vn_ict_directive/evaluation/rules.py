"""The rules of a verdict as tables: of the cases of a table, the first that holds decides.

A case is a list of named facts, those of :data:`FACTS`, and what follows where all of them
hold. Facts are found twice: by loops over one series in :mod:`vn_ict_directive.evaluation.facts`,
by aggregations over a panel in :mod:`vn_ict_directive.panels.facts`. Their meaning is here alone:
:func:`ruling` reads the tables for one series, :mod:`vn_ict_directive.panels.rules` compiles them
for a panel, and the page ``docs/explanation/how-targets-are-evaluated.md`` prints them.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

import attrs

from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status
from vn_ict_directive.text import Text

__all__ = [
    "DOUBTS",
    "EVENT",
    "EVENT_REASONS",
    "FACTS",
    "OUTCOME",
    "PACE",
    "REASONS",
    "STAGES",
    "STATUS",
    "Case",
    "Places",
    "Ruling",
    "Table",
    "headline",
    "held",
    "ruling",
]


FACTS: Final[Mapping[str, Text]] = {
    name: Text(*words)
    for name, *words in (
        line.split(" | ")
        for line in """\
milestone | mục tiêu là một sự kiện | the target is a milestone
before_due | chưa đến hạn | the evaluation is as of a day before the due date
by_publication | xét số liệu đã công bố đến hạn | what was published by the due date decides
reach | mục tiêu chỉ cần đạt một lần đến hạn | the target is to be reached once until the due date
early | một số liệu trong thời hạn quyết định | a figure within the time allowed decides
deciding | đã đến hạn và có số liệu quyết định | from the due date on, a figure decides
foreign | số liệu đó theo phương pháp không được chấp nhận | it is of a refused method
open | số liệu đó là một mức chặn, chưa đủ để kết luận | it is a bound that leaves both answers open
satisfies | số liệu đó đạt mức yêu cầu | it satisfies the target
suspended | chỉ tiêu bị gián đoạn trong cả khoảng xét | the indicator was suspended over the window
no_reference | chưa có giá trị của kỳ gốc | the value that the limit is relative to is not known
unsure | một mức chặn trong thời hạn chưa đủ để kết luận | a bound within the time allowed is open
earlier_edition | kỳ đó trước hạn từ một năm | its period ends a year before the due date
no_edition | không kỳ công bố nào rơi vào khoảng xét | no edition can fall in the window
gaps | có kỳ không có số liệu | a period between start and due date has no figure
satisfied_later | sau hạn mới đạt (trừ mục tiêu duy trì) | met late (nothing is maintained late)
violated_later | sau hạn không còn đạt | a figure after the due date violates
refused | có số liệu theo phương pháp không được chấp nhận | some figures are of a refused method
known | có số liệu | a figure is known
rebased | giá trị ban đầu tính lại sau thay đổi phương pháp | it was moved behind a break in series
baseline_late | giá trị ban đầu được công bố sau ngày bắt đầu | it came out after the start
baseline_after_start | giá trị ban đầu thuộc kỳ sau ngày bắt đầu | its period ends after the start
moved | số liệu mới nhất mới hơn giá trị ban đầu | the latest figure is newer than the baseline
censored | một trong hai số liệu đó là mức chặn | one of the two is only a bound
holding | số liệu mới nhất đạt mức yêu cầu | the latest figure satisfies the target
no_way | giá trị ban đầu đã ở mức yêu cầu hoặc hơn | the baseline is at the target value or beyond
lost | khi đó, số liệu đã lùi lại | there, it satisfied, or the latest figure fell back behind it
overshot | số liệu đã đi qua khoảng yêu cầu | the figures went through a band and out of it again
too_late | giá trị ban đầu không trước hạn | the baseline does not lie before the due date
fast | từ 0,95 lần tiến độ cần thiết | the ratio is 0.95 or more
fair | từ 0,60 lần tiến độ cần thiết | the ratio is 0.60 or more
forward | không lùi so với giá trị ban đầu | the latest figure does not lie behind the baseline
thin | hai số liệu đó cách nhau chưa đầy một năm | the two lie less than a year apart
stale | số liệu mới nhất cũ hơn hai chu kỳ công bố | the latest figure is over two intervals old
fractions | mọi số liệu phần trăm đều không quá 1 | percentages are all at most 1, on a scale to 100
ungathered | ngày đánh giá sau ngày thu thập số liệu | as_of lies after the day of gathering
beyond | thứ hạng tốt hơn mức phấn đấu | the rank is better than the aspired one
uncertain | số liệu có ghi chú về độ chắc chắn | the figure carries a flag, that of a break apart
inferred | có nội dung suy luận | a field of the target was inferred
happened | sự kiện diễn ra trọn trong thời hạn | an event lies wholly within the time allowed
contradicted | có tin phủ nhận sự kiện đó | a report denies it for a day at its end or after
before_start | sự kiện diễn ra trọn trước ngày bắt đầu | it lies wholly before the start
denied | được báo cáo là đến hạn chưa diễn ra | it is reported not to have happened by the due date
imprecise | sự kiện có thể diễn ra trong thời hạn | an event may lie within the time allowed
happened_late | sự kiện diễn ra trọn sau hạn | an event lies wholly after the due date
earlier_missed | một chặng trước không đạt | an earlier stage was missed""".splitlines()
    )
}
"""The names of the facts that tables ask for, with their meaning. Codes of outcomes and paces,
such as ``missed``, are facts too, for the tables that are read after these are known."""

T = TypeVar("T")


@attrs.frozen
class Case(Generic[T]):
    """One line of a table.

    Attributes:
        when: The names of the facts that must hold and, with ``~`` before them, of those that
            must not. A case without a name always holds.
        then: What follows.
        text: The case in a sentence.
        wanted: The names of the facts that must hold.
        barred: The names of those that must not.
    """

    when: str
    then: T
    text: Text
    wanted: frozenset[str] = attrs.field(init=False, repr=False, eq=False)
    barred: frozenset[str] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Read the names once."""
        names = self.when.split()
        barred = frozenset(name[1:] for name in names if name[0] == "~")
        object.__setattr__(self, "barred", barred)
        object.__setattr__(self, "wanted", frozenset(n for n in names if n[0] != "~"))

    def holds(self, facts: AbstractSet[str]) -> bool:
        """Whether the case holds, by the names of the facts that hold."""
        return self.wanted <= facts and self.barred.isdisjoint(facts)


@attrs.frozen
class Table(Generic[T]):
    """Cases in their order; the last one always holds.

    Attributes:
        title: The question that the table answers.
        cases: The cases.
    """

    title: Text
    cases: tuple[Case[T], ...]

    def first(self, facts: AbstractSet[str]) -> T:
        """Return what follows from the first case that holds."""
        return next(case.then for case in self.cases if case.holds(facts))


def _table(kind: Iterable[T], title: str, *lines: str) -> Table[T]:
    """Read lines such as ``facts | code | sentence in Vietnamese | in English``."""
    codes = {str(code or ""): code for code in kind}
    cases = []
    for line in lines:
        when, code, vi, en = line.split("|")
        cases.append(Case(when.strip(), codes[code.strip()], Text(vi.strip(), en.strip())))
    return Table(Text(*title.split(" | ")), tuple(cases))


_NOTHING: Final = Text("không nêu gì", "nothing is said")


Places = tuple[Table[Reason | None], ...]
"""A table for each place among the reasons of a verdict, in order."""


def _place(title: str, *cases: tuple[str, Reason | None]) -> Table[Reason | None]:
    """Make the table of one place among the reasons, which may remain empty.

    A case is put into words by the label of its reason.
    """
    if cases[-1][0]:
        cases = (*cases, ("", None))
    lines = (Case(when, then, then.labels if then else _NOTHING) for when, then in cases)
    return Table(Text(*title.split(" | ")), tuple(lines))


OUTCOME: Final = _table(
    Outcome,
    "Mục tiêu đo bằng số liệu có đạt không | Is a target with a number met",
    "early reach | met | Đã đạt trong thời hạn, mà mục tiêu chỉ cần đạt một lần."
    " | It was reached within the time allowed, and once is enough.",
    "early | missed | Trong thời hạn đã có lúc không đạt, mà mục tiêu yêu cầu duy trì."
    " | It was violated within the time in which it was to be maintained.",
    "before_due | pending | Chưa đến hạn. | The due date has not come.",
    "unsure | undetermined"
    " | Trong thời hạn có số liệu chỉ cho biết trên hoặc dưới một mức, chưa đủ để kết luận."
    " | A bound within the time allowed leaves both answers possible, and no figure decides.",
    "deciding foreign | undetermined"
    " | Số liệu kỳ đến hạn được tính theo phương pháp mà mục tiêu không chấp nhận."
    " | The deciding figure is of a method that the target refuses.",
    "deciding open | undetermined"
    " | Số liệu kỳ đến hạn chỉ cho biết trên hoặc dưới một mức, chưa đủ để kết luận."
    " | The deciding figure is a bound that leaves both answers possible.",
    "deciding satisfies | met | Số liệu kỳ đến hạn đạt mức yêu cầu."
    " | The deciding figure satisfies the target.",
    "deciding | missed | Số liệu kỳ đến hạn không đạt mức yêu cầu."
    " | The deciding figure violates the target.",
    "suspended | not_evaluable | Chỉ tiêu bị gián đoạn trong cả khoảng thời gian xét số liệu."
    " | The indicator was suspended over the whole window.",
    "no_edition | not_evaluable"
    " | Không kỳ công bố nào của chỉ tiêu rơi vào khoảng thời gian xét số liệu."
    " | No edition of the indicator can fall in the window.",
    " | awaiting_data | Đã đến hạn, chưa có số liệu nào cho kỳ đến hạn."
    " | The due date has come, and no known figure decides.",
)

EVENT: Final = _table(
    Outcome,
    "Mục tiêu là một sự kiện có đạt không | Is a milestone met",
    "happened ~contradicted | met | Có tin sự kiện diễn ra trọn trong thời hạn."
    " | An event is reported that lies wholly within the time allowed.",
    "before_due | pending | Chưa đến hạn. | The due date has not come.",
    "happened | undetermined | Có tin sự kiện diễn ra trong thời hạn, và có tin phủ nhận."
    " | An event is reported within the time allowed, and another report denies it.",
    "denied | missed | Có tin rằng đến hạn sự kiện chưa diễn ra."
    " | The event is reported not to have happened by the due date.",
    "imprecise | undetermined | Ngày của sự kiện không đủ chính xác để biết có đúng hạn không."
    " | An event is reported that may lie within the time allowed or outside it.",
    "happened_late | missed | Có tin sự kiện diễn ra trọn sau hạn."
    " | An event is reported that lies wholly after the due date.",
    "suspended | not_evaluable | Chỉ tiêu bị gián đoạn trong cả khoảng thời gian xét số liệu."
    " | The indicator was suspended over the whole window.",
    " | awaiting_data | Đã đến hạn, chưa có tin nào về sự kiện."
    " | The due date has come, and no report decides.",
)

PACE: Final = _table(
    Pace,
    "Tiến độ ra sao | How fast do the figures move",
    "~moved | insufficient_data | Không có số liệu so sánh được nào mới hơn giá trị ban đầu."
    " | No comparable figure is newer than the baseline.",
    "holding | holding | Số liệu mới nhất đạt mức yêu cầu."
    " | The latest figure satisfies the target.",
    "censored | insufficient_data"
    " | Giá trị ban đầu hoặc số liệu mới nhất chỉ cho biết trên hoặc dưới một mức."
    " | The baseline or the latest figure is only a bound.",
    "no_way lost | regressing | Giá trị ban đầu đã ở mức yêu cầu, từ đó số liệu lùi lại."
    " | The baseline was at the target value already, and the figures fell back.",
    "no_way | stalled | Giá trị ban đầu ở ngay mức phải vượt qua, và số liệu không lùi."
    " | The baseline lies at a limit that must be passed, and the figures did not fall back.",
    "overshot | regressing | Số liệu đã đi qua khoảng yêu cầu rồi ra ngoài."
    " | The figures went through the band and out of it again.",
    "too_late | insufficient_data | Giá trị ban đầu không trước hạn."
    " | The baseline does not lie before the due date.",
    "fast | on_track | Từ 0,95 lần tiến độ cần thiết trở lên."
    " | The figures cover 0.95 of the required pace or more.",
    "fair | slow | Từ 0,60 đến dưới 0,95 lần. | They cover 0.60 or more, and less than 0.95.",
    "forward | stalled | Từ 0 đến dưới 0,60 lần. | They cover 0 or more, and less than 0.60.",
    " | regressing | Số liệu lùi xa mục tiêu. | They move away from the target.",
)

STATUS: Final = _table(
    (None, *Status),
    "Trạng thái nào được nêu | Which status is the headline",
    "missed satisfied_later | met_late | Không đạt khi đến hạn, đạt sau hạn."
    " | Missed at the due date, and satisfied by a later figure or event.",
    "missed denied | overdue | Sự kiện chưa diễn ra khi đến hạn, từ đó chưa có tin."
    " | An event that had not happened by the due date, and is not reported since.",
    "met beyond | exceeded | Đạt, với thứ hạng tốt hơn cả mức phấn đấu."
    " | Met, with a rank better than the aspired rank of the group.",
    " | | Trước hạn nêu tiến độ, từ ngày đến hạn nêu kết quả."
    " | Before the due date the pace, from the due date on the outcome.",
)

REASONS: Final[Places] = (
    _place(
        "Vì sao có kết quả | Why the outcome",
        ("early reach", Reason.REACHED_IN_TIME),
        ("early", Reason.VIOLATED_IN_TIME),
        ("before_due", Reason.BEFORE_DUE),
        ("unsure", Reason.BOUND_UNDECIDED),
        ("deciding by_publication", Reason.LATEST_PUBLISHED_AT_DUE),
        ("deciding earlier_edition", Reason.EDITION_BEFORE_DUE),
        ("deciding", Reason.FIGURE_IN_WINDOW),
        ("no_reference", Reason.NO_REFERENCE),
        ("suspended", Reason.SUSPENDED),
        ("no_edition", Reason.NO_EDITION_IN_WINDOW),
        ("by_publication", Reason.NOTHING_PUBLISHED_AT_DUE),
        ("", Reason.NO_FIGURE_IN_WINDOW),
    ),
    _place(
        "Khi thiếu giá trị của kỳ gốc | Without the value of the reference period",
        ("no_reference before_due", Reason.NO_REFERENCE),
        ("no_reference suspended", Reason.SUSPENDED),
        ("no_reference no_edition", Reason.NO_EDITION_IN_WINDOW),
    ),
    _place(
        "Vì sao chưa thể kết luận | Why it is undetermined",
        ("unsure", None),
        ("undetermined foreign", Reason.BREAK_REFUSED),
        ("undetermined", Reason.BOUND_UNDECIDED),
    ),
    _place("Duy trì | Maintained", ("met gaps", Reason.PERIODS_MISSING)),
    _place(
        "Sau hạn | After the due date",
        ("missed satisfied_later", Reason.MET_AFTER_DEADLINE),
        ("met violated_later", Reason.LOST_AFTER_DEADLINE),
    ),
    _place(
        "Phương pháp tính | The method",
        ("undetermined foreign", None),
        ("refused", Reason.BREAK_REFUSED),
    ),
    _place(
        "Giá trị ban đầu | The baseline",
        ("no_reference", None),
        ("~known", Reason.NO_FIGURES),
        ("refused", None),
        ("rebased", Reason.REBASED_AFTER_BREAK),
        ("baseline_late", Reason.BASELINE_PUBLISHED_LATER),
        ("baseline_after_start", Reason.BASELINE_AFTER_START),
    ),
    _place(
        "Số liệu mới nhất | The latest figure",
        ("no_reference", None),
        ("~known", None),
        ("refused", None),
        ("~moved", Reason.NOTHING_NEWER),
    ),
    _place(
        "Khi chưa có tiến độ | While there is no pace",
        ("pending holding ~moved", Reason.SATISFIES_ALREADY),
    ),
    _place(
        "Vì sao không có tỷ lệ | Why there is no ratio",
        ("censored", Reason.CENSORED_FIGURE),
        ("~moved", None),
        ("no_way", Reason.BASELINE_SATISFIED),
        ("overshot", Reason.OVERSHOT),
        ("too_late", Reason.BASELINE_AFTER_DUE),
    ),
    _place(
        "Cơ sở của tiến độ | The basis of the pace",
        ("~moved", None),
        ("holding", None),
        ("thin", Reason.SHORT_BASIS),
    ),
    _place(
        "Số liệu có còn mới | How fresh the figures are",
        ("pending stale", Reason.STALE_FIGURE),
        ("awaiting_data stale", Reason.STALE_FIGURE),
    ),
    _place("Nhóm dẫn đầu | The leading group", ("met beyond", Reason.BEYOND_LEADING_GROUP)),
)
"""What is said of a target with a number: a table for each place among its reasons, in order."""

EVENT_REASONS: Final[Places] = (
    _place(
        "Vì sao có kết quả | Why the outcome",
        ("happened ~contradicted", Reason.EVENT_IN_TIME),
        ("before_due", Reason.BEFORE_DUE),
        ("happened", Reason.REPORTS_CONFLICT),
        ("denied", Reason.REPORTED_NOT_DONE),
        ("imprecise", Reason.EVENT_DATE_IMPRECISE),
        ("happened_late", Reason.EVENT_AFTER_DUE),
        ("suspended", Reason.SUSPENDED),
        ("by_publication", Reason.NOTHING_PUBLISHED_AT_DUE),
        ("", Reason.NO_EVENT_REPORTED),
    ),
    _place(
        "Trước ngày bắt đầu, sau hạn | Before the start, after the due date",
        ("met before_start", Reason.EVENT_BEFORE_START),
        ("missed satisfied_later", Reason.MET_AFTER_DEADLINE),
    ),
)
"""What is said of a milestone, in order."""

DOUBTS: Final[Places] = (
    _place("Đơn vị | The unit", ("fractions", Reason.LOOKS_LIKE_FRACTIONS)),
    _place("Ngày thu thập | The day of gathering", ("ungathered", Reason.AFTER_GATHERED)),
    _place(
        "Độ chắc chắn của số liệu | How certain the figure is",
        ("awaiting_data", None),
        ("not_evaluable", None),
        ("uncertain", Reason.UNCERTAIN_FIGURE),
    ),
    _place("Nội dung suy luận | What was inferred", ("inferred", Reason.INFERRED)),
)
"""What is said of any target, after its other reasons."""

STAGES: Final = _place(
    "Các chặng trước | Earlier stages", ("earlier_missed", Reason.EARLIER_STAGE_MISSED)
)
"""What is said last, of a target in stages."""


class Ruling(NamedTuple):
    """What follows from the facts: both answers, and why."""

    outcome: Outcome
    pace: Pace
    reasons: tuple[Reason, ...]


@lru_cache(4096)
def ruling(facts: frozenset[str]) -> Ruling:
    """Read the tables. The same facts are looked up, since a verdict takes microseconds."""
    is_event = "milestone" in facts
    outcome, pace = (EVENT if is_event else OUTCOME).first(facts), PACE.first(facts)
    known = facts | {outcome}
    places = (*(EVENT_REASONS if is_event else REASONS), *DOUBTS)
    reasons = (place.first(known) for place in places)
    return Ruling(outcome, pace, tuple(reason for reason in reasons if reason is not None))


def headline(outcome: Outcome, pace: Pace, **facts: bool) -> Status:
    """Return the status by both answers and the facts that the table :data:`STATUS` asks for."""
    own = STATUS.first({outcome, *held(facts)})
    return own or Status[(pace if outcome is Outcome.PENDING else outcome).name]


def held(facts: Mapping[str, bool]) -> frozenset[str]:
    """Return the names of the facts that hold."""
    return frozenset([name for name, holds in facts.items() if holds])
