"""Tables: a directive and its figures as CSV with their description, or as data frames.

Figures are read from CSV in :mod:`~vn_ict_directive.ingest`; its
two functions can be imported from here, too.
"""

import datetime as dt
import enum
import hashlib
import inspect
import re
from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args, get_origin

import attrs

from vn_ict_directive import published
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.exchange._csv import Encoding, check_encoding, write
from vn_ict_directive.exchange._identity import (
    BASE,
    check_base,
    check_directive,
    figures_for,
    iri,
    naming,
    standing,
)
from vn_ict_directive.exchange.jsonable import as_json
from vn_ict_directive.ingest import read_all_observations, read_observations
from vn_ict_directive.ingest.delimited import guard
from vn_ict_directive.ingest.frames import Backend, checked_backend, frame_of
from vn_ict_directive.ingest.roles import IGNORED_COLUMNS
from vn_ict_directive.model import (
    Directive,
    Indicator,
    Inference,
    Organization,
    Section,
    Signatory,
)
from vn_ict_directive.model import Target as Promise
from vn_ict_directive.model import Task as Requirement
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Evidence, Source, Span
from vn_ict_directive.text import Lang, Text

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

__all__ = [
    "IGNORED_COLUMNS",
    "TABLES",
    "Backend",
    "Encoding",
    "csv_package",
    "read_all_observations",
    "read_observations",
    "to_frame",
]

SCHEMA_VERSION: Final = "1"
"""Version of the tables' columns: a column renamed, removed or read otherwise is a new one."""

TABLES: Final = (
    *("directive", "sections", "tasks", "targets", "inferences", "indicators"),
    *("organizations", "sources", "quotations", "observations"),
)
"""The tables of a directive, in order."""


# --- what a table holds -------------------------------------------------------------


class _Column(NamedTuple):
    """One column: its name, its type in a Data Package, what it means, and its value in a row."""

    name: str
    kind: str
    description: str
    read: Callable[[Any], Any]


@attrs.frozen
class _Table:
    """One table: what its rows are, and what a row holds."""

    title: Text
    rows: Callable[[Directive, Iterable[Series]], Iterable[Any]]
    columns: tuple[_Column, ...]
    key: tuple[str, ...] = ("id",)
    refers: tuple[tuple[str, str], ...] = ()
    """Columns that hold an id of another table, and that table."""


def _columns(cls: type, get: Callable[[Any], Any], *, but: tuple[str, ...] = ()) -> list[_Column]:
    """Lay the fields of a noun flat, in their order: what is added to it gets its column."""
    described = _attributes(cls)
    columns: list[_Column] = []
    for field in attrs.fields(cls):
        if field.init and field.name not in but:
            read = _reader(get, field.name)
            columns += _field(field.name, field.type, described.get(field.name, ""), read)
    return columns


def _reader(get: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(get(row), name)


_ROLE: Final = re.compile(r":\w+:`~?(?:[\w.]+\.)?(\w+)`|``([^`]*)``|\*(\w+)\*")


def _attributes(cls: type) -> dict[str, str]:
    """Return what a noun's docstring says of each of its fields."""
    _, _, section = inspect.cleandoc(cls.__doc__ or "").partition("Attributes:\n")
    section = section.partition("\n\n")[0]
    found = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section, re.MULTILINE)
    plain = {name: " ".join(words.split()) for name, words in found}
    # In a table, None is a blank cell.
    return {
        name: re.sub(r"\bNone\b", "blank", _ROLE.sub(r"\1\2\3", words))
        for name, words in plain.items()
    }


# A target has a start of its own.
_OFFSETS: Final = {"start": "span_start", "end": "span_end"}
_SCALARS: Final = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    dt.date: "date",
}
_SHOWN_BY: Final = {Span: "quote", Indicator: "id", Organization: "id"}


def _field(name: str, kind: Any, description: str, read: Callable[[Any], Any]) -> list[_Column]:
    """Return the column of a field, or the columns where it takes several."""
    options = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    (kind, *others) = (option for option in options if option is not NoneType)
    if kind is Text or kind == tuple[Text, ...]:
        return [
            _Column(f"{name}_vi", "string", f"{description} In Vietnamese.", _words(read, "vi")),
            _Column(f"{name}_en", "string", f"{description} In English.", _words(read, "en")),
        ]
    if kind is Span and len(options) == 1:
        return [
            column._replace(name=_OFFSETS.get(column.name, column.name))
            for column in _columns(Span, read)
        ]
    if kind is Signatory:
        return [column._replace(name=f"{name}_{column.name}") for column in _columns(kind, read)]
    form, how, convert = ("object", " As JSON.", as_json) if others else _form(kind)
    return [_Column(name, form, f"{description}{how}", lambda row: convert(read(row)))]


def _form(kind: Any) -> tuple[str, str, Callable[[Any], Any]]:
    """Return the type of a column, what its description adds, and how its cells are made."""
    if kind in _SCALARS:
        return _SCALARS[kind], "", _itself
    if kind in _SHOWN_BY:
        return "string", "", lambda record: _of(record, _SHOWN_BY[kind])
    if _is_word(kind):
        return "string", "", _word
    is_list = get_origin(kind) is tuple
    if is_list and get_args(kind)[1:] == (...,) and _is_word(get_args(kind)[0]):
        return "string", " Separated by spaces.", lambda words: " ".join(map(_word, words))
    return "array" if is_list else "object", " As JSON.", as_json


def _is_word(kind: Any) -> bool:
    return (
        kind in {str, Period}
        or get_origin(kind) is Literal
        or (isinstance(kind, type) and issubclass(kind, enum.Enum))
    )


def _of(record: Any, name: str) -> Any:
    return None if record is None else getattr(record, name)


def _word(value: Any) -> Any:
    if value is None:
        return None
    return value.value if isinstance(value, enum.Enum) else str(value)


def _words(read: Callable[[Any], Any], lang: Lang) -> Callable[[Any], Any]:
    def words(row: Any) -> str | None:
        value = read(row)
        texts = value if isinstance(value, tuple) else (value,)
        return "\n".join(text.pick(lang) for text in texts if text is not None) or None

    return words


def _itself(row: Any) -> Any:
    return row


def _known(read: Callable[[Evidence], Any]) -> Callable[[Any], Any]:
    """Read the evidence of a figure; of a caller's own there is none."""

    def cell(row: tuple[Series, Observation]) -> Any:
        try:
            known = published.evidence(row[1])
        except UnknownNameError:
            return None
        return read(known)

    return cell


def _first_account(name: str) -> Callable[[Any], Any]:
    return _known(lambda known: getattr(known.accounts[0], name) if known.accounts else None)


def _others(known: Evidence) -> str | None:
    others = [(a.source.title, a.source.url or a.publisher, a.printed) for a in known.accounts[1:]]
    return as_json(others) if others else None


def _source(name: str) -> Callable[[Any], Any]:
    return lambda row: _of(row[1].source, name)


def _element(description: str) -> _Column:
    return _Column("element", "string", description, itemgetter(0))


@cache
def _tables() -> dict[str, _Table]:
    """Build the description of every table, once."""
    asks = [
        _Column("asks_vi", "string", "The same in a few words, in Vietnamese.", _asks("vi")),
        _Column("asks_en", "string", "The same in a few words, in English.", _asks("en")),
    ]
    promises = _columns(Promise, _itself, but=("inferences",))
    at = next(n for n, column in enumerate(promises) if column.name == "criterion")
    promises[at + 1 : at + 1] = asks
    source = [
        _Column(f"source{end}", "string", words, read)
        for end, name, words in (
            ("", "id", "Where it was read: a name of ours."),
            ("_title", "title", "Title of the source."),
            ("_url", "url", "Where the source stood, where known."),
        )
        for read in [_source(name)]
    ]
    evidence = [
        _Column(
            "status",
            "string",
            "How sure it is: confirmed (read at its publisher's own, or in two accounts"
            " independent of each other), single (in one) or derived (computed).",
            _known(lambda known: known.status),
        ),
        _Column(
            "published_by",
            "string",
            "Who published it; not always who was read.",
            _known(lambda known: known.published_by or None),
        ),
        _Column("printed", "string", "How it is printed in the source.", _first_account("printed")),
        _Column(
            "derivation",
            "string",
            "How it follows from what is printed there, where it is not printed itself.",
            _first_account("derivation"),
        ),
        _Column(
            "second_accounts",
            "array",
            "Where else it was read: title, address, and how it is printed. As JSON.",
            _known(_others),
        ),
    ]
    whole = ("sections", "sources", "organizations", "quotes")
    return {
        "directive": _Table(
            Text("Chỉ thị", "The directive"),
            lambda directive, _: (directive,),
            tuple(_columns(Directive, _itself, but=whole)),
            refers=(("issuer", "organizations"),),
        ),
        "sections": _Table(
            Text("Các phần của chỉ thị", "Its sections"),
            lambda directive, _: directive.sections,
            tuple(_columns(Section, _itself, but=("tasks", "targets"))),
            refers=(("source", "sources"),),
        ),
        "tasks": _Table(
            Text("Nhiệm vụ", "Its tasks"),
            lambda directive, _: directive.tasks,
            tuple(_columns(Requirement, _itself, but=("inferences",))),
            refers=(("section", "sections"), ("source", "sources")),
        ),
        "targets": _Table(
            Text("Mục tiêu", "Its targets"),
            lambda directive, _: directive.targets,
            tuple(promises),
            refers=(("section", "sections"), ("source", "sources"), ("indicator", "indicators")),
        ),
        "inferences": _Table(
            Text("Những gì được suy luận", "What its fields say that the text does not"),
            lambda directive, _: (
                (element.id, inference)
                for section in directive.sections
                for element in section.requirements
                for inference in element.inferences
            ),
            (_element("Id of the task or target."), *_columns(Inference, itemgetter(1))),
            key=(),
        ),
        "indicators": _Table(
            Text("Chỉ số", "The indicators"),
            lambda directive, _: directive.indicators,
            tuple(_columns(Indicator, _itself)),
            refers=(("publisher", "organizations"),),
        ),
        "organizations": _Table(
            Text("Cơ quan, tổ chức", "The bodies named"),
            lambda directive, _: directive.organizations,
            tuple(_columns(Organization, _itself)),
        ),
        "sources": _Table(
            Text("Nguồn", "What it was read from, and the accounts that confirm figures"),
            lambda directive, _: directive.sources,
            tuple(_columns(Source, _itself)),
        ),
        "quotations": _Table(
            Text("Đoạn trích", "Every quotation, with where it stands"),
            lambda directive, _: directive.spans(),
            (
                _element("What quotes: an id, or a field of the directive."),
                *_field("span", Span, "", itemgetter(1)),
            ),
            key=(),
            refers=(("source", "sources"),),
        ),
        "observations": _Table(
            Text("Số liệu đã công bố", "Published figures"),
            lambda _, series: ((one, figure) for one in series for figure in one.observations),
            (
                *_columns(Series, itemgetter(0), but=("observations",)),
                *_columns(Observation, itemgetter(1), but=("reporter", "source")),
                *source,
                *evidence,
            ),
            key=(),
        ),
    }


def _asks(lang: Lang) -> Callable[[Any], str]:
    return lambda target: target.describe(lang)


# --- CSV ------------------------------------------------------------------------------


def csv_package(
    directive: Directive,
    *,
    series: Iterable[Series] | None = None,
    encoding: Encoding = "utf-8",
    base: str = BASE,
    package: str | None = None,
) -> dict[str, bytes]:
    """Write a directive and its figures as CSV files and the Data Package that describes them.

    One file for each of :data:`TABLES`, and ``datapackage.json``, which names
    every column with its type and meaning, the sources, the licence and the
    digest of each file. Texts in two languages are two columns, ``*_vi`` and
    ``*_en``; dates are ISO 8601, periods as SDMX writes them, and a field that
    is a record is JSON. An empty cell is no value.

    A text that a spreadsheet would run as a formula, since it begins with one
    of ``= + - @``, a tab or a line break, has an apostrophe before it.
    :func:`read_all_observations` takes it off again.

    Args:
        directive: What to write.
        series: The figures for ``observations.csv``; by default, for
            Directive 01/CT-BTTTT, those published for Viet Nam, which come
            with this library, and none for another directive.
        encoding: ``"utf-8-sig"`` begins each table with the mark by which
            Excel knows UTF-8.
        base: Where the name of the package begins, such as
            ``"https://example.org/vn/"``. The default is registered to nobody.
        package: Which version of this package to say that it was written by; None to
            say none, so that the same thing is the same bytes in every release.

    Returns:
        The bytes of each file by its name, the same for the same directive and
        figures, whenever and wherever they are written.

    Raises:
        InvalidValueError: An argument is not what it should be.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> files = csv_package(DIRECTIVE_01)
        >>> sorted(files)[:4]
        ['datapackage.json', 'directive.csv', 'indicators.csv', 'inferences.csv']
        >>> print(files["targets.csv"].decode().splitlines()[1][:46])
        postal.upu-rank,"Đến hết năm 2020, Việt Nam và
    """
    check_directive(directive)
    check_encoding(encoding)
    check_base(base)
    figures = figures_for(directive, series)
    files = {
        f"{name}.csv": write(
            [column.name for column in table.columns],
            ([_cell(column.read(row)) for column in table.columns] for row in rows),
            encoding,
        )
        for name, table in _tables().items()
        for rows in [table.rows(directive, figures)]
    }
    descriptor = _descriptor(directive, files, base, package)
    return {"datapackage.json": f"{as_json(descriptor, indent=2)}\n".encode(), **files}


def _cell(value: Any) -> str:
    """Write one value; only texts are guarded, since a number is no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, int | dt.date):
        return str(value)
    return guard(value)


def _descriptor(
    directive: Directive, files: dict[str, bytes], base: str, package: str | None
) -> dict[str, object]:
    said = (standing(directive), naming(base))
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": directive.id.replace("/", "-"),
        "id": iri(directive, base=base),
        "title": f"{directive.kind.vi} {directive.number}: {directive.title.vi}",
        "description": "\n\n".join([*(t.vi for t in said), *(t.en for t in said), _READING]),
        "version": directive.encoding,
        "schemaVersion": SCHEMA_VERSION,
        **({} if package is None else {"packageVersion": package}),
        "official": directive.official,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "sources": [
            {"title": source.title} | ({"path": source.url} if source.url else {})
            for source in directive.sources
        ],
        "resources": [_resource(name, files[f"{name}.csv"]) for name in TABLES],
    }


_READING: Final = (
    "In the tables, an apostrophe stands before a text that a spreadsheet would run as a formula. "
    "Columns *_vi are Vietnamese, *_en our unofficial English. Offsets count code points."
)


def _resource(name: str, content: bytes) -> dict[str, object]:
    table = _tables()[name]
    schema: dict[str, object] = {
        "fields": [
            {"name": column.name, "type": column.kind, "description": column.description}
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in table.refers
        ]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": f"{table.title.vi} / {table.title.en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


# --- data frames ------------------------------------------------------------------------


def to_frame(
    directive: Directive,
    table: str,
    *,
    series: Iterable[Series] | None = None,
    backend: Backend | None = None,
) -> "IntoDataFrame":
    """Return one table of a directive as a data frame.

    It has the columns of the CSV file of the same name, with texts as they are
    (nothing is guarded), numbers as doubles, offsets as whole numbers and dates
    as dates: of type ``datetime64`` in pandas, which has no other. What is
    missing is null.

    Args:
        directive: What to show.
        table: One of :data:`TABLES`.
        series: The figures for the table ``observations``; by default those
            published for Viet Nam.
        backend: ``"pandas"`` or ``"polars"``; by default the one that is
            installed, pandas where both are.

    Returns:
        A pandas or Polars data frame, with a row a target, task, figure and so on.

    Raises:
        UnknownNameError: There is no such table.
        InvalidValueError: Another argument is not what it should be.
        MissingExtraError: narwhals (extra ``panels``) or the data frame
            library is not installed.

    Examples:
        With either library, ``to_frame(DIRECTIVE_01, "targets")["asks_en"]`` is
        what each target asks in a few words. There are these tables:

        >>> from vn_ict_directive import DIRECTIVE_01
        >>> to_frame(DIRECTIVE_01, "target")
        Traceback (most recent call last):
        vn_ict_directive.errors.UnknownNameError: There is no table 'target'. \
Did you mean 'targets'?
    """
    check_directive(directive)
    if table not in TABLES:
        raise UnknownNameError("table", table, TABLES)
    figures = figures_for(directive, series)
    checked_backend(backend)
    found = _tables()[table]
    rows = tuple(found.rows(directive, figures))
    columns = {c.name: (c.kind, [c.read(row) for row in rows]) for c in found.columns}
    return frame_of(columns, backend)
