"""Tables: a directive and its figures as CSV with their description, or as data frames.

Figures are read from CSV in :mod:`~vn_ict_directive.ingest`.
"""

import datetime as dt
import enum
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.exchange import _identity
from vn_ict_directive.exchange import document_types as shapes
from vn_ict_directive.exchange._csv import Encoding, laid
from vn_ict_directive.exchange.writing import as_json
from vn_ict_directive.ingest.frames import Backend, checked_backend, frame_of
from vn_ict_directive.model import Directive, Indicator, Organization, Signatory, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.packaged import packaged_json
from vn_ict_directive.published import evidence_of
from vn_ict_directive.sources import Account, OwnKind, Source, Span
from vn_ict_directive.text import Text
from vn_ict_directive.units import OwnUnit

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

__all__ = ["TABLES", "Encoding", "csv_package", "to_frame"]

SCHEMA_VERSION: Final = "1"
"""Version of the tables' columns: a column renamed, removed or read otherwise is a new one."""

TABLES: Final = (
    *("directive", "sections", "tasks", "targets", "inferences", "indicators"),
    *("organizations", "sources", "quotations", "observations"),
)
"""The tables of a directive, in order."""


_PACKAGE: Final = "exchange/built/tables.json"
"""The Data Package of the tables, but for what a directive and its rows change."""


# --- what a table holds -------------------------------------------------------------


def _columns(table: str) -> dict[str, str]:
    """Return the names of a table's columns, with their types in a Data Package."""
    resource = packaged_json(_PACKAGE)["resources"][TABLES.index(table)]
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


def _table(
    name: str, directive: Directive, series: Iterable[Series]
) -> dict[str, tuple[str, list[Any]]]:
    """Return a table by its columns, each with its type in a Data Package and its values."""
    rows = [*_rows(name, directive, series)]
    return {
        column: (kind, [_value(row.get(column), kind) for row in rows])
        for column, kind in _columns(name).items()
    }


def _rows(table: str, directive: Directive, series: Iterable[Series]) -> Iterable[dict[str, Any]]:
    """Return what is known of each row; the columns choose from it."""
    match table:
        case "directive":
            return [_flat(directive)]
        case "targets":
            return [_flat(target) | _asked(target) for target in directive.targets]
        case "inferences":
            asked = (element for section in directive.sections for element in section.requirements)
            return [{"element": one.id} | _flat(read) for one in asked for read in one.inferences]
        case "quotations":
            return [{"element": name} | _place(span) for name, span in directive.spans()]
        case "observations":
            figures = ((known, figure) for known in series for figure in known.observations)
            return [_flat(figure) | _flat(known) | _account(figure) for known, figure in figures]
        case _:
            return map(_flat, getattr(directive, table))


def _asked(target: Target) -> dict[str, Any]:
    return {"asks_vi": target.describe("vi"), "asks_en": target.describe("en")}


def _flat(noun: Any) -> dict[str, Any]:
    """Lay the fields of a noun flat; a text takes two columns, a quotation four."""
    found: dict[str, Any] = {}
    for name in shapes.fields_of(noun.__class__):
        value = getattr(noun, name)
        match value:
            case Text() | (Text(), *_):
                texts = (value,) if isinstance(value, Text) else value
                found[f"{name}_vi"] = "\n".join(text.vi for text in texts)
                found[f"{name}_en"] = "\n".join(text.en for text in texts)
            case Span() if name == "span":
                found |= _place(value)
            case Signatory():
                found |= {f"{name}_{part}": said for part, said in _flat(value).items()}
            case _:
                found[name] = value
    return found


def _place(span: Span) -> dict[str, Any]:
    # A target has a start of its own.
    offsets = {"span_start": span.start, "span_end": span.end}
    return {"source": span.source, "quote": span.quote, **offsets}


def _account(figure: Observation) -> dict[str, Any]:
    """Return where a figure was read, and its evidence; of a caller's own there is none."""
    source, known = figure.source, evidence_of(figure)
    found: dict[str, Any] = {}
    if source is not None:
        found |= {"source_title": source.title, "source_url": source.url}
    if known is not None:
        parts = (account for part in known.parts for account in part.accounts)
        found |= {
            "status": known.status,
            "published_by": known.published_by,
            "derived_from": "\n".join(f"{a.source.title}, {_at(a)}: {a.printed}" for a in parts),
        }
        for first in known.accounts[:1]:
            found |= {"printed": first.printed, "derivation": first.derivation}
        others = [(a.source.title, _at(a), a.printed) for a in known.accounts[1:]]
        found["second_accounts"] = others or None
    return found


def _at(account: Account) -> str:
    return account.source.url or account.publisher


def _value(value: Any, kind: str = "string") -> Any:  # noqa: PLR0911 - one return a kind
    """Return what a cell of a column holds: a word or number as it is, words in a row, or JSON."""
    if value is not None and kind in {"array", "object"}:
        return as_json(value)
    match value:
        case None | bool() | int() | float() | dt.date():
            return value
        case tuple():
            return " ".join(map(_value, value)) or None
        case enum.Enum():
            return str(value.value)
        case Span():
            return value.quote
        case Indicator() | Organization() | Source() | OwnKind() | OwnUnit():
            return value.id
        case _:
            return str(value)


# --- CSV ------------------------------------------------------------------------------


def csv_package(
    directive: Directive,
    *,
    series: Iterable[Series] | None = None,
    encoding: Encoding = "utf-8",
    base: str = _identity.BASE,
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
    :func:`~vn_ict_directive.ingest.read_all_observations` takes it off again.

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
    figures = _identity.figures_for(directive, series)
    _identity.check_base(base)
    written = {}
    for name in TABLES:
        columns = _table(name, directive, figures)
        cells = {column: values for column, (_, values) in columns.items()}
        written[f"{name}.csv"] = laid(cells, encoding)
    descriptor = _descriptor(directive, written, base, package)
    return {"datapackage.json": f"{as_json(descriptor, indent=2)}\n".encode(), **written}


def _descriptor(
    directive: Directive, written: dict[str, bytes], base: str, package: str | None
) -> dict[str, object]:
    said, common = (_identity.standing(directive), _identity.naming(base)), packaged_json(_PACKAGE)
    about = [*(text.vi for text in said), *(text.en for text in said), common["description"]]
    return {
        **common,
        "name": directive.id.replace("/", "-"),
        "id": _identity.iri(directive, base=base),
        "title": f"{directive.kind.vi} số {directive.number}: {directive.title.vi}",
        "description": "\n\n".join(about),
        "version": directive.encoding,
        "schemaVersion": SCHEMA_VERSION,
        **({} if package is None else {"packageVersion": package}),
        "official": directive.official,
        "sources": [
            {"title": source.title} | ({"path": source.url} if source.url else {})
            for source in directive.sources
        ],
        "resources": [
            one | {"bytes": len(held), "hash": f"sha256:{hashlib.sha256(held).hexdigest()}"}
            for one in common["resources"]
            for held in [written[one["path"]]]
        ],
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
    figures = _identity.figures_for(directive, series)
    if table not in TABLES:
        raise UnknownNameError("table", table, TABLES)
    checked_backend(backend)
    return frame_of(_table(table, directive, figures), backend)
