"""Citations: what each style says, and that it leads back to the words."""

import json
import re
from collections.abc import Callable
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings

from strategies import directives
from vn_ict_directive import DIRECTIVE_01, Directive, Section, Span, Target, Task, Text, cite
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.exchange._identity import standing
from vn_ict_directive.exchange.citation import Citable, CitationStyle

STYLES = get_args(CitationStyle)
GCI = DIRECTIVE_01.target("cybersecurity.gci-rank")
PARTS: list[Section | Task | Target] = [
    *DIRECTIVE_01.sections,
    *DIRECTIVE_01.tasks,
    *DIRECTIVE_01.targets,
]


def item(thing: Citable, **options: Any) -> dict[str, Any]:
    (only,) = json.loads(cite(thing, "csl", **options))
    return dict(only)


def test_a_sentence_in_vietnamese() -> None:
    assert cite(GCI) == cite(GCI, "vi")
    assert cite(GCI) == (
        "Bộ Thông tin và Truyền thông, Chỉ thị số 01/CT-BTTTT ngày 03/01/2020, “Định hướng phát "
        "triển ngành Thông tin và Truyền thông năm 2020”, mục tiêu cybersecurity.gci-rank: “Đến "
        "hết năm 2020, Việt Nam vào nhóm 45 - 50 quốc gia dẫn đầu về Chỉ số an toàn, an ninh mạng "
        "toàn cầu của ITU.” (my-hanh-2020[2063:2173], tính theo điểm mã; SHA-256 f1778bead31c8651"
        "a9b5caff8c0ad06d0406320bb4470f8da2348782da8c8bbc). Bản số hóa 2020.2. Không chính thức: "
        "bản số hóa không phải văn bản của cơ quan ban hành, đọc từ: Định hướng phát triển ngành "
        "Thông tin và Truyền thông năm 2020 (Mỹ Hạnh)."
    )


def test_a_sentence_in_english() -> None:
    assert cite(DIRECTIVE_01, "en") == (
        "Ministry of Information and Communications, Directive No. 01/CT-BTTTT of 3 January 2020, "
        "“Orientation for the development of the information and communications sector in 2020”. "
        "Encoding 2020.2. Unofficial: an encoding that is not the issuer's own text, read from: "
        "Định hướng phát triển ngành Thông tin và Truyền thông năm 2020 (Mỹ Hạnh)."
    )


@pytest.mark.parametrize("style", STYLES)
def test_every_style_says_what_it_is_and_that_it_is_unofficial(style: CitationStyle) -> None:
    for thing in (DIRECTIVE_01, *PARTS):
        text = cite(thing, style)
        assert "01/CT-BTTTT" in text
        assert "2020.2" in text
        assert "Không chính thức" in text or "Unofficial" in text


@pytest.mark.parametrize("style", STYLES)
def test_a_part_is_cited_down_to_its_code_points(article: str, style: CitationStyle) -> None:
    digest = DIRECTIVE_01.source("my-hanh-2020").sha256
    assert digest
    for thing in PARTS:
        text = cite(thing, style).replace(r"\"", '"')
        ((start, end),) = re.findall(r"my-hanh-2020\[(\d+):(\d+)\]", text)
        quote = article[int(start) : int(end)]
        assert quote == thing.span.quote
        assert f"“{' '.join(quote.split())[:250]}" in text
        assert digest in text


def test_a_long_quotation_is_cut_and_its_place_is_not() -> None:
    section = DIRECTIVE_01.section("postal")
    text = cite(section, "en")
    assert "bưu chính của Liên …” (my-hanh-2020[649:976]" in text


@pytest.mark.parametrize("word,shown", [("x" * 301, "x" * 300), ("y " * 200, "y " * 149 + "y")])
def test_where_a_quotation_is_cut(word: str, shown: str) -> None:
    section = DIRECTIVE_01.section("other-work")
    odd = attrs.evolve(section, span=Span.at("my-hanh-2020", 0, word))
    whole = attrs.evolve(DIRECTIVE_01, sections=[odd], organizations=_without_successions())
    assert f": “{shown} …” (" in cite(odd, directive=whole)


def _without_successions() -> list[Any]:
    return [attrs.evolve(body, successions=()) for body in DIRECTIVE_01.organizations]


def test_a_source_without_a_digest() -> None:
    sources = [attrs.evolve(source, sha256=None) for source in DIRECTIVE_01.sources]
    assert "SHA-256" not in cite(GCI, directive=attrs.evolve(DIRECTIVE_01, sources=sources))


def test_an_encoding_that_quotes_nothing_names_no_source() -> None:
    bodies = [attrs.evolve(one, successions=()) for one in DIRECTIVE_01.organizations]
    empty: dict[str, Any] = dict.fromkeys(("sections", "quotes", "errata", "carries_out"), ())
    bare = attrs.evolve(DIRECTIVE_01, organizations=bodies, **empty)
    assert [*bare.spans()] == []
    assert "read from" not in standing(bare).en


def test_the_issuers_own_text_is_not_called_unofficial() -> None:
    text = cite(attrs.evolve(DIRECTIVE_01, official=True), "en")
    assert text.endswith("the English is an unofficial translation.")
    assert "Unofficial" not in text


# --- BibTeX ---------------------------------------------------------------------------------


def entry(external: Callable[[str], Any], text: str, *, decode: bool = False) -> dict[str, str]:
    middlewares = external("bibtexparser.middlewares")
    more = [middlewares.LatexDecodingMiddleware()] if decode else []
    library = external("bibtexparser").parse_string(text, append_middleware=more)
    assert library.failed_blocks == []
    (only,) = library.entries
    assert only.entry_type == "misc"
    return {"key": only.key} | {field.key: field.value for field in only.fields}


def test_a_bibtex_entry(external: Callable[[str], Any]) -> None:
    fields = entry(external, cite(GCI, "bibtex"))
    assert fields["key"] == "btttt-2020-01-03-01-ct-btttt:cybersecurity.gci-rank"
    assert fields["author"] == "{Bộ Thông tin và Truyền thông}", "one name, not several"
    assert (fields["year"], fields["date"]) == ("2020", "2020-01-03")
    assert (fields["number"], fields["version"]) == ("01/CT-BTTTT", "2020.2")
    assert GCI.span.quote in fields["note"]


def test_what_bibtex_would_take_for_its_own(external: Callable[[str], Any]) -> None:
    odd = attrs.evolve(DIRECTIVE_01, number=r"50% & _$#~\1", kind=Text("a}\n{b^", "c"))
    text = cite(odd, "bibtex")
    assert entry(external, text, decode=True)["number"] == r"50% & _$#~\1"
    assert entry(external, text)["type"] == (
        r"a\textbraceright{} \textbraceleft{}b\textasciicircum{}"
    )


@settings(max_examples=min(50, settings().max_examples))
@given(directives())
def test_every_directive_has_a_bibtex_entry(
    external: Callable[[str], Any], mine: Directive
) -> None:
    """Whatever a directive says, its entries hold together."""
    things: tuple[Citable, ...] = (mine, *mine.sections, *mine.tasks, *mine.targets)
    for thing in things:
        text = cite(thing, "bibtex", directive=mine)
        library = external("bibtexparser").parse_string(text)
        assert library.failed_blocks == []
        assert len(library.entries) == 1


# --- CSL ------------------------------------------------------------------------------------

CSL = {
    "id": str,
    "type": str,
    "title": str,
    "author": list,
    "authority": str,
    "genre": str,
    "number": str,
    "issued": dict,
    "language": str,
    "version": str,
    "note": str,
    "section": str,
}
"""Of the schema of CSL-JSON 1.0.2, the variables that we use and their types."""


def check_csl(found: dict[str, Any]) -> None:
    assert {"id", "type"} <= found.keys() <= CSL.keys(), "these two are required"
    for name, value in found.items():
        assert isinstance(value, CSL[name]), name
    assert found["type"] == "legislation"
    assert all(set(name) == {"literal"} for name in found["author"])
    assert set(found["issued"]) == {"date-parts"}
    ((year, month, day),) = found["issued"]["date-parts"]
    assert isinstance(year, int)
    assert 1 <= month <= 12
    assert 1 <= day <= 31


def test_a_csl_item() -> None:
    found = item(GCI)
    check_csl(found)
    assert found["section"] == GCI.id
    assert found["issued"]["date-parts"] == [[2020, 1, 3]]
    assert "section" not in item(DIRECTIVE_01)


@given(directives())
def test_every_directive_has_csl_items(mine: Directive) -> None:
    """Whatever a directive says, its items have the variables of CSL and their types."""
    things: tuple[Citable, ...] = (mine, *mine.sections, *mine.tasks, *mine.targets)
    for thing in things:
        check_csl(item(thing, directive=mine))


# --- refusals ---------------------------------------------------------------------------------


def test_a_part_of_another_directive(directive_01: Directive) -> None:
    with pytest.raises(InvalidValueError) as caught:
        cite(attrs.evolve(GCI, id="cybersecurity.other"))
    assert str(caught.value) == (
        "thing should be a part of btttt/2020-01-03/01-ct-btttt, got 'cybersecurity.other'. "
        "Name the directive it belongs to in directive=."
    )
    with pytest.raises(InvalidValueError, match="a part of"):
        cite(attrs.evolve(GCI, notes=()), directive=directive_01)


def test_what_cannot_be_cited() -> None:
    for wrong in (None, "postal", GCI.indicator):
        with pytest.raises(InvalidValueError, match="thing should be a Directive, Section"):
            cite(wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="style should be 'vi' or 'en' or 'bibtex'"):
        cite(GCI, "apa")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="directive should be a Directive"):
        cite(GCI, directive="btttt")  # type: ignore[arg-type]
