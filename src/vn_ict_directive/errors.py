"""Every error this library raises, under one root.

Each class is also the built-in exception a caller would expect, so
``except ValueError`` and ``except KeyError`` keep working. The facts are
fields, for programs; the sentence is composed last, for people.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Self

import attrs

__all__ = [
    "DirectiveError",
    "InvalidDataError",
    "InvalidValueError",
    "MissingExtraError",
    "SourceMismatchError",
    "UnknownNameError",
    "raise_any",
]


_LONGEST = 200  # of a name that near ones are looked for: longer ones are none


class DirectiveError(Exception):
    """The root of all errors raised on purpose by this library."""


@attrs.frozen
class InvalidValueError(DirectiveError, ValueError):
    """A value that cannot mean what its place asks for.

    Attributes:
        field: Where it stands: a class and field, or an argument.
        got: The value as it came.
        expected: What would have been accepted.
        hint: What to do, where that is not plain from the rest.
        where: The file and line, or the path in a document; empty if none.

    Examples:
        >>> print(InvalidValueError("Period", "20", "a year of four digits", "Write 2020."))
        Period should be a year of four digits, got '20'. Write 2020.
    """

    field: str
    got: object
    expected: str
    hint: str = ""
    where: str = ""

    def __str__(self) -> str:
        """Compose the sentence: where, what was expected, what came, what to do."""
        place = f"{self.where}: " if self.where else ""
        try:
            got = repr(self.got)
        except ValueError:  # a whole number of more digits than Python writes out
            got = f"a {type(self.got).__name__} too long to show"
        sentence = f"{place}{self.field} should be {self.expected}, got {got}."
        return f"{sentence} {self.hint}".rstrip()


@attrs.frozen
class UnknownNameError(DirectiveError, KeyError):
    """A name that stands for nothing here, with the nearest ones that do.

    Attributes:
        kind: What was looked up, such as ``"target"``.
        got: The name that was asked for.
        known: Every name that would have been found.
        hint: What to do, where a near match would mislead.
        where: The path in a document at which it is named; empty if none.

    Examples:
        >>> print(UnknownNameError("target", "postal.upu", ("postal.upu-rank", "x")))
        There is no target 'postal.upu'. Did you mean 'postal.upu-rank'?
        >>> print(UnknownNameError("section", "space", ("postal", "other-work")))
        There is no section 'space'. There are: postal, other-work.
    """

    kind: str
    got: object
    known: tuple[str, ...]
    hint: str = ""
    where: str = ""

    @property
    def near(self) -> tuple[str, ...]:
        """The known names that look like the one asked for, best first."""
        got = str(self.got)[:_LONGEST]
        near = get_close_matches(got, self.known, n=3, cutoff=0.6)
        # The last part of a dotted name is often all that is remembered.
        by_end = {name.rpartition(".")[2]: name for name in self.known}
        near += [by_end[end] for end in get_close_matches(got, by_end, n=1, cutoff=0.6)]
        return tuple(dict.fromkeys(near))

    def __str__(self) -> str:
        """Compose the sentence, naming the near matches or else all names."""
        place = f"{self.where}: " if self.where else ""
        sentence = f"{place}There is no {self.kind} {self.got!r}."
        if self.hint:
            return f"{sentence} {self.hint}"
        if self.near:
            return f"{sentence} Did you mean {' or '.join(map(repr, self.near))}?"
        if self.known:
            return f"{sentence} There are: {', '.join(self.known)}."
        return f"{sentence} There are none."


@attrs.frozen
class MissingExtraError(DirectiveError, ImportError):
    """An optional package is needed and not installed.

    Attributes:
        what: What was asked for, such as ``"the command line"``.
        package: The package that is missing.
        extra: The extra of this library that brings it; empty where none does.
    """

    what: str
    package: str
    extra: str

    def __str__(self) -> str:
        """Compose the sentence, with the command that mends it."""
        install = f"'vn-ict-directive[{self.extra}]'" if self.extra else self.package
        return f"{self.what} needs {self.package}, which is not installed: pip install {install}."


@attrs.frozen
class SourceMismatchError(DirectiveError, ValueError):
    """A quotation does not stand in the source where the encoding says it does.

    Attributes:
        source: The id of the source.
        element: The id of the element that quotes, such as ``"postal.upu-rank"``.
        start: First code point of the span.
        end: One past its last code point.
        quote: What should stand there.
        found: What does stand there.
        shifted_to: Where the quote begins instead, or None if it is nowhere.
    """

    source: str
    element: str
    start: int
    end: int
    quote: str
    found: str
    shifted_to: int | None = None

    def __str__(self) -> str:
        """Compose the sentence, with the offset of the first difference."""
        at = next(
            (i for i, (a, b) in enumerate(zip(self.quote, self.found, strict=False)) if a != b),
            min(len(self.quote), len(self.found)),
        )
        sentence = (
            f"{self.element} quotes {self.source}[{self.start}:{self.end}], but the text differs "
            f"from code point {self.start + at}: expected {self.quote[at : at + 24]!r}, "
            f"got {self.found[at : at + 24]!r}."
        )
        if self.shifted_to is None:
            return f"{sentence} Restore the source, or correct the span."
        return f"{sentence} The quote stands at {self.shifted_to}: the source was edited before it."


class InvalidDataError(ExceptionGroup[DirectiveError], DirectiveError, ValueError):
    """Every fault of one file, table or document, together.

    ``exceptions`` holds the single faults, each with its own place. Printing
    the group lists them, one a line.

    Examples:
        >>> fault = InvalidValueError("value", "n/a", "a number", where="figures.csv, line 3")
        >>> print(InvalidDataError("figures.csv cannot be read", [fault]))
        figures.csv cannot be read: figures.csv, line 3: value should be a number, got 'n/a'.
    """

    def __str__(self) -> str:
        """One sentence for one fault, a list for several."""
        if len(self.exceptions) == 1:
            return f"{self.message}: {self.exceptions[0]}"
        lines = "".join(f"\n  - {fault}" for fault in self.exceptions)
        return f"{self.message}: {len(self.exceptions)} faults.{lines}"

    def derive(self, excs: Iterable[DirectiveError], /) -> Self:  # type: ignore[override]
        """Build the group that ``split`` and ``subgroup`` return."""
        return type(self)(self.message, list(excs))


def raise_any(message: str, faults: Sequence[DirectiveError]) -> None:
    """Raise a single fault as it is, several together under *message*; without any, nothing.

    Raises:
        DirectiveError: The fault, where there is one.
        InvalidDataError: The faults, where there are several.
    """
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise InvalidDataError(message, faults)
