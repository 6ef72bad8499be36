"""Canonical JSON: documents that are read back to what was written, and plain views.

A directive, a series, a verdict and a scorecard are written as *documents*,
whose shape is the published JSON Schema, and read back to equals. A document
can as well be written by hand, in JSON or TOML: that is how another directive
is encoded without a line of Python. Everything else is written as a *view*,
for people and scripts, and is not read back.

Long, since writing, loading and their refusals are documented in one place.
"""

import datetime as dt
import json
import os
import re
import tomllib
from collections.abc import Iterable
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Readings, Scorecard
from vn_ict_directive.evaluation.history import History
from vn_ict_directive.exchange.diff import join
from vn_ict_directive.methods import Comparison
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.observations import Series
from vn_ict_directive.text import Lang, shown
from vn_ict_directive.text_files import decoded, read_text, refuse, too_large
from vn_ict_directive.verification import Coverage
from vn_ict_directive.versions import package_version

if TYPE_CHECKING:
    from vn_ict_directive.exchange.document_types import Document

__all__ = ["Exportable", "load", "load_directive", "loads", "to_json"]

_Nouns = Directive | Section | Target | Task | Series | Coverage
Exportable = _Nouns | Evaluation | Readings | Scorecard | Comparison | History
"""What :func:`to_json` writes."""

# The largest JSON that is read is some fifty times this package's directive, the largest TOML
# three times it: its reader is slower.
_MOST_BYTES: Final = 4 * 2**20
_MOST_BYTES_OF_TOML: Final = 2**18
# Of commas and brackets, which are as many as values at the least.
_MOST_VALUES: Final = 250_000

_KINDS: Final = {cls: cls.__name__.lower() for cls in get_args(Exportable)}
_DOCUMENTS: Final = (Directive, Series, Evaluation, Scorecard)
_DEEPEST: Final = 32
_MOST_DIGITS: Final = 310
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BRACKET: Final = re.compile(r"[\[\]{}]")
_STRING: Final = re.compile(r'(?s)"(?:[^"\\]++|\\.)*+"?')
# Reading a TOML key takes time that grows with the cube of its parts.
_PART: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY: Final = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:\.[ \t]*+{_PART}){{{_DEEPEST}}}")


# --- writing --------------------------------------------------------------------------


def to_json(
    thing: Exportable | Iterable[Exportable],
    *,
    indent: int | None = 2,
    package: bool = True,
    lang: Lang = "vi",
) -> str:
    """Write *thing* as JSON, with the versions it rests on.

    A directive, a series, a verdict (of ``evaluate``) and a scorecard become
    documents: ``document`` says which, and :func:`load` reads them back to
    equals. Organizations, indicators and the sources of figures stand in lists
    of their own, and are named by id. A verdict stands with its target and its
    series; a figure that it names is a place in the series, from 0.

    Anything else, and several things at once, become a view: ``view`` says of
    what, ``data`` is the thing with everything it names inside, and
    ``sources`` the ids of what it was read from. A verdict is then the flat
    record that :meth:`Evaluation.record <vn_ict_directive.evaluation.Evaluation.record>`
    returns, the same as a row of a scorecard.

    A criterion says which one it is in ``kind``. Periods are written as SDMX
    writes them, dates as ISO 8601, and a number that does not exist as null.

    Args:
        thing: A noun of the directive, a series, a verdict, readings, a
            scorecard or a coverage; or several of one kind.
        indent: How deep to indent; None for one line.
        package: Whether to say which version of this package wrote it. Without
            it, the same thing is the same text in every release.
        lang: Language of the labels and sentences in the record of a verdict.

    Returns:
        JSON with sorted keys, Vietnamese letters written as themselves.

    Raises:
        InvalidValueError: *thing* is anything else, or a mixture; or it could
            not be read back: two different things go by one id, or the verdict
            is one on a stage.
        InvalidDataError: It holds half a character, which no UTF-8 can carry.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, Series
        >>> series = Series.of("egdi-rank", {2020: 86})
        >>> loads(to_json(series)) == series
        True
        >>> target = json.loads(to_json(DIRECTIVE_01.target("cybersecurity.gci-rank")))
        >>> target["official"], target["sources"], target["data"]["criterion"]
        (False, ['my-hanh-2020'], {'best': 45, 'kind': 'leading-group', 'worst': 50})
    """
    from vn_ict_directive.exchange.writing import text_of, to_tree

    tree = to_tree(thing) if isinstance(thing, _DOCUMENTS) else _view(thing, lang)
    if package:
        tree["versions"]["package"] = package_version()
    text = text_of(tree, indent)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        faults: list[InvalidValueError] = []
        _plain(tree, "$", 0, faults)
        raise InvalidDataError("It cannot be written", faults) from error
    return text


def _view(thing: object, lang: Lang) -> dict[str, Any]:
    one = type(thing) in _KINDS
    things: tuple[Any, ...] = (thing,) if one else _several(thing)
    held = [_held(item, lang) for item in things]
    data = [tree for tree, _ in held]
    verdicts = [verdict for _, each in held for verdict in each]
    nouns = [*things, *(verdict.target for verdict in verdicts)]
    quoted = [source for noun in nouns for source in _quoted(noun)]
    given = (one for one in things if isinstance(one, Series))
    figures = chain(*given, *(verdict.used for verdict in verdicts))
    read = (figure.source.id for figure in figures if figure.source is not None)
    return {
        "view": _KINDS[type(things[0])] if things else None,
        "data": data[0] if one else data,
        "official": False,
        "sources": list(dict.fromkeys([*quoted, *read])),
        "versions": {
            "encoding": _encoding(nouns, quoted),
            "rules": verdicts[0].rules if verdicts else None,
        },
    }


def _several(thing: object) -> tuple[Any, ...]:
    expected = f"a {', '.join(c.__name__ for c in _KINDS)}, or several of one of them"
    if not isinstance(thing, Iterable) or isinstance(thing, str | bytes):
        raise InvalidValueError("thing", thing, expected)
    things = tuple(thing)
    kinds = {type(item) for item in things}
    if len(kinds) > 1 or not kinds <= _KINDS.keys():
        raise InvalidValueError("thing", sorted(kind.__name__ for kind in kinds), expected)
    return things


def _held(thing: Any, lang: Lang) -> tuple[Any, Iterable[Evaluation]]:
    """Return the data of a view of *thing*, and the verdicts that it is or holds."""
    from vn_ict_directive.exchange.writing import in_both, inline_tree

    match thing:
        case Evaluation():
            return thing.record(lang), (thing,)
        case Scorecard():
            return thing.rows(lang), thing
        case Readings():
            data = {
                "target": thing.target.id,
                "as_of": thing.as_of.isoformat(),
                "agree": thing.agree,
                "depends_on": list(thing.depends_on),
                "explanation": in_both(thing.explain),
                "readings": [
                    {
                        "choices": {choice.question: choice.answer for choice in reading.choices},
                        "label": in_both(reading.label),
                        "evaluation": reading.evaluation.record(lang),
                    }
                    for reading in thing
                ],
            }
            return data, (reading.evaluation for reading in thing)
        case Comparison():
            data = {
                "agree": thing.agree,
                "evaluation": thing.evaluation.record(lang),
                "explanation": in_both(thing.explain),
                "methods": thing.rows(),
            }
            return data, (thing.evaluation,)
        case History():
            days = {"since": thing.since.isoformat(), "until": thing.until.isoformat()}
            return {**days, "events": thing.rows(lang)}, (event.after for event in thing)
        case _:
            return inline_tree(thing), ()


def _quoted(noun: Any) -> Iterable[str]:
    """Return the ids of the sources whose words *noun* itself quotes: a series, say, none."""
    match noun:
        case Section() | Task() | Target():
            return (noun.span.source,)
        case Coverage():
            return (noun.source,)
        case Directive():
            return (span.source for _, span in chain(noun.spans(), noun.field_quotes()))
        case _:
            return ()


def _encoding(nouns: Iterable[Any], quoted: Iterable[str]) -> str | None:
    """Return the version of the encoding that *nouns* belong to, as far as it can be told."""
    for noun in nouns:
        whole: Any = noun if isinstance(noun, Directive) else getattr(noun, "directive", None)
        if whole is not None:
            return str(whole.encoding)
    ours = {source.id for source in DIRECTIVE_01.sources}
    return DIRECTIVE_01.encoding if quoted and ours.issuperset(quoted) else None


# --- reading --------------------------------------------------------------------------


def load(path: str | os.PathLike[str]) -> "Document":
    """Read a document from a file: JSON or, if its name ends in ``.toml``, TOML.

    Args:
        path: A file in UTF-8 without a byte order mark, of at most 4 MiB or, in TOML, 256 KiB.

    Returns:
        The directive, series, verdict or scorecard. A verdict is what was said when
        it was stored, whatever the rules are now; :func:`~vn_ict_directive.exchange\
.archive.recheck` says what would be said otherwise today.

    Raises:
        InvalidDataError: The file cannot be read, or is no such document.
            Every fault is named, with its path such as ``$.targets[3].due``.
        InvalidValueError: *path* is no path.

    Examples:
        >>> load("no-such-file.json")  # doctest: +IGNORE_EXCEPTION_DETAIL
        Traceback (most recent call last):
        vn_ict_directive.errors.InvalidDataError: no-such-file.json cannot be read: ...
    """
    if not isinstance(path, str | os.PathLike):
        raise InvalidValueError("path", path, "the path of a file")
    file = Path(os.fsdecode(path))
    name = shown(file.name or str(file))
    toml = file.suffix.casefold() == ".toml"
    text = read_text(file, name, _MOST_BYTES_OF_TOML if toml else _MOST_BYTES)
    return _from_text(name, text, toml=toml)


def loads(text: str | bytes) -> "Document":
    """Read a document from JSON text; see :func:`load`.

    Raises:
        InvalidDataError: It is no document. Every fault is named, with its path.
        InvalidValueError: *text* is neither text nor bytes.

    Examples:
        >>> try:
        ...     loads('{"document": "series", "versions": {"schema": "1"}, "indicator": 7}')
        ... except ValueError as error:
        ...     print(error)
        The document cannot be read: $.indicator: the value should be text, got 7.
    """
    if not isinstance(text, str | bytes):
        raise InvalidValueError("text", text, "JSON text")
    name = "The document"
    if len(text) > _MOST_BYTES:
        refuse(name, too_large(len(text), _MOST_BYTES))
    return _from_text(name, decoded(name, text) if isinstance(text, bytes) else text)


def load_directive(path: str | os.PathLike[str]) -> Directive:
    """Read a directive from a file: JSON or, if its name ends in ``.toml``, TOML.

    How to write one: ``docs/how-to/encode-another-directive.md``.

    Args:
        path: The file; see :func:`load`.

    Raises:
        InvalidDataError: The file cannot be read, or is no directive. Every
            fault is named, with its path such as ``$.targets[3].due``.
        InvalidValueError: *path* is no path.

    Examples:
        >>> import tempfile
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder, "directive.json")
        ...     _ = file.write_text(to_json(DIRECTIVE_01), encoding="utf-8")
        ...     load_directive(file) == DIRECTIVE_01
        True
    """
    thing = load(path)
    if not isinstance(thing, Directive):
        kind = _KINDS[type(thing)]
        hint = "load() reads every kind of document."
        fault = InvalidValueError("the kind", kind, "a directive", hint, "$.document")
        refuse(Path(os.fsdecode(path)).name, fault)
    return thing


class _Twice:
    """Stands for the value of a key that an object has more than once."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = _Twice() if key in found else value
    return found


def _integer(digits: str) -> float:
    # So many digits are infinite to a double; writing them out as an int would take long.
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _from_text(name: str, text: str, *, toml: bool = False) -> "Document":
    """Read a document; what would take a parser long is refused before."""
    from vn_ict_directive.exchange.reading import from_tree

    values = sum(map(text.count, ",[{"))
    if values > _MOST_VALUES:
        expected = f"{_MOST_VALUES} commas and brackets at most"
        refuse(name, InvalidValueError("the text", values, expected))
    tree = _from_toml(name, text) if toml else _from_json(name, text)
    faults: list[InvalidValueError] = []
    return from_tree(_plain(tree, "$", 0, faults), name, faults)


def _from_json(name: str, text: str) -> object:
    depth = 0  # looked at before the parser descends into it: its stack may be small
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            refuse(name, _too_deep("$"))
    try:
        tree: object = json.loads(text, object_pairs_hook=_pairs, parse_int=_integer)
    except json.JSONDecodeError as error:
        where = f"{name}, line {error.lineno}, column {error.colno}"
        got = text[error.pos : error.pos + 60] or "the end of the text"
        refuse(name, InvalidValueError("the text", got, "JSON", f"{error.msg}.", where))
    return tree


def _from_toml(name: str, text: str) -> object:
    if _LONG_KEY.search(text):
        refuse(name, _too_deep("$"))
    try:
        return tomllib.loads(text)
    except RecursionError:
        refuse(name, _too_deep("$"))
    except ValueError as error:  # of the syntax, or of a number of too many digits
        message, place = _PLACE.fullmatch(str(error)).groups()  # type: ignore[union-attr]
        if not isinstance(error, tomllib.TOMLDecodeError):
            message = "a number of too many digits"
        where = f"{name}, {place}" if place else name
        refuse(name, InvalidValueError("the text", message, "TOML", where=where))


_PLACE: Final = re.compile(r"(?s)(.*?)(?: \(at (line [0-9]+, column [0-9]+|end of document)\))?")


def _too_deep(path: str) -> InvalidValueError:
    return InvalidValueError("the text", "more", f"nested {_DEEPEST} levels deep at most", "", path)


def _plain(value: Any, path: str, depth: int, faults: list[InvalidValueError]) -> Any:
    """Return a tree that JSON can hold, days as text; add what none can hold to *faults*."""
    match value:
        case str():
            if _SURROGATE.search(value):
                got = shown(value).encode("utf-8", "backslashreplace").decode("utf-8")
                faults.append(InvalidValueError("the text", got, "of whole characters", "", path))
        case dict() | list() if depth >= _DEEPEST:
            faults.append(_too_deep(path))
        case dict():
            return {
                _plain(key, path, depth, faults): _plain(item, join(path, key), depth + 1, faults)
                for key, item in value.items()
            }
        case list():
            return [
                _plain(item, join(path, place), depth + 1, faults)
                for place, item in enumerate(value)
            ]
        case float() if not isfinite(value):
            hint = "Leave out what was not observed or does not exist."
            faults.append(InvalidValueError("the value", value, "a finite number", hint, path))
        case _Twice():
            hint = "Keep one of them."
            faults.append(InvalidValueError("the key", "two or more", "there once", hint, path))
        case dt.datetime() | dt.time():
            hint = "A day has no time of day, and a period is text."
            faults.append(InvalidValueError("the value", str(value), "a day", hint, path))
        case dt.date():
            return value.isoformat()
        case _:
            pass
    return value
