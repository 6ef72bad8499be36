"""The words of a verdict, for programs; their labels, for people."""

import enum
from typing import Final, Literal

from vn_ict_directive.text import HasLabels, Text
from vn_ict_directive.words import WORDS


class Labelled(HasLabels, enum.StrEnum):
    """A code for programs that has a label for people, in :mod:`vn_ict_directive.words`."""

    @property
    def labels(self) -> Text:
        """The label in both languages."""
        return WORDS[f"code {self}"]


class Outcome(Labelled):
    """Whether a target was met. No data is never ``missed``, and never ``met``."""

    PENDING = "pending"
    """The due date has not come."""
    MET = "met"
    """A figure or event for the due date meets the target."""
    MISSED = "missed"
    """A figure or event for the due date does not meet the target."""
    AWAITING_DATA = "awaiting_data"
    """The due date has passed, and no figure for it is known yet."""
    UNDETERMINED = "undetermined"
    """The figure or date for the due date is too vague to decide the target."""
    NOT_EVALUABLE = "not_evaluable"
    """No figure can decide it: the indicator was suspended."""


class Pace(Labelled):
    """How fast the figures move towards the target. Information, not a verdict."""

    ON_TRACK = "on_track"
    """At 0.95 of the required pace or more."""
    SLOW = "slow"
    """At 0.60 of the required pace or more, and less than 0.95."""
    STALLED = "stalled"
    """At 0 of the required pace or more, and less than 0.60."""
    REGRESSING = "regressing"
    """Moving away from the target, or fallen back behind it."""
    HOLDING = "holding"
    """The latest figure satisfies the target already."""
    INSUFFICIENT_DATA = "insufficient_data"
    """No figure newer than the baseline is known, or there is no figure at all."""


Tone = Literal["good", "fair", "bad", "none"]
"""How a status is coloured: good news, mixed news, bad news, or no news."""


class Status(Labelled):
    """The headline of a verdict: the outcome once there is one, the pace before.

    In the order in which tables list them: from best to worst, and last what says nothing.
    """

    EXCEEDED = "exceeded"
    """Met, with a rank strictly better than the aspired rank."""
    MET = "met"
    HOLDING = "holding"
    ON_TRACK = "on_track"
    SLOW = "slow"
    STALLED = "stalled"
    REGRESSING = "regressing"
    MET_LATE = "met_late"
    """Missed at the due date, and satisfied by a later figure."""
    MISSED = "missed"
    OVERDUE = "overdue"
    """An event missed at its due date, and not reported to have happened since."""
    INSUFFICIENT_DATA = "insufficient_data"
    AWAITING_DATA = "awaiting_data"
    UNDETERMINED = "undetermined"
    NOT_EVALUABLE = "not_evaluable"

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
        return 0 if self.tone == "none" else 1 + [*Status].index(self)


class Timing(Labelled):
    """Which figure decides at the due date."""

    REFERENCE_PERIOD = "reference_period"
    """Its period ends in the window before the due date, whenever it came out."""
    PUBLICATION = "publication"
    """It was the latest figure already published on the due date."""


class Reason(Labelled):
    """Why a verdict is what it is: codes for programs, in the order of the rules."""

    BEFORE_DUE = "before_due"
    FIGURE_IN_WINDOW = "figure_in_window"
    LATEST_PUBLISHED_AT_DUE = "latest_published_at_due"
    REACHED_IN_TIME = "reached_in_time"
    VIOLATED_IN_TIME = "violated_in_time"
    EVENT_IN_TIME = "event_in_time"
    EVENT_BEFORE_START = "event_before_start"
    EVENT_AFTER_DUE = "event_after_due"
    EVENT_DATE_IMPRECISE = "event_date_imprecise"
    REPORTED_NOT_DONE = "reported_not_done"
    NO_EVENT_REPORTED = "no_event_reported"
    NO_FIGURE_IN_WINDOW = "no_figure_in_window"
    NOTHING_PUBLISHED_AT_DUE = "nothing_published_at_due"
    SUSPENDED = "suspended"
    EDITION_BEFORE_DUE = "edition_before_due"
    NO_EDITION_IN_WINDOW = "no_edition_in_window"
    PERIODS_MISSING = "periods_missing"
    REPORTS_CONFLICT = "reports_conflict"
    NO_REFERENCE = "no_reference"
    BEYOND_LEADING_GROUP = "beyond_leading_group"
    MET_AFTER_DEADLINE = "met_after_deadline"
    LOST_AFTER_DEADLINE = "lost_after_deadline"
    BOUND_UNDECIDED = "bound_undecided"
    BREAK_REFUSED = "break_refused"
    EARLIER_STAGE_MISSED = "earlier_stage_missed"
    NO_FIGURES = "no_figures"
    NOTHING_NEWER = "nothing_newer"
    SATISFIES_ALREADY = "satisfies_already"
    BASELINE_PUBLISHED_LATER = "baseline_published_later"
    BASELINE_AFTER_START = "baseline_after_start"
    BASELINE_SATISFIED = "baseline_satisfied"
    BASELINE_AFTER_DUE = "baseline_after_due"
    OVERSHOT = "overshot"
    CENSORED_FIGURE = "censored_figure"
    REBASED_AFTER_BREAK = "rebased_after_break"
    SHORT_BASIS = "short_basis"
    STALE_FIGURE = "stale_figure"
    AFTER_GATHERED = "after_gathered"
    LOOKS_LIKE_FRACTIONS = "looks_like_fractions"
    UNCERTAIN_FIGURE = "uncertain_figure"
    INFERRED = "inferred"


_TONES: Final[dict[Status, Tone]] = {
    **dict.fromkeys((Status.EXCEEDED, Status.MET, Status.HOLDING, Status.ON_TRACK), "good"),
    **dict.fromkeys((Status.MET_LATE, Status.SLOW, Status.STALLED), "fair"),
    **dict.fromkeys((Status.MISSED, Status.OVERDUE, Status.REGRESSING), "bad"),
    **dict.fromkeys((Status.INSUFFICIENT_DATA, Status.AWAITING_DATA), "none"),
    **dict.fromkeys((Status.UNDETERMINED, Status.NOT_EVALUABLE), "none"),
}
