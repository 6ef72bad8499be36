"""The strategies of the tests make what they say, all of it valid and none of it twice the same."""

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import strategies
from building import indicator
from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Staged,
    Within,
)
from vn_ict_directive.model import Directive, Indicator, Target, Task
from vn_ict_directive.sources import Source, Span
from vn_ict_directive.testing import sources
from vn_ict_directive.units import Unit

_FIRST_FOUND = settings(
    max_examples=100, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@given(strategies.spans(source="here"), sources(id="here"), sources())
def test_sources_and_spans_carry_the_id_asked_for(span: Span, source: Source, any_: Source) -> None:
    assert span.source == source.id == "here"
    assert any_.id


@pytest.mark.parametrize(
    "unit, kind",
    [
        *((Unit.RANK, kind) for kind in (AtMost, LeadingGroup, Within)),
        (Unit.PERCENT, AtLeast),
    ],
)
def test_numeric_criteria_are_of_every_kind(unit: Unit, kind: type) -> None:
    criteria = strategies.numeric_criteria(unit=unit)
    found = find(criteria, lambda found: isinstance(found, kind), settings=_FIRST_FOUND)

    assert isinstance(found, kind)


@pytest.mark.parametrize("kind", [AtMost, LeadingGroup, RelativeTo, Staged, Milestone])
def test_criteria_are_of_every_kind(kind: type) -> None:
    every = strategies.criteria()
    found = find(every, lambda found: isinstance(found, kind), settings=_FIRST_FOUND)

    assert isinstance(found, kind)


@given(st.sampled_from([Unit.SCORE, Unit.PERCENT]).flatmap(lambda u: strategies.criteria(unit=u)))
def test_only_ranks_have_leading_groups_and_only_events_have_milestones(criterion: object) -> None:
    assert not isinstance(criterion, LeadingGroup | Milestone)


@given(strategies.criteria(unit=Unit.EVENT))
def test_events_have_milestones_and_nothing_else(criterion: object) -> None:
    assert isinstance(criterion, Milestone)


@given(strategies.indicators(id="x", unit=Unit.RANK), strategies.indicators())
def test_indicators_carry_the_id_and_unit_asked_for(mine: Indicator, other: Indicator) -> None:
    assert (mine.id, mine.unit) == ("x", Unit.RANK)
    assert list(other.suspensions) == sorted(other.suspensions, key=lambda s: s.start)


MINE = indicator(scale=(0, 100))


@given(strategies.targets(section="postal", source="here", indicator=st.just(MINE)))
def test_targets_stand_in_the_section_and_quote_the_source_asked_for(target: Target) -> None:
    assert target.id.startswith("postal.")
    assert (target.section, target.span.source) == ("postal", "here")
    assert target.indicator is MINE


@given(strategies.tasks(section="postal", source="here"))
def test_tasks_stand_in_the_section_and_quote_the_source_asked_for(task: Task) -> None:
    assert task.id.startswith("postal.")
    assert (task.section, task.span.source) == ("postal", "here")


@given(strategies.directives())
def test_the_ids_of_a_directive_differ(directive: Directive) -> None:
    ids = [section.id for section in directive.sections]
    ids += [task.id for task in directive.tasks]
    ids += [target.id for target in directive.targets]

    assert len(set(ids)) == len(ids)
    assert directive.sources[0].sha256


@pytest.mark.parametrize("names", ["targets", "tasks", "indicators", "errata", "carries_out"])
def test_a_directive_may_hold_anything(names: str) -> None:
    every = strategies.directives()
    directive = find(every, lambda found: bool(getattr(found, names)), settings=_FIRST_FOUND)

    assert getattr(directive, names)
