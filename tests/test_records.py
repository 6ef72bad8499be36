"""A verdict's record as others take it: attrs, pydantic, msgspec and orjson, as it is."""

import json
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from vn_ict_directive import DIRECTIVE_01, scorecard
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.record import Record

CARD = scorecard(as_of="2024-12-31")
each_verdict = pytest.mark.parametrize("verdict", CARD, ids=lambda one: one.target.id)
External = Callable[[str], Any]


@pytest.fixture
def typed(external: External) -> Any:
    """The type of a record, as pydantic takes it: before Python 3.12 it wants another TypedDict."""
    if sys.version_info >= (3, 12):
        return Record
    return external("typing_extensions").TypedDict("Record", Record.__annotations__)


@each_verdict
def test_attrs_makes_a_dict_of_it(verdict: Evaluation) -> None:
    tree = attrs.asdict(verdict)
    assert tree["outcome"] is verdict.outcome
    assert tree["target"]["span"]["quote"] == verdict.target.span.quote


def test_attrs_makes_a_dict_of_what_holds_verdicts() -> None:
    tree = attrs.asdict(CARD)
    assert [one["target"]["id"] for one in tree["evaluations"]] == list(CARD.keys())
    assert attrs.asdict(DIRECTIVE_01)["id"] == DIRECTIVE_01.id


@each_verdict
def test_pydantic_takes_it_as_it_is(verdict: Evaluation, typed: Any, external: External) -> None:
    adapter = external("pydantic").TypeAdapter(typed)
    record = verdict.record("en")
    assert adapter.validate_python(record, strict=True) == record
    assert adapter.validate_json(adapter.dump_json(record), strict=True) == record
    with pytest.raises(ValueError, match="severity"):
        adapter.validate_python(record | {"severity": "bad"}, strict=True)


@each_verdict
def test_msgspec_takes_it_as_it_is(verdict: Evaluation, external: External) -> None:
    msgspec = external("msgspec")
    record = verdict.record("vi")
    assert msgspec.convert(record, Record, strict=True) == record
    assert msgspec.json.decode(msgspec.json.encode(record), type=Record) == record


@each_verdict
def test_orjson_writes_it_as_it_is(verdict: Evaluation, external: External) -> None:
    orjson = external("orjson")
    record = verdict.record("vi")
    assert orjson.loads(orjson.dumps(record)) == record == json.loads(json.dumps(record))
