"""The phrases of errors in Vietnamese: what was expected, what to do, and what things are called.

An error holds its facts in English, as programs and developers read them. A phrase is looked
up by its pattern in ``phrases.csv``, and its facts are put into the Vietnamese one; a phrase
that is not there, such as a fault in a call that only a developer makes, stays as it is.
"""

import re
from functools import cache

from vn_ict_directive.packaged import packaged_lines

_OPEN = re.compile(r"\(.*?\)|\.\*|\\")
"""What is no word in a pattern."""


@cache
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    # The most words come first: what a pattern takes as it comes may hold another one's words.
    rows = sorted(packaged_lines("phrases.csv"), key=lambda row: -len(_OPEN.sub("", row[0])))
    return [(re.compile(en), vi) for en, vi in rows]


def in_vietnamese(phrase: str) -> str:
    """Return *phrase*, or the name of a field or thing, in Vietnamese where it is known.

    Examples:
        >>> in_vietnamese("a whole rank from 1 to 193"), in_vietnamese("target")
        ('một thứ hạng nguyên từ 1 đến 193', 'mục tiêu')
    """
    found = ((pattern.fullmatch(phrase), vi) for pattern, vi in _phrases())
    return next((match.expand(vi) for match, vi in found if match), phrase)
