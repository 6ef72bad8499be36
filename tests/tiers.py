"""The tiers of the tests: Hypothesis's profiles, and what the quick tests leave out."""

import os
from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings

T = TypeVar("T")

# "quick" tries a few examples of every law, "ci" all of them, and both the same every time, so that
# a failure is one everywhere; "search" looks for new ones: HYPOTHESIS_PROFILE=search pytest.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
_EVER: dict[str, Any] = {"deadline": None, "suppress_health_check": _SLOW}
settings.register_profile("quick", derandomize=True, max_examples=8, **_EVER)
settings.register_profile("ci", derandomize=True, **_EVER)
settings.register_profile("search", max_examples=1000, **_EVER)
# As quick; that a law fails is all that is asked, and not by which smallest example.
_FAILS = (Phase.explicit, Phase.generate)
settings.register_profile("mutants", settings.get_profile("quick"), phases=_FAILS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

EVERYTHING = settings().max_examples >= settings.get_profile("ci").max_examples
"""Whether all examples and cases are tried, as the gate does once: HYPOTHESIS_PROFILE=ci."""


def some(cases: Sequence[T], one_in: int) -> list[T]:
    """Return all cases, or for the quick tests one in so many of them."""
    return list(cases if EVERYTHING else cases[::one_in])


def examples(quick: int, most: int | None = None) -> settings:
    """Return settings for a slow law: so many examples for the quick tests, at *most* for others."""
    profile = settings().max_examples
    return settings(max_examples=min(profile, most or profile) if EVERYTHING else quick)
