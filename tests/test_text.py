"""Two languages, and Vietnamese as a hurried typist writes it."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import texts
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.testing import words
from vn_ict_directive.text import Text, check_lang, contains, fold, syllables


@given(texts())
def test_each_language_gives_its_own_words(text: Text) -> None:
    assert text.pick("vi") == text.pick() == str(text) == text.vi
    assert text.pick("en") == text.en


@pytest.mark.parametrize("lang", ["fr", "VI", "", None, 1])
def test_another_language_is_refused_by_name(lang: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^lang should be 'vi' or 'en', got ") as caught:
        Text("a", "b").pick(lang)

    assert caught.value.got == lang
    with pytest.raises(InvalidValueError):
        check_lang(lang)


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", None, 5])
@pytest.mark.parametrize("field", ["vi", "en"])
def test_neither_language_may_be_blank(field: str, blank: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Text(**({"vi": "a", "en": "b"} | {field: blank}))

    assert caught.value.field == f"Text.{field}"


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("buu chinh", "Bưu chính"),
        ("dai hoi dang", "Đại hội ĐẢNG"),
        ("buu chinh", "  Bưu\u00a0 chính\n"),
        ("abc", "\uff21\uff22\uff23"),
        ("strasse", "Straße"),
    ],
)
def test_tones_case_stroke_width_and_white_space_make_no_difference(typed: str, meant: str) -> None:
    assert fold(meant) == fold(typed) == typed


@given(words())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "typed,printed",
    [
        ("ky thuat", "Kĩ thuật"),
        ("tỷ lệ", "tỉ lệ"),
        ("Ðại hội", "Đại hội"),  # the Icelandic letter
        ("40–45", "40 - 45"),
        ("Sim rác", "Sim “rác”"),
        ("enterprise", "enterprises"),
        ("thanh tra kiểm tra", "thanh tra, kiểm tra"),
    ],
)
def test_syllables_compare_as_a_vietnamese_types_them(typed: str, printed: str) -> None:
    assert syllables(typed) == syllables(printed)


@given(texts())
def test_a_text_contains_its_own_syllables_in_one_piece(text: Text) -> None:
    whole = syllables(text.vi)

    assert contains(whole, whole) is bool(whole)
    assert not contains(whole, ())
    assert not contains(whole, (*whole, "x"))


def test_a_syllable_is_not_found_inside_another() -> None:
    assert not contains(syllables("thành nhân"), syllables("hạn"))
    assert not contains(syllables("restricted"), syllables("ict"))
    assert contains(syllables("a b c d"), ("b", "c"))
    assert not contains(syllables("a b c d"), ("b", "d"))
