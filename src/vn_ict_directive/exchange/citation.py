"""Citing the directive, or one requirement down to its words."""

import json
from typing import Any, Final, Literal, get_args

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.exchange._identity import check_directive, standing
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.text import Lang
from vn_ict_directive.words import inside, say

__all__ = ["Citable", "CitationStyle", "cite"]

CitationStyle = Literal["vi", "en", "bibtex", "csl"]
"""A sentence in Vietnamese or in English, a BibTeX entry, or CSL-JSON."""

_Part = Section | Task | Target
Citable = Directive | _Part
"""What :func:`cite` cites."""

_LONGEST_QUOTE: Final = 300


def cite(thing: Citable, style: CitationStyle = "vi", *, directive: Directive | None = None) -> str:
    """Say where *thing* comes from, in a form that can be printed or imported.

    Every style names the issuer, the number, the date of signature, the version
    of the encoding, and that it is unofficial. For a section, task or target it
    quotes the Vietnamese words with where they stand: the source, the code
    points (half-open, from 0) and the SHA-256 digest of the source's bytes. A
    quotation of more than 300 characters is cut short; the code points are not.

    No address is given: nothing is served under the names of this encoding.

    Args:
        thing: A directive, or a section, task or target of one.
        style: ``"vi"`` or ``"en"`` for a sentence, ``"bibtex"`` for an entry in
            UTF-8, ``"csl"`` for the JSON text of a list with one CSL item.
        directive: The directive that a part belongs to; by default
            Directive 01/CT-BTTTT of 2020.

    Raises:
        InvalidValueError: *thing* or *style* is none of these, or *thing* is no
            part of *directive*.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> target = DIRECTIVE_01.target("cybersecurity.gci-rank")
        >>> cite(target, "en")[44:87]
        'Directive No. 01/CT-BTTTT of 3 January 2020'
        >>> "Unofficial" in cite(target, "en"), "[2063:2173]" in cite(target, "en")
        (True, True)
        >>> print(cite(DIRECTIVE_01, "bibtex").splitlines()[0])
        @misc{btttt-2020-01-03-01-ct-btttt,
    """
    whole, part = _belonging(thing, directive)
    if style not in get_args(CitationStyle):
        raise InvalidValueError("style", style, " or ".join(map(repr, get_args(CitationStyle))))
    if style == "bibtex":
        return _bibtex(whole, part)
    if style == "csl":
        return json.dumps([_csl(whole, part)], ensure_ascii=False, sort_keys=True, indent=2)
    return _sentence(whole, part, style)


def _belonging(thing: Any, directive: Directive | None) -> tuple[Directive, _Part | None]:
    """Return the directive, and the part of it that is cited, if not the whole."""
    if isinstance(thing, Directive):
        return thing, None
    whole = DIRECTIVE_01 if directive is None else check_directive(directive)
    if not isinstance(thing, _Part):
        raise InvalidValueError("thing", thing, "a Directive, Section, Task or Target")
    if thing not in (*whole.sections, *whole.tasks, *whole.targets):
        hint = "Name the directive it belongs to in directive=."
        raise InvalidValueError("thing", thing.id, f"a part of {whole.id}", hint)
    return whole, thing


def _sentence(whole: Directive, part: _Part | None, lang: Lang) -> str:
    issuer, title = whole.organization(whole.issuer).name.pick(lang), whole.title.pick(lang)
    named = f"{issuer}, {whole.name(lang)}, “{title}”"
    if part is not None:
        named = f"{named}, {_name(part, lang)}: {_quotation(whole, part, lang)}"
    encoding = say("cited as of encoding", lang, version=whole.encoding)
    return f"{named}. {encoding} {standing(whole).pick(lang)}"


def _name(part: _Part, lang: Lang) -> str:
    """Name a part as it stands within a sentence."""
    return f"{inside(say(type(part).__name__.lower(), lang))} {part.id}"


def _quotation(whole: Directive, part: _Part, lang: Lang) -> str:
    """Quote the words, and say where they stand."""
    span = part.span
    words = " ".join(span.quote.split())
    if len(words) > _LONGEST_QUOTE:
        words = f"{words[:_LONGEST_QUOTE].rpartition(' ')[0] or words[:_LONGEST_QUOTE]} …"
    digest = whole.source(span.source).sha256
    where = say("cited place", lang, source=span.source, start=span.start, end=span.end)
    return f"“{words}” ({where}{f'; SHA-256 {digest}' if digest else ''})"


def _key(whole: Directive, part: _Part | None) -> str:
    key = whole.id.replace("/", "-")
    return key if part is None else f"{key}:{part.id}"


def _note(whole: Directive, part: _Part | None) -> str:
    said = standing(whole)
    note = f"{said.vi} {said.en}"
    return note if part is None else f"{_quotation(whole, part, 'vi')}. {note}"


# --- BibTeX ------------------------------------------------------------------------

_ESCAPES: Final = {
    # A brace that is only escaped still counts as one where braces are matched.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in " ".join(text.split()))


def _bibtex(whole: Directive, part: _Part | None) -> str:
    signed = whole.signed
    fields = {
        "author": f"{{{_escape(whole.organization(whole.issuer).name.vi)}}}",
        "title": f"{{{_escape(_title(whole, part))}}}",
        "year": f"{signed.year:04}",
        "month": f"{signed.month}",
        "date": signed.isoformat(),
        "type": _escape(whole.kind.vi),
        "number": _escape(whole.number),
        "version": _escape(whole.encoding),
        "langid": "vietnamese",
        "note": _escape(_note(whole, part)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{_key(whole, part)},\n{lines}}}"


def _title(whole: Directive, part: _Part | None) -> str:
    title = f"{whole.kind.vi} số {whole.number}: {whole.title.vi}"
    return title if part is None else f"{title}, {_name(part, 'vi')}"


# --- CSL ---------------------------------------------------------------------------


def _csl(whole: Directive, part: _Part | None) -> dict[str, Any]:
    issuer = whole.organization(whole.issuer).name.vi
    signed = whole.signed
    item: dict[str, Any] = {
        "id": _key(whole, part),
        "type": "legislation",
        "title": whole.title.vi,
        "author": [{"literal": issuer}],
        "authority": issuer,
        "genre": whole.kind.vi,
        "number": whole.number,
        "issued": {"date-parts": [[signed.year, signed.month, signed.day]]},
        "language": "vi",
        "version": whole.encoding,
        "note": _note(whole, part),
    }
    return item if part is None else item | {"section": part.id}
