"""JSON-LD: schema.org for the instrument, SKOS for its sections, Web Annotation for its words.

One document, whose context stands in it: nothing needs to be fetched to read it.
What these vocabularies have no word for stands under a prefix of our own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from vn_ict_directive.criteria import AtLeast, AtMost, Criterion, LeadingGroup, Within
from vn_ict_directive.exchange._identity import (
    BASE,
    akn_work,
    check_directive,
    iri,
    read_from,
    standing,
)
from vn_ict_directive.exchange._plain import as_json
from vn_ict_directive.exchange.edxml import known_document_id
from vn_ict_directive.model import (
    Directive,
    Indicator,
    Organization,
    Section,
    SectionKind,
    Target,
    Task,
)
from vn_ict_directive.sources import Source, SourceKind, Span
from vn_ict_directive.text import Text
from vn_ict_directive.verification import verify

__all__ = ["CONTEXT", "jsonld_package"]

SCHEMA_VERSION: Final = "1"
"""Version of the document's shape: a term that comes to mean something else is a new one."""

_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_MAKERS: Final = f"{BASE}developers"

_IN_LANGUAGES: Final = (
    *("schema:alternateName", "schema:jobTitle", "schema:keywords"),
    *("schema:legislationType", "schema:name", "schema:text", "skos:altLabel", "skos:prefLabel"),
    *("skos:scopeNote", "vnict:asks", "vnict:motto", "vnict:note", "vnict:reason"),
    "vnict:standing",
)
_REFERENCES: Final = (
    *("prov:hadPrimarySource", "prov:wasAttributedTo", "prov:wasDerivedFrom"),
    *("prov:wasQuotedFrom", "schema:about", "schema:citation", "schema:creator"),
    *("schema:hasPart", "schema:inDefinedTermSet", "schema:isBasedOn", "schema:isPartOf"),
    *("schema:legislationJurisdiction", "schema:legislationLegalValue"),
    *("schema:legislationPassedBy", "schema:legislationResponsible", "schema:license"),
    *("schema:mentions", "schema:propertyID", "schema:subjectOf", "schema:translationOfWork"),
    *("schema:workExample", "schema:worksFor", "skos:hasTopConcept"),
    *("skos:inScheme", "skos:topConceptOf", "vnict:addressee", "vnict:publisher"),
    *("vnict:sector", "vnict:successor"),
)
_DAYS: Final = ("schema:datePublished", "schema:legislationDate", "vnict:due", "vnict:since")

CONTEXT: Final[dict[str, Any]] = {
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vnict": f"{BASE}terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    # A Web Annotation reads as its Recommendation writes it.
    "Annotation": "oa:Annotation",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "id": "@id",
    "type": "@type",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "identifying": "oa:identifying",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "selector": {"@id": "oa:hasSelector"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    **{name: {"@id": name, "@container": "@language"} for name in _IN_LANGUAGES},
    **{name: {"@id": name, "@type": "@id"} for name in _REFERENCES},
    **{name: {"@id": name, "@type": "xsd:date"} for name in _DAYS},
}
"""The context of the document: prefixes, and the terms whose values are more than plain text."""


_NEIGHBOURS: Final = 32
"""Code points that a quotation's surroundings are told by, on either side."""


def jsonld_package(
    directive: Directive, *, texts: Mapping[str, str] | None = None, package: str | None = None
) -> dict[str, bytes]:
    """Write a directive as one JSON-LD document.

    The graph holds the directive, its expressions and the instruments it
    mentions (schema.org ``Legislation``); a part for each task and target; its
    sections as SKOS concepts; indicators, organizations and sources; a Web
    Annotation for each quotation, whose offsets count code points of the
    untouched source; and the encoding as a ``Dataset`` with where it comes from
    (PROV). Legal force and the day it came into force are not known and not stated.

    A target's limit is a ``PropertyValue`` where that can say it. The better
    edge of "among the 40-45 leading" is no least value, so ``maxValue`` stands
    alone there; the whole criterion is JSON text under ``vnict:criterion``.

    Args:
        directive: What to write.
        texts: The untouched texts of sources, by id. Quotations from them also
            tell the code points around them, 32 on either side, by which they
            are found again in a text that has changed. No text comes with the
            package, so by default none does.
        package: Which version of this package to say that it was written by; None to
            say none, so that the same thing is the same bytes in every release.

    Returns:
        The bytes of ``directive.jsonld``: the same for the same directive.

    Raises:
        InvalidValueError: *directive* is none, or a text is no text.
        InvalidDataError: A text does not bear out the quotations from it.
        UnknownNameError: *texts* names a source that the directive has not.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> import json
        >>> graph = json.loads(jsonld_package(DIRECTIVE_01)["directive.jsonld"])["@graph"]
        >>> graph[0]["schema:legislationIdentifier"][0], graph[0]["vnict:official"]
        ('01/CT-BTTTT', False)
    """
    check_directive(directive)
    known = {} if texts is None else dict(texts)
    for source, text in known.items():
        verify(directive, text, source=source)
    document = {"@context": CONTEXT, "@graph": list(_graph(directive, known, package))}
    return {"directive.jsonld": f"{as_json(document, indent=2)}\n".encode(errors="replace")}


def _graph(
    directive: Directive, texts: Mapping[str, str], package: str | None
) -> Iterator[dict[str, Any]]:
    yield _directive(directive)
    yield from _expressions(directive)
    yield {
        "id": f"{BASE}country/vn",
        "type": "schema:Country",
        "schema:identifier": "VN",
        "schema:name": _both(Text("Việt Nam", "Viet Nam")),
    }
    yield {
        "id": f"{iri(directive)}/signatory",
        "type": "schema:Person",
        "schema:name": {"vi": directive.signatory.name},
        "schema:jobTitle": _both(directive.signatory.position),
        "schema:worksFor": _named("organization", directive.issuer),
    }
    yield {
        "id": _scheme(directive),
        "type": ["skos:ConceptScheme", "schema:DefinedTermSet"],
        "schema:name": _both(Text("Các phần của chỉ thị", "Sections of the directive")),
        "skos:hasTopConcept": [_concept(directive, s.id) for s in directive.sections],
    }
    for section in directive.sections:
        yield _section(directive, section)
        for element in section.requirements:
            yield _part(directive, element)
    yield from map(_indicator, directive.indicators)
    for organization in directive.organizations:
        yield _organization(directive, organization)
    for source in directive.sources:
        yield _source(directive, source)
    for number, instrument in enumerate(directive.carries_out):
        yield {
            "id": _instrument(directive, number),
            "type": "schema:Legislation",
            "schema:legislationIdentifier": [instrument.number],
            "schema:name": _both(instrument.title),
            "schema:legislationDate": instrument.date,
            "schema:citation": [_named("source", name) for name in instrument.witnesses],
            "vnict:note": _both(instrument.note),
        }
    yield from _annotations(directive, texts)
    yield from _dataset(directive, package)


# --- names --------------------------------------------------------------------------


def _named(kind: str, name: str) -> str:
    """Return the IRI of something that is not one directive's alone."""
    return f"{BASE}{kind}/{name}"


def _scheme(directive: Directive) -> str:
    return f"{iri(directive)}/sections"


def _concept(directive: Directive, section: str) -> str:
    return f"{iri(directive)}/section/{section}"


def _instrument(directive: Directive, number: int) -> str:
    return f"{iri(directive)}/instrument/{number}"


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _several(texts: tuple[Text, ...]) -> dict[str, list[str]]:
    return {"vi": [text.vi for text in texts], "en": [text.en for text in texts]}


def _known(**fields: Any) -> dict[str, Any]:
    """Return the fields that hold something; the first underscore of a name is its colon."""
    return {
        name.replace("_", ":", 1): value
        for name, value in fields.items()
        if value not in (None, "", [], {"vi": [], "en": []})
    }


# --- nodes --------------------------------------------------------------------------


def _directive(directive: Directive) -> dict[str, Any]:
    issuer = directive.organization(directive.issuer)
    successors = dict.fromkeys(s.successor for s in issuer.successions if s.successor)
    identifiers = [directive.number, akn_work(directive)]
    if known := known_document_id(directive):
        identifiers.append(known)
    return {
        "id": iri(directive),
        "type": "schema:Legislation",
        "schema:legislationIdentifier": identifiers,
        "schema:name": _both(directive.title),
        "schema:legislationType": _both(directive.kind),
        "schema:legislationDate": directive.signed,
        "schema:legislationJurisdiction": f"{BASE}country/vn",
        "schema:legislationPassedBy": _named("organization", directive.issuer),
        "schema:creator": f"{iri(directive)}/signatory",
        "schema:inLanguage": "vi",
        "schema:keywords": _both(directive.theme),
        "vnict:motto": _both(directive.motto),
        "schema:temporalCoverage": f"{directive.period.start}/{directive.period.end}",
        "vnict:official": directive.official,
        "vnict:standing": _both(standing(directive)),
        "schema:workExample": [f"{iri(directive)}/{lang}" for lang in ("vi", "en")],
        **_known(
            schema_legislationResponsible=[_named("organization", name) for name in successors],
            schema_about=[_concept(directive, s.id) for s in directive.sections],
            schema_hasPart=[
                iri(directive, e.id) for s in directive.sections for e in s.requirements
            ],
            schema_mentions=[
                _instrument(directive, n) for n, _ in enumerate(directive.carries_out)
            ],
            schema_subjectOf=[_named("source", s.id) for s in directive.sources],
        ),
    }


def _expressions(directive: Directive) -> Iterator[dict[str, Any]]:
    for lang, words in (("vi", directive.title.vi), ("en", directive.title.en)):
        node: dict[str, Any] = {
            "id": f"{iri(directive)}/{lang}",
            "type": "schema:Legislation",
            "schema:name": {lang: words},
            "schema:inLanguage": lang,
        }
        if lang == "en":
            node["schema:translationOfWork"] = f"{iri(directive)}/vi"
        if lang == "en" or not directive.official:
            node["schema:encoding"] = {
                "type": "schema:LegislationObject",
                "schema:inLanguage": lang,
                "schema:legislationLegalValue": "schema:UnofficialLegalValue",
            }
        yield node


def _section(directive: Directive, section: Section) -> dict[str, Any]:
    notes = section.notes
    if section.kind is not SectionKind.SECTOR:
        notes = (section.kind.label, *notes)
    return {
        "id": _concept(directive, section.id),
        "type": ["skos:Concept", "schema:DefinedTerm"],
        "schema:termCode": section.id,
        "schema:name": _both(section.name),
        "schema:inDefinedTermSet": _scheme(directive),
        "skos:notation": section.id,
        "skos:prefLabel": _both(section.name),
        "skos:inScheme": _scheme(directive),
        "skos:topConceptOf": _scheme(directive),
        "vnict:kind": section.kind.value,
        **_known(
            skos_altLabel={"vi": section.heading.quote} if section.heading else None,
            skos_scopeNote=_several(notes),
        ),
    }


def _part(directive: Directive, element: Task | Target) -> dict[str, Any]:
    source = _named("source", element.span.source)
    node = {
        "id": iri(directive, element.id),
        "type": ["schema:Legislation", f"vnict:{type(element).__name__}"],
        "schema:legislationIdentifier": [element.id],
        "schema:isPartOf": iri(directive),
        "schema:about": [_concept(directive, element.section)],
        "prov:wasQuotedFrom": source,
        **_known(
            vnict_note=_several(element.notes),
            vnict_inferred=[
                {
                    "type": "vnict:Inference",
                    "vnict:field": inference.field,
                    "vnict:reason": _both(inference.reason),
                    **_known(vnict_alternative=[as_json(a) for a in inference.alternatives]),
                }
                for inference in element.inferences
            ],
            vnict_due=element.due,
        ),
    }
    if isinstance(element, Task):
        return node | {
            "schema:text": _both(element.text),
            "schema:citation": [source],
            **_known(
                schema_legislationResponsible=[_body(name) for name in element.responsible],
                vnict_addressee=[_body(name) for name in element.addressees],
            ),
        }
    return node | {
        "schema:text": _both(element.statement),
        "schema:citation": [source, *(_named("source", name) for name in element.witnesses)],
        "schema:temporalCoverage": f"{element.start}/{element.due}",
        "vnict:asks": {"vi": element.describe("vi"), "en": element.describe("en")},
        "vnict:criterion": as_json(element.criterion),
        "vnict:mode": element.mode,
        "vnict:windowMonths": element.window_months,
        "vnict:onBreak": element.on_break,
        "schema:mainEntity": _measure(element.indicator, element.criterion),
    }


def _body(name: str) -> str:
    return _named("organization", name)


def _measure(indicator: Indicator, criterion: Criterion) -> dict[str, Any]:
    """Return what is measured, and its limits where schema.org can say them."""
    limits: dict[str, float] = {}
    match criterion:
        case AtMost(strict=False):
            limits["schema:maxValue"] = criterion.value
        case AtLeast(strict=False):
            limits["schema:minValue"] = criterion.value
        case LeadingGroup():
            limits["schema:maxValue"] = criterion.worst
        case Within():
            limits = {"schema:minValue": criterion.low, "schema:maxValue": criterion.high}
        case _:
            pass
    return {
        "type": "schema:PropertyValue",
        "schema:propertyID": _named("indicator", indicator.id),
        "schema:name": _both(indicator.name),
        "schema:unitText": indicator.unit.value,
        **limits,
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": _named("indicator", indicator.id),
        "type": ["schema:DefinedTerm", "vnict:Indicator"],
        "schema:termCode": indicator.id,
        "schema:name": _both(indicator.name),
        "vnict:publisher": _named("organization", indicator.publisher.id),
        "vnict:unit": indicator.unit.value,
        **_known(schema_url=indicator.url, vnict_note=_several(indicator.notes)),
    }


def _organization(directive: Directive, organization: Organization) -> dict[str, Any]:
    issuer = directive.organization(directive.issuer)
    of_state = {issuer.id, *(s.successor for s in issuer.successions)}
    kind = "GovernmentOrganization" if organization.id in of_state else "Organization"
    short = organization.abbreviation
    return {
        "id": _named("organization", organization.id),
        "type": f"schema:{kind}",
        "schema:identifier": organization.id,
        "schema:name": _both(organization.name),
        **_known(
            schema_alternateName=_both(short) if short else None,
            vnict_succession=[
                {
                    "type": "vnict:Succession",
                    "vnict:sector": _concept(directive, succession.field),
                    "vnict:note": _both(succession.note),
                    **_known(
                        vnict_since=succession.since,
                        vnict_successor=_body(succession.successor)
                        if succession.successor
                        else None,
                    ),
                }
                for succession in organization.successions
            ],
        ),
    }


_SOURCE_TYPES: Final = {
    SourceKind.NEWS_SUMMARY: "NewsArticle",
    SourceKind.PRESS: "NewsArticle",
    SourceKind.INSTRUMENT: "Legislation",
}


def _source(directive: Directive, source: Source) -> dict[str, Any]:
    is_press = source.kind in {SourceKind.NEWS_SUMMARY, SourceKind.PRESS}
    author: dict[str, Any] = {}
    if source.author and is_press:
        author["schema:author"] = {
            "type": "schema:Person",
            "schema:name": {"vi": source.author},
        }
    elif source.author:
        author["schema:creditText"] = source.author
    published = source.published
    return {
        "id": _named("source", source.id),
        "type": f"schema:{_SOURCE_TYPES.get(source.kind, 'CreativeWork')}",
        "schema:identifier": source.id,
        "schema:headline": source.title,
        "schema:inLanguage": source.language,
        "vnict:kind": source.kind.value,
        "vnict:official": source.official,
        **author,
        **_known(
            prov_hadPrimarySource=iri(directive),
            schema_datePublished=str(published) if published and published.kind == "day" else None,
            vnict_published=str(published) if published and published.kind != "day" else None,
            schema_url=source.url,
            schema_description=source.note,
            schema_encoding={
                "type": "schema:MediaObject",
                "schema:encodingFormat": "text/plain",
                "schema:sha256": source.sha256,
            }
            if source.sha256
            else None,
        ),
    }


def _annotations(directive: Directive, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what stands where: each quotation, with what was read from it."""
    seen: Counter[str] = Counter()
    bodies = {s.id: _concept(directive, s.id) for s in directive.sections}
    bodies |= {f"{s.id}.heading": _concept(directive, s.id) for s in directive.sections}
    bodies |= {e.id: iri(directive, e.id) for s in directive.sections for e in s.requirements}
    for element, span in directive.spans():
        seen[element] += 1
        name = quote(element, safe="/.-") + ("" if seen[element] == 1 else f"/{seen[element]}")
        yield {
            "id": f"{iri(directive)}/quotation/{name}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": bodies.get(element, iri(directive)),
            "vnict:field": element,
            "target": {
                "type": "oa:SpecificResource",
                "source": _named("source", span.source),
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": span.quote,
                        **_around(span, texts.get(span.source)),
                    },
                    {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                ],
            },
        }


def _around(span: Span, text: str | None) -> dict[str, str]:
    """Return what stands before and after a quotation, where its text is at hand."""
    if text is None:
        return {}
    return {
        "prefix": text[max(0, span.start - _NEIGHBOURS) : span.start],
        "suffix": text[span.end : span.end + _NEIGHBOURS],
    }


def _dataset(directive: Directive, package: str | None) -> Iterator[dict[str, Any]]:
    """Yield the encoding itself, and who made it."""
    sources = [_named("source", source.id) for source in read_from(directive)]
    yield {
        "id": f"{iri(directive)}/encoding/{quote(directive.encoding, safe='.-', errors='replace')}",
        "type": "schema:Dataset",
        "schema:name": _both(
            Text(
                f"{directive.kind.vi} {directive.number} dưới dạng dữ liệu",
                f"{directive.kind.en} {directive.number} as data",
            )
        ),
        "schema:version": directive.encoding,
        "schema:license": _LICENCE,
        "schema:about": iri(directive),
        "schema:creator": _MAKERS,
        "prov:wasAttributedTo": _MAKERS,
        "vnict:official": directive.official,
        "vnict:standing": _both(standing(directive)),
        "vnict:schemaVersion": SCHEMA_VERSION,
        **_known(
            vnict_packageVersion=package,
            schema_isBasedOn=sources,
            prov_wasDerivedFrom=sources,
            schema_variableMeasured=[
                {
                    "type": "schema:PropertyValue",
                    "schema:propertyID": _named("indicator", indicator.id),
                    "schema:name": _both(indicator.name),
                    "schema:unitText": indicator.unit.value,
                }
                for indicator in directive.indicators
            ],
        ),
    }
    yield {
        "id": _MAKERS,
        "type": ["schema:Organization", "prov:Agent"],
        "schema:name": {"en": "The vn-ict-directive developers"},
    }
