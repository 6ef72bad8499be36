"""Finding elements by their words, as a Vietnamese types them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Protocol, TypeVar

from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.model.parties import Organization
from vn_ict_directive.model.targets import Target
from vn_ict_directive.sources import Erratum, Source
from vn_ict_directive.text import Text, composed, contains, syllables

Words = tuple[str, ...]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Noun = TypeVar("Noun", bound=_Identified)


_ABBREVIATIONS: Final = {
    "CNTT": "công nghệ thông tin",
    "TT&TT": "thông tin và truyền thông",
    "CPĐT": "chính phủ điện tử",
    "CĐS": "chuyển đổi số",
}
"""Abbreviations of official Vietnamese that name no organization."""


def variants(words: str, organizations: Iterable[Organization] = ()) -> set[Words]:
    """Return *words* as they are compared, and with their abbreviations written out."""
    wanted = syllables(words)
    spelled = dict(_ABBREVIATIONS)
    for body in organizations:
        if body.abbreviation is not None:
            spelled |= {body.abbreviation.vi: body.name.vi, body.abbreviation.en: body.name.vi}
    found = {wanted}
    for short, whole in spelled.items():
        letters, instead = syllables(short), syllables(whole)
        for i in range(len(wanted) - len(letters) + 1):
            if wanted[i : i + len(letters)] == letters:
                found.add((*wanted[:i], *instead, *wanted[i + len(letters) :]))
    return found


def look_up(kind: str, name: Any, items: Sequence[Noun]) -> Noun:
    """Return the item with id *name*.

    Raises:
        UnknownNameError: There is none; those that are called or say what was asked for come
            first among the near ones.
    """
    known = {item.id: item for item in items}
    try:
        return known[name]
    except (KeyError, TypeError):
        wanted = syllables(name) if isinstance(name, str) else ()
        alike = tuple(item.id for item in items if _is_called(item, wanted))
        raise UnknownNameError(kind, name, tuple(known), alike=alike) from None


def _is_called(item: object, wanted: Words) -> bool:
    texts = [words for text in words_of(item) for words in (text.vi, text.en)]
    if isinstance(item, Source):
        texts.append(item.title)
    return any(contains(syllables(text), wanted) for text in texts)


def words_of(item: object) -> Iterator[Text]:
    """Yield what an item is called or says."""
    for field in ("name", "abbreviation", "text", "statement"):
        text: Text | None = getattr(item, field, None)
        if text is not None:
            yield text
    if isinstance(item, Target):
        yield item.indicator.name


def mended(text: str, errata: Iterable[Erratum]) -> Iterator[str]:
    """Yield *text* as printed and, where it holds a defect of the source, as it is read."""
    text = composed(text)
    yield text
    read = text
    for erratum in errata:
        if erratum.reading:
            read = read.replace(erratum.span.quote, erratum.reading)
    if read != text:
        yield read
