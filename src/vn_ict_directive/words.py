"""Every label of the product, once, in both languages, and the helpers that inflect them.

A label is a word or a phrase that stands in a table, a card, a page, a picture or a heading. They
are in ``words.csv``, a table that a translator can read and correct, which is read when the first
label is asked for. The sentences about verdicts are there too, whole in each language;
:mod:`vn_ict_directive.sentences` works out which of them there are to say.

The notes of published figures and of sources are in English in their tables, and in both
languages in ``notes.csv``. A note of someone else's figure stays as its author wrote it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final, TypeVar

from vn_ict_directive.packaged import packaged_lines
from vn_ict_directive.text import Lang, Text

T = TypeVar("T")


def _words() -> dict[str, Text]:
    return {
        name: Text(*(label.replace("\\n", "\n") for label in pair))
        for name, *pair in packaged_lines("words.csv")
    }


@cache
def _notes() -> dict[str, Text]:
    return {en: Text(vi, en) for en, vi in packaged_lines("notes.csv")}


class Late(Mapping[str, T]):
    """A mapping that is made when something in it is first asked for."""

    def __init__(self, make: Callable[[], Mapping[str, T]]) -> None:
        self._made = cache(make)

    def __getitem__(self, name: str) -> T:
        """Return what has this name."""
        return self._made()[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._made())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._made())


WORDS: Final = Late(_words)
"""The labels, by a short English name."""


def say(name: str, lang: Lang = "vi", /, **facts: object) -> str:
    """Return the label *name* in *lang*, its places filled with *facts*.

    Examples:
        >>> say("short", "vi", gap="11 bậc"), say("short", "en", gap="11 places")
        ('còn thiếu 11 bậc', '11 places short')
    """
    return WORDS[name].pick(lang).format(**facts) if facts else WORDS[name].pick(lang)


def filled(name: str, /, **facts: Callable[[Lang], str]) -> Text:
    """Return the label *name* in both languages, each place filled in its language."""

    def one(lang: Lang) -> str:
        return say(name, lang, **{place: fact(lang) for place, fact in facts.items()})

    return Text(one("vi"), one("en"))


def known_note(note: str) -> Text | None:
    """Return both languages of a note of the published figures or sources, None for others."""
    return _notes().get(note)


def noted(note: str, lang: Lang) -> str:
    """Return a note in *lang*, or as its author wrote it where it is none of ours.

    Examples:
        >>> noted("title from the address", "vi"), noted("giữa năm", "en")
        ('tiêu đề lấy từ địa chỉ trang', 'giữa năm')
    """
    known = known_note(note)
    return known.pick(lang) if known else note


def label_of(kind: str, name: str) -> Text:
    """Return the label of a *kind* of thing by its code, or the code where it has none.

    Examples:
        >>> label_of("field", "due").vi, label_of("entity", "VN").en, label_of("entity", "Huế").en
        ('thời hạn', 'Viet Nam', 'Huế')
    """
    return WORDS.get(f"{kind} {name}", Text(name, name))


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter; nothing else changes."""
    return sentence[:1].upper() + sentence[1:]


def inside(name: str) -> str:
    """Begin a name with a small letter, as it stands inside a sentence; an acronym stays.

    Examples:
        >>> inside("Rank in the GCI"), inside("AI centre opened"), inside("5G launch")
        ('rank in the GCI', 'AI centre opened', '5G launch')
    """
    first = name.partition(" ")[0]
    return (
        name if any(c.isupper() or c.isdigit() for c in first[1:]) else name[:1].lower() + name[1:]
    )


def singular(noun: str) -> str:
    """Return the singular of an English plural that this library prints.

    Examples:
        >>> [singular(noun) for noun in ("countries", "enterprises", "people", "%")]
        ['country', 'enterprise', 'person', '%']
    """
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    head, _, rest = noun.rpartition(" ")
    one = "person" if rest == "people" else rest.removesuffix("s")
    return f"{head} {one}".lstrip()


def counted(number: str, noun: Text, lang: Lang = "vi") -> str:
    """Join a written number and the noun it counts; only English has a singular.

    Examples:
        >>> file = Text("tệp", "files")
        >>> counted("1", file, "en"), counted("2", file, "en"), counted("2", file)
        ('1 file', '2 files', '2 tệp')
    """
    word = noun.pick(lang)
    return f"{number} {singular(word) if lang == 'en' and number == '1' else word}"


def enumerated(items: Iterable[str], lang: Lang = "vi") -> str:
    """Join *items* with commas, and with a conjunction before the last.

    Examples:
        >>> enumerated(["a", "b", "c"], "en"), enumerated(["a", "b"]), enumerated(["a"])
        ('a, b and c', 'a và b', 'a')
        >>> enumerated([])
        ''
    """
    *first, last = [*items] or [""]
    return f"{', '.join(first)} {say('and', lang)} {last}" if first else last
