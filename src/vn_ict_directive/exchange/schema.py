"""The JSON Schema of the documents, worked out from the classes that read them.

Regular expressions keep to what ECMA-262 and Python both understand, and mean
the same in both. Only reading a document finds faults that a schema cannot state,
such as an undefined id or a due date before the start. It says what this version of
the package writes; of verdicts and scorecards that others have kept, reading takes
more.
"""

import datetime as dt
import enum
import sys
from collections.abc import Mapping
from typing import Any, Final

import attrs

from vn_ict_directive.criteria import LeadingGroup, Staged
from vn_ict_directive.evaluation.record import Record
from vn_ict_directive.exchange import document_types as shapes
from vn_ict_directive.exchange._identity import BASE, check_base, naming
from vn_ict_directive.model import Directive, Indicator, Target
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Source, Span
from vn_ict_directive.text import Text
from vn_ict_directive.validators import identifier, optional_identifier
from vn_ict_directive.versions import SCHEMA_VERSION

__all__ = ["record_schema", "schema"]

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


def schema(*, base: str = BASE) -> Schema:
    """Return the JSON Schema (2020-12) that every document conforms to.

    Args:
        base: Where its name begins, such as ``"https://example.org/vn/"``. The
            default is registered to nobody.

    Raises:
        InvalidValueError: No name can begin with *base*.

    Examples:
        >>> schema()["$id"], schema()["properties"]["document"]["enum"][:2]
        ('https://w3id.org/vn-ict-directive/schema/1', ['directive', 'series'])
    """
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
        "$id": f"{check_base(base)}schema/{SCHEMA_VERSION}",
        "title": "Directives, figures and verdicts",
        "description": (
            "Documents of vn-ict-directive: a directive as typed data, a series of figures, a "
            "verdict on a target, or a scorecard. Offsets into a text count Unicode code points. "
            f"{naming(base).en}"
        ),
        "type": "object",
        "properties": {"document": {"enum": list(shapes.DOCUMENTS)}},
        "required": ["document"],
        "allOf": kinds,
        "$defs": written.definitions,
    }


def record_schema(*, base: str = BASE) -> Schema:
    """Return the JSON Schema (2020-12) of a verdict as one flat record.

    Args:
        base: Where its name begins; see :func:`schema`.

    Examples:
        >>> record_schema()["properties"]["severity"]["type"]
        'integer'
    """
    written, told = _Schemas(), shapes.attributes(Record)
    fields = {
        name: shapes.visit(kind, written) | {"description": told[name]}
        for name, kind in Record.__annotations__.items()
    }
    return {
        "$schema": _DIALECT,
        "$id": f"{check_base(base)}schema/{SCHEMA_VERSION}/record",
        **_object(f"{shapes.summary(Record)} {naming(base).en}", fields, list(fields)),
    }


_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Final[Mapping[Any, Schema]] = {
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
    shapes.Due: {"anyOf": [{"$ref": "#/$defs/Day"}, {"$ref": "#/$defs/Period"}]},
    shapes.Place: {"type": "integer", "minimum": 0},
    shapes.Counts: {
        "type": "object",
        "propertyNames": {"$ref": "#/$defs/Status"},
        "additionalProperties": {"type": "integer", "minimum": 1},
    },
}


class _Schemas(shapes.Visitor[Schema]):
    """Describes each kind of field; objects have definitions, made when they are first needed."""

    def __init__(self) -> None:
        self.definitions: Schema = dict(_SHARED)

    def plain(self, kind: Any) -> Schema:
        return dict(_PLAIN[kind])

    def codes(self, values: tuple[Any, ...], kind: type[enum.Enum] | None) -> Schema:
        if kind is None:
            return {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
        described = {"enum": list(values), "description": shapes.summary(kind)}
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
        for field in shapes.fields_of(cls):
            noun = field.metadata.get("noun", cls)
            words = shapes.attributes(noun).get(field.name, "")
            properties[field.name] = self._field(noun, field, words)
            if field.default is attrs.NOTHING:
                required.append(field.name)
        return _object(shapes.summary(cls), properties, required)

    def _field(self, noun: type, field: "attrs.Attribute[Any]", told: str) -> Schema:
        found = shapes.visit_field(field, self)
        known = attrs.fields_dict(noun).get(field.name) if attrs.has(noun) else None
        if known is not None and known.validator in (identifier, optional_identifier):
            found = _replaced(found, {"$ref": "#/$defs/Identifier"})
        found = _replaced(found, _NARROWER.get((noun, field.name), {}))
        if pool := field.metadata.get("refers"):
            told = f"{told} To be found in the list '{pool}'."
        if found.get("anyOf", [None])[0] == _PLAIN[shapes.Place]:
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
