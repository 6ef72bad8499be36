"""Figures already published for Viet Nam, each with its source, reporter and status.

The figures stand in ``figures.csv`` beside this file, which is read on first
use. A column says how sure each is: ``confirmed`` (the publisher itself or two
accounts), ``single`` (one secondary account) or ``derived`` (computed from
sourced numbers); the last two become flags of the observation.
"""

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Final

from vn_ict_directive.derivation import ratio
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.quantities import Unit
from vn_ict_directive.sources import Source, SourceKind
from vn_ict_directive.text import fold

__all__ = ["all_series", "series"]

_KINDS: Final = {
    "publisher": SourceKind.STATISTICS,
    "ministry": SourceKind.MINISTRY,
    "press": SourceKind.PRESS,
}


def _observation(row: dict[str, str]) -> Observation:
    status = [] if row["status"] == "confirmed" else [row["status"]]
    words = "".join(c if c.isalnum() else " " for c in fold(row["source"])).split()
    return Observation(
        period=row["period"],
        value=row["value"],
        published=row["published"] or None,
        reporter=row["reporter"],
        source=Source(
            id="-".join(word for word in words if word.isascii()),
            kind=_KINDS[row["reporter"]],
            title=row["source"],
            language="en",
            url=row["url"],
        ),
        flags=[*row["flags"].split(), *status],
        note=row["note"],
    )


@cache
def all_series() -> tuple[Series, ...]:
    """Return every published series, the derived ones last.

    Each holds the figures of one indicator by one reporter; where an indicator
    has been counted on several bases there is one series for each, since they
    must never be chained.

    Returns:
        The series, sorted by indicator, reporter and basis within each group.

    Examples:
        >>> from vn_ict_directive import published
        >>> len(published.all_series()), published.all_series()[0]
        (25, <Series 2g-device-rule VN press: 2020-12-31: 1>)
    """
    text = files(__name__).joinpath("figures.csv").read_text(encoding="utf-8")
    grouped: defaultdict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    units: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        grouped[row["indicator"], row["reporter"], row["basis"]].append(_observation(row))
        units[row["indicator"]] = row["unit"]
    printed = {
        key: Series(
            indicator=key[0],
            reporter=key[1],
            basis=key[2] or None,
            unit=units[key[0]],
            observations=observations,
        )
        for key, observations in sorted(grouped.items())
    }
    population = printed["population", "publisher", ""]
    derived = (
        ratio(
            counted,
            population,
            indicator="digital-technology-enterprises-per-1000-people",
            per=1000,
            unit=Unit.PER_1000_PEOPLE,
        )
        for (indicator, _, _), counted in printed.items()
        if indicator == "digital-technology-enterprises"
    )
    return (*printed.values(), *derived)


def series(indicator: str, *, reporter: str | None = None, basis: str | None = None) -> Series:
    """Return one published series.

    Args:
        indicator: Id of the indicator.
        reporter: ``"publisher"``, ``"ministry"``, ``"press"``, or ``"derived"``
            for what this library computed. By default the publisher or, where
            it gives none, the only other that printed figures.
        basis: What was counted, where the indicator has several bases.

    Raises:
        UnknownNameError: There is no such series, or there are several and
            none was named; the error lists them.

    Examples:
        >>> from vn_ict_directive import published
        >>> published.series("idi-rank", reporter="ministry")
        <Series idi-rank VN ministry: 2020: 77>
        >>> published.series("gci-rank").observations[-1].source.title
        'Hanoi Times, Vietnam ranks 25th in Global Cybersecurity Index 2020'
    """
    mine = [s for s in all_series() if s.indicator == indicator]
    if not mine:
        raise UnknownNameError(
            "published series", indicator, tuple(dict.fromkeys(s.indicator for s in all_series()))
        )
    if reporter is None:
        printed = {s.reporter for s in mine} - {"derived"}
        reporter = "publisher" if "publisher" in printed else min(map(str, printed))
    found = [s for s in mine if s.reporter == reporter and basis in {None, s.basis}]
    if len(found) == 1:
        return found[0]
    asked = " ".join(filter(None, (indicator, reporter, basis)))
    offered = ", ".join(
        f"reporter={s.reporter!r}" + (f" basis={s.basis!r}" if s.basis else "") for s in mine
    )
    raise UnknownNameError("single published series", asked, (), hint=f"There are: {offered}.")
