"""Everything that a user holds goes to another process and comes back equal."""

import copy
import enum
import pickle
from typing import Any

import attrs
import pytest

import vn_ict_directive
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    RelativeTo,
    Series,
    Staged,
    Text,
    Within,
    coverage,
    evaluate,
    evaluation,
    published,
    readings,
    scorecard,
)
from vn_ict_directive.criteria import Stage
from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
    SourceMismatchError,
    UnknownNameError,
)
from vn_ict_directive.evaluation.history import history, what_would_change
from vn_ict_directive.exchange.archive import recheck
from vn_ict_directive.exchange.diff import ABSENT, diff
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.methods import PROFILES, compare
from vn_ict_directive.units import OwnUnit

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
FIGURES = published.series("egdi-rank")
VERDICT = evaluate(EGDI, FIGURES, as_of="2024-12-31")
STAGES = [
    Stage(due="2018-12-31", criterion=AtMost(value=85)),
    Stage(due="2020-12-31", criterion=AtMost(value=75)),
]
STAGED = attrs.evolve(EGDI, criterion=Staged(stages=STAGES), start="2018-01-01")
THINGS: dict[str, Any] = {
    "directive": DIRECTIVE_01,
    "series": published.all_series(),
    "evidence": [published.evidence(o) for s in published.all_series() for o in s.observations],
    "verdict": VERDICT,
    "a verdict that was kept": loads(to_json(VERDICT)),
    "a verdict of stages": evaluate(STAGED, FIGURES, as_of="2021-12-31"),
    "scorecard": scorecard(as_of="2024-12-31"),
    "a unit of one's own": OwnUnit(id="hours", labels=Text("giờ", "hours"), kind="count"),
    "readings": readings(EGDI, published.all_series(), as_of="2021-12-31"),
    "history": history(EGDI, FIGURES, since="2020-01-03", until="2024-12-31"),
    "what would change it": what_would_change(VERDICT),
    "methods": compare(EGDI, FIGURES, as_of="2020-06-30"),
    "profiles": tuple(PROFILES.values()),
    "changes": diff(DIRECTIVE_01, attrs.evolve(DIRECTIVE_01, period=2021)),
    "differences": recheck(VERDICT, series=[]),
    "criteria": (
        AtLeast(value=1),
        Within(low=1, high=2),
        RelativeTo(period=2015, factor=0.5, least=True),
    ),
    "enumerations": [
        list(one)
        for one in vars(evaluation).values()
        if isinstance(one, type) and issubclass(one, enum.Enum)
    ],
}


def loaded(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 - our own bytes


def types_in(value: Any, seen: set[type]) -> set[type]:
    """The class of a value, and of all that it holds."""
    seen.add(type(value))
    items = value if isinstance(value, tuple | list) else ()
    if attrs.has(type(value)):
        items = [getattr(value, field.name) for field in attrs.fields(type(value))]
    for item in items:
        types_in(item, seen)
    return seen


@pytest.mark.parametrize("name", THINGS)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_whatever_a_user_holds_comes_back_equal(name: str, protocol: int) -> None:
    thing = THINGS[name]
    assert loaded(pickle.dumps(thing, protocol)) == thing
    assert copy.deepcopy(thing) == thing


def test_coverage_comes_back_equal(article: str) -> None:
    covered = coverage(DIRECTIVE_01, article)
    assert loaded(pickle.dumps(covered)) == covered


def test_every_noun_of_the_front_door_is_among_them(article: str) -> None:
    seen = types_in([*THINGS.values(), coverage(DIRECTIVE_01, article)], set())
    public = [getattr(vn_ict_directive, name) for name in vn_ict_directive.__all__]
    nouns = {one for one in public if isinstance(one, type) and attrs.has(one)}
    assert nouns - seen == set()


FAULT = InvalidValueError("Period", "20", "a year", "Write 2020.", "line 3")


@pytest.mark.parametrize(
    "error",
    [
        FAULT,
        UnknownNameError("target", "x", ("y",), "Hint.", "$"),
        MissingExtraError("to_frame()", "narwhals", "panels"),
        SourceMismatchError("a", "b", 0, 1, "x", "y", shifted_to=3),
        InvalidDataError("It cannot be read", [FAULT, UnknownNameError("x", "y", ())]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_says_the_same_in_another_process(error: DirectiveError) -> None:
    again = loaded(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


def test_what_is_absent_is_absent_in_another_process() -> None:
    assert loaded(pickle.dumps(ABSENT)) is ABSENT
    assert Series.of("x", {}) == loaded(pickle.dumps(Series.of("x", {})))
