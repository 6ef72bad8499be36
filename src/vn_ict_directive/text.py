"""Two languages side by side, and comparing Vietnamese without its tone marks."""

import re
import unicodedata
from typing import Any, Literal, Protocol, cast, get_args

import attrs

from vn_ict_directive.errors import InvalidValueError, printable

__all__ = ["Lang", "Text", "check_lang", "composed", "contains", "fold", "printable", "shown"]
__all__ += ["syllables"]

Lang = Literal["vi", "en"]
"""A language of the encoding: Vietnamese (authoritative) or English (unofficial)."""

# đ has no decomposition in Unicode: NFD leaves it whole, so it is named here.
# Some keyboards type the Icelandic Ð, which looks alike.
_LANGUAGES = get_args(Lang)
_MOST_MARKS = 30
_D_WITH_STROKE = str.maketrans("đĐÐ", "dDD")
_SYLLABLE = re.compile(r"[^\W_]+")


def check_lang(lang: str) -> Lang:
    """Return *lang* if it is one of the two languages, else say which there are.

    Raises:
        InvalidValueError: *lang* is neither ``"vi"`` nor ``"en"``.
    """
    if lang in _LANGUAGES:
        return cast("Lang", lang)
    raise InvalidValueError("lang", lang, " or ".join(map(repr, _LANGUAGES)))


def fold(text: str) -> str:
    """Reduce *text* to what a hurried typist keeps: no tones, no case, no đ.

    Compatibility forms are decomposed first, so composed and decomposed
    Unicode, full-width letters and no-break spaces compare equal. Runs of
    white space become one space.

    Examples:
        >>> fold("Bưu chính, Đại hội ĐẢNG")
        'buu chinh, dai hoi dang'
    """
    decomposed = _decomposed(text.translate(_D_WITH_STROKE)).casefold()
    # Casefolding may bring back composed letters, hence the second pass.
    return " ".join(_decomposed(decomposed).split())


def _decomposed(text: str) -> str:
    """Decompose *text* and leave out its marks: first those that stand apart.

    Unicode puts a run of marks in order, which takes as long as its length squared.
    """
    bare = "".join(c for c in text if not unicodedata.combining(c))
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def composed(text: str) -> str:
    """Compose letters with their marks, in time that grows with the length of *text*.

    Of marks in a row, more than 30 are left out, as in Unicode's stream-safe text.
    """
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


def shown(text: str, most: int = 60) -> str:
    """Shorten what an error shows of a text."""
    return text if len(text) <= most else f"{text[:most]}…"


def syllables(text: str) -> tuple[str, ...]:
    """Return the words of *text* as a search compares them, in order.

    They are folded, without punctuation, with y as i (*kỹ*, *kĩ*), and without the s of an
    English plural.

    Examples:
        >>> syllables("Nhóm 40–45, kỹ thuật"), syllables("enterprises")
        (('nhom', '40', '45', 'ki', 'thuat'), ('enterprise',))
    """
    words = _SYLLABLE.findall(fold(text).replace("y", "i"))
    return tuple(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)  # noqa: PLR2004 - no plural is shorter


def contains(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether *wanted* stands in *words* in one piece; no words stand nowhere."""
    last = len(words) - len(wanted) + 1
    return bool(wanted) and any(words[i : i + len(wanted)] == wanted for i in range(last))


def _not_blank(_: "Text", field: "attrs.Attribute[str]", value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError(f"Text.{field.name}", value, "a text that is not empty")


@attrs.frozen
class Text:
    """The same words in Vietnamese and in English.

    Attributes:
        vi: Vietnamese. Authoritative: where the two differ, this one holds.
        en: English. Our own unofficial translation.

    Examples:
        >>> name = Text("Bưu chính", "Postal services")
        >>> name.pick("en"), str(name)
        ('Postal services', 'Bưu chính')
    """

    vi: str = attrs.field(validator=_not_blank)
    en: str = attrs.field(validator=_not_blank)

    def pick(self, lang: Lang = "vi") -> str:
        """Return the words in *lang*.

        Raises:
            InvalidValueError: *lang* is neither ``"vi"`` nor ``"en"``.
        """
        return self.vi if check_lang(lang) == "vi" else self.en

    def __str__(self) -> str:
        """The Vietnamese."""
        return self.vi


class _Labels(Protocol):
    @property
    def labels(self) -> Text: ...


class HasLabels:
    """What has a label for people, as ``labels``, beside its code for programs."""

    __slots__ = ()

    def label(self: _Labels, lang: Lang = "vi") -> str:
        """Return the label in *lang*."""
        return self.labels.pick(lang)
