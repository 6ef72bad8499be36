"""Whom figures describe: spellings that no reader tells apart, and the codes of countries."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.text import fold

# Letters of other alphabets that look like Đ, and white space that looks like none.
_ALIKE: Final = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"} | dict.fromkeys("\u200b\ufeff")
)
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_GLIDES: Final = ("oa", "oe", "uy")
_LONGEST: Final = 1000
"""Longer names are compared as they are: composing them could take long."""
_CODE: Final = 3
"""So many letters may be those of a code."""


def entity_key(name: str) -> str:
    """Reduce a name to what tells it from others: not case, spaces, Unicode form or tone's place.

    Examples:
        >>> (
        ...     entity_key(" Hoà  Bình ") == entity_key("HÒA BÌNH"),
        ...     entity_key("VN") == entity_key("vn"),
        ... )
        (True, True)
        >>> entity_key("Hà Nam") == entity_key("Hạ Nam")
        False
    """
    if name.isascii() or len(name) > _LONGEST:
        return " ".join(name.split()).casefold()
    text = unicodedata.normalize("NFKC", name.translate(_ALIKE)).casefold()
    return " ".join(map(_word_key, text.split()))


def _word_key(word: str) -> str:
    """Put the tone of oa, oe and uy at the end of the word, wherever it is written."""
    letters = unicodedata.normalize("NFD", word)
    bare = "".join(mark for mark in letters if mark not in _TONES)
    if not any(glide in bare for glide in _GLIDES):
        return unicodedata.normalize("NFC", word)
    return unicodedata.normalize("NFC", bare) + "".join(m for m in letters if m in _TONES)


def joined(names: Iterable[str]) -> dict[str, str]:
    """Return the one spelling of every name of which there are several, or that is not in order.

    The first by code point is kept, without spaces around it and composed.

    Examples:
        >>> joined(["Viet Nam", "Viet Nam ", "LA"])
        {'Viet Nam ': 'Viet Nam'}
    """
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(entity_key(name), []).append(name)
    said: dict[str, str] = {}
    for spellings in known.values():
        plain = min(map(_in_order, spellings))
        said |= {name: plain for name in spellings if name != plain}
    return said


def _in_order(name: str) -> str:
    text = " ".join(name.translate(_ALIKE).split())
    return text if len(text) > _LONGEST else unicodedata.normalize("NFC", text)


@cache
def _countries() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return countries by code, by name, and by name without tones (ISO 3166-1)."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    toneless: dict[str, str] = {}
    for row in packaged_rows("ingest/countries.csv"):
        country, spellings = row["alpha2"], row["names"].split("|")
        known = (country, row["alpha3"], row["numeric"].lstrip("0"))
        codes |= dict.fromkeys((code.casefold() for code in known), country)
        names |= dict.fromkeys(map(entity_key, spellings), country)
        toneless |= dict.fromkeys((fold(name) for name in spellings if len(name) > _CODE), country)
    return codes, names, toneless


def _named(text: str) -> str | None:
    """Return the country of this name; tones and capitals tell short names from codes.

    *Mỹ* is the United States and ``MY`` Malaysia, *Nga* Russia and ``NGA`` Nigeria.
    """
    codes, names, toneless = _countries()
    key = entity_key(text)
    if text.isupper() and key in codes:
        return None
    return names.get(key) or toneless.get(fold(text[:100]))


def _country(text: str) -> str | None:
    return _named(text) or _countries()[0].get(entity_key(text).lstrip("0"))


def another_country(column: str, cell: object, asked: str) -> InvalidValueError | None:
    """Return what to say where a cell of some column names a country that was not asked for.

    Names alone count: a code of a country could be anything.

    Examples:
        >>> [another_country("Tên", cell, "VN").expected for cell in ("Thái Lan", "Mỹ")]
        ["no other country than 'VN'", "no other country than 'VN'"]
        >>> [another_country("Tên", cell, "VN") for cell in ("Việt Nam", "TH", "Hà Nội")]
        [None, None, None]
    """
    if not isinstance(cell, str) or same_entity(cell, asked) or _named(cell) is None:
        return None
    hint = f"If it says whom a row is about, pass columns={{'entity': {column!r}}}."
    return InvalidValueError(column, cell, f"no other country than {asked!r}", hint)


@cache
def same_entity(name: str, asked: str) -> bool:
    """Whether a name is that of the entity asked for: alike, or of the same country.

    Examples:
        >>> same_entity("Viet Nam ", "VN"), same_entity("704", "VNM"), same_entity("Lào", "VN")
        (True, True, False)
        >>> same_entity("Nga", "RUS"), same_entity("NGA", "Nigeria"), same_entity("Mỹ", "MY")
        (True, True, False)
    """
    one, other = _country(name), _country(asked)
    return one == other if one and other else entity_key(name) == entity_key(asked)
