"""A directive and its sections, in the order of the text.

Long, since looking up and searching are documented where the directive is.
"""

import datetime as dt
import enum
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

import attrs

from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.model.indicators import Indicator
from vn_ict_directive.model.parties import Identity, Instrument, Organization, Signatory
from vn_ict_directive.model.search import look_up, mended, variants, words_of
from vn_ict_directive.model.targets import Quote, Target, Task, names_fields
from vn_ict_directive.periods import Period, format_date, to_period
from vn_ict_directive.shown import Named, Shown
from vn_ict_directive.sources import Erratum, OwnKind, Source, SourceKind, Span
from vn_ict_directive.text import HasLabels, Lang, Text, composed, contains, syllables
from vn_ict_directive.units import OwnUnit
from vn_ict_directive.validators import as_tuple, by_annotation, identifier, member, to_day
from vn_ict_directive.words import WORDS, say


class SectionKind(HasLabels, enum.Enum):
    """What part of a directive a section is."""

    PREAMBLE = "preamble"
    SECTOR = "sector"
    WORK_AREA = "work-area"
    LOCAL_ADMINISTRATION = "local-administration"
    IMPLEMENTATION = "implementation"

    @property
    def labels(self) -> Text:
        """The kind in words."""
        return WORDS[f"section {self.value}"]


def _section_kind(value: SectionKind | OwnKind | str) -> SectionKind | OwnKind:
    return value if isinstance(value, OwnKind) else member(SectionKind, value, "Section.kind")


def _own(
    section: "Section", field: "attrs.Attribute[Any]", elements: Iterable[Task | Target]
) -> None:
    name = f"Section({section.id}).{field.name}"
    for element in elements:
        if element.section != section.id:
            raise InvalidValueError(name, element.section, repr(section.id))
        if not element.id.startswith(f"{section.id}."):
            raise InvalidValueError(name, element.id, f"an id '{section.id}.…'")


@attrs.frozen(kw_only=True, repr=False, field_transformer=by_annotation)
class Section(Named):
    """One part of a directive, in the order of its text.

    Attributes:
        id: Stable name.
        kind: Sector, work area, and so on.
        name: What it is about.
        span: All its words.
        heading: The heading as printed, or None where it has none.
        tasks: What it requires, in the order of the text.
        targets: Its measurable targets, in the order of the text. A requirement is
            either a task or a target, never both.
        notes: What a reader must know.
    """

    id: str = attrs.field(validator=identifier)
    kind: SectionKind | OwnKind = attrs.field(converter=_section_kind)
    name: Text
    span: Span
    heading: Span | None = None
    tasks: tuple[Task, ...] = attrs.field(
        default=(), converter=as_tuple, validator=_own, metadata={"elsewhere": True}
    )
    targets: tuple[Target, ...] = attrs.field(
        default=(), converter=as_tuple, validator=_own, metadata={"elsewhere": True}
    )
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def requirements(self) -> tuple[Task | Target, ...]:
        """Its tasks, then its targets."""
        return (*self.tasks, *self.targets)


_DIRECTIVE_ID: Final = re.compile(r"[a-z0-9-]+/[0-9]{4}-[0-9]{2}-[0-9]{2}/[a-z0-9-]+")


def _identity(_: "Directive", _field: object, value: Any) -> None:
    if not isinstance(value, str) or not _DIRECTIVE_ID.fullmatch(value):
        raise InvalidValueError(
            "Directive.id",
            value,
            "issuer/date/number, as in 'btttt/2020-01-03/01-ct-btttt'",
            "Numbering restarts every January, so a number alone identifies nothing.",
        )


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Directive(Shown):
    """A directive as typed data: what it is, what it asks, and where its words stand.

    Lookups raise :class:`~vn_ict_directive.errors.UnknownNameError`, a
    ``KeyError``, that names near matches.

    Attributes:
        id: Issuer, date of signature and number: together they identify it.
        number: The number as printed. Numbering restarts every January.
        title: What it is about.
        kind: What kind of instrument it is.
        signed: Date of signature.
        issuer: Id of the organization that issued it.
        signatory: Who signed; None if unknown.
        theme: The goal it sets for its period; None if it sets none.
        motto: The principle of action it gives; None if it gives none.
        period: The time it gives orders for.
        sections: Its parts, in the order of the text.
        sources: The accounts it was read from, and those that confirm figures.
        organizations: The bodies named.
        quotes: The words its own fields were read from.
        errata: Defects of the source, and how they are read.
        carries_out: Instruments it is said to carry out.
        official: Whether the encoding rests on the issuer's own text.
        encoding: Version of this encoding; a corrected fact is a new one.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> DIRECTIVE_01
        <Directive btttt/2020-01-03/01-ct-btttt: 13 sections, 36 tasks, 7 targets>
        >>> [section.id for section in DIRECTIVE_01.sectors][:2]
        ['postal', 'telecommunications']
        >>> DIRECTIVE_01.find("buu chinh")[0].id
        'postal'
    """

    id: str = attrs.field(validator=_identity)
    number: str
    title: Text
    kind: Text
    signed: dt.date = attrs.field(converter=to_day)
    issuer: str = attrs.field(validator=identifier, metadata={"refers": "organizations"})
    signatory: Signatory | None = None
    theme: Text | None = None
    motto: Text | None = None
    period: Period = attrs.field(converter=to_period)
    sections: tuple[Section, ...] = attrs.field(converter=as_tuple)
    sources: tuple[Source, ...] = attrs.field(converter=as_tuple)
    organizations: tuple[Organization, ...] = attrs.field(converter=as_tuple)
    quotes: tuple[Quote, ...] = attrs.field(default=(), converter=as_tuple, validator=names_fields)
    errata: tuple[Erratum, ...] = attrs.field(default=(), converter=as_tuple)
    carries_out: tuple[Instrument, ...] = attrs.field(default=(), converter=as_tuple)
    official: bool = False
    encoding: str

    def __attrs_post_init__(self) -> None:
        """Check that every reference resolves, and let each target say whose it is.

        All that do not resolve are reported together.
        """
        if faults := [*self._twins(), *self._dangling()]:
            raise InvalidDataError(f"Directive {self.id} does not hold together", faults)
        mine = self.identity
        marked = (
            attrs.evolve(s, targets=[attrs.evolve(t, directive=mine) for t in s.targets])
            if any(target.directive != mine for target in s.targets)
            else s
            for s in self.sections
        )
        object.__setattr__(self, "sections", tuple(marked))

    @property
    def identity(self) -> Identity:
        """What tells it and this encoding from any other."""
        return Identity(
            id=self.id, number=self.number, encoding=self.encoding, official=self.official
        )

    @property
    def sectors(self) -> tuple[Section, ...]:
        """The sections that are sectors; work areas and the rest are not."""
        return tuple(s for s in self.sections if s.kind is SectionKind.SECTOR)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, in the order of the text."""
        return tuple(task for section in self.sections for task in section.tasks)

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets, in the order of the text."""
        return tuple(target for section in self.sections for target in section.targets)

    @property
    def elements(self) -> tuple[Section | Task | Target, ...]:
        """Each section, its tasks and its targets, in the order of the text."""
        return tuple(one for section in self.sections for one in (section, *section.requirements))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of a target or of another reading of it, each once."""
        found: dict[str, Indicator] = {}
        for target in self.targets:
            others = (other.indicator for one in target.inferences for other in one.alternatives)
            for indicator in (target.indicator, *filter(None, others)):
                found.setdefault(indicator.id, indicator)
        return tuple(found.values())

    def section(self, name: str) -> Section:
        """Return the section with id *name*."""
        return look_up("section", name, self.sections)

    def task(self, name: str) -> Task:
        """Return the task with id *name*."""
        return look_up("task", name, self.tasks)

    def target(self, name: str) -> Target:
        """Return the target with id *name*."""
        return look_up("target", name, self.targets)

    def indicator(self, name: str) -> Indicator:
        """Return the indicator with id *name*."""
        return look_up("indicator", name, self.indicators)

    def source(self, name: str) -> Source:
        """Return the source with id *name*."""
        return look_up("source", name, self.sources)

    def organization(self, name: str) -> Organization:
        """Return the organization with id *name*."""
        return look_up("organization", name, self.organizations)

    def quote(self, field: str) -> Span:
        """Return the words that the directive's own field *field* was read from."""
        for quote in self.quotes:
            if quote.field == field:
                return quote.span
        raise UnknownNameError("quoted field", field, tuple(q.field for q in self.quotes))

    def name(self, lang: Lang = "vi") -> str:
        """Name it as official texts do: its kind, its number and the date of signature.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> DIRECTIVE_01.name()
            'Chỉ thị số 01/CT-BTTTT ngày 03/01/2020'
            >>> DIRECTIVE_01.name("en")
            'Directive No. 01/CT-BTTTT of 3 January 2020'
        """
        kind = self.kind.pick(lang)
        return say(
            "instrument", lang, kind=kind, number=self.number, day=format_date(self.signed, lang)
        )

    def notice(self, lang: Lang = "vi") -> str:
        """Say that the encoding is unofficial, and what it was read from; empty if it is official.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> DIRECTIVE_01.notice("en")
            'Unofficial: based on a news summary of the directive, not on its official text.'
        """
        if self.official:
            return ""
        retold = any(source.kind is SourceKind.NEWS_SUMMARY for source in self.sources)
        return say("retold" if retold else "not issued", lang)

    def find(self, words: str) -> tuple[Section | Task | Target, ...]:
        """Return the elements that hold *words*, in either language.

        Words are compared syllable by syllable, without tone marks, case, đ, punctuation and
        the difference of y and i: ``"buu chinh"`` finds *Bưu chính*, ``"40–45"`` finds
        *40 - 45*, ``"hạn"`` does not find *thành*. Usual abbreviations are written out
        (CNTT, TT&TT, MIC), and defects of the source are read as its errata say.

        Returns:
            Sections (by name, heading, id or note; the first also by theme and motto), tasks
            and targets (by text, indicator, id or note): those with the words as typed, tones
            and all, first, then in the order of the text. Nothing for blank *words*.
        """
        if not isinstance(words, str):
            raise InvalidValueError("words", words, "text")
        wanted = variants(words, self.organizations)
        typed = " ".join(composed(words).casefold().split())
        exact: list[Section | Task | Target] = []
        others: list[Section | Task | Target] = []
        for element in self.elements:
            texts = [*self._texts(element)]
            if any(contains(syllables(text), one) for text in texts for one in wanted):
                as_typed = any(typed in text.casefold() for text in texts)
                (exact if as_typed else others).append(element)
        return (*exact, *others)

    def _texts(self, element: Section | Task | Target) -> Iterator[str]:
        yield element.id
        texts = [*words_of(element), *element.notes]
        if isinstance(element, Section):
            if element.kind is SectionKind.PREAMBLE:
                texts += filter(None, (self.title, self.theme, self.motto))
            if element.heading is not None:
                yield from mended(element.heading.quote, self.errata)
        for text in texts:
            yield from mended(text.vi, self.errata)
            yield text.en

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Yield every quotation with the id of the element that makes it."""
        for quote in self.quotes:
            yield f"directive.{quote.field}", quote.span
        for section in self.sections:
            yield section.id, section.span
            if section.heading is not None:
                yield f"{section.id}.heading", section.heading
            for element in section.requirements:
                yield element.id, element.span
        for position, erratum in enumerate(self.errata):
            yield f"directive.errata[{position}]", erratum.span

    def field_quotes(self) -> Iterator[tuple[str, Span]]:
        """Yield the words that fields of tasks and targets were read from, as *id.field*."""
        for section in self.sections:
            for element in section.requirements:
                for quote in element.quotes:
                    yield f"{element.id}.{quote.field}", quote.span

    def references(self) -> Iterator[tuple[str, str, str]]:
        """Yield every reference: what kind of thing it names, the name, and who names it."""
        for element, span in chain(self.spans(), self.field_quotes()):
            yield "source", span.source, element
        yield "organization", self.issuer, "issuer"
        for task in self.tasks:
            for body in (*task.responsible, *task.addressees):
                yield "organization", body, task.id
        for indicator in self.indicators:
            yield "organization", indicator.publisher.id, indicator.id
        successions = [(o.id, one) for o in self.organizations for one in o.successions]
        for who, succession in successions:
            yield "section", succession.field, who
            if succession.successor is not None:
                yield "organization", succession.successor, who
        for who, corroborated_by in (
            *((target.id, target.corroborated_by) for target in self.targets),
            *((instrument.number, instrument.corroborated_by) for instrument in self.carries_out),
            *((who, succession.corroborated_by) for who, succession in successions),
        ):
            for witness in corroborated_by:
                yield "source", witness, who

    def _twins(self) -> Iterator[DirectiveError]:
        ids = Counter(element.id for element in self.elements)
        for name in sorted(name for name, times in ids.items() if times > 1):
            yield InvalidValueError(f"an id of {self.id}", name, "the id of one element only")
        codes: set[object] = {section.kind for section in self.sections}
        codes |= {source.kind for source in self.sources}
        codes |= {indicator.unit for indicator in self.indicators}
        own = Counter(code.id for code in codes if isinstance(code, OwnKind | OwnUnit))
        for name, times in own.items():
            if times > 1:
                expected = "one kind or unit wherever it is named"
                yield InvalidValueError(f"an id of {self.id}", name, expected)

    def _dangling(self) -> Iterator[DirectiveError]:
        known = {
            "source": {source.id: None for source in self.sources},
            "organization": {organization.id: None for organization in self.organizations},
            "section": {section.id: None for section in self.sections},
        }
        for kind, name, who in self.references():
            if name not in known[kind]:
                yield UnknownNameError(f"{kind} (named by {who})", name, tuple(known[kind]))

    def __repr__(self) -> str:
        """What it is and how much it holds; the whole would fill pages."""
        return (
            f"<{type(self).__name__} {self.id}: {len(self.sections)} sections, "
            f"{len(self.tasks)} tasks, {len(self.targets)} targets>"
        )
