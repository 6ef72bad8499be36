"""One vocabulary: what the product prints uses its terms, and none of the words it never uses."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import sentences
from vn_ict_directive import DIRECTIVE_01, published, readings, scorecard
from vn_ict_directive.cli import main
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status, Timing
from vn_ict_directive.exchange.citation import cite
from vn_ict_directive.methods import PROFILES, compare
from vn_ict_directive.present import plot_scorecard, plot_verdict
from vn_ict_directive.present.report import report
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.words import WORDS, counted, enumerated, filled, inside, say

FIGURES: Final = tuple(published.all_series())
DAYS: Final = ("2020-12-31", "2024-12-31")
LAST: Final = DAYS[-1]
NEVER: Final = {
    "vi": re.compile(
        r"theo những gì biết|biết được đến|\bchấm\b(?! xám)|bảng điểm|lời hứa|đạt muộn|\btrễ\b"
        r"|mất mức|giữ mức|đứng yên|kỳ của hạn|kỳ của ấn bản|ấn bản|ít nhất(?! một lần)|nhiều nhất"
        r"|(?:tối thiểu|tối đa|dưới|trên) hạng|nhóm [\d–]+ dẫn đầu|ngưỡng (?:yếu|mạnh)|mốc gốc"
        r"|cách đo|chỉ số của:|bên công bố|bài xác nhận|căn cứ|mã hóa|chủ trì|thứ hạng dày"
        r"|chỉ thị 01/|quý \d(?!/)|chúng tôi|thụt lùi|đường thẳng|\d %|số liệu kỳ \d",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"by what was known|whose knowledge counts|\bpromise|\bstalled\b|\blost after|\bholding\b"
        r"|speaks? for|at (?:least|most) rank|among the [\d–]+ leading|\b(?:weak|strong) edge"
        r"|\bwitness|\binferred by us|Directive 01/|quarter \d of|\bplaces? named|method changed on",
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
    figures = [plot_verdict(verdict, lang=lang) for verdict in card]
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


PRINTED: Final[dict[str, Any]] = {
    "cards": _of_cards,
    "citations": _of_citations,
    "labels": _of_labels,
    "pictures": _of_pictures,
    "report": _of_report,
    "sentences": lambda lang: [sentences.page(lang)],
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


def test_every_label_has_its_places_in_both_languages() -> None:
    for text in WORDS.values():
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
