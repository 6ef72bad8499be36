"""What commands share."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import (
    InvalidValueError,
)
from vn_ict_directive.ingest.reading import read_all_observations
from vn_ict_directive.model import Directive
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import as_date
from vn_ict_directive.present.sheets import Sheet, sheets
from vn_ict_directive.text import Lang

if TYPE_CHECKING:
    from vn_ict_directive.exchange.json import Exportable


def directive_of(file: Path | None) -> Directive:
    """Return the directive in a file; by default the one that comes with the package."""
    if file is None:
        return DIRECTIVE_01
    from vn_ict_directive.exchange.json import load_directive

    return load_directive(file)


def own(figures: Path | None) -> tuple[Series, ...]:
    """Return the series in a file of the user's own."""
    return () if figures is None else read_all_observations(figures)


def json_of(thing: "Exportable | Iterable[Exportable]") -> str:
    """Return objects as a document in JSON."""
    from vn_ict_directive.exchange.json import to_json

    return to_json(thing)


def answer(
    things: Any, lang: Lang, *, json: bool, whole: Directive | None = None
) -> "list[Sheet] | str":
    """Return what an object, or each of several, shows of itself, or all of it as JSON."""
    if json:
        return json_of(things)
    each = things if isinstance(things, list) else [things]
    return [sheet for one in each for sheet in sheets(one, lang, whole)]


def day_of(day: str | None, option: str = "--as-of") -> dt.date:
    """Return the day asked for; by default today in Viet Nam, whose days due dates are."""
    if day is None:
        return dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    return as_date(day, option)


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
