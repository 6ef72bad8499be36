"""What commands share."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from vn_ict_directive.errors import (
    InvalidValueError,
)
from vn_ict_directive.periods import as_date

if TYPE_CHECKING:
    from vn_ict_directive.exchange.json import Exportable

__all__ = ["day_of", "json_of", "listed", "pairs_of"]


def json_of(thing: "Exportable | Iterable[Exportable]") -> str:
    """Return objects as a document in JSON."""
    from vn_ict_directive.exchange.json import to_json

    return to_json(thing)


def day_of(as_of: str | None) -> dt.date:
    """Return the day asked for; by default today in Viet Nam, whose days due dates are."""
    if as_of is None:
        return dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    return as_date(as_of, "--as-of")


def pairs_of(option: str, text: str | None) -> dict[str, str] | None:
    """Read names and what they stand for; a comma parts them where an equals sign follows."""
    if text is None:
        return None
    pairs = [pair.partition("=") for pair in re.split(r",(?=[^,=]+=)", text)]
    for name, sign, said in pairs:
        if not (name.strip() and sign and said.strip()):
            expected = "names with commas between, such as entity=REF_AREA,period=TIME_PERIOD"
            raise InvalidValueError(option, text, expected)
    return {name.strip(): said.strip() for name, _, said in pairs}


def listed(**facts: object) -> str:
    """Return counts and names as JSON that says that it is unofficial."""
    import json

    return json.dumps(facts | {"official": False}, ensure_ascii=False, sort_keys=True, indent=2)
