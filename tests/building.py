"""One organization, one indicator and one target for the tests, any field of which may be another.

And the pace that a line has by itself.
"""

from typing import Any

from vn_ict_directive import Indicator, Organization, Span, Target, Text, Unit
from vn_ict_directive.evaluation import Pace
from vn_ict_directive.evaluation.pace import Line
from vn_ict_directive.evaluation.rules import PACE

OFFICE = Organization(id="office", name=Text("cục", "office"))


def indicator(unit: Unit = Unit.PERCENT, **more: Any) -> Indicator:
    """Build the indicator x of the office, with other fields as given."""
    fields: dict[str, Any] = {"id": "x", "name": Text("Chỉ số x", "Index x"), "publisher": OFFICE}
    return Indicator(**(fields | {"unit": unit} | more))


def target(criterion: Any, unit: Unit = Unit.PERCENT, **more: Any) -> Target:
    """Build a target for the indicator x, from 2015 to 2020, with other fields as given."""
    fields: dict[str, Any] = {
        "id": "a.b",
        "statement": Text("vi", "en"),
        "span": Span.at("source", 0, "vi"),
        "section": "a",
        "criterion": criterion,
        "start": "2015-01-01",
        "due": "2020-12-31",
    }
    if "indicator" not in more:
        fields["indicator"] = indicator(unit)
    return Target(**(fields | more))


def judged(line: Line) -> Pace:
    """Return how fast a line is, by the cuts alone."""
    return PACE.first(
        {"moved", *(cut for cut in ("fast", "fair", "forward") if getattr(line, cut))}
    )
