"""The files that come with the package, worked out from its classes and what they say of themselves.

The directive as JSON; the JSON Schema of documents and that of a verdict's record; and what
the columns of the tables are. Regular expressions keep to what ECMA-262 and Python both
understand, and mean the same in both. Only reading a document finds faults that a schema
cannot state, such as an undefined id or a due date before the start. The schema says what
this version of the package writes; of verdicts and scorecards that others have kept,
reading takes more.
"""

import datetime as dt
import enum
import inspect
import json
import operator
import re
import sys
from collections.abc import Mapping
from functools import reduce
from typing import Any, Final, Literal, NamedTuple, NewType, Protocol, TypeVar, get_args, get_origin

import attrs

from vn_ict_directive import DIRECTIVE_01
from vn_ict_directive.criteria import LeadingGroup, Staged
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.record import Record
from vn_ict_directive.exchange import document_types as shapes
from vn_ict_directive.exchange._identity import BASE, naming
from vn_ict_directive.exchange.exports import FORMATS, Files
from vn_ict_directive.exchange.tables import TABLES
from vn_ict_directive.model import (
    Directive,
    Indicator,
    Inference,
    Organization,
    Section,
    Signatory,
    Target,
    Task,
)
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Source, Span
from vn_ict_directive.text import Text
from vn_ict_directive.units import Scale
from vn_ict_directive.validators import identifier
from vn_ict_directive.versions import SCHEMA_VERSION


def built() -> Files:
    """Return the files. None says which version of the package wrote it: a release changes none."""
    return {
        **FORMATS["json"](DIRECTIVE_01),
        "documents.schema.json": _json(schema(), sort_keys=True),
        "record.schema.json": _json(record_schema()),
        "tables.json": _json(tables()),
    }


def _json(tree: object, *, sort_keys: bool = False) -> bytes:
    text = json.dumps(tree, ensure_ascii=False, sort_keys=sort_keys, indent=2)
    return f"{text}\n".encode()


# --- what classes say of themselves ---------------------------------------------------

_ROLE: Final = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`|``([^`]*)``|\*(\w+)\*")


def attributes(cls: type, nothing: str = "null") -> dict[str, str]:
    """Return what a class's docstring says of each attribute, None called *nothing*."""
    _, _, section = inspect.cleandoc(cls.__doc__ or "").partition("Attributes:\n")
    found = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section.partition("\n\n")[0], re.MULTILINE)
    return {name: _plain(words, nothing) for name, words in found}


def summary(thing: Any) -> str:
    """Return the first paragraph of a docstring."""
    return _plain(inspect.cleandoc(thing.__doc__ or "").partition("\n\n")[0], "null")


def _plain(words: str, nothing: str) -> str:
    return re.sub(r"\bNone\b", nothing, _ROLE.sub(r"\1\2\3", " ".join(words.split())))


# What no class of the nouns describes: the objects of documents, and what these hold beside nouns.
_OBJECTS: Final = {
    "DirectiveDocument": "A directive as typed data, with where its words stand.",
    "DirectiveInside": "A directive inside another document.",
    "SeriesDocument": "Figures of one indicator.",
    "EvaluationDocument": "A verdict on one target, with what it was judged by.",
    "ScorecardDocument": "Verdicts on the targets of a directive, with what they were judged by.",
    "ScorecardEntry": "The verdict on one target of the directive.",
    "Verdict": "A verdict: everything that evaluate() said. It is read back as it was said.",
    **dict.fromkeys(("Versions", "EncodingVersions"), "Four versions, kept apart."),
}
_BESIDE: Final = {
    "document": "What kind of document this is.",
    "versions": "Four versions, kept apart.",
    "official": "Whether it is the issuer's own; no verdict and no table of figures here is.",
    "organizations": "The publishers of the indicators; each stands here once.",
    "indicators": "What measures the targets; each stands here once.",
    "tasks": "What the sections require, in the order of the text.",
    "targets": "The targets of the sections, in the order of the text.",
    "sources": "What the figures were read from; each stands here once.",
    "directive": "Whose targets were judged.",
    "series": "The figures they were judged by.",
    "target": "What was judged.",
    "verdict": "What evaluate() said of it.",
    "explanation": "The verdict in words.",
    "evaluations": "One verdict a target.",
    "counts": "How many targets have each status.",
    "with_data": "How many targets have a figure or event behind their verdict.",
    "schema": "Version of the shape of documents.",
    "encoding": "Version of the directive's encoding; null where none is known.",
    "rules": "Version of the rules that verdicts were given by; null where none is stated.",
    "package": "Version of the package that wrote the document, if it says so.",
    "status": "The headline: the outcome once there is one, the pace before.",
    "value": "The figure that decided or, before that, the latest; null without one.",
    "gap": "Distance from value still to cover, in the unit; 0.0 once satisfied.",
}
_ENTRY: Final = {
    "target": "Id of the target.",
    "series": "Place of its figures in the document's list, from 0; null without any.",
}


def _words(shape: type, noun: type, name: str) -> str:
    """Return what is said of a field: by its noun or, where none has it, here."""
    entry = _ENTRY if shape.__name__ == "ScorecardEntry" else {}
    beside = _BESIDE if shape.__name__ in _OBJECTS else {}
    return attributes(noun).get(name) or entry.get(name) or beside.get(name, "")


# --- what is made of the type of a field ----------------------------------------------

T = TypeVar("T")


Due = NewType("Due", dt.date)
"""A day, for which a document may name the period that ends on it."""


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
    if kind == Scale:
        return visitor.record(shapes.Range)
    if origin is tuple:
        return visitor.many(visit(args[0], visitor, leaf=leaf), args[0], pool)
    if leaf is not None:
        return leaf
    if kind in _KINDS:
        return visitor.plain(kind)
    if origin is Literal:
        return visitor.codes(args, None)
    if any(isinstance(arg, enum.EnumType) for arg in args):
        return visitor.either(*(visit(arg, visitor) for arg in args))
    if args:
        return visitor.one_of({word: cls for word, cls in shapes.CRITERIA.items() if cls in args})
    if issubclass(kind, enum.Enum):
        return visitor.codes(tuple(one.value for one in kind), kind)
    return visitor.record(shapes.VERDICT if kind is Evaluation else kind)


def visit_field(field: "attrs.Attribute[Any]", visitor: Visitor[T]) -> T:
    """Return what *visitor* makes of a field, which may hold ids in the place of things."""
    pool = field.metadata.get("refers")
    if pool is not None:
        leaf = visitor.reference(pool, field.type, by_text=shapes.holds_text(field))
        return visit(field.type, visitor, leaf=leaf)
    if field.metadata.get("period"):
        due = visitor.plain(Due)
        return due if field.type is dt.date else visitor.optional(due)
    return visit(field.type, visitor, pool=field.name if field.metadata.get("pool") else None)


# --- the schemas ----------------------------------------------------------------------

Schema = dict[str, Any]


def _text_like(pattern: str, description: str, **more: object) -> Schema:
    # Where a text may end in a line break, "$" means one thing in ECMA and another in Python.
    return {
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "not": {"pattern": "\\n"},
        "description": description,
        **more,
    }


_MONTH: Final = "(?:0[1-9]|1[0-2])"
_DAY: Final = "(?:0[1-9]|[12][0-9]|3[01])"
_WEEK: Final = "(?:0[1-9]|[1-4][0-9]|5[0-3])"
_PERIOD: Final = f"[1-9][0-9]{{3}}(?:-(?:S[12]|Q[1-4]|W{_WEEK}|{_MONTH}(?:-{_DAY})?))?"

# White space is named letter by letter: Python and ECMA differ in what \s is.
_SPACE: Final = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

_SHARED: Final[Mapping[str, Schema]] = {
    "Identifier": _text_like(
        "[a-z0-9]+(?:[-./][a-z0-9]+)*",
        "A stable name: lower-case letters and digits joined by '-', '.' or '/'.",
    ),
    "DirectiveIdentifier": _text_like(
        "[a-z0-9-]+/[0-9]{4}-[0-9]{2}-[0-9]{2}/[a-z0-9-]+",
        "Issuer, date of signature and number, as in 'btttt/2020-01-03/01-ct-btttt'.",
    ),
    "Digest": _text_like("[0-9a-f]{64}", "A SHA-256 as 64 hexadecimal digits."),
    "Day": _text_like(f"[0-9]{{4}}-{_MONTH}-{_DAY}", "A day, as in 2020-12-31.", format="date"),
    "Period": _text_like(
        f"{_PERIOD}(?:/{_PERIOD})?",
        "A period as SDMX writes it: 2020, 2020-S1, 2020-Q4, 2020-07, 2020-W52, 2020-12-31, "
        "or from one to another as in 2020-01/2020-06.",
    ),
    "Words": {
        "type": "string",
        "pattern": f"[^{_SPACE}]",
        "description": "Text that is not empty.",
    },
}

# What the types of the fields do not say.
_NARROWER: Final[Mapping[tuple[type, str], Schema]] = {
    (Text, "vi"): {"$ref": "#/$defs/Words"},
    (Text, "en"): {"$ref": "#/$defs/Words"},
    (Directive, "id"): {"$ref": "#/$defs/DirectiveIdentifier"},
    (Source, "sha256"): {"$ref": "#/$defs/Digest"},
    (Span, "quote"): {"minLength": 1},
    (Span, "start"): {"minimum": 0},
    (LeadingGroup, "worst"): {"minimum": 1},
    (LeadingGroup, "best"): {"minimum": 1},
    (Indicator, "interval_months"): {"minimum": 1},
    (Target, "window_months"): {"minimum": 1},
    (Staged, "stages"): {"minItems": 2},
}


def schema() -> Schema:
    """Return the JSON Schema (2020-12) that every document conforms to."""
    written = _Schemas()
    kinds = [
        {
            "if": {"properties": {"document": {"const": kind}}, "required": ["document"]},
            "then": written.record(shape),
        }
        for kind, shape in shapes.DOCUMENTS.items()
    ]
    return {
        "$schema": _DIALECT,
        "$id": f"{BASE}schema/{SCHEMA_VERSION}",
        "title": "Directives, figures and verdicts",
        "description": (
            "Documents of vn-ict-directive: a directive as typed data, a series of figures, a "
            "verdict on a target, or a scorecard. Offsets into a text count Unicode code points. "
            f"{naming(BASE).en}"
        ),
        "type": "object",
        "properties": {"document": {"enum": list(shapes.DOCUMENTS)}},
        "required": ["document"],
        "allOf": kinds,
        "$defs": written.definitions,
    }


def record_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a verdict as one flat record."""
    written, told = _Schemas(), attributes(Record)
    fields = {
        name: visit(kind, written) | {"description": told[name]}
        for name, kind in Record.__annotations__.items()
    }
    return {
        "$schema": _DIALECT,
        "$id": f"{BASE}schema/{SCHEMA_VERSION}/record",
        **_object(f"{summary(Record)} {naming(BASE).en}", fields, list(fields)),
    }


_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Final[Mapping[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    # What is larger is infinite to a double.
    float: {
        "type": "number",
        "minimum": -sys.float_info.max,
        "maximum": sys.float_info.max,
    },
    dt.date: {"$ref": "#/$defs/Day"},
    Period: {"$ref": "#/$defs/Period"},
    Due: {"anyOf": [{"$ref": "#/$defs/Day"}, {"$ref": "#/$defs/Period"}]},
    shapes.Place: {"type": "integer", "minimum": 0},
    shapes.Counts: {
        "type": "object",
        "propertyNames": {"$ref": "#/$defs/Status"},
        "additionalProperties": {"type": "integer", "minimum": 1},
    },
}


class _Schemas(Visitor[Schema]):
    """Describes each kind of field; objects have definitions, made when they are first needed."""

    def __init__(self) -> None:
        self.definitions: Schema = dict(_SHARED)

    def plain(self, kind: Any) -> Schema:
        return dict(_KINDS[kind])

    def codes(self, values: tuple[Any, ...], kind: type[enum.Enum] | None) -> Schema:
        if kind is None:
            return {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
        described = {"enum": list(values), "description": summary(kind)}
        self.definitions.setdefault(kind.__name__, described)
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def either(self, codes: Schema, own: Schema) -> Schema:
        return {"anyOf": [codes, own]}

    def optional(self, inner: Schema) -> Schema:
        return {"anyOf": [inner, {"type": "null"}]}

    def many(self, inner: Schema, kind: Any, pool: str | None) -> Schema:
        del kind, pool
        return {"type": "array", "items": inner}

    def one_of(self, kinds: Mapping[str, type]) -> Schema:
        return {"oneOf": [self.record(kind) for kind in kinds.values()]}

    def record(self, cls: type) -> Schema:
        if cls.__name__ not in self.definitions:
            self.definitions[cls.__name__] = {}  # a class may hold others of itself
            self.definitions[cls.__name__] = self._fields(cls)
        return {"$ref": f"#/$defs/{cls.__name__}"}

    def reference(self, pool: str, kind: Any, *, by_text: bool) -> Schema:
        del pool, kind
        return {"type": "string"} if by_text else {"$ref": "#/$defs/Identifier"}

    def _fields(self, cls: type) -> Schema:
        properties: Schema = {}
        kinds = {criterion: kind for kind, criterion in shapes.CRITERIA.items()}
        if cls in kinds:
            properties["kind"] = {"const": kinds[cls]}
        if cls in shapes.DOCUMENTS.values():
            properties["$schema"] = {"type": "string", "description": "For editors; not read."}
        required = [name for name in properties if name == "kind"]
        for field in shapes.fields_of(cls).values():
            noun = field.metadata.get("noun", cls)
            properties[field.name] = self._field(noun, field, _words(cls, noun, field.name))
            if field.default is attrs.NOTHING:
                required.append(field.name)
        return _object(_OBJECTS.get(cls.__name__) or summary(cls), properties, required)

    def _field(self, noun: type, field: "attrs.Attribute[Any]", told: str) -> Schema:
        found = visit_field(field, self)
        known = attrs.fields_dict(noun).get(field.name) if attrs.has(noun) else None
        if known is not None and known.validator is identifier:
            found = _replaced(found, {"$ref": "#/$defs/Identifier"})
        found = _replaced(found, _NARROWER.get((noun, field.name), {}))
        if pool := field.metadata.get("refers"):
            told = f"{told} To be found in the list '{pool}'."
        if found.get("anyOf", [None])[0] == _KINDS[shapes.Place]:
            told = f"{told} Its place in the series, from 0."
        found["description"] = told
        if field.default in (None, (), True, False) or isinstance(field.default, str | int):
            found["default"] = [] if field.default == () else field.default
        return found


def _object(description: str, properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _replaced(found: Schema, narrower: Schema) -> Schema:
    """Narrow what a field takes; where it takes null, it still does."""
    if "anyOf" in found:
        return {"anyOf": [_replaced(found["anyOf"][0], narrower), found["anyOf"][1]]}
    return dict(narrower) if "$ref" in narrower else found | narrower


# --- the tables -----------------------------------------------------------------------


class _Form(NamedTuple):
    """How a field becomes a cell: the column's type, and what its description adds."""

    kind: str
    how: str = ""
    is_word: bool = False


_WORD: Final = _Form("string", is_word=True)
_SCALARS: Final = {
    bool: "boolean",
    int: "integer",
    float: "number",
    dt.date: "date",
    Due: "date",
}


class _Forms(Visitor[_Form]):
    """Makes a cell of each kind of field: a word or number as it is, words in a row, or JSON."""

    def plain(self, kind: Any) -> _Form:
        return _Form(_SCALARS[kind]) if kind in _SCALARS else _WORD

    def codes(self, values: tuple[Any, ...], kind: type[enum.Enum] | None) -> _Form:
        del values, kind
        return _WORD

    def either(self, codes: _Form, own: _Form) -> _Form:
        del own
        return codes  # the code of one's own, too

    def optional(self, inner: _Form) -> _Form:
        return inner

    def many(self, inner: _Form, kind: Any, pool: str | None) -> _Form:
        del kind, pool
        if inner.is_word:
            return _Form("string", " Separated by spaces.")
        return _Form("array", " As JSON.")

    def one_of(self, kinds: Mapping[str, type]) -> _Form:
        del kinds
        return _Form("object", " As JSON.")

    def record(self, cls: type) -> _Form:
        if cls is Span:
            return _Form("string")
        return _Form("array" if cls is shapes.Range else "object", " As JSON.")

    def reference(self, pool: str, kind: Any, *, by_text: bool) -> _Form:
        del pool, kind, by_text
        return _WORD


Columns = list[dict[str, str]]
"""Name, type and description of each, with the table whose ids it holds under ``refers``."""


def _column(name: str, description: str, kind: str = "string", **more: str) -> dict[str, str]:
    return {"name": name, "type": kind, "description": description, **more}


def _columns(cls: type, *but: str) -> Columns:
    """Lay the fields of a noun flat, in their order: what is added to it gets its column."""
    said = attributes(cls, "blank")  # in a table, None is a blank cell
    return [
        column
        for field in shapes.fields_of(cls).values()
        if field.name not in but
        for column in _laid(field, said.get(field.name, ""))
    ]


def _laid(field: "attrs.Attribute[Any]", said: str) -> Columns:
    """Return the column of a field, or the columns where it takes several."""
    name, kind = field.name, field.type
    if Text in (kind, *get_args(kind)):
        return [
            _column(f"{name}_vi", f"{said} In Vietnamese."),
            _column(f"{name}_en", f"{said} In English."),
        ]
    if kind is Span:
        return _place()
    if Signatory in get_args(kind):
        return [column | {"name": f"{name}_{column['name']}"} for column in _columns(Signatory)]
    form = visit_field(field, _Forms())
    single = get_origin(kind) is not tuple
    refers = field.metadata.get("refers") if single else None
    return [_column(name, f"{said}{form.how}", form.kind, **({"refers": refers} if refers else {}))]


def _place() -> Columns:
    # A target has a start of its own.
    offsets = {"start": "span_start", "end": "span_end"}
    return [c | {"name": offsets.get(c["name"], c["name"])} for c in _columns(Span)]


_EVIDENCE: Final = [
    _column("source", "Where it was read: a name of ours."),
    _column("source_title", "Title of the source."),
    _column("source_url", "Where the source stood, where known."),
    _column(
        "status",
        "How sure it is: confirmed (read at its publisher's own, or in two accounts independent"
        " of each other), single (in one) or derived (computed).",
    ),
    _column("published_by", "Who published it; not always who was read."),
    _column("printed", "How it is printed in the source."),
    _column(
        "derivation",
        "How it follows from what is printed there, where it is not printed itself.",
    ),
    _column(
        "derived_from",
        "Of a computed figure: where the figures stood that it was computed from, and how they"
        " are printed there. Line by line.",
    ),
    _column(
        "second_accounts",
        "Where else it was read: title, address, and how it is printed. As JSON.",
        "array",
    ),
]


def tables() -> dict[str, Any]:
    """Return the Data Package of the tables, but for what a directive and its rows change."""
    promises = _columns(Target, "inferences")
    at = 1 + next(n for n, column in enumerate(promises) if column["name"] == "criterion")
    promises[at:at] = [
        _column("asks_vi", "The same in a few words, in Vietnamese."),
        _column("asks_en", "The same in a few words, in English."),
    ]
    element = _column("element", "Id of the task or target.")
    quoting = _column("element", "What quotes: an id, or a field of the directive.")
    own = "sections", "sources", "organizations", "quotes"
    figures = [*_columns(Series, "observations"), *_columns(Observation, "reporter", "source")]
    found = {
        "directive": ("Chỉ thị / The directive", _columns(Directive, *own)),
        "sections": ("Các phần của chỉ thị / Its sections", _columns(Section)),
        "tasks": ("Nhiệm vụ / Its tasks", _columns(Task, "inferences")),
        "targets": ("Mục tiêu / Its targets", promises),
        "inferences": (
            "Những gì được suy luận / What its fields say that the text does not",
            [element, *_columns(Inference)],
        ),
        "indicators": ("Chỉ số / The indicators", _columns(Indicator)),
        "organizations": ("Cơ quan, tổ chức / The bodies named", _columns(Organization)),
        "sources": (
            "Nguồn / What it was read from, and the accounts that confirm figures",
            _columns(Source),
        ),
        "quotations": (
            "Đoạn trích / Every quotation, with where it stands",
            [quoting, *_place()],
        ),
        "observations": ("Số liệu đã công bố / Published figures", [*figures, *_EVIDENCE]),
    }
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "description": (
            "In the tables, an apostrophe stands before a text that a spreadsheet would run as a"
            " formula. Columns *_vi are Vietnamese, *_en our unofficial English. Offsets count"
            " code points."
        ),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "resources": [_resource(name, *found[name]) for name in TABLES],
    }


def _resource(name: str, title: str, columns: Columns) -> dict[str, Any]:
    refers = [(column["name"], column.pop("refers")) for column in columns if "refers" in column]
    schema: dict[str, Any] = {"fields": columns, "missingValues": [""]}
    if any(column["name"] == "id" for column in columns):
        schema["primaryKey"] = ["id"]
    if refers:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": table, "fields": ["id"]}}
            for name, table in refers
        ]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }
