"""Every noun shows itself: as text, Markdown and HTML, in a notebook, and as a file."""

import csv
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from pages import read_page
from vn_ict_directive import DIRECTIVE_01, Series, evaluate, published, readings, scorecard
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.history import history
from vn_ict_directive.exchange.json import load
from vn_ict_directive.ingest import read_observations
from vn_ict_directive.methods import PROFILES, compare
from vn_ict_directive.present.sheets import Cell, Sheet, sheets
from vn_ict_directive.shown import ENVIRONMENT
from vn_ict_directive.text import Lang

EGDI: Final = DIRECTIVE_01.target("it-application.egdi-rank")
FIGURES: Final = published.series("egdi-rank")
VERDICT: Final = evaluate(EGDI, FIGURES, as_of="2024-12-31")
CARD: Final = scorecard(as_of="2024-12-31")
NOUNS: Final[dict[str, Any]] = {
    "a directive": DIRECTIVE_01,
    "a section": DIRECTIVE_01.section("postal"),
    "a task": DIRECTIVE_01.section("cybersecurity").tasks[0],
    "a target": EGDI,
    "an indicator": EGDI.indicator,
    "an indicator with a pause": DIRECTIVE_01.target("telecommunications.ict-index-rank").indicator,
    "an organization": DIRECTIVE_01.organization("btttt"),
    "a source": DIRECTIVE_01.sources[0],
    "a figure": FIGURES.observations[-1],
    "a bare figure": Series.of("x", {2020: ">5"}).observations[0],
    "a series": FIGURES,
    "a verdict": VERDICT,
    "a scorecard": CARD,
    "readings": readings(EGDI, published.all_series(), as_of="2024-12-31"),
    "a history": history(EGDI, FIGURES, since="2020-01-03", until="2024-12-31"),
    "a history without an event": history(EGDI, FIGURES, since="2025-01-01", until="2025-12-31"),
    "a profile": PROFILES["statcan"],
    "a comparison": compare(EGDI, FIGURES, as_of="2024-12-31"),
}
LONGEST_REPR: Final = 200
each_noun = pytest.mark.parametrize("noun", NOUNS.values(), ids=list(NOUNS))


@each_noun
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_noun_says_the_same_in_text_markdown_and_html(noun: Any, lang: Lang) -> None:
    text, markdown = noun.to_text(lang), noun.to_markdown(lang)
    page = read_page(noun.to_html(lang))
    plain = re.sub(r"\\(.)", r"\1", markdown)

    for sheet in sheets(noun, lang):
        said = [sheet.title, *(name for name, _ in sheet.facts), *filter(None, sheet.closing)]
        said += [one.words for _, cell in sheet.facts for one in cell.lines]
        said += [one.words for row in sheet.rows for cell in row for one in cell.lines]
        for words in said:
            assert words in text
            assert " ".join(words.split()) in plain
            assert " ".join(words.split()) in page.text
    assert f'lang="{lang}"' in noun.to_html(lang)


@each_noun
def test_a_notebook_shows_a_noun_in_the_language_of_its_reader(
    noun: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    assert noun._repr_html_() == noun.to_html("vi")
    monkeypatch.setenv(ENVIRONMENT, "en")
    assert noun._repr_html_() == noun.to_html("en")
    assert noun.to_text() == noun.to_text("en")
    assert noun.to_html()._repr_html_() == noun.to_html("en")


@each_noun
def test_a_noun_is_one_line_in_an_error_and_at_the_prompt(noun: Any) -> None:
    assert "\n" not in repr(noun)
    assert len(repr(noun)) <= LONGEST_REPR


@each_noun
def test_a_noun_that_is_printed_is_its_text(noun: Any) -> None:
    assert str(noun) == noun.to_text()


def test_values_of_one_kind_are_listed_under_one_label() -> None:
    (card,) = sheets(DIRECTIVE_01, "vi")
    labels = [label for label, _ in card.facts]
    sources = dict(card.facts)["Nguồn"].lines

    assert len(labels) == len(set(labels))
    assert len(sources) == len(DIRECTIVE_01.sources)


def test_nothing_in_words_is_markup() -> None:
    attack = "| a | <script>x</script> *b* `c` [d](e) 1. # f\n---"
    sheet = Sheet(
        title=attack,
        facts=((attack, Cell(attack)), ("id", Cell("a`b", "id"))),
        header=(attack,),
        rows=((Cell(attack, below=(Cell(attack, "quote"),)),),),
        closing=(attack, "1. no list", "- none either"),
    )
    lines = [line for line in sheet.markdown() if line]

    assert lines[-2:] == ["1\\. no list", "\\- none either"]
    assert len([line for line in lines if line.startswith("|")]) == 3
    assert not re.search(r"(?<!\\)<script", "\n".join(lines))
    assert "<script" not in sheet.html("vi")


def test_the_card_of_a_verdict_has_its_day_its_entity_and_what_it_is_worth() -> None:
    card = VERDICT.to_html("en")

    for words in ("31 December 2024", "Viet Nam", "Unofficial", EGDI.indicator.name.en):
        assert words in card


@pytest.mark.parametrize("day", ["2020-12-31", "2024-12-31"])
def test_headline_and_outcome_do_not_contradict_each_other(day: str) -> None:
    """A headline of "met late" stands above an outcome that says of when it is."""
    for verdict in scorecard(as_of=day):
        (sheet,) = sheets(verdict, "en")
        facts = dict(sheet.facts)
        assert "Verdict" not in facts
        if str(verdict.status) in {"met_late", "overdue"}:
            assert facts["Outcome at the due date"].words in {"missed", "not met"}


ENDINGS: Final = {
    "a directive": ".txt .md .html .json",
    "a series": ".txt .md .html .json .csv",
    "a verdict": ".txt .md .html .json .csv .svg .pdf .png",
    "a scorecard": ".txt .md .html .json .csv .svg .pdf .png",
    "readings": ".txt .md .html .json .csv",
    "a history": ".txt .md .html .json .csv",
}


@pytest.mark.parametrize(
    "name,ending", [(name, one) for name, ends in ENDINGS.items() for one in ends.split()]
)
def test_a_noun_is_saved_as_its_ending_says(name: str, ending: str, tmp_path: Path) -> None:
    noun, place = NOUNS[name], tmp_path / "new" / f"it{ending}"
    assert noun.save(place, "en") == place
    content = place.read_bytes()

    begins = {".html": b"<!DOCTYPE html>", ".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG"}
    assert content.startswith(begins.get(ending, b""))
    if ending in {".txt", ".md"}:
        assert content.decode().strip() in (noun.to_text("en") + noun.to_markdown("en"))
    if ending == ".json":
        assert json.loads(content)
    with pytest.raises(InvalidValueError, match=r"not there yet|already"):
        noun.save(place)
    assert place.read_bytes() == content
    if name != "a scorecard":  # the report and the pictures of one have tests of their own
        assert noun.save(place, "en", force=True).read_bytes() == content


def test_a_series_that_was_saved_is_read_back(tmp_path: Path) -> None:
    place = FIGURES.save(tmp_path / "figures.csv")
    again = read_observations(place, indicator="egdi-rank", reporter="publisher")

    assert [(o.period, o.value, o.published, o.flags, o.note) for o in again] == [
        (o.period, o.value, o.published, o.flags, o.note) for o in FIGURES
    ]


def test_a_verdict_that_was_saved_is_loaded(tmp_path: Path) -> None:
    loaded: Any = load(VERDICT.save(tmp_path / "verdict.json"))

    assert (loaded.status, loaded.as_of) == (VERDICT.status, VERDICT.as_of)


def test_the_table_of_a_scorecard_has_a_row_a_target(tmp_path: Path) -> None:
    place = CARD.save(tmp_path / "card.csv", "en")
    rows = list(csv.DictReader(place.read_text("utf-8").splitlines()))

    assert [row["status"] for row in rows] == [str(verdict.status) for verdict in CARD]


@pytest.mark.parametrize("name", ["x", "x.docx", "x.csv"])
def test_an_ending_that_a_noun_does_not_have_is_refused_by_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match=r"ends in one of \.txt, \.md, \.html, \.json"):
        EGDI.save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_nothing_but_a_noun_has_something_to_show() -> None:
    with pytest.raises(TypeError, match="int"):
        sheets(5, "vi")
