"""Holding an encoding against its source: every quotation, and every sentence left over."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final, Literal

import attrs

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.model import Directive, Target, Task
from vn_ict_directive.sources import Source

__all__ = ["Coverage", "FieldMark", "Mark", "Sentence", "coverage", "verify"]


def _source(directive: Directive, name: str | None) -> Source:
    if name is None:
        # The one whose bytes were kept, else the one that is quoted first.
        kept = (source.id for source in directive.sources if source.sha256 is not None)
        quoted = (span.source for _, span in directive.spans())
        name = next(iter((*kept, *quoted)), "")
    return directive.source(name)


def _text(value: object, known: Source) -> str:
    if value is None:
        digest = f", whose SHA-256 is {known.sha256}" if known.sha256 else ""
        kept = bool(digest) and known in DIRECTIVE_01.sources
        place = " in the project's repository it is tests/data/article.txt;" if kept else ""
        raise InvalidValueError(
            "source_text",
            None,
            f"the text of {known.id}{digest}",
            "The package does not ship it, since it is a work of its own whose licence is not"
            f" known:{place} decode its bytes as UTF-8,"
            " with no newline translated.",
        )
    if not isinstance(value, str):
        raise InvalidValueError(
            "source_text", value, "the source's text", "Decode bytes as UTF-8 first."
        )
    return value


def verify(
    directive: Directive = DIRECTIVE_01,
    source_text: str | None = None,
    *,
    source: str | None = None,
) -> None:
    """Check that every quotation of *directive* stands in *source_text* where it says.

    Args:
        directive: The encoding; by default that of Directive 01/CT-BTTTT.
        source_text: The untouched text of the source: no newline translated,
            no byte order mark dropped. The package does not ship it, since its
            licence is not known; without it the error says where to get it, and
            by which SHA-256 it is recognized.
        source: Id of the source; by default the one whose digest is recorded.

    Returns:
        Nothing. It passes, or it raises.

    Raises:
        InvalidDataError: The digest differs, or quotations do not stand where
            they should; every one of them is named, with where it stands instead.
        InvalidValueError: There is no *source_text*, or it is no text.

    Examples:
        >>> from vn_ict_directive import verify
        >>> try:
        ...     verify(source_text="not the article")
        ... except ValueError as error:
        ...     print(str(error).partition(":")[0])
        The source my-hanh-2020 does not bear out btttt/2020-01-03/01-ct-btttt
    """
    known = _source(directive, source)
    text = _text(source_text, known)
    faults: list[DirectiveError] = [
        fault
        for element, span in chain(directive.spans(), directive.field_quotes())
        if span.source == known.id and (fault := span.find_fault(text, element)) is not None
    ]
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if known.sha256 not in {None, digest}:
        faults.append(
            InvalidValueError(
                f"the SHA-256 of {known.id}",
                digest,
                str(known.sha256),
                "The text is not, to the byte, the one that was encoded.",
            )
        )
    if faults:
        message = f"The source {known.id} does not bear out {directive.id}"
        raise InvalidDataError(message, faults)


# A sentence ends at a line's end, or at a full stop, semicolon or colon before a space.
_SENTENCE: Final = re.compile(r"\S.*?(?:[.;:…](?=\s)|\Z)", re.DOTALL)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each sentence begins, and its words; of a line, without the spaces at its end."""
    begin = 0
    for line in text.split("\n"):
        for match in _SENTENCE.finditer(line.rstrip()):
            yield begin + match.start(), match[0]
        begin += len(line) + 1


@attrs.frozen(kw_only=True)
class Sentence:
    """One sentence of a source and the elements that quote it.

    Attributes:
        start: First code point.
        end: One past the last.
        text: Its words.
        elements: Ids of the tasks, targets, headings and fields that quote any
            of them, in the order of the text.
        unquoted: The words that none of them quotes.
    """

    start: int
    end: int
    text: str
    elements: tuple[str, ...]
    unquoted: tuple[str, ...]


Mark = Literal["quoted", "inferred", "default", "unmarked"]
"""Where a field of a task or target comes from: words, a reading of ours, the library, nobody."""

# What identifies a requirement, and what is said about it; all else says what the text asks.
_NOT_READ: Final = frozenset(
    {
        "id",
        "text",
        "statement",
        "span",
        "section",
        "quotes",
        "inferences",
        "corroborated_by",
        "notes",
        "directive",
    }
)


@attrs.frozen(kw_only=True)
class FieldMark:
    """Where one field of a task or target comes from.

    Attributes:
        element: Id of the task or target.
        field: The field.
        mark: ``"inferred"`` where an inference gives the reason, else ``"quoted"``
            where words are given, else ``"default"`` where the field has the
            library's own value, else ``"unmarked"``.
        words: The words it was read from; empty where there are none.
    """

    element: str
    field: str
    mark: Mark
    words: str


def _marks(element: Task | Target) -> Iterator[FieldMark]:
    words = {quote.field: quote.span.quote for quote in element.quotes}
    inferred = {inference.field for inference in element.inferences}
    for field in attrs.fields(type(element)):
        name = field.name
        if not field.init or name in _NOT_READ:
            continue
        mark: Mark = "unmarked"
        if name in inferred:
            mark = "inferred"
        elif name in words:
            mark = "quoted"
        elif getattr(element, name) == field.default:
            mark = "default"
        yield FieldMark(element=element.id, field=name, mark=mark, words=words.get(name, ""))


@attrs.frozen(kw_only=True)
class Coverage:
    """Which sentences of a source an encoding quotes, and where its fields come from.

    Attributes:
        source: Id of the source.
        sentences: Every sentence, in order.
        fields: Every field of a task or target that says what the text asks, in the
            order of the text.
    """

    source: str
    sentences: tuple[Sentence, ...]
    fields: tuple[FieldMark, ...] = ()

    @property
    def marks(self) -> Mapping[Mark, int]:
        """How many fields are quoted, inferred, the library's default, and unmarked."""
        counted = Counter(field.mark for field in self.fields)
        known: tuple[Mark, ...] = ("quoted", "inferred", "default", "unmarked")
        return MappingProxyType({mark: counted[mark] for mark in known})

    @property
    def unmarked(self) -> tuple[FieldMark, ...]:
        """The fields of which nothing says where they come from."""
        return tuple(field for field in self.fields if field.mark == "unmarked")

    @property
    def uncovered(self) -> tuple[Sentence, ...]:
        """The sentences that no element quotes."""
        return tuple(s for s in self.sentences if not s.elements)


def coverage(
    directive: Directive = DIRECTIVE_01,
    source_text: str | None = None,
    *,
    source: str | None = None,
) -> Coverage:
    """Tell, sentence by sentence, which elements of *directive* quote *source_text*.

    A section's whole stretch does not count: only headings, tasks, targets,
    errata and the directive's own fields do. Fields are counted whatever the
    source: each is quoted, inferred or the library's default, or nothing says so.

    Args:
        directive: The encoding; by default that of Directive 01/CT-BTTTT.
        source_text: The untouched text of the source; see :func:`verify`.
        source: Id of the source; by default the one whose digest is recorded.
    """
    known = _source(directive, source)
    text = _text(source_text, known)
    whole = {section.id for section in directive.sections}
    spans = [
        (element, span.start, span.end)
        for element, span in directive.spans()
        if span.source == known.id and element not in whole
    ]
    quoted = bytearray(len(text))
    for _, start, end in spans:
        quoted[start:end] = b"\1" * (min(end, len(text)) - min(start, len(text)))

    def sentences() -> Iterator[Sentence]:
        for first, sentence in _sentences(text):
            last = first + len(sentence)
            elements = sorted((s, e) for e, s, f in spans if s < last and first < f)
            words = re.finditer(r"\w+", sentence)
            unquoted = (w[0] for w in words if not all(quoted[first + w.start() : first + w.end()]))
            yield Sentence(
                start=first,
                end=last,
                text=sentence,
                elements=tuple(element for _, element in elements),
                unquoted=tuple(unquoted),
            )

    elements = sorted(
        (element for section in directive.sections for element in section.requirements),
        key=lambda element: element.span.start,
    )
    return Coverage(
        source=known.id,
        sentences=tuple(sentences()),
        fields=tuple(mark for element in elements for mark in _marks(element)),
    )
