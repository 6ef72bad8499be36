"""Tables: a directive and its figures as CSV with their description, or as data frames.

Figures are read from CSV in :mod:`~vn_ict_directive.ingest`; its
two functions can be imported from here, too.
"""

import datetime as dt
import enum
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args, get_origin

import attrs

from vn_ict_directive import published
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.exchange import document_types as shapes
from vn_ict_directive.exchange._csv import Encoding, check_encoding, write
from vn_ict_directive.exchange._identity import (
    BASE,
    check_base,
    check_directive,
    figures_for,
    iri,
    naming,
    standing,
    urn_lex,
)
from vn_ict_directive.exchange.writing import as_json
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
from vn_ict_directive.sources import Account, Evidence, Source, Span
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
    refers: str | None = None
    """The table whose ids it holds."""


@attrs.frozen
class _Table:
    """One table: what its rows are, and what a row holds."""

    title: Text
    rows: Callable[[Directive, Iterable[Series]], Iterable[Any]]
    columns: tuple[_Column, ...]
    key: tuple[str, ...] = ("id",)


class _Form(NamedTuple):
    """How a field becomes a cell: the column's type, what its description adds, and the cell."""

    kind: str
    cell: Callable[[Any], Any]
    how: str = ""
    is_word: bool = False


_SCALARS: Final = {
    bool: "boolean",
    int: "integer",
    float: "number",
    dt.date: "date",
    shapes.Due: "date",
}


class _Forms(shapes.Visitor[_Form]):
    """Makes a cell of each kind of field: a word or number as it is, words in a row, or JSON."""

    def plain(self, kind: Any) -> _Form:
        return _Form(_SCALARS[kind], _itself) if kind in _SCALARS else _WORD

    def codes(self, values: tuple[Any, ...], kind: type[enum.Enum] | None) -> _Form:
        del values, kind
        return _WORD

    def either(self, codes: _Form, own: _Form) -> _Form:
        del own
        return codes  # the code of one's own, too

    def optional(self, inner: _Form) -> _Form:
        return inner._replace(cell=lambda value: None if value is None else inner.cell(value))

    def many(self, inner: _Form, kind: Any, pool: str | None) -> _Form:
        del kind, pool
        if inner.is_word:
            join = " ".join
            return _Form("string", lambda words: join(map(_word, words)), " Separated by spaces.")
        return _Form("array", as_json, " As JSON.")

    def one_of(self, kinds: Mapping[str, type]) -> _Form:
        del kinds
        return _Form("object", as_json, " As JSON.")

    def record(self, cls: type) -> _Form:
        if cls is Span:
            return _Form("string", attrgetter("quote"))
        return _Form("array" if cls is shapes.Range else "object", as_json, " As JSON.")

    def reference(self, pool: str, kind: Any, *, by_text: bool) -> _Form:
        del pool, kind
        return _WORD if by_text else _Form("string", attrgetter("id"))


def _word(value: Any) -> str:
    return str(getattr(value, "value", value))


_WORD: Final = _Form("string", _word, is_word=True)
_FORMS: Final = _Forms()
# A target has a start of its own.
_OFFSETS: Final = {"start": "span_start", "end": "span_end"}


def _columns(cls: type, get: Callable[[Any], Any], *but: str) -> list[_Column]:
    """Lay the fields of a noun flat, in their order: what is added to it gets its column."""
    described = shapes.attributes(cls, "blank")  # in a table, None is a blank cell
    return [
        column
        for field in shapes.fields_of(cls)
        if field.name not in but
        for column in _laid(field, described.get(field.name, ""), _reader(get, field.name))
    ]


def _reader(get: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    return lambda row: None if (thing := get(row)) is None else getattr(thing, name)


def _laid(
    field: "attrs.Attribute[Any]", description: str, read: Callable[[Any], Any]
) -> list[_Column]:
    """Return the column of a field, or the columns where it takes several."""
    name, kind = field.name, field.type
    if Text in (kind, *get_args(kind)):
        return [
            _Column(f"{name}_vi", "string", f"{description} In Vietnamese.", _words(read, "vi")),
            _Column(f"{name}_en", "string", f"{description} In English.", _words(read, "en")),
        ]
    if kind is Span:
        return _place(read)
    if Signatory in get_args(kind):
        laid = _columns(Signatory, read)
        return [column._replace(name=f"{name}_{column.name}") for column in laid]
    form = shapes.visit_field(field, _FORMS)
    single = get_origin(kind) is not tuple
    refers = field.metadata.get("refers") if single else None
    cell = form.cell
    return [
        _Column(name, form.kind, f"{description}{form.how}", lambda row: cell(read(row)), refers)
    ]


def _place(read: Callable[[Any], Any]) -> list[_Column]:
    return [c._replace(name=_OFFSETS.get(c.name, c.name)) for c in _columns(Span, read)]


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


def _parts(known: Evidence) -> str | None:
    return "\n".join(_told(account) for part in known.parts for account in part.accounts) or None


def _told(account: Account) -> str:
    where = account.source.url or account.publisher
    return f"{account.source.title}, {where}: {account.printed}"


def _others(known: Evidence) -> str | None:
    others = [(a.source.title, a.source.url or a.publisher, a.printed) for a in known.accounts[1:]]
    return as_json(others) if others else None


def _source(name: str) -> Callable[[Any], Any]:
    return lambda row: None if row[1].source is None else getattr(row[1].source, name)


def _text(name: str, description: str, read: Callable[[Any], Any]) -> _Column:
    return _Column(name, "string", description, read)


@cache
def _tables() -> dict[str, _Table]:
    """Build the description of every table, once."""
    promises = _columns(Promise, _itself, "inferences")
    at = 1 + next(n for n, column in enumerate(promises) if column.name == "criterion")
    promises[at:at] = [
        _text("asks_vi", "The same in a few words, in Vietnamese.", _asks("vi")),
        _text("asks_en", "The same in a few words, in English.", _asks("en")),
    ]
    element = _text("element", "Id of the task or target.", itemgetter(0))
    quoting = _text("element", "What quotes: an id, or a field of the directive.", itemgetter(0))
    evidence = [
        _text("source", "Where it was read: a name of ours.", _source("id")),
        _text("source_title", "Title of the source.", _source("title")),
        _text("source_url", "Where the source stood, where known.", _source("url")),
        _text(
            "status",
            "How sure it is: confirmed (read at its publisher's own, or in two accounts"
            " independent of each other), single (in one) or derived (computed).",
            _known(lambda known: known.status),
        ),
        _text(
            "published_by",
            "Who published it; not always who was read.",
            _known(lambda known: known.published_by or None),
        ),
        _text("printed", "How it is printed in the source.", _first_account("printed")),
        _text(
            "derivation",
            "How it follows from what is printed there, where it is not printed itself.",
            _first_account("derivation"),
        ),
        _text(
            "derived_from",
            "Of a computed figure: where the figures stood that it was computed from, and how"
            " they are printed there. Line by line.",
            _known(_parts),
        ),
        _Column(
            "second_accounts",
            "array",
            "Where else it was read: title, address, and how it is printed. As JSON.",
            _known(_others),
        ),
    ]
    own = "sections", "sources", "organizations", "quotes"
    figures = (
        *_columns(Series, itemgetter(0), "observations"),
        *_columns(Observation, itemgetter(1), "reporter", "source"),
        *evidence,
    )
    inferences = (element, *_columns(Inference, itemgetter(1)))
    return {
        "directive": _Table(Text("Chỉ thị", "The directive"), _whole, _noun(Directive, *own)),
        "sections": _Table(
            Text("Các phần của chỉ thị", "Its sections"), _of("sections"), _noun(Section)
        ),
        "tasks": _Table(
            Text("Nhiệm vụ", "Its tasks"), _of("tasks"), _noun(Requirement, "inferences")
        ),
        "targets": _Table(Text("Mục tiêu", "Its targets"), _of("targets"), tuple(promises)),
        "inferences": _Table(
            Text("Những gì được suy luận", "What its fields say that the text does not"),
            _inferred,
            inferences,
            key=(),
        ),
        "indicators": _Table(Text("Chỉ số", "The indicators"), _of("indicators"), _noun(Indicator)),
        "organizations": _Table(
            Text("Cơ quan, tổ chức", "The bodies named"), _of("organizations"), _noun(Organization)
        ),
        "sources": _Table(
            Text("Nguồn", "What it was read from, and the accounts that confirm figures"),
            _of("sources"),
            _noun(Source),
        ),
        "quotations": _Table(
            Text("Đoạn trích", "Every quotation, with where it stands"),
            lambda directive, _: directive.spans(),
            (quoting, *_place(itemgetter(1))),
            key=(),
        ),
        "observations": _Table(
            Text("Số liệu đã công bố", "Published figures"),
            lambda _, series: ((one, figure) for one in series for figure in one.observations),
            figures,
            key=(),
        ),
    }


def _noun(cls: type, *but: str) -> tuple[_Column, ...]:
    return tuple(_columns(cls, _itself, *but))


def _whole(directive: Directive, _: Any) -> Iterable[Any]:
    return (directive,)


def _of(name: str) -> Callable[[Directive, Any], Iterable[Any]]:
    return lambda directive, _: getattr(directive, name)


def _inferred(directive: Directive, _: Any) -> Iterable[Any]:
    for section in directive.sections:
        for element in section.requirements:
            yield from ((element.id, inference) for inference in element.inferences)


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
        **({"urnLex": name} if (name := urn_lex(directive)) else {}),
        "title": f"{directive.kind.vi} số {directive.number}: {directive.title.vi}",
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
    if refers := [(column.name, column.refers) for column in table.columns if column.refers]:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in refers
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
    as dates: of type ``datetime64`` in pandas, which has no other. Missing values are
    null.

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
