"""What every export names things by, and what it says of its own standing."""

from typing import Final

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.model import Directive
from vn_ict_directive.sources import Source
from vn_ict_directive.text import Text

__all__ = [
    "BASE",
    "check_directive",
    "iri",
    "read_from",
    "standing",
]

BASE: Final = "https://w3id.org/vn-ict-directive/"
"""Where our names begin. It is illustrative: nothing is registered or served there."""


def check_directive(directive: object) -> Directive:
    """Return *directive* if it is one.

    Raises:
        InvalidValueError: It is not.
    """
    if isinstance(directive, Directive):
        return directive
    raise InvalidValueError("directive", directive, "a Directive, such as DIRECTIVE_01")


def iri(directive: Directive, element: str = "") -> str:
    """Return the IRI of a directive, or of one of its sections, tasks or targets.

    Examples:
        >>> from vn_ict_directive.directive_01 import DIRECTIVE_01
        >>> iri(DIRECTIVE_01, "postal.upu-rank")
        'https://w3id.org/vn-ict-directive/d/btttt/2020-01-03/01-ct-btttt#postal.upu-rank'
    """
    return f"{BASE}d/{directive.id}" + (f"#{element}" if element else "")


def read_from(directive: Directive) -> tuple[Source, ...]:
    """Return the sources whose words the encoding quotes, in order of first use."""
    return tuple(
        directive.source(name)
        for name in dict.fromkeys(span.source for _, span in directive.spans())
    )


def standing(directive: Directive) -> Text:
    """Say what an export of *directive* is worth: it stands in every one of them."""
    if directive.official:
        return Text(
            "Bản mã hóa văn bản của cơ quan ban hành; bản dịch tiếng Anh không chính thức.",
            "An encoding of the issuer's own text; the English is an unofficial translation.",
        )
    vi, en = "", ""
    if names := "; ".join(
        f"{source.title} ({source.author})" if source.author else source.title
        for source in read_from(directive)
    ):
        vi, en = f", đọc từ: {names}", f", read from: {names}"
    return Text(
        f"Không chính thức: bản mã hóa không phải văn bản của cơ quan ban hành{vi}.",
        f"Unofficial: an encoding that is not the issuer's own text{en}.",
    )
