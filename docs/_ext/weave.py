"""Cutting a text where quotations of it begin and end, however they overlap."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a text in which the same elements quote every word.

    Attributes:
        start: First code point.
        text: Its words.
        quoted_by: The elements, the one with the shortest quotation first; none
            for words that nothing quotes.
        ends: Those of them whose quotation ends here and has no piece of which
            it is the shortest, so that a link to it stands nowhere else.
    """

    start: int
    text: str
    quoted_by: tuple[str, ...]
    ends: tuple[str, ...]


def weave(text: str, spans: Iterable[tuple[str, int, int]]) -> Iterator[Piece]:
    """Cut *text* at every end of a span (name, first code point, one past the last).

    The pieces in order are the text: nothing is left out and nothing comes twice.

    Examples:
        >>> for piece in weave("abcdef", [("all", 0, 6), ("cd", 2, 4), ("again", 2, 4)]):
        ...     print(piece.text, *piece.quoted_by, piece.ends)
        ab all ()
        cd again cd all ('cd',)
        ef all ()
    """
    ordered = sorted(spans, key=lambda span: (span[2] - span[1], span))
    cuts = sorted({0, len(text), *(at for _, *ends in ordered for at in ends)})
    pieces = [
        (first, last, [span for span in ordered if span[1] <= first and last <= span[2]])
        for first, last in pairwise(cuts)
    ]
    linked = {covering[0][0] for _, _, covering in pieces if covering}
    for first, last, covering in pieces:
        yield Piece(
            first,
            text[first:last],
            tuple(name for name, *_ in covering),
            tuple(name for name, _, end in covering if end == last and name not in linked),
        )
