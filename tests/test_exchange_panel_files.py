"""Panels in files: what the command panel reads, says and writes, and what it refuses."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from vn_ict_directive import DIRECTIVE_01, DirectiveError
from vn_ict_directive.cli import main
from vn_ict_directive.errors import InvalidValueError, MissingExtraError
from vn_ict_directive.exchange import panel_files
from vn_ict_directive.exchange.exports import placed
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.exchange.panel_files import write
from vn_ict_directive.ingest.files import scan, working
from vn_ict_directive.panels import evaluate_panel, summarize

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
HEADER = "entity,indicator,period,value,published"
ROWS = """\
Hà Nội,egdi-rank,2018,88,2018-07-19
Hà Nội,egdi-rank,2020,86,2020-07
Huế,egdi-rank,2018,80,2018-07-19
Huế,egdi-rank,2020,70,2020-07
Đà Nẵng,egdi-rank,2020,,2020-07
"""
FIGURES = f"{HEADER}\n{ROWS}"
ASKED = ("--as-of", "2020-12-31", "--targets", EGDI.id, "--lang", "en")
STATUSES = {"Hà Nội": "missed", "Huế": "met", "Đà Nẵng": "awaiting_data"}

each_engine = pytest.mark.parametrize("reader", ["polars", "duckdb"])


@pytest.fixture(autouse=True)
def _engines(external: Callable[[str], Any]) -> None:
    external("polars")
    external("duckdb")


class Said(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command panel in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Said:
        status = main(["panel", *arguments])
        return Said(status, *capfd.readouterr())

    return run


def save(name: str, text: str, encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


def refused(said: Said, *parts: str) -> None:
    """Status 2, no answer, one message in our own words, and no half file."""
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("vn-ict-directive: ")
    assert "Traceback" not in said.err
    for part in parts:
        assert part in said.err
    assert not [name for name in names_in() if name.startswith((".", "out", "left"))]


def names_in(folder: str | Path = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def read(file: str) -> Any:
    import polars as pl

    return pl.read_parquet(file) if file.endswith("parquet") else pl.read_csv(file)


# --- what it says and writes -----------------------------------------------------------------


@each_engine
def test_counts_are_told_for_each_target(run: Run, reader: str) -> None:
    assert run(save("a.csv", FIGURES), *ASKED, "--engine", reader) == Said(
        0,
        """\
As of 31 December 2020
Timing  by reference period

it-application.egdi-rank  3 verdicts  2 with figures  1 met, 1 missed, 1 awaiting data
Unofficial: based on a news summary of the directive, not on its official text.
""",
        "",
    )


def test_every_target_with_an_indicator_is_judged_in_vietnamese(run: Run) -> None:
    said = run(save("a.csv", FIGURES), "--as-of", "2020-12-31")

    lines = said.out.splitlines()
    assert lines[0] == "Số liệu cập nhật đến ngày 31/12/2020"
    told = [line.split()[0] for line in lines if " kết quả " in line]
    assert told == [one.id for one in DIRECTIVE_01.targets]
    assert "1 đạt, 1 không đạt, 1 chờ số liệu" in said.out


@each_engine
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_verdicts_are_written_as_the_library_gives_them(run: Run, reader: str, kind: str) -> None:
    out = f"folder/out.{kind}"
    said = run(save("a.csv", FIGURES), *ASKED, "--engine", reader, "--out", out)

    assert (said.status, said.err) == (0, "")
    assert f"Wrote {out}.\n" in said.out.replace(os.sep, "/")
    found = read(out)
    assert dict(found.select("entity", "status").rows()) == STATUSES
    panel = read("a.csv")
    mine = evaluate_panel(panel, [EGDI], as_of="2020-12-31").sort("entity")
    assert found.columns == mine.columns
    numbers = ["value", "gap", "baseline", "ratio", "lead", "projected"]
    assert found.sort("entity").select(numbers).rows() == mine.select(numbers).rows()
    assert names_in("folder") == [f"out.{kind}"]


@each_engine
def test_a_parquet_file_says_that_it_is_unofficial(run: Run, reader: str) -> None:
    import polars as pl

    said = run(save("a.csv", FIGURES), *ASKED, "--engine", reader, "--out", "o'ut.parquet")

    assert said.status == 0
    told = pl.read_parquet_metadata("o'ut.parquet")
    assert told["official"] == "false"
    assert told["as_of"] == "2020-12-31"
    assert told["timing"] == "reference_period"
    assert told["notice"].startswith("Unofficial: an encoding that is not the issuer's own text")
    assert "read from: " in told["notice"]


@each_engine
def test_parquet_is_read_from_several_files_and_patterns(run: Run, reader: str) -> None:
    save("a.csv", FIGURES)
    panel = read("a.csv")
    panel[:2].write_parquet("one.parquet")
    panel[2:].write_parquet("two.parquet")

    one_by_one = run("one.parquet", "two.parquet", *ASKED, "--engine", reader)

    assert "3 verdicts  2 with figures" in one_by_one.out
    assert run("*.parquet", *ASKED, "--engine", reader) == one_by_one
    # A name with brackets is a file before it is a pattern.
    panel.write_parquet("a[1].parquet")
    assert "3 verdicts" in run("a[1].parquet", *ASKED, "--engine", reader).out


@each_engine
def test_csv_is_read_from_several_files_with_the_same_header(run: Run, reader: str) -> None:
    first, *rest = ROWS.splitlines()
    save("one.csv", f"{HEADER}\n{first}\n")
    save("two.CSV", "\n".join([HEADER, *rest]), "utf-8-sig")

    assert "3 verdicts  2 with figures" in run("one.csv", "two.CSV", *ASKED, "--engine", reader).out


@each_engine
def test_a_folder_of_partitions_is_read_as_spark_writes_it(run: Run, reader: str) -> None:
    save("a.csv", FIGURES)
    for (period,), part in read("a.csv").group_by("period"):
        folder = Path(f"tỉnh, thành phố/period={period}")
        folder.mkdir(parents=True)
        part.drop("period").write_parquet(folder / "part-0.parquet")
    Path("tỉnh, thành phố/_SUCCESS").touch()
    save("tỉnh, thành phố/.part-0.parquet", "a checksum")

    assert "3 verdicts  2 with figures" in run("tỉnh, thành phố", *ASKED, "--engine", reader).out


@each_engine
def test_verdicts_are_worked_out_once(
    run: Run, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written is counted as it was written."""
    counted: list[Any] = []

    def summed(table: Any) -> Any:
        counted.append(table)
        return summarize(table)

    monkeypatch.setattr("vn_ict_directive.panels.summarize", summed)
    save("a.csv", FIGURES)
    for out in ("out.csv", "out.parquet"):
        said = run("a.csv", *ASKED, "--engine", reader, "--out", out)
        assert "1 met, 1 missed, 1 awaiting data" in said.out
        columns = counted.pop().columns if reader == "duckdb" else counted.pop().collect_schema()
        assert list(columns) == read(out).columns


@each_engine
def test_lines_without_a_word_and_columns_without_a_name_are_passed_over(
    run: Run, reader: str
) -> None:
    text = "\n \n" + FIGURES.replace("\n", ",,\n") + ",,,,,,\n\n"
    said = run(save("a.csv", text), *ASKED, "--engine", reader)

    assert "3 verdicts  2 with figures" in said.out


@each_engine
def test_a_file_longer_than_a_look_at_its_header_is_read_to_its_end(run: Run, reader: str) -> None:
    rows = "".join(f"{n},egdi-rank,2020,70,\n" for n in range(5000))
    said = run(save("a.csv", f"{HEADER}\n{rows}"), *ASKED, "--engine", reader)

    assert "5,000 verdicts  5,000 with figures  5,000 met" in said.out


@each_engine
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_what_excel_writes_is_read(run: Run, reader: str, separator: str, encoding: str) -> None:
    text = FIGURES.replace(",", separator).replace("\n", "\r\n")
    said = run(save("a.csv", text, encoding), *ASKED, "--engine", reader)

    assert "2 with figures  1 met, 1 missed, 1 awaiting data" in said.out


@each_engine
def test_columns_are_called_what_the_file_calls_them(run: Run, reader: str) -> None:
    text = FIGURES.replace("entity", "REF_AREA").replace("period", "TIME PERIOD")
    names = "entity=REF_AREA, period=TIME PERIOD"
    said = run(save("a.csv", text), *ASKED, "--columns", names, "--engine", reader)

    assert "1 met, 1 missed" in said.out


@each_engine
def test_periods_may_be_other_than_years_and_series_have_own_dates(run: Run, reader: str) -> None:
    text = """\
entity,indicator,period,value,start,due
A,egdi-rank,2019-Q4,80,2019-01-01,2020-06-30
A,egdi-rank,2020-Q2,70,2019-01-01,2020-06-30
"""
    said = run(save("a.csv", text), *ASKED, "--engine", reader, "--out", "out.csv")

    assert "1 met" in said.out
    assert read("out.csv").select("period", "value").rows() == [("2020-Q2", 70.0)]


@each_engine
def test_what_a_spreadsheet_would_run_is_guarded_in_csv_and_kept_in_parquet(
    run: Run, reader: str
) -> None:
    save("a.csv", FIGURES.replace("Huế", "=HYPERLINK(1)"))
    for out in ("out.csv", "out.parquet"):
        assert run("a.csv", *ASKED, "--engine", reader, "--out", out).status == 0

    assert "'=HYPERLINK(1)" in read("out.csv")["entity"].to_list()
    assert "=HYPERLINK(1)" in read("out.parquet")["entity"].to_list()


def test_by_publication_only_what_had_come_out_counts(run: Run) -> None:
    late = "entity,indicator,period,value,published\nVN,egdi-rank,2020,70,2021-07-01\n"
    asked = ("--targets", EGDI.id, "--as-of", "2021-12-31", "--json")
    for timing, status in [("reference_period", "met"), ("publication", "awaiting_data")]:
        told = json.loads(run(save("a.csv", late), *asked, "--timing", timing).out)
        assert (told["timing"], told["counts"][0][status]) == (timing, 1)
    said = run("a.csv", *asked[:-1], "--timing", "publication", "--lang", "en").out
    assert "Timing  by publication date\n" in said
    assert "1 verdict  1 with figures  1 awaiting data\n" in said


def test_the_answer_in_json(run: Run) -> None:
    said = run(save("a.csv", FIGURES), *ASKED, "--json", "--out", "out.csv")

    assert json.loads(said.out) == {
        "as_of": "2020-12-31",
        "timing": "reference_period",
        "counts": [
            {
                "target": EGDI.id,
                "met": 1,
                "missed": 1,
                "awaiting_data": 1,
                "verdicts": 3,
                "with_data": 2,
            }
        ],
        "faults": [],
        "notes": [],
        "official": False,
        "written": ["out.csv"],
    }


def test_targets_of_a_directive_of_ones_own(run: Run) -> None:
    save("mine.json", to_json(DIRECTIVE_01))
    said = run(save("a.csv", FIGURES), *ASKED, "--directive", "mine.json")

    assert "1 met, 1 missed" in said.out


@each_engine
def test_rows_left_out_are_told_and_written(run: Run, reader: str) -> None:
    text = f"{FIGURES},egdi-rank,2020,90,2020-07\nVinh,other,2020,1,2020-07\n"
    files = ("--on-error", "report", "--refused", "left.csv", "--out", "out.parquet")
    said = run(save("a.csv", text), *ASKED, "--engine", reader, *files)

    assert said.status == 0
    assert "1 row: There is no indicator among the targets 'other'." in said.out
    assert set(read("left.csv")["fault"]) == {"no_entity", "unknown_indicator"}
    assert {*STATUSES} <= {*read("out.parquet")["entity"]}


def test_no_data_has_no_line_of_counts(run: Run) -> None:
    """Where every row is left out, there is nobody to judge."""
    text = f"{HEADER}\nA,other,2020,1,2020-07\n"
    said = run(save("a.csv", text), *ASKED, "--on-error", "report", "--refused", "left.csv")

    assert said.status == 0
    assert "unknown_indicator" in Path("left.csv").read_text("utf-8")


# --- a terminal ------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_only_there(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    err = Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("TERM", "xterm")

    assert "1 met" in run(save("a.csv", FIGURES), *ASKED).out
    assert "Evaluating" in err.getvalue()


# --- what it refuses ---------------------------------------------------------------------------


@each_engine
@pytest.mark.parametrize(
    "content, parts",
    [
        ("", ("a.csv", "no figures below the header")),
        (f"{HEADER}\n", ("a.csv", "figures below the header")),
        (HEADER, ("figures below the header",)),
        (
            FIGURES.replace("88", '"88,5"'),
            ("'value'", "1 row, the first at entity Hà Nội", "value 88,5'", "decimal point"),
        ),
        (FIGURES.replace(",", ";").replace("88", "1.008,5"), ("'value'", "value 1.008,5'")),
        (FIGURES.replace("88", "x").replace("86", "-"), ("2 rows, the first at entity",)),
        (FIGURES.replace("2018,", "31/12/2018,"), ("'period'", "year first")),
        (FIGURES.replace("value", "entity"), ("the column entity should be there once",)),
        (FIGURES.replace("value", "wert"), ("one that names a column value",)),
        ('{"rows": []}\nx\n', ("CSV text, got 'JSON'",)),
        (
            f"{FIGURES}A,egdi-rank,2020,1,2020-07,one more\n",
            ("a.csv, line 7: the row should be of 5 cells, got '6'", "decimal comma"),
        ),
        (
            FIGURES.replace(",86,", ",86,5,"),
            ("a.csv, line 3: the row should be of 5 cells, got '6'", "decimal comma"),
        ),
        (
            f"{FIGURES}A,egdi-rank\nB,egdi-rank,2020,1,\n",
            ("a.csv, line 7: the row should be of 5 cells, got '2'", "Fill up the row"),
        ),
        (f'{FIGURES}A,egdi-rank,2020,1,"2020\n', ("line 7", "quotation marks in pairs")),
        (FIGURES.replace("\n", "\r"), ("the ends of lines", "CSV UTF-8")),
        (f"{HEADER}\n,,,,\n\n", ("figures below the header",)),
        ("PK\3\4", ("an Excel workbook", "CSV UTF-8")),
        (f"{FIGURES}A,other,2020,1,2020-07\n", ("no indicator among the targets 'other'",)),
    ],
)
def test_a_csv_file_with_faults_is_refused_in_words(
    run: Run, reader: str, content: str, parts: tuple[str, ...]
) -> None:
    refused(run(save("a.csv", content), *ASKED, "--engine", reader, "--out", "out.csv"), *parts)


@each_engine
def test_a_vietnamese_terminal_says_in_vietnamese_what_was_left_out(run: Run, reader: str) -> None:
    """Faults with their places and remedies, and notes; names of columns stay as they are."""
    table = """\
entity,indicator,period,value,published,bound,OBS_STATUS,remark
Hà Nội,egdi-rank,2020,86,2020-07,,A,x
HÀ NỘI,egdi-rank,2018,88,2018-07,,A,x
B,egdi-rnk,2020,1,2020-07,,A,x
C,egdi-rank,20x,1,2020-07,,A,x
D,egdi-rank,2020,1,soon,,A,x
E,egdi-rank,2020,>6,2020-07,<,A,x
F,egdi-rank,2020,6,2020-07,zz,A,x
G,egdi-rank,2020,1000,2020-07,,M,x
,egdi-rank,2020,6,2020-07,,A,x
"""
    asked = ("--as-of", "2020-12-31", "--targets", EGDI.id, "--lang", "vi", "--engine", reader)
    said = run(save("a.csv", table), *asked, "--on-error", "report", "--refused", "r.csv")

    assert (said.status, said.err) == (0, "")
    told = [line for line in said.out.splitlines() if line.startswith(("cột", "1 dòng:"))]
    assert len(told) == 7
    assert "1 dòng: Không có chỉ tiêu nào trong các mục tiêu 'egdi-rnk'." in said.out
    assert "cột 'period': cần là 2020 (năm)" in said.out
    assert "cột 'bound': cần là dấu ghi trước giá trị, hoặc để trống;" in said.out
    assert "được đọc là 'H" in said.out
    assert "Không dùng các cột: 'remark'." in said.out
    english = r"\b(should|the|or|of|row|rows|got|is|and|at|be)\b"
    assert not [line for line in said.out.splitlines() if re.search(english, line)]


@each_engine
def test_faulty_start_and_due_dates_are_refused(run: Run, reader: str) -> None:
    text = """\
entity,indicator,period,value,start,due
A,egdi-rank,2020,1,2020-02-31,2020-12
B,egdi-rank,2020,1,2020-01-03,
"""
    said = run(save("a.csv", text), *ASKED, "--engine", reader)

    refused(
        said, "'start'", "start 2020-02-31", "'due'", "due 2020-12'", "a day, such as 2020-12-31"
    )


@each_engine
def test_a_file_that_is_no_utf_8_is_refused(run: Run, reader: str) -> None:
    for file, encoding, got in (
        ("a.csv", "utf-16", "'UTF-16'"),
        ("b.csv", "cp1258", "b.csv, line 2: the encoding should be UTF-8, got 'byte 0xE0'"),
    ):
        text = FIGURES.replace("ộ", "ô").replace("ế", "ê").replace("ẵ", "ă")
        said = run(save(file, text, encoding), *ASKED, "--engine", reader)
        refused(said, f"{file} cannot be read", got, "CSV UTF-8")
    rows = "A,egdi-rank,2020,1,2020-07\n" * 5000  # farther in than a look at the header goes
    Path("c.csv").write_bytes(f"{HEADER}\n{rows}".encode() + b"\xff\xfe,egdi-rank,2020,1,\n")
    refused(run("c.csv", *ASKED, "--engine", reader), "c.csv, line 5002", "byte 0xFF")


@each_engine
def test_what_is_no_parquet_is_refused(run: Run, reader: str) -> None:
    said = run(save("a.parquet", FIGURES), *ASKED, "--engine", reader)
    refused(said, "a.parquet", "a Parquet file", "whatever its name says")
    # What only the engine can find is told as the engine's.
    said = run(save("b.parquet", "PAR1 and no more"), *ASKED, "--engine", reader)
    refused(said, "b.parquet", f"what {reader} can read and judge", "It says: ")


@each_engine
def test_a_parquet_file_without_rows_is_refused(run: Run, reader: str) -> None:
    save("a.csv", FIGURES)
    read("a.csv")[:0].write_parquet("a.parquet")

    refused(run("a.parquet", *ASKED, "--engine", reader, "--out", "out.csv"), "no rows")


@pytest.mark.parametrize(
    "arguments, parts",
    [
        (("none.csv",), ("the file", "none.csv", "that is there")),
        (("none*.csv",), ("none*.csv", "a pattern of some")),
        (("empty",), ("the file", "'empty'", "or their folder")),
        ((".",), ("of one kind",)),
        ((), ("the files", "at least one")),
        (("a.txt",), ("a.txt", ".parquet or .csv")),
        (("a.csv", "b.parquet"), ("of one kind",)),
        (("a.csv", "other.csv"), ("the header", "other.csv")),
        (("a.csv", "--columns", "entity"), ("--columns", "entity=REF_AREA")),
        (("a.csv", "--columns", "place=x"), ("no column to be read 'place'",)),
        (("a.csv", "--out", "out.xlsx"), ("--out", ".parquet or .csv")),
        (("a.csv", "--on-error", "report"), ("--refused", "together with --on-error report")),
        (("a.csv", "--refused", "left.csv"), ("together with --on-error report",)),
        (
            ("a.csv", "--on-error", "report", "--refused", "out.csv", "--out", "out.csv"),
            ("--refused", "out.csv", "a file of its own"),
        ),
        (("a.csv", "--out", "./a.csv", "--force"), ("--out", "a file of its own")),
        (("a.csv", "--as-of", "31/12/2020"), ("--as-of",)),
    ],
)
def test_a_slip_on_the_command_line_is_told(
    run: Run, arguments: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    save("a.csv", FIGURES)
    save("a.txt", FIGURES)
    save("b.parquet", "x")
    save("other.csv", FIGURES.replace("value", "wert"))
    Path("empty").mkdir()

    refused(run(*ASKED, *arguments), *parts)


def test_a_target_that_is_not_there_is_told_with_the_nearest(run: Run) -> None:
    save("a.csv", FIGURES)
    said = run("a.csv", "--as-of", "2020-12-31", "--targets", "it-application.egdi")

    refused(said, "it-application.egdi-rank")


def test_what_is_there_is_not_overwritten_unless_asked(run: Run) -> None:
    save("a.csv", FIGURES)
    save("there.csv", "mine")

    refused(run("a.csv", *ASKED, "--out", "there.csv"), "there.csv", "--force")
    assert Path("there.csv").read_text("utf-8") == "mine"
    assert run("a.csv", *ASKED, "--out", "there.csv", "--force").status == 0
    assert len(read("there.csv")) == 3


def test_a_folder_that_cannot_be_written_to_is_told(run: Run) -> None:
    save("a.csv", FIGURES)
    save("file", "")

    refused(run("a.csv", *ASKED, "--out", "file/out.csv"), "a folder that can be written to")


@each_engine
def test_a_failure_while_writing_leaves_what_was_there(
    run: Run, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(_frame: object, file: Path, *_: object) -> None:
        file.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    save("there.csv", "mine")
    monkeypatch.setattr(panel_files, "write", half)
    said = run(save("a.csv", FIGURES), *ASKED, "--engine", reader, "--out", "there.csv", "--force")

    refused(said, "No space left on device")
    assert Path("there.csv").read_text("utf-8") == "mine"


@each_engine
@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is full")
def test_a_full_disk_is_told_as_such(
    run: Run, reader: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = panel_files.write
    monkeypatch.setattr(
        panel_files, "write", lambda frame, _, *rest: real(frame, Path("/dev/full"), *rest)
    )
    said = run(save("a.csv", FIGURES), *ASKED, "--engine", reader, "--out", f"out.{kind}")

    refused(said, "a folder that can be written to", "No space left on device.")


def test_no_room_for_what_an_engine_puts_aside_is_told() -> None:
    """Without a file to be written it is not the folder's fault; the command tells it as such."""
    with pytest.raises(OSError, match="No space left on device"), placed(()), working("polars"):
        raise OSError("polars says: No space left on device (os error 28)")


@pytest.mark.parametrize("engine_says, status", [("Query interrupted", 130), ("a bug", None)])
def test_an_interruption_that_an_engine_tells_in_its_own_way(
    run: Run, engine_says: str, status: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise RuntimeError(engine_says)

    monkeypatch.setattr(panel_files, "write", stopped)
    arguments = (save("a.csv", FIGURES), *ASKED, "--engine", "duckdb", "--out", "out.csv")
    if status is None:
        with pytest.raises(RuntimeError, match=engine_says):
            run(*arguments)
    else:
        assert run(*arguments) == Said(status, "", "")
    assert names_in() == ["a.csv"]


@pytest.mark.skipif(sys.platform in {"win32", "emscripten"}, reason="has no such signal")
@each_engine
def test_an_interruption_leaves_nothing_behind(reader: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(FIGURES, encoding="utf-8")
    program = f"""
import sys, time
from vn_ict_directive.exchange import panel_files
real = panel_files.write
def slow(frame, file, *rest):
    real(frame, file, *rest)
    print("written", flush=True)
    time.sleep(60)
panel_files.write = slow
from vn_ict_directive.cli import main
sys.exit(main(["panel", "a.csv", *{ASKED!r}, "--engine", {reader!r}, "--out", "out.csv"]))
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130

    assert names_in(tmp_path) == ["a.csv"]


@pytest.mark.parametrize(
    "package, extra", [("polars", "panel-files"), ("duckdb", "duckdb"), ("narwhals", "panels")]
)
def test_what_is_not_installed_is_told(
    package: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(FIGURES, encoding="utf-8")
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(MissingExtraError) as caught:
        scan([str(file)], engine="duckdb" if package == "duckdb" else "polars")

    assert (caught.value.package, caught.value.extra) == (package, extra)


def test_an_engine_that_is_broken_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(FIGURES, encoding="utf-8")

    def broken(_name: str) -> None:
        raise ModuleNotFoundError(name="something_else")

    monkeypatch.setattr("vn_ict_directive.errors.import_module", broken)
    with pytest.raises(ModuleNotFoundError):
        scan([str(tmp_path / "a.csv")])


def test_the_library_reads_and_writes_without_the_command(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(FIGURES, encoding="utf-8")
    frame, _ = scan([str(file)])
    verdicts = evaluate_panel(frame, [EGDI], as_of="2020-12-31")
    write(summarize(verdicts), tmp_path / "counts.csv", "csv", {})

    assert read(str(tmp_path / "counts.csv"))["verdicts"].to_list() == [3]
    with pytest.raises(InvalidValueError, match="at least one"):
        scan([])
    with pytest.raises(DirectiveError):
        scan([str(tmp_path / "none.csv")])
