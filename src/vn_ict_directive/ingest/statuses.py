"""What the words that stand beside a figure say of it: flags, and codes of SDMX and Eurostat."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.ingest.cells import read_multiplier
from vn_ict_directive.observations import Flag
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.units import to_bound
from vn_ict_directive.validators import member


class Status(NamedTuple):
    """What a code says of a figure.

    Attributes:
        note: The same in words, where no flag of ours says it.
        flags: What a reader must know.
        missing: Whether it says that there is no figure.
    """

    note: str = ""
    flags: tuple[Flag, ...] = ()
    missing: bool = False


@cache
def _codes(role: str) -> dict[str, Status]:
    """Return the codes of SDMX (the cross-domain CL_OBS_STATUS) or the flags of Eurostat.

    A code that is no flag of ours is a note. Of Eurostat's flags, a figure may have several.
    """
    return {
        row["code"]: Status(
            row["note"], tuple(map(Flag, row["flags"].split())), bool(row["missing"])
        )
        for row in packaged_rows("ingest/statuses.csv")
        if row["list"] == role
    }


_FORECAST: Final = "A forecast is no observation: remove the row."


def together(said: Iterable[Status]) -> Status:
    """Return what several codes say of one figure."""
    all_ = tuple(said)
    note = "; ".join(one.note for one in all_ if one.note)
    return Status(note, tuple(f for s in all_ for f in s.flags), any(s.missing for s in all_))


def read_status(cell: str) -> Status:
    """Read a code of SDMX's observation status.

    Raises:
        InvalidValueError: There is no such code, or it is that of a forecast.
    """
    known = _codes("OBS_STATUS")
    if cell in known:
        return known[cell]
    hint = ""
    if cell in {"F", "f"}:
        hint = _FORECAST
    elif len(cell) > 1:
        hint = "One code a figure: the most important one."
    elif cell.upper() in known:
        hint = f"Codes are capitals: write {cell.upper()}."
    codes = ", ".join(filter(None, known))
    raise InvalidValueError("OBS_STATUS", cell, f"one of SDMX's codes {codes}", hint)


def read_obs_flag(cell: str) -> Status:
    """Read Eurostat's flags, one letter each.

    Raises:
        InvalidValueError: There is no such flag, or it is that of a forecast.

    Examples:
        >>> read_obs_flag("bu").flags, read_obs_flag("bu").note
        ((<Flag.BREAK: 'break'>,), 'low reliability')
    """
    known = _codes("OBS_FLAG")
    letters = [letter for letter in cell.lower() if letter not in ", "]
    if unknown := [letter for letter in letters if letter not in known]:
        hint = _FORECAST if "f" in unknown else ""
        raise InvalidValueError("OBS_FLAG", cell, f"of Eurostat's flags {', '.join(known)}", hint)
    return together(known[letter] for letter in letters)


def _read_flags(cell: str) -> Status:
    return Status("", tuple(member(Flag, word, "flags") for word in cell.split()))


def _read_action(cell: str) -> None:
    if cell.casefold() == "d":
        hint = "Remove the row, and the figure that it takes back."
        raise InvalidValueError("ACTION", cell, "not a deletion", hint)
    if cell.casefold() not in {"", "a", "i", "m", "r"}:
        raise InvalidValueError("ACTION", cell, "A, I, M or R")


STATED: Final = ("flags", "obs_status", "obs_flag")
"""Roles of columns that say what a reader must know of a figure."""

CODES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "flags": _read_flags,
    "obs_status": read_status,
    "obs_flag": read_obs_flag,
    "action": _read_action,
    "bound": to_bound,
    "unit_mult": read_multiplier,
}
"""By the role of a column with few words: what reads a word that is not blank, or refuses it."""
