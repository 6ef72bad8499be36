"""What helps whoever writes an instrument: anchor, lint, and the example that the docs show."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import target
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    Directive,
    LeadingGroup,
    Milestone,
    Text,
    scorecard,
    verify,
)
from vn_ict_directive.cli import main
from vn_ict_directive.criteria import Stage, Staged
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.exchange.json import load_directive, loads, to_json
from vn_ict_directive.model import Section
from vn_ict_directive.scorecards import figures
from vn_ict_directive.sources import Span
from vn_ict_directive.units import Unit
from vn_ict_directive.verification import anchor, coverage, lint

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "decision-749"
PAGE = ROOT / "docs" / "how-to" / "encode-another-directive.md"
FILE, TEXT = EXAMPLE / "749-qd-ttg.toml", EXAMPLE / "muc-tieu.txt"
WORDS = TEXT.read_bytes().decode()
DECISION = load_directive(FILE)


# --- anchor --------------------------------------------------------------------------------


@given(st.integers(0, len(WORDS) - 40), st.integers(30, 40))
def test_an_anchor_is_where_the_words_stand(start: int, length: int) -> None:
    quote = WORDS[start : start + length]
    places = [n for n in range(len(WORDS)) if WORDS.startswith(quote, n)]
    span = anchor(WORDS, quote, source="x", nth=1 + places.index(start))
    assert (span, span.find_fault(WORDS, "x")) == (Span.at("x", start, quote), None)


@pytest.mark.parametrize(
    "quote, more, words",
    [
        ("80%  dịch vụ công", {}, "It prints '80% dịch vụ công' at 120"),
        ("nhanh chóng", {}, "Copy the words from it"),
        ("", {}, "quote should be text"),
        (5, {}, "quote should be text"),
        ("Phổ cập", {}, "1 to 3, since the quote begins at 1166, 2313, 2366"),
        ("Phổ cập", {"nth": 4}, "1 to 3"),
    ],
)
def test_words_that_do_not_stand_in_one_place_are_refused(
    quote: Any, more: dict[str, int], words: str
) -> None:
    with pytest.raises(InvalidValueError, match=words):
        anchor(WORDS, quote, source="x", **more)


# --- lint ----------------------------------------------------------------------------------


def test_our_own_encoding_has_no_finding(article: str) -> None:
    assert lint(DIRECTIVE_01, article) == ()


def test_the_example_has_no_finding() -> None:
    assert lint(DECISION, WORDS) == ()
    verify(DECISION, WORDS)


def changed(name: str, **fields: Any) -> Directive:
    """The example with other fields of one target."""

    def part(section: Section) -> Section:
        targets = [attrs.evolve(t, **fields) if t.id == name else t for t in section.targets]
        return attrs.evolve(section, targets=targets)

    return attrs.evolve(DECISION, sections=[part(one) for one in DECISION.sections])


EGDI = DECISION.target("government-2025.egdi")
SPARSE = attrs.evolve(EGDI.indicator, interval_months=120, editions=("2016", "2026"))
ONCE = AtLeast(value=80, strict=False)
STAGES = [Stage(due="2023", criterion=ONCE), Stage(due="2025", criterion=AtLeast(value=85))]


@pytest.mark.parametrize(
    "name, fields, found",
    [
        ("government-2025.egdi", {"criterion": LeadingGroup(worst=60)}, "number"),
        ("government-2025.egdi", {"due": "2026", "inferences": ()}, "year"),
        ("government-2025.egdi", {"indicator": SPARSE, "window_months": 12}, "window"),
        ("government-2025.egdi", {"start": "2020-01-01", "inferences": ()}, "dates"),
        ("government-2025.egdi", {"span": DECISION.target("economy-2025.idi").span}, "outside"),
        ("government-2025.online-services", {"criterion": Staged(stages=STAGES)}, "number"),
    ],
)
def test_a_slip_is_found(name: str, fields: dict[str, Any], found: str) -> None:
    mine = changed(name, **fields)
    slips = [(one.element, one.slip) for one in lint(mine)]
    assert (name, found) in slips
    assert all(one.explain() != one.explain("en") for one in lint(mine))


def test_numbers_are_read_as_vietnamese_prints_them() -> None:
    words = "tối thiểu 1.500,5 giờ đến năm 2020"
    promise = target(
        AtLeast(value=1500.5), Unit.SCORE, span=Span.at("source", 0, words), start="2020-06-03"
    )
    section = attrs.evolve(
        DECISION.sections[0],
        id="a",
        tasks=(),
        targets=[promise],
        heading=None,
        span=Span.at("quyet-dinh", 0, words),
    )
    mine = attrs.evolve(
        DECISION,
        sections=[section],
        organizations=[*DECISION.organizations, promise.indicator.publisher],
        sources=[*DECISION.sources, attrs.evolve(DECISION.sources[0], id="source")],
    )
    assert {one.slip for one in lint(mine)} == {"idle"}, "the publishers of the others"
    opened = Milestone(event=Text("mở", "opened"))
    event = target(opened, Unit.EVENT, span=promise.span, start="2020-06-03")
    other = attrs.evolve(section, targets=[event])
    assert "number" not in {one.slip for one in lint(attrs.evolve(mine, sections=[other]))}


def test_words_that_the_text_does_not_have_are_findings() -> None:
    found = lint(DECISION, WORDS.replace("20% GDP", "25% GDP"))
    assert {one.slip for one in found} == {"words"}
    assert any("economy-2025.share-of-gdp quotes" in one.explain("en") for one in found)


def test_only_a_directive_is_linted() -> None:
    with pytest.raises(InvalidValueError, match="a Directive"):
        lint("749")  # type: ignore[arg-type]


# --- the example ---------------------------------------------------------------------------


def test_the_page_shows_a_part_of_the_example() -> None:
    shown = dict(
        re.findall(
            r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$",
            PAGE.read_text("utf-8"),
            re.DOTALL | re.MULTILINE,
        )
    )
    assert shown["muc-tieu.txt"] == WORDS
    (folder,) = {FILE.parent}
    assert folder.name == "decision-749"
    import tomllib

    part, whole = tomllib.loads(shown["749.toml"]), tomllib.loads(FILE.read_text("utf-8"))
    for key, value in part.items():
        if isinstance(value, list):
            assert all(one in whole[key] for one in value), key
        else:
            assert value == whole[key], key


def test_the_example_quotes_every_sentence_but_headings() -> None:
    left = coverage(DECISION, WORDS).uncovered
    assert all("Mục tiêu cơ bản" in s.text or len(s.text) < 16 for s in left)


def test_the_example_is_judged_by_the_figures_that_are_the_same() -> None:
    card = scorecard(DECISION, as_of="2026-01-31")
    assert (card["government-2025.egdi"].status, card["government-2025.egdi"].value) == (
        *("missed", 71.0),
    )
    assert card["economy-2025.competitiveness"].series is None, "another index called GCI"
    assert card["society-2025.cybersecurity"].value == 25.0
    assert loads(to_json(card)) == card


def test_figures_of_another_indicator_with_the_same_id_are_not_taken() -> None:
    office = DECISION.organization("wef")
    other = attrs.evolve(EGDI.indicator, publisher=office)
    mine = changed("government-2025.egdi", indicator=other)
    assert "egdi-rank" in {one.indicator for one in figures(DECISION)}
    assert "egdi-rank" not in {one.indicator for one in figures(mine)}
    with pytest.raises(InvalidValueError, match="a Directive"):
        figures("749")  # type: ignore[arg-type]


# --- on the command line -------------------------------------------------------------------


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        assert main(arguments) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return run


def test_anchor_writes_toml(answer: Callable[..., str]) -> None:
    import tomllib

    said = answer("anchor", str(TEXT), "Kinh tế số chiếm 20% GDP", "100% xã", "--lang", "en")
    lines = said.splitlines()[1:]
    assert [tomllib.loads(line)["span"]["start"] for line in lines] == [704, 1155]
    tree = json.loads(answer("anchor", str(TEXT), "Phổ cập", "--nth", "2", "--json"))
    assert tree["spans"] == [{"source": "source", "start": 2313, "end": 2320, "quote": "Phổ cập"}]


def test_lint_lists_findings(answer: Callable[..., str], tmp_path: Path) -> None:
    assert "no finding" in answer("lint", str(FILE), "--text", str(TEXT), "--lang", "en")
    slip = tmp_path / "slip.toml"
    slip.write_text(FILE.read_text("utf-8").replace("worst = 70", "worst = 60"), "utf-8")
    assert "1 nội dung cần xem lại" in answer("lint", str(slip))
    tree = json.loads(answer("lint", str(slip), "--json"))
    assert tree["findings"] == [
        {"element": "government-2025.egdi", "slip": "number", "detail": "60"}
    ]


@pytest.mark.parametrize(
    "command",
    [
        ("scorecard", "--as-of", "2026-01-31"),
        ("targets",),
        ("show", "economy-2025.idi"),
        ("show",),
        ("readings", "--as-of", "2026-01-31"),
        ("compare", "--as-of", "2026-01-31"),
        ("history", "government-2025.egdi"),
        ("changes", "--since", "2024-01-01"),
        ("verify", str(TEXT)),
    ],
    ids=lambda words: words[0],
)
def test_every_command_takes_the_directive_of_a_file(
    answer: Callable[..., str], command: tuple[str, ...]
) -> None:
    said = answer(*command, "--directive", str(FILE), "--lang", "en")
    names = (DECISION.id, DECISION.sources[0].id, *(one.id for one in DECISION.targets))
    assert any(name in said for name in names)
    assert "retold" not in said
    assert json.loads(answer(*command, "--directive", str(FILE), "--json"))


@pytest.mark.parametrize("command", ["scorecard", "readings", "compare"])
def test_figures_of_a_file_are_taken_first(
    answer: Callable[..., str], tmp_path: Path, command: str
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("indicator,period,value\negdi-rank,2022,80\negdi-rank,2024,66\n", "utf-8")
    told = answer(
        *(command, "--directive", str(FILE), "--figures", str(mine), "--as-of", "2026-01-31"),
        "--json",
    )
    assert "66.0" in told
    assert "71.0" not in told


def test_evaluate_takes_the_target_of_a_file(answer: Callable[..., str], tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("period,value\n2022,80\n2024,66\n", "utf-8")
    said = answer(
        *("evaluate", str(mine), "--target", EGDI.id, "--as-of", "2026-01-31"),
        *("--directive", str(FILE), "--lang", "en"),
    )
    assert f"{EGDI.id}: met" in said


def test_a_report_is_written_of_the_directive_of_a_file(
    answer: Callable[..., str], tmp_path: Path, external: Callable[[str], Any]
) -> None:
    external("matplotlib")
    out = tmp_path / "page.html"
    answer(*("report", "--directive", str(FILE), "--as-of", "2026-01-31", "--out", str(out)))
    page = out.read_text("utf-8")
    assert "749/QĐ-TTg" in page
    assert "01/CT-BTTTT" not in page


@pytest.mark.usefixtures("english")
def test_a_fault_is_told_with_its_element_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mine, text = tmp_path / "mine.toml", FILE.read_text("utf-8")
    lines = text.replace('due = "2025"', 'due = "soon"', 1).replace("worst = 35", "worst = 0")
    mine.write_text(lines.replace('issuer = "thu-tuong"', "issuer = 5"), "utf-8")
    assert main(["validate", str(mine)]) == 2
    told = capsys.readouterr().err.splitlines()
    places = [n for n, line in enumerate(lines.splitlines(), 1) if line == "[[targets]]"]
    names = [target.id for target in DECISION.targets]
    assert told[0].endswith("3 faults.")
    innovation = names.index("economy-2025.innovation")
    for place, path in ((0, "due"), (innovation, "criterion.worst")):
        where = f"$.targets[{place}].{path} ({names[place]}), line {places[place]}: "
        assert any(where in line for line in told), where
    assert any("$.issuer: " in line for line in told)
    mine.write_text('document = "directive"\ntargets = [{ id = 5 }]\n', "utf-8")
    assert main(["validate", str(mine)]) == 2
    assert "$.targets[0].id: " in capsys.readouterr().err
    mine.write_text("document = \n", "utf-8")
    assert main(["validate", str(mine)]) == 2
    assert "line 1" in capsys.readouterr().err
