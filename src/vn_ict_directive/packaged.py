"""Files that come with the package, read on first use: importing reads none."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar

__all__ = ["Lazy", "packaged", "packaged_lines", "packaged_rows"]

V = TypeVar("V")


def packaged(name: str) -> str:
    """Return the text of a file of the package, such as ``"published/figures.csv"``."""
    # Imported here, as csv below: it loads a third as much as the directive itself.
    from importlib.resources import files

    return files("vn_ict_directive").joinpath(name).read_text("utf-8")


def packaged_lines(name: str) -> list[list[str]]:
    """Return the rows of a CSV file that comes with the package, without its header."""
    import csv

    return list(csv.reader(packaged(name).splitlines()[1:]))


def packaged_rows(name: str) -> Iterator[dict[str, str]]:
    """Return the rows of a CSV file that comes with the package, each by its header."""
    import csv

    return csv.DictReader(packaged(name).splitlines())


class Lazy(Mapping[str, V]):
    """A mapping that is made when it is first used, of a file of the package."""

    def __init__(self, make: Callable[[], Mapping[str, V]]) -> None:
        """Remember what makes it."""
        self._made = cache(make)

    def __getitem__(self, name: str) -> V:
        return self._made()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())
