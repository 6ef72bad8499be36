"""What a document said of a verdict beyond what evaluating it again would tell."""

from typing import Any

import attrs

from vn_ict_directive.evaluation.outcome import Status
from vn_ict_directive.text import Text

__all__ = ["Said"]


@attrs.frozen(kw_only=True)
class Said:
    """What was stored with a verdict, as it was said.

    Attributes:
        status: The headline.
        value: The figure that decided or, before that, the latest.
        gap: Distance from the value still to cover.
        explanation: The verdict in words; None where the document has none.
        unknown: What the document holds that this version of the package does not
            know: the keys and places that lead to it, and what stands there.
    """

    status: Status
    value: float | None
    gap: float | None
    explanation: Text | None = None
    unknown: tuple[tuple[tuple[str | int, ...], Any], ...] = attrs.field(default=(), eq=False)
