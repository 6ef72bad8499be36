"""The words a verdict is given in, for programs; their labels, for people."""

import enum
from typing import Final, Literal, Self

from vn_ict_directive.text import Lang, Text

__all__ = ["Labelled", "Outcome", "Pace", "Reason", "Status", "Timing", "Tone", "best_to_worst"]


class Labelled(enum.StrEnum):
    """A code for programs that carries its label for people."""

    labels: Text

    def __new__(cls, code: str, vi: str, en: str) -> Self:
        """Make a member of its code and its label in two languages."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.labels = Text(vi, en)
        return member

    def label(self, lang: Lang = "vi") -> str:
        """Return the label in *lang*."""
        return self.labels.pick(lang)


class Outcome(Labelled):
    """Whether a promise was kept. No data is never ``missed``, and never ``met``."""

    PENDING = "pending", "chưa đến hạn", "pending"
    """The due date has not come."""
    MET = "met", "đạt", "met"
    """A figure or event that speaks for the due date keeps the promise."""
    MISSED = "missed", "không đạt", "missed"
    """A figure or event that speaks for the due date breaks the promise."""
    AWAITING_DATA = "awaiting_data", "chờ số liệu", "awaiting data"
    """The due date has passed, and nothing known by now speaks for it."""
    UNDETERMINED = "undetermined", "chưa thể kết luận", "undetermined"
    """What speaks for the due date leaves both answers open: a date or figure is too vague."""
    NOT_EVALUABLE = "not_evaluable", "không thể đánh giá", "not evaluable"
    """Nothing can speak for it: the indicator was suspended."""


class Pace(Labelled):
    """How fast the figures move towards the target. Information, not a verdict."""

    ON_TRACK = "on_track", "đúng tiến độ", "on track"
    """At 0.95 of the required pace or more."""
    SLOW = "slow", "chậm", "slow"
    """At 0.60 of the required pace or more, and less than 0.95."""
    STALLED = "stalled", "gần như đứng yên", "stalled"
    """At 0 of the required pace or more, and less than 0.60."""
    REGRESSING = "regressing", "thụt lùi", "regressing"
    """Moving away from the target, or fallen back behind it."""
    HOLDING = "holding", "đang giữ mức", "holding"
    """The latest figure satisfies the target already."""
    INSUFFICIENT_DATA = "insufficient_data", "chưa đủ số liệu", "insufficient data"
    """No figure newer than the baseline is known, or there is no figure at all."""


def _same(member: Outcome | Pace) -> tuple[str, str, str]:
    """Give a status the code and labels of an outcome or a pace."""
    return member.value, member.labels.vi, member.labels.en


Tone = Literal["good", "fair", "bad", "none"]
"""How a status is coloured: good news, mixed news, bad news, or no news."""


class Status(Labelled):
    """The headline of a verdict: the outcome once there is one, the pace before."""

    EXCEEDED = "exceeded", "vượt mục tiêu", "exceeded"
    """Met, with a rank strictly better than the strong edge of the group."""
    MET = _same(Outcome.MET)
    MET_LATE = "met_late", "đạt muộn", "met late"
    """Missed at the due date, and satisfied by a later figure."""
    MISSED = _same(Outcome.MISSED)
    OVERDUE = "overdue", "quá hạn", "overdue"
    """An event missed at its due date, and not reported to have happened since."""
    AWAITING_DATA = _same(Outcome.AWAITING_DATA)
    UNDETERMINED = _same(Outcome.UNDETERMINED)
    NOT_EVALUABLE = _same(Outcome.NOT_EVALUABLE)
    ON_TRACK = _same(Pace.ON_TRACK)
    SLOW = _same(Pace.SLOW)
    STALLED = _same(Pace.STALLED)
    REGRESSING = _same(Pace.REGRESSING)
    HOLDING = _same(Pace.HOLDING)
    INSUFFICIENT_DATA = _same(Pace.INSUFFICIENT_DATA)

    @property
    def tone(self) -> Tone:
        """How it is coloured, where there is colour; it never stands without its label."""
        return _TONES[self]

    @property
    def severity(self) -> int:
        """How bad the news is, from 1 for the best; 0 where there is no news.

        Examples:
            >>> max(Status.MET, Status.MISSED, Status.SLOW, key=lambda one: one.severity)
            <Status.MISSED: 'missed'>
        """
        return 0 if self.tone == "none" else 1 + _BEST_TO_WORST.index(self)


class Timing(Labelled):
    """What makes a figure speak for the due date."""

    REFERENCE_PERIOD = "reference_period", "theo kỳ của số liệu", "by reference period"
    """Its period ends in the window before the due date, whenever it came out."""
    PUBLICATION = (
        "publication",
        "theo số liệu đã công bố đến hạn",
        "by what had been published at the deadline",
    )
    """It was the latest figure already published on the due date."""


class Reason(Labelled):
    """Why a verdict is what it is: codes for programs, in the order of the rules."""

    BEFORE_DUE = "before_due", "chưa đến hạn", "the due date has not come"
    FIGURE_IN_WINDOW = (
        "figure_in_window",
        "có số liệu cho kỳ của hạn",
        "a figure speaks for the due date",
    )
    LATEST_PUBLISHED_AT_DUE = (
        "latest_published_at_due",
        "số liệu mới nhất đã công bố đến hạn",
        "the latest figure published by the due date",
    )
    REACHED_IN_TIME = "reached_in_time", "đã đạt trong thời hạn", "reached within the time allowed"
    VIOLATED_IN_TIME = (
        "violated_in_time",
        "đã vi phạm trong thời hạn",
        "violated within the time it was to hold",
    )
    EVENT_IN_TIME = "event_in_time", "sự kiện diễn ra đúng hạn", "the event happened in time"
    EVENT_BEFORE_START = (
        "event_before_start",
        "sự kiện diễn ra trước khi mục tiêu được đặt ra",
        "the event happened before the promise was made",
    )
    EVENT_AFTER_DUE = (
        "event_after_due",
        "sự kiện diễn ra sau hạn",
        "the event happened after the due date",
    )
    EVENT_DATE_IMPRECISE = (
        "event_date_imprecise",
        "ngày của sự kiện không đủ chính xác",
        "the date of the event is too imprecise to tell",
    )
    REPORTED_NOT_DONE = (
        "reported_not_done",
        "được báo cáo là chưa diễn ra",
        "reported as not having happened",
    )
    NO_EVENT_REPORTED = "no_event_reported", "chưa có tin về sự kiện", "no event has been reported"
    NO_FIGURE_IN_WINDOW = (
        "no_figure_in_window",
        "không có số liệu cho kỳ của hạn",
        "no known figure speaks for the due date",
    )
    NOTHING_PUBLISHED_AT_DUE = (
        "nothing_published_at_due",
        "chưa có số liệu nào được công bố đến hạn",
        "nothing had been published by the due date",
    )
    SUSPENDED = "suspended", "chỉ số bị gián đoạn", "the indicator was suspended"
    EDITION_BEFORE_DUE = (
        "edition_before_due",
        "kỳ công bố gần nhất trước hạn được dùng, vì không phải năm nào cũng có",
        "the last edition before the due date decides, since there is not one every year",
    )
    NO_EDITION_IN_WINDOW = (
        "no_edition_in_window",
        "không có kỳ công bố nào rơi vào khoảng thời gian xét số liệu",
        "no edition can fall in the window for figures",
    )
    PERIODS_MISSING = (
        "periods_missing",
        "có kỳ từ ngày bắt đầu đến hạn không có số liệu",
        "some periods between start and due date have no figure",
    )
    REPORTS_CONFLICT = (
        "reports_conflict",
        "các tin về sự kiện mâu thuẫn nhau",
        "reports of the event contradict each other",
    )
    NO_REFERENCE = (
        "no_reference",
        "chưa có giá trị của kỳ gốc",
        "the value of the reference period is not known",
    )
    BEYOND_LEADING_GROUP = (
        "beyond_leading_group",
        "tốt hơn mức cao nhất được nêu",
        "better than the best place named",
    )
    MET_AFTER_DEADLINE = "met_after_deadline", "đạt sau hạn", "met after the deadline"
    LOST_AFTER_DEADLINE = "lost_after_deadline", "sau hạn không còn đạt", "lost after the deadline"
    BOUND_UNDECIDED = (
        "bound_undecided",
        "số liệu chỉ cho biết trên hoặc dưới một mức, chưa đủ để kết luận",
        "the figure is only known as more or less than a number, which leaves both answers open",
    )
    BREAK_REFUSED = (
        "break_refused",
        "phương pháp đã thay đổi, số liệu mới không so sánh được",
        "the method changed, and figures of the new one do not compare",
    )
    EARLIER_STAGE_MISSED = (
        "earlier_stage_missed",
        "một chặng trước không đạt",
        "an earlier stage was missed",
    )
    NO_FIGURES = "no_figures", "chưa có số liệu nào", "no figure is known"
    NOTHING_NEWER = (
        "nothing_newer",
        "không có số liệu mới hơn mốc gốc",
        "no figure is newer than the baseline",
    )
    SATISFIES_ALREADY = (
        "satisfies_already",
        "số liệu duy nhất đã đạt mức yêu cầu",
        "the only figure that counts satisfies the target already",
    )
    BASELINE_PUBLISHED_LATER = (
        "baseline_published_later",
        "mốc gốc được công bố sau ngày bắt đầu",
        "the baseline was published after the start",
    )
    BASELINE_AFTER_START = (
        "baseline_after_start",
        "mốc gốc sau ngày bắt đầu",
        "the baseline lies after the start",
    )
    BASELINE_SATISFIED = (
        "baseline_satisfied",
        "mốc gốc đã đạt mức yêu cầu",
        "the baseline satisfied the target already",
    )
    BASELINE_AFTER_DUE = (
        "baseline_after_due",
        "mốc gốc không trước hạn",
        "the baseline does not lie before the due date",
    )
    OVERSHOT = "overshot", "vượt quá khoảng yêu cầu", "went past the band and out of it"
    CENSORED_FIGURE = (
        "censored_figure",
        "số liệu chỉ cho biết trên hoặc dưới một mức nên không tính được tiến độ",
        "a figure known only as more or less than a number has no place on a line",
    )
    REBASED_AFTER_BREAK = (
        "rebased_after_break",
        "mốc gốc đặt lại sau khi phương pháp thay đổi",
        "rebased after a break in the series",
    )
    SHORT_BASIS = (
        "short_basis",
        "tiến độ được tính từ chưa đầy một năm",
        "the pace rests on less than a year",
    )
    STALE_FIGURE = (
        "stale_figure",
        "số liệu mới nhất đã cũ",
        "the latest figure is older than two editions",
    )
    AFTER_GATHERED = (
        "after_gathered",
        "ngày đánh giá sau ngày thu thập số liệu",
        "figures were gathered only up to an earlier day",
    )
    LOOKS_LIKE_FRACTIONS = (
        "looks_like_fractions",
        "số liệu có vẻ là tỷ lệ từ 0 đến 1, không phải phần trăm",
        "the figures look like fractions of 1 rather than percentages",
    )
    UNCERTAIN_FIGURE = (
        "uncertain_figure",
        "số liệu ước tính, tạm tính, suy ra, chỉ có một nguồn hoặc chỉ cho biết ngày muộn nhất",
        "the figure is estimated, provisional, derived, from one account or dated at the latest",
    )
    INFERRED = "inferred", "có điều được suy luận", "something was inferred from the text"


_TONES: Final[dict[Status, Tone]] = {
    **dict.fromkeys((Status.EXCEEDED, Status.MET, Status.HOLDING, Status.ON_TRACK), "good"),
    **dict.fromkeys((Status.MET_LATE, Status.SLOW, Status.STALLED), "fair"),
    **dict.fromkeys((Status.MISSED, Status.OVERDUE, Status.REGRESSING), "bad"),
    **dict.fromkeys((Status.INSUFFICIENT_DATA, Status.AWAITING_DATA), "none"),
    **dict.fromkeys((Status.UNDETERMINED, Status.NOT_EVALUABLE), "none"),
}
_BEST_TO_WORST: Final = (
    *(Status.EXCEEDED, Status.MET, Status.HOLDING, Status.ON_TRACK, Status.SLOW, Status.STALLED),
    *(Status.REGRESSING, Status.MET_LATE, Status.MISSED, Status.OVERDUE),
    *(Status.INSUFFICIENT_DATA, Status.AWAITING_DATA, Status.UNDETERMINED, Status.NOT_EVALUABLE),
)


def best_to_worst() -> tuple[Status, ...]:
    """Return the statuses in the order tables list them: what says nothing comes last."""
    return _BEST_TO_WORST
