"""The shape of documents: which fields each has, of what type, and which hold ids.

A *document* is a directive, a series, a verdict or a scorecard that another
program, another year or another directive's authors can read back to an equal
one. In it an organization, an indicator or the source of a figure stands once,
in a list of its own; whatever names it holds its id. Writing, reading
and the JSON Schema all follow from the classes here.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from inspect import signature
from typing import Any, Final, Literal, get_args

import attrs

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation import Evaluation, Scorecard, Status, evaluate
from vn_ict_directive.model import (
    Alternative,
    Directive,
    Indicator,
    Instrument,
    Organization,
    Section,
    Succession,
    Target,
    Task,
)
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.sources import Source, Span
from vn_ict_directive.text import Text
from vn_ict_directive.versions import SCHEMA_VERSION

__all__ = [
    "CRITERIA",
    "DERIVED",
    "DOCUMENTS",
    "ELSEWHERE",
    "INPUTS",
    "RANGE",
    "REFERENCES",
    "Document",
    "Range",
    "holds_text",
    "own",
    "reference",
]

Document = Directive | Series | Evaluation | Scorecard
"""What a document can hold, and be read back to."""

REFERENCES: Final[Mapping[tuple[type, str], str]] = {
    (Directive, "issuer"): "organizations",
    (Task, "section"): "sections",
    (Task, "responsible"): "organizations",
    (Task, "addressees"): "organizations",
    (Target, "section"): "sections",
    (Target, "indicator"): "indicators",
    (Target, "corroborated_by"): "sources",
    (Alternative, "indicator"): "indicators",
    (Indicator, "publisher"): "organizations",
    (Succession, "field"): "sections",
    (Succession, "successor"): "organizations",
    (Succession, "corroborated_by"): "sources",
    (Instrument, "corroborated_by"): "sources",
    (Span, "source"): "sources",
    (Observation, "source"): "sources",
}
"""The fields that hold ids in a document, and the list in which the ids are found."""

INPUTS: Final = tuple(signature(evaluate).parameters)
"""What a verdict is judged by: the parameters of ``evaluate``, each an attribute of it too."""

DERIVED: Final = ("status", "value", "gap")
"""What a document tells of a verdict beside its fields."""

RANGE: Final = tuple[float | None, float | None]
"""The type of a field that is a :class:`Range` in a document."""

ELSEWHERE: Final = frozenset({(Section, "tasks"), (Section, "targets")})
"""Fields whose things stand in lists of the document's own, and name where they belong."""


CRITERIA: Final[Mapping[str, type]] = {
    "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-"): cls
    for cls in get_args(Criterion)
}
"""The criteria by the word in ``kind`` that a document tells them apart with."""


@attrs.frozen(kw_only=True)
class Range:
    """The least and the greatest possible value.

    Attributes:
        min: The least, or null for no bound.
        max: The greatest, or null for no bound.
    """

    min: float | None = None
    max: float | None = None


def _shape(name: str, doc: str, fields: Mapping[str, Any]) -> type:
    shape: type = attrs.make_class(name, dict(fields), kw_only=True, frozen=True)
    shape.__doc__ = doc
    return shape


def _field(kind: Any, *, default: Any = attrs.NOTHING, **metadata: Any) -> Any:
    return attrs.field(type=kind, default=default, metadata=metadata)


def _fields(noun: type, names: Iterable[str], **instead: Any) -> dict[str, Any]:
    """Return those fields of *noun*, some with another type, as a document has them."""
    known = attrs.fields_dict(attrs.resolve_types(noun))
    return {
        name: _field(instead.get(name, known[name].type), default=known[name].default, noun=noun)
        if name in known
        else _field(instead[name], default=None, noun=noun)
        for name in names
    }


def own(noun: type, *left_out: str) -> list[str]:
    """Return the names of the fields that make *noun*, without those left out."""
    return [field.name for field in attrs.fields(noun) if field.init and field.name not in left_out]


def _document(kind: str, doc: str, /, *, encoded: bool = False, **fields: Any) -> type:
    """Describe a document: its envelope, then *fields*.

    Fields are read in order: what is referred to comes before what refers to it.
    """
    encoding = _field(str) if encoded else _field(str | None, default=None)
    versions = {
        "schema": _field(_only(SCHEMA_VERSION)),
        "encoding": encoding,
        "package": _field(str | None, default=None),
    }
    envelope = {
        "document": _field(_only(kind)),
        "versions": _field(
            _shape("EncodingVersions" if encoded else "Versions", _VERSIONS, versions)
        ),
        "official": _field(_only(False), default=False),
    }
    name = f"{kind.capitalize()}Document"
    return _shape(name, f"{doc}{_ENVELOPE}", {**envelope, **fields})


def _many(item: Any) -> Any:
    return tuple[item, ...]


def _only(value: object) -> Any:
    literal: Any = Literal
    return literal[value]


_VERSIONS: Final = """Three versions, kept apart.

    Attributes:
        schema: Version of the shape of documents.
        encoding: Version of the directive's encoding; null where none is known.
        package: Version of the package that wrote the document, if it says so.
    """
_LISTS: Final = """

    Attributes:
        indicators: What measures the targets; each stands here once.
        tasks: What the sections require, in the order of the text.
        targets: What the sections promise, in the order of the text.
    """
_ENVELOPE: Final = f"""{_LISTS.rstrip()}
        document: What kind of document this is.
        versions: Three versions, kept apart.
        official: Whether it is the issuer's own; no verdict and no table of figures here is.
        organizations: The publishers of the indicators; each stands here once.
        sources: What the figures were read from; each stands here once.
        directive: Whose targets were judged.
        series: The figures they were judged by.
        target: What was judged.
        verdict: What evaluate() says of it.
        explanation: The verdict in words; for readers, and not read back.
        evaluations: One verdict a target.
        counts: How many targets have each status.
        with_data: How many targets have a figure or event behind their verdict.
    """


_ORGANIZATIONS: Final = _field(tuple[Organization, ...], default=(), pool=True)
_INDICATORS: Final = _field(tuple[Indicator, ...], default=(), pool=True)
_SOURCES: Final = _field(tuple[Source, ...], default=(), pool=True)
_DIRECTIVE: Final = {
    "organizations": _field(tuple[Organization, ...], pool=True, noun=Directive),
    "indicators": _INDICATORS,
    "tasks": _field(tuple[Task, ...], default=()),
    "targets": _field(tuple[Target, ...], default=()),
    **_fields(Directive, own(Directive, "organizations", "encoding")),
}
_VERDICT: Final = {
    "verdict": _field(Evaluation),
    "explanation": _field(Text),
}
_INSIDE: Final = _shape(
    "DirectiveInside", f"A directive inside another document.{_LISTS}", _DIRECTIVE
)
_ENTRY: Final = _shape(
    "ScorecardEntry",
    """The verdict on one target of the directive.

    Attributes:
        target: Id of the target.
        series: Place of its figures in the document's list, from 0; null without any.
        verdict: What evaluate() says of it.
        explanation: The verdict in words; for readers, and not read back.
    """,
    {
        **_fields(
            Evaluation,
            (name for name in INPUTS if name != "as_of"),
            target=str,
            series=int | None,
        ),
        **_VERDICT,
    },
)

DOCUMENTS: Final[Mapping[str, type]] = {
    "directive": _document(
        "directive",
        "A directive as typed data, with where its words stand.",
        encoded=True,
        **_DIRECTIVE,
    ),
    "series": _document(
        "series", "Figures of one indicator.", sources=_SOURCES, **_fields(Series, own(Series))
    ),
    "evaluation": _document(
        "evaluation",
        "A verdict on one target, with what it was judged by.",
        organizations=_ORGANIZATIONS,
        indicators=_INDICATORS,
        sources=_SOURCES,
        **_fields(Evaluation, INPUTS),
        **_VERDICT,
    ),
    "scorecard": _document(
        "scorecard",
        "Verdicts on the targets of a directive, with what they were judged by.",
        encoded=True,
        directive=_field(_INSIDE),
        sources=_SOURCES,
        series=_field(tuple[Series, ...], default=()),
        as_of=_field(dt.date, noun=Scorecard),
        evaluations=_field(_many(_ENTRY)),
        counts=_field(dict[Status, int]),
        with_data=_field(int),
    ),
}
"""The shape of each kind of document: its fields, their types, and which can be left out."""


def reference(shape: type, field: "attrs.Attribute[Any]") -> str | None:
    """Return the list in which the ids that *field* holds are found; None if it holds none."""
    return REFERENCES.get((field.metadata.get("noun", shape), field.name))


def holds_text(field: "attrs.Attribute[Any]") -> bool:
    """Return whether *field* holds ids to the nouns themselves, and no things."""
    return str in {field.type, *get_args(field.type)}
