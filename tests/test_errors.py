"""Errors: facts for programs, one clear sentence for people."""

import copy
import pickle
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
    SourceMismatchError,
    Told,
    UnknownNameError,
    require,
)

INVALID = InvalidValueError("Period", "20", "a year of four digits", "Write 2020.", "a.csv, line 3")
UNKNOWN = UnknownNameError("target", "postal.upu", ("postal.upu-rank", "x"))
MISSING = MissingExtraError("the command line", "cyclopts", "cli")
MISMATCH = SourceMismatchError("article", "postal.upu-rank", 10, 13, "abc", "abX")
GROUP = InvalidDataError("a.csv cannot be read", [INVALID, UNKNOWN])
SINGLE: tuple[Any, ...] = (INVALID, UNKNOWN, MISSING, MISMATCH)


@pytest.mark.parametrize(
    "error, builtin",
    [
        (INVALID, ValueError),
        (UNKNOWN, KeyError),
        (MISSING, ImportError),
        (MISMATCH, ValueError),
        (GROUP, ValueError),
        (GROUP, ExceptionGroup),
    ],
)
def test_each_error_is_ours_and_the_built_in_one_expects(
    error: DirectiveError, builtin: type[Exception]
) -> None:
    with pytest.raises(DirectiveError):
        raise error
    with pytest.raises(builtin):
        raise error


@pytest.mark.parametrize(
    "error, sentence",
    [
        (
            INVALID,
            "a.csv, line 3: Period should be a year of four digits, got '20'. Write 2020.",
        ),
        (InvalidValueError("x", 1, "a text"), "x should be a text, got 1."),
        (UNKNOWN, "There is no target 'postal.upu'. Did you mean 'postal.upu-rank'?"),
        (
            UnknownNameError("task", "ab", ("abc", "abd")),
            "There is no task 'ab'. Did you mean 'abd' or 'abc'?",
        ),
        (UnknownNameError("task", 5, ("a", "b")), "There is no task 5. There are: a, b."),
        (UnknownNameError("task", "a", ()), "There is no task 'a'. There are none."),
        (UnknownNameError("task", "a", ("a",), "Ask."), "There is no task 'a'. Ask."),
        (
            MISSING,
            (
                "the command line needs cyclopts, which is not installed: "
                'pip install "vn-ict-directive[cli]" or, in a clone, pip install ".[cli]".'
            ),
        ),
        (
            MISMATCH,
            (
                "postal.upu-rank quotes article[10:13], but the text differs from code point 12: "
                "expected 'c', got 'X'. Restore the source, or correct the span."
            ),
        ),
        (
            attrs.evolve(MISMATCH, found="ab", shifted_to=14),
            (
                "postal.upu-rank quotes article[10:13], but the text differs from code point 12: "
                "expected 'c', got ''. The quote begins at 14: the source was edited before it."
            ),
        ),
        (
            GROUP,
            f"a.csv cannot be read: 2 faults.\n  - {INVALID}\n  - {UNKNOWN}",
        ),
        (InvalidDataError("a.csv cannot be read", [UNKNOWN]), f"a.csv cannot be read: {UNKNOWN}"),
    ],
)
def test_the_sentence_says_what_was_expected_what_came_and_what_to_do(
    error: DirectiveError, sentence: str
) -> None:
    assert str(error) == sentence


@pytest.mark.parametrize("error", SINGLE, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_and_copying(error: Any) -> None:
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301
        assert type(twin) is type(error)
        assert attrs.astuple(twin) == attrs.astuple(error)
        assert str(twin) == str(error)


def test_a_group_of_errors_survives_pickling() -> None:
    twin = pickle.loads(pickle.dumps(GROUP))  # noqa: S301 - our own bytes

    assert (type(twin), str(twin)) == (InvalidDataError, str(GROUP))


@pytest.mark.parametrize("error", SINGLE, ids=lambda error: type(error).__name__)
def test_the_facts_of_an_error_cannot_be_changed(error: Any) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(error, attrs.fields(type(error))[0].name, "x")


@pytest.mark.parametrize("error", [*SINGLE, GROUP], ids=lambda error: type(error).__name__)
def test_an_error_can_be_raised_from_another_and_noted(error: Exception) -> None:
    twin = copy.copy(error)
    twin.add_note("seen in the morning")
    cause = ValueError("first")
    with pytest.raises(DirectiveError) as caught:
        raise twin from cause

    assert caught.value.__cause__ is cause
    assert caught.value.__notes__ == ["seen in the morning"]


def test_a_group_splits_into_groups_of_its_own_kind() -> None:
    names, rest = GROUP.split(UnknownNameError)

    assert isinstance(names, InvalidDataError)
    assert isinstance(rest, InvalidDataError)
    assert (names.exceptions, rest.exceptions) == ((UNKNOWN,), (INVALID,))
    assert names.message == GROUP.message
    only = GROUP.subgroup(lambda fault: fault is INVALID)
    assert isinstance(only, InvalidDataError)
    assert GROUP.subgroup(MissingExtraError) is None


def test_the_faults_of_a_group_can_be_handled_one_kind_at_a_time() -> None:
    handled: list[BaseException] = []
    try:
        raise InvalidDataError("a.csv cannot be read", [INVALID, UNKNOWN])
    except* UnknownNameError as names:
        handled += names.exceptions
    except* InvalidValueError as values:
        handled += values.exceptions

    assert handled == [UNKNOWN, INVALID]


def test_at_most_three_near_names_are_offered_best_first() -> None:
    error = UnknownNameError("task", "abcd", ("abcx", "zzz", "abcde", "bcd", "abc"))

    assert error.near == ("abcde", "bcd", "abc") or set(error.near) <= {"abcde", "bcd", "abc"}
    assert len(error.near) == 3
    assert error.near[0] == "abcde"


# --- in Vietnamese --------------------------------------------------------------------


@pytest.mark.parametrize(
    "error,sentence",
    [
        (
            InvalidValueError(
                "Period", "12/2020", "a number", "Write two digits.", "a.csv, line 3"
            ),
            "a.csv, dòng 3: kỳ: cần là một số; nhận được '12/2020'. Viết đủ hai chữ số.",
        ),
        (
            InvalidValueError("value", 0.5, "a whole rank from 1 to 193"),
            "cột value (giá trị): cần là một thứ hạng nguyên từ 1 đến 193; nhận được 0.5.",
        ),
        (
            InvalidValueError("x", 10**5000, "a number"),
            "x: cần là một số; nhận được một giá trị quá dài.",
        ),
        (
            InvalidValueError("x", 1, "a thing that has no word here"),
            "x: cần là a thing that has no word here; nhận được 1.",
        ),
        (UNKNOWN, "Không có mục tiêu 'postal.upu'. Có phải là 'postal.upu-rank'?"),
        (
            UnknownNameError("target", "EGDI", ("a.b", "c.d"), alike=("c.d",)),
            "Không có mục tiêu 'EGDI'. Có phải là 'c.d'?",
        ),
        (
            UnknownNameError("section", "q", ("a", "b"), where="$.x"),
            "$.x: Không có phần 'q'. Hiện có: a, b.",
        ),
        (UnknownNameError("section", "q", ()), "Không có phần 'q'. Hiện có: không có gì."),
        (
            UnknownNameError("section", "q", ("a",), "Write two digits."),
            "Không có phần 'q'. Viết đủ hai chữ số.",
        ),
        (
            MISSING,
            "Giao diện dòng lệnh cần cyclopts, chưa được cài đặt: pip install"
            ' "vn-ict-directive[cli]" hoặc, trong bản sao của kho mã, pip install ".[cli]".',
        ),
        (
            MISMATCH,
            "postal.upu-rank trích article[10:13], nhưng nội dung khác từ điểm mã 12: cần 'c', nhận"
            " được 'X'. Hãy khôi phục nguồn hoặc sửa vị trí.",
        ),
        (
            attrs.evolve(MISMATCH, shifted_to=14),
            "postal.upu-rank trích article[10:13], nhưng nội dung khác từ điểm mã 12: cần 'c', nhận"
            " được 'X'. Đoạn trích nằm ở 14: nguồn đã bị sửa ở phía trước.",
        ),
        (
            InvalidDataError("a.csv cannot be read", [UNKNOWN]),
            "Không đọc được a.csv: Không có mục tiêu 'postal.upu'. Có phải là 'postal.upu-rank'?",
        ),
        (DirectiveError("as it is"), "as it is"),
    ],
)
def test_every_kind_of_error_has_a_vietnamese_sentence(
    error: DirectiveError, sentence: str
) -> None:
    assert error.sentence() == error.sentence("vi") == sentence
    assert error.sentence("en") == str(error)


def test_many_faults_are_listed_in_vietnamese() -> None:
    first, *faults = GROUP.sentence().splitlines()
    assert first == "Không đọc được a.csv: 2 lỗi."
    assert faults == [f"  - {fault.sentence()}" for fault in (INVALID, UNKNOWN)]


# --- optional packages ----------------------------------------------------------------


def test_a_package_that_is_there_is_imported() -> None:
    assert require("json.decoder", "a test", "") is sys.modules["json.decoder"]


def test_a_package_that_is_missing_is_named_with_its_extra() -> None:
    with pytest.raises(MissingExtraError) as caught:
        require("no_such_package.part", "a test", "plot")
    assert (caught.value.package, caught.value.extra) == ("no_such_package", "plot")


def test_what_a_package_itself_lacks_is_its_own_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "half_installed.py").write_text("import no_such_package\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_package") as caught:
        require("half_installed", "a test", "plot")
    assert not isinstance(caught.value, MissingExtraError)


def test_what_came_is_in_vietnamese_where_the_library_tells_it() -> None:
    told = InvalidValueError("value", Told("3 rows, the first at entity A"), "a number")
    typed = InvalidValueError("value", "3 rows, the first at entity A", "a number")

    assert "nhận được '3 dòng, dòng đầu tại entity A'" in told.sentence("vi")
    assert "nhận được '3 rows, the first at entity A'" in typed.sentence("vi")
    assert told.sentence("en") == typed.sentence("en")


@given(st.lists(st.sampled_from(["", "Write 2020.", "Remove the row."]), min_size=2))
def test_what_to_do_is_said_once(hints: list[str]) -> None:
    faults = [InvalidValueError("value", n, "a number", hint) for n, hint in enumerate(hints)]
    told = InvalidDataError("a.csv cannot be read", faults)
    for sentence in (str(told), told.sentence("vi")):
        assert len(sentence.splitlines()) == len(faults) + 1
    for hint in {*hints} - {""}:
        assert str(told).count(hint) == 1


@pytest.mark.parametrize("value", ["x" * 10_000, list(range(10_000)), 10**4000, {"a": "é" * 500}])
def test_of_a_long_value_an_error_shows_the_beginning(value: object) -> None:
    for error in (
        InvalidValueError("x", value, "a short one"),
        UnknownNameError("x", value, ("a", "b")),
    ):
        for said in (str(error), error.sentence("vi")):
            assert f"{value!r}"[:50] in said
            assert len(said) < 250
        assert error.got is value, "whole, for programs"


def test_a_name_that_python_cannot_write_is_left_open() -> None:
    assert str(UnknownNameError("x", 10**5000, ("a",), hint="Name one.")) == (
        "There is no x …. Name one."
    )
