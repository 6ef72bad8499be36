"""Files that come with the package, read on first use: importing reads none."""

from collections.abc import Iterator
from functools import cache
from pkgutil import get_data
from typing import Any

__all__ = ["packaged", "packaged_json", "packaged_lines", "packaged_rows"]


def packaged(name: str) -> str:
    """Return the text of a file of the package, such as ``"published/figures.csv"``."""
    # Of the ways that know packages in an archive, too, the one that loads least.
    return (get_data("vn_ict_directive", name) or b"").decode()


@cache
def packaged_json(name: str) -> Any:
    """Return what a JSON file of the package holds; it is read once, and not to be changed."""
    import json

    return json.loads(packaged(name))


def packaged_lines(name: str) -> list[list[str]]:
    """Return the rows of a CSV file that comes with the package, without its header."""
    import csv

    return list(csv.reader(packaged(name).splitlines()[1:]))


def packaged_rows(name: str) -> Iterator[dict[str, str]]:
    """Return the rows of a CSV file that comes with the package, each by its header."""
    import csv

    return csv.DictReader(packaged(name).splitlines())
