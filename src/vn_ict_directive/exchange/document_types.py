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

__all__ = ["BESIDE", "CRITERIA", "DOCUMENTS", "INPUTS", "RANGE", "VERDICT", "Counts", "Document"]
__all__ += ["Place", "Range", "fields_of", "holds_text", "own"]

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

Counts = dict[Status, int]
"""How many targets have each status."""

CRITERIA: Final[Mapping[str, type]] = {
    "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-"): cls
    for cls in get_args(Criterion)
}
"""The criteria by the word in ``kind`` that a document tells them apart with."""


# --- what classes hold ------------------------------------------------------------------


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


def _shape(name: str, fields: Mapping[str, Any]) -> type:
    """Make the class of an object."""
    made = {
        name: attrs.field(type=kind, default=default, metadata=metadata)
        for name, (kind, default, metadata) in fields.items()
    }
    shape: type = attrs.make_class(name, made, kw_only=True, frozen=True)
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


def _document(kind: str, encoding: Any, fields: Mapping[str, Any]) -> tuple[str, type]:
    """Describe a document: its envelope, then *fields*.

    Fields are read in order: what is referred to comes before what refers to it.
    """
    text = _field(str | None, None)
    versions = {"schema": _field(_only(SCHEMA_VERSION)), "encoding": encoding}
    name = "EncodingVersions" if encoding[1] is attrs.NOTHING else "Versions"
    envelope = {
        "document": _field(_only(kind)),
        "versions": _field(_shape(name, {**versions, "rules": text, "package": text})),
        "official": _field(_only(False), False),
    }
    return kind, _shape(f"{kind.capitalize()}Document", {**envelope, **fields})


def _said() -> dict[str, Any]:
    """Return the fields of a verdict in a document: what it says, and not by what."""
    fields = _fields(Evaluation, own(Evaluation, *INPUTS))
    for name, (kind, _, metadata) in fields.items():
        if type(None) in get_args(kind):
            place = Observation in get_args(kind)
            fields[name] = Place | None if place else kind, None, metadata
    kinds = {n: inspect.signature(getattr(Evaluation, n).fget).return_annotation for n in BESIDE}
    return fields | {name: _field(kind, ABSENT) for name, kind in kinds.items()}


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
    "target": _field(str),
    "series": _field(int | None, None),
    **_fields(Evaluation, [name for name in INPUTS if name not in {"target", "series", "as_of"}]),
    **_VERDICT,
}
_CARD: Final = {
    "directive": _field(_shape("DirectiveInside", _DIRECTIVE)),
    "sources": _ONCE["sources"],
    "series": _field(tuple[Series, ...], ()),
    **_fields(Scorecard, ["as_of"]),
    "evaluations": _field(_many(_shape("ScorecardEntry", _ENTRY))),
    "counts": _field(Counts | None, None),
    "with_data": _field(int | None, None),
}
_KNOWN, _ANY = _field(str), _field(str | None, None)

DOCUMENTS: Final[Mapping[str, type]] = dict(
    (
        _document(
            "directive",
            _KNOWN,
            _DIRECTIVE,
        ),
        _document(
            "series",
            _ANY,
            {"sources": _ONCE["sources"], **_fields(Series, own(Series))},
        ),
        _document(
            "evaluation",
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
            _KNOWN,
            _CARD,
        ),
    )
)
"""The shape of each kind of document: its fields, their types, and which can be left out."""
