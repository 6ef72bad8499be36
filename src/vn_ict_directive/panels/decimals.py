"""Decimals as whole numbers: doubles that hold figures as they are printed, worked on exactly.

A figure is printed in decimals, and a double is only near it: 1.1 times 3 is not 3.3. A
power of ten makes it whole, and whole numbers below 2⁵³ are added and multiplied without
rounding, so that one division at the end gives the double next to the true result.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

import narwhals as nw

__all__ = ["DIGITS", "as_fraction", "kept_by", "percent_more", "scaled", "significant", "times"]

DIGITS: Final = (0, 1, 2, 3, 4, 6)
"""How many decimals are tried, one after another."""

_EXACT: Final = 2.0**53


def scaled(value: nw.Expr, digits: int) -> nw.Expr:
    """Return a value without its decimals, a whole number as a double."""
    return (value * 10.0**digits + 0.5).floor()


def kept_by(value: nw.Expr, digits: int, limit: float = _EXACT) -> nw.Expr:
    """Whether so many decimals hold a value exactly, as a whole number below *limit*."""
    exact: nw.Expr = scaled(value, digits) / _power(value, digits) == value
    inside: nw.Expr = value.abs() < limit / 10**digits
    return exact & inside


def _power(value: nw.Expr, digits: int) -> nw.Expr:
    """Return a power of ten that no engine knows to be the same in all rows.

    Where Polars knows, it multiplies by the reciprocal, and 3 / 10 is 0.30000000000000004.
    """
    power: nw.Expr = value * 0.0 + 10.0**digits
    return power


def _by_decimals(of: Callable[[int], tuple[nw.Expr, nw.Expr]], *, otherwise: nw.Expr) -> nw.Expr:
    """Work something out by as few decimals as will do.

    Args:
        of: For a number of decimals, whether it will do, and the result.
        otherwise: The result where none will do.
    """
    for digits in reversed(DIGITS):
        exact, result = of(digits)
        otherwise = nw.when(exact).then(result).otherwise(otherwise)
    return otherwise


def as_fraction(value: float) -> tuple[float, float]:
    """Return a number as a whole number over a power of ten; over 1, if it has too many digits.

    Examples:
        >>> as_fraction(1.25), as_fraction(0.5), as_fraction(3.0)
        ((125.0, 100.0), (5.0, 10.0), (3.0, 1.0))
    """
    decimal = Decimal(repr(value))
    power = max(0, -int(decimal.as_tuple().exponent))
    above = int(decimal.scaleb(power))
    if abs(above) < _EXACT and power <= _POWERS:
        return float(above), 10.0**power
    return value, 1.0


_POWERS: Final = 16  # with the decimals of a value no more than 22, which a double holds exactly


def times(value: nw.Expr, above: nw.Expr, below: nw.Expr) -> nw.Expr:
    """Return *value* · *above* / *below*, rounded once where decimals allow.

    Args:
        value: Figures.
        above: A whole number, and
        below: a power of ten, as :func:`as_fraction` gives them.
    """

    def of(digits: int) -> tuple[nw.Expr, nw.Expr]:
        product = scaled(value, digits) * above
        exact = kept_by(value, digits) & (product.abs() < _EXACT)
        return exact, product / (below * _power(value, digits))

    return _by_decimals(of, otherwise=value * (above / below))


def percent_more(value: nw.Expr, base: nw.Expr) -> nw.Expr:
    """Return by how many percent *value* exceeds *base*, rounded once where decimals allow.

    Args:
        value: Figures.
        base: What they are compared with, above zero.
    """

    def of(digits: int) -> tuple[nw.Expr, nw.Expr]:
        under = scaled(base, digits)
        more = (scaled(value, digits) - under) * 100.0
        exact = kept_by(value, digits) & kept_by(base, digits) & (more.abs() < _EXACT)
        return exact, more / nw.when(under > 0).then(under).otherwise(1.0)

    return _by_decimals(of, otherwise=(value - base) / base * 100.0)


def significant(value: nw.Expr, digits: int) -> nw.Expr:
    """Round to so many significant digits."""
    size = value.abs()
    there = size > 0
    power = nw.when(there).then(size).otherwise(1.0).log(10.0).floor()
    power = power + _one_if(size >= _ten_to(power + 1.0)) - _one_if(there & (size < _ten_to(power)))
    scale = _ten_to(digits - 1.0 - power)
    rounded = (size * scale + 0.5).floor() / scale
    return nw.when(value < 0).then(rounded * -1.0).otherwise(rounded)


def _ten_to(power: nw.Expr) -> nw.Expr:
    result: nw.Expr = nw.lit(10.0) ** power
    return result


def _one_if(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(1.0).otherwise(0.0)
