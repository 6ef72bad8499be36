"""The page of every command's options, as ``--help`` prints them."""

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from unittest.mock import patch

from vn_ict_directive.cli import main

from .markdown import MADE


def printed(*arguments: str) -> str:
    """Return what a command prints in a window of eighty columns."""
    with patch.dict("os.environ", COLUMNS="80"), redirect_stdout(io.StringIO()) as out:
        main(arguments)
    return out.getvalue().rstrip()


def names() -> list[str]:
    """Return the names of the commands, as the program's own help lists them."""
    cells = [line.removeprefix("│ ") for line in printed("--help").splitlines() if line[:2] == "│ "]
    return [cell.split()[0] for cell in cells if cell[0] not in " -"]


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield from (MADE, "# Options of every command", "")
    yield from ("What `--help` prints in a window of eighty columns.", "")
    for name in names():
        yield from (f"## {name}", "", "{.boxed}", "```text", printed(name, "--help"), "```", "")


def pages() -> dict[str, str]:
    """Return every page by its name."""
    return {"options.md": "\n".join(page())}
