"""Writing texts as Markdown (MyST): nothing in them is taken for markup."""

import re

from vn_ict_directive import Text

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Return *text* so that it shows on a page as it is, in one line."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def named(text: Text) -> str:
    """Write a label in both languages, Vietnamese first; once where they are one."""
    return text.vi if text.vi == text.en else f"{text.vi} · {text.en}"
