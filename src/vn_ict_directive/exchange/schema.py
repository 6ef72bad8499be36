"""The JSON Schema of the documents, worked out from the classes that read them.

Regular expressions keep to what ECMA-262 and Python both understand, and mean
the same in both. What a schema cannot say, such as that an id stands for
something or that a due date comes after the start, only reading a document
finds.
"""

import datetime as dt
import enum
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, get_args, get_origin

import attrs

from vn_ict_directive.criteria import LeadingGroup, Staged
from vn_ict_directive.evaluation import Evaluation, Status
from vn_ict_directive.exchange._identity import BASE, check_base, naming
from vn_ict_directive.exchange.document_types import (
    CRITERIA,
    DERIVED,
    DOCUMENTS,
    ELSEWHERE,
    INPUTS,
    RANGE,
    Range,
    holds_text,
    reference,
)
from vn_ict_directive.model import Directive, Indicator, Target
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Source, Span
from vn_ict_directive.text import Text
from vn_ict_directive.validators import identifier, optional_identifier
from vn_ict_directive.versions import SCHEMA_VERSION

__all__ = ["schema"]

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

    What it refuses, :func:`~vn_ict_directive.exchange.json.load` refuses too.

    Args:
        base: Where its name begins, such as ``"https://example.org/vn/"``. The
            default is registered to nobody.

    Raises:
        InvalidValueError: No name can begin with *base*.

    Examples:
        >>> schema()["$id"], schema()["properties"]["document"]["enum"][:2]
        ('https://w3id.org/vn-ict-directive/schema/1', ['directive', 'series'])
    """
    definitions: Schema = dict(_SHARED)
    kinds = [
        {
            "if": {"properties": {"document": {"const": kind}}, "required": ["document"]},
            "then": _of_class(shape, definitions),
        }
        for kind, shape in DOCUMENTS.items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{check_base(base)}schema/{SCHEMA_VERSION}",
        "title": "Directives, figures and verdicts",
        "description": (
            "Documents of vn-ict-directive: a directive as typed data, a series of figures, a "
            "verdict on a target, or a scorecard. Offsets into a text count Unicode code points. "
            f"{naming(base).en}"
        ),
        "type": "object",
        "properties": {"document": {"enum": list(DOCUMENTS)}},
        "required": ["document"],
        "allOf": kinds,
        "$defs": definitions,
    }


def _of_type(kind: Any, definitions: Schema) -> Schema:  # noqa: PLR0911 - one return a kind
    """Describe the values of a field of type *kind*."""
    args = get_args(kind)
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if type(None) in args:
        rest = [arg for arg in args if arg is not type(None)]
        inner = _of_union(rest, definitions)
        return {"anyOf": [inner, {"type": "null"}]}
    if kind == RANGE:
        return _of_class(Range, definitions)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _of_type(args[0], definitions)}
    if get_origin(kind) is Literal:
        return {"const": args[0]} if len(args) == 1 else {"enum": list(args)}
    if args:
        return _of_union(list(args), definitions)
    if issubclass(kind, enum.Enum):
        return _defined(kind.__name__, definitions, lambda: _of_enum(kind))
    return _of_class(kind, definitions)


def _of_union(kinds: list[Any], definitions: Schema) -> Schema:
    if len(kinds) == 1:
        return _of_type(kinds[0], definitions)
    return {"oneOf": [_of_class(kind, definitions) for kind in kinds]}


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
    dict[Status, int]: {
        "type": "object",
        "propertyNames": {"$ref": "#/$defs/Status"},
        "additionalProperties": {"type": "integer", "minimum": 1},
    },
}


def _defined(name: str, definitions: Schema, describe: Any) -> Schema:
    """Return a reference to a definition, which is made when it is first needed."""
    if name not in definitions:
        definitions[name] = {}  # a class may hold others of itself
        definitions[name] = describe()
    return {"$ref": f"#/$defs/{name}"}


def _of_enum(kind: type[enum.Enum]) -> Schema:
    return {"enum": [one.value for one in kind], "description": _summary(kind)}


def _of_class(cls: type, definitions: Schema) -> Schema:
    """Describe the object that an attrs class becomes in a document."""
    if cls is Evaluation:
        return _defined("Verdict", definitions, lambda: _of_verdict(definitions))
    return _defined(cls.__name__, definitions, lambda: _of_fields(cls, definitions))


def _of_fields(cls: type, definitions: Schema) -> Schema:
    properties: Schema = {}
    required: list[str] = []
    kinds = {criterion: kind for kind, criterion in CRITERIA.items()}
    if cls in kinds:
        properties["kind"] = {"const": kinds[cls]}
        required.append("kind")
    if cls in DOCUMENTS.values():
        properties["$schema"] = {"type": "string", "description": "For editors; not read."}
    told = _attributes(cls)
    for field in attrs.fields(cls):
        if not field.init or (cls, field.name) in ELSEWHERE:
            continue
        noun = field.metadata.get("noun", cls)
        words = _attributes(noun).get(field.name) or told.get(field.name, "")
        properties[field.name] = _of_field(noun, field, words, definitions)
        if field.default is attrs.NOTHING:
            required.append(field.name)
    return _object(_summary(cls), properties, required)


def _object(description: str, properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _of_field(noun: type, field: "attrs.Attribute[Any]", told: str, definitions: Schema) -> Schema:
    pool = reference(noun, field)
    found = _of_type(field.type, definitions)
    if pool and not holds_text(field):
        found = _replaced(found, {"$ref": "#/$defs/Identifier"})
    known = attrs.fields_dict(noun).get(field.name)
    if known is not None and known.validator in (identifier, optional_identifier):
        found = _replaced(found, {"$ref": "#/$defs/Identifier"})
    found = _replaced(found, _NARROWER.get((noun, field.name), {}))
    if pool:
        told = f"{told} To be found in the list '{pool}'."
    found["description"] = told
    if field.default in (None, (), True, False) or isinstance(field.default, str | int):
        found["default"] = [] if field.default == () else field.default
    return found


def _replaced(found: Schema, narrower: Schema) -> Schema:
    """Narrow what a field takes; where it takes null, it still does."""
    if "anyOf" in found:
        return {"anyOf": [_replaced(found["anyOf"][0], narrower), found["anyOf"][1]]}
    return dict(narrower) if "$ref" in narrower else found | narrower


def _of_verdict(definitions: Schema) -> Schema:
    place = {"type": "integer", "minimum": 0}
    told = _attributes(Evaluation)
    kinds = {
        field.name: field.type
        for field in attrs.fields(attrs.resolve_types(Evaluation))
        if field.name not in INPUTS
    }
    for name in DERIVED:
        kinds[name] = inspect.signature(getattr(Evaluation, name).fget).return_annotation
        told[name] = _summary(getattr(Evaluation, name))
    properties = {}
    for name, kind in kinds.items():
        found = _of_type(kind, definitions)
        if Observation in get_args(kind):
            found = {"anyOf": [place, {"type": "null"}]}
            told[name] += " Its place in the series, from 0."
        properties[name] = found | {"description": told[name]}
    summary = "A verdict: everything that evaluate() says. It is judged anew when it is read."
    return _object(summary, properties, list(properties))


# --- what the classes say of themselves -------------------------------------------------


def _summary(thing: Any) -> str:
    first = (inspect.getdoc(thing) or "").partition("\n\n")[0]
    return _for_readers_of_json(first)


def _attributes(cls: type) -> dict[str, str]:
    """Return what a class's docstring says of each attribute."""
    _, _, after = (inspect.getdoc(cls) or "").partition("\nAttributes:\n")
    found: dict[str, list[str]] = {}
    for line in _indented(after):
        if named := re.match(r" {4}(\w+): (.*)", line):
            found[named[1]] = [named[2]]
        else:
            found[next(reversed(found))].append(line.strip())
    return {name: _for_readers_of_json(" ".join(lines)) for name, lines in found.items()}


def _indented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("    "):
            return
        yield line


def _for_readers_of_json(words: str) -> str:
    plain = re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`|``([^`]*)``|\*(\w+)\*", r"\1\2\3", words)
    return re.sub(r"\bNone\b", "null", " ".join(plain.split()))
