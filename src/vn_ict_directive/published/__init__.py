"""Figures already published for Viet Nam, each with the evidence of it.

Three tables stand beside this file and are read on first use: ``figures.csv`` (what
was published, by whom, for which period), ``accounts.csv`` (the documents that were
read) and ``evidence.csv`` (which figure was read in which document, and how it is
printed there). How sure a figure is follows from its evidence: ``confirmed``,
``single`` or ``derived``; the last two become flags of the observation.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from vn_ict_directive.derivation import ratio
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.sources import Account, Evidence, Source
from vn_ict_directive.units import Unit

__all__ = ["GATHERED", "all_series", "evidence", "series", "to_frame"]

GATHERED: Final = dt.date(2026, 3, 6)
"""The day up to which the figures were gathered: that of the newest document read."""

# Who is asked first: of an event the press, since nobody else publishes it.
_REPORTERS: Final = ("publisher", "press", "ministry", "derived")


class _Register(NamedTuple):
    series: tuple[Series, ...]
    evidence: Mapping[Observation, Evidence]


def _accounts() -> dict[str, list[Account]]:
    """Return where each figure was read, by the figure's id."""
    documents = {}
    for row in packaged_rows("published/accounts.csv"):
        said: dict[str, Any] = {name: cell for name, cell in row.items() if cell}
        publisher, origin = said.pop("publisher"), said.pop("origin", None)
        source = Source(**said)
        documents[source.id] = partial(Account, source=source, publisher=publisher, origin=origin)
    read: defaultdict[str, list[Account]] = defaultdict(list)
    for row in packaged_rows("published/evidence.csv"):
        account = documents[row["account"]]
        read[row["figure"]].append(account(printed=row["printed"], derivation=row["derivation"]))
    return read


def _observation(row: dict[str, str], known: Evidence) -> Observation:
    status = [] if known.status == "confirmed" else [known.status]
    return Observation(
        period=row["period"],
        value=row["value"],
        published=row["published"] or None,
        reporter=row["reporter"],
        source=known.accounts[0].source,
        flags=[*row["flags"].split(), *status],
        note=row["note"],
    )


@cache
def _register() -> _Register:
    """Read the tables, once."""
    read = _accounts()
    found: dict[Observation, Evidence] = {}
    grouped: defaultdict[tuple[str, str, str, str], list[Observation]] = defaultdict(list)
    for row in packaged_rows("published/figures.csv"):
        known = Evidence(published_by=row["publisher"], accounts=read[row["id"]])
        observation = _observation(row, known)
        found[observation] = known
        key = row["indicator"], row["reporter"], row["basis"], row["unit"]
        grouped[key].append(observation)
    printed = {
        (indicator, reporter, basis): Series(
            indicator=indicator,
            reporter=reporter,
            basis=basis or None,
            unit=unit,
            gathered=GATHERED,
            observations=observations,
        )
        for (indicator, reporter, basis, unit), observations in sorted(grouped.items())
    }
    population = printed["population", "publisher", ""]
    name = "digital-technology-enterprises"
    derived = []
    for counted in (one for one in printed.values() if one.indicator == name):
        density, unit = f"{name}-per-1000-people", Unit.PER_1000_PEOPLE
        per_1000 = ratio(counted, population, indicator=density, per=1000, unit=unit)
        derived.append(per_1000)
        for o in per_1000:
            parts = counted[o.period], population[o.period.end.year]
            found[o] = Evidence(published_by="", parts=[found[part] for part in parts])
    return _Register((*printed.values(), *derived), MappingProxyType(found))


def all_series() -> tuple[Series, ...]:
    """Return every published series, those computed by this library last.

    Each holds the figures of one indicator by one reporter; where an indicator
    has been counted on several bases there is one series for each, since they
    must never be chained. All say up to which day figures were gathered.

    Returns:
        The series, sorted by indicator, reporter and basis within each group.

    Examples:
        >>> from vn_ict_directive import published
        >>> len(published.all_series()), published.all_series()[0]
        (28, <Series 2g-device-rule VN press: 2020-12-31: 1>)
    """
    return _register().series


def to_frame(backend: Literal["pandas", "polars"] | None = None) -> Any:
    """Return all published figures as a data frame, a row a figure.

    Args:
        backend: ``"pandas"`` or ``"polars"``; by default the one that is installed, pandas where
            both are.

    Returns:
        The columns of :meth:`Series.to_frame <vn_ict_directive.Series.to_frame>`.

    Raises:
        InvalidValueError: *backend* is neither.
        MissingExtraError: narwhals (extra ``panels``) or the library is not installed.
    """
    from vn_ict_directive.ingest.frames import columns_of, frame_of

    return frame_of(columns_of(all_series()), backend)


def series(indicator: str, *, reporter: str | None = None, basis: str | None = None) -> Series:
    """Return one published series.

    Args:
        indicator: Id of the indicator.
        reporter: ``"publisher"``, ``"press"``, ``"ministry"``, or ``"derived"``
            for what this library computed. By default the first of these that
            has figures.
        basis: What was counted, where the indicator has several bases.

    Raises:
        UnknownNameError: There is no such series, or there are several and
            none was named; the error lists them.

    Examples:
        >>> from vn_ict_directive import published
        >>> published.series("idi-rank", reporter="ministry")
        <Series idi-rank VN ministry: 2020: 77>
        >>> published.series("gci-rank").observations[-1].source.title
        'Vietnam ranks 25th in Global Cybersecurity Index 2020'
    """
    mine = [s for s in all_series() if s.indicator == indicator]
    if not mine:
        raise UnknownNameError(
            "published series", indicator, tuple(dict.fromkeys(s.indicator for s in all_series()))
        )
    if reporter is None:
        reporter = next(name for name in _REPORTERS if any(s.reporter == name for s in mine))
    found = [s for s in mine if s.reporter == reporter and basis in {None, s.basis}]
    if len(found) == 1:
        return found[0]
    asked = " ".join(filter(None, (indicator, reporter, basis)))
    offered = ", ".join(
        f"reporter={s.reporter!r}" + (f" basis={s.basis!r}" if s.basis else "") for s in mine
    )
    raise UnknownNameError("single published series", asked, (), hint=f"There are: {offered}.")


def evidence(figure: Observation) -> Evidence:
    """Return who published a figure, where it was read, and how sure it is.

    Args:
        figure: An observation of a published series, or of a verdict on one.

    Raises:
        UnknownNameError: The figure is none of the published ones.

    Examples:
        >>> from vn_ict_directive import published
        >>> known = published.evidence(published.series("2ipd-rank").observations[-2])
        >>> known.status, known.published_by
        ('single', 'upu')
        >>> [(a.publisher, a.printed, a.derivation) for a in known.accounts]
        [('btttt', '49th', ''), ('VnEconomy', '47/168, up 2 on 2020', '47 + 2')]
    """
    if (known := evidence_of(figure)) is None:
        shown, hint = getattr(figure, "period", figure), "Take it from a published series."
        raise UnknownNameError("published figure", str(shown), (), hint=hint)
    return known


def evidence_of(figure: object) -> Evidence | None:
    """Return the evidence of a published figure; of a caller's own there is none."""
    return _register().evidence.get(figure) if isinstance(figure, Observation) else None
