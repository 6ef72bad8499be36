"""The shape of documents: which fields each has, of what type, and which hold ids.

A *document* is a directive, a series, a verdict or a scorecard that another
program, another year or another directive's authors can read back to an equal
one. In it an organization, an indicator or the source of a figure stands once,
in a list of its own; whatever names it holds its id. Writing, reading, the JSON
Schema and the columns of tables all follow from the classes here: :func:`visit`
goes through the type of a field, and a :class:`Visitor` makes of each kind of type
what it needs.
"""

import ast
import datetime as dt
import enum
import inspect
import operator
import re
import textwrap
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from typing import Any, Final, Literal, NewType, Protocol, TypeVar, get_args, get_origin

import attrs

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation import Evaluation, Scorecard, Status, evaluate
from vn_ict_directive.exchange.diff import ABSENT
from vn_ict_directive.model import Directive, Identity, Indicator, Organization, Target, Task
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Source
from vn_ict_directive.text import Text
from vn_ict_directive.versions import SCHEMA_VERSION

__all__ = ["BESIDE", "CRITERIA", "DOCUMENTS", "INPUTS", "RANGE", "VERDICT", "Counts", "Document"]
__all__ += ["Due", "Place", "Range", "Visitor", "attributes", "fields_of", "holds_text", "own"]
__all__ += ["summary", "visit", "visit_field"]

Document = Directive | Series | Evaluation | Scorecard
"""What a document can hold, and be read back to."""

INPUTS: Final = tuple(inspect.signature(evaluate).parameters)
"""What a verdict is judged by: the parameters of ``evaluate``, each an attribute of it too."""

BESIDE: Final = ("status", "value", "gap")
"""What a document says of a verdict beside its fields."""

RANGE: Final = tuple[float | None, float | None]
"""The type of a field that is a :class:`Range` in a document."""

Place = NewType("Place", int)
"""The place of a figure in the series of a verdict, from 0."""

Due = NewType("Due", dt.date)
"""A day, for which a document may name the period that ends on it."""

Counts = dict[Status, int]
"""How many targets have each status."""

_PLAIN: Final = frozenset({str, bool, int, float, dt.date, Period, Place, Counts})

CRITERIA: Final[Mapping[str, type]] = {
    "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-"): cls
    for cls in get_args(Criterion)
}
"""The criteria by the word in ``kind`` that a document tells them apart with."""


# --- the visitor ------------------------------------------------------------------------

T = TypeVar("T")


class Visitor(Protocol[T]):
    """What is made of each kind of type that a field has."""

    def plain(self, kind: Any) -> T:
        """Take a text, truth value, number, day, period, place or counts."""
        ...

    def codes(self, values: tuple[Any, ...], kind: type[enum.Enum] | None) -> T:
        """Take one of several values; *kind* is the enumeration that they are members of."""
        ...

    def optional(self, inner: T) -> T:
        """Take what *inner* takes, or null."""
        ...

    def either(self, codes: T, own: T) -> T:
        """Take one of several codes, or an object that defines one of the document's own."""
        ...

    def many(self, inner: T, kind: Any, pool: str | None) -> T:
        """Take a list of *kind*; things of a *pool* are referred to by their ids."""
        ...

    def one_of(self, kinds: Mapping[str, type]) -> T:
        """Take one of several classes, told apart by a word."""
        ...

    def record(self, cls: type) -> T:
        """Take an object that has the fields of a class."""
        ...

    def reference(self, pool: str, kind: Any, *, by_text: bool) -> T:
        """Take an id of the list *pool*, for a *kind*; *by_text*, it stays one."""
        ...


def visit(  # noqa: PLR0911 - one return a kind
    kind: Any, visitor: Visitor[T], *, leaf: T | None = None, pool: str | None = None
) -> T:
    """Return what *visitor* makes of *kind*; *leaf* is what it makes of what is innermost."""
    origin, args = get_origin(kind), get_args(kind)
    if type(None) in args:
        inner = reduce(operator.or_, (arg for arg in args if arg is not type(None)))
        return visitor.optional(visit(inner, visitor, leaf=leaf))
    if kind == RANGE:
        return visitor.record(Range)
    if origin is tuple:
        return visitor.many(visit(args[0], visitor, leaf=leaf), args[0], pool)
    if leaf is not None:
        return leaf
    if kind in _PLAIN:
        return visitor.plain(kind)
    if origin is Literal:
        return visitor.codes(args, None)
    if any(isinstance(arg, enum.EnumType) for arg in args):
        return visitor.either(*(visit(arg, visitor) for arg in args))
    if args:
        return visitor.one_of({word: cls for word, cls in CRITERIA.items() if cls in args})
    if issubclass(kind, enum.Enum):
        return visitor.codes(tuple(one.value for one in kind), kind)
    return visitor.record(VERDICT if kind is Evaluation else kind)


def visit_field(field: "attrs.Attribute[Any]", visitor: Visitor[T]) -> T:
    """Return what *visitor* makes of a field, which may hold ids in the place of things."""
    pool = field.metadata.get("refers")
    if pool is not None:
        leaf = visitor.reference(pool, field.type, by_text=holds_text(field))
        return visit(field.type, visitor, leaf=leaf)
    if field.metadata.get("period"):
        due = visitor.plain(Due)
        return due if field.type is dt.date else visitor.optional(due)
    return visit(field.type, visitor, pool=field.name if field.metadata.get("pool") else None)


def fields_of(cls: type) -> list["attrs.Attribute[Any]"]:
    """Return the fields of *cls* that stand in it in a document."""
    known = attrs.fields(attrs.resolve_types(cls))
    return [f for f in known if f.init and not f.metadata.get("elsewhere")]


def holds_text(field: "attrs.Attribute[Any]") -> bool:
    """Return whether *field* holds ids to the nouns themselves, and no things."""
    return str in {field.type, *get_args(field.type)}


@cache
def own(noun: type, *left_out: str) -> tuple[str, ...]:
    """Return the names of the fields that make *noun*, without those left out."""
    return tuple(f.name for f in fields_of(noun) if f.name not in left_out)


# --- what classes say of themselves -----------------------------------------------------

_ROLE: Final = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`|``([^`]*)``|\*(\w+)\*")


def attributes(cls: type, nothing: str = "null") -> dict[str, str]:
    """Return what a class's docstring says of each attribute, None called *nothing*."""
    _, _, section = _docstring(cls).partition("Attributes:\n")
    found = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section.partition("\n\n")[0], re.MULTILINE)
    return {name: _plain(words, nothing) for name, words in found}


def summary(thing: Any) -> str:
    """Return the first paragraph of a docstring."""
    return _plain(_docstring(thing).partition("\n\n")[0], "null")


def _docstring(thing: Any) -> str:
    """Return a docstring; where ``python -OO`` has left it out, from the source."""
    if thing.__doc__:
        return inspect.cleandoc(thing.__doc__)
    written: list[Any] = ast.parse(textwrap.dedent(inspect.getsource(thing))).body
    return ast.get_docstring(written[0]) or ""


def _plain(words: str, nothing: str) -> str:
    return re.sub(r"\bNone\b", nothing, _ROLE.sub(r"\1\2\3", " ".join(words.split())))


# --- the documents ----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Range:
    """The least and the greatest possible value.

    Attributes:
        min: The least, or null for no bound.
        max: The greatest, or null for no bound.
    """

    min: float | None = None
    max: float | None = None


class _Versions:
    """Four versions, kept apart.

    Attributes:
        schema: Version of the shape of documents.
        encoding: Version of the directive's encoding; null where none is known.
        rules: Version of the rules that verdicts were given by; null where none is stated.
        package: Version of the package that wrote the document, if it says so.
    """


class _Document:
    """What documents hold beside the fields of nouns.

    Attributes:
        document: What kind of document this is.
        versions: Four versions, kept apart.
        official: Whether it is the issuer's own; no verdict and no table of figures here is.
        organizations: The publishers of the indicators; each stands here once.
        indicators: What measures the targets; each stands here once.
        tasks: What the sections require, in the order of the text.
        targets: The targets of the sections, in the order of the text.
        sources: What the figures were read from; each stands here once.
        directive: Whose targets were judged.
        series: The figures they were judged by.
        target: What was judged.
        verdict: What evaluate() said of it.
        explanation: The verdict in words.
        evaluations: One verdict a target.
        counts: How many targets have each status.
        with_data: How many targets have a figure or event behind their verdict.
    """


class _Entry:
    """The verdict on one target of the directive.

    Attributes:
        target: Id of the target.
        series: Place of its figures in the document's list, from 0; null without any.
        verdict: What evaluate() said of it.
        explanation: The verdict in words.
    """


class _Verdict:
    """A verdict: everything that evaluate() said. It is read back as it was said.

    Attributes:
        status: The headline: the outcome once there is one, the pace before.
        value: The figure that decided or, before that, the latest; null without one.
        gap: Distance from value still to cover, in the unit; 0.0 once satisfied.
    """


def _shape(name: str, like: type, fields: Mapping[str, Any], doc: str | None = None) -> type:
    """Make the class of an object, whose fields *like* describes where no noun does."""
    described = {
        name: attrs.field(type=kind, default=default, metadata={"noun": like, **metadata})
        for name, (kind, default, metadata) in fields.items()
    }
    shape: type = attrs.make_class(name, described, kw_only=True, frozen=True)
    shape.__doc__ = doc or summary(like)
    return shape


def _field(kind: Any, default: Any = attrs.NOTHING, **metadata: Any) -> Any:
    return kind, default, metadata


def _fields(noun: type, names: Iterable[str]) -> dict[str, Any]:
    """Return those fields of *noun*, as a document has them."""
    known = attrs.fields_dict(attrs.resolve_types(noun))
    fields = ((name, known[name]) for name in names)
    return {name: (f.type, f.default, {"noun": noun, **f.metadata}) for name, f in fields}


def _only(value: object) -> Any:
    literal: Any = Literal
    return literal[value]


def _many(item: Any) -> Any:
    return tuple[item, ...]


def _document(kind: str, doc: str, encoding: Any, fields: Mapping[str, Any]) -> tuple[str, type]:
    """Describe a document: its envelope, then *fields*.

    Fields are read in order: what is referred to comes before what refers to it.
    """
    text = _field(str | None, None)
    versions = {"schema": _field(_only(SCHEMA_VERSION)), "encoding": encoding}
    name = "EncodingVersions" if encoding[1] is attrs.NOTHING else "Versions"
    envelope = {
        "document": _field(_only(kind)),
        "versions": _field(_shape(name, _Versions, {**versions, "rules": text, "package": text})),
        "official": _field(_only(False), False),
    }
    return kind, _shape(f"{kind.capitalize()}Document", _Document, {**envelope, **fields}, doc)


def _said() -> dict[str, Any]:
    """Return the fields of a verdict in a document: what it says, and not by what."""
    fields = _fields(Evaluation, own(Evaluation, *INPUTS))
    for name, (kind, _, metadata) in fields.items():
        if type(None) in get_args(kind):
            place = Observation in get_args(kind)
            fields[name] = Place | None if place else kind, None, metadata
    kinds = {n: inspect.signature(getattr(Evaluation, n).fget).return_annotation for n in BESIDE}
    return fields | {name: _field(kind, ABSENT) for name, kind in kinds.items()}


VERDICT: Final = _shape("Verdict", _Verdict, _said())
"""What a verdict says, as a document has it: a figure is its :data:`Place` in the series."""

_ONCE: Final = {
    "organizations": _field(tuple[Organization, ...], (), pool=True),
    "indicators": _field(tuple[Indicator, ...], (), pool=True),
    "sources": _field(tuple[Source, ...], (), pool=True),
}
_DIRECTIVE: Final = {
    "organizations": _field(tuple[Organization, ...], pool=True, noun=Directive),
    "indicators": _ONCE["indicators"],
    "tasks": _field(tuple[Task, ...], ()),
    "targets": _field(tuple[Target, ...], ()),
    **_fields(Directive, own(Directive, "organizations", "encoding")),
}
_VERDICT: Final = {"verdict": _field(Evaluation), "explanation": _field(Text | None, None)}
_ENTRY: Final = {
    "target": _field(str),
    "series": _field(int | None, None),
    **_fields(Evaluation, [name for name in INPUTS if name not in {"target", "series", "as_of"}]),
    **_VERDICT,
}
_CARD: Final = {
    "directive": _field(
        _shape("DirectiveInside", _Document, _DIRECTIVE, "A directive inside another document.")
    ),
    "sources": _ONCE["sources"],
    "series": _field(tuple[Series, ...], ()),
    **_fields(Scorecard, ["as_of"]),
    "evaluations": _field(_many(_shape("ScorecardEntry", _Entry, _ENTRY))),
    "counts": _field(Counts | None, None),
    "with_data": _field(int | None, None),
}
_KNOWN, _ANY = _field(str), _field(str | None, None)

DOCUMENTS: Final[Mapping[str, type]] = dict(
    (
        _document(
            "directive",
            "A directive as typed data, with where its words stand.",
            _KNOWN,
            _DIRECTIVE,
        ),
        _document(
            "series",
            "Figures of one indicator.",
            _ANY,
            {"sources": _ONCE["sources"], **_fields(Series, own(Series))},
        ),
        _document(
            "evaluation",
            "A verdict on one target, with what it was judged by.",
            _ANY,
            {
                "directive": _field(Identity | None, None),
                **_ONCE,
                **_fields(Evaluation, INPUTS),
                **_VERDICT,
            },
        ),
        _document(
            "scorecard",
            "Verdicts on the targets of a directive, with what they were judged by.",
            _KNOWN,
            _CARD,
        ),
    )
)
"""The shape of each kind of document: its fields, their types, and which can be left out."""
