"""What every export names things by, which figures it holds, and its own standing."""

import re
from collections.abc import Iterable
from typing import Final

from vn_ict_directive import published
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.reading_sets import gather
from vn_ict_directive.model import Directive
from vn_ict_directive.observations import Series
from vn_ict_directive.sources import Source
from vn_ict_directive.text import Text
from vn_ict_directive.words import WORDS, filled

BASE: Final = "https://w3id.org/vn-ict-directive/"
"""Where our names begin. It is registered to nobody, and nothing is served there."""

_BEGINNING: Final = re.compile(r"[a-z][a-z0-9+.-]*:(?:[^\s<>\"{}|\\^`#?]*[/:])?")


def check_directive(directive: object, name: str = "directive") -> Directive:
    """Return *directive*, the argument *name*, if it is one.

    Raises:
        InvalidValueError: It is not.
    """
    if isinstance(directive, Directive):
        return directive
    expected = "a Directive, such as DIRECTIVE_01"
    raise InvalidValueError(name, directive, expected, "Read a file by load_directive().")


def check_base(base: object) -> str:
    """Return *base* if names can begin with it.

    Raises:
        InvalidValueError: It is no absolute IRI that ends in a slash or a colon.

    Examples:
        >>> check_base("urn:example:")
        'urn:example:'
    """
    if isinstance(base, str) and _BEGINNING.fullmatch(base):
        return base
    expected = "the beginning of an IRI that ends in / or :, such as 'https://example.org/vn/'"
    raise InvalidValueError("base", base, expected)


def naming(base: str) -> Text:
    """Say where names begin, and that the library's own base is registered to nobody."""
    author = "library" if base == BASE else "writer"
    return filled(f"names by the {author}", base=lambda _: base)


def iri(directive: Directive, element: str = "", *, base: str = BASE) -> str:
    """Return the IRI of a directive, or of one of its sections, tasks or targets.

    Examples:
        >>> from vn_ict_directive.directive_01 import DIRECTIVE_01
        >>> iri(DIRECTIVE_01, "postal.upu-rank")
        'https://w3id.org/vn-ict-directive/d/btttt/2020-01-03/01-ct-btttt#postal.upu-rank'
    """
    return f"{base}d/{directive.id}" + (f"#{element}" if element else "")


def figures_for(
    directive: Directive, series: Series | Iterable[Series] | None
) -> tuple[Series, ...]:
    """Return *series*, or where it is None the figures that come with the library.

    Raises:
        InvalidValueError: *series* holds something else, or *directive* is none.
    """
    check_directive(directive)
    if series is None:  # what has been published for Viet Nam says nothing of another's targets
        return published.all_series() if directive.id == DIRECTIVE_01.id else ()
    return gather(series)


def read_from(directive: Directive) -> tuple[Source, ...]:
    """Return the sources whose words the encoding quotes, in order of first use."""
    return tuple(
        directive.source(name)
        for name in dict.fromkeys(span.source for _, span in directive.spans())
    )


def standing(directive: Directive) -> Text:
    """Say what an export of *directive* is worth: it stands in every one of them."""
    if directive.official:
        return WORDS["encoding of issuer"]
    names = "; ".join(
        f"{source.title} ({source.author})" if source.author else source.title
        for source in read_from(directive)
    )
    if not names:
        return WORDS["encoding of others"]
    return filled("encoding of sources", sources=lambda _: names)
