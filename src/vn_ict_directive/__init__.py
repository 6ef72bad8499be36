"""Viet Nam's Directive 01/CT-BTTTT of 3 January 2020 as typed data, and the judge of its targets.

Everything a reader needs stands here; each name is loaded when it is first used.

Examples:
    >>> from vn_ict_directive import DIRECTIVE_01, evaluate, published
    >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
    >>> evaluate(target, published.series("egdi-rank"), as_of="2020-12-31").status
    <Status.MISSED: 'missed'>
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vn_ict_directive import published
    from vn_ict_directive.catalogue import directive
    from vn_ict_directive.criteria import (
        AtLeast,
        AtMost,
        LeadingGroup,
        Milestone,
        RelativeTo,
        Stage,
        Staged,
        Within,
    )
    from vn_ict_directive.derivation import ratio
    from vn_ict_directive.directive_01 import DIRECTIVE_01
    from vn_ict_directive.errors import (
        DirectiveError,
        InvalidDataError,
        InvalidValueError,
        MissingExtraError,
        SourceMismatchError,
        UnknownNameError,
    )
    from vn_ict_directive.evaluation import (
        Basis,
        Evaluation,
        Outcome,
        Pace,
        Reading,
        Readings,
        Reason,
        Scorecard,
        Status,
        evaluate,
        readings,
        scorecard,
    )
    from vn_ict_directive.exchange.citation import cite
    from vn_ict_directive.exchange.diff import diff
    from vn_ict_directive.exchange.json import load_directive
    from vn_ict_directive.model import (
        Alternative,
        Break,
        Directive,
        Indicator,
        Inference,
        Instrument,
        Organization,
        Quote,
        Section,
        SectionKind,
        Signatory,
        Succession,
        Suspension,
        Target,
        Task,
    )
    from vn_ict_directive.observations import Flag, Observation, Series
    from vn_ict_directive.periods import Period
    from vn_ict_directive.quantities import Bound, Unit
    from vn_ict_directive.sources import Erratum, Source, SourceKind, Span
    from vn_ict_directive.text import Lang, Text, fold
    from vn_ict_directive.verification import Coverage, coverage, verify

__all__ = [
    "DIRECTIVE_01",
    "Alternative",
    "AtLeast",
    "AtMost",
    "Basis",
    "Bound",
    "Break",
    "Coverage",
    "Directive",
    "DirectiveError",
    "Erratum",
    "Evaluation",
    "Flag",
    "Indicator",
    "Inference",
    "Instrument",
    "InvalidDataError",
    "InvalidValueError",
    "Lang",
    "LeadingGroup",
    "Milestone",
    "MissingExtraError",
    "Observation",
    "Organization",
    "Outcome",
    "Pace",
    "Period",
    "Quote",
    "Reading",
    "Readings",
    "Reason",
    "RelativeTo",
    "Scorecard",
    "Section",
    "SectionKind",
    "Series",
    "Signatory",
    "Source",
    "SourceKind",
    "SourceMismatchError",
    "Span",
    "Stage",
    "Staged",
    "Status",
    "Succession",
    "Suspension",
    "Target",
    "Task",
    "Text",
    "Unit",
    "UnknownNameError",
    "Within",
    "cite",
    "coverage",
    "diff",
    "directive",
    "evaluate",
    "fold",
    "load_directive",
    "published",
    "ratio",
    "readings",
    "scorecard",
    "verify",
]

_ROOMS: Final = {
    "catalogue": ("directive",),
    "criteria": (
        *("AtLeast", "AtMost", "LeadingGroup", "Milestone", "RelativeTo", "Stage"),
        *("Staged", "Within"),
    ),
    "derivation": ("ratio",),
    "directive_01": ("DIRECTIVE_01",),
    "errors": (
        *("DirectiveError", "InvalidDataError", "InvalidValueError", "MissingExtraError"),
        *("SourceMismatchError", "UnknownNameError"),
    ),
    "evaluation": (
        *("Basis", "Evaluation"),
        *(
            "Outcome",
            "Pace",
            "Reading",
            "Readings",
            "Reason",
            "Scorecard",
        ),
        *("Status", "evaluate", "readings", "scorecard"),
    ),
    "exchange.citation": ("cite",),
    "exchange.diff": ("diff",),
    "exchange.json": ("load_directive",),
    "model": (
        *("Alternative", "Break", "Directive", "Indicator", "Inference"),
        *("Instrument", "Organization", "Quote", "Section", "SectionKind", "Signatory"),
        *("Succession", "Suspension", "Target", "Task"),
    ),
    "observations": ("Flag", "Observation", "Series"),
    "periods": ("Period",),
    "quantities": ("Bound", "Unit"),
    "sources": ("Erratum", "Source", "SourceKind", "Span"),
    "text": ("Lang", "Text", "fold"),
    "verification": ("Coverage", "coverage", "verify"),
}
_ROOM_OF: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Load the room that *name* stands in, once."""
    if name == "published":
        value: object = import_module(f"{__name__}.published")
    elif name in _ROOM_OF:
        value = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    else:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the front door's names, for completion."""
    return sorted({*globals(), *__all__})
