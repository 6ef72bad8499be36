"""Every error this library raises, under one root.

Each class is also the built-in exception a caller would expect, so
``except ValueError`` and ``except KeyError`` keep working. The facts are
fields, for programs; the sentences are composed last, for people: ``str`` of an
error is English, ``error.sentence("vi")`` is Vietnamese.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Literal, Self, cast

import attrs

from vn_ict_directive.phrases import in_vietnamese

__all__ = ["DirectiveError", "InvalidDataError", "InvalidValueError", "MissingExtraError", "Told"]
__all__ += ["SourceMismatchError", "UnknownNameError", "raise_any", "require"]


_LONGEST = 200  # of a name that near ones are looked for: longer ones are none
_MOST_SHOWN = 120  # of a value

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    r"""Write control characters, but for tabs and ends of lines, as their code points.

    Examples:
        >>> print(printable("\x1b[31mred"))
        \u001b[31mred
    """
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class DirectiveError(Exception):
    """The root of all errors raised on purpose by this library."""

    def sentence(self, lang: Literal["vi", "en"] = "vi") -> str:
        """State the error in *lang*: in English it is what ``str`` gives.

        Examples:
            >>> InvalidValueError("Period", "20", "a number").sentence()
            "kỳ: cần là một số; nhận được '20'."
        """
        return printable(self._in_vietnamese() if lang == "vi" else self._in_english())

    def __str__(self) -> str:
        """State the error in English, on one line for each fault."""
        return printable(self._in_english())

    def _in_english(self) -> str:
        return Exception.__str__(self)

    def _in_vietnamese(self) -> str:
        return in_vietnamese(self._in_english())


def _at(where: str) -> str:
    """Return where an error is, in Vietnamese, before its sentence."""
    name, comma, place = where.partition(", ")
    place = place.replace("line ", "dòng ").replace("row ", "dòng ")
    name = re.sub(r"^(\d+) rows?$", r"\1 dòng", in_vietnamese(name))
    return f"{name}{comma}{place}: " if where else ""


def _shown(value: object, endless: str = "…") -> str:
    """Write a value, a long one in part; *endless* is said of one that Python cannot write."""
    try:
        text = repr(value)
    except ValueError:  # a whole number of more digits than Python writes out
        return endless
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


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

    def _in_english(self) -> str:
        """Compose the sentence: where, what was expected, what came, what to do."""
        place = f"{self.where}: " if self.where else ""
        got = _shown(self.got, f"a {type(self.got).__name__} too long to show")
        sentence = f"{place}{self.field} should be {self.expected}, got {got}."
        return f"{sentence} {self.hint}".rstrip()

    def _in_vietnamese(self) -> str:
        field, expected = in_vietnamese(self.field), in_vietnamese(self.expected)
        got = _shown(self.got, "một giá trị quá dài")
        if isinstance(self.got, Told):
            got = repr(in_vietnamese(self.got))
        elif self.got is None:
            got = "giá trị trống"
        sentence = f"{_at(self.where)}{field}: cần là {expected}; nhận được {got}."
        return f"{sentence} {in_vietnamese(self.hint)}".rstrip()


class Told(str):
    """What came, in words of the library rather than as it was written."""

    __slots__ = ()


@attrs.frozen
class UnknownNameError(DirectiveError, KeyError):
    """A name that stands for nothing here, with the nearest ones that do.

    Attributes:
        kind: What was looked up, such as ``"target"``.
        got: The name that was asked for.
        known: Every name that would have been found.
        hint: What to do, where a near match would mislead.
        where: The path in a document at which it is named; empty if none.
        alike: The known names of the things whose own name holds what was asked for.

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
    alike: tuple[str, ...] = ()

    @property
    def near(self) -> tuple[str, ...]:
        """The known names that look like the one asked for, best first."""
        from difflib import get_close_matches

        got = str(self.got)[:_LONGEST]
        near = get_close_matches(got, self.known, n=3, cutoff=0.6)
        # The last part of a dotted name is often all that is remembered.
        by_end = {name.rpartition(".")[2]: name for name in self.known}
        near += [by_end[end] for end in get_close_matches(got, by_end, n=1, cutoff=0.6)]
        return tuple(dict.fromkeys((*self.alike[:3], *near)))

    def _in_english(self) -> str:
        """Compose the sentence, naming the near matches or else all names."""
        place = f"{self.where}: " if self.where else ""
        sentence = f"{place}There is no {self.kind} {_shown(self.got)}."
        if self.hint:
            return f"{sentence} {self.hint}"
        if self.near:
            return f"{sentence} Did you mean {' or '.join(map(repr, self.near))}?"
        if self.known:
            return f"{sentence} There are: {', '.join(self.known)}."
        return f"{sentence} There are none."

    def _in_vietnamese(self) -> str:
        sentence = f"{_at(self.where)}Không có {in_vietnamese(self.kind)} {_shown(self.got)}."
        if self.hint:
            return f"{sentence} {in_vietnamese(self.hint)}"
        if self.near:
            return f"{sentence} Có phải là {' hoặc '.join(map(repr, self.near))}?"
        return f"{sentence} Hiện có: {', '.join(self.known) or 'không có gì'}."


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

    def _in_english(self) -> str:
        """Compose the sentence, with the command that mends it."""
        return f"{self.what} needs {self.package}, which is not installed: {self._way()}."

    def _in_vietnamese(self) -> str:
        way = self._way("hoặc, trong bản sao của kho mã,")
        return f"{in_vietnamese(self.what)} cần {self.package}, chưa được cài đặt: {way}."

    def _way(self, otherwise: str = "or, in a clone,") -> str:
        if not self.extra:
            return f"pip install {self.package}"
        # In double quotes, which every shell takes, that of Windows too.
        by_name = f'pip install "vn-ict-directive[{self.extra}]"'
        return f'{by_name} {otherwise} pip install ".[{self.extra}]"'


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

    def _in_english(self) -> str:
        """Compose the sentence, with the offset of the first difference."""
        at = next(
            (i for i, (a, b) in enumerate(zip(self.quote, self.found, strict=False)) if a != b),
            min(len(self.quote), len(self.found)),
        )
        expected, got = self.quote[at : at + 24], self.found[at : at + 24]
        sentence = (
            f"{self.element} quotes {self.source}[{self.start}:{self.end}], but the text differs "
            f"from code point {self.start + at}: expected {expected!r}, got {got!r}."
        )
        if self.shifted_to is None:
            return f"{sentence} Restore the source, or correct the span."
        return f"{sentence} The quote begins at {self.shifted_to}: the source was edited before it."


def _listed(message: str, faults: Sequence[str], many: str) -> str:
    if len(faults) == 1:
        return f"{message}: {faults[0]}"
    lines = "".join(f"\n  - {fault}" for fault in faults)
    return f"{message}: {len(faults)} {many}.{lines}"


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
        """State every fault; a group of exceptions would count them alone."""
        return DirectiveError.__str__(self)

    def _in_english(self) -> str:
        """One sentence for one fault, a list for several."""
        return _listed(self.message, [str(fault) for fault in self._told()], "faults")

    def _in_vietnamese(self) -> str:
        return _listed(in_vietnamese(self.message), [f.sentence() for f in self._told()], "lỗi")

    def _told(self) -> Iterator[DirectiveError]:
        """Yield the faults as they are printed: what to do is said at the first that needs it."""
        said: set[str] = set()
        for fault in cast("tuple[DirectiveError, ...]", self.exceptions):
            if isinstance(fault, InvalidValueError) and fault.hint in said:
                yield attrs.evolve(fault, hint="")
            else:
                said.add(getattr(fault, "hint", ""))
                yield fault

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


def require(module: str, what: str, extra: str) -> Any:
    """Import *module*, of an optional package, and return it.

    Args:
        module: Its name, such as ``"narwhals.stable.v2"``.
        what: What needs it, as the error names it.
        extra: The extra of this library that brings it; empty where none does.

    Raises:
        MissingExtraError: The package is not installed. A package that is there and lacks
            another one fails as it does anywhere.
    """
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingExtraError(what, package, extra) from None
