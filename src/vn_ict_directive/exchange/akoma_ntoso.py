"""Akoma Ntoso 3.0: the summary that we hold, in Vietnamese and in English."""

import re
from collections.abc import Iterator
from typing import Final, get_args
from xml.etree import ElementTree as ET  # it writes only: no document is parsed

from vn_ict_directive.criteria import NumericCriterion
from vn_ict_directive.exchange._identity import (
    BASE,
    akn_work,
    check_directive,
    iri,
    read_from,
    standing,
    subtype,
)
from vn_ict_directive.exchange._plain import as_json, plain
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.periods import format_date
from vn_ict_directive.quantities import format_number
from vn_ict_directive.text import Lang, Text

__all__ = ["akn_package"]

SCHEMA_VERSION: Final = "1"
"""Version of the document's shape: an element that comes to mean something else is a new one."""

_NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_LANGUAGES: Final[dict[Lang, str]] = {"vi": "vie", "en": "eng"}
_UNWRITABLE: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WITH_TEXT: Final = frozenset({"p", "heading", "vnict:reason", "vnict:note"})

_ENCODER: Final = "#encoder"
_ORIGINAL: Final = "#original"


def akn_package(directive: Directive, *, package: str | None = None) -> dict[str, bytes]:
    """Write a directive as two Akoma Ntoso documents: one expression a language.

    What we hold is an account of the directive and not its text, so that the
    document is a ``doc`` named *tom-tat* (summary), neither authoritative nor
    prescriptive, with a reference to the directive itself as the original.
    The Vietnamese expression holds the words as they stand in the source, the
    English one our translation. A requirement is a ``paragraph`` of its
    section; the bounds of a target are ``quantity`` elements, its year a
    ``date``; the whole target, where its words stand and what was inferred are
    under ``proprietary``, in a namespace of ours. Where the directive was
    published, and when it came into force, is not known and not said.

    Characters that XML cannot hold become the replacement character U+FFFD.

    Args:
        directive: What to write.
        package: Which version of this package to say that it was written by; None to
            say none, so that the same thing is the same bytes in every release.

    Returns:
        The bytes of ``akn.vie.xml`` and ``akn.eng.xml``: the same for the same directive.

    Raises:
        InvalidValueError: *directive* is none.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> files = akn_package(DIRECTIVE_01)
        >>> sorted(files)
        ['akn.eng.xml', 'akn.vie.xml']
        >>> print(files["akn.vie.xml"].decode().splitlines()[2].strip())
        <doc name="tom-tat" contains="singleVersion">
    """
    check_directive(directive)
    return {
        f"akn.{code}.xml": _Document(directive, lang, package).write()
        for lang, code in _LANGUAGES.items()
    }


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element; an underscore after a name of Python's is dropped."""
    clean = {name.rstrip("_"): _clean(value) for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, clean)
    element.text = _clean(text) or None
    return element


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _indent(element: ET.Element, level: int = 0) -> None:
    """Put each element on a line of its own, but for those that hold text."""
    if element.tag in _WITH_TEXT or not len(element):
        return
    element.text = "\n" + "  " * (level + 1)
    for child in element:
        _indent(child, level + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * level


class _Document:
    """One expression while it is written."""

    def __init__(self, directive: Directive, lang: Lang, package: str | None) -> None:
        self.directive = directive
        self.package = {} if package is None else {"package": package}
        self.lang: Lang = lang
        self.signed = directive.signed.isoformat()
        self.work = f"/akn/vn/doc/tom-tat/{directive.id}"
        # Requirements are numbered as their words follow each other.
        self.numbered = {
            element.id: f"sec_{section.id}__para_{number}"
            for section in directive.sections
            for number, element in enumerate(_in_order(section), 1)
        }

    def write(self) -> bytes:
        root = ET.Element("akomaNtoso", {"xmlns": _NAMESPACE, "xmlns:vnict": f"{BASE}akn#"})
        doc = _add(root, "doc", name="tom-tat", contains="singleVersion")
        self._meta(_add(doc, "meta"))
        self._preface(_add(doc, "preface"))
        self._body(_add(doc, "mainBody"))
        _indent(root)
        content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return content + b"\n"

    def _pick(self, text: Text) -> str:
        return text.pick(self.lang)

    # --- what it is -------------------------------------------------------------

    def _meta(self, meta: ET.Element) -> None:
        self._identification(_add(meta, "identification", source=_ENCODER))
        if self.directive.sections:
            classification = _add(meta, "classification", source=_ENCODER)
            for section in self.directive.sections:
                _add(
                    classification,
                    "keyword",
                    value=section.id,
                    showAs=self._pick(section.name),
                    dictionary=f"{iri(self.directive)}/sections",
                    refersTo=f"#con_{section.id}",
                )
        lifecycle = _add(meta, "lifecycle", source=_ENCODER)
        _add(lifecycle, "eventRef", date=self.signed, type_="generation", source=_ORIGINAL)
        self._references(_add(meta, "references", source=_ENCODER))
        self._notes(_add(meta, "notes", source=_ENCODER))
        self._proprietary(_add(meta, "proprietary", source=_ENCODER))

    def _expression(self, lang: Lang) -> str:
        return f"{self.work}/{_LANGUAGES[lang]}@{self.signed}"

    def _identification(self, identification: ET.Element) -> None:
        directive = self.directive
        work = self._core(identification, "FRBRWork", self.work)
        _add(work, "FRBRcountry", value="vn")
        _add(work, "FRBRsubtype", value="tom-tat")
        _add(work, "FRBRnumber", value=directive.number)
        _add(work, "FRBRname", value=subtype(directive))
        _add(work, "FRBRprescriptive", value="false")
        _add(work, "FRBRauthoritative", value="false")
        expression = self._core(identification, "FRBRExpression", self._expression(self.lang))
        _add(expression, "FRBRversionNumber", value=directive.encoding)
        _add(expression, "FRBRauthoritative", value="false")
        _add(expression, "FRBRlanguage", language=_LANGUAGES[self.lang])
        if self.lang != "vi":
            _add(
                expression,
                "FRBRtranslation",
                href=self._expression("vi"),
                fromLanguage=_LANGUAGES["vi"],
                authoritative="false",
                by=_ENCODER,
            )
        file = self._core(identification, "FRBRManifestation", self._expression(self.lang), ".xml")
        _add(file, "FRBRformat", value="application/xml")

    def _core(self, parent: ET.Element, tag: str, name: str, end: str = "") -> ET.Element:
        """Add what each of the three levels says of itself."""
        core = _add(parent, tag)
        _add(core, "FRBRthis", value=f"{name}/!main{end}")
        _add(core, "FRBRuri", value=f"{name}{end}")
        if tag == "FRBRWork":
            _add(core, "FRBRalias", value=self.directive.number, name="number")
            _add(core, "FRBRalias", value=self._pick(self.directive.title), name="title")
        # Of the account and of this file no day is known; that of the signature says so.
        _add(core, "FRBRdate", date=self.signed, name="signature")
        if tag == "FRBRWork":
            _add(core, "FRBRauthor", href=f"#org_{self.directive.issuer}", as_="#issuer")
            _add(core, "FRBRauthor", href="#signatory", as_="#signing")
        else:
            _add(core, "FRBRauthor", href=_ENCODER, as_="#editor")
        return core

    def _references(self, references: ET.Element) -> None:
        directive = self.directive
        title = f"{self._pick(directive.kind)} {directive.number}"
        _add(references, "original", eId="original", href=akn_work(directive), showAs=title)
        for source in directive.sources:
            href, words = f"{BASE}source/{source.id}", source.title or source.id
            _add(references, "TLCObject", eId=f"src_{source.id}", href=href, showAs=words)
        href, words = f"{iri(directive)}/signatory", directive.signatory.name
        _add(references, "TLCPerson", eId="signatory", href=href, showAs=words)
        makers = Text("Nhóm phát triển vn-ict-directive", "The vn-ict-directive developers")
        for tag, name, href, shown in (
            ("TLCOrganization", "encoder", f"{BASE}developers", makers),
            ("TLCRole", "signing", f"{BASE}role/signatory", directive.signatory.position),
            ("TLCRole", "issuer", f"{BASE}role/issuer", Text("Cơ quan ban hành", "Issuer")),
            ("TLCRole", "editor", f"{BASE}role/editor", Text("Người mã hóa", "Encoder")),
            *(
                ("TLCOrganization", f"org_{body.id}", f"{BASE}organization/{body.id}", body.name)
                for body in directive.organizations
            ),
            *(
                ("TLCConcept", f"ind_{one.id}", f"{BASE}indicator/{one.id}", one.name)
                for one in directive.indicators
            ),
            *(
                ("TLCConcept", f"con_{one.id}", f"{iri(directive)}/section/{one.id}", one.name)
                for one in directive.sections
            ),
        ):
            _add(references, tag, eId=name, href=href, showAs=self._pick(shown))

    def _notes(self, notes: ET.Element) -> None:
        self._note(notes, "standing", self._pick(standing(self.directive)))
        for source in read_from(self.directive):
            digest = f" SHA-256: {source.sha256}." if source.sha256 else ""
            self._note(notes, source.id, f"{source.title}.{digest} {source.note}".strip())

    def _note(self, notes: ET.Element, name: str, words: str) -> None:
        _add(_add(notes, "note", eId=f"note_{name}"), "p", words)

    def _proprietary(self, proprietary: ET.Element) -> None:
        encoding = _add(
            proprietary,
            "vnict:encoding",
            version=self.directive.encoding,
            official=str(self.directive.official).lower(),
            schema=SCHEMA_VERSION,
            **self.package,
        )
        for section in self.directive.sections:
            if section.notes:
                node = _add(encoding, "vnict:section", refersTo=f"#sec_{section.id}")
                for note in section.notes:
                    _add(node, "vnict:note", self._pick(note))
            for element in _in_order(section):
                self._requirement(encoding, element)

    def _requirement(self, encoding: ET.Element, element: Task | Target) -> None:
        """Add what a requirement's paragraph cannot say."""
        span = element.span
        facts = {
            "refersTo": f"#{self.numbered[element.id]}",
            "id": element.id,
            "source": f"#src_{span.source}",
            "start": str(span.start),
            "end": str(span.end),
            "quote": span.quote,
        }
        if element.due is not None:
            facts["due"] = element.due.isoformat()
        if isinstance(element, Target):
            facts |= {
                "promised": element.start.isoformat(),
                "mode": element.mode,
                "windowMonths": str(element.window_months),
                "onBreak": element.on_break,
                "asks": element.describe(self.lang),
                "criterion": as_json(element.criterion),
                "indicator": f"#ind_{element.indicator.id}",
            }
        node = _add(encoding, f"vnict:{type(element).__name__.lower()}", **facts)
        for inference in element.inferences:
            _add(node, "vnict:inference", field=inference.field)
            _add(node[-1], "vnict:reason", self._pick(inference.reason))
        for note in element.notes:
            _add(node, "vnict:note", self._pick(note))

    # --- what it says -----------------------------------------------------------

    def _preface(self, preface: ET.Element) -> None:
        directive = self.directive
        line = _add(preface, "p")
        _add(line, "docType", self._pick(directive.kind)).tail = Text(" số ", " No. ").pick(
            self.lang
        )
        number = _add(line, "docNumber", directive.number)
        number.tail = Text(" ngày ", " of ").pick(self.lang)
        _add(line, "docDate", format_date(directive.signed, self.lang), date=self.signed)
        _add(_add(preface, "p"), "docTitle", self._pick(directive.title))
        _add(preface, "p", self._pick(standing(directive)))

    def _body(self, body: ET.Element) -> None:
        if not self.directive.sections:
            _add(body, "p", self._pick(self.directive.title))
        for section in self.directive.sections:
            name = f"sec_{section.id}"
            node = _add(body, "section", eId=name, refersTo=f"#con_{section.id}")
            printed = section.heading if self.lang == "vi" else None
            _add(node, "heading", printed.quote if printed else self._pick(section.name))
            for element in _in_order(section):
                paragraph = _add(node, "paragraph", eId=self.numbered[element.id])
                self._words(_add(_add(paragraph, "content"), "p"), element)

    def _words(self, p: ET.Element, element: Task | Target) -> None:
        """Write a requirement's words, its bounds and its year marked in them."""
        if self.lang == "vi":
            words = element.span.quote
        else:
            words = (element.text if isinstance(element, Task) else element.statement).en
        last, end = p, 0
        for start, stop, tag, attributes in self._marks(element, words):
            _put(last, p, words[end:start])
            last, end = _add(p, tag, words[start:stop], **attributes), stop
        _put(last, p, words[end:])

    def _marks(
        self, element: Task | Target, words: str
    ) -> Iterator[tuple[int, int, str, dict[str, str]]]:
        """Yield what to mark in the words, in order: where, as what, and with which facts."""
        wanted: dict[str, tuple[str, dict[str, str]]] = {}
        if element.due is not None:
            wanted[str(element.due.year)] = ("date", {"date": element.due.isoformat()})
        if isinstance(element, Target):
            refers = f"#ind_{element.indicator.id}"
            for value in _bounds(element):
                facts = {"normalized": f"{value:.17g}", "refersTo": refers}
                wanted[format_number(value, self.lang)] = ("quantity", facts)
        found: list[tuple[int, int, str, dict[str, str]]] = []
        for text, (tag, facts) in wanted.items():
            if match := re.search(rf"(?<![\w.,]){re.escape(text)}(?!\w|[.,]\d)", words):
                found.append((*match.span(), tag, facts))
        end = 0
        for mark in sorted(found, key=lambda mark: mark[:2]):
            if mark[0] >= end:
                yield mark
                end = mark[1]


def _put(last: ET.Element, p: ET.Element, words: str) -> None:
    """Add text after the last element of a paragraph, or at its beginning."""
    if last is p:
        p.text = _clean(words)
    else:
        last.tail = _clean(words)


def _in_order(section: Section) -> list[Task | Target]:
    return sorted(section.requirements, key=lambda element: (element.span.start, element.id))


def _bounds(target: Target) -> list[float]:
    """Return the numbers of a criterion that a figure is held against."""
    if not isinstance(target.criterion, get_args(NumericCriterion)):
        return []
    return [value for value in plain(target.criterion).values() if type(value) in {int, float}]
