"""Any value of ours as the text of JSON, in one line for a cell or with indents for a file."""

import json
from typing import Any

__all__ = ["as_json"]


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Write *value* as JSON with sorted keys, Vietnamese letters as themselves.

    Examples:
        >>> from vn_ict_directive.criteria import LeadingGroup
        >>> as_json(LeadingGroup(worst=45, best=40))
        '{"best": 40, "kind": "leading-group", "worst": 45}'
    """
    from vn_ict_directive.exchange.writing import inline_tree  # loads cattrs

    return json.dumps(
        inline_tree(value), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent
    )
