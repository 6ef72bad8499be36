"""What changed between two encodings: every fact with its path, as it was and as it is."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any, Final

import attrs

from vn_ict_directive.exchange._identity import check_directive
from vn_ict_directive.model import Directive
from vn_ict_directive.text import Lang, shown
from vn_ict_directive.words import say

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


def join(path: str, step: str | int) -> str:
    """Return the path of a key or place inside what stands at *path*.

    Examples:
        >>> join("$.targets[3]", "due"), join("$", "a key"), join("$.targets", 3)
        ('$.targets[3].due', "$['a key']", '$.targets[3]')
    """
    if isinstance(step, int):
        return f"{path}[{step}]"
    if step.isascii() and step.isidentifier():
        return f"{path}.{step}"
    return f"{path}[{shown(step)!r}]"


def path_of(steps: Iterable[str | int]) -> str:
    """Return the path of what keys and places lead to.

    Examples:
        >>> path_of(("targets", 3, "due"))
        '$.targets[3].due'
    """
    return reduce(join, steps, "$")


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
        kind = "new" if self.old is ABSENT else "gone" if self.new is ABSENT else "changed"
        old, new = _written(self.old), _written(self.new)
        return say(f"difference {kind}", lang, path=f"`{self.path}`", old=old, new=new)


def _written(value: Any) -> str:
    if value is ABSENT:
        return ""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    # A code span ends at the first run of as many backticks as it began with.
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}"


class Changes(tuple[Change, ...]):
    """Everything that differs between two encodings, in the order of the canonical document."""

    __slots__ = ()

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
        facts = [change.explain(lang) for change in self] or [say("facts unchanged", lang)]
        heading = f"### {say('facts of changelog', lang)}"
        return "\n".join([heading, "", *(f"- {fact}" for fact in facts)])


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

    before, after = check_directive(old, "old"), check_directive(new, "new")
    return Changes(Change(*fact) for fact in differences(to_tree(before), to_tree(after), "$"))


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
        before, after = _by(key, old), _by(key, new)
        if before is not None and after is not None:
            return before, after
    return dict(enumerate(old)), dict(enumerate(new))


def _by(key: str, items: list[Any]) -> dict[Any, Any] | None:
    """Return items by what they have at *key*; None where that does not tell them apart."""
    names = [item.get(key) if isinstance(item, dict) else None for item in items]
    if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
        return dict(zip(names, items, strict=True))
    return None
