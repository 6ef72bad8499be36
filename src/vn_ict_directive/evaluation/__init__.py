"""Judging: outcome and pace, readings, scorecards, and telling them in words."""

from vn_ict_directive.evaluation.alternatives import Choice, Reading, Readings, readings
from vn_ict_directive.evaluation.comparison import Comparison, compare_profiles
from vn_ict_directive.evaluation.groups import GroupEvaluation, evaluate_group
from vn_ict_directive.evaluation.judge import evaluate
from vn_ict_directive.evaluation.offices import PROFILES
from vn_ict_directive.evaluation.outcome import Basis, Outcome, Pace, Reason, Status
from vn_ict_directive.evaluation.profiles import Assessment, Grade, Profile
from vn_ict_directive.evaluation.tally import Scorecard
from vn_ict_directive.evaluation.uncertainty import Trend, trend
from vn_ict_directive.evaluation.verdict import Evaluation

__all__ = [
    "PROFILES",
    "Assessment",
    "Basis",
    "Choice",
    "Comparison",
    "Evaluation",
    "Grade",
    "GroupEvaluation",
    "Outcome",
    "Pace",
    "Profile",
    "Reading",
    "Readings",
    "Reason",
    "Scorecard",
    "Status",
    "Trend",
    "compare_profiles",
    "evaluate",
    "evaluate_group",
    "readings",
    "trend",
]
