"""Where people would rather look than read: pictures of verdicts.

Importing this loads no matplotlib; drawing does.
"""

from vn_ict_directive.present.plot import plot_scorecard, plot_target, plot_verdict

__all__ = ["plot_scorecard", "plot_target", "plot_verdict"]
