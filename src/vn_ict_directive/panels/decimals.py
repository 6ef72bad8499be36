"""Decimals as whole numbers: doubles that hold figures as they are printed, worked on exactly.

A figure is printed in decimals, and a double is only near it: 1.1 times 3 is not 3.3. A
power of ten makes it whole, and whole numbers below 2⁵³ are added and multiplied without
rounding, so that one division at the end gives the double next to the true result.
"""

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
