"""The command line of the library: ``vn-ict-directive``."""

from collections.abc import Sequence
from typing import Final

__all__ = ["main"]

_INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after the command's name; None for the process's own.

    Returns:
        The exit status: 0, 2 after bad input, 130 after an interruption, from the first
        moment on. A reader that stops reading, as ``head`` does, is no failure.
    """
    try:
        from vn_ict_directive.cli.app import run

        return run(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
