"""Where words and figures come from: sources, spans of their text, their errata."""

import enum
import re
from typing import Any, Literal

import attrs

from vn_ict_directive.errors import InvalidValueError, SourceMismatchError
from vn_ict_directive.periods import Period, to_period
from vn_ict_directive.shown import Named
from vn_ict_directive.text import HasLabels, Text
from vn_ict_directive.validators import as_tuple, by_annotation, identifier, member
from vn_ict_directive.words import WORDS

__all__ = ["Account", "Erratum", "Evidence", "EvidenceStatus", "OwnKind", "Source", "SourceKind"]
__all__ += ["Span"]


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class OwnKind(HasLabels):
    """A kind of source or section that a document defines, beside those of the library.

    Attributes:
        id: Stable name, as files write it.
        labels: The same in words.
    """

    id: str = attrs.field(validator=identifier)
    labels: Text

    @property
    def value(self) -> str:
        """The code for files, as the kinds of the library have one."""
        return self.id


class SourceKind(HasLabels, enum.Enum):
    """What kind of document a source is."""

    NEWS_SUMMARY = "news-summary"
    """A press account that retells a document in its own order."""
    PRESS = "press"
    """Any other press account."""
    MINISTRY = "ministry"
    """A page, report or statement of the ministry."""
    STATISTICS = "statistics"
    """A publisher's own table, report or data export."""
    INSTRUMENT = "instrument"
    """A legal or administrative instrument."""
    DERIVED = "derived"
    """Computed by this library from other sources, which it names."""

    @property
    def labels(self) -> Text:
        """The kind in words."""
        return WORDS[f"source {self.value}"]


def _kind(value: SourceKind | OwnKind | str) -> SourceKind | OwnKind:
    return value if isinstance(value, OwnKind) else member(SourceKind, value, "Source.kind")


def _sha256(source: "Source", _: Any, value: Any) -> None:
    if value is not None and (
        not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value)
    ):
        raise InvalidValueError(f"Source({source.id}).sha256", value, "64 hexadecimal digits")


@attrs.frozen(kw_only=True, repr=False, field_transformer=by_annotation)
class Source(Named):
    """A document that words or figures were read from.

    Attributes:
        id: Stable name.
        kind: What kind of document it is.
        title: Its title, in its own language.
        author: Who signs it; empty where nobody does.
        language: BCP 47 tag of its language.
        published: When it came out; may be imprecise; None if unknown.
        sha256: Digest of the exact bytes read, where they are kept.
        url: Where it stood, where known. Never fetched.
        official: Whether the issuer itself published it as the text in force.
        note: What a reader of it must know.
    """

    id: str = attrs.field(validator=identifier)
    kind: SourceKind | OwnKind = attrs.field(converter=_kind)
    title: str
    author: str = ""
    language: str = "vi"
    published: Period | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_period)
    )
    sha256: str | None = attrs.field(default=None, validator=_sha256)
    url: str | None = None
    official: bool = False
    note: str = ""


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Span:
    """A stretch of a source's text, and the words that stand there.

    Offsets count Unicode code points of the untouched source, half-open: they
    are the indexes of a Python ``str``. The quote is what stands there, typing
    errors and all.

    Attributes:
        source: Id of the source.
        start: First code point.
        end: One past the last.
        quote: ``text[start:end]``.
    """

    source: str = attrs.field(validator=identifier, metadata={"refers": "sources"})
    quote: str
    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        """Hold the places against the words that stand there."""
        if not self.quote:
            raise InvalidValueError("Span.quote", self.quote, "the words that stand there")
        if self.start < 0:
            expected = "a whole number of code points, from 0"
            raise InvalidValueError("Span.start", self.start, expected)
        end = self.start + len(self.quote)
        if self.end != end:
            expected = f"{end}, the start plus the length of the quote"
            raise InvalidValueError("Span.end", self.end, expected)

    @classmethod
    def at(cls, source: str, start: int, quote: str) -> "Span":
        """Make the span of *quote* that begins at *start*."""
        return cls(source=source, quote=quote, start=start, end=start + len(quote))

    def find_fault(self, text: str, element: str) -> SourceMismatchError | None:
        """Compare the quote with *text*, the whole source.

        Args:
            text: The whole text of the source.
            element: Who quotes; the error names it.

        Returns:
            None when the quote stands where it should, else the error that
            tells what stands there and whether the quote stands elsewhere.
        """
        found = text[self.start : self.end]
        if found == self.quote:
            return None
        at = text.find(self.quote)
        shifted_to = None if at < 0 else at
        return SourceMismatchError(
            **attrs.asdict(self), element=element, found=found, shifted_to=shifted_to
        )


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Erratum:
    """A defect of a source: what it prints, and how it is read.

    Attributes:
        span: The defective words.
        reading: What they are taken to mean; empty where something is missing.
        note: Why.
    """

    span: Span
    reading: str
    note: Text


EvidenceStatus = Literal["confirmed", "single", "derived"]
"""How sure a figure is: read at its publisher's or in two accounts, in one, or computed."""


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Account:
    """One document in which a figure was read.

    Attributes:
        source: The document: its address, its title in its own language, its date.
        publisher: Who published it: the id of an organization, or the name of a
            newspaper, a site or a repository.
        printed: The figure as printed there, with the words that say what it counts; in square
            brackets, what the document says in words of ours.
        derivation: How the figure follows from what is printed; empty where it is
            printed itself.
        origin: Whose account it repeats, where it is a copy, a transcription or a
            reprint: accounts of one origin count once. None for an account of its own.
    """

    source: Source
    publisher: str
    printed: str
    derivation: str = ""
    origin: str | None = None

    @property
    def in_our_words(self) -> bool:
        """Whether it is put in words of ours, and no quotation."""
        return self.printed.startswith("[")


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Evidence:
    """What is known of a figure: who published it, where it was read, what it was computed from.

    Attributes:
        published_by: Who published the figure: the id of an organization; empty where
            this library computed it.
        accounts: Where it was read, the first of them first.
        parts: The evidence of the figures that it was computed from.
    """

    published_by: str
    accounts: tuple[Account, ...] = attrs.field(default=(), converter=as_tuple)
    parts: "tuple[Evidence, ...]" = attrs.field(default=(), converter=as_tuple)

    @property
    def read_at(self) -> tuple[Account, ...]:
        """Every document that the figure goes back to: its own, and those of its parts."""
        return (*self.accounts, *(one for part in self.parts for one in part.read_at))

    @property
    def status(self) -> EvidenceStatus:
        """How sure the figure is; it follows from the accounts.

        ``"confirmed"``: read on a page or in a document of its publisher's own, or in
        two accounts independent of each other, each with an address that opens.
        ``"single"``: read in one. ``"derived"``: printed in none, but computed from
        what is printed.
        """
        read = [account for account in self.accounts if not account.derivation]
        if not read:
            return "derived"
        origins = {a.origin or a.publisher for a in read if a.source.url is not None}
        own = any(a.origin is None and a.publisher == self.published_by for a in read)
        return "confirmed" if own or len(origins) > 1 else "single"
