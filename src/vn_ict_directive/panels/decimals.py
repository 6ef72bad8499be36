"""Decimals as whole numbers: doubles that hold figures as they are printed, worked on exactly.

A figure is printed in decimals, and a double is only near it: 1.1 times 3 is not 3.3. A
power of ten makes it whole, and whole numbers below 2⁵³ are added and multiplied without
rounding, so that one division at the end gives the double next to the true result.
"""

from decimal import Decimal
from typing import Final

import narwhals as nw

_DIGITS: Final = (0, 1, 2, 3, 4, 6)
"""How many decimals are tried, one after another."""

_EXACT: Final = 2.0**53


def _whole(value: nw.Expr, power: nw.Expr | float) -> nw.Expr:
    number: nw.Expr = (value * power + 0.5).floor()
    return number


def _kept_by(value: nw.Expr, digits: int) -> nw.Expr:
    """Whether so many decimals hold a value exactly."""
    exact: nw.Expr = _whole(value, 10.0**digits) / _differing(value, 10.0**digits) == value
    inside: nw.Expr = value.abs() < _EXACT / 10**digits
    return exact & inside


def _differing(value: nw.Expr, divisor: nw.Expr | float) -> nw.Expr:
    """Return a divisor that no engine knows to be the same in all rows.

    Where Polars knows, it multiplies by the reciprocal, and 3 / 10 is 0.30000000000000004.
    """
    divisors: nw.Expr = value * 0.0 + divisor
    return divisors


def power_for(value: nw.Expr) -> nw.Expr:
    """Return the least power of ten that makes a value whole; 0 where none will do.

    It wants a column of its own before it is used: it is long, and engines repeat it.
    """
    power = nw.lit(0.0)
    for digits in reversed(_DIGITS):
        power = nw.when(_kept_by(value, digits)).then(nw.lit(10.0**digits)).otherwise(power)
    return power


def as_fraction(value: float) -> tuple[float, float]:
    """Return a number as a whole number over a power of ten; over 1, if it has too many digits.

    Examples:
        >>> as_fraction(1.25), as_fraction(0.5), as_fraction(1e300)
        ((125.0, 100.0), (5.0, 10.0), (1e+300, 1.0))
    """
    decimal = Decimal(repr(value))
    power = max(0, -int(decimal.as_tuple().exponent))
    above = int(decimal.scaleb(power))
    if abs(above) < _EXACT and power <= _POWERS:
        return float(above), 10.0**power
    return value, 1.0


_POWERS: Final = 16  # with the decimals of a value no more than 22, which a double holds exactly


def times(value: nw.Expr, power: nw.Expr, above: nw.Expr, below: nw.Expr) -> nw.Expr:
    """Return *value* · *above* / *below*, rounded once where decimals allow.

    Args:
        value: Figures.
        power: What makes them whole, by :func:`power_for`.
        above: A whole number, and
        below: a power of ten, as :func:`as_fraction` gives them.
    """
    product = _whole(value, power) * above
    exact = (power > 0) & (product.abs() < _EXACT)
    divisor = nw.when(exact).then(_differing(value, below * power)).otherwise(1.0)
    return nw.when(exact).then(product / divisor).otherwise(value * (above / below))


def shifted(value: nw.Expr, power: nw.Expr, by: int) -> nw.Expr:
    """Return *value* times a power of ten, rounded once where decimals allow.

    Args:
        value: Figures.
        power: What makes them whole, by :func:`power_for`.
        by: The exponent.
    """
    whole, above, below = _whole(value, power), 10.0 ** max(by, 0), 10.0 ** max(-by, 0)
    # One factor or one divisor, itself a power of ten and exact.
    product = whole * (above / (power * below))
    quotient = whole / (power * below / above)
    plain = value * above / _differing(value, below)
    exact = nw.when(power * below <= above).then(product).otherwise(quotient)
    return nw.when(power > 0).then(exact).otherwise(plain)
