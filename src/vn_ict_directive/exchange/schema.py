"""The JSON Schema of the documents, and of a verdict's record.

Both come with the package, worked out from the classes that read and write. Only
reading a document finds faults that a schema cannot state, such as an undefined id or
a due date before the start. A schema says what this version of the package writes; of
verdicts and scorecards that others have kept, reading takes more.
"""

import json
from typing import Any

from vn_ict_directive.exchange._identity import BASE, check_base, naming
from vn_ict_directive.packaged import packaged

__all__ = ["record_schema", "schema"]


def schema(*, base: str = BASE) -> dict[str, Any]:
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
    return _named("documents.schema.json", base)


def record_schema(*, base: str = BASE) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a verdict as one flat record.

    Args:
        base: Where its name begins; see :func:`schema`.

    Examples:
        >>> record_schema()["properties"]["severity"]["type"]
        'integer'
    """
    return _named("record.schema.json", base)


def _named(file: str, base: str) -> dict[str, Any]:
    """Return a schema of the package, its name beginning with *base*."""
    found: dict[str, Any] = json.loads(packaged(f"exchange/built/{file}"))
    name = found["$id"].removeprefix(BASE)
    described = found["description"].replace(naming(BASE).en, naming(base).en)
    return found | {"$id": f"{check_base(base)}{name}", "description": described}
