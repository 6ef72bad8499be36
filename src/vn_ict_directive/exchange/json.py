"""Plain JSON of the directive, of figures and of verdicts."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, get_args

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Readings, Scorecard
from vn_ict_directive.evaluation.tally import record
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import Period
from vn_ict_directive.verification import Coverage

__all__ = ["Exportable", "package_version", "to_json"]

Exportable = (
    Directive | Section | Target | Task | Series | Evaluation | Readings | Scorecard | Coverage
)
"""What :func:`to_json` writes."""

_KINDS: Final = {cls: cls.__name__.lower() for cls in get_args(Exportable)}


def package_version() -> str:
    """Return the version of the installed package; ``"unknown"`` for a bare copy of its files."""
    try:
        return version("vn-ict-directive")
    except PackageNotFoundError:
        return "unknown"


def to_json(thing: Exportable | Iterable[Exportable], *, indent: int | None = 2) -> str:
    """Write *thing* as JSON, with where it comes from.

    The document is an object: ``kind`` and ``data`` are the thing itself,
    ``sources`` the ids of what its words and figures were read from,
    ``versions`` those of the package and of the encoding (null for what
    belongs to no encoding), and ``official`` is whether the encoding rests on
    the issuer's own text.

    A verdict is a flat record, the same as a row of a scorecard, with its
    reasons as a list and its explanation in both languages. A criterion says
    which one it is in ``kind``. Periods are written as SDMX writes them, dates
    as ISO 8601, and a number that does not exist as null.

    Args:
        thing: A noun of the directive, a series, a verdict, readings, a
            scorecard or a coverage; or several of one kind, whose ``data`` is
            then a list.
        indent: How deep to indent; None for one line.

    Returns:
        JSON with sorted keys, Vietnamese letters written as themselves.

    Raises:
        InvalidValueError: *thing* is anything else, or a mixture.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, Series
        >>> print(to_json(Series.of("egdi-rank", {2020: 86}), indent=None)[:70])
        {"data": {"basis": null, "entity": "VN", "indicator": "egdi-rank", "ob
        >>> target = json.loads(to_json(DIRECTIVE_01.target("cybersecurity.gci-rank")))
        >>> target["official"], target["sources"], target["data"]["criterion"]
        (False, ['my-hanh-2020'], {'best': 45, 'kind': 'leading-group', 'worst': 50})
    """
    one = type(thing) in _KINDS
    things: tuple[Any, ...] = (thing,) if one else _several(thing)
    data = [_data(item) for item in things]
    directive = next((d for d in map(_directive, things) if d is not None), None)
    document = {
        "kind": _KINDS[type(things[0])] if things else None,
        "data": data[0] if one else data,
        "official": directive is not None and directive.official,
        "sources": list(dict.fromkeys(name for item in things for name in _sources(item))),
        "versions": {
            "encoding": None if directive is None else directive.encoding,
            "package": package_version(),
        },
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent)


def _several(thing: object) -> tuple[Any, ...]:
    expected = f"a {', '.join(c.__name__ for c in _KINDS)}, or several of one of them"
    if not isinstance(thing, Iterable) or isinstance(thing, str | bytes):
        raise InvalidValueError("thing", thing, expected)
    things = tuple(thing)
    kinds = {type(item) for item in things}
    if len(kinds) > 1 or not kinds <= _KINDS.keys():
        raise InvalidValueError("thing", sorted(kind.__name__ for kind in kinds), expected)
    return things


def _data(thing: Any) -> Any:
    if isinstance(thing, Evaluation):
        return _verdict(thing)
    if isinstance(thing, Scorecard):
        return {
            "directive": thing.directive.id,
            "as_of": thing.as_of.isoformat(),
            "counts": {status.value: number for status, number in thing.counts.items()},
            "with_data": thing.with_data,
            "evaluations": [_verdict(verdict) for verdict in thing],
        }
    if isinstance(thing, Readings):
        return {
            "target": thing.target.id,
            "as_of": thing.as_of.isoformat(),
            "agree": thing.agree,
            "depends_on": list(thing.depends_on),
            "explanation": {"vi": thing.explain("vi"), "en": thing.explain("en")},
            "readings": [
                {
                    "choices": {choice.question: choice.answer for choice in reading.choices},
                    "label": {"vi": reading.label("vi"), "en": reading.label("en")},
                    "evaluation": _verdict(reading.evaluation),
                }
                for reading in thing
            ],
        }
    return _converter().unstructure(thing)


def _verdict(verdict: Evaluation) -> dict[str, object]:
    return record(verdict) | {
        "reasons": [reason.value for reason in verdict.reasons],
        "explanation": {"vi": verdict.explain("vi"), "en": verdict.explain("en")},
    }


def _directive(thing: Exportable) -> Directive | None:
    """Return the directive that *thing* belongs to, as far as it can be told."""
    match thing:
        case Directive():
            return thing
        case Scorecard():
            return thing.directive
        case Series():
            return None
        case _:
            known = {source.id for source in DIRECTIVE_01.sources}
            return DIRECTIVE_01 if known.issuperset(_quoted(thing)) else None


def _quoted(thing: Exportable) -> Iterator[str]:
    """Yield the ids of the sources whose words *thing* quotes."""
    match thing:
        case Section() | Task() | Target():
            yield thing.span.source
        case Evaluation() | Readings():
            yield thing.target.span.source
        case Coverage():
            yield thing.source
        case Directive():
            yield from (span.source for _, span in thing.spans())
        case Scorecard():
            yield from _quoted(thing.directive)
        case _:  # a series quotes nothing
            return


def _sources(thing: Exportable) -> Iterator[str]:
    """Yield the ids of everything that *thing* was read from: words first, then figures."""
    yield from _quoted(thing)
    match thing:
        case Series():
            figures = thing.observations
        case Evaluation():
            figures = thing.used
        case Scorecard():
            figures = tuple(o for verdict in thing for o in verdict.used)
        case Readings():
            figures = tuple(o for reading in thing for o in reading.evaluation.used)
        case _:
            figures = ()
    yield from (o.source.id for o in figures if o.source is not None)


def _kebab(cls: type) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-")


@cache
def _converter() -> Converter:
    """Build the converter once. What a class works out for itself is left out."""
    converter = Converter()
    converter.register_unstructure_hook(Period, str)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    for criterion in get_args(Criterion):
        converter.register_unstructure_hook(criterion, _tagged(criterion, converter))
    return converter


def _tagged(criterion: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    """Write a criterion with which one it is: some differ in nothing else."""
    fields: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(criterion, converter)
    kind = _kebab(criterion)
    return lambda value: {"kind": kind, **fields(value)}
