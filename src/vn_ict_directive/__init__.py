"""Viet Nam's Directive 01/CT-BTTTT of 3 January 2020 as typed data, and the judge of its targets.

The names that most readers need are here; each is loaded when it is first used. Results,
methods, panels and formats are imported from their own modules.

Examples:
    >>> from vn_ict_directive import DIRECTIVE_01, evaluate, published
    >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
    >>> evaluate(target, published.series("egdi-rank"), as_of="2020-12-31").status
    <Status.MISSED: 'missed'>
"""

from importlib import import_module
from typing import Final

# Every public name and the module it comes from; None for a module of the package itself.
# The static view for type checkers, __init__.pyi, is generated from this mapping: a test
# compares the two.
_MODULES: Final = {
    "DIRECTIVE_01": "directive_01",
    "published": None,
    "evaluate": "evaluation",
    "scorecard": "scorecards",
    "readings": "evaluation",
    "verify": "verification",
    "coverage": "verification",
    "cite": "exchange.citation",
    "load_directive": "exchange.json",
    "ratio": "derivation",
    "Directive": "model",
    "Section": "model",
    "Task": "model",
    "Target": "model",
    "Indicator": "model",
    "Organization": "model",
    "Source": "sources",
    "Span": "sources",
    "Text": "text",
    "Inference": "model",
    "AtLeast": "criteria",
    "AtMost": "criteria",
    "Within": "criteria",
    "LeadingGroup": "criteria",
    "Milestone": "criteria",
    "Staged": "criteria",
    "RelativeTo": "criteria",
    "Period": "periods",
    "Observation": "observations",
    "Series": "observations",
    "Unit": "units",
    "Status": "evaluation",
    "DirectiveError": "errors",
}

__all__ = [*_MODULES, "__version__"]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load *name* from its module, once."""
    if name == "__version__":
        value: object = import_module("importlib.metadata").version("vn-ict-directive")
    elif name in _MODULES:
        module = _MODULES[name]
        value = import_module(f"{__name__}.{module or name}")
        value = value if module is None else getattr(value, name)
    else:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, for completion."""
    return sorted({*globals(), *__all__})
