"""HTML in which no text can be anything but text."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import read_page
from strategies import directives, targets
from vn_ict_directive.html import STYLE, Markup, aside, card, definitions, quotation, table, tag
from vn_ict_directive.model import Directive, Section, Target
from vn_ict_directive.observations import Series
from vn_ict_directive.testing import series, words
from vn_ict_directive.text import Lang

# What a browser's reader turns into something else, escaped or not, is not tried.
_PRINTED = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
_LANGS = st.sampled_from(["vi", "en"])


@given(_PRINTED, _PRINTED)
def test_a_text_comes_back_from_the_page_as_it_went_in(child: str, title: str) -> None:
    page = read_page(tag("span", child, lang=title))

    assert page.text == child
    assert set(page.tags) == {"span"}


@given(_PRINTED)
def test_a_text_stays_text_in_every_part_of_a_card(text: str) -> None:
    page = read_page(card(text, table([text], [[text]]), definitions([(text, text)]), lang="en"))

    assert page.text == text * 5


def test_markup_is_taken_as_markup_and_what_only_looks_like_it_is_not() -> None:
    inner = tag("b", "1 < 2")

    assert tag("i", inner) == "<i><b>1 &lt; 2</b></i>"
    assert tag("i", str(inner) + "") == tag("i", "<b>1 &lt; 2</b>")
    assert isinstance(inner, Markup)


def test_a_card_takes_its_colours_from_the_page() -> None:
    assert "color:inherit" in STYLE
    assert "background:transparent" in STYLE


def test_numbers_are_aligned_to_the_right_and_words_to_the_left() -> None:
    html = table(["name", "value"], [["a", 1]], numbers={1})

    name, value = re.findall(r'<td style="([^"]*)"', html)
    assert "text-align:right" not in name
    assert value.endswith("text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap")
    assert html.count("text-align:right") == 2


def test_a_quotation_is_one_wherever_styles_are_stripped() -> None:
    assert re.sub(' style="[^"]*"', "", quotation("rác & sim")) == '<q lang="vi">rác &amp; sim</q>'


@pytest.mark.parametrize(
    "page, words",
    [(255, 31), (17, 227), (255, 0), (30, 204), (0, 255)],
    ids=["light", "dark", "black on white", "an editor's dark", "white on black"],
)
def test_the_faintest_words_are_plain_to_read(page: int, words: int) -> None:
    (opacity,) = re.findall(r"opacity:([.0-9]+)", aside("x"))
    mixed = float(opacity) * words + (1 - float(opacity)) * page

    light, dark = sorted((_luminance(page), _luminance(mixed)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(grey: float) -> float:
    """Relative luminance of a grey from 0 to 255, as the W3C's guidelines define it."""
    share = grey / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _shown(html: str, *texts: str) -> None:
    page = read_page(html)
    for text in texts:
        assert text in page.text


@given(targets(), _LANGS)
def test_a_target_shows_its_words_and_only_as_words(target: Target, lang: Lang) -> None:
    page = read_page(target._repr_html_(lang))

    # A reader of HTML takes carriage returns and a few control codes for others.
    if target.span.quote.isprintable():
        assert target.span.quote in page.text
    assert target.id in page.text


@given(directives(), _LANGS)
def test_a_directive_and_its_sections_show_any_words(directive: Directive, lang: Lang) -> None:
    assert "table" in read_page(directive._repr_html_(lang)).tags
    for section in directive.sections:
        page = read_page(section._repr_html_(lang))
        for name in [*(task.id for task in section.tasks), *(aim.id for aim in section.targets)]:
            assert name in page.text


@given(series(vintages=True), _LANGS)
def test_a_series_shows_any_words(mine: Series, lang: Lang) -> None:
    page = read_page(mine._repr_html_(lang))

    for observation in mine.observations:
        assert observation.period.label(lang) in page.text


@given(words(), _LANGS)
def test_a_script_in_a_text_does_not_run(text: str, lang: Lang) -> None:
    attack = f"<script>alert(1)</script>\"'><img src=x onerror=y>{text}"
    mine = Series.of("x", {2020: 1}, entity=attack)

    assert "<script" not in mine._repr_html_(lang)
    assert "<script>alert(1)</script>" in read_page(mine._repr_html_(lang)).text


def test_a_page_in_a_third_language_is_refused(directive_01: Directive) -> None:
    french: Any = "fr"
    section: Section = directive_01.sections[1]
    for noun in (directive_01, section, section.targets[0], Series.of("x", {2020: 1})):
        with pytest.raises(ValueError, match="lang should be"):
            noun.to_html(french)
