"""The command line: what it says, where it says it, and with what status."""

import builtins
import datetime as dt
import inspect
import io
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest

from vn_ict_directive import DIRECTIVE_01, Target, Task, Unit, published, readings, scorecard
from vn_ict_directive.cli import app, commands, history, main, panel, show, writing
from vn_ict_directive.cli.language import in_language, summary
from vn_ict_directive.exchange.exports import FORMATS
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.methods import PROFILES, compare
from vn_ict_directive.shown import ENVIRONMENT
from vn_ict_directive.text import Lang
from vn_ict_directive.words import say

ARTICLE = Path(__file__).parent / "data" / "article.txt"
EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
COMMANDS = [
    "anchor",
    "changes",
    "compare",
    "evaluate",
    "export",
    "figures",
    "history",
    "lint",
    "panel",
    "plot",
    "readings",
    "report",
    "scorecard",
    "show",
    "targets",
    "validate",
    "verify",
]


WITH_A_DAY = {"compare", "evaluate", "panel", "plot", "readings", "report", "scorecard"}


class Said(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run the command in this process, its output a pipe."""

    def run(*arguments: str) -> Said:
        status = main(arguments)
        out, err = capfd.readouterr()
        return Said(status, out, err)

    return run


Run = Callable[..., Said]


@pytest.fixture
def figures(tmp_path: Path) -> str:
    path = tmp_path / "figures.csv"
    path.write_text("năm;giá trị\n2018;88\n2020;86\n", encoding="utf-8")
    return str(path)


def process(
    *arguments: str, stdout: int = subprocess.PIPE, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as its users do."""
    return subprocess.run(
        [sys.executable, "-m", "vn_ict_directive", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        check=False,
    )


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run the command as if standard output were a terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def run(*arguments: str) -> str:
        screen = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", screen)
            assert main(arguments) == 0
        return screen.getvalue()

    return run


# --- help and version -----------------------------------------------------------------


def test_the_version_names_package_and_encoding(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for lang, encoding in (("en", "encoding"), ("vi", "bản số hóa")):
        monkeypatch.setenv(ENVIRONMENT, lang)
        said = run("--version")
        assert said.out.startswith("vn-ict-directive ")
        assert said.out.endswith(f" ({encoding} 2020.2)\n")
        assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_lists_every_command_in_the_language_asked(
    run: Run, arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang, words in (
        ("vi", ("Không chính thức", "Chỉ thị số 01/CT-BTTTT ngày 03/01/2020", "Cách dùng: ")),
        ("en", ("Unofficial", "Directive No. 01/CT-BTTTT of 3 January 2020", "Usage: ")),
    ):
        monkeypatch.setenv(ENVIRONMENT, lang)
        said = run(*arguments)
        assert (said.status, said.err) == (0, "")
        for command in COMMANDS:
            assert f"│ {command} " in said.out
        for word in words:
            assert word in said.out
        assert "\x1b" not in said.out


@pytest.mark.parametrize(
    "option",
    [
        ("--columns", "value=Hạng"),
        ("--where", "SEX=T"),
        ("--dates", "year"),
        ("--profile", "owid"),
    ],
)
def test_how_to_read_a_file_is_said_with_the_file(run: Run, option: tuple[str, str]) -> None:
    said = run("scorecard", *option, "--lang", "en")
    assert (said.status, said.out) == (2, "")
    assert f"{option[0]} should be used with --figures" in said.err


@pytest.mark.parametrize("command", ["scorecard", "report", "history", "plot", "readings"])
def test_figures_of_another_country_are_never_those_of_viet_nam(
    run: Run, command: str, tmp_path: Path
) -> None:
    """By every command: they are refused, or left out where Viet Nam's are there."""
    rest = {"report": ["--out", str(tmp_path / "a.html")], "plot": [EGDI.id, "--out", "a.svg"]}
    rest |= {"history": [EGDI.id], "readings": [EGDI.id]}
    file = tmp_path / "mine.csv"
    for header, cell in product(("Quốc gia", "REF_AREA", "entity"), ("Thái Lan", "TH", "THA")):
        file.write_text(f"Chỉ tiêu,{header},Năm,Giá trị\negdi-rank,{cell},2020,57\n", "utf-8")
        said = run(command, *rest.get(command, []), "--figures", str(file))
        assert (said.status, said.out) == (2, "")
        assert f"--entity '{cell}'" in said.err
    with file.open("a", encoding="utf-8") as more:
        more.write("egdi-rank,Việt Nam,2020,86\n")
    said = run("scorecard", "--figures", str(file), "--lang", "en")
    assert "rank 86 (2020)" in said.out
    assert "rank 57" not in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(run: Run, command: str) -> None:
    for lang, usage, default in (("vi", "Cách dùng", "mặc định"), ("en", "Usage", "default")):
        said = run(command, "--lang", lang, "--help")
        assert (said.status, said.err) == (0, "")
        assert said.out.startswith(f"{usage}: vn-ict-directive {command}")
        assert f"[{default}: {lang}]" in " ".join(said.out.replace("│", "").split())
        assert "--json" in said.out
        assert ("--as-of" in said.out) is (command in WITH_A_DAY)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_of_each_what_its_own_help_says(command: str) -> None:
    functions = (commands, history, panel, show, writing)
    named = next(getattr(room, command) for room in functions if hasattr(room, command))

    assert (inspect.getdoc(named) or "").splitlines()[0] == summary(command, "en")
    assert (inspect.getdoc(in_language(named, "vi")) or "").splitlines()[0] == summary(
        command, "vi"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained_in_both_languages(command: str) -> None:
    functions = (commands, history, panel, show, writing)
    named = next(getattr(room, command) for room in functions if hasattr(room, command))
    said = {}
    for lang in get_args(Lang):
        asked = in_language(named, lang)
        said[lang] = asked.__doc__ or ""
        for option in inspect.signature(asked).parameters:
            assert f"    {option}: " in said[lang]
    assert not set(said["vi"].splitlines()) & set(said["en"].splitlines()) - {"", "Args:"}


def test_the_language_is_the_one_typed_or_else_of_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    vietnamese, english = run("targets"), run("targets", "--lang=en")
    monkeypatch.setenv(ENVIRONMENT, "en")
    assert run("targets") == english != vietnamese
    assert run("targets", "--lang", "vi") == vietnamese
    monkeypatch.setenv(ENVIRONMENT, "fr")
    assert run("targets") == vietnamese


@pytest.mark.parametrize(
    "arguments,words",
    [
        (
            ("show", "EGDI"),
            "Không có phần, nhiệm vụ hoặc mục tiêu 'EGDI'. Có phải là 'it-application",
        ),
        (("scorecard", "--as-of", "31/12/2020"), "--as-of: cần là một ngày, ví dụ '2020-12-31'"),
        (("scorecard", "--bogus"), "Không có tùy chọn --bogus."),
        (("validate", "nowhere.json"), "Không đọc được nowhere.json: tệp: cần là một tệp đọc được"),
    ],
)
def test_an_error_is_told_in_vietnamese(run: Run, arguments: tuple[str, ...], words: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"vn-ict-directive: {words}")


# --- what the commands say ------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_compare_tells_every_method(run: Run, lang: Any) -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    methods = compare(target, published.series("egdi-rank"), as_of="2024-12-31")
    said = run("compare", target.id, "--as-of", "2024-12-31", "--lang", lang)

    assert (said.status, said.err) == (0, "")
    for one in methods:
        assert one.profile.name.pick(lang) in said.out
        assert one.label(lang) in said.out
        if one.grade is None and one.reason is not None:
            assert one.reason.label(lang) in said.out
    assert methods.explain(lang) in said.out


def test_compare_without_a_target_tells_all_that_have_a_number(run: Run) -> None:
    told = json.loads(run("compare", "--as-of", "2020-12-31", "--json").out)

    assert told["view"] == "comparison"
    assert [one["evaluation"]["target"] for one in told["data"]] == [
        target.id for target in DIRECTIVE_01.targets if target.unit is not Unit.EVENT
    ]
    assert {len(one["methods"]) for one in told["data"]} == {len(PROFILES)}
    assert "telecommunications.ict-index-rank" in run("compare", "--as-of", "2020-12-31").out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_scorecard_is_the_librarys_own(run: Run, lang: Any) -> None:
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")
    said = run("scorecard", "--as-of", "2021-12-31", "--lang", lang)
    assert said == Said(0, card.to_text(lang) + "\n", "")


def test_vietnamese_is_the_default(run: Run) -> None:
    assert run("targets") == run("targets", "--lang", "vi") != run("targets", "--lang", "en")


@pytest.mark.parametrize("command", ["scorecard", "readings"])
def test_the_default_day_is_today_in_viet_nam_and_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Clock":
            return cls(2024, 12, 31, 17, 30, tzinfo=dt.UTC).astimezone(tz)

    monkeypatch.setattr(dt, "datetime", Clock)
    said = run(command, "--lang", "en")
    assert said.status == 0
    assert "1 January 2025" in said.out


def test_the_directive_is_shown_with_its_sections(run: Run) -> None:
    said = run("show")
    assert said.status == 0
    assert "btttt/2020-01-03/01-ct-btttt" in said.out
    assert "Nguyễn Mạnh Hùng, Bộ trưởng" in said.out
    for section in DIRECTIVE_01.sections:
        assert f"\n{section.id} " in said.out
    assert "Không chính thức" in said.out
    assert run("show", DIRECTIVE_01.id) == said
    assert "'a/b/c'" in run("show", "a/b/c").err


def test_a_target_is_shown_with_everything_it_rests_on(run: Run) -> None:
    target = DIRECTIVE_01.target("telecommunications.ict-index-rank")
    for lang in ("vi", "en"):
        out = run("show", target.id, "--lang", lang).out
        assert target.span.quote in out
        assert target.statement.en in out
        assert f"{target.span.source} [{target.span.start}:{target.span.end}]" in out
        assert target.indicator is not None
        assert target.indicator.id in out
        for inference in target.inferences:
            assert inference.reason.pick(lang) in out
            for alternative in inference.alternatives:
                assert alternative.label.pick(lang) in out
        for note in target.notes:
            assert note.pick(lang) in out


def test_every_section_task_and_target_can_be_shown(run: Run) -> None:
    for lang in ("vi", "en"):
        for section in DIRECTIVE_01.sections:
            said = run("show", section.id, "--lang", lang)
            assert said.status == 0
            assert section.name.pick(lang) in said.out
            items: tuple[Task | Target, ...] = (*section.tasks, *section.targets)
            for item in items:
                own = run("show", item.id, "--lang", lang)
                assert own.out.rstrip("\n") in said.out
                assert item.span.quote in own.out


def test_a_task_names_who_is_to_do_it_and_with_whom(run: Run) -> None:
    responsible = next(task for task in DIRECTIVE_01.tasks if task.responsible)
    body = DIRECTIVE_01.organization(responsible.responsible[0]).name.en
    assert body in run("show", responsible.id, "--lang", "en").out


def test_a_dated_task_is_shown_with_its_date(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    import attrs

    task = attrs.evolve(DIRECTIVE_01.tasks[0], due=dt.date(2020, 6, 30))
    monkeypatch.setattr(show, "_find", lambda _whole, _name: task)
    assert "30 June 2020" in run("show", task.id, "--lang", "en").out


def test_targets_stand_one_a_line(run: Run) -> None:
    lines = run("targets", "--lang", "en").out.splitlines()
    for target in DIRECTIVE_01.targets:
        (line,) = (line for line in lines if line.startswith(f"{target.id} "))
        assert target.describe("en") in line
        assert line.endswith(target.span.quote)


def test_readings_of_one_target_and_of_all(run: Run) -> None:
    options = ("--as-of", "2021-12-31", "--lang", "en")
    one = run("readings", "cybersecurity.gci-rank", *options).out
    target = DIRECTIVE_01.target("cybersecurity.gci-rank")
    found = readings(target, published.all_series(), as_of="2021-12-31")
    assert found.explain("en") in one
    for reading in found:
        assert reading.label("en") in one
    assert "31 December 2021" in one
    everything = run("readings", *options).out
    assert one.rstrip("\n") in everything
    for target in DIRECTIVE_01.targets:
        assert f"{target.id}: " in everything


def test_ones_own_figures_are_judged(run: Run, figures: str) -> None:
    options = ("--target", EGDI.id, "--as-of", "2020-12-31", "--lang", "en")
    said = run("evaluate", figures, *options)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("it-application.egdi-rank: missed\n")
    assert "rank 86 (2020)" in said.out
    assert "11 places" in said.out
    assert "31 December 2020" in said.out
    assert EGDI.span.quote in said.out
    assert "by reference period" in said.out


def test_the_basis_and_the_reporter_can_be_chosen(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "period,value,published,reporter\n2020,70,2021-03,publisher\n2018,74,2018-07,publisher\n"
        "2020,90,2020-12,ministry\n",
        encoding="utf-8",
    )
    options = ("evaluate", str(path), "--target", EGDI.id, "--as-of", "2021-12-31", "--json")

    def value(*more: str) -> object:
        return json.loads(run(*options, *more).out)["verdict"]["value"]

    assert value("--reporter", "publisher") == 70
    assert value("--reporter", "publisher", "--timing", "publication") == 74
    assert value("--reporter", "ministry") == 90


def test_the_source_bears_out_the_encoding(run: Run) -> None:
    said = run("verify", str(ARTICLE), "--lang", "en")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("No element quotes ")
    assert "Tin liên quan" in said.out, "the site's furniture is quoted by nothing"
    assert said.out.splitlines()[-1].startswith("All "), "success has the last word"
    assert run("verify", str(ARTICLE)).out.splitlines()[-1].startswith("Cả ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("scorecard", "--as-of", "2021-12-31"),
        ("targets",),
        ("show",),
        ("show", "postal"),
        ("show", "postal.upu-rank"),
        ("show", "postal.infrastructure"),
        ("readings", "--as-of", "2021-12-31"),
        ("readings", "postal.upu-rank", "--as-of", "2021-12-31"),
        ("verify", str(ARTICLE)),
    ],
    ids=" ".join,
)
def test_every_command_answers_in_json(run: Run, arguments: Sequence[str]) -> None:
    said = run(*arguments, "--json")
    assert (said.status, said.err) == (0, "")
    assert json.loads(said.out)["official"] is False


def test_a_file_of_yours_is_validated(run: Run, tmp_path: Path) -> None:
    kinds: dict[str, Any] = {
        "a valid directive": DIRECTIVE_01,
        "a valid series": published.series("egdi-rank"),
        "a valid scorecard": scorecard(DIRECTIVE_01, [], as_of="2021-12-31"),
        "a valid verdict": scorecard(DIRECTIVE_01, [], as_of="2021-12-31")[EGDI.id],
    }
    for words, thing in kinds.items():
        path = tmp_path / "mine.json"
        path.write_text(to_json(thing), encoding="utf-8")
        said = run("validate", str(path), "--lang", "en")
        assert (said.status, said.err) == (0, "")
        assert said.out.splitlines()[0] == f"mine.json: {words}."
        assert run("validate", str(path)).out.splitlines()[0].endswith(" hợp lệ.")
        told = json.loads(run("validate", str(path), "--json").out)
        assert told["document"] == type(thing).__name__.lower()
        assert told["valid"] is True


@pytest.mark.usefixtures("english")
def test_a_file_that_is_not_valid_is_refused_with_its_first_faults(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    tree = json.loads(to_json(DIRECTIVE_01))
    for task in tree["tasks"]:
        task["due"] = "soon"
    path.write_text(json.dumps(tree), encoding="utf-8")
    said = run("validate", str(path))
    assert (said.status, said.out) == (2, "")
    lines = said.err.splitlines()
    assert lines[0] == "vn-ict-directive: mine.json cannot be read: 36 faults."
    assert lines[1].startswith("  - $.tasks[0].due: the value should be a day or a period such as")
    assert lines[-1] == "  … and 26 more."


def test_the_directive_is_exported(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run("export", "json", "schema", "--out", str(out), "--lang", "en")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[0] == "Wrote 2 files."
    assert said.out.splitlines()[1:] == [
        str(out / name) for name in ("directive.json", "documents.schema.json")
    ]
    said = run("export", "json", "--out", str(out))
    assert (said.status, said.out) == (2, "")
    assert "trên dòng lệnh là --force" in said.err
    said = run("export", "json", "--out", str(out), "--force", "--json")
    assert json.loads(said.out)["written"] == [str(out / "directive.json")]
    assert run("export", "json", "--out", str(out), "--force").out.startswith("Đã ghi 1 tệp.")


def test_another_directive_is_exported(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text(to_json(DIRECTIVE_01).replace('"2020.2"', '"2020.7"'), encoding="utf-8")
    out = tmp_path / "out"
    said = run("export", "json", "--directive", str(mine), "--out", str(out))
    assert (said.status, said.err) == (0, "")
    exported = json.loads((out / "directive.json").read_text(encoding="utf-8"))
    assert exported["versions"]["encoding"] == "2020.7"


def test_names_in_an_export_begin_where_the_caller_says(run: Run, tmp_path: Path) -> None:
    base = "https://example.org/vn/"
    assert run("export", "schema", "--out", str(tmp_path), "--base", base).status == 0
    exported = json.loads((tmp_path / "documents.schema.json").read_text(encoding="utf-8"))
    assert exported["$id"] == f"{base}schema/1"


def test_the_help_of_export_names_every_format(run: Run) -> None:
    said = run("export", "--help", "--lang", "en").out
    assert f"One or more of {', '.join(FORMATS)}." in " ".join(said.split())


def test_json_is_the_librarys_own(run: Run) -> None:
    assert run("show", EGDI.id, "--json").out == to_json(EGDI) + "\n"


# --- bad input ------------------------------------------------------------------------


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "arguments,words",
    [
        (["scorcard"], 'Unknown command "scorcard". Did you mean "scorecard"?'),
        (["--bogus"], 'Unknown command "--bogus"'),
        (["scorecard", "--bogus"], "Unknown option"),
        (["scorecard", "--no-json"], "Unknown option"),
        (["scorecard", "surplus"], "surplus"),
        (["scorecard", "--as-of"], "--as-of"),
        (["scorecard", "--lang", "fr"], "Invalid value"),
        (["scorecard", "--as-of", "31/12/2020"], "--as-of should be a date or text like"),
        (["scorecard", "--as-of", "2020-02-30"], "--as-of should be a day of the calendar"),
        (["show", "postl"], "There is no section, task or target 'postl'. Did you mean 'postal'?"),
        (["show", "01/CT-BTTTT"], "A number alone identifies nothing"),
        (["show", ""], "There is no section, task or target ''"),
        (["readings", "cybersecurity.gci"], "Did you mean 'cybersecurity.gci-rank'"),
        (["evaluate"], "--figures"),
        (["evaluate", "x.csv"], "--target"),
        (
            ["evaluate", "x.csv", "--target", "it-application.egdi", "--as-of", "2020-12-31"],
            "Did you mean 'it-application.egdi-rank'",
        ),
        (
            ["evaluate", "x.csv", "--target", "inspection.plan-2020", "--as-of", "2020-12-31"],
            "There is no target 'inspection.plan-2020'",
        ),
        (
            ["evaluate", "nowhere.csv", "--target", EGDI.id, "--as-of", "2020-12-31"],
            "nowhere.csv cannot be read: the file should be",
        ),
        (
            [
                *("evaluate", "x.csv", "--target", EGDI.id, "--as-of", "2020-12-31"),
                *("--timing", "hearsay"),
            ],
            "Invalid value",
        ),
        (
            [
                *("evaluate", "x.csv", "--target", EGDI.id, "--as-of", "2020-12-31"),
                *("--reporter", "The UN"),
            ],
            "Series.reporter should be lower-case letters",
        ),
        (["validate"], "FILE"),
        (["validate", "nowhere.json"], "nowhere.json cannot be read: the file should be"),
        (["export", "json"], "--out"),
        (
            ["export", "json", "--out", ".", "--base", "here"],
            "base should be the beginning of an IRI",
        ),
        (
            ["export", "--out", "."],
            "the format should be one or more of json, schema, csv, jsonld",
        ),
        (
            ["export", "jsn", "--out", "."],
            "There is no format 'jsn'. Did you mean 'json' or 'jsonld'?",
        ),
        (["verify"], "tests/data/article.txt"),
        (["verify", "nowhere.txt"], "the file should be a file that can be read"),
        (
            ["verify", "."],
            ". cannot be read: the file should be a file that can be read, got 'a dir",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_gets_one_sentence_and_nothing_else(
    run: Run, arguments: list[str], words: str
) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("vn-ict-directive: ")
    assert words in err
    assert err.count("\n") == 1
    assert err.endswith((".\n", "?\n", "--help.\n"))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "content,words",
    [
        (b"", "an empty file"),
        (b"period,value\n2020,many\n", "line 2: value should be a number, got 'many'"),
        (b"period;value\n2020;0,72\n", "got '0,72'. Write the decimal point as '.'"),
        (b"period,wert\n2020,86\n", "got 'period, wert'"),
        ("năm,giá trị\n2020,86\n".encode("utf-16"), "UTF-16"),
        (b"period,value\n2020,86\n2020,87\n", "as for 2020 on line 2, got '87'"),
        (b"period,value,unit\n2020,0.6,score\n", "unit should be 'rank', got 'score'"),
    ],
)
def test_a_bad_table_gets_its_sentence(
    run: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    said = run("evaluate", str(path), "--target", EGDI.id, "--as-of", "2020-12-31")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("vn-ict-directive: figures.csv cannot be read: ")
    assert words in said.err


@pytest.mark.usefixtures("english")
def test_an_event_is_no_other_number(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("period,value\n2020-11,3\n", encoding="utf-8")
    target = "telecommunications.5g-commercial"
    said = run("evaluate", str(path), "--target", target, "--as-of", "2020-12-31")
    assert (said.status, said.out) == (2, "")
    assert "should be 1 (it happened) or 0" in said.err


@pytest.mark.usefixtures("english")
def test_of_many_faults_the_first_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("another article", encoding="utf-8")
    status, out, err = run("verify", str(path))
    assert (status, out) == (2, "")
    assert err.count("\n  - ") == 10
    assert err.rstrip().endswith("more.")


@pytest.mark.usefixtures("english")
def test_one_character_changed_is_found(run: Run, tmp_path: Path) -> None:
    text = ARTICLE.read_bytes().decode("utf-8")
    path = tmp_path / "article.txt"
    changed = text[: EGDI.span.start] + "X" + text[EGDI.span.start + 1 :]
    path.write_bytes(changed.encode("utf-8"))
    said = run("verify", str(path))
    assert said.status == 2
    assert "it-application.egdi-rank quotes" in said.err


@pytest.mark.usefixtures("english")
def test_newlines_of_a_source_are_not_translated(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(ARTICLE.read_bytes().replace(b"\n", b"\r\n"))
    assert run("verify", str(path)).status == 2


@pytest.mark.usefixtures("english")
def test_a_source_in_another_encoding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("Chỉ thị".encode("utf-16"))
    said = run("verify", str(path))
    assert said == Said(
        2,
        "",
        "vn-ict-directive: article.txt cannot be read: the encoding should be UTF-8,"
        " got 'UTF-16 or UTF-32'. Save it as UTF-8 without a byte order mark.\n",
    )


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("package", ["cyclopts", "rich"])
def test_a_missing_extra_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    class Absence:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == package:
                raise ModuleNotFoundError(name=package)

    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Absence, *sys.meta_path])
    assert run("targets") == Said(
        2,
        "",
        f"vn-ict-directive: the command line needs {package}, which is not installed: "
        'pip install "vn-ict-directive[cli]" or, in a clone, pip install ".[cli]".\n',
    )


def test_a_package_broken_inside_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def broken(name: str, *rest: Any) -> Any:
        if name == "cyclopts":
            raise ModuleNotFoundError(name="something_else")
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(ModuleNotFoundError):
        main(["targets"])


# --- terminals and pipes --------------------------------------------------------------


def test_a_pipe_gets_no_escapes_and_no_wrapping(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "20")
    out = run("targets").out
    assert "\x1b" not in out
    assert len(out.splitlines()) == len(DIRECTIVE_01.targets) + 3


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_terminal_gets_tables_with_the_status_in_words(
    terminal: Callable[..., str], lang: Any
) -> None:
    out = terminal("scorecard", "--as-of", "2021-12-31", "--lang", lang)
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")
    assert "┃" in out
    assert "\x1b[31m" in out
    for verdict in card:
        assert verdict.status.label(lang) in out
    assert card.summary(lang)[:40] in out


def test_no_color_leaves_the_words(
    terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = terminal("scorecard", "--as-of", "2021-12-31", "--lang", "en")
    assert "missed" in out
    assert "\x1b[3" not in out


@pytest.mark.parametrize("columns", ["20", "80", "300"])
def test_a_narrow_terminal_cuts_no_word_short(
    terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for command in (["scorecard"], ["targets"], ["show"], ["show", "postal"], ["readings"]):
        assert "…" not in terminal(*command)


@pytest.mark.parametrize("columns", ["60", "110", "115", "130", "300"])
def test_a_terminal_breaks_no_id(
    terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for command in (["scorecard"], ["targets"], ["compare"], ["figures"]):
        out = terminal(*command)
        known = [one.id for one in DIRECTIVE_01.targets]
        if command == ["figures"]:
            known = [one.indicator for one in published.all_series()]
        assert [name for name in known if name not in out and command != ["compare"]] == []


def test_brackets_are_words_and_no_markup(terminal: Callable[..., str]) -> None:
    assert "my-hanh-2020 [1538:1665]" in terminal("show", EGDI.id)


def test_a_terminal_shows_every_answer(terminal: Callable[..., str], figures: str) -> None:
    evaluated = ("evaluate", figures, "--target", EGDI.id, "--as-of", "2020-12-31")
    for command in (evaluated, ("verify", str(ARTICLE)), ("show",), ("readings",), ("--help",)):
        assert terminal(*command).strip()
    assert json.loads(terminal("targets", "--json"))


def test_a_reader_that_stops_reading_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["show"]) == 0
        monkeypatch.undo()
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("english")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["show"]) == 2
        monkeypatch.undo()
    assert capfd.readouterr().err == (
        "vn-ict-directive: the output cannot be written: No space left on device.\n"
    )


def test_no_standard_output_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["targets"]) == 0


def test_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: list[str], _lang: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "_answer", interrupt)
    assert main([]) == 130


def test_vietnamese_is_written_whatever_the_locale(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    del capfd
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["targets"]) == 0
    assert "Chỉ thị" in raw.getvalue().decode("utf-8")


def test_the_process_words_are_the_default(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["vn-ict-directive", "--version"])
    assert main() == 0
    assert capfd.readouterr().out.startswith("vn-ict-directive ")


def test_the_module_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["vn-ict-directive", "bogus"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("vn_ict_directive", run_name="__main__")
    assert left.value.code == 2
    assert "Không có lệnh bogus." in capfd.readouterr().err


# --- processes of their own -----------------------------------------------------------

_C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


def test_the_c_locale_prints_vietnamese() -> None:
    done = process("scorecard", "--as-of", "2021-12-31", environment=_C_LOCALE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "bưu chính" in done.stdout.decode("utf-8")


@pytest.mark.usefixtures("english")
def test_the_c_locale_prints_a_refusal() -> None:
    done = process("show", "bưu-chính", environment=_C_LOCALE)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode("utf-8").startswith("vn-ict-directive: There is no section")
    assert b"Traceback" not in done.stderr


def test_head_is_quiet() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process("show", "--json", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_the_extra_a_process_says_one_sentence(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['cyclopts'] = None\n"
        "from vn_ict_directive.cli import main\n"
        "sys.exit(main(['targets']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert 'pip install ".[cli]"' in done.stderr


def test_importing_the_command_line_loads_neither_cyclopts_nor_rich_nor_cattrs() -> None:
    code = (
        "import sys, vn_ict_directive.cli\n"
        "print(sorted({'cyclopts', 'rich', 'cattrs', 'hypothesis'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- pictures and figures -----------------------------------------------------------------


@pytest.mark.parametrize("target", [(), ("it-application.egdi-rank",)])
def test_a_picture_is_drawn(target: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    place = tmp_path / "it.png"
    said = run("plot", *target, "--out", str(place), "--as-of", "2024-12-31")

    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"Đã ghi {place}.")
    assert place.read_bytes().startswith(b"\x89PNG")
    again = run("plot", *target, "--out", str(place), "--as-of", "2024-12-31", "--json", "--force")
    assert json.loads(again.out)["written"] == [str(place)]


def test_a_picture_of_a_kind_that_there_is_not_is_refused(run: Run, tmp_path: Path) -> None:
    said = run("plot", "--out", str(tmp_path / "it.docx"))

    assert said.status == 2
    assert "một tệp có đuôi là một trong: .svg, .pdf, .png" in said.err


def test_the_packaged_figures_are_listed_and_those_of_an_indicator_shown(run: Run) -> None:
    listed, one = run("figures"), run("figures", "egdi-rank", "--lang", "en")

    for series in published.all_series():
        assert series.indicator in listed.out
    assert "Số liệu thu thập đến ngày" in listed.out
    for figure in published.series("egdi-rank"):
        assert figure.source is not None
        assert figure.source.title in one.out
    assert len(json.loads(run("figures", "egdi-rank", "--json").out)) > 1
    assert "Có phải là 'egdi-rank'?" in run("figures", "egdi").err


# --- days, indicators and sources as people type them ----------------------------------------


@pytest.mark.parametrize(
    "command", [("scorecard", "--as-of"), ("changes", "--since"), ("history", EGDI.id, "--until")]
)
def test_a_day_is_read_as_the_dialect_writes_it(run: Run, command: tuple[str, ...]) -> None:
    assert run(*command, "31/12/2020", "--dialect", "vi").out == run(*command, "2020-12-31").out
    assert run(*command, "2020-12-31", "--dialect", "vi").status == 0
    said = run(*command, "quý IV/2020", "--dialect", "vi", "--lang", "en")
    assert f"{command[-1]} should be a day, such as 2020-12-31" in said.err


@pytest.mark.parametrize(
    "typed, en, vi",
    [
        ("31/12/2020", "Write the year first: 2020-12-31.", "viết năm trước: 2020-12-31."),
        ("12.31.2020", "Write the year first: 2020-12-31.", "viết năm trước: 2020-12-31."),
        ("5-6-2021", "first: 2021-06-05 or 2021-05-06.", "trước: 2021-06-05 hoặc 2021-05-06."),
        ("5/5/2021", "Write the year first: 2021-05-05.", "viết năm trước: 2021-05-05."),
        ("45/13/2020", "got '45/13/2020'.", "nhận được '45/13/2020'."),
    ],
)
def test_a_day_is_never_guessed(run: Run, typed: str, en: str, vi: str) -> None:
    for lang, words in (("en", en), ("vi", vi)):
        said = run("scorecard", "--as-of", typed, "--lang", lang)
        assert (said.status, said.out) == (2, "")
        assert said.err.rstrip().endswith(words)


OWN = """Chỉ tiêu,Kỳ,Giá trị (hạng),Nguồn,URL,Trang
Thứ hạng theo Chỉ số phát triển chính phủ điện tử (EGDI),2018,88,Khảo sát 2018,https://example.org/a,45
egdi-rank,2020,70,Khảo sát 2020,https://example.org/b,46
"""


def test_a_figure_of_ones_own_leads_back_to_its_page(
    run: Run, tmp_path: Path, external: Callable[[str], Any]
) -> None:
    file, page = tmp_path / "own.csv", tmp_path / "page.html"
    file.write_text(OWN, encoding="utf-8")
    asked = ("--figures", str(file), "--as-of", "2020-12-31")
    told = run("evaluate", str(file), "--target", EGDI.id)
    assert "Nguồn số liệu: Khảo sát 2020, trang 46." in told.out
    assert "Không dùng" not in told.out
    card = json.loads(run("scorecard", *asked, "--json").out)
    sources = {one["title"]: one["url"] for one in card["sources"] if "title" in one}
    assert sources["Khảo sát 2018, trang 45"] == "https://example.org/a"
    external("matplotlib")
    assert run("report", *asked, "--out", str(page)).status == 0
    for n, letter in ((5, "a"), (6, "b")):
        link = f'href="https://example.org/{letter}"'
        assert re.search(rf"{link}[^>]*>Khảo sát 20[^<]*, trang 4{n}<", page.read_text("utf-8"))


def test_an_indicator_that_has_no_name_here_is_refused_with_the_ids(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "own.csv"
    file.write_text("Chỉ tiêu,Kỳ,Giá trị\nThứ hạng nào đó,2018,88\n", encoding="utf-8")
    said = run("scorecard", "--figures", str(file), "--lang", "en")
    assert "Ids that are known: 2g-phase-out-plan, " in said.err
    assert "Các mã đã biết: 2g-phase-out-plan, " in run("scorecard", "--figures", str(file)).err


def test_nothing_is_english_on_a_vietnamese_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("indicator,year,value\negdi-rnk,2018,88\n", encoding="utf-8")
    assert "<Series" not in run("scorecard", "--figures", str(file)).out
    assert run("scor").err.startswith("vn-ict-directive: Không có lệnh scor. Có phải là scorecard?")
    told = run("verify").err
    assert "whose" not in told
    assert "None" not in told
    assert "the project" not in told


@pytest.mark.parametrize("lang", get_args(Lang))
def test_the_help_says_of_the_directive_what_it_says_of_itself(lang: Lang) -> None:
    """Its words are a label, so that help need not load the directive."""
    about = say("cli about", lang)
    assert about.startswith(f"{DIRECTIVE_01.name(lang)} ")
    assert about.endswith(f". {DIRECTIVE_01.notice(lang)}")


@pytest.mark.parametrize(
    "words, spared",
    [
        ("--version", ("cyclopts", "rich", "vn_ict_directive.ingest")),
        ("--help", ("vn_ict_directive.directive_01", "cyclopts.completion")),
        ("scorecard", ("vn_ict_directive.ingest.reading", "vn_ict_directive.verification")),
        ("scorecard", ("cyclopts.help", "cyclopts.completion", "importlib.resources")),
    ],
)
def test_a_command_loads_its_own_rooms_only(words: str, spared: tuple[str, ...]) -> None:
    code = (
        "import sys; from vn_ict_directive.cli import main; "
        f"main([{words!r}]); print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout
    assert [name for name in spared if name in ran.stderr.split()] == []
