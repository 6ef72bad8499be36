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

# Every public name by the module it comes from; "" for modules of the package itself. The static
# view for type checkers, __init__.pyi, is generated from this mapping: a test compares the two.
_NAMES: Final = {
    "": "published",
    "criteria": "AtLeast AtMost LeadingGroup Milestone RelativeTo Staged Within",
    "derivation": "ratio",
    "directive_01": "DIRECTIVE_01",
    "errors": "DirectiveError",
    "evaluation": "Status evaluate readings",
    "exchange.citation": "cite",
    "exchange.json": "load_directive",
    "model": "Directive Indicator Inference Organization Section Target Task",
    "observations": "Observation Series",
    "periods": "Period",
    "scorecards": "scorecard",
    "sources": "Source Span",
    "text": "Text",
    "units": "Unit",
    "verification": "coverage verify",
}
_MODULES: Final = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = [*_MODULES, "__version__"]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load *name* from its module, once."""
    if name == "__version__":
        value: object = import_module("importlib.metadata").version("vn-ict-directive")
    elif name in _MODULES:
        module = _MODULES[name]
        value = import_module(f"{__name__}.{module or name}")
        value = getattr(value, name) if module else value
    else:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, for completion."""
    return sorted({*globals(), *__all__})
