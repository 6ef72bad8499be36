"""Input that means harm: the cost grows with its length, and nothing of it reaches a terminal."""

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.cli import main
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from vn_ict_directive.ingest.cells import read_figure, read_header_period, read_period
from vn_ict_directive.ingest.identity import entity_key, joined, same_entity
from vn_ict_directive.ingest.roles import Layout, Spec, column_key
from vn_ict_directive.periods import Period
from vn_ict_directive.text import fold, printable
from vn_ict_directive.verification import coverage

MARKS = "a" + "\u0316\u0301" * 50_000


def taken(ask: Callable[[], Any]) -> float:
    start = time.process_time()
    try:
        ask()
    except DirectiveError as error:
        assert str(error)  # noqa: PT017 - that it can be told is the point
    return time.process_time() - start


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Period.of("T" * 40_000),
        lambda: Period.of("2020-01-01T" * 10_000 + ":"),
        lambda: read_period("1" * 100_000, "vi"),
        lambda: read_header_period("ước tính" * 20_000),
        lambda: read_figure("1." * 100_000, "vi"),
        lambda: read_figure("1" * 1_000_000, lone=True),
        lambda: fold(MARKS),
        lambda: column_key(MARKS),
        lambda: entity_key(MARKS),
        lambda: joined([MARKS, MARKS.upper()]),
        lambda: same_entity(MARKS, "VN"),
        lambda: Layout((MARKS, "period" * 20_000, "value"), Spec()),
        lambda: DIRECTIVE_01.find(MARKS),
        lambda: DIRECTIVE_01.target("x" * 200_000),
        lambda: coverage(DIRECTIVE_01, "x" + " " * 100_000 + "y"),
        lambda: coverage(DIRECTIVE_01, " \t" * 50_000 + "\n" * 10_000 + "x."),
    ],
)
def test_the_cost_grows_with_the_length(ask: Callable[[], Any]) -> None:
    """Each took from seconds to minutes where it grew with the square of it."""
    assert taken(ask) < 2


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from("\u0300\u0323\u031bÀếđĐ"),
        max_size=30,
    )
)
def test_folding_is_what_it_was_before_marks_were_left_out_first(text: str) -> None:
    """Marks that stand apart are no part of what is kept, in whatever order they come."""
    d = text.translate(str.maketrans("đĐÐ", "dDD"))
    once = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", d).casefold())
    assert fold(text) == " ".join("".join(c for c in once if not unicodedata.combining(c)).split())


@given(st.text(alphabet=st.sampled_from("ab.;:… \n\t\r"), max_size=30))
def test_every_word_is_in_one_sentence(text: str) -> None:
    """Sentences follow each other, hold all that is no space, and none goes over a line."""
    sentences = coverage(DIRECTIVE_01, text).sentences
    assert all(text[s.start : s.end] == s.text and "\n" not in s.text for s in sentences)
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())
    assert all(s.text == s.text.strip() for s in sentences)


@given(st.text())
def test_no_control_character_is_printed(text: str) -> None:
    said = printable(text)
    assert not [c for c in said if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert printable(said) == said


@given(st.text(alphabet=st.sampled_from("a\x1b\x07\x9b"), min_size=1, max_size=5))
def test_no_error_writes_a_control_character(text: str) -> None:
    """A traceback goes to a terminal or a log as it is, whoever wrote the name in it."""
    errors: list[DirectiveError] = [
        InvalidValueError(text, text, text, text, text),
        UnknownNameError(text, text, (text, text * 2), where=text, alike=(text,)),
        MissingExtraError(text, text, text),
        DirectiveError(text),
    ]
    errors.append(InvalidDataError(text, errors[:2]))
    for error in errors:
        for said in (str(error), error.sentence("vi"), error.sentence("en")):
            assert not [c for c in said if unicodedata.category(c) == "Cc" and c != "\n"]


def test_an_escape_in_a_file_reaches_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    asked = ["--target", "it-application.egdi-rank", "--as-of", "2020-12-31"]
    for text in (
        "period,value\n2020,\x1b[31m86\n",
        "period,va\x1b[2Jlue\n2020,86\n",
        "period,value,\x1b[2Jother\n2020,86,1\n",
        "indicator,period,value\n\x9b2J,2020,86\n",
    ):
        file.write_text(text, encoding="utf-8")
        main(["evaluate", str(file), *asked])
        main(["scorecard", "--as-of", "2020-12-31", "--figures", str(file)])
        said = capsys.readouterr()
        assert "\x1b" not in said.out + said.err
        assert "\x9b" not in said.out + said.err


def test_an_endless_file_is_no_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "long.txt"
    with file.open("wb") as opened:
        opened.truncate(17 * 2**20)
    endless = Path("/dev/zero")
    for place in (file, endless) if endless.exists() else (file,):
        assert main(["verify", str(place)]) == 2
        said = capsys.readouterr().err
        assert "tối đa 4194304 byte" in said or "một thiết bị hoặc ống dẫn" in said


def test_a_long_name_has_no_near_ones() -> None:
    assert "There are: a." in str(UnknownNameError("thing", "b" * 100_000, ("a",)))
