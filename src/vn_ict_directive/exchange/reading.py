"""Plain trees of JSON as nouns again: every fault is reported with its path, all at once.

A fault that a class of the nouns refuses is reported in its own words. Beyond that
a directive and a series are read to the letter: nothing is converted, guessed or
passed over. A verdict and a scorecard are what somebody said once: they are
returned as they were said, and a key or a reason that this version does not know
is kept, with its path.

Long, since every kind of document is read by one reader, with the path of each fault.
"""

import datetime as dt
import enum
import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from typing import Any, Final, Literal, cast, get_args, get_origin

import attrs

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import DirectiveError, InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation import Evaluation, Reason, Said, Scorecard
from vn_ict_directive.exchange import document_types as shapes
from vn_ict_directive.exchange.diff import ABSENT, join, path_of
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import Period
from vn_ict_directive.text_files import refuse
from vn_ict_directive.units import Scale
from vn_ict_directive.validators import as_date, as_float, member
from vn_ict_directive.versions import SCHEMA_VERSION

# After so many, one more fault tells nothing new.
_MOST_FAULTS: Final = 1000
_MOST_UNKNOWN: Final = 10
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# They share one space of ids.
_ELEMENTS: Final = (Section, Task, Target)
# Of these somebody keeps an archive; the others are written by hand, slips and all.
_KEPT: Final = frozenset({"evaluation", "scorecard"})
_LISTS: Final = ("organizations", "sections", "indicators", "sources", "targets")

Steps = tuple[str | int, ...]
"""The keys and places that lead to a value of a document."""

Fault = InvalidValueError | UnknownNameError
"""What a document may have: each says where."""


_BAD: Final = object()
"""Stands for what cannot be read; its faults are reported already."""
_REASONS: Final = frozenset(one.value for one in Reason)
_IDLE: Final = ("something that this document refers to", "Remove it, or name it.")
_OURS: Final = frozenset(source.id for source in DIRECTIVE_01.sources)


@attrs.define
class _Reading:
    """A document while it is read, and what is known of it."""

    archived: bool = False
    faults: list[Fault] = attrs.field(factory=list)
    told: frozenset[str] = frozenset()
    """Where something stands that no document may hold at all: it has no other fault."""
    unknown: list[tuple[Steps, Any]] = attrs.field(factory=list)
    ids: dict[str, dict[str, None]] = attrs.field(factory=dict)
    """Every id that a list of the directive gives; empty where there is no directive."""
    pools: dict[str, dict[str, Any]] = attrs.field(factory=lambda: defaultdict(dict))
    """What has been read and can be referred to; _BAD for what could not be."""
    used: set[tuple[str, str]] = attrs.field(factory=set)
    elements: set[str] = attrs.field(factory=set)

    def wrong(self, error: DirectiveError, steps: Steps, cls: Any = None) -> Any:
        """Tell a fault with its path."""
        placed = _placed(error, path_of(steps), cls)
        self.faults += (fault for fault in placed if fault.where not in self.told)
        return _BAD

    def made(self, cls: Any, steps: Steps, fields: Mapping[str, Any]) -> Any:
        """Make a *cls*; a fault of its fields is reported with its path."""
        try:
            return cls(**fields)
        except DirectiveError as error:
            return self.wrong(error, steps, cls)

    def idle(self, things: Iterable[Any], pool: str, steps: Steps = ()) -> None:
        """Tell what nothing refers to: it would be lost."""
        for place, thing in enumerate(things):
            if (pool, thing.id) not in self.used:
                self.wrong(InvalidValueError("this", thing.id, *_IDLE), (*steps, pool, place))

    def at(self, place: int | None, things: Sequence[Any], steps: Steps) -> Any:
        """Return the thing at a place; None where none is given or, as a fault, there is none."""
        if place is None:
            return None
        if 0 <= place < len(things):
            return things[place]
        expected = f"a place in the list of {len(things)} items, from 0"
        self.wrong(InvalidValueError("the place", place, expected), steps)
        return None

    # --- values by their type ---------------------------------------------------------

    def read(self, kind: Any, value: Any, steps: Steps, field: Any = None) -> Any:
        """Read a value of a field, or tell what is wrong with it and return _BAD."""
        try:
            return self._read(kind, value, steps, field)
        except DirectiveError as error:
            return self.wrong(error, steps)

    def _read(self, kind: Any, value: Any, steps: Steps, field: Any) -> Any:  # noqa: C901, PLR0911
        kind, optional = _without_none(kind)
        if optional and value is None:
            return None
        args = get_args(kind)
        if kind == Scale:
            made = self.record(shapes.Range, value, steps)
            return made if made is _BAD else (made.min, made.max)
        if get_origin(kind) is tuple:
            return self._list(args[0], value, steps, field)
        if field is not None and "refers" in field.metadata:
            return self._reference(_text(value), field)
        if field is not None and field.metadata.get("period"):
            return _due(value)
        if kind in _PLAIN:
            return _PLAIN[kind](value)
        if get_origin(kind) is Literal:
            return _one_value(args, value)
        if any(isinstance(arg, enum.EnumType) for arg in args):  # or one of the document's own
            library, own = args
            kind = own if isinstance(value, dict) else library
        elif args:
            return self._criterion(args, value, steps)
        if issubclass(kind, enum.Enum):
            return self._code(kind, _text(value), steps)
        return self.record(shapes.VERDICT if kind is Evaluation else kind, value, steps)

    def _code(self, kind: type[enum.Enum], value: str, steps: Steps) -> Any:
        # Reasons come and go with the rules.
        if kind is Reason and self.archived and value not in _REASONS:
            self.unknown.append((steps, value))
            return value
        return member(kind, value, "the value")

    def _list(self, kind: Any, values: Any, steps: Steps, field: Any) -> Any:
        """Read a list; no two things share an id, and those of a pool can be referred to."""
        if not isinstance(values, list):
            raise _fault(values, "a list")
        identified = attrs.has(kind) and "id" in attrs.fields_dict(kind)
        seen = self.elements if kind in _ELEMENTS else set()
        found: list[Any] = []
        for place, value in enumerate(values):
            if len(self.faults) >= _MOST_FAULTS:
                break
            name = value.get("id") if identified and isinstance(value, dict) else None
            if isinstance(name, str) and name in seen:
                expected = "one that nothing else here has"
                fault = InvalidValueError("the id", name, expected)
                found.append(self.wrong(fault, (*steps, place, "id")))
                continue
            found.append(self.read(kind, value, (*steps, place), field))
            if isinstance(name, str):
                seen.add(name)
                if field.metadata.get("pool"):
                    self.pools[field.name][name] = found[-1]
        return _BAD if _BAD in found else tuple(found)

    def _reference(self, name: str, field: Any) -> Any:
        """Return what an id stands for or, where ids are kept, the id of something that is there.

        Where the document holds no directive, nothing says what is there.
        """
        pool = field.metadata["refers"]
        by_text = shapes.holds_text(field)
        known = self.ids.get(pool, {}) if by_text else self.pools[pool]
        if name not in known and (self.ids or not by_text):
            raise UnknownNameError(pool.removesuffix("s"), name, tuple(known))
        if by_text:
            return name
        self.used.add((pool, name))
        return self.pools[pool][name]

    def _criterion(self, kinds: tuple[Any, ...], value: Any, steps: Steps) -> Any:
        if not isinstance(value, dict):
            raise _fault(value, "an object with a kind")
        known = {word: cls for word, cls in shapes.CRITERIA.items() if cls in kinds}
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in known:
            return self.wrong(_fault(kind, f"one of {', '.join(known)}"), (*steps, "kind"))
        fields = {key: item for key, item in value.items() if key != "kind"}
        return self.record(known[kind], fields, steps)

    def record(self, cls: type, value: Any, steps: Steps) -> Any:
        """Read an object whose keys are the fields of *cls*; in an archive, others are kept."""
        known = shapes.fields_of(cls)
        if not isinstance(value, dict):
            expected = f"an object with the keys {', '.join(known)}"
            return self.wrong(_fault(value, expected), steps)
        if "sections" in known:
            self.ids = {name: _ids(value.get(name)) for name in _LISTS}
        before = len(self.faults)
        unknown = [key for key in value if key not in known]
        if self.archived:
            self.unknown += (((*steps, key), value[key]) for key in unknown)
        else:
            for key in unknown[:_MOST_UNKNOWN]:
                self.wrong(UnknownNameError("key", key, tuple(known)), (*steps, key))
        found = {}
        for name, field in known.items():
            if name in value:
                found[name] = self.read(field.type, value[name], (*steps, name), field)
            elif field.default is attrs.NOTHING:
                fault = InvalidValueError("the value", None, "given")
                found[name] = self.wrong(fault, (*steps, name))
        if _BAD in found.values() or len(self.faults) > before:
            return _BAD
        return self.made(cls, steps, found)


def from_tree(tree: Any, name: str, known: Iterable[InvalidValueError]) -> shapes.Document:
    """Read what :func:`to_tree` has written, or somebody by hand.

    Args:
        tree: Dicts, lists, text, finite numbers, truth values and None.
        name: What to call the document in errors.
        known: What no document may hold at all, found before; such a place has no other fault.

    Raises:
        InvalidDataError: It is no document, or does not hold together: every
            fault with its path, the first thousand of them.
    """
    reading = _Reading(faults=[*known], told=frozenset(fault.where for fault in known))
    linked: Any = _BAD
    match tree:
        case {"document": str(kind), "versions": {"schema": str(schema)}} if (
            kind in shapes.DOCUMENTS and schema != SCHEMA_VERSION
        ):
            hint = "Read it with the version of this package that wrote it, and export it again."
            fault = InvalidValueError("the version", schema, SCHEMA_VERSION, hint)
            reading.wrong(fault, ("versions", "schema"))
        case {"document": str(kind)} if kind in shapes.DOCUMENTS:
            reading.archived = kind in _KEPT
            reading.read(str, tree.pop("$schema", ""), ("$schema",))  # for editors
            read = reading.record(shapes.DOCUMENTS[kind], tree, ())
            linked = _BAD if read is _BAD else _LINKS[kind](read, reading)
        case dict():
            expected = f"one of {', '.join(shapes.DOCUMENTS)}"
            hint = "It says what kind of document this is."
            fault = InvalidValueError("the kind", tree.get("document"), expected, hint)
            reading.wrong(fault, ("document",))
        case _:
            reading.wrong(InvalidValueError("the document", tree, "an object"), ())
    if reading.faults:
        refuse(name, *reading.faults[:_MOST_FAULTS])
    return cast("shapes.Document", linked)


def _placed(error: DirectiveError, path: str, cls: Any) -> Iterator[Fault]:
    """Yield every fault in what a class raised, each with its path."""
    if isinstance(error, ExceptionGroup):
        for inner in error.exceptions:
            yield from _placed(cast("DirectiveError", inner), path, cls)
        return
    if isinstance(error, InvalidValueError):
        # What a class says of a field of its own stands where the field does.
        named = re.search(r"\.(\w+)((?:\[\d+\])?)$", error.field)
        if cls is not None and named and named[1] in attrs.fields_dict(cls):
            path = f"{join(path, named[1])}{named[2]}"
        elif cls is Series:  # it speaks of its figures by their periods
            path = join(path, "observations")
    yield attrs.evolve(cast("Fault", error), where=path)


# --- what a field takes ---------------------------------------------------------------


def _fault(value: object, expected: str, hint: str = "") -> InvalidValueError:
    return InvalidValueError("the value", value, expected, hint)


def _only(kind: type, expected: str) -> Callable[[Any], Any]:
    """Return what takes a value of a kind as it is, and nothing else."""

    def read(value: Any) -> Any:
        if not isinstance(value, kind):
            raise _fault(value, expected)
        return value

    return read


_text = _only(str, "text")


def _whole(value: Any) -> int:
    # To JSON Schema as to JSON, 3.0 is a whole number.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise _fault(value, "a whole number")
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, str):
        raise _fault(value, "a number", "Write it without quotation marks.")
    return as_float(value, "the value")


def _day(value: Any) -> dt.date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise _fault(value, "a day such as 2020-12-31, as text")
    return as_date(value, "the day")


def _due(value: Any) -> dt.date:
    try:
        return _period(value).end
    except InvalidValueError:
        expected = "a day or a period such as 2025-12-31 or 2025, as text"
        raise _fault(value, expected) from None


def _period(value: Any) -> Period:
    if not isinstance(value, str) or value != value.strip():
        raise _fault(value, "a period such as 2020, 2020-Q4 or 2020-12-31, as text")
    return Period.of(value)


_PLAIN: Final[dict[Any, Callable[[Any], Any]]] = {
    str: _text,
    bool: _only(bool, "true or false"),
    int: _whole,
    float: _number,
    dt.date: _day,
    Period: _period,
    shapes.Place: _whole,
    shapes.Counts: _only(dict, "an object"),
}


@cache
def _without_none(kind: Any) -> tuple[Any, bool]:
    """Return what a type takes beside None, and whether it takes that."""
    args = get_args(kind)
    if type(None) not in args:
        return kind, False
    return reduce(operator.or_, (arg for arg in args if arg is not type(None))), True


def _one_value(values: tuple[Any, ...], value: Any) -> Any:
    if not any(type(value) is type(one) and value == one for one in values):
        raise _fault(value, " or ".join(map(repr, values)))
    return value


def _ids(items: object) -> dict[str, None]:
    """Return the ids that a list of a directive's tree gives, whatever else is wrong there."""
    if not isinstance(items, list):
        return {}
    names = (item.get("id") for item in items if isinstance(item, dict))
    return {name: None for name in names if isinstance(name, str)}


# --- from what was read to nouns ------------------------------------------------------


def _link_series(read: Any, reading: _Reading) -> Any:
    reading.idle(read.sources, "sources")
    return reading.made(Series, (), {name: getattr(read, name) for name in shapes.own(Series)})


def _link_directive(read: Any, reading: _Reading) -> Any:
    return _directive(read, read.versions.encoding, (), reading)


def _directive(read: Any, encoding: str, steps: Steps, reading: _Reading) -> Any:
    reading.idle(read.indicators, "indicators", steps)
    sections = {section.id: section for section in read.sections}
    inside: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in sections}
    for name in ("tasks", "targets"):
        for place, element in enumerate(getattr(read, name)):
            inside[element.section][name].append(element)
            try:  # what a section refuses, it refuses one by one
                attrs.evolve(sections[element.section], **{name: [element]})
            except InvalidValueError as fault:
                reading.wrong(fault, (*steps, name, place, "id"))
    if reading.faults:
        return _BAD
    fields = {name: getattr(read, name) for name in shapes.own(Directive, "encoding", "sections")}
    whole = [attrs.evolve(section, **inside[name]) for name, section in sections.items()]
    return reading.made(Directive, steps, {**fields, "sections": whole, "encoding": encoding})


def _link_evaluation(read: Any, reading: _Reading) -> Any:
    for pool in ("organizations", "indicators", "sources"):
        reading.idle(getattr(read, pool), pool)
    if read.series is not None and read.series.indicator != read.target.indicator.id:
        expected = repr(read.target.indicator.id)
        fault = InvalidValueError("the indicator", read.series.indicator, expected)
        return reading.wrong(fault, ("series", "indicator"))
    whose = read.directive
    if whose is None and read.versions.encoding and read.target.span.source in _OURS:
        # The first documents named the encoding alone.
        whose = attrs.evolve(DIRECTIVE_01.identity, encoding=read.versions.encoding)
    given = {name: getattr(read, name) for name in shapes.INPUTS}
    mine = {"target": attrs.evolve(read.target, directive=whose), "rules": read.versions.rules}
    more = {"explanation": read.explanation, "unknown": tuple(reading.unknown)}
    return _said(given | mine, read.verdict, ("verdict",), reading, **more)


def _link_scorecard(read: Any, reading: _Reading) -> Any:
    directive = _directive(read.directive, read.versions.encoding, ("directive",), reading)
    reading.idle(read.sources, "sources")
    series = [
        reading.at(entry.series, read.series, ("evaluations", place, "series"))
        for place, entry in enumerate(read.evaluations)
    ]
    if reading.faults:
        return _BAD
    given = {"as_of": read.as_of, "rules": read.versions.rules}
    verdicts = []
    for place, (entry, known) in enumerate(zip(read.evaluations, series, strict=True)):
        target = directive.target(entry.target)
        mine = {"target": target, "series": known, "timing": entry.timing}
        said, steps = entry.verdict, ("evaluations", place, "verdict")
        verdicts.append(_said(given | mine, said, steps, reading, explanation=entry.explanation))
    used = {entry.series for entry in read.evaluations}
    return Scorecard(
        directive=directive,
        as_of=read.as_of,
        evaluations=tuple(verdicts),
        unused=tuple(one for place, one in enumerate(read.series) if place not in used),
        unknown=tuple(reading.unknown),
    )


def _said(
    inputs: Mapping[str, Any], said: Any, steps: Steps, reading: _Reading, **more: Any
) -> Evaluation:
    """Return a verdict as it was said, and nothing of it worked out again but what it lacks."""
    figures = () if inputs["series"] is None else inputs["series"].observations
    fields = {name: getattr(said, name) for name in shapes.own(shapes.VERDICT)}
    for name in _PLACES:
        fields[name] = reading.at(fields[name], figures, (*steps, name))
    fields["stages"] = tuple(
        _said(inputs, stage, (*steps, "stages", n), reading) for n, stage in enumerate(said.stages)
    )
    beside = {name: fields.pop(name) for name in shapes.BESIDE}
    verdict = Evaluation(**inputs, **fields)
    for name, value in beside.items():
        beside[name] = getattr(verdict, name) if value is ABSENT else value
    return attrs.evolve(verdict, said=Said(**beside, **more))


_PLACES: Final = tuple(
    f.name for f in attrs.fields(shapes.VERDICT) if shapes.Place in get_args(f.type)
)
_LINKS: Final[Mapping[str, Callable[[Any, _Reading], Any]]] = {
    "directive": _link_directive,
    "series": _link_series,
    "evaluation": _link_evaluation,
    "scorecard": _link_scorecard,
}
