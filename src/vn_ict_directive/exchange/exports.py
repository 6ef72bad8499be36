"""Writing a directive to files: which formats there are, and files that are whole or not there."""

import json
import os
import platform
import re
import secrets
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from vn_ict_directive.errors import InvalidValueError, UnknownNameError, raise_any
from vn_ict_directive.exchange._identity import BASE, check_base, check_directive
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.exchange.jsonld import jsonld_package
from vn_ict_directive.exchange.schema import schema
from vn_ict_directive.exchange.tables import csv_package
from vn_ict_directive.exchange.writing import text_of
from vn_ict_directive.model import Directive
from vn_ict_directive.versions import package_version

_HOST: Final = f"{zlib.crc32(platform.node().encode()):08x}"
"""This machine, in the names of files that are not whole yet: ours are asked for here only."""

_RENAMES: Final = ".renames"
_LEFT: Final = re.compile(rf"\..+\.({_HOST}-(\d+)-[0-9a-f]{{16}})(?:{re.escape(_RENAMES)})?")

__all__ = ["FORMATS", "Files", "export", "write"]

Files = dict[str, bytes]
"""What to write: names of files in one folder, and what each of them holds."""


# The names of a document are ids, each unique within it; a schema has a version of its own.
def _json(directive: Directive, /, *, package: str | None = None, **_: object) -> Files:
    return {"directive.json": f"{to_json(directive, package=package is not None)}\n".encode()}


def _schema(_directive: Directive, /, *, base: str = BASE, **_: object) -> Files:
    return {"documents.schema.json": f"{text_of(schema(base=base), 2)}\n".encode()}


FORMATS: Final[Mapping[str, Callable[..., Files]]] = {
    "json": _json,
    "schema": _schema,
    "csv": csv_package,
    "jsonld": jsonld_package,
}
"""Every format by the name that it is asked for with; the one place that lists them.

Each takes a directive and returns the files that hold it, names beginning with ``base=`` and
written by version ``package=`` of this one. None reads or writes anything itself.
"""


def export(
    directive: Directive,
    formats: Iterable[str],
    out: str | os.PathLike[str],
    *,
    force: bool = False,
    base: str = BASE,
) -> tuple[Path, ...]:
    """Write *directive* to a folder in the formats asked for.

    Args:
        directive: The directive.
        formats: Names of formats: keys of :data:`FORMATS`.
        out: The folder; it is made if it is not there.
        force: Whether to overwrite files that are there already.
        base: Where names begin in the formats whose names are addresses, such as
            ``"https://example.org/vn/"``. The default is registered to nobody.

    Returns:
        The files written. Nothing is written before all is worked out, and each
        file is either whole or not there.

    Raises:
        UnknownNameError: There is no such format; near matches are named.
        InvalidValueError: The folder cannot be written to, a file is there
            already and *force* is not given, or no name can begin with *base*.
        InvalidDataError: Several files are.

    Examples:
        >>> import tempfile
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [file.name for file in export(DIRECTIVE_01, ["json"], folder)]
        ['directive.json']
    """
    check_directive(directive)
    if isinstance(formats, str):
        raise InvalidValueError("formats", formats, "a sequence of names", f"Pass [{formats!r}].")
    files: Files = {}
    check_base(base)
    for name in formats:
        if name not in FORMATS:
            raise UnknownNameError("format", name, tuple(FORMATS))
        files |= FORMATS[name](directive, base=base, package=package_version())
    return write(files, out, force=force)


def write(files: Files, out: str | os.PathLike[str], *, force: bool = False) -> tuple[Path, ...]:
    """Write *files* to the folder *out*: all of them whole, or none; see ``placed``.

    Raises:
        InvalidValueError: The folder cannot be written to, or a file is there
            already and *force* is not given.
        InvalidDataError: Several files are.
    """
    places = [Path(os.fsdecode(out)) / name for name in files]
    with placed(places, force=force) as beside:
        for temporary, content in zip(beside, files.values(), strict=True):
            temporary.write_bytes(content)
    return tuple(places)


@contextmanager
def placed(places: Sequence[Path], *, force: bool = False) -> Iterator[tuple[Path, ...]]:
    """Yield a path beside each of *places*; what is written there is then put in its place.

    All are renamed together when all of them are on the disk. If anything goes wrong
    before, nothing is left, and what stood in their places still stands. A list of the
    renames lies beside the first file while they are made: if the process is killed
    between two of them, the next run that writes to that folder makes the others. A
    symbolic link is written through, and a file that is overwritten keeps its mode.

    Args:
        places: The files to be; their folders are made if they are not there.
        force: Whether to overwrite files that are there already.

    Raises:
        InvalidValueError: A folder cannot be written to, or a file is there
            already and *force* is not given, or is a folder, a device or a pipe.
        InvalidDataError: Several files are.
    """
    if not places:
        yield ()
        return
    token = f"{_HOST}-{os.getpid()}-{secrets.token_hex(8)}"
    try:
        real = [Path(os.path.realpath(place)) for place in places]
        for folder in {place.parent for place in real}:
            folder.mkdir(parents=True, exist_ok=True)
            _settle(folder)
    except (OSError, ValueError) as error:  # ValueError: no folder can be called that
        raise _unwritable(places, error) from error
    beside = tuple(_beside(place, token) for place in real)
    renames = beside[0].with_name(f"{beside[0].name}{_RENAMES}")
    try:
        _check_new(places, force=force)
        yield beside
        for temporary, place in zip(beside, real, strict=True):
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            if place.exists():
                shutil.copymode(place, temporary)
        renames.write_text(json.dumps([*map(str, real)]), encoding="utf-8")
        _rename(renames, token)
    except OSError as error:
        raise _unwritable(places, error) from error
    finally:
        with suppress(OSError, ValueError):  # where it was interrupted between two files
            _rename(renames, token)
        for left in (*beside, renames):
            with suppress(OSError):  # it has been renamed, or never was
                left.unlink()


def _beside(place: Path, token: str) -> Path:
    return place.with_name(f".{place.name}.{token}")


def _rename(renames: Path, token: str) -> None:
    """Put the files of one run in the places that its list names; no list can name others."""
    for place in json.loads(renames.read_text("utf-8")):
        with suppress(FileNotFoundError):  # it is there already
            _beside(Path(place), token).replace(place)
    renames.unlink()


def _settle(folder: Path) -> None:
    """Finish what killed runs of this machine put in place, and remove what else they left."""
    dead = {
        path: found[1]
        for path in folder.iterdir()
        if (found := _LEFT.fullmatch(path.name)) and not _is_running(int(found[2]))
    }
    for path, token in dead.items():
        if path.name.endswith(_RENAMES):
            with suppress(OSError, TypeError, ValueError):  # it was killed while it wrote the list
                _rename(path, token)
    for path in dead:
        with suppress(OSError):
            path.unlink()


def _is_running(process: int) -> bool:
    if os.name != "posix":  # asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        pass
    return True


def _unwritable(places: Sequence[Path], error: OSError | ValueError) -> InvalidValueError:
    folder, expected = str(places[0].parent), "a folder that can be written to"
    why = getattr(error, "strerror", None) or error
    return InvalidValueError("the folder", folder, expected, f"{why}.")


def _check_new(places: Iterable[Path], *, force: bool) -> None:
    if force:
        expected = "a file"
        hint = "What is there is a folder, a device or a pipe: name another place."
    else:
        expected = "one that is not there yet"
        hint = "Name another place, or overwrite it: force=True, --force on the command line."
    faults = [
        InvalidValueError("the file", str(place), expected, hint)
        for place in places
        if place.exists() and not (force and place.is_file())
    ]
    raise_any("Nothing was written", faults)
