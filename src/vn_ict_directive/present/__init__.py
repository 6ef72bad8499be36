"""Where people would rather look than read: pictures of verdicts.

Importing this loads no matplotlib, nor how pictures are drawn; drawing does.
"""

from typing import TYPE_CHECKING

from vn_ict_directive.errors import require

if TYPE_CHECKING:
    from vn_ict_directive.present.plot import plot_scorecard, plot_verdict

__all__ = ["plot_scorecard", "plot_verdict"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name=name, obj=__name__)
    require("matplotlib", f"{name}()", "plot")
    from vn_ict_directive.present import plot

    return getattr(plot, name)
