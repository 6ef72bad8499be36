"""JSON-LD: what outsiders' tools make of it, term by term and word by word."""

import csv
import json
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from strategies import directives
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    Directive,
    LeadingGroup,
    Series,
    Source,
    Target,
    Text,
    Within,
    published,
)
from vn_ict_directive.criteria import Criterion
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.exchange._identity import BASE, iri
from vn_ict_directive.exchange.jsonld import context, jsonld_package

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "how-to" / "query-the-linked-data.md"
PREFIXES = {name: value for name, value in context().items() if str(value).startswith("http")}

Parse = Callable[[Directive], Any]


@pytest.fixture(scope="session")
def parse(external: Callable[[str], Any]) -> Parse:
    """Read a directive's document with rdflib."""
    rdflib = external("rdflib")

    def read(directive: Directive) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
            content = jsonld_package(directive)["directive.jsonld"]
            return rdflib.Graph().parse(data=content, format="json-ld")

    return read


@pytest.fixture(scope="session")
def graph(parse: Parse) -> Any:
    return parse(DIRECTIVE_01)


def document(directive: Directive = DIRECTIVE_01) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(jsonld_package(directive)["directive.jsonld"])
    return content


def node(name: str, directive: Directive = DIRECTIVE_01) -> dict[str, Any]:
    (found,) = (n for n in document(directive)["@graph"] if n.get("id") == name)
    return dict(found)


# --- the vocabulary -------------------------------------------------------------------


@attrs.frozen
class Terms:
    """The terms that we use, with what their vocabularies say of them."""

    classes: dict[str, set[str]]
    individuals: dict[str, set[str]]
    properties: dict[str, tuple[set[str], set[str]]]

    def all_of(self, types: set[str]) -> set[str]:
        """Return classes with every class above them."""
        above = {parent for kind in types for parent in self.classes[kind]}
        return types if above <= types else self.all_of(types | above)


@pytest.fixture(scope="session")
def terms() -> Terms:
    found = Terms({}, {}, {})
    text = (HERE / "data" / "linked_data_terms.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        of, values = set(row["of"].split()), set(row["range"].split())
        match row["kind"]:
            case "class":
                found.classes[row["term"]] = of
            case "individual":
                found.individuals[row["term"]] = of
            case _:
                found.properties[row["term"]] = (of, values)
    return found


DATATYPES = {
    "Text": {"string", "langString"},
    "Date": {"date"},
    "Number": {"integer", "double"},
    "Boolean": {"boolean"},
    "Offset": {"nonNegativeInteger"},
}


def short(name: object) -> str:
    """Write an IRI with its prefix."""
    for prefix, start in PREFIXES.items():
        if str(name).startswith(start):
            return f"{prefix}:{str(name).removeprefix(start)}"
    return str(name)


def faults(rdflib: Any, graph: Any, terms: Terms) -> Iterator[str]:
    """Yield every triple whose terms are unknown, or outside their domain or range."""

    def types(thing: Any) -> set[str]:
        told = {short(kind) for kind in graph.objects(thing, rdflib.RDF.type)}
        return terms.all_of(
            (told & terms.classes.keys()) | terms.individuals.get(short(thing), set())
        )

    for subject, predicate, value in graph:
        name = short(predicate)
        said = f"{subject} {name} {value!r}"
        if predicate == rdflib.RDF.type:
            if short(value) not in terms.classes:
                yield f"unknown class: {said}"
        elif name not in terms.properties:
            yield f"unknown property: {said}"
        else:
            domain, values = terms.properties[name]
            if "any" not in domain and not types(subject) & domain:
                yield f"outside its domain: {said}"
            if isinstance(value, rdflib.Literal):
                kind = "langString" if value.language else str(value.datatype or "string")
                fits = any(re.split("[#/]", kind)[-1] in DATATYPES.get(v, set()) for v in values)
            else:
                fits = bool(types(value) & values or "any" in values)
                fits = fits or ("URL" in values and isinstance(value, rdflib.URIRef))
            if not fits:
                yield f"outside its range: {said}"


def test_every_term_is_used_as_its_vocabulary_says(
    external: Callable[[str], Any], graph: Any, terms: Terms
) -> None:
    assert list(faults(external("rdflib"), graph, terms)) == []
    assert len(graph) > 2000


def test_every_term_of_the_table_is_there_for_a_reason(graph: Any, terms: Terms) -> None:
    used = {short(p) for _, p, _ in graph}
    # Nothing here has occasion for these: no author that is no person, no figure that is a bound.
    assert set(terms.properties) - used == {"schema:creditText", "vnict:bound"}
    for classes in (*terms.classes.values(), *terms.individuals.values()):
        assert classes <= terms.classes.keys()
    for domain, values in terms.properties.values():
        assert domain <= {*terms.classes, "any"}
        assert values <= {*terms.classes, *DATATYPES, "URL", "any"}


def test_the_check_finds_what_is_wrong(
    external: Callable[[str], Any], parse: Parse, terms: Terms
) -> None:
    rdflib = external("rdflib")
    graph = parse(DIRECTIVE_01)
    thing, schema = rdflib.URIRef(iri(DIRECTIVE_01)), rdflib.Namespace(PREFIXES["schema"])
    graph.add((thing, schema.sha256, rdflib.Literal("x")))
    graph.add((thing, schema.legislationDate, rdflib.Literal("x")))
    graph.add((thing, schema.legislationDateEntryIntoForce, rdflib.Literal("x")))
    graph.add((thing, schema.creator, rdflib.URIRef(f"{iri(DIRECTIVE_01)}#postal")))
    graph.add((thing, rdflib.RDF.type, schema.Law))
    assert sorted(fault.partition(":")[0] for fault in faults(rdflib, graph, terms)) == [
        "outside its domain",
        "outside its range",
        "outside its range",
        "unknown class",
        "unknown property",
    ]


# --- what it says -------------------------------------------------------------------------


ARTICLE = f"{BASE}source/my-hanh-2020"
ENCODING = f"{iri(DIRECTIVE_01)}/encoding/{DIRECTIVE_01.encoding}"


def typed(kind: str, directive: Directive = DIRECTIVE_01) -> list[dict[str, Any]]:
    return [n for n in document(directive)["@graph"] if kind in (n["type"], *n["type"])]


def test_three_works_are_kept_apart() -> None:
    """The directive was not seen; the article is about it; the encoding is derived from that."""
    directive, article, encoding = map(node, (iri(DIRECTIVE_01), ARTICLE, ENCODING))
    assert directive["vnict:textSeen"] is False
    assert article["schema:about"] == iri(DIRECTIVE_01)
    assert article["schema:author"]["schema:name"] == {"vi": "Mỹ Hạnh"}
    assert encoding["prov:wasDerivedFrom"] == [ARTICLE]
    assert encoding["schema:about"] == iri(DIRECTIVE_01)
    assert encoding["schema:name"] == {
        "vi": "Chỉ thị số 01/CT-BTTTT dưới dạng dữ liệu",
        "en": "Directive No. 01/CT-BTTTT as data",
    }
    assert "schema:datePublished" not in article, "its day is not known"
    assert node(f"{BASE}source/dbp-2020-01-14")["schema:datePublished"] == "2020-01-14"


def test_the_words_belong_to_the_article_and_to_no_legislation() -> None:
    for quotation in typed("Annotation"):
        assert quotation["schema:isPartOf"] == quotation["target"]["source"] == ARTICLE
        assert quotation["schema:about"] == iri(DIRECTIVE_01)
    (legislation,) = typed("schema:Legislation")
    assert not {"schema:text", "schema:hasPart"} & set(legislation)


def test_a_target_is_a_part_of_the_encoding() -> None:
    targets = typed("vnict:Target")
    assert [n["schema:identifier"] for n in targets] == [t.id for t in DIRECTIVE_01.targets]
    for told, target in zip(targets, DIRECTIVE_01.targets, strict=True):
        assert told["schema:isPartOf"] == ENCODING
        assert told["schema:text"] == {"vi": target.statement.vi, "en": target.statement.en}
        assert (told["vnict:start"], told["vnict:due"]) == (str(target.start), str(target.due))
        fields = [inference["vnict:field"] for inference in told["vnict:inferred"]]
        assert fields == [inference.field for inference in target.inferences]


def test_the_encoding_says_that_it_is_unofficial_and_its_names_not_registered() -> None:
    encoding = node(ENCODING)
    assert encoding["vnict:official"] is False
    assert encoding["vnict:standing"]["en"].startswith("Unofficial")
    assert encoding["vnict:standing"]["vi"].startswith("Không chính thức")
    assert "none is registered" in encoding["vnict:naming"]["en"]
    assert "chưa được đăng ký" in encoding["vnict:naming"]["vi"]


def test_what_is_not_known_is_not_said() -> None:
    text = jsonld_package(DIRECTIVE_01)["directive.jsonld"].decode()
    for term in (
        *("legislationLegalForce", "legislationDateOfApplicability", "EntryIntoForce"),
        *("legislationResponsible", "legislationLegalValue", "GovernmentOrganization"),
    ):
        assert term not in text


def test_the_issuers_own_text_has_its_standing(directive_01: Directive) -> None:
    official = attrs.evolve(directive_01, official=True)
    assert node(iri(official), official)["vnict:textSeen"] is True
    assert node(ENCODING, official)["vnict:standing"]["en"].startswith("An encoding of")


def test_all_our_names_begin_in_one_place(graph: Any) -> None:
    ours = {str(s) for s in graph.subjects() if str(s).startswith("http")}
    assert all(name.startswith(BASE) for name in ours)
    assert not any(".vn/" in name for name in ours), "never under a domain of the Government"


@pytest.mark.parametrize("base", ["https://example.org/vn/", "urn:example:", "tag:a.org,2026:x/"])
def test_names_begin_where_the_caller_says(base: str) -> None:
    held = jsonld_package(DIRECTIVE_01, base=base)["directive.jsonld"].decode()
    assert BASE not in held
    graph = json.loads(held)["@graph"]
    assert graph[0]["id"] == f"{base}d/{DIRECTIVE_01.id}"
    (encoding,) = (n for n in graph if "vnict:naming" in n)
    assert "registered" not in encoding["vnict:naming"]["en"]


@pytest.mark.parametrize("base", ["", "example.org/", "https://example.org", "a b:", "x:#/", 3])
def test_no_name_begins_with_what_is_no_address(base: Any) -> None:
    with pytest.raises(InvalidValueError, match="base should be the beginning of an IRI"):
        jsonld_package(DIRECTIVE_01, base=base)


def test_only_sectors_are_subjects() -> None:
    sectors = [n["schema:termCode"] for n in typed("schema:DefinedTerm")]
    assert sectors == [section.id for section in DIRECTIVE_01.sectors]
    assert len(sectors) == 6
    about = {n["schema:identifier"]: n["schema:about"] for n in typed("vnict:Target")}
    assert about["postal.upu-rank"] == [iri(DIRECTIVE_01), iri(DIRECTIVE_01, "postal")]
    for target in DIRECTIVE_01.targets:
        assert (len(about[target.id]) == 2) is (target.section in sectors)


def test_every_figure_says_where_it_was_read() -> None:
    figures = typed("schema:Observation")
    known = [(s, o) for s in published.all_series() for o in s.observations]
    assert len(figures) == len(known) > 80
    nodes = {n["id"]: n for n in document()["@graph"] if "id" in n}
    for told, (series, figure) in zip(figures, known, strict=True):
        evidence = published.evidence(figure)
        assert told["schema:value"] == figure.value
        assert told["schema:variableMeasured"] == series.indicator
        assert told["vnict:period"] == str(figure.period)
        assert figure.source is not None
        read = [nodes[name] for name in told["prov:wasDerivedFrom"]]
        works = [one for one in read if one["type"] != "schema:Observation"]
        accounts = [account.source for account in evidence.accounts] or [figure.source]
        assert [one["schema:headline"] for one in works] == [one.title for one in accounts]
        assert [one.get("schema:url") for one in works] == [one.url for one in accounts]
        assert told.get("vnict:printed", []) == [one.printed for one in evidence.accounts]
        assert told["vnict:evidence"] == evidence.status
        publisher = told.get("prov:wasAttributedTo")
        if evidence.published_by:
            assert publisher == f"{BASE}organization/{evidence.published_by}"
            assert "prov:Agent" in nodes[publisher]["type"]
        else:
            assert publisher is None
            parts = [one["schema:variableMeasured"] for one in read if one not in works]
            assert parts == ["digital-technology-enterprises", "population"]
    assert len({told["id"] for told in figures}) == len(figures)
    assert typed("schema:Dataset")[1]["schema:isPartOf"] == ENCODING


def test_figures_are_those_given(directive_01: Directive) -> None:
    mine = Series.of("egdi-rank", {2020: ">86"})
    held = jsonld_package(directive_01, series=[mine])["directive.jsonld"]
    (told,) = (n for n in json.loads(held)["@graph"] if n["type"] == "schema:Observation")
    assert told == {
        "id": f"{BASE}figure/egdi-rank/VN/2020",
        "type": "schema:Observation",
        "schema:subjectOf": f"{BASE}figures",
        "schema:value": 86.0,
        "schema:variableMeasured": "egdi-rank",
        "vnict:bound": ">",
        "vnict:entity": "VN",
        "vnict:period": "2020",
    }
    assert b"Observation" not in jsonld_package(directive_01, series=())["directive.jsonld"]


def test_two_figures_by_one_name_are_two_figures() -> None:
    mine = Series.of("egdi-rank", {2020: 86})
    held = jsonld_package(DIRECTIVE_01, series=[mine, mine])["directive.jsonld"]
    told = [n["id"] for n in json.loads(held)["@graph"] if n["type"] == "schema:Observation"]
    assert told == [f"{BASE}figure/egdi-rank/VN/2020", f"{BASE}figure/egdi-rank/VN/2020/2"]


def test_a_computed_figure_without_its_parts_names_no_figures() -> None:
    per_1000 = published.series("digital-technology-enterprises-per-1000-people")
    held = jsonld_package(DIRECTIVE_01, series=[per_1000])["directive.jsonld"]
    graph = json.loads(held)["@graph"]
    told = [n for n in graph if n["type"] == "schema:Observation"]
    assert len(told) == len(per_1000.observations)
    assert all("/figure/" not in name for one in told for name in one["prov:wasDerivedFrom"])


@pytest.mark.parametrize(
    "criterion,least,most",
    [
        (AtMost(value=75), None, 75),
        (AtMost(value=75, strict=True), None, None),
        (LeadingGroup(worst=45, best=40), None, 45),
        (Within(low=40, high=45), 40, 45),
    ],
    ids=repr,
)
def test_limits_say_no_more_than_the_criterion(
    criterion: Criterion, least: float | None, most: float | None
) -> None:
    told = measured(DIRECTIVE_01.target("it-application.egdi-rank"), criterion)
    assert (told.get("schema:minValue"), told.get("schema:maxValue")) == (least, most)
    assert told["schema:unitText"] == "rank"


@pytest.mark.parametrize("strict,least", [(False, 0.5), (True, None)])
def test_a_strict_limit_is_no_smallest_value(strict: bool, least: float | None) -> None:
    target = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
    told = measured(target, AtLeast(value=0.5, strict=strict))
    assert (told.get("schema:minValue"), told.get("schema:maxValue")) == (least, None)
    assert told["schema:unitText"] == "per-1000-people"


def measured(target: Target, criterion: Criterion) -> dict[str, Any]:
    part = DIRECTIVE_01.section(target.section)
    part = attrs.evolve(part, targets=[attrs.evolve(target, criterion=criterion)])
    bodies = [attrs.evolve(body, successions=()) for body in DIRECTIVE_01.organizations]
    odd = attrs.evolve(DIRECTIVE_01, sections=[part], organizations=bodies)
    return dict(node(iri(odd, target.id), odd)["schema:mainEntity"])


def test_a_source_that_is_no_news_is_credited() -> None:
    first, *others = DIRECTIVE_01.sources
    report = Source(
        id="report",
        kind="statistics",
        title="EGDI",
        author="UN DESA",
        language="en",
        published=2020,
    )
    odd = attrs.evolve(DIRECTIVE_01, sources=[first, *others, report])
    told = node(f"{BASE}source/report", odd)
    assert told["type"] == "schema:CreativeWork"
    assert (told["schema:creditText"], told["vnict:published"]) == ("UN DESA", "2020")


# --- quotations ---------------------------------------------------------------------------


def test_every_annotation_selects_exactly_its_quote(article: str) -> None:
    annotations = typed("Annotation")
    assert len(annotations) == len(tuple(DIRECTIVE_01.spans()))
    for annotation, (element, span) in zip(annotations, DIRECTIVE_01.spans(), strict=True):
        quote, position = annotation["target"]["selector"]
        assert article[position["start"] : position["end"]] == quote["exact"] == span.quote
        assert annotation["vnict:field"] == element


def test_with_the_text_at_hand_a_quotation_tells_what_stands_around_it(
    article: str, external: Callable[[str], Any]
) -> None:
    held = jsonld_package(DIRECTIVE_01, texts={"my-hanh-2020": article})["directive.jsonld"]
    annotations = [n for n in json.loads(held)["@graph"] if "Annotation" in n["type"]]
    for annotation in annotations:
        quote, position = annotation["target"]["selector"]
        assert len(quote["prefix"]) == min(32, position["start"])
        assert article.startswith(
            quote["prefix"] + quote["exact"] + quote["suffix"],
            position["start"] - len(quote["prefix"]),
        )
    rdflib = external("rdflib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
        graph = rdflib.Graph().parse(data=held, format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    for name in (oa.prefix, oa.suffix, oa.exact):
        assert len(list(graph.subject_objects(name))) == len(annotations)


def test_a_text_that_is_not_the_one_read_is_refused(article: str) -> None:
    with pytest.raises(InvalidDataError, match="does not bear out"):
        jsonld_package(DIRECTIVE_01, texts={"my-hanh-2020": article.replace("2020", "2021")})
    with pytest.raises(UnknownNameError, match="no source 'nobody'"):
        jsonld_package(DIRECTIVE_01, texts={"nobody": article})
    none: Any = {"my-hanh-2020": None}
    with pytest.raises(InvalidValueError, match="should be the text of my-hanh-2020"):
        jsonld_package(DIRECTIVE_01, texts=none)


def test_an_annotation_names_the_target_or_the_directive() -> None:
    targets = {target.id for target in DIRECTIVE_01.targets}
    for annotation in typed("Annotation"):
        field = annotation["vnict:field"]
        assert annotation["body"] == iri(DIRECTIVE_01, field if field in targets else "")


def test_two_quotations_of_one_field_are_two_annotations(directive_01: Directive) -> None:
    twice = attrs.evolve(directive_01, quotes=[*directive_01.quotes, directive_01.quotes[0]])
    names = [n["id"] for n in document(twice)["@graph"] if "id" in n]
    assert len(set(names)) == len(names)


# --- queries --------------------------------------------------------------------------------

FENCE = re.compile(r"^```sparql\n(SELECT.*?)^```\n\n^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)


def queries() -> list[tuple[str, str]]:
    return FENCE.findall(PAGE.read_text("utf-8"))


def test_the_page_has_queries() -> None:
    assert len(queries()) == PAGE.read_text("utf-8").count("SELECT") >= 4


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's, of what it calls
@pytest.mark.parametrize("query,answer", queries(), ids=lambda text: text[:30])
def test_every_query_of_the_page_gives_what_it_shows(graph: Any, query: str, answer: str) -> None:
    (prefixes,) = re.findall(r"```sparql\n(PREFIX.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    rows = [
        " | ".join("–" if v is None else str(v) for v in row)
        for row in graph.query(prefixes + query)
    ]
    assert rows
    assert "".join(f"{row}\n" for row in rows) == answer


# --- laws -----------------------------------------------------------------------------------


@settings(max_examples=min(50, settings().max_examples))
@given(directives())
def test_every_directive_is_well_formed_linked_data(
    external: Callable[[str], Any], parse: Parse, terms: Terms, mine: Directive
) -> None:
    """Whatever a directive holds, its triples keep to their vocabularies, and its words are there."""
    graph = parse(mine)
    assert list(faults(external("rdflib"), graph, terms)) == []
    oa = external("rdflib").Namespace(PREFIXES["oa"])
    told = sorted(
        (
            str(graph.value(part, oa.exact)),
            int(graph.value(other, oa.start)),
            int(graph.value(other, oa.end)),
        )
        for where in graph.subjects(external("rdflib").RDF.type, oa.SpecificResource)
        for part in graph.objects(where, oa.hasSelector)
        if graph.value(part, oa.exact) is not None
        for other in graph.objects(where, oa.hasSelector)
        if graph.value(other, oa.start) is not None
    )
    assert told == sorted((span.quote, span.start, span.end) for _, span in mine.spans())


def test_the_same_bytes_every_time() -> None:
    (content,) = jsonld_package(DIRECTIVE_01).values()
    assert jsonld_package(DIRECTIVE_01) == {"directive.jsonld": content}
    assert content.endswith(b"\n")


def test_letters_that_no_file_can_hold() -> None:
    odd = attrs.evolve(DIRECTIVE_01, title=Text("\ud800x", "y"), encoding="\ud800")
    assert document(odd)["@graph"][0]["schema:name"]["vi"] == "?x"


def test_what_is_no_directive() -> None:
    with pytest.raises(InvalidValueError, match="directive should be a Directive"):
        jsonld_package("01/CT-BTTTT")  # type: ignore[arg-type]
