"""JSON-LD: the words quoted, the targets read from them, and the figures, as linked data.

One document, whose context stands in it: nothing needs to be fetched to read it. Three works
are kept apart: the directive, the article about it, and our encoding of the article.
Where schema.org, Web Annotation and PROV have no word, one of ours is used, ``vnict:``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import attrs

from vn_ict_directive import published
from vn_ict_directive.criteria import AtLeast, AtMost, Criterion, LeadingGroup, Within
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.exchange._identity import (
    BASE,
    check_base,
    check_directive,
    figures_for,
    iri,
    naming,
    read_from,
    standing,
    urn_lex,
)
from vn_ict_directive.exchange.writing import as_json
from vn_ict_directive.model import Directive, Indicator, SectionKind, Signatory, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.sources import Evidence, Source, SourceKind
from vn_ict_directive.text import Text
from vn_ict_directive.verification import verify
from vn_ict_directive.words import known_note

__all__ = ["context", "jsonld_package"]

SCHEMA_VERSION: Final = "1"
"""Version of the document's shape: a term that comes to mean something else is a new one."""

_ANNOTATION: Final = (
    *("Annotation", "TextPositionSelector", "TextQuoteSelector"),
    *("exact", "identifying", "prefix", "suffix"),
)
_IN_LANGUAGES: Final = (
    *("schema:description", "schema:jobTitle", "schema:legislationType", "schema:name"),
    *("schema:text", "vnict:asks", "vnict:naming", "vnict:note", "vnict:publisher"),
    *("vnict:reason", "vnict:standing"),
)
_REFERENCES: Final = (
    *("prov:wasAttributedTo", "prov:wasDerivedFrom", "prov:wasQuotedFrom", "schema:about"),
    *("schema:citation", "schema:isPartOf", "schema:license", "schema:propertyID"),
    "schema:subjectOf",
)
_DAYS: Final = ("schema:datePublished", "schema:legislationDate", "vnict:due", "vnict:start")


def context(base: str = BASE) -> dict[str, Any]:
    """Return the context of the document: prefixes, and the terms that hold more than text."""
    return {
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "https://schema.org/",
        "vnict": f"{base}terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        # A Web Annotation reads as its Recommendation writes it.
        **{name: f"oa:{name}" for name in _ANNOTATION},
        "id": "@id",
        "type": "@type",
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "selector": {"@id": "oa:hasSelector"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        **{name: {"@id": name, "@container": "@language"} for name in _IN_LANGUAGES},
        **{name: {"@id": name, "@type": "@id"} for name in _REFERENCES},
        **{name: {"@id": name, "@type": "xsd:date"} for name in _DAYS},
        # JSON has one kind of number: rdflib and others would read 86.0 as an integer.
        "schema:value": {"@id": "schema:value", "@type": "xsd:double"},
    }


_NEIGHBOURS: Final = 32
"""Code points of a quotation's surroundings, on either side."""


def jsonld_package(
    directive: Directive,
    *,
    series: Iterable[Series] | None = None,
    texts: Mapping[str, str] | None = None,
    base: str = BASE,
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
    ``eli:date_document``, and so on; a name by the rules of ``urn:lex`` stands beside.
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
    check_directive(directive)
    check_base(base)
    figures = figures_for(directive, series)
    known = {} if texts is None else dict(texts)
    for source, text in known.items():
        verify(directive, text, source=source)
    graph = _Graph(directive, base, known, figures).nodes(package)
    document = {"@context": context(base), "@graph": list(graph)}
    return {"directive.jsonld": f"{as_json(document, indent=2)}\n".encode(errors="replace")}


def _both(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"vi": text.vi, "en": text.en}


def _person(who: Signatory | None) -> dict[str, Any] | None:
    if who is None:
        return None
    name = {"schema:name": {"vi": who.name}, "schema:jobTitle": _both(who.position)}
    return {"type": "schema:Person", **name}


def _described(note: str) -> dict[str, str] | str:
    """Write a note in both languages, or as its author wrote it where it is none of ours."""
    return _both(known_note(note)) or note


def _several(texts: tuple[Text, ...]) -> dict[str, list[str]] | None:
    both = {"vi": [text.vi for text in texts], "en": [text.en for text in texts]}
    return both if texts else None


def _node(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


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
            yield {
                "id": self._iri(section.id),
                "type": "schema:DefinedTerm",
                "schema:termCode": section.id,
                "schema:name": _both(section.name),
            }
        yield from map(self._target, directive.targets)
        yield from map(self._indicator, directive.indicators)
        yield from self._quotations()
        yield from self._figures()

    def _named(self, kind: str, name: str = "") -> str:
        """Return the IRI of something that is not one directive's alone."""
        return f"{self.base}{kind}" + (f"/{name}" if name else "")

    def _iri(self, element: str = "") -> str:
        return iri(self.directive, element, base=self.base)

    @property
    def _encoding(self) -> str:
        version = quote(self.directive.encoding, safe=".-", errors="replace")
        return f"{self._iri()}/encoding/{version}"

    # --- the three works --------------------------------------------------------------

    def _directive(self) -> dict[str, Any]:
        directive = self.directive
        issuer = directive.organization(directive.issuer)
        return {
            "id": self._iri(),
            "type": "schema:Legislation",
            "schema:legislationIdentifier": directive.number,
            **_node({"schema:identifier": urn_lex(directive)}),
            "schema:name": _both(directive.title),
            "schema:legislationType": _both(directive.kind),
            "schema:legislationDate": directive.signed,
            "schema:legislationJurisdiction": "VN",
            "schema:legislationPassedBy": {
                "id": self._named("organization", issuer.id),
                "type": "schema:Organization",
                "schema:name": _both(issuer.name),
            },
            **_node({"schema:creator": _person(directive.signatory)}),
            "schema:inLanguage": "vi",
            "vnict:textSeen": directive.official,
        }

    def _work(self, source: Source) -> dict[str, Any]:
        person = {"type": "schema:Person", "schema:name": {"vi": source.author}}
        kind = _SOURCE_TYPES.get(source.kind.value, "CreativeWork")
        signed = {"schema:author": person} if kind == "NewsArticle" else {}
        day = source.published is not None and source.published.kind == "day"
        media = {"type": "schema:MediaObject", "schema:sha256": source.sha256}
        return _node(
            {
                "id": self._named("source", source.id),
                "type": f"schema:{kind}",
                "schema:identifier": source.id,
                "schema:headline": source.title,
                "schema:inLanguage": source.language,
                **((signed or {"schema:creditText": source.author}) if source.author else {}),
                "schema:datePublished" if day else "vnict:published": source.published,
                "schema:url": source.url,
                "schema:description": _described(source.note),
                "schema:encoding": media if source.sha256 else None,
                "vnict:kind": source.kind.value,
            }
        )

    def _dataset(self, package: str | None) -> dict[str, Any]:
        """Return the encoding of the article, with who made it and what it is worth."""
        directive = self.directive
        return _node(
            {
                "id": self._encoding,
                "type": "schema:Dataset",
                "schema:name": {
                    "vi": f"{directive.kind.vi} số {directive.number} dưới dạng dữ liệu",
                    "en": f"{directive.kind.en} No. {directive.number} as data",
                },
                "schema:version": directive.encoding,
                "schema:license": "https://creativecommons.org/licenses/by/4.0/",
                "schema:about": self._iri(),
                "prov:wasAttributedTo": {
                    "id": self._named("developers"),
                    "type": ["schema:Organization", "prov:Agent"],
                    "schema:name": {"en": "The vn-ict-directive developers"},
                },
                "prov:wasDerivedFrom": [
                    self._named("source", source.id) for source in read_from(directive)
                ],
                "vnict:official": directive.official,
                "vnict:standing": _both(standing(directive)),
                "vnict:naming": _both(naming(self.base)),
                "vnict:schemaVersion": SCHEMA_VERSION,
                "vnict:packageVersion": package,
            }
        )

    # --- what the encoding holds ------------------------------------------------------

    def _target(self, target: Target) -> dict[str, Any]:
        source = self._named("source", target.span.source)
        section = self.directive.section(target.section)
        subjects = [self._iri(section.id)] if section.kind is SectionKind.SECTOR else []
        return _node(
            {
                "id": self._iri(target.id),
                "type": ["schema:CreativeWork", "vnict:Target"],
                "schema:identifier": target.id,
                "schema:isPartOf": self._encoding,
                "schema:about": [self._iri(), *subjects],
                "schema:text": _both(target.statement),
                "schema:citation": [
                    source,
                    *(self._named("source", n) for n in target.corroborated_by),
                ],
                "schema:mainEntity": self._measure(target.indicator, target.criterion),
                "prov:wasQuotedFrom": source,
                "vnict:asks": {"vi": target.describe("vi"), "en": target.describe("en")},
                "vnict:criterion": as_json(target.criterion),
                "vnict:start": target.start,
                "vnict:due": target.due,
                "vnict:note": _several(target.notes),
                "vnict:inferred": [
                    {
                        "type": "vnict:Inference",
                        "vnict:field": inference.field,
                        "vnict:reason": _both(inference.reason),
                        "vnict:alternative": [as_json(a) for a in inference.alternatives],
                    }
                    for inference in target.inferences
                ],
            }
        )

    def _measure(self, indicator: Indicator, criterion: Criterion) -> dict[str, Any]:
        """Return what is measured, and its limits where schema.org can say them."""
        strict = getattr(criterion, "strict", False)
        limits = {} if strict else _LIMITS.get(type(criterion), {})
        return {
            "type": "schema:PropertyValue",
            "schema:propertyID": self._named("indicator", indicator.id),
            "schema:unitText": indicator.unit.value,
            **{f"schema:{name}": getattr(criterion, field) for name, field in limits.items()},
        }

    def _indicator(self, indicator: Indicator) -> dict[str, Any]:
        return _node(
            {
                "id": self._named("indicator", indicator.id),
                "type": "schema:StatisticalVariable",
                "schema:identifier": indicator.id,
                "schema:name": _both(indicator.name),
                "schema:url": indicator.url,
                "vnict:publisher": _both(indicator.publisher.name),
                "vnict:unit": indicator.unit.value,
                "vnict:note": _several(indicator.notes),
            }
        )

    def _quotations(self) -> Iterator[dict[str, Any]]:
        """Yield each quotation: words of a source, and the target or directive they are about."""
        targets = {target.id for target in self.directive.targets}
        seen: Counter[str] = Counter()
        for element, span in self.directive.spans():
            seen[element] += 1
            name = quote(element, safe="/.-") + ("" if seen[element] == 1 else f"/{seen[element]}")
            source = self._named("source", span.source)
            place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
            words = {"type": "TextQuoteSelector", "exact": span.quote}
            if (text := self.texts.get(span.source)) is not None:
                words["prefix"] = text[max(0, span.start - _NEIGHBOURS) : span.start]
                words["suffix"] = text[span.end : span.end + _NEIGHBOURS]
            yield {
                "id": f"{self._iri()}/quotation/{name}",
                "type": ["Annotation", "schema:Quotation"],
                "motivation": "identifying",
                "body": self._iri(element if element in targets else ""),
                "target": {
                    "type": "oa:SpecificResource",
                    "source": source,
                    "selector": [words, place],
                },
                "schema:isPartOf": source,
                "schema:about": self._iri(),
                "vnict:field": element,
            }

    # --- figures ----------------------------------------------------------------------

    def _figures(self) -> Iterator[dict[str, Any]]:
        """Yield each figure, and the source that it comes from once."""
        if self.series:
            yield {
                "id": self._named("figures"),
                "type": "schema:Dataset",
                "schema:name": _both(Text("Số liệu đã công bố", "Published figures")),
                "schema:isPartOf": self._encoding,
                "schema:variableMeasured": list(dict.fromkeys(s.indicator for s in self.series)),
            }
        given = [(series, figure) for series in self.series for figure in series.observations]
        backed = [_evidence(figure) for _, figure in given]
        names = self._names(given)
        places = {id(known): name for known, name in zip(backed, names, strict=True) if known}
        works: dict[str, Source] = {}
        agents: dict[str, None] = {}
        for (series, figure), known, name in zip(given, backed, names, strict=True):
            read = [figure.source] if figure.source else []
            if known is not None:
                read = [account.source for account in known.accounts] or read
                agents |= {known.published_by: None} if known.published_by else {}
            works |= {source.id: source for source in read}
            derived = [self._named("source", source.id) for source in read]
            derived += [
                places[id(part)] for part in (known.parts if known else ()) if id(part) in places
            ]
            yield _node(
                {
                    "id": name,
                    "type": "schema:Observation",
                    "schema:subjectOf": self._named("figures"),
                    "schema:value": figure.value,
                    "schema:unitText": series.unit and series.unit.value,
                    "schema:description": _described(figure.note),
                    "prov:wasDerivedFrom": derived,
                    "prov:wasAttributedTo": known
                    and known.published_by
                    and self._named("organization", known.published_by),
                    "vnict:evidence": known and known.status,
                    "vnict:printed": [a.printed for a in known.accounts] if known else None,
                    "schema:variableMeasured": series.indicator,
                    "vnict:entity": series.entity,
                    "vnict:reporter": series.reporter,
                    "vnict:basis": series.basis,
                    "vnict:period": str(figure.period),
                    "vnict:published": figure.published,
                    "vnict:bound": figure.bound,
                    "vnict:flag": [flag.value for flag in figure.flags],
                }
            )
        mine = {source.id for source in self.directive.sources}
        yield from (self._work(source) for name, source in works.items() if name not in mine)
        yield from map(self._agent, agents)

    def _names(self, given: Iterable[tuple[Series, Observation]]) -> list[str]:
        """Return the IRI of each figure: what it is of, who reports it, and when it came out."""
        seen: Counter[str] = Counter()
        names = []
        for series, figure in given:
            parts = (series.indicator, series.entity, series.reporter, series.basis)
            name = "/".join(str(p) for p in (*parts, figure.period, figure.published) if p)
            seen[name] += 1
            again = "" if seen[name] == 1 else f"/{seen[name]}"
            names.append(self._named("figure", quote(name, safe="/.-") + again))
        return names

    def _agent(self, name: str) -> dict[str, Any]:
        """Return who published a figure, by the name that the directive knows it by."""
        known = {one.id: one.name for one in self.directive.organizations}
        return {
            "id": self._named("organization", name),
            "type": ["schema:Organization", "prov:Agent"],
            "schema:name": _both(known.get(name, Text(name, name))),
        }


def _evidence(figure: Observation) -> Evidence | None:
    """Return the evidence of a published figure; of a caller's own there is none."""
    try:
        return published.evidence(figure)
    except UnknownNameError:
        return None


_LIMITS: Final[dict[type, dict[str, str]]] = {
    AtMost: {"maxValue": "value"},
    AtLeast: {"minValue": "value"},
    LeadingGroup: {"maxValue": "worst"},
    Within: {"minValue": "low", "maxValue": "high"},
}
_SOURCE_TYPES: Final = {
    SourceKind.NEWS_SUMMARY.value: "NewsArticle",
    SourceKind.PRESS.value: "NewsArticle",
    SourceKind.INSTRUMENT.value: "Legislation",
}
