"""JSON-LD: the words quoted, the targets read from them, and the figures, as linked data.

One document, whose context stands in it: nothing needs to be fetched to read it. Three works
are kept apart: the directive, the article about it, and our encoding of the article.
Where schema.org, Web Annotation and PROV have no word, one of ours is used, ``vnict:``.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final
from urllib.parse import quote

import attrs

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.exchange import _identity
from vn_ict_directive.exchange.writing import as_json, in_both
from vn_ict_directive.model import Directive, Indicator, SectionKind, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.packaged import packaged, packaged_json
from vn_ict_directive.published import evidence_of
from vn_ict_directive.sources import Source
from vn_ict_directive.text import Text
from vn_ict_directive.verification import verify
from vn_ict_directive.words import known_note

__all__ = ["context", "jsonld_package"]

SCHEMA_VERSION: Final = "1"
"""Version of the document's shape: a term that comes to mean something else is a new one."""


def context(base: str = _identity.BASE) -> dict[str, Any]:
    """Return the context of the document: prefixes, and the terms that hold more than text.

    A Web Annotation reads as its Recommendation writes it. A value is a double: JSON has
    one kind of number, and rdflib and others would read 86.0 as an integer.
    """
    return {"vnict": f"{base}terms#", **json.loads(packaged("exchange/context.json"))}


_NEIGHBOURS: Final = 32
"""Code points of a quotation's surroundings, on either side."""


def jsonld_package(
    directive: Directive,
    *,
    series: Iterable[Series] | None = None,
    texts: Mapping[str, str] | None = None,
    base: str = _identity.BASE,
    package: str | None = None,
) -> dict[str, bytes]:
    """Write a directive as one JSON-LD document.

    The graph holds the directive (schema.org ``Legislation``), whose own text
    was not seen; its sources, such as the article, which are works of their own
    about it; the encoding, a ``Dataset`` derived from the article (PROV); each
    quotation, a Web Annotation that belongs to the article and whose offsets count
    code points of the untouched text; each target, a part of the encoding; and
    the published figures, a ``Dataset`` of ``Observation`` (PROV): each attributed to
    who published it, derived from every document in which it was read or, where it was
    computed, from other figures, with how it is printed. Legislation is described by
    the terms of schema.org that are equivalents of ELI's: ``legislationDate`` of
    ``eli:date_document``, and so on.
    Unknown facts are not stated: force, entry into force, who is responsible today.

    A target's limit is a ``PropertyValue`` where that can say it. The better
    edge of "among the 40-45 leading" is no least value, so ``maxValue`` stands
    alone there; the whole criterion is JSON text under ``vnict:criterion``.

    Args:
        directive: What to write.
        series: The figures; by default, for Directive 01/CT-BTTTT, those
            published for Viet Nam, and none for another directive.
        texts: The untouched texts of sources, by id. Quotations from them also
            hold the 32 code points on either side, by which they are found again
            in a text that has changed. No text comes with the package, so by
            default none does.
        base: Where our names begin, such as ``"https://example.org/vn/"``. The
            default is registered to nobody.
        package: Which version of this package to name as the writer; None for
            none, so that the same thing is the same bytes in every release.

    Returns:
        The bytes of ``directive.jsonld``: the same for the same directive.

    Raises:
        InvalidValueError: An argument is not what it should be.
        InvalidDataError: A text does not bear out the quotations from it.
        UnknownNameError: *texts* names a source that the directive has not.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> import json
        >>> graph = json.loads(jsonld_package(DIRECTIVE_01)["directive.jsonld"])["@graph"]
        >>> graph[0]["schema:legislationIdentifier"], graph[0]["vnict:textSeen"]
        ('01/CT-BTTTT', False)
    """
    figures = _identity.figures_for(directive, series)
    _identity.check_base(base)
    known = {} if texts is None else dict(texts)
    for source, text in known.items():
        verify(directive, text, source=source)
    graph = _Graph(directive, base, known, figures).nodes(package)
    document = {"@context": context(base), "@graph": list(graph)}
    return {"directive.jsonld": f"{as_json(document, indent=2)}\n".encode(errors="replace")}


def _form(kind: str) -> dict[str, dict[str, Any]]:
    """Return what is the same of all nodes of a kind, and which field a property holds."""
    found: dict[str, dict[str, Any]] = packaged_json("exchange/linked.json")[kind]
    return found


def _node(kind: str, noun: Any, **more: Any) -> dict[str, Any]:
    """Describe a noun by its fields that hold something, and by *more*."""
    form = _form(kind)
    fields = {name: attrgetter(path)(noun) for name, path in form["has"].items()}
    described = form["is"] | {name: _told(value) for name, value in fields.items()} | more
    return {name: value for name, value in described.items() if value not in (None, "", [], ())}


def _nth(seen: Counter[str], name: str) -> str:
    """Return *name* as a part of an address, from the second time on with its number."""
    seen[name] += 1
    return quote(name if seen[name] == 1 else f"{name}/{seen[name]}", safe="/.-")


def _told(value: Any) -> Any:
    """Return texts as the lists of their words in either language; anything else as it is."""
    match value:
        case (Text(), *_):
            return {"vi": [text.vi for text in value], "en": [text.en for text in value]}
        case _:
            return value


@attrs.frozen
class _Graph:
    """The nodes of one document, and what all of them are written from."""

    directive: Directive
    base: str
    texts: Mapping[str, str]
    series: tuple[Series, ...]

    def nodes(self, package: str | None) -> Iterator[dict[str, Any]]:
        directive = self.directive
        yield self._directive()
        for source in directive.sources:  # the article, and the accounts that confirm it
            yield self._work(source) | {"schema:about": self._iri()}
        yield self._dataset(package)
        for section in directive.sectors:
            yield _node("section", section, id=self._iri(section.id))
        yield from map(self._target, directive.targets)
        for one in directive.indicators:
            yield _node("indicator", one, id=self._named("indicator", one.id))
        yield from self._quotations()
        yield from self._figures()

    def _named(self, kind: str, name: str = "") -> str:
        """Return the IRI of something that is not one directive's alone."""
        return f"{self.base}{kind}" + (f"/{name}" if name else "")

    def _iri(self, element: str = "") -> str:
        return _identity.iri(self.directive, element, base=self.base)

    @property
    def _encoding(self) -> str:
        version = quote(self.directive.encoding, safe=".-", errors="replace")
        return f"{self._iri()}/encoding/{version}"

    # --- the three works --------------------------------------------------------------

    def _directive(self) -> dict[str, Any]:
        directive = self.directive
        signed = directive.signatory and {
            "type": "schema:Person",
            "schema:name": {"vi": directive.signatory.name},
            "schema:jobTitle": directive.signatory.position,
        }
        return _node(
            "directive",
            directive,
            id=self._iri(),
            **{
                "schema:legislationPassedBy": self._organization(directive.issuer),
                "schema:creator": signed,
            },
        )

    def _work(self, source: Source) -> dict[str, Any]:
        kind = _form("source")["types"].get(source.kind.value, "schema:CreativeWork")
        day = source.published is not None and source.published.kind == "day"
        more: dict[str, Any] = {
            "type": kind,
            "schema:datePublished" if day else "vnict:published": source.published,
            "schema:description": known_note(source.note) or source.note,
        }
        if source.author and kind == "schema:NewsArticle":
            more["schema:author"] = {"type": "schema:Person", "schema:name": {"vi": source.author}}
        elif source.author:
            more["schema:creditText"] = source.author
        if source.sha256:
            more["schema:encoding"] = _node("media", source)
        return _node("source", source, id=self._named("source", source.id), **more)

    def _dataset(self, package: str | None) -> dict[str, Any]:
        """Return the encoding of the article, with who made it and what it is worth."""
        directive = self.directive
        return _node(
            "encoding",
            directive,
            id=self._encoding,
            **{
                "schema:name": Text(
                    f"{directive.kind.vi} số {directive.number} dưới dạng dữ liệu",
                    f"{directive.kind.en} No. {directive.number} as data",
                ),
                "schema:about": self._iri(),
                "prov:wasAttributedTo": _node("developers", None, id=self._named("developers")),
                "prov:wasDerivedFrom": [
                    self._named("source", source.id) for source in _identity.read_from(directive)
                ],
                "vnict:standing": _identity.standing(directive),
                "vnict:naming": _identity.naming(self.base),
                "vnict:schemaVersion": SCHEMA_VERSION,
                "vnict:packageVersion": package,
            },
        )

    # --- what the encoding holds ------------------------------------------------------

    def _target(self, target: Target) -> dict[str, Any]:
        section = self.directive.section(target.section)
        subjects = [self._iri(section.id)] if section.kind is SectionKind.SECTOR else []
        read = [self._named("source", n) for n in (target.span.source, *target.corroborated_by)]
        inferred = [
            _node("inference", one, **{"vnict:alternative": [as_json(a) for a in one.alternatives]})
            for one in target.inferences
        ]
        return _node(
            "target",
            target,
            id=self._iri(target.id),
            **{
                "schema:isPartOf": self._encoding,
                "schema:about": [self._iri(), *subjects],
                "schema:citation": read,
                "schema:mainEntity": self._measure(target.indicator, target.criterion),
                "prov:wasQuotedFrom": read[0],
                "vnict:asks": in_both(target.describe),
                "vnict:criterion": as_json(target.criterion),
                "vnict:inferred": inferred,
            },
        )

    def _measure(self, indicator: Indicator, criterion: Criterion) -> dict[str, Any]:
        """Return what is measured, and its limits where schema.org can say them."""
        strict = getattr(criterion, "strict", False)
        limits = {} if strict else _form("measure")["limits"].get(type(criterion).__name__, {})
        said = {name: getattr(criterion, field) for name, field in limits.items()}
        measured = {"schema:propertyID": self._named("indicator", indicator.id)}
        return _node("measure", indicator, **measured, **said)

    def _quotations(self) -> Iterator[dict[str, Any]]:
        """Yield each quotation: words of a source, and the target or directive they are about."""
        targets = {target.id for target in self.directive.targets}
        seen: Counter[str] = Counter()
        for element, span in self.directive.spans():
            source = self._named("source", span.source)
            place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
            words = {"type": "TextQuoteSelector", "exact": span.quote}
            if (text := self.texts.get(span.source)) is not None:
                words["prefix"] = text[max(0, span.start - _NEIGHBOURS) : span.start]
                words["suffix"] = text[span.end : span.end + _NEIGHBOURS]
            yield _node(
                "quotation",
                None,
                id=f"{self._iri()}/quotation/{_nth(seen, element)}",
                body=self._iri(element if element in targets else ""),
                target={
                    "type": "oa:SpecificResource",
                    "source": source,
                    "selector": [words, place],
                },
                **{
                    "schema:isPartOf": source,
                    "schema:about": self._iri(),
                    "vnict:field": element,
                },
            )

    # --- figures ----------------------------------------------------------------------

    def _figures(self) -> Iterator[dict[str, Any]]:
        """Yield each figure, and the source that it comes from once."""
        if self.series:
            measured = list(dict.fromkeys(one.indicator for one in self.series))
            held = {"schema:isPartOf": self._encoding, "schema:variableMeasured": measured}
            yield _node("figures", None, id=self._named("figures"), **held)
        given = [(series, figure) for series in self.series for figure in series.observations]
        backed = [evidence_of(figure) for _, figure in given]
        names = self._names(given)
        places = {id(known): name for known, name in zip(backed, names, strict=True) if known}
        agents = dict.fromkeys(known.published_by for known in backed if known is not None)
        works: dict[str, Source] = {}
        for (series, figure), known, name in zip(given, backed, names, strict=True):
            accounts, parts = ((), ()) if known is None else (known.accounts, known.parts)
            own = [] if figure.source is None else [figure.source]
            read = [account.source for account in accounts] or own
            works |= {source.id: source for source in read}
            sources = [self._named("source", source.id) for source in read]
            computed = [places[id(part)] for part in parts if id(part) in places]
            more = {
                "schema:subjectOf": self._named("figures"),
                "schema:description": known_note(figure.note) or figure.note,
                "vnict:printed": [account.printed for account in accounts],
                "prov:wasDerivedFrom": [*sources, *computed],
            }
            if known is not None:
                by = known.published_by
                more["vnict:evidence"] = known.status
                more["prov:wasAttributedTo"] = by and self._named("organization", by)
            yield _node("series", series) | _node("figure", figure, id=name, **more)
        mine = {source.id for source in self.directive.sources}
        yield from (self._work(source) for name, source in works.items() if name not in mine)
        yield from (self._organization(name) for name in agents if name)

    def _names(self, given: Iterable[tuple[Series, Observation]]) -> list[str]:
        """Return the IRI of each figure: what it is of, who reports it, and when it came out."""
        seen: Counter[str] = Counter()
        names = []
        for series, figure in given:
            parts = (series.indicator, series.entity, series.reporter, series.basis)
            name = "/".join(str(p) for p in (*parts, figure.period, figure.published) if p)
            names.append(self._named("figure", _nth(seen, name)))
        return names

    def _organization(self, name: str) -> dict[str, Any]:
        """Return who issued or published, by the name that the directive knows it by."""
        known = {one.id: one.name for one in self.directive.organizations}
        more = {"schema:name": known.get(name, Text(name, name))}
        return _node("organization", None, id=self._named("organization", name), **more)
