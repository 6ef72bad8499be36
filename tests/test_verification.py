"""Holding the encoding against the article: one changed character is enough."""

import hashlib
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, SourceMismatchError
from vn_ict_directive.model import Quote
from vn_ict_directive.sources import Span
from vn_ict_directive.verification import Coverage, coverage, verify

BODY = range(131, 5219)
SPANS: tuple[tuple[str, Span], ...] = tuple(DIRECTIVE_01.spans())
VERIFIED = (*SPANS, *DIRECTIVE_01.field_quotes())
_inside = st.sampled_from(VERIFIED).flatmap(
    lambda pair: st.integers(pair[1].start, pair[1].end - 1)
)
# Anything a text may hold; what UTF-8 cannot is tried apart.
_characters = st.characters(exclude_categories=["Cs"])


def _faults(text: str) -> dict[str, SourceMismatchError]:
    with pytest.raises(InvalidDataError) as caught:
        verify(DIRECTIVE_01, text)
    digests = [f for f in caught.value.exceptions if isinstance(f, InvalidValueError)]
    assert [fault.field for fault in digests] == ["the SHA-256 of my-hanh-2020"]
    return {f.element: f for f in caught.value.exceptions if isinstance(f, SourceMismatchError)}


def test_the_article_bears_out_the_encoding(article: str) -> None:
    verify(DIRECTIVE_01, article)
    verify(DIRECTIVE_01, article, source="my-hanh-2020")


@given(_inside, _characters)
def test_one_changed_character_is_laid_to_every_element_that_quotes_it(
    article: str, at: int, character: str
) -> None:
    assume(article[at] != character)
    faults = _faults(article[:at] + character + article[at + 1 :])

    assert set(faults) == {name for name, span in VERIFIED if span.start <= at < span.end}
    for fault in faults.values():
        assert f"from code point {at}: " in str(fault)
        # Words of a field may stand more than once.
        assert fault.shifted_to is None or article.count(fault.quote) > 1
        assert fault.found[at - fault.start] == character


@given(_inside, st.integers(1, 9))
def test_after_a_deletion_whatever_no_longer_stands_is_named_and_nothing_before_it(
    article: str, at: int, length: int
) -> None:
    edited = article[:at] + article[at + length :]
    faults = _faults(edited)

    assert all(fault.end > at for fault in faults.values())
    assert set(faults) == {
        name for name, span in VERIFIED if not edited.startswith(span.quote, span.start)
    }


@given(st.integers(0, BODY.stop), st.text(_characters, min_size=1, max_size=20))
def test_after_an_insertion_every_later_quote_is_told_where_it_stands(
    article: str, at: int, inserted: str
) -> None:
    edited = article[:at] + inserted + article[at:]
    faults = _faults(edited)

    for name, span in VERIFIED:
        if span.end <= at:
            assert name not in faults
        elif span.start >= at and name in faults:
            assert faults[name].shifted_to == edited.find(span.quote)
            assert edited.startswith(span.quote, faults[name].shifted_to)
            if article.count(span.quote) == edited.count(span.quote) == 1:
                assert faults[name].shifted_to == span.start + len(inserted)
        elif name in faults:
            assert span.start < at + len(inserted)


def test_a_byte_order_mark_moves_every_quote_by_one(article: str) -> None:
    faults = _faults("\ufeff" + article)

    assert set(faults) == {name for name, _ in VERIFIED}
    for name, span in SPANS:  # words of a field may stand more than once
        assert faults[name].shifted_to == span.start + 1


def test_translated_line_ends_move_every_quote_by_the_lines_before_it(article: str) -> None:
    faults = _faults(article.replace("\n", "\r\n"))

    for name, span in SPANS:
        assert faults[name].shifted_to == span.start + article.count("\n", 0, span.start)


@given(st.integers(0, BODY.stop))
def test_a_truncated_text_fails_what_stood_past_its_end(article: str, length: int) -> None:
    assert set(_faults(article[:length])) == {name for name, span in VERIFIED if span.end > length}


def test_a_change_outside_every_quotation_is_told_by_the_digest_alone(article: str) -> None:
    assert _faults(article + "\n") == {}


def test_a_lone_surrogate_is_a_changed_character_and_no_crash(article: str) -> None:
    assert "postal.heading" in _faults(article[:650] + "\ud800" + article[651:])


@pytest.mark.parametrize("text", [b"bytes", 5, Path("article.txt")])
@pytest.mark.parametrize("check", [verify, coverage])
def test_only_text_can_be_held_against_it(check: Any, text: Any) -> None:
    with pytest.raises(InvalidValueError, match="Decode bytes as UTF-8 first"):
        check(DIRECTIVE_01, text)


@pytest.mark.parametrize("check", [verify, coverage])
def test_without_the_text_it_is_said_where_to_get_it_and_how_to_recognize_it(
    check: Any, article: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        check()
    digest = hashlib.sha256(article.encode()).hexdigest()
    assert f"the text of my-hanh-2020, whose SHA-256 is {digest}, got None." in str(caught.value)
    assert "in the project's repository it is tests/data/article.txt" in str(caught.value)
    check(source_text=article)

    with pytest.raises(InvalidValueError, match=r"the text of text, whose .* known: decode its"):
        check(_other_text())
    with pytest.raises(
        InvalidValueError, match=r"the text of dbp-2020-01-14, got .* known: decode"
    ):
        check(source="dbp-2020-01-14")


@pytest.mark.parametrize("check", [verify, coverage])
def test_a_source_that_there_is_not_is_unknown(check: Any, article: str) -> None:
    with pytest.raises(KeyError, match="Did you mean 'my-hanh-2020'"):
        check(DIRECTIVE_01, article, source="my-hanh-2021")


def test_a_source_that_nothing_quotes_and_whose_bytes_are_not_kept_bears_out_anything() -> None:
    verify(DIRECTIVE_01, "anything", source="dbp-2020-01-14")
    verify(_other_text(), "0123")


def _other_text() -> Any:
    """The directive, cut down to one quotation of another text."""
    span = Span.at("text", 0, "0123")
    source = attrs.evolve(DIRECTIVE_01.sources[0], id="text", sha256=None)
    digest = "1be2e452b46d7a0d9656bbb1f768e8248eba1b75baed65f5d99eafa948899a6a"
    return attrs.evolve(
        DIRECTIVE_01,
        sections=(),
        sources=(attrs.evolve(source, sha256=digest),),
        organizations=tuple(attrs.evolve(o, successions=()) for o in DIRECTIVE_01.organizations),
        quotes=(attrs.evolve(DIRECTIVE_01.quotes[0], span=span),),
        errata=(),
        carries_out=(),
    )


# --- coverage -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def covered(article: str) -> Coverage:
    return coverage(DIRECTIVE_01, article)


def test_every_sentence_of_the_body_stands_under_some_element(covered: Coverage) -> None:
    body = [s for s in covered.sentences if s.start in BODY]

    assert len(body) > 30
    assert all(sentence.elements for sentence in body)
    assert all(sentence.end <= BODY.stop for sentence in body)


def test_what_is_not_covered_is_furniture(covered: Coverage) -> None:
    assert covered.uncovered
    for sentence in covered.uncovered:
        assert sentence.end <= BODY.start or sentence.start >= BODY.stop


def test_sentences_are_the_whole_text_but_for_white_space(covered: Coverage, article: str) -> None:
    end = 0
    for sentence in covered.sentences:
        assert article[sentence.start : sentence.end] == sentence.text
        assert not article[end : sentence.start].strip()
        end = sentence.end
    assert not article[end:].strip()


def test_the_elements_of_a_sentence_are_those_that_quote_any_of_it(covered: Coverage) -> None:
    whole = {section.id for section in DIRECTIVE_01.sections}
    for sentence in covered.sentences:
        assert set(sentence.elements) == {
            name
            for name, span in SPANS
            if span.start < sentence.end and sentence.start < span.end and name not in whole
        }


def test_the_words_of_the_body_that_nothing_quotes_only_join_what_is_quoted(
    covered: Coverage,
) -> None:
    unquoted = [word for s in covered.sentences if s.start in BODY for word in s.unquoted]

    assert unquoted == []


@given(st.text(st.sampled_from("ab.;:… \n\r"), max_size=30))
def test_any_text_is_cut_into_sentences_without_loss(text: str) -> None:
    found = coverage(DIRECTIVE_01, text).sentences

    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


def test_a_text_that_ends_inside_a_quotation_is_covered_as_far_as_it_goes() -> None:
    (sentence,) = coverage(_other_text(), "012").sentences

    assert (sentence.elements, sentence.unquoted) == (("directive.title",), ())


# --- where fields come from ---------------------------------------------------------------


def test_nothing_that_the_encoding_says_of_a_requirement_is_unmarked(covered: Coverage) -> None:
    assert covered.unmarked == ()
    assert covered.marks["unmarked"] == 0
    assert sum(covered.marks.values()) == len(covered.fields)
    for mark in covered.fields:
        assert (mark.mark == "quoted") <= bool(mark.words), mark


def test_every_field_that_reads_the_text_is_counted_once(covered: Coverage) -> None:
    counted = [(mark.element, mark.field) for mark in covered.fields]

    assert len(set(counted)) == len(counted)
    assert {e for e, _ in counted} == {
        element.id for section in DIRECTIVE_01.sections for element in section.requirements
    }
    assert {f for e, f in counted if e in {t.id for t in DIRECTIVE_01.targets}} == {
        *("indicator", "criterion", "start", "due", "mode", "window_months", "on_break"),
    }
    assert {f for e, f in counted if e in {t.id for t in DIRECTIVE_01.tasks}} == {
        *("responsible", "addressees", "relation", "start", "due"),
    }


def test_a_field_is_inferred_before_it_is_quoted_and_quoted_before_it_is_a_default() -> None:
    marks = {
        (mark.element, mark.field): (mark.mark, mark.words)
        for mark in coverage(DIRECTIVE_01, "").fields
    }

    assert marks["it-application.egdi-rank", "due"] == ("inferred", "Đến hết năm 2020")
    assert marks["it-application.egdi-rank", "criterion"] == (
        "quoted",
        "vào nhóm 75 quốc gia dẫn đầu",
    )
    assert marks["it-application.egdi-rank", "mode"] == ("default", "")
    assert marks["press-and-media.consensus", "responsible"] == ("quoted", "Báo chí")


def test_a_field_of_which_nothing_says_where_it_comes_from_is_unmarked() -> None:
    first = DIRECTIVE_01.sections[1]
    bare = attrs.evolve(first.targets[0], quotes=(), inferences=())
    section = attrs.evolve(first, targets=(bare,))
    sections = [section if one is first else one for one in DIRECTIVE_01.sections]
    found = coverage(attrs.evolve(DIRECTIVE_01, sections=sections), "")

    assert [mark.field for mark in found.unmarked] == ["indicator", "start", "due", "criterion"]


def test_the_words_of_a_field_are_verified_too(article: str) -> None:
    first = DIRECTIVE_01.sections[1]
    wrong = Quote(field="due", span=Span.at("my-hanh-2020", 863, "Đến hết năm 2030"))
    target = attrs.evolve(first.targets[0], quotes=(wrong,))
    section = attrs.evolve(first, targets=(target,))
    sections = [section if one is first else one for one in DIRECTIVE_01.sections]

    with pytest.raises(InvalidDataError) as caught:
        verify(attrs.evolve(DIRECTIVE_01, sections=sections), article)
    (fault,) = caught.value.exceptions
    assert isinstance(fault, SourceMismatchError)
    assert fault.element == "postal.upu-rank.due"
