"""Three versions, kept apart: the package's, the encoding's and the schema's.

The encoding's is the directive's own, ``Directive.encoding``.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

__all__ = ["SCHEMA_VERSION", "package_version"]

SCHEMA_VERSION: Final = "1"
"""Version of the shape of documents; see :mod:`vn_ict_directive.exchange.json`."""


def package_version() -> str:
    """Return the version of the installed package; ``"unknown"`` for a bare copy of its files."""
    try:
        return version("vn-ict-directive")
    except PackageNotFoundError:
        return "unknown"
