"""What the words that stand beside a figure say of it: flags, and codes of SDMX and Eurostat."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.ingest.cells import read_multiplier
from vn_ict_directive.observations import Flag
from vn_ict_directive.units import to_bound
from vn_ict_directive.validators import member

__all__ = ["CODES", "STATED", "Status", "read_obs_flag", "read_status", "together"]


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


PLAIN: Final = Status()

# The cross-domain code list CL_OBS_STATUS. What is no flag of ours becomes a note.
_STATUSES: Final = {
    "": PLAIN,
    "A": PLAIN,
    "B": Status("", (Flag.BREAK,)),
    "D": Status("definition differs"),
    "E": Status("", (Flag.ESTIMATED,)),
    "G": Status("experimental value"),
    "H": Status("missing value; holiday or weekend", missing=True),
    "I": Status("imputed value", (Flag.ESTIMATED,)),
    "J": Status("derogation"),
    "K": Status("data included in another category", missing=True),
    "L": Status("missing value; data exist but were not collected", missing=True),
    "M": Status("missing value; data cannot exist", missing=True),
    "N": Status("not significant"),
    "O": Status("missing value", missing=True),
    "P": Status("", (Flag.PROVISIONAL,)),
    "Q": Status("missing value; suppressed", missing=True),
    "S": Status("strike and other special events"),
    "U": Status("low reliability"),
    "V": Status("unvalidated value", (Flag.PROVISIONAL,)),
    "W": Status("includes data from another category"),
}
# Eurostat's, of which a figure may have several, written together.
_FLAGS: Final = {
    "b": _STATUSES["B"],
    "c": Status("confidential", missing=True),
    "d": _STATUSES["D"],
    "e": _STATUSES["E"],
    "i": Status("see the publisher's metadata"),
    "n": _STATUSES["N"],
    "p": _STATUSES["P"],
    "r": Status("revised"),
    "s": Status("estimated by Eurostat", (Flag.ESTIMATED,)),
    "u": _STATUSES["U"],
    "z": Status("not applicable", missing=True),
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
    if cell in _STATUSES:
        return _STATUSES[cell]
    hint = ""
    if cell in {"F", "f"}:
        hint = _FORECAST
    elif len(cell) > 1:
        hint = "One code a figure: the most important one."
    elif cell.upper() in _STATUSES:
        hint = f"Codes are capitals: write {cell.upper()}."
    codes = ", ".join(filter(None, _STATUSES))
    raise InvalidValueError("OBS_STATUS", cell, f"one of SDMX's codes {codes}", hint)


def read_obs_flag(cell: str) -> Status:
    """Read Eurostat's flags, one letter each.

    Raises:
        InvalidValueError: There is no such flag, or it is that of a forecast.

    Examples:
        >>> read_obs_flag("bu").flags, read_obs_flag("bu").note
        ((<Flag.BREAK: 'break'>,), 'low reliability')
    """
    letters = [letter for letter in cell.lower() if letter not in ", "]
    if unknown := [letter for letter in letters if letter not in _FLAGS]:
        hint = _FORECAST if "f" in unknown else ""
        raise InvalidValueError("OBS_FLAG", cell, f"of Eurostat's flags {', '.join(_FLAGS)}", hint)
    return together(_FLAGS[letter] for letter in letters)


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
