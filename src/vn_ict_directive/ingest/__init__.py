"""Figures in: one way to read them, from files, data frames and panels.

The meaning of columns, cells, codes and names is defined here once. :mod:`~vn_ict_directive.panels`
applies the same meanings on the engine that holds a table.
"""

from typing import Literal

Dialect = Literal["en", "vi"]
"""How numbers and dates are written: ``1,234.5`` and ISO dates, or ``1.234,5`` and 31/12/2020."""

Dates = Literal["day", "month", "quarter", "year"]
"""What a date stands for where it could be a day or the period that begins on it."""
