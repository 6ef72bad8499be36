"""The woven article of the documentation: a text is cut and nothing of it is lost."""

import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive import DIRECTIVE_01

PLACE = Path(__file__).parent.parent / "docs" / "_ext" / "weave.py"
Span = tuple[str, int, int]
TEXT = "Đến hết năm 2020"


def _load() -> Callable[[str, Iterable[Span]], Any]:
    spec = importlib.util.spec_from_file_location("weave", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    weave: Callable[[str, Iterable[Span]], Any] = module.weave
    return weave


weave = _load()
ends = st.tuples(*[st.integers(0, len(TEXT))] * 2).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(ends, max_size=6))
def test_the_pieces_are_the_text_and_know_who_quotes_them(found: list[tuple[int, int]]) -> None:
    spans = [(f"e{number}", start, end) for number, (start, end) in enumerate(found)]
    pieces = list(weave(TEXT, spans))

    assert "".join(piece.text for piece in pieces) == TEXT
    for piece in pieces:
        inside = range(piece.start, piece.start + len(piece.text))
        quoting = {name for name, start, end in spans if any(start <= at < end for at in inside)}
        assert set(piece.quoted_by) == quoting


@given(st.lists(ends, max_size=6))
def test_every_quotation_has_a_link_that_leads_to_it(found: list[tuple[int, int]]) -> None:
    spans = [(f"e{number}", start, end) for number, (start, end) in enumerate(found)]
    pieces = list(weave(TEXT, spans))

    first = {piece.quoted_by[0] for piece in pieces if piece.quoted_by}
    extra = [name for piece in pieces for name in piece.ends]
    assert first | set(extra) == {name for name, _, _ in spans}
    assert first.isdisjoint(extra)
    assert len(extra) == len(set(extra))


def test_an_empty_text_has_no_pieces() -> None:
    assert list(weave("", [])) == []


def test_the_words_of_every_quotation_of_the_article_stand_in_its_pieces(article: str) -> None:
    spans = [(name, span.start, span.end) for name, span in DIRECTIVE_01.spans()]
    pieces = list(weave(article, spans))

    for name, span in DIRECTIVE_01.spans():
        assert "".join(p.text for p in pieces if name in p.quoted_by) == span.quote
