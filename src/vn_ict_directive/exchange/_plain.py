"""Nouns as plain data: what JSON can hold, whatever fields a noun has or will have."""

import datetime as dt
import enum
import json
from typing import Any, Final, get_args

import attrs

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.periods import Period

__all__ = ["as_json", "kind_of", "plain"]

_CRITERIA: Final = frozenset(get_args(Criterion))


def kind_of(criterion: Criterion) -> str:
    """Return which criterion it is, as files name it: ``leading-group``."""
    name = type(criterion).__name__
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


def plain(value: Any) -> Any:
    """Return *value* as what JSON can hold; a criterion says in ``kind`` which one it is.

    Examples:
        >>> from vn_ict_directive.criteria import LeadingGroup
        >>> plain(LeadingGroup(worst=45, best=40))
        {'kind': 'leading-group', 'worst': 45, 'best': 40}
    """
    if isinstance(value, Period | dt.date):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if attrs.has(type(value)):
        kind = {"kind": kind_of(value)} if type(value) in _CRITERIA else {}
        fields = (field.name for field in attrs.fields(type(value)) if field.init)
        return kind | {name: plain(getattr(value, name)) for name in fields}
    return value


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Write *value* as JSON with sorted keys, Vietnamese letters as themselves."""
    return json.dumps(
        plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent
    )
