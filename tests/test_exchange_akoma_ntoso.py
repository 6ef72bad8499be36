"""Akoma Ntoso: valid by the official schema, and by what no schema can check."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given, settings

from vn_ict_directive import DIRECTIVE_01, Directive, InvalidValueError, RelativeTo, Text, Within
from vn_ict_directive.criteria import Criterion
from vn_ict_directive.exchange.akoma_ntoso import akn_package
from vn_ict_directive.testing import directives

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
NAMES = {"a": AKN, "v": "https://w3id.org/vn-ict-directive/akn#"}
LANGUAGES = {"vie", "eng"}
"""The codes of ISO 639-2/T for the two languages; the schema would let "vi" pass."""


def documents(directive: Directive = DIRECTIVE_01) -> dict[str, ET.Element]:
    files = akn_package(directive)
    assert set(files) == {"akn.vie.xml", "akn.eng.xml"}
    return {name[4:7]: ET.fromstring(content) for name, content in files.items()}  # noqa: S314 - our own


def faults(root: ET.Element) -> list[str]:
    """Find what the schema lets pass: dangling references, wrong languages, ids that are not unique."""
    found: list[str] = []
    ids = Counter(element.get("eId") for element in root.iter() if element.get("eId"))
    found += [f"{name} is there {number} times" for name, number in ids.items() if number > 1]
    for element in root.iter():
        for name, value in element.items():
            if name in {"language", "fromLanguage"} and value not in LANGUAGES:
                found.append(f"{value} is no language")
            elif name not in {"quote", "asks", "value", "showAs"} and value.startswith("#"):
                if value[1:] not in ids:
                    found.append(f"{name} leads nowhere: {value}")
            elif name in {"source", "refersTo", "as", "by"}:
                found.append(f"{name} is no reference: {value}")
    return found


def texts(root: ET.Element, path: str) -> list[str]:
    return ["".join(element.itertext()) for element in root.iterfind(path, NAMES)]


@pytest.fixture(scope="session")
def schema(external: Callable[[str], Any]) -> Any:
    """The official schema, strict, which cobalt carries."""
    return external("cobalt.schemas").get_schema(AKN, True)


# --- validity -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vie", "eng"])
def test_it_is_valid_by_the_official_schema(
    external: Callable[[str], Any], schema: Any, lang: str
) -> None:
    for package in (None, "0.1.0"):
        held = akn_package(DIRECTIVE_01, package=package)[f"akn.{lang}.xml"]
        assert schema.validate(external("lxml.etree").fromstring(held)), schema.error_log


def test_the_schema_does_look(external: Callable[[str], Any], schema: Any) -> None:
    content = akn_package(DIRECTIVE_01)["akn.vie.xml"].replace(b"sec_postal__para_2", b"sec_postal")
    assert not schema.validate(external("lxml.etree").fromstring(content))
    assert "eId" in str(schema.error_log)


@pytest.mark.parametrize("lang", ["vie", "eng"])
def test_it_passes_our_own_checks(lang: str) -> None:
    assert faults(documents()[lang]) == []


@pytest.mark.parametrize(
    "before,after,fault",
    [
        ('refersTo="#con_postal"', 'refersTo="#con_space"', "refersTo leads nowhere: #con_space"),
        ('refersTo="#con_postal"', 'refersTo="con_postal"', "refersTo is no reference: con_postal"),
        ('language="vie"', 'language="vi"', "vi is no language"),
        ('eId="src_antd-419477"', 'eId="issuer"', "issuer is there 2 times"),
    ],
)
def test_our_checks_do_look(before: str, after: str, fault: str) -> None:
    content = akn_package(DIRECTIVE_01)["akn.vie.xml"].decode()
    assert before in content
    assert fault in faults(ET.fromstring(content.replace(before, after)))  # noqa: S314 - our own


@pytest.mark.parametrize("lang", ["vie", "eng"])
def test_the_iris_follow_the_naming_convention(external: Callable[[str], Any], lang: str) -> None:
    root = documents()[lang]
    read = external("cobalt").FrbrUri.parse
    work, expression, _ = (e.get("value") for e in root.iterfind(".//a:FRBRuri", NAMES))
    told = read(expression)
    assert told.work_uri(work_component=False) == work
    assert (told.doctype, told.subtype, told.language, told.number) == (
        "doc",
        "tom-tat",
        lang,
        "01-ct-btttt",
    )
    original = root.find(".//a:original", NAMES)
    assert original is not None
    assert original.get("href") == "/akn/vn/statement/chi-thi/btttt/2020-01-03/01-ct-btttt"
    assert read(original.get("href")).subtype == "chi-thi"


# --- what it says -----------------------------------------------------------------------


@pytest.mark.parametrize("lang,start", [("vie", "Không chính thức"), ("eng", "Unofficial")])
def test_it_says_that_it_is_unofficial(lang: str, start: str) -> None:
    root = documents()[lang]
    assert {e.get("value") for e in root.iterfind(".//a:FRBRauthoritative", NAMES)} == {"false"}
    assert [e.get("value") for e in root.iterfind(".//a:FRBRprescriptive", NAMES)] == ["false"]
    assert texts(root, ".//a:preface/a:p")[-1].startswith(start)
    assert texts(root, ".//a:note")[0].strip().startswith(start)
    encoding = root.find(".//v:encoding", NAMES)
    assert encoding is not None
    assert (encoding.get("official"), encoding.get("version")) == ("false", "2020.1")


def test_the_english_is_a_translation() -> None:
    english, vietnamese = documents()["eng"], documents()["vie"]
    told = english.find(".//a:FRBRtranslation", NAMES)
    assert told is not None
    assert told.get("href", "").endswith("/vie@2020-01-03")
    assert vietnamese.find(".//a:FRBRtranslation", NAMES) is None


def test_the_preface_names_it() -> None:
    assert texts(documents()["vie"], ".//a:preface/a:p")[:2] == [
        "Chỉ thị số 01/CT-BTTTT ngày 03/01/2020",
        DIRECTIVE_01.title.vi,
    ]
    assert texts(documents()["eng"], ".//a:preface/a:p")[0] == (
        "Directive No. 01/CT-BTTTT of 3 January 2020"
    )


def test_the_words_stand_in_the_order_of_the_text() -> None:
    quoted = [
        element.span.quote
        for section in DIRECTIVE_01.sections
        for element in sorted(section.requirements, key=lambda item: item.span.start)
    ]
    assert texts(documents()["vie"], ".//a:mainBody//a:p") == quoted
    assert len(quoted) == len(DIRECTIVE_01.tasks) + len(DIRECTIVE_01.targets)
    english = {t.text.en for t in DIRECTIVE_01.tasks} | {
        t.statement.en for t in DIRECTIVE_01.targets
    }
    assert set(texts(documents()["eng"], ".//a:mainBody//a:p")) == english


def test_headings_stand_as_printed() -> None:
    vietnamese, english = (texts(documents()[lang], ".//a:heading") for lang in ("vie", "eng"))
    assert (vietnamese[1], english[1]) == ("Lĩnh vực bưu chính:", "Postal services")
    assert vietnamese[0] == "Phần mở đầu", "what has no heading has a name"


@pytest.mark.parametrize("lang", ["vie", "eng"])
def test_bounds_and_years_are_marked(lang: str) -> None:
    root = documents()[lang]
    marked: dict[str, list[str]] = defaultdict(list)
    for element in root.iterfind(".//a:quantity", NAMES):
        marked[element.get("refersTo", "")[5:]].append(element.get("normalized", ""))
    assert marked == {
        "2ipd-rank": ["40", "45"],
        "idi-rank": ["80", "85"],
        "egdi-rank": ["75"],
        "gci-rank": ["45", "50"],
        "digital-technology-enterprises-per-1000-people": ["1"],
    }
    dates = {e.get("date"): e.text for e in root.iterfind(".//a:mainBody//a:date", NAMES)}
    assert dates == {"2020-12-31": "2020", "2030-12-31": "2030"}


def test_the_whole_target_is_there(article: str) -> None:
    root = documents()["vie"]
    found = {e.get("id"): e for e in root.iterfind(".//v:target", NAMES)}
    assert list(found) == [target.id for target in DIRECTIVE_01.targets]
    paragraphs = {e.get("eId"): e for e in root.iterfind(".//a:paragraph", NAMES)}
    for target in DIRECTIVE_01.targets:
        told = found[target.id]
        assert article[int(told.get("start", "")) : int(told.get("end", ""))] == told.get("quote")
        paragraph = paragraphs[told.get("refersTo", "")[1:]]
        assert "".join(paragraph.itertext()).strip() == target.span.quote
        assert (told.get("due"), told.get("promised")) == (str(target.due), str(target.start))
        assert json.loads(told.get("criterion", ""))["kind"]
        inferred = [e.get("field") for e in told.iterfind("v:inference", NAMES)]
        assert inferred == [inference.field for inference in target.inferences]
    assert len(root.findall(".//v:task", NAMES)) == len(DIRECTIVE_01.tasks)


def words(text: str, criterion: Criterion, due: str = "2020-12-31") -> str:
    """Write one target's paragraph, with what is marked in brackets."""
    old = DIRECTIVE_01.target("it-application.egdi-rank")
    target = attrs.evolve(old, statement=Text(text, text), criterion=criterion, due=due)
    part = attrs.evolve(DIRECTIVE_01.section("it-application"), targets=[target], tasks=())
    bodies = [attrs.evolve(body, successions=()) for body in DIRECTIVE_01.organizations]
    odd = attrs.evolve(DIRECTIVE_01, sections=[part], organizations=bodies)
    (p,) = documents(odd)["eng"].iterfind(".//a:mainBody//a:p", NAMES)
    return (p.text or "") + "".join(f"[{e.text}]{e.tail or ''}" for e in p)


@pytest.mark.parametrize(
    "text,marked",
    [
        ("75", "[75]"),
        ("1.75 or 75.5 or 175, then 75.", "1.75 or 75.5 or 175, then [75]."),
        ("by 2020 among 75, and 75", "by [2020] among [75], and 75"),
        ("a75 75b", "a75 75b"),
        ("nothing", "nothing"),
    ],
)
def test_only_whole_numbers_are_marked(text: str, marked: str) -> None:
    criterion = DIRECTIVE_01.target("it-application.egdi-rank").criterion
    assert words(text, criterion) == marked


def test_a_year_that_is_a_bound_is_marked_once() -> None:
    criterion = RelativeTo(period=2018, factor=2020, least=True)
    assert words("2020", criterion) == "[2020]"


def test_a_bound_inside_another_is_not_marked() -> None:
    assert words("from −5 up", Within(low=-5, high=5)) == "from [−5] up"


def test_a_bound_of_another_value_is_no_bound() -> None:
    assert words("half: 0.5", RelativeTo(period=2018, factor=0.5, least=False)) == "half: 0.5"


# --- laws ---------------------------------------------------------------------------------


@given(directives())
def test_every_directive_is_well_formed(mine: Directive) -> None:
    """Whatever a directive holds, its documents parse, and pass our own checks."""
    for root in documents(mine).values():
        assert faults(root) == []


@settings(max_examples=min(50, settings().max_examples))
@given(directives())
def test_every_directive_is_valid(
    external: Callable[[str], Any], schema: Any, mine: Directive
) -> None:
    """Whatever a directive holds, the official schema finds no fault."""
    for content in akn_package(mine).values():
        assert schema.validate(external("lxml.etree").fromstring(content)), schema.error_log


def test_characters_that_xml_cannot_hold() -> None:
    odd = attrs.evolve(DIRECTIVE_01, title=Text("a\0b\x0bc\ud800d\r\ne", "x"))
    title = texts(documents(odd)["vie"], ".//a:docTitle")
    assert title == ["a\ufffdb\ufffdc\ufffdd\ne"]


def test_markup_in_a_text_is_text() -> None:
    odd = attrs.evolve(DIRECTIVE_01, title=Text('<b a="1">&amp;]]></b>', "x"))
    assert texts(documents(odd)["vie"], ".//a:docTitle") == ['<b a="1">&amp;]]></b>']


def test_the_same_bytes_every_time() -> None:
    assert akn_package(DIRECTIVE_01) == akn_package(DIRECTIVE_01)


def test_what_is_no_directive() -> None:
    with pytest.raises(InvalidValueError, match="directive should be a Directive"):
        akn_package("01/CT-BTTTT")  # type: ignore[arg-type]
