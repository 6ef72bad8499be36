"""What the quick tests leave out, and the slow ones try: see ``nox -l``."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")

EVERYTHING = settings().max_examples >= settings.get_profile("ci").max_examples
"""Whether all examples of every law are tried (``HYPOTHESIS_PROFILE=ci``), as the gate does once."""


def some(cases: Sequence[T], one_in: int) -> list[T]:
    """Return all cases, or for the quick tests one in so many of them."""
    return list(cases if EVERYTHING else cases[::one_in])
