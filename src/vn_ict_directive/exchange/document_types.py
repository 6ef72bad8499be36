"""The shape of documents: which fields each has, of what type, and which hold ids.

A *document* is a directive, a series, a verdict or a scorecard that another
program, another year or another directive's authors can read back to an equal
one. In it an organization, an indicator or the source of a figure stands once,
in a list of its own; whatever names it holds its id. Writing, reading, the JSON
Schema and the columns of tables all follow from the types of the fields here.
"""

import inspect
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Literal, NewType, get_args

import attrs

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation import Evaluation, Scorecard, Status, evaluate
from vn_ict_directive.exchange.diff import ABSENT
from vn_ict_directive.model import Directive, Identity, Indicator, Organization, Target, Task
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.sources import Source
from vn_ict_directive.text import Text
from vn_ict_directive.versions import SCHEMA_VERSION

__all__ = ["BESIDE", "CRITERIA", "DOCUMENTS", "INPUTS", "VERDICT", "Counts", "Document"]
__all__ += ["Place", "Range", "fields_of", "holds_text", "own"]

Document = Directive | Series | Evaluation | Scorecard
"""What a document can hold, and be read back to."""

INPUTS: Final = tuple(inspect.signature(evaluate).parameters)
"""What a verdict is judged by: the parameters of ``evaluate``, each an attribute of it too."""

BESIDE: Final = ("status", "value", "gap")
"""What a document says of a verdict beside its fields."""

Place = NewType("Place", int)
"""The place of a figure in the series of a verdict, from 0."""

Counts = dict[Status, int]
"""How many targets have each status."""

CRITERIA: Final[Mapping[str, type]] = {
    "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-"): cls
    for cls in get_args(Criterion)
}
"""The criteria by the word in ``kind`` that a document tells them apart with."""


# --- what classes hold ------------------------------------------------------------------


@cache
def fields_of(cls: type) -> dict[str, "attrs.Attribute[Any]"]:
    """Return the fields of *cls* that stand in it in a document, by their names."""
    known = attrs.fields(attrs.resolve_types(cls))
    return {f.name: f for f in known if f.init and not f.metadata.get("elsewhere")}


def holds_text(field: "attrs.Attribute[Any]") -> bool:
    """Return whether *field* holds ids to the nouns themselves, and no things."""
    return str in {field.type, *get_args(field.type)}


@cache
def own(noun: type, *left_out: str) -> tuple[str, ...]:
    """Return the names of the fields that make *noun*, without those left out."""
    return tuple(name for name in fields_of(noun) if name not in left_out)


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


# Types of values that are known when it runs.
_ONLY: Final[Any] = Literal
_MANY: Final[Any] = tuple


def _shape(name: str, fields: Mapping[str, Any]) -> type:
    """Make the class of an object."""
    shape: type = attrs.make_class(name, dict(fields), kw_only=True, frozen=True)
    return shape


def _field(kind: Any, default: Any = attrs.NOTHING, **metadata: Any) -> Any:
    return attrs.field(type=kind, default=default, metadata=metadata)


def _fields(noun: type, names: Iterable[str]) -> dict[str, Any]:
    """Return those fields of *noun*, as a document has them."""
    fields = ((name, fields_of(noun)[name]) for name in names)
    return {n: _field(f.type, f.default, **{"noun": noun, **f.metadata}) for n, f in fields}


def _document(kind: str, fields: Mapping[str, Any]) -> type:
    """Describe a document: its envelope, then *fields*.

    Fields are read in order: what is referred to comes before what refers to it.
    """
    text = _field(str | None, None)
    has_encoding = kind in {"directive", "scorecard"}
    versions = {
        "schema": _field(_ONLY[SCHEMA_VERSION]),
        "encoding": _field(str) if has_encoding else text,
        "rules": text,
        "package": text,
    }
    envelope = {
        "document": _field(_ONLY[kind]),
        "versions": _field(_shape("EncodingVersions" if has_encoding else "Versions", versions)),
        "official": _field(_ONLY[False], False),
    }
    return _shape(f"{kind.capitalize()}Document", {**envelope, **fields})


def _said() -> dict[str, Any]:
    """Return the fields of a verdict in a document: what it says, and not by what."""
    fields = _fields(Evaluation, own(Evaluation, *INPUTS))
    for field in fields_of(Evaluation).values():
        kinds = get_args(field.type)
        if field.name in fields and type(None) in kinds:
            kind = Place | None if Observation in kinds else field.type
            fields[field.name] = _field(kind, None, **{"noun": Evaluation, **field.metadata})
    beside = {n: inspect.signature(getattr(Evaluation, n).fget).return_annotation for n in BESIDE}
    return fields | {name: _field(kind, ABSENT) for name, kind in beside.items()}


VERDICT: Final = _shape("Verdict", _said())
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
    "target": _field(str, refers="targets"),
    "series": _field(int | None, None),
    **_fields(Evaluation, ["timing"]),
    **_VERDICT,
}
_KINDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "directive": _DIRECTIVE,
    "series": {"sources": _ONCE["sources"], **_fields(Series, own(Series))},
    "evaluation": {
        "directive": _field(Identity | None, None),
        **_ONCE,
        **_fields(Evaluation, INPUTS),
        **_VERDICT,
    },
    "scorecard": {
        "directive": _field(_shape("DirectiveInside", _DIRECTIVE)),
        "sources": _ONCE["sources"],
        "series": _field(tuple[Series, ...], ()),
        **_fields(Scorecard, ["as_of"]),
        "evaluations": _field(_MANY[_shape("ScorecardEntry", _ENTRY), ...]),
        "counts": _field(Counts | None, None),
        "with_data": _field(int | None, None),
    },
}

DOCUMENTS: Final[Mapping[str, type]] = {
    kind: _document(kind, fields) for kind, fields in _KINDS.items()
}
"""The shape of each kind of document: its fields, their types, and which can be left out."""
