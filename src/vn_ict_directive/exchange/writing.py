"""Nouns as plain trees of JSON: each fact once, and what has an id by its id."""

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NoReturn

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import (
    Evaluation,
    Scorecard,
    evaluate,
)
from vn_ict_directive.exchange.document_types import (
    CRITERIA,
    DERIVED,
    ELSEWHERE,
    INPUTS,
    RANGE,
    Document,
    holds_text,
    own,
    reference,
)
from vn_ict_directive.model import Directive, Indicator, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.versions import SCHEMA_VERSION

__all__ = ["inline_tree", "judgement", "tally", "to_tree"]


def to_tree(thing: Document) -> dict[str, Any]:
    """Return *thing* as a document: dicts, lists, text, numbers, truth values and None.

    The tree says neither which package wrote it nor, but for a directive and
    its scorecard, which encoding it rests on.

    Raises:
        InvalidValueError: Two different things go by one id, or a verdict is
            not what ``evaluate`` gives. Neither could be read back.
    """
    versions = {"schema": SCHEMA_VERSION, "encoding": None}
    kind = type(thing).__name__.lower()
    tree: dict[str, Any] = {"document": kind, "versions": versions, "official": False}
    match thing:
        case Directive():
            versions["encoding"] = thing.encoding
            return tree | _directive_tree(thing)
        case Series():
            return {**tree, **_sources([thing]), **_write(thing)}
        case Evaluation():
            indicators = _once("indicator", _indicators(thing.target))
            publishers = _once("organization", (one.publisher for one in indicators))
            return {
                **tree,
                "organizations": _write(publishers),
                "indicators": _write(indicators),
                **_sources([thing.series]),
                **{name: _write(getattr(thing, name)) for name in INPUTS},
                **_verdict_tree(thing),
            }
        case _:
            versions["encoding"] = thing.directive.encoding
            return tree | _scorecard_tree(thing)


def inline_tree(thing: Any) -> Any:
    """Return *thing* as a tree in which everything stands where it is named, whole."""
    return _writer(by_id=False).unstructure(thing)


def _write(thing: Any) -> Any:
    return _writer(by_id=True).unstructure(thing)


def _once(what: str, items: Iterable[Any]) -> list[Any]:
    """Return *items* without repetitions; two that differ cannot share an id."""
    found: dict[str, Any] = {}
    for item in items:
        if found.setdefault(item.id, item) != item:
            raise InvalidValueError(
                f"the {what} {item.id}",
                "two that differ",
                "one and the same wherever it is named",
                "Give one of them an id of its own.",
            )
    return list(found.values())


def _sources(series: Iterable[Series | None]) -> dict[str, Any]:
    figures = (figure for one in series if one is not None for figure in one.observations)
    return {"sources": _write(_once("source", (f.source for f in figures if f.source is not None)))}


def _indicators(target: Target) -> Iterator[Indicator]:
    others = (other.indicator for i in target.inferences for other in i.alternatives)
    yield from (one for one in (target.indicator, *others) if one is not None)


def _directive_tree(directive: Directive) -> dict[str, Any]:
    tree: dict[str, Any] = _write(directive)
    del tree["encoding"]
    indicators = _once(
        "indicator", (one for target in directive.targets for one in _indicators(target))
    )
    _once("organization", (*directive.organizations, *(one.publisher for one in indicators)))
    return {
        **tree,
        "indicators": _write(indicators),
        "tasks": _write(directive.tasks),
        "targets": _write(directive.targets),
    }


def _scorecard_tree(card: Scorecard) -> dict[str, Any]:
    series: list[Series] = []
    for verdict in card:
        if verdict.series is not None and verdict.series not in series:
            series.append(verdict.series)
    entries = []
    for verdict in card:
        if verdict.as_of != card.as_of or verdict.target not in card.directive.targets:
            _no_verdict(verdict, "one of the scorecard's directive, as of its day")
        inputs = {name: _write(getattr(verdict, name)) for name in INPUTS if name != "as_of"}
        inputs["target"] = verdict.target.id
        inputs["series"] = None if verdict.series is None else series.index(verdict.series)
        entries.append(inputs | _verdict_tree(verdict))
    series += card.unused
    return {
        "directive": _directive_tree(card.directive),
        **_sources(series),
        "series": _write(series),
        "as_of": _write(card.as_of),
        "evaluations": entries,
        **tally(card),
    }


def tally(card: Scorecard) -> dict[str, Any]:
    """Return what a document tells of a scorecard beside its verdicts."""
    counts = {status.value: number for status, number in card.counts.items()}
    return {"counts": counts, "with_data": card.with_data}


def _no_verdict(verdict: Evaluation, expected: str, hint: str = "") -> NoReturn:
    raise InvalidValueError("a verdict to be written", verdict.target.id, expected, hint)


def _verdict_tree(verdict: Evaluation) -> dict[str, Any]:
    again = evaluate(**{name: getattr(verdict, name) for name in INPUTS})
    if again != verdict:
        hint = "The verdict on a stage goes with that on its whole target."
        _no_verdict(verdict, "one as evaluate() gives it", hint)
    explanation = {"vi": verdict.explain("vi"), "en": verdict.explain("en")}
    return {"verdict": judgement(again), "explanation": explanation}


def judgement(verdict: Evaluation) -> dict[str, Any]:
    """Return everything that a verdict says, without what it was judged by.

    A figure is its place in the series, from 0.
    """
    figures = () if verdict.series is None else verdict.series.observations

    def written(value: Any) -> Any:
        match value:
            case Observation():
                return next(place for place, figure in enumerate(figures) if figure is value)
            case Evaluation():  # of a stage
                return judgement(value)
            case tuple():
                return [written(item) for item in value]
            case _:
                return _write(value)

    names = (name for name in own(Evaluation) if name not in INPUTS)
    said = {name: written(getattr(verdict, name)) for name in names}
    return said | {name: written(getattr(verdict, name)) for name in DERIVED}


@cache
def _writer(*, by_id: bool) -> Converter:
    """Build a converter once. What a class works out for itself is left out."""
    converter = Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook_factory(
        attrs.has, lambda cls: _class_writer(cls, converter, by_id=by_id)
    )
    # What is text already would stay a member.
    converter.register_unstructure_hook(enum.StrEnum, lambda one: one.value)
    converter.register_unstructure_hook(Period, str)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    return converter


def _class_writer(cls: type, converter: Converter, *, by_id: bool) -> Callable[[Any], Any]:
    overrides: dict[str, Any] = {}
    for field in attrs.fields(cls):
        if field.type == RANGE:
            overrides[field.name] = override(unstruct_hook=_write_range)
        elif by_id and (cls, field.name) in ELSEWHERE:
            overrides[field.name] = override(omit=True)
        elif by_id and reference(cls, field) and not holds_text(field):
            overrides[field.name] = override(unstruct_hook=_write_id)
    fields: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(cls, converter, **overrides)
    kind = next((kind for kind, criterion in CRITERIA.items() if criterion is cls), None)
    if kind is None:
        return fields
    return lambda value: {"kind": kind, **fields(value)}  # some criteria differ in nothing else


def _write_id(thing: Any) -> str | None:
    return None if thing is None else thing.id


def _write_range(bounds: tuple[float | None, float | None]) -> dict[str, float | None]:
    low, high = (None if bound is None else float(bound) for bound in bounds)
    return {"min": low, "max": high}
