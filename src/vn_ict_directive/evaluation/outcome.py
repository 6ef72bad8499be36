"""The words of a verdict, for programs; their labels, for people."""

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
    """Whether a target was met. No data is never ``missed``, and never ``met``."""

    PENDING = "pending", "chưa đến hạn", "pending"
    """The due date has not come."""
    MET = "met", "đạt", "met"
    """A figure or event for the due date meets the target."""
    MISSED = "missed", "không đạt", "missed"
    """A figure or event for the due date does not meet the target."""
    AWAITING_DATA = "awaiting_data", "chờ số liệu", "awaiting data"
    """The due date has passed, and no figure for it is known yet."""
    UNDETERMINED = "undetermined", "chưa thể kết luận", "undetermined"
    """The figure or date for the due date is too vague to decide the target."""
    NOT_EVALUABLE = "not_evaluable", "không thể đánh giá", "not evaluable"
    """No figure can decide it: the indicator was suspended."""


class Pace(Labelled):
    """How fast the figures move towards the target. Information, not a verdict."""

    ON_TRACK = "on_track", "đúng tiến độ", "on track"
    """At 0.95 of the required pace or more."""
    SLOW = "slow", "chậm", "slow"
    """At 0.60 of the required pace or more, and less than 0.95."""
    STALLED = "stalled", "rất chậm", "far too slow"
    """At 0 of the required pace or more, and less than 0.60."""
    REGRESSING = "regressing", "giảm sút", "regressing"
    """Moving away from the target, or fallen back behind it."""
    HOLDING = "holding", "đang đạt mức yêu cầu", "meeting the target"
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
    """Met, with a rank strictly better than the aspired rank."""
    MET = _same(Outcome.MET)
    MET_LATE = "met_late", "đạt sau hạn", "met late"
    """Missed at the due date, and satisfied by a later figure."""
    MISSED = _same(Outcome.MISSED)
    OVERDUE = "overdue", "quá hạn, chưa thực hiện", "overdue"
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
    """Which figure decides at the due date."""

    REFERENCE_PERIOD = "reference_period", "theo kỳ số liệu", "by reference period"
    """Its period ends in the window before the due date, whenever it came out."""
    PUBLICATION = "publication", "theo thời điểm công bố", "by publication date"
    """It was the latest figure already published on the due date."""


class Reason(Labelled):
    """Why a verdict is what it is: codes for programs, in the order of the rules."""

    BEFORE_DUE = "before_due", "chưa đến hạn", "the due date has not come"
    FIGURE_IN_WINDOW = (
        "figure_in_window",
        "có số liệu của kỳ đến hạn",
        "a figure covers the due date",
    )
    LATEST_PUBLISHED_AT_DUE = (
        "latest_published_at_due",
        "số liệu mới nhất đã công bố tính đến thời hạn",
        "the latest figure published by the due date",
    )
    REACHED_IN_TIME = "reached_in_time", "đã đạt trong thời hạn", "met within the time allowed"
    VIOLATED_IN_TIME = (
        "violated_in_time",
        "có thời điểm không đạt trong thời hạn",
        "not met at some time before the due date",
    )
    EVENT_IN_TIME = "event_in_time", "sự kiện diễn ra đúng hạn", "the event happened in time"
    EVENT_BEFORE_START = (
        "event_before_start",
        "sự kiện diễn ra trước khi mục tiêu được đặt ra",
        "the event happened before the target was set",
    )
    EVENT_AFTER_DUE = (
        "event_after_due",
        "sự kiện diễn ra sau thời hạn",
        "the event happened after the due date",
    )
    EVENT_DATE_IMPRECISE = (
        "event_date_imprecise",
        "thời điểm diễn ra sự kiện chưa đủ chính xác",
        "the date of the event is too imprecise to decide",
    )
    REPORTED_NOT_DONE = (
        "reported_not_done",
        "được báo cáo là chưa diễn ra",
        "reported as not having happened",
    )
    NO_EVENT_REPORTED = (
        "no_event_reported",
        "chưa có thông tin về sự kiện",
        "no event has been reported",
    )
    NO_FIGURE_IN_WINDOW = (
        "no_figure_in_window",
        "không có số liệu của kỳ đến hạn",
        "no published figure covers the due date",
    )
    NOTHING_PUBLISHED_AT_DUE = (
        "nothing_published_at_due",
        "đến thời hạn chưa có số liệu nào được công bố",
        "nothing had been published by the due date",
    )
    SUSPENDED = "suspended", "chỉ tiêu tạm ngừng công bố", "the indicator was suspended"
    EDITION_BEFORE_DUE = (
        "edition_before_due",
        "dùng kỳ công bố gần nhất trước thời hạn, vì không phải năm nào cũng có kỳ công bố",
        "the last edition before the due date decides, since there is not one every year",
    )
    NO_EDITION_IN_WINDOW = (
        "no_edition_in_window",
        "không có kỳ công bố nào trong khoảng thời gian xét số liệu",
        "no edition can fall in the window for figures",
    )
    PERIODS_MISSING = (
        "periods_missing",
        "có kỳ từ ngày bắt đầu đến thời hạn không có số liệu",
        "some periods between start and due date have no figure",
    )
    REPORTS_CONFLICT = (
        "reports_conflict",
        "các thông tin về sự kiện mâu thuẫn nhau",
        "reports of the event contradict each other",
    )
    NO_REFERENCE = (
        "no_reference",
        "chưa có giá trị của kỳ gốc",
        "the value for the reference period is not known",
    )
    BEYOND_LEADING_GROUP = (
        "beyond_leading_group",
        "tốt hơn mức phấn đấu",
        "better than the aspired rank",
    )
    MET_AFTER_DEADLINE = "met_after_deadline", "đạt sau hạn", "met after the due date"
    LOST_AFTER_DEADLINE = "lost_after_deadline", "không còn đạt sau hạn", "no longer met"
    BOUND_UNDECIDED = (
        "bound_undecided",
        "số liệu chỉ cho biết trên hoặc dưới một mức, chưa đủ để kết luận",
        "the figure is known only as more or less than a number, which is inconclusive",
    )
    BREAK_REFUSED = (
        "break_refused",
        "phương pháp tính đã thay đổi, số liệu mới không so sánh được",
        "break in series: figures by the new method are not comparable",
    )
    EARLIER_STAGE_MISSED = (
        "earlier_stage_missed",
        "một chặng trước không đạt",
        "an earlier stage was missed",
    )
    NO_FIGURES = "no_figures", "chưa có số liệu nào", "no figure is known"
    NOTHING_NEWER = (
        "nothing_newer",
        "không có số liệu mới hơn giá trị ban đầu",
        "no figure is newer than the baseline",
    )
    SATISFIES_ALREADY = (
        "satisfies_already",
        "số liệu duy nhất đã đạt mức yêu cầu",
        "the only figure that counts satisfies the target already",
    )
    BASELINE_PUBLISHED_LATER = (
        "baseline_published_later",
        "giá trị ban đầu được công bố sau ngày bắt đầu",
        "the baseline was published after the start",
    )
    BASELINE_AFTER_START = (
        "baseline_after_start",
        "giá trị ban đầu là số liệu sau ngày bắt đầu",
        "the baseline is for a period after the start",
    )
    BASELINE_SATISFIED = (
        "baseline_satisfied",
        "giá trị ban đầu đã đạt mức yêu cầu",
        "the baseline already met the target",
    )
    BASELINE_AFTER_DUE = (
        "baseline_after_due",
        "giá trị ban đầu không thuộc kỳ trước thời hạn",
        "the baseline is not for a period before the due date",
    )
    OVERSHOT = "overshot", "vượt quá khoảng yêu cầu", "went past the band and out of it"
    CENSORED_FIGURE = (
        "censored_figure",
        "số liệu chỉ cho biết trên hoặc dưới một mức nên không tính được tiến độ",
        "a figure is known only as more or less than a number, so there is no pace",
    )
    REBASED_AFTER_BREAK = (
        "rebased_after_break",
        "giá trị ban đầu đặt lại sau khi thay đổi phương pháp tính",
        "rebased after a break in series",
    )
    SHORT_BASIS = (
        "short_basis",
        "tiến độ được tính từ chưa đầy một năm",
        "the pace rests on less than a year",
    )
    STALE_FIGURE = (
        "stale_figure",
        "số liệu mới nhất đã cũ hơn hai chu kỳ công bố",
        "the latest figure is more than two publication intervals old",
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
        "số liệu ước tính, tạm tính, tính từ số liệu khác, có một nguồn hoặc chỉ có ngày muộn nhất",
        "the figure is estimated, provisional, derived, from one account or dated at the latest",
    )
    INFERRED = "inferred", "có nội dung suy luận", "something is inferred, not stated in the text"


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
