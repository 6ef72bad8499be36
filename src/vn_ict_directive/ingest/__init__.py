"""Figures in: one way to read them, from files, data frames and panels.

The meaning of columns, cells, codes and names is defined here once. :mod:`~vn_ict_directive.panels`
applies the same meanings on the engine that holds a table.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from vn_ict_directive.ingest.reading import read_all_observations, read_observations

__all__ = ["read_all_observations", "read_observations"]

Dialect = Literal["en", "vi"]
"""How numbers and dates are written: ``1,234.5`` and ISO dates, or ``1.234,5`` and 31/12/2020."""

Dates = Literal["day", "month", "quarter", "year"]
"""What a date stands for where it could be a day or the period that begins on it."""


def __getattr__(name: str) -> Any:
    """Load what reads tables when it is asked for: most commands need none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("vn_ict_directive.ingest.reading"), name)
