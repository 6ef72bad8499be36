"""Nouns as plain trees of JSON: each fact once, and what has an id by its id."""

import datetime as dt
import enum
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache, lru_cache
from typing import Any

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from vn_ict_directive.criteria import Staged
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Scorecard
from vn_ict_directive.exchange import document_types as shapes
from vn_ict_directive.model import Directive, Indicator, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Scale
from vn_ict_directive.versions import SCHEMA_VERSION

_KINDS = {criterion: kind for kind, criterion in shapes.CRITERIA.items()}


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Write *value* as JSON with sorted keys, Vietnamese letters as themselves.

    Examples:
        >>> from vn_ict_directive.criteria import LeadingGroup
        >>> as_json(LeadingGroup(worst=45, best=40))
        '{"best": 40, "kind": "leading-group", "worst": 45}'
    """
    return text_of(inline_tree(value), indent)


def text_of(tree: Any, indent: int | None) -> str:
    """Write a tree as JSON with sorted keys, Vietnamese letters as themselves."""
    return json.dumps(tree, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent)


@lru_cache(maxsize=512)
def _shared(noun: Target | Series | None) -> Mapping[str, Any]:
    """Return what a document holds of a target or series, whatever the verdict on it."""
    if not isinstance(noun, Target):
        return {**_sources([noun]), "series": _write(noun)}
    indicators = _once("indicator", _indicators(noun))
    return {
        "organizations": _write(_once("organization", (one.publisher for one in indicators))),
        "indicators": _write(indicators),
        "target": _write(noun),
    }


def to_tree(thing: shapes.Document) -> dict[str, Any]:
    """Return *thing* as a document: dicts, lists, text, numbers, truth values and None.

    The tree does not say which package wrote it. It must not be changed.

    Raises:
        InvalidValueError: Two different things go by one id, or the verdict is
            one on a stage. Neither could be read back.
    """
    versions: dict[str, str | None] = {"schema": SCHEMA_VERSION, "encoding": None}
    kind = type(thing).__name__.lower()
    tree: dict[str, Any] = {"document": kind, "versions": versions, "official": False}
    match thing:
        case Directive():
            versions["encoding"] = thing.encoding
            return tree | _directive_tree(thing)
        case Series():
            return {**tree, **_sources([thing]), **_write(thing)}
        case Evaluation():
            versions["rules"] = thing.rules
            versions["encoding"] = None if thing.directive is None else thing.directive.encoding
            tree |= {
                "directive": inline_tree(thing.directive),
                **_shared(thing.target),
                **_shared(thing.series),
                "as_of": _write(thing.as_of),
                "timing": _write(thing.timing),
                **_verdict_tree(thing),
            }
            return _restored(tree, thing.said.unknown if thing.said else ())
        case _:
            versions["encoding"] = thing.directive.encoding
            versions["rules"] = next((verdict.rules for verdict in thing), None)
            return _restored(tree | _scorecard_tree(thing), thing.unknown)


def _restored(
    tree: dict[str, Any], unknown: Sequence[tuple[tuple[str | int, ...], Any]]
) -> dict[str, Any]:
    """Put back what the document held that was not understood when it was read."""
    if unknown:
        tree = deepcopy(tree)  # other verdicts share parts of it
    for (*steps, last), value in unknown:
        node: Any = tree
        for step in steps:
            node = node[step]
        if isinstance(node, dict):
            node.setdefault(last, value)
    return tree


def inline_tree(thing: Any) -> Any:
    """Return *thing* as a tree in which everything stands where it is named, whole."""
    return _writer(by_id=False).unstructure(thing)


def _write(thing: Any) -> Any:
    return _writer(by_id=True).unstructure(thing)


@cache
def _writer(*, by_id: bool) -> Converter:
    """Build a converter once. Fields that a class works out for itself are left out."""
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
    written = shapes.fields_of(cls) if by_id else attrs.fields_dict(cls)
    for field in attrs.fields(cls):
        if field.name not in written:
            overrides[field.name] = override(omit=True)
        elif field.type == Scale:
            overrides[field.name] = override(unstruct_hook=_write_range)
        elif by_id and "refers" in field.metadata and not shapes.holds_text(field):
            overrides[field.name] = override(unstruct_hook=_write_id)
    fields: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(cls, converter, **overrides)
    if cls not in _KINDS:
        return fields
    # Some criteria differ in nothing else.
    return lambda value: {"kind": _KINDS[cls], **fields(value)}


def in_both(words: Callable[[Lang], str]) -> dict[str, str]:
    """Return what *words* says in either language."""
    return {"vi": words("vi"), "en": words("en")}


def _write_id(thing: Any) -> str | None:
    return None if thing is None else thing.id


def _write_range(bounds: tuple[float | None, float | None]) -> dict[str, float | None]:
    low, high = (None if bound is None else float(bound) for bound in bounds)
    return {"min": low, "max": high}


def _once(what: str, items: Iterable[Any]) -> list[Any]:
    """Return *items* without repetitions; two that differ cannot share an id."""
    found: dict[str, Any] = {}
    for item in items:
        if found.setdefault(item.id, item) != item:
            expected = "one and the same wherever it is named"
            hint = "Give one of them an id of its own."
            raise InvalidValueError(f"the {what} {item.id}", "two that differ", expected, hint)
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
    series = list(dict.fromkeys(one.series for one in card if one.series is not None))
    entries = []
    for verdict in card:
        if verdict.as_of != card.as_of or verdict.target not in card.directive.targets:
            expected = "one of the scorecard's directive, as of its day"
            raise InvalidValueError("a verdict to be written", verdict.target.id, expected)
        place = None if verdict.series is None else series.index(verdict.series)
        inputs = {"target": verdict.target.id, "series": place, "timing": _write(verdict.timing)}
        entries.append(inputs | _verdict_tree(verdict))
    series += card.unused
    return {
        "directive": _directive_tree(card.directive),
        **_sources(series),
        "series": _write(series),
        "as_of": _write(card.as_of),
        "evaluations": entries,
        "counts": {status.value: number for status, number in card.counts.items()},
        "with_data": card.with_data,
    }


def _verdict_tree(verdict: Evaluation) -> dict[str, Any]:
    if isinstance(verdict.target.criterion, Staged) and not verdict.stages:
        expected = "one on a whole target"
        hint = "The verdict on a stage goes with that on its whole target."
        raise InvalidValueError("a verdict to be written", verdict.target.id, expected, hint)
    return {"verdict": judgement(verdict), "explanation": in_both(verdict.explain)}


def judgement(
    verdict: Evaluation, figure: Callable[[Observation], Any] | None = None
) -> dict[str, Any]:
    """Return everything that a verdict says, without what it was judged by.

    Args:
        verdict: The verdict.
        figure: How to write a figure; by default as its place in the series, from 0.
    """
    write = figure or (() if verdict.series is None else verdict.series.observations).index

    def written(value: Any) -> Any:
        match value:
            case Observation():
                return write(value)
            case Evaluation():  # of a stage
                return judgement(value, figure)
            case tuple():
                return [written(item) for item in value]
            case _:
                return _write(value)

    return {name: written(getattr(verdict, name)) for name in shapes.own(shapes.VERDICT)}
