"""Judging: outcome and pace, readings, scorecards, and telling them in words."""

from vn_ict_directive.evaluation.alternatives import Choice, Reading, Readings, readings
from vn_ict_directive.evaluation.judge import evaluate
from vn_ict_directive.evaluation.outcome import Basis, Outcome, Pace, Reason, Status
from vn_ict_directive.evaluation.tally import Scorecard
from vn_ict_directive.evaluation.verdict import Evaluation

__all__ = [
    "Basis",
    "Choice",
    "Evaluation",
    "Outcome",
    "Pace",
    "Reading",
    "Readings",
    "Reason",
    "Scorecard",
    "Status",
    "evaluate",
    "readings",
]
