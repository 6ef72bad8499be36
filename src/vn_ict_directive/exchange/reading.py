"""Plain trees of JSON as nouns again: every fault is told with its path, all of them at once.

What a class of the nouns refuses is refused here in its own words. Beyond that
a document is read to the letter: nothing is converted, guessed or passed over.
"""

import datetime as dt
import enum
import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from difflib import get_close_matches
from functools import cache, partial, reduce
from itertools import islice
from typing import Any, Final, Literal, NoReturn, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.evaluation import Evaluation, Scorecard, Status, evaluate
from vn_ict_directive.exchange.diff import ABSENT, differences, join
from vn_ict_directive.exchange.document_types import (
    CRITERIA,
    DOCUMENTS,
    ELSEWHERE,
    INPUTS,
    RANGE,
    REFERENCES,
    Document,
    Range,
    holds_text,
    own,
    reference,
)
from vn_ict_directive.exchange.writing import judgement, tally
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import Period, as_date
from vn_ict_directive.validators import as_float, member
from vn_ict_directive.versions import SCHEMA_VERSION

__all__ = ["from_tree"]

# After so many, one more fault tells nothing new.
_MOST_FAULTS: Final = 1000
_MOST_UNKNOWN: Final = 10
_LONGEST_SHOWN: Final = 60
_ENDLESS: Final = 10**60
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# They share one space of ids.
_ELEMENTS: Final = (Section, Task, Target)

Hook = Callable[[Any, Any], Any]


@attrs.define
class _Reading:
    """What is known of a document while it is read."""

    ids: dict[str, dict[str, None]] = attrs.field(factory=dict)
    """Every id that a list of the directive gives; empty where there is no directive."""
    pools: dict[str, dict[str, Any]] = attrs.field(factory=lambda: defaultdict(dict))
    """What has been read and can be referred to; None for what could not be."""
    used: set[tuple[str, str]] = attrs.field(factory=set)
    elements: set[str] = attrs.field(factory=set)
    left: int = _MOST_FAULTS


_READING: Final[ContextVar[_Reading]] = ContextVar("_READING")


class _ToldAlreadyError(Exception):
    """What is referred to is there, and its own faults are told in its own place."""


def from_tree(tree: object, name: str = "The document") -> Document:
    """Read what :func:`to_tree` has written, or somebody by hand.

    Args:
        tree: Dicts, lists, text, finite numbers, truth values and None.
        name: What to call the document in errors.

    Raises:
        InvalidDataError: It is no document, or does not hold together: every
            fault with its path, the first thousand of them.
    """
    kind = tree.get("document") if isinstance(tree, dict) else None
    if not isinstance(tree, dict):
        _refuse(name, [InvalidValueError("the document", _shown(tree), "an object", where="$")])
    if not isinstance(kind, str) or kind not in DOCUMENTS:
        expected = f"one of {', '.join(DOCUMENTS)}"
        hint = "It says what kind of document this is."
        _refuse(name, [InvalidValueError("the kind", _shown(kind), expected, hint, "$.document")])
    versions = tree.get("versions")
    schema = versions.get("schema") if isinstance(versions, dict) else None
    if isinstance(schema, str) and schema != SCHEMA_VERSION:
        hint = "Read it with the version of this package that wrote it, and export it anew."
        where = "$.versions.schema"
        _refuse(
            name, [InvalidValueError("the version", _shown(schema), SCHEMA_VERSION, hint, where)]
        )
    reading = _Reading()
    token = _READING.set(reading)
    faults: list[DirectiveError] = []
    thing: Any = None
    try:
        thing = _LINKS[kind](_read(DOCUMENTS[kind], tree), reading, faults)
    except BaseValidationError as error:
        faults += islice(_faults(error, "$"), _MOST_FAULTS)
    finally:
        _READING.reset(token)
    if faults:
        _refuse(name, faults)
    linked: Document = thing
    return linked


def _refuse(name: str, faults: list[DirectiveError]) -> NoReturn:
    raise InvalidDataError(f"{name} cannot be read", faults)


def _shown(value: object) -> object:
    """Return what an error says of a value from a document: long ones are cut short."""
    match value:
        case dict():
            return "an object"
        case list() | tuple():
            return "a list"
        case str():
            return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
        case int() if abs(value) >= _ENDLESS:
            return "a number of more than 60 digits"
        case _:
            return value


# --- what a field takes ---------------------------------------------------------------


def _fault(value: object, expected: str, hint: str = "") -> InvalidValueError:
    return InvalidValueError("the value", _shown(value), expected, hint)


def _text(value: Any, _: Any = None) -> str:
    if not isinstance(value, str):
        raise _fault(value, "text")
    return value


def _truth(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise _fault(value, "true or false")
    return value


def _whole(value: Any, _: Any) -> int:
    # To JSON Schema as to JSON, 3.0 is a whole number.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise _fault(value, "a whole number")
    return int(value)


def _number(value: Any, _: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _fault(
            value, "a number", "Write it without quotation marks." * isinstance(value, str)
        )
    return as_float(value, "the value")


def _day(value: Any, _: Any) -> dt.date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise _fault(value, "a day such as 2020-12-31, as text")
    return as_date(value, "the day")


def _period(value: Any, _: Any) -> Period:
    if not isinstance(value, str) or value != value.strip():
        raise _fault(value, "a period such as 2020, 2020-Q4 or 2020-12-31, as text")
    return Period.of(value)


def _object(value: Any, _: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _fault(value, "an object")
    return value


def _read(kind: Any, value: Any) -> Any:
    return _hook(kind)(value, kind)


@cache
def _hook(kind: Any) -> Hook:  # noqa: PLR0911 - one return a kind
    """Return what reads a value of type *kind*, or raises what is wrong with it."""
    known = _PLAIN.get(kind)
    if known is not None:
        return known
    origin, args = get_origin(kind), get_args(kind)
    if type(None) in args:
        inner = _hook(reduce(operator.or_, (arg for arg in args if arg is not type(None))))
        return lambda value, _: None if value is None else inner(value, _)
    if kind == RANGE:
        return _read_range
    if origin is tuple:
        return _list_of(_hook(args[0]), args[0])
    if origin is Literal:
        return partial(_one_of, args)
    if args:
        return partial(_criterion, {word: cls for word, cls in CRITERIA.items() if cls in args})
    if issubclass(kind, enum.Enum):
        return partial(_member, kind)
    return _class(kind)


def _one_of(values: tuple[Any, ...], value: Any, _: Any) -> Any:
    if not any(type(value) is type(one) and value == one for one in values):
        raise _fault(value, " or ".join(map(repr, values)))
    return value


def _member(kind: type[enum.Enum], value: Any, _: Any) -> enum.Enum:
    return member(kind, _text(value), "the value")


def _read_range(value: Any, _: Any) -> tuple[float | None, float | None]:
    bounds = _read(Range, value)
    return bounds.min, bounds.max


def _list_of(hook: Hook, item: Any, pool: str | None = None) -> Hook:
    """Read a list of *item*; no two share an id, and those of a pool can be referred to."""
    identified = attrs.has(item) and "id" in attrs.fields_dict(item)

    def read(values: Any, kind: Any) -> tuple[Any, ...]:
        if not isinstance(values, list):
            raise _fault(values, "a list")
        reading = _READING.get()
        seen = reading.elements if item in _ELEMENTS else set()
        found, errors = [], []
        for place, value in enumerate(values):
            name = value.get("id") if identified and isinstance(value, dict) else None
            try:
                if isinstance(name, str) and name in seen:
                    raise _in_class(
                        item,
                        "id",
                        InvalidValueError("the id", _shown(name), "one that nothing else here has"),
                    )
                one = hook(value, item)
            except (DirectiveError, BaseValidationError, _ToldAlreadyError) as error:
                errors.append(_noted(error, IterableValidationNote("", place, item)))
                one = None
            if isinstance(name, str):
                seen.add(name)
                if pool is not None:
                    reading.pools[pool].setdefault(name, one)
            found.append(one)
            if errors and len(errors) >= reading.left:
                break
        if errors:
            reading.left = max(1, reading.left - len(errors))
            raise _group(IterableValidationError, errors, kind)
        return tuple(found)

    return read


def _class(cls: type) -> Hook:
    """Read an object whose keys are the fields of *cls*, and no others."""
    fields = [f for f in attrs.fields(cls) if f.init and (cls, f.name) not in ELSEWHERE]
    overrides: dict[str, Any] = {
        **{field.name: override(struct_hook=_field_hook(cls, field)) for field in fields},
        **{name: override(omit=True) for one, name in ELSEWHERE if one is cls},
    }
    fill: Any = make_dict_structure_fn(
        cls, Converter(), _cattrs_detailed_validation=True, **overrides
    )
    known = {field.name: None for field in fields}

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _fault(value, f"an object with the keys {', '.join(known)}")
        if "sections" in known:
            _READING.get().ids = _ids(value)
        unknown = islice((key for key in value if key not in known), _MOST_UNKNOWN)
        errors: list[Exception] = [
            _noted(_unknown(key, tuple(known)), AttributeValidationNote("", key, object))
            for key in unknown
        ]
        filled = None
        try:
            filled = fill(value, cls)
        except ClassValidationError as group:
            errors += group.exceptions
        if errors:
            raise _group(ClassValidationError, errors, cls)
        return filled

    return read


def _ids(tree: dict[str, Any]) -> dict[str, dict[str, None]]:
    """Return the ids that each list of a directive's tree gives, whatever else is wrong there."""

    def items(name: str) -> list[Any]:
        found = tree.get(name)
        return found if isinstance(found, list) else []

    return {
        name: {
            item["id"]: None
            for item in items(name)
            if isinstance(item, dict) and isinstance(item.get("id"), str)
        }
        for name in REFERENCES.values()
    }


def _unknown(key: str, known: tuple[str, ...]) -> InvalidValueError:
    near = get_close_matches(key[:_LONGEST_SHOWN], known, n=1, cutoff=0.6)
    hint = f"Did you mean {near[0]!r}?" if near else "Remove it."
    return InvalidValueError("the key", _shown(key), f"one of {', '.join(known)}", hint)


def _criterion(kinds: dict[str, type], value: Any, _: Any) -> Any:
    if not isinstance(value, dict):
        raise _fault(value, "an object with a kind")
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise _in_class(object, "kind", _fault(kind, f"one of {', '.join(kinds)}"))
    fields = {key: field for key, field in value.items() if key != "kind"}
    return _read(kinds[kind], fields)


def _field_hook(cls: type, field: "attrs.Attribute[Any]") -> Hook:
    """Return what reads one field of a class: a plain value, or what an id stands for."""
    pool, kind = reference(cls, field), cast("Any", field.type)
    args = get_args(kind)
    if field.metadata.get("pool"):
        return _list_of(_hook(args[0]), args[0], pool=field.name)
    if pool is None:
        return _hook(kind)
    read = partial(_known if holds_text(field) else _resolved, pool)
    if get_origin(kind) is tuple:
        return _list_of(read, str)
    if type(None) in args:
        return lambda value, _: None if value is None else read(value, kind)
    return read


def _known(pool: str, value: Any, _: Any) -> str:
    """Read an id; where the document holds a directive, the list must have it."""
    name, ids = _text(value), _READING.get().ids
    if ids and name not in ids[pool]:
        raise UnknownNameError(pool.removesuffix("s"), _shown(name), tuple(ids[pool]))
    return name


def _resolved(pool: str, value: Any, _: Any) -> Any:
    """Read an id, and return what it stands for."""
    name, reading = _text(value), _READING.get()
    if name not in reading.pools[pool]:
        raise UnknownNameError(pool.removesuffix("s"), _shown(name), tuple(reading.pools[pool]))
    reading.used.add((pool, name))
    if reading.pools[pool][name] is None:
        raise _ToldAlreadyError
    return reading.pools[pool][name]


_PLAIN: Final[dict[Any, Hook]] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
    dt.date: _day,
    Period: _period,
    # Worked out anew when the document is read, and compared.
    Evaluation: _object,
    dict[Status, int]: _object,
}


# --- what is wrong, and where ---------------------------------------------------------


def _noted(error: Exception, note: str) -> Exception:
    error.add_note(note)
    return error


def _group(kind: Any, errors: Iterable[Exception], cls: Any) -> BaseValidationError:
    group: BaseValidationError = kind("", list(errors), cls)
    return group


def _in_class(cls: Any, name: str, fault: DirectiveError) -> BaseValidationError:
    noted = _noted(fault, AttributeValidationNote("", name, object))
    return _group(ClassValidationError, [noted], cls)


def _faults(  # noqa: C901, PLR0912 - one case a kind
    error: BaseException, path: str, cls: Any = None
) -> Iterator[DirectiveError]:
    """Yield every fault in what cattrs raised, each with its path."""
    match error:
        case IterableValidationError():
            for inner, note in error.group_exceptions()[0]:
                yield from _faults(inner, f"{path}[{note.index}]")
        case ClassValidationError():
            by_field, by_class = error.group_exceptions()
            for inner, attribute in by_field:
                yield from _faults(inner, join(path, attribute.name))
            for inner in by_class:
                yield from _faults(inner, path, error.cl)
        case InvalidDataError():
            for inner in error.exceptions:
                yield from _faults(inner, path, cls)
        case InvalidValueError():
            # What a class says of a field of its own stands where the field does.
            named = re.search(r"\.(\w+)((?:\[\d+\])?)$", error.field)
            if cls is not None and named and named[1] in attrs.fields_dict(cls):
                path = f"{join(path, named[1])}{named[2]}"
            elif cls is Series:  # it speaks of its figures by their periods
                path = join(path, "observations")
            yield attrs.evolve(error, got=_shown(error.got), where=path)
        case UnknownNameError():
            yield attrs.evolve(error, where=path)
        case KeyError():  # of a key that the object lacks
            yield InvalidValueError("the value", None, "given", where=path)
        case _ToldAlreadyError():
            return
        case _:
            raise error


# --- from what was read to nouns ------------------------------------------------------


def _link_series(read: Any, reading: _Reading, faults: list[DirectiveError]) -> Any:
    fields = {name: getattr(read, name) for name in own(Series)}
    faults += _unused(read.sources, "sources", reading)
    return _made(Series, "$", faults, **fields)


def _link_directive(read: Any, reading: _Reading, faults: list[DirectiveError]) -> Any:
    return _directive(read, read.versions.encoding, "$", reading, faults)


def _directive(
    read: Any, encoding: str, path: str, reading: _Reading, faults: list[DirectiveError]
) -> Any:
    faults += _unused(read.indicators, "indicators", reading, path)
    sections = {section.id: section for section in read.sections}
    inside: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in sections}
    for name in ("tasks", "targets"):
        for place, element in enumerate(getattr(read, name)):
            inside[element.section][name].append(element)
            try:  # what a section refuses, it refuses one by one
                attrs.evolve(sections[element.section], **{name: [element]})
            except InvalidValueError as fault:
                faults.append(attrs.evolve(fault, where=f"{path}.{name}[{place}].id"))
    if faults:
        return None
    fields = {name: getattr(read, name) for name in own(Directive, "encoding", "sections")}
    whole = [attrs.evolve(section, **inside[name]) for name, section in sections.items()]
    return _made(Directive, path, faults, **fields, sections=whole, encoding=encoding)


def _link_evaluation(read: Any, reading: _Reading, faults: list[DirectiveError]) -> Any:
    for pool in ("organizations", "indicators", "sources"):
        faults += _unused(getattr(read, pool), pool, reading)
    inputs = {name: getattr(read, name) for name in INPUTS}
    return _judged(inputs, read.verdict, "$", faults)


def _link_scorecard(read: Any, reading: _Reading, faults: list[DirectiveError]) -> Any:
    directive = _directive(read.directive, read.versions.encoding, "$.directive", reading, faults)
    faults += _unused(read.sources, "sources", reading)
    if directive is None:
        return None
    verdicts: list[Any] = []
    used: set[int] = set()
    for place, entry in enumerate(read.evaluations):
        path = f"$.evaluations[{place}]"
        inputs = {name: getattr(entry, name) for name in INPUTS if name != "as_of"}
        inputs["as_of"] = read.as_of
        try:
            inputs["target"] = directive.target(entry.target)
        except UnknownNameError as fault:
            faults.append(attrs.evolve(fault, where=f"{path}.target"))
            continue
        if entry.series is not None:
            used.add(entry.series)
            if not 0 <= entry.series < len(read.series):
                expected = f"a place in the list of {len(read.series)} series, from 0"
                where = f"{path}.series"
                faults.append(InvalidValueError("the place", entry.series, expected, "", where))
                continue
            inputs["series"] = read.series[entry.series]
        verdicts.append(_judged(inputs, entry.verdict, path, faults))
    if faults:
        return None
    card = Scorecard(
        directive=directive,
        as_of=read.as_of,
        evaluations=tuple(verdicts),
        unused=tuple(one for place, one in enumerate(read.series) if place not in used),
    )
    _compare(tally(card), {"counts": read.counts, "with_data": read.with_data}, "$", faults)
    return card


_LINKS: Final[Mapping[str, Callable[[Any, _Reading, list[DirectiveError]], Any]]] = {
    "directive": _link_directive,
    "series": _link_series,
    "evaluation": _link_evaluation,
    "scorecard": _link_scorecard,
}


def _made(cls: type, path: str, faults: list[DirectiveError], **fields: Any) -> Any:
    """Make a *cls*; what it finds wrong with its fields as a whole is told with its path."""
    try:
        return cls(**fields)
    except (InvalidDataError, InvalidValueError) as error:
        faults += _faults(error, path, cls)
        return None


def _judged(
    inputs: dict[str, Any], stated: dict[str, Any], path: str, faults: list[DirectiveError]
) -> Evaluation | None:
    """Judge anew; whatever is stated otherwise is a fault."""
    try:
        verdict = evaluate(**inputs)
    except (InvalidDataError, InvalidValueError, UnknownNameError) as error:
        faults += _faults(error, path)
        return None
    _compare(judgement(verdict), stated, f"{path}.verdict", faults)
    return verdict


def _compare(true: object, stated: object, path: str, faults: list[DirectiveError]) -> None:
    for where, right, wrong in differences(true, stated, path):
        if right is ABSENT:
            expected, hint = "left out", "The judge says no such thing."
        else:
            expected = f"{_shown(right)!r}, as evaluate() gives it"
            hint = "Correct it, or judge anew: the judge may have changed since."
        got = "nothing" if wrong is ABSENT else _shown(wrong)
        faults.append(InvalidValueError("what it says", got, expected, hint, where))


def _unused(
    things: Iterable[Any], pool: str, reading: _Reading, path: str = "$"
) -> Iterator[DirectiveError]:
    """Yield what nothing refers to: it would be lost."""
    for place, thing in enumerate(things):
        if (pool, thing.id) not in reading.used:
            yield _idle(f"{path}.{pool}[{place}]", thing.id)


def _idle(where: str, name: str) -> InvalidValueError:
    expected = "something that this document refers to"
    return InvalidValueError("this", name, expected, "Remove it, or name it.", where)
