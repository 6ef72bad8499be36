"""Holding an encoding against its source: every quotation, and every sentence left over."""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

import attrs

from vn_ict_directive.criteria import Criterion, NumericCriterion, Staged, limits
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.sources import Source, Span
from vn_ict_directive.text import Lang
from vn_ict_directive.words import say

__all__ = ["Coverage", "FieldMark", "Finding", "Mark", "Sentence", "Slip", "anchor", "coverage"]
__all__ += ["lint", "verify"]


def _read(directive: Directive, name: str | None, text: object) -> tuple[Source, str]:
    """Return the source that is asked for, and its text."""
    if name is None:
        # The one whose bytes were kept, else the one that is quoted first.
        kept = (source.id for source in directive.sources if source.sha256 is not None)
        quoted = (span.source for _, span in directive.spans())
        name = next(iter((*kept, *quoted)), "")
    known = directive.source(name)
    if isinstance(text, str):
        return known, text
    if text is not None:
        hint = "Decode bytes as UTF-8 first."
        raise InvalidValueError("source_text", text, "the source's text", hint)
    digest = f", whose SHA-256 is {known.sha256}" if known.sha256 else ""
    ours = bool(digest) and known in DIRECTIVE_01.sources
    place = " in the project's repository it is tests/data/article.txt;" if ours else ""
    hint = (
        "The package does not ship it, since it is a work of its own whose licence is not "
        f"known:{place} decode its bytes as UTF-8, with no newline translated."
    )
    raise InvalidValueError("source_text", None, f"the text of {known.id}{digest}", hint)


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
    known, text = _read(directive, source, source_text)
    faults: list[DirectiveError] = [
        fault
        for element, span in chain(directive.spans(), directive.field_quotes())
        if span.source == known.id and (fault := span.find_fault(text, element)) is not None
    ]
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if known.sha256 not in {None, digest}:
        hint = "The text is not, to the byte, the one that was encoded."
        field, expected = f"the SHA-256 of {known.id}", str(known.sha256)
        faults.append(InvalidValueError(field, digest, expected, hint))
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

# Of the fields of a requirement, those that say neither which one it is nor something about it
# say what the text asks.
_IDENTITY: Final = frozenset({"id", "directive", "section", "span", "text", "statement"})
_REMARKS: Final = frozenset({"quotes", "inferences", "corroborated_by", "notes"})


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
        if not field.init or name in _IDENTITY | _REMARKS:
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
        return MappingProxyType({mark: counted[mark] for mark in get_args(Mark)})

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
    known, text = _read(directive, source, source_text)
    whole = {section.id for section in directive.sections}
    spans = [
        (span, element)
        for element, span in directive.spans()
        if span.source == known.id and element not in whole
    ]
    quoted = bytearray(len(text))
    for span, _ in spans:
        within = text[span.start : span.end]
        quoted[span.start : span.end] = b"\1" * len(within)

    def sentences() -> Iterator[Sentence]:
        for first, sentence in _sentences(text):
            last = first + len(sentence)
            mine = sorted((s.start, e) for s, e in spans if s.start < last and first < s.end)
            words = re.finditer(r"\w+", sentence)
            unquoted = (w[0] for w in words if not all(quoted[first + w.start() : first + w.end()]))
            yield Sentence(
                start=first,
                end=last,
                text=sentence,
                elements=tuple(element for _, element in mine),
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


# --- for whoever writes an instrument --------------------------------------------------


def anchor(text: str, quote: str, *, source: str, nth: int | None = None) -> Span:
    """Return the span of *quote* in *text*, the untouched text of a source.

    Args:
        text: The whole text of the source.
        quote: The words, as they are printed there.
        source: Id of the source.
        nth: Which of several places, from 1; needed only where there are several.

    Raises:
        InvalidValueError: *text* is no text; *quote* is nowhere in it (the error says how the
            text prints the same words, if it does); or it is there several times and *nth*
            does not choose one.

    Examples:
        >>> anchor("Đến năm 2025, 50%; đến năm 2030, 80%.", "80%", source="plan")
        Span(source='plan', quote='80%', start=33, end=36)
    """
    said: tuple[tuple[str, object], ...] = (("text", text), ("quote", quote))
    for name, value in said:
        if not isinstance(value, str) or not value:
            raise InvalidValueError(name, value, "text")
    places = [match.start() for match in re.finditer(f"(?={re.escape(quote)})", text)]
    if not places:
        words = map(re.escape, re.findall(r"\w+", quote))
        like = re.search(r"\W+".join(words), text, re.IGNORECASE)
        hint = f"It prints {like[0]!r} at {like.start()}." if like else "Copy the words from it."
        raise InvalidValueError("quote", quote, "words as the text prints them", hint)
    chosen = 1 if nth is None and len(places) == 1 else nth
    if chosen is None or chosen not in range(1, len(places) + 1):
        where = ", ".join(map(str, places))
        expected = f"1 to {len(places)}, since the quote begins at {where}"
        raise InvalidValueError("nth", nth, expected)
    return Span.at(source, places[chosen - 1], quote)


Slip = Literal["number", "year", "window", "dates", "outside", "idle", "words"]
"""What may be wrong: a number or the due year that no quoted words have, a window in which no
edition can fall, a date before the signature, words outside the section, an organization that
nothing refers to, words that the text does not have there."""


@attrs.frozen
class Finding:
    """Something in an encoding that is valid and may still be a slip.

    Attributes:
        element: Id of the task, target, organization or directive.
        slip: What kind of thing it is.
        detail: The number, day, section or window that it is about, or the error in English.
        error: The error, where words do not stand in the text; None for other slips.
    """

    element: str
    slip: Slip
    detail: str
    error: DirectiveError | None = attrs.field(default=None, eq=False, repr=False)

    def explain(self, lang: Lang = "vi") -> str:
        """Say it in one sentence."""
        if self.error is not None:
            return self.error.sentence(lang)
        return say(f"lint {self.slip}", lang, element=self.element, detail=self.detail)


def lint(directive: Directive, source_text: str | None = None) -> tuple[Finding, ...]:
    """Return what may be a slip in *directive*, though it is valid.

    Args:
        directive: The encoding.
        source_text: The untouched text of its source; None to leave the words unchecked.

    Returns:
        The findings, in the order of the text. An inference on a field is the answer to a
        finding about it: the text does not say so, and the encoding says why it is read so.

    Examples:
        >>> lint(DIRECTIVE_01)
        ()
    """
    if not isinstance(directive, Directive):
        raise InvalidValueError("directive", directive, "a Directive")
    return tuple(_findings(directive, source_text))


def _findings(directive: Directive, source_text: str | None) -> Iterator[Finding]:
    for section in directive.sections:
        for element in sorted(section.requirements, key=lambda one: one.span.start):
            yield from _of_element(element, section, directive.signed)
    # A source that nothing refers to may be one of notes.
    named = {name for kind, name, _ in directive.references() if kind == "organization"}
    for one in directive.organizations:
        if one.id not in named:
            yield Finding(one.id, "idle", "organization")
    if source_text is not None:
        try:
            verify(directive, source_text)
        except InvalidDataError as error:
            for fault in cast("tuple[DirectiveError, ...]", error.exceptions):
                yield Finding(directive.id, "words", str(fault), fault)


def _of_element(element: Task | Target, section: Section, signed: dt.date) -> Iterator[Finding]:
    name, span, whole = element.id, element.span, section.span
    if span.source == whole.source and not whole.start <= span.start < span.end <= whole.end:
        yield Finding(name, "outside", section.id)
    inferred = {inference.field for inference in element.inferences}
    for field, day in (("start", element.start), ("due", element.due)):
        if day is not None and day < signed and field not in inferred:
            yield Finding(name, "dates", f"{field} = {day}")
    if isinstance(element, Target):
        yield from _of_target(element, inferred)


def _of_target(target: Target, inferred: set[str]) -> Iterator[Finding]:
    words = " ".join((target.span.quote, *(quote.span.quote for quote in target.quotes)))
    if "criterion" not in inferred:
        numbers = {number.replace(".", "").replace(",", ".") for number in _NUMBER.findall(words)}
        for number in _numbers(target.criterion):
            if f"{number:.12g}" not in numbers:
                yield Finding(target.id, "number", f"{number:.12g}")
    if "due" not in inferred and str(target.due.year) not in words:
        yield Finding(target.id, "year", str(target.due.year))
    opens = target.window_start + dt.timedelta(days=1)
    if not target.has_edition and not target.indicator.suspended(opens, target.due):
        yield Finding(target.id, "window", f"{opens} – {target.due}")


_NUMBER: Final = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


def _numbers(criterion: Criterion) -> Iterator[float]:
    if isinstance(criterion, Staged):
        for stage in criterion.stages:
            yield from _numbers(stage.criterion)
    elif isinstance(criterion, NumericCriterion):
        yield from dict.fromkeys(float(number) for number, _ in limits(criterion))
