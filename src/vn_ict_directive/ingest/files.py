"""Panels in files: figures read from Parquet or CSV piece by piece, on the engine asked for.

Reading is lazy: :func:`scan` looks at names and types, and at a CSV file's rows only to see
that they are as long as its header.
"""

import errno
import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

import attrs

from vn_ict_directive.errors import DirectiveError, InvalidValueError, require
from vn_ict_directive.ingest import delimited
from vn_ict_directive.ingest.cells import SPACE
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.text import shown
from vn_ict_directive.text_files import refuse

Engine = Literal["polars", "duckdb"]
"""What reads the files and judges."""

_EXTRAS: Final = {"polars": "panel-files", "duckdb": "duckdb", "narwhals": "panels"}
_KINDS: Final = {".parquet": "parquet", ".csv": "csv"}
_PARQUET: Final = b"PAR1"
_STANDARD_INPUT: Final = Path("-")
_SPOOLED: Final[list[TemporaryDirectory[str]]] = []  # engines read when rows are asked for
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What keeps a disk from taking more."""


def kind_of(file: Path, argument: str) -> str:
    """Return ``parquet`` or ``csv``, by the end of a file's name.

    Raises:
        InvalidValueError: It ends in neither.
    """
    if file.suffix.lower() not in _KINDS:
        raise InvalidValueError(argument, str(file), "a file whose name ends in .parquet or .csv")
    return _KINDS[file.suffix.lower()]


def find(names: Sequence[str]) -> tuple[Path, ...]:
    """Return the files that names, patterns and folders stand for.

    Args:
        names: Paths; ``-`` for CSV from the standard input; patterns such as
            ``data/*.parquet``; folders, whose Parquet and CSV files count, those in folders
            within them too.

    Raises:
        InvalidValueError: There is no such file, or there are none at all.
    """
    found: dict[Path, None] = {}
    for name in names:
        if Path(name) == _STANDARD_INPUT:
            matches = [_spooled()]
        elif Path(name).exists():
            matches = [Path(name)]
        else:
            matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - a pattern of the user's, from wherever it begins
        files = [file for match in matches for file in _within(match)]
        if not files:
            expected = "a Parquet or CSV file that is there, a pattern of some, or their folder"
            raise InvalidValueError("the file", name, expected)
        found |= dict.fromkeys(files)
    if not found:
        raise InvalidValueError("the files", None, "at least one")
    return tuple(found)


def _spooled() -> Path:
    """Write the standard input to a file, which goes with the process."""
    _SPOOLED.append(TemporaryDirectory())
    file = Path(_SPOOLED[-1].name) / "standard input.csv"
    with file.open("wb") as opened:
        copyfileobj(sys.stdin.buffer, opened)
    return file


def _within(path: Path) -> list[Path]:
    """Return the file itself, or those of a folder; what is hidden there is a writer's own."""
    if path.is_file():
        return [path]
    return [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in _KINDS
        and file.is_file()
        and not any(part.startswith((".", "_")) for part in file.relative_to(path).parts)
    ]


def scan(
    files: Sequence[str | Path], spec: Spec | None = None, engine: Engine = "polars"
) -> tuple[Any, Spec]:
    """Return the rows of one file or several as one lazy frame, and how they are to be read.

    Args:
        files: Paths, patterns or folders, as for :func:`find`; all of one kind. A
            CSV file is UTF-8 and has a header; all of its cells are text.
            Folders such as ``period=2020`` are columns of the Parquet files in them.
        spec: How the caller says that they are to be read.
        engine: Polars gives a lazy frame, DuckDB a relation.

    Raises:
        InvalidValueError: There is no such file, or one cannot be read.
        InvalidDataError: Rows of a CSV file are longer or shorter than its header.
        MissingExtraError: The engine is not installed.
    """
    said = Spec() if spec is None else spec
    module = package(engine)
    found = find([str(file) for file in files])
    kinds = {kind_of(file, "the file") for file in found}
    if len(kinds) > 1:
        raise InvalidValueError("the files", ", ".join(sorted(kinds)), "of one kind")
    if kinds == {"csv"}:
        table = _Table.of(found, said)
        lone = table.separator == ";" and said.dialect is None
        return table.read(module, engine), attrs.evolve(said, lone_thousands=lone)
    names = [str(file) for file in found]
    for file in found:
        with file.open("rb") as opened:
            if opened.read(len(_PARQUET)) != _PARQUET:
                hint = "It begins as no Parquet file does, whatever its name says."
                raise InvalidValueError("the file", str(file), "a Parquet file", hint)
    with working(engine, found):
        partitioned = any("=" in part for file in found for part in file.parent.parts)
        if engine == "polars":
            return module.scan_parquet(names, glob=False, hive_partitioning=partitioned), said
        rows = module.connect().read_parquet(names, hive_partitioning=partitioned)
        return rows, said


def package(name: str) -> Any:
    """Import an engine.

    Raises:
        MissingExtraError: It is not installed.
    """
    return require(name, "A panel in files", _EXTRAS[name])


@contextmanager
def working(engine: Engine, files: Sequence[Path] = ()) -> Iterator[None]:
    """Let an engine read and judge piece by piece, and tell what it cannot do in our own words.

    Raises:
        InvalidValueError: What the engine says of *files*.
        OSError: No more can be written.
        KeyboardInterrupt: The engine was interrupted.
    """
    module = package(engine)
    of_narwhals = package("narwhals").exceptions.NarwhalsError  # in which some come wrapped
    of_engine = module.exceptions.PolarsError if engine == "polars" else module.Error
    try:
        is_polars = engine == "polars"
        with module.Config(set_engine_affinity="streaming") if is_polars else nullcontext():
            yield
    except (of_engine, of_narwhals, OSError) as error:
        why = str(error)
        for number in _FULL:
            if os.strerror(number) in why:
                raise OSError(number, os.strerror(number)) from error
        names = shown(", ".join(map(str, files))) or "the panel"
        first = why.strip().partition("\n")[0] or type(error).__name__
        expected = f"what {engine} can read and judge"
        raise InvalidValueError(
            "the panel's files", names, expected, f"It says: {first}"
        ) from error
    except RuntimeError as error:
        if "interrupted" in str(error).lower():  # as DuckDB says it
            raise KeyboardInterrupt from error
        raise


# --- CSV ----------------------------------------------------------------------------------------


@attrs.frozen
class _Table:
    """CSV files with the same header.

    Attributes:
        files: The files.
        separator: What stands between cells.
        names: Of the columns, each once.
        skipped: Lines above the header.
        entity: The name of the column that says whom figures describe; None without one.
    """

    files: tuple[Path, ...]
    separator: str
    names: tuple[str, ...]
    skipped: int
    entity: str | None

    @classmethod
    def of(cls, files: tuple[Path, ...], spec: Spec) -> "_Table":
        first, *others = (cls._of(file, spec) for file in files)
        for other in others:
            if attrs.evolve(other, files=first.files) != first:
                got = f"{shown(other.separator.join(other.names))} in {other.files[0].name}"
                expected = f"as in {files[0].name}: {shown(first.separator.join(first.names))}"
                raise InvalidValueError("the header", got, expected)
        return attrs.evolve(first, files=files)

    @classmethod
    def _of(cls, file: Path, spec: Spec) -> "_Table":
        with file.open("rb") as opened:
            beginning = opened.read(delimited.LOOK)
            more = bool(opened.read(1))
        text = delimited.decoded(file.name, beginning.rpartition(b"\n")[0] if more else beginning)
        if "\r" in text and "\n" not in text:
            hint = "An old Macintosh program may have written it: save it again as CSV UTF-8."
            fault = InvalidValueError("the ends of lines", "carriage returns", "line feeds", hint)
            refuse(file.name, fault)
        header = delimited.find_header(file.name, text, spec)
        if not (more or "".join(text.splitlines()[header.line :]).strip()):
            refuse(file.name, delimited.HEADER_ALONE)
        layout = header.layout
        where = f"{file.name}, line {header.line}"
        if layout.faults:
            refuse(file.name, *(attrs.evolve(fault, where=where) for fault in layout.faults))
        folded = [name.casefold() for name in layout.header]  # DuckDB sees no difference
        names = tuple(
            name if name and folded[place] not in folded[:place] else f"{name} (column {place + 1})"
            for place, name in enumerate(layout.header)
        )
        entity = names[layout.roles["entity"]] if "entity" in layout.roles else None
        return cls((file,), header.separator, names, header.line - 1, entity)

    def read(self, module: Any, engine: Engine) -> Any:
        """Return the rows that have a word, all cells as text, or say which are not sound."""
        try:
            with working(engine, self.files):
                return self._sound(self._scan(module, engine))
        except InvalidValueError:  # of the engine, which does not say where
            self._refuse(self._odd_rows())
            with working(engine, self.files):
                return self._sound(self._by_hand(module, engine))

    def _by_hand(self, module: Any, engine: Engine) -> Any:
        """Return the rows of files that an engine stumbles over, though they are sound.

        Polars does over a quotation mark within a cell, DuckDB over a line of spaces.
        """
        if engine == "duckdb":
            return self._scan(module, engine, null_padding=True, parallel=False)
        found = [row.cells for file in self.files for row in self._rows(file)]
        return module.LazyFrame(found, schema=self.names, orient="row")

    def _rows(self, file: Path) -> Iterator[delimited.Row]:
        with file.open("rb") as opened:
            lines = delimited.lines(file.name, opened)
            for row in delimited.rows(file.name, lines, self.separator):
                if row.line > self.skipped + 1:
                    yield row

    def _odd_rows(self) -> Iterator[DirectiveError]:
        """Yield the first row of each file that is not like its header."""
        for file in self.files:
            odd = (row for row in self._rows(file) if len(row.cells) != len(self.names))
            try:
                for row in islice(odd, 1):
                    yield delimited.width_fault(file.name, *row, len(self.names))
            except InvalidValueError as fault:
                yield fault

    def _refuse(self, faults: Iterable[DirectiveError]) -> None:
        name = self.files[0].name if len(self.files) == 1 else f"{len(self.files)} files"
        if listed := list(faults):
            refuse(name, *listed)

    def _scan(self, module: Any, engine: Engine, **options: Any) -> Any:
        paths = [str(file) for file in self.files]
        if engine == "polars":
            return module.scan_csv(
                paths,
                separator=self.separator,
                infer_schema=False,
                skip_lines=self.skipped,
                with_column_names=lambda _: list(self.names),
                glob=False,
            )
        return module.connect().read_csv(
            paths,
            delimiter=self.separator,
            header=True,
            columns=dict.fromkeys(self.names, "VARCHAR"),
            auto_detect=False,
            skiprows=self.skipped,
            quotechar='"',
            escapechar='"',
            **options,
        )

    def _sound(self, frame: Any) -> Any:
        nw = package("narwhals")
        given = nw.from_native(frame)
        filled = [nw.col(name).fill_null("").str.strip_chars(SPACE) != "" for name in self.names]
        worded = nw.any_horizontal(*filled, ignore_nulls=True)
        short = worded & (nw.col(self.names[-1]).fill_null("") == "")
        counts = (nw.len(), short.cast(nw.Int64).sum(), (~worded).cast(nw.Int64).sum())
        found = given.select(*(n.alias(f" {place}") for place, n in enumerate(counts))).collect()
        ((rows, too_short, blank),) = found.iter_rows()
        # A row that is too short passes for one whose last cells are blank.
        if too_short:
            self._refuse(self._odd_rows())
        if rows == (blank or 0):
            self._refuse([delimited.HEADER_ALONE])
        if blank:  # spreadsheets leave lines without a word below the last row
            given = given.filter(worded)
        if self.entity is not None:
            name = nw.col(self.entity)
            formula = delimited.FORMULA.pattern.replace(r"\s", r"[\s\p{Z}]")
            guarded = name.str.contains(f"^'{formula}")
            name = nw.when(guarded.fill_null(value=False)).then(name.str.slice(1)).otherwise(name)
            given = given.with_columns(**{self.entity: name})
        return given.to_native()
