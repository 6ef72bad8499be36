"""Finding elements by their words, as a Vietnamese types them."""

from collections.abc import Iterable, Iterator
from typing import Final

from vn_ict_directive.model.parties import Organization
from vn_ict_directive.model.targets import Target, Task
from vn_ict_directive.sources import Erratum, Source
from vn_ict_directive.text import Text, composed, contains, syllables

Words = tuple[str, ...]

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


def alike(name: object, items: Iterable[object]) -> tuple[str, ...]:
    """Return the ids of the items whose name, abbreviation or heading holds *name*."""
    wanted = syllables(name) if isinstance(name, str) else ()
    return tuple(
        str(getattr(item, "id"))  # noqa: B009 - every noun that is looked up has one
        for item in items
        if any(contains(syllables(text), wanted) for text in _names(item))
    )


def _names(item: object) -> Iterator[str]:
    texts: list[Text | None] = [getattr(item, "name", None)]
    if isinstance(item, Organization):
        texts.append(item.abbreviation)
    if isinstance(item, Target):
        texts = [item.statement, item.indicator.name]
    if isinstance(item, Task):
        texts = [item.text]
    if isinstance(item, Source):
        yield item.title
    for text in texts:
        if text is not None:
            yield from (text.vi, text.en)


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
