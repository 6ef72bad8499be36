"""What changed between two encodings: every fact with its path, as it was and as it is."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.model import Directive
from vn_ict_directive.text import Lang, Text, shown

__all__ = ["ABSENT", "Change", "Changes", "diff", "differences", "join", "path_of"]


class _Absent:
    """The place of what is not there; null is a value, and this is none."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __reduce__(self) -> str:
        return "ABSENT"  # there is one of it in every process


ABSENT: Final = _Absent()
"""Stands for a fact that one of two encodings does not have."""

# What tells the items of a list apart, by the first of these that all of them have.
_NAMES: Final = ("id", "field", "number")


def join(path: str, key: str) -> str:
    """Return the path of *key* inside what stands at *path*.

    Examples:
        >>> join("$.targets[3]", "due"), join("$", "a key")
        ('$.targets[3].due', "$['a key']")
    """
    if key.isascii() and key.isidentifier():
        return f"{path}.{key}"
    return f"{path}[{shown(key)!r}]"


def path_of(steps: Iterable[str | int]) -> str:
    """Return the path of what keys and places lead to.

    Examples:
        >>> path_of(("targets", 3, "due"))
        '$.targets[3].due'
    """
    path = "$"
    for step in steps:
        path = join(path, step) if isinstance(step, str) else f"{path}[{step}]"
    return path


@attrs.frozen
class Change:
    """One fact that differs.

    Attributes:
        path: Where it stands in the document; an item that has an id is named
            by it, any other by its place.
        old: What it was, as JSON would hold it; :data:`ABSENT` if it was not there.
        new: What it is; :data:`ABSENT` if it is there no more.
    """

    path: str
    old: Any
    new: Any

    def explain(self, lang: Lang = "vi") -> str:
        """Say the change in one line of Markdown."""
        path, old, new = f"`{self.path}`", _written(self.old), _written(self.new)
        if self.old is ABSENT:
            return Text(f"{path} là mới: {new}.", f"{path} is new: {new}.").pick(lang)
        if self.new is ABSENT:
            return Text(
                f"{path} không còn nữa; trước đây là {old}.", f"{path} is gone; it was {old}."
            ).pick(lang)
        return Text(
            f"{path} nay là {new}; trước đây là {old}.", f"{path} is now {new}; it was {old}."
        ).pick(lang)


def _written(value: Any) -> str:
    if value is ABSENT:
        return ""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    # A code span ends at the first run of as many backticks as it began with.
    fence = "`" * (
        1 + max(map(len, "".join(c if c == "`" else " " for c in text).split()), default=0)
    )
    return f"{fence}{text}{fence}"


@attrs.frozen(kw_only=True)
class Changes:
    """Everything that differs between two encodings; empty if they are equal.

    Attributes:
        old: Version of the earlier encoding.
        new: Version of the later one.
        changes: The facts that differ, in the order of the canonical document.
    """

    old: str
    new: str
    changes: tuple[Change, ...]

    def __iter__(self) -> Iterator[Change]:
        """Go through the changes, in the order of the document."""
        return iter(self.changes)

    def __len__(self) -> int:
        """How many facts differ."""
        return len(self.changes)

    def to_markdown(self, lang: Lang = "vi") -> str:
        """Write the section ``Data`` of a changelog.

        It does not know why: add the reason, and which verdicts change.

        Examples:
            >>> import attrs
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> from vn_ict_directive.exchange.diff import diff
            >>> later = attrs.evolve(DIRECTIVE_01, number="1/CT-BTTTT", encoding="2020.3")
            >>> print(diff(DIRECTIVE_01, later).to_markdown("en"))
            ### Data
            <BLANKLINE>
            - `$.number` is now `"1/CT-BTTTT"`; it was `"01/CT-BTTTT"`.
            - `$.versions.encoding` is now `"2020.3"`; it was `"2020.2"`.
        """
        lines = [f"- {change.explain(lang)}" for change in self.changes]
        nothing = Text("- Không có gì thay đổi.", "- Nothing changed.").pick(lang)
        return "\n".join([Text("### Dữ liệu", "### Data").pick(lang), "", *(lines or [nothing])])


def diff(old: Directive, new: Directive) -> Changes:
    """Return what changed from *old* to *new*, fact by fact.

    Elements are matched by their ids, and what has none by its place. Nothing
    differs exactly when the two are equal.

    Args:
        old: The earlier encoding, such as ``load_directive("2020.1.json")``.
        new: The later one.

    Raises:
        InvalidValueError: One of them is no directive, or cannot be written.

    Examples:
        >>> import attrs
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> from vn_ict_directive.exchange.diff import diff
        >>> later = attrs.evolve(DIRECTIVE_01, period=2021)
        >>> [(change.path, change.old, change.new) for change in diff(DIRECTIVE_01, later)]
        [('$.period', '2020', '2021')]
        >>> len(diff(DIRECTIVE_01, DIRECTIVE_01))
        0
    """
    from vn_ict_directive.exchange.writing import to_tree

    for name, value in (("old", old), ("new", new)):
        if not isinstance(value, Directive):
            raise InvalidValueError(name, value, "a Directive", "Read a file by load_directive().")
    found = differences(to_tree(old), to_tree(new), "$")
    return Changes(
        old=old.encoding,
        new=new.encoding,
        changes=tuple(Change(path, before, after) for path, before, after in found),
    )


def differences(old: Any, new: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield where two trees of JSON differ, with what stands there in each.

    Examples:
        >>> old = {"id": 1, "all": [{"id": "a", "due": 3}]}
        >>> list(differences(old, {"id": 1, "all": [{"id": "a", "due": 4}]}, "$"))
        [('$.all[a].due', 3, 4)]
        >>> list(differences([1, 2], [1, True], "$"))
        [('$[1]', 2, True)]
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from differences(old.get(key, ABSENT), new.get(key, ABSENT), join(path, key))
    elif isinstance(old, list) and isinstance(new, list):
        before, after = _named(old, new)
        for name in dict.fromkeys((*before, *after)):
            inside = f"{path}[{name}]"
            yield from differences(before.get(name, ABSENT), after.get(name, ABSENT), inside)
        first, second = [n for n in before if n in after], [n for n in after if n in before]
        if first != second:
            yield path, first, second
    # To Python, True is 1; to a reader of figures it never is.
    elif isinstance(old, bool) is not isinstance(new, bool) or old != new:
        yield path, old, new


def _named(old: list[Any], new: list[Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Give the items of two lists names: their own if they have any, else their places."""
    for key in _NAMES:
        names = [
            [item.get(key) if isinstance(item, dict) else None for item in items]
            for items in (old, new)
        ]
        if all(
            all(isinstance(name, str) for name in some) and len(set(some)) == len(some)
            for some in names
        ):
            return dict(zip(names[0], old, strict=True)), dict(zip(names[1], new, strict=True))
    return dict(enumerate(old)), dict(enumerate(new))
