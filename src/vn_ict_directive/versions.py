"""Four versions, kept apart: the package's, the encoding's, the schema's and the rules'.

The encoding's is the directive's own, ``Directive.encoding``.
"""

from functools import cache
from typing import Final

__all__ = ["RULES_VERSION", "SCHEMA_VERSION", "package_version"]

SCHEMA_VERSION: Final = "1"
"""Version of the shape of documents; see :mod:`vn_ict_directive.exchange.json`."""

RULES_VERSION: Final = "1"
"""Version of the rules of a verdict; a rule that changes any verdict makes a new one."""


@cache
def package_version() -> str:
    """Return the version of the installed package; ``"unknown"`` for a bare copy of its files."""
    # Imported here: it loads half as much as the directive itself.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("vn-ict-directive")
    except PackageNotFoundError:
        return "unknown"
