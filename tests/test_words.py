"""One vocabulary: what the product prints uses its terms, and none of the words it never uses."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import sentences
from tiers import some
from vn_ict_directive import DIRECTIVE_01, published, readings, scorecard, words
from vn_ict_directive.cli import main
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status, Timing
from vn_ict_directive.exchange.citation import cite
from vn_ict_directive.exchange.exports import FORMATS
from vn_ict_directive.methods import PROFILES, compare
from vn_ict_directive.present import plot_scorecard, plot_verdict
from vn_ict_directive.present.report import report
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.words import WORDS, counted, enumerated, filled, inside, noted, say

FIGURES: Final = tuple(published.all_series())
TEMPLATES: Final = Path(__file__).parents[1] / "docs" / "_templates"
DAYS: Final = ("2020-12-31", "2024-12-31")
LAST: Final = DAYS[-1]
NEVER: Final = {
    "vi": re.compile(
        r"theo những gì biết|biết được đến|\bchấm\b(?! xám| thập phân|,)|bảng điểm|lời hứa|đạt muộn|\btrễ\b"
        r"|mất mức|giữ mức|đứng yên|kỳ của hạn|kỳ của ấn bản|ấn bản|ít nhất(?! một lần)|nhiều nhất"
        r"|(?:tối thiểu|tối đa|dưới|trên) hạng|nhóm [\d–]+ dẫn đầu|ngưỡng (?:yếu|mạnh)|mốc gốc"
        r"|cách đo|chỉ số của:|bên công bố|bài xác nhận|(?<!không phải )căn cứ(?! vào| pháp lý)|mã hóa|chủ trì|thứ hạng dày"
        r"|chỉ thị 01/|quý \d(?!/)|chúng tôi|thụt lùi|đường thẳng|\d %|số liệu kỳ \d",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"by what was known|whose knowledge counts|\bpromise|\bstalled\b|\blost after|\bholding\b"
        r"|speaks? for|at (?:least|most) rank|among the [\d–]+ leading|\b(?:weak|strong) edge"
        r"|\bwitness|\bwe (?:take|read|count|infer)|\bour reading|\binferred by us|Directive 01/|quarter \d of|\bplaces? named|method changed on",
        re.IGNORECASE,
    ),
}


def of_everything(name: str, lang: Lang) -> str:
    """Return what a room of the product prints, without quotations, codes and foreign titles."""
    return "\n".join(PRINTED[name](lang))


def _verdicts() -> Iterator[Evaluation]:
    for day in DAYS:
        yield from scorecard(as_of=day)


def _of_cards(lang: Lang) -> Iterator[str]:
    nouns: list[Any] = [DIRECTIVE_01, *DIRECTIVE_01.sections, *DIRECTIVE_01.targets, *FIGURES[:2]]
    nouns += [scorecard(as_of=day) for day in DAYS]
    nouns += [readings(target, FIGURES, as_of=LAST) for target in DIRECTIVE_01.targets[:2]]
    for noun in (*nouns, *_verdicts()):
        yield _plain(noun._repr_html_(lang))


def _of_report(lang: Lang) -> Iterator[str]:
    yield _plain(report(scorecard(as_of=LAST), FIGURES, lang=lang))


def _of_pictures(lang: Lang) -> Iterator[str]:
    card = scorecard(as_of=LAST)
    figures = [plot_verdict(verdict, lang=lang) for verdict in some(list(card), 4)]
    for figure in (*figures, plot_scorecard(card, lang=lang)):
        for text in figure.findobj(lambda artist: hasattr(artist, "get_text")):
            yield str(text.get_text())  # type: ignore[attr-defined]  # as just looked for


def _of_labels(lang: Lang) -> Iterator[str]:
    for kind in (Outcome, Pace, Status, Timing, Reason):
        yield from (one.label(lang) for one in kind)
    yield from (text.pick(lang) for text in WORDS.values())
    for verdict in _verdicts():
        if verdict.target.unit.value != "event":
            told = compare(verdict.target, verdict.series, as_of=verdict.as_of)
            yield from (one.explain(lang) for one in told)
            yield told.explain(lang)
    for profile in PROFILES.values():
        yield from (profile.name.pick(lang), profile.measure.pick(lang))


def _of_citations(lang: Lang) -> Iterator[str]:
    things: list[Any] = [DIRECTIVE_01, *DIRECTIVE_01.sections, *DIRECTIVE_01.targets]
    for thing in things:
        yield re.sub(r"“[^”]*”", " ", cite(thing, lang))
    yield cite(attrs.evolve(DIRECTIVE_01, official=True), lang)


def _of_exports(_: Lang) -> Iterator[str]:
    """Every file of every format: keys and codes among the words are English in both languages."""
    said = DIRECTIVE_01.sources[0].title, *(span.quote for _, span in DIRECTIVE_01.spans())
    for write in FORMATS.values():
        for content in write(DIRECTIVE_01).values():
            text = content.decode()
            for quote in said:
                text = text.replace(quote, "")
            yield re.sub(r"“[^”]*”|(?<=\")[a-z_.-]+(?=\")", " ", text)


def _of_templates(_: Lang) -> Iterator[str]:
    """The labels of the site's pages, in both languages at once."""
    for path in sorted(TEMPLATES.rglob("*.jinja")):
        yield re.sub(r"`[^`]*`", " ", path.read_text("utf-8"))


def _of_notes(lang: Lang) -> Iterator[str]:
    for note in _notes():
        yield noted(note, lang)


def _notes() -> Iterator[str]:
    """Yield the notes of the published figures, of where they were read, and of the sources.

    And, where a document is not quoted, our words for what it says.
    """
    for series in FIGURES:
        for one in series.observations:
            accounts = published.evidence(one).read_at
            yield from (account.printed for account in accounts if account.in_our_words)
        for one in series.observations if series.reporter != "derived" else ():
            yield from filter(None, [one.note])
            yield from (a.source.note for a in published.evidence(one).accounts if a.source.note)
    yield from (source.note for source in DIRECTIVE_01.sources)


PRINTED: Final[dict[str, Any]] = {
    "cards": _of_cards,
    "citations": _of_citations,
    "exports": _of_exports,
    "labels": _of_labels,
    "notes": _of_notes,
    "pictures": _of_pictures,
    "report": _of_report,
    "sentences": lambda lang: [sentences.page(lang)],
    "templates": _of_templates,
}


def _plain(html: str) -> str:
    """Drop quotations, codes, styles, foreign titles and tags."""
    html = re.sub(r"(?s)<(q|code|style|svg|blockquote|a)\b.*?</\1>", " ", html)
    return re.sub(r"<[^>]*>", " ", html)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("room", PRINTED)
def test_no_word_that_is_never_used_is_printed(room: str, lang: Lang) -> None:
    printed = of_everything(room, lang)

    assert len(printed) > 1000
    assert not NEVER[lang].findall(printed)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("scorecard", "--as-of", "2024-12-31"),
        ("compare", "--as-of", "2024-12-31"),
        ("show", "it-application.egdi-rank"),
        ("targets",),
        ("--help",),
        ("evaluate", "--help"),
    ],
    ids=" ".join,
)
def test_no_word_that_is_never_used_is_printed_by_a_command(
    arguments: tuple[str, ...], lang: Lang, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("VN_ICT_DIRECTIVE_LANG", lang)
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    for target in DIRECTIVE_01.targets:
        printed = printed.replace(target.span.quote, "")

    assert not NEVER[lang].findall(printed)


def test_every_note_is_in_both_languages_and_every_row_of_their_table_is_a_note() -> None:
    notes = set(_notes())

    assert all(noted(note, "vi") != noted(note, "en") == note for note in notes)
    table = (Path(words.__file__).parent / "notes.csv").read_text("utf-8")
    assert {row[0] for row in csv.reader(table.splitlines()[1:])} == notes
    assert noted("số của tôi", "en") == "số của tôi"


@pytest.mark.parametrize("command", ["evaluate", "report", "panel", "export"])
def test_help_in_vietnamese_is_in_vietnamese(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("VN_ICT_DIRECTIVE_LANG", "vi")
    assert main([command, "--help"]) == 0
    printed = capsys.readouterr().out

    assert "Cách dùng: " in printed
    assert "[bắt" in printed
    assert not re.search(r"required|default|choices|False|Usage|Parameters|Arguments", printed)


def test_every_label_has_its_places_in_both_languages() -> None:
    for name, text in WORDS.items():
        # A sentence about a verdict takes what its language needs; the golden pages have each.
        if not name.startswith("verdict "):
            assert set(re.findall(r"{\w+}", text.vi)) <= set(re.findall(r"{\w+}", text.en))


def test_the_glossary_lists_every_term() -> None:
    root = Path(__file__).parents[1]
    printed = (root / "docs" / "reference" / "glossary.md").read_text("utf-8")
    table = (root / "src" / "vn_ict_directive" / "terms.csv").read_text("utf-8")
    for vi, en, note in csv.reader(table.splitlines()[1:]):
        assert f"| {vi} | {en} | {note} |" in printed


def test_nouns_are_counted_and_items_joined() -> None:
    assert counted("1", Text("năm", "years"), "en") == "1 year"
    assert counted("1", Text("năm", "years"), "vi") == "1 năm"
    assert enumerated(("a", "b", "c")) == "a, b và c"
    assert inside("AI centre") == "AI centre"
    assert filled("short", gap=lambda lang: lang) == Text("còn thiếu vi", "en short")
    assert say("or", "en") == "or"


def test_every_label_is_there_once() -> None:
    assert len(WORDS) == len(set(WORDS)) > 100
