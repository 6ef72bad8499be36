"""What a careless caller might pass: each gets our own error, and nothing slips in."""

import datetime as dt
import math
from typing import Any

import attrs
import pytest

from vn_ict_directive import (
    DIRECTIVE_01,
    Inference,
    Observation,
    Period,
    Series,
    Span,
    Text,
    coverage,
    verify,
)
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.model import Alternative
from vn_ict_directive.units import format_number
from vn_ict_directive.validators import as_float

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
assert EGDI.indicator is not None
INDICATOR = EGDI.indicator


@pytest.mark.parametrize(
    "make",
    [
        lambda: Observation(period=2020, value=1, flags=None),  # type: ignore[arg-type]
        lambda: attrs.evolve(INDICATOR, editions=5),  # type: ignore[arg-type]
        lambda: attrs.evolve(INDICATOR, editions="2020"),
        lambda: attrs.evolve(INDICATOR, scale=[1, None, 3]),
        lambda: attrs.evolve(INDICATOR, scale=(5, 1)),
        lambda: attrs.evolve(INDICATOR, scale=("low", None)),
        lambda: attrs.evolve(INDICATOR, scale=3),  # type: ignore[arg-type]
        lambda: Period(start=dt.date(2020, 1, 1), end=dt.date(2020, 12, 31), kind=[]),  # type: ignore[arg-type]
        lambda: Period(
            start=dt.datetime(2020, 1, 1),  # noqa: DTZ001 - what tables hold
            end=dt.date(2020, 12, 31),
            kind="year",
        ),
        lambda: Period.of(10**5000),
        lambda: attrs.evolve(EGDI, window_months=10**6),
        lambda: attrs.evolve(EGDI, corroborated_by={"dbp-2020-01-14": 1}),
        lambda: attrs.evolve(EGDI, corroborated_by={"dbp-2020-01-14"}),
        lambda: Span(source="a", quote="x", start=0, end=True),
        lambda: format_number(math.inf),
        lambda: format_number(math.nan),
        lambda: DIRECTIVE_01.find(5),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_refused_by_our_own_error(make: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value)


def test_a_number_too_long_to_show_is_told_as_such() -> None:
    with pytest.raises(InvalidValueError) as caught:
        as_float(10**5000, "value")
    assert str(caught.value).startswith("value should be a finite number, got a int too long to")


def test_a_scale_given_as_a_list_becomes_a_tuple() -> None:
    assert attrs.evolve(INDICATOR, scale=[1, None]).scale == (1, None)
    assert hash(attrs.evolve(INDICATOR, scale=[None, 10]))


def test_figures_that_rank_equally_have_one_order() -> None:
    named = Observation(period=2020, value=1, reporter="r")
    unnamed = Observation(period=2020, value=1)

    def series(*observations: Observation) -> Series:
        return Series(indicator="i", reporter="r", observations=observations)

    assert series(named, unnamed) == series(unnamed, named)


def test_no_two_elements_of_a_directive_share_an_id() -> None:
    section = DIRECTIVE_01.section("postal")
    twin = attrs.evolve(section.tasks[0], id="postal.upu-rank")
    sections = [
        attrs.evolve(s, tasks=[*s.tasks, twin]) if s is section else s
        for s in DIRECTIVE_01.sections
    ]

    with pytest.raises(InvalidDataError) as caught:
        attrs.evolve(DIRECTIVE_01, sections=sections)
    assert "should be the id of one element only, got 'postal.upu-rank'" in str(caught.value)


def test_no_two_alternatives_of_a_target_share_an_id() -> None:
    other = Alternative(id="same", label=Text("khác", "other"))
    twice = [
        Inference(field=field, reason=Text("vì", "since"), alternatives=[other])
        for field in ("due", "criterion")
    ]

    with pytest.raises(InvalidValueError, match="alternatives' ids that differ"):
        attrs.evolve(EGDI, inferences=twice)


def test_without_a_digest_the_source_that_is_quoted_first_is_held_against(article: str) -> None:
    sources = [attrs.evolve(source, sha256=None) for source in DIRECTIVE_01.sources]
    undigested = attrs.evolve(DIRECTIVE_01, sources=sources)

    verify(undigested, article)
    assert coverage(undigested, article).source == "my-hanh-2020"


def test_a_directive_that_quotes_nothing_has_no_source_to_hold_against() -> None:
    bodies = [attrs.evolve(body, successions=()) for body in DIRECTIVE_01.organizations]
    bare = attrs.evolve(
        DIRECTIVE_01,
        sections=(),
        quotes=(),
        errata=(),
        carries_out=(),
        sources=(),
        organizations=bodies,
    )

    with pytest.raises(UnknownNameError, match="There is no source ''"):
        verify(bare, "")
