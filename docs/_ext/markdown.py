"""Writing Markdown (MyST) from data: nothing in a text is taken for markup."""

import re
from collections.abc import Iterable, Iterator

from vn_ict_directive import Text

MADE = "% Made from the package when the site is built."

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Return *text* so that it stands on a page as it is, in one line."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def named(text: Text) -> str:
    """Write a label in both languages, Vietnamese first; once where they are one."""
    return text.vi if text.vi == text.en else f"{text.vi} · {text.en}"


def both(text: Text) -> str:
    """Write a label in both languages, as Markdown."""
    return escaped(named(text))


def link(words: str, label: str) -> str:
    """Link *words*, Markdown already, to a label of the site."""
    return f"[{words}](<#{label}>)"


def web(url: str | None) -> str:
    """Link an address, if there is one."""
    return f"<{url}>" if url else ""


def pair(text: Text) -> tuple[str, str]:
    """Return both languages, escaped."""
    return escaped(text.vi), escaped(text.en)


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table; cells are Markdown already."""
    names = list(header)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def said(text: Text) -> Iterator[str]:
    """Yield a paragraph in each language; the text is Markdown already."""
    for lang in ("vi", "en"):
        yield from (f"{{.language-{lang}}}", text.pick(lang), "")


def fact(label: Text, *values: str | tuple[str, str]) -> Iterator[str]:
    """Yield one entry of a list of facts; nothing where there is no value.

    A value is Markdown: one for both languages, or a Vietnamese and an English one.
    """
    if not values:
        return
    yield both(label)
    lead = ": "
    for value in values:
        parts = (("", value),) if isinstance(value, str) else zip(("vi", "en"), value, strict=True)
        for lang, words in parts:
            if lang:
                yield f"{lead}{{.language-{lang}}}"
                lead = "  "
            yield f"{lead}{words}"
            yield ""
            lead = "  "
