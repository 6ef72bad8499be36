"""Judging: outcome and pace, readings, scorecards, and telling them in words."""

from vn_ict_directive.evaluation.evaluating import evaluate
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status, Timing
from vn_ict_directive.evaluation.reading_sets import Choice, Reading, Readings, readings
from vn_ict_directive.evaluation.scorecards import Scorecard
from vn_ict_directive.evaluation.verdict import Evaluation, Said

__all__ = ["Choice", "Evaluation", "Outcome", "Pace", "Reading", "Readings", "Reason", "Said"]
__all__ += ["Scorecard", "Status", "Timing", "evaluate", "readings"]
