"""What the README and the documentation show is what happens.

How a block of a page is tested follows from its language:

- ``python``: a session, run as a doctest in a folder with the page's files; all of a page in one
  namespace.
- ``{code-cell}``: a cell of a notebook, run in order; the site shows what it gives.
- ``console``: commands after ``$``, run in a folder with the page's files, and all they print.
- ``sh``: a command that ``.ci/run`` runs as it stands, or the same in the other language.
- ``py``: a program, run by ``tests_engines``.
- ``toml`` and ``text``: what other blocks of the page read, or print. ``sparql``: run by
  ``test_exchange_jsonld.py``.
"""

import doctest
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from vn_ict_directive import DIRECTIVE_01, Text, published
from vn_ict_directive.cli import main
from vn_ict_directive.model import SectionKind
from vn_ict_directive.periods import format_date

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.vi.md")
FIRST_PAGES = (ROOT / "docs" / "index.md", ROOT / "docs" / "vi.md")
INSTALL_PAGES = (ROOT / "docs" / "how-to" / "install.md", ROOT / "docs" / "vi" / "install.md")
QUESTIONS = (
    ROOT / "docs" / "explanation" / "questions.md",
    ROOT / "docs" / "vi" / "questions.md",
)
MADE = ROOT / "docs" / "reference" / "generated"
WRITTEN = [page for page in sorted((ROOT / "docs").rglob("*.md")) if MADE not in page.parents]
PAGES = [*READMES, *WRITTEN]
FENCE = re.compile(
    r"^(?:<!-- (?P<mark>[^\n]*) -->\n+)?```(?P<language>[^\n]+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
# What is installed: by the name of the package or from a clone, with the extras in brackets.
INSTALLED = re.compile(r"(?:vn-ict-directive|[\"'`]\.)\[([a-z,-]+)\]")
LANGUAGES = {"python", "py", "console", "sh", "toml", "text", "sparql", "{code-cell} ipython3"}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def fences(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the mark (empty if none), language and body of every block."""
    for found in FENCE.finditer(page.read_text("utf-8")):
        yield found["mark"] or "", found["language"], found["body"]


def blocks(page: Path, language: str) -> list[str]:
    return [body for _, known, body in fences(page) if known == language]


def in_any_language(command: str) -> str:
    return re.sub(r" --lang (?:vi|en)\b", "", command)


def commands(page: Path) -> list[str]:
    """Return what a reader of a page is told to type, whatever the language of the answer."""
    typed = [body.strip() for body in blocks(page, "sh")]
    for body in blocks(page, "console"):
        typed += re.findall(r"^\$ (.*)$", body, re.MULTILINE)
    return list(map(in_any_language, typed))


def write_files(page: Path) -> None:
    """Write the files that a page shows into the current folder."""
    for mark, _, body in fences(page):
        if mark.startswith("file: "):
            Path(mark.removeprefix("file: ")).write_text(body, encoding="utf-8")


class Runner(doctest.DocTestRunner):
    """Runs examples; one that cannot run here skips its page."""

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> None:
        if isinstance(exc_info[1], pytest.skip.Exception):
            raise exc_info[1]
        super().report_unexpected_exception(out, test, example, exc_info)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 18


@each_page
def test_every_block_is_of_a_language_that_is_tested(page: Path) -> None:
    for _, language, _ in fences(page):
        assert language in LANGUAGES or language.startswith(("{toctree}", "{include}")), language
    assert page.read_text("utf-8").count("```") == 2 * len(list(fences(page)))


@each_page
def test_every_python_example_gives_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(page)
    examples = "\n\n".join(blocks(page, "python"))
    # A page's TOML is what its examples call the_toml_above.
    space = {"the_toml_above": "\n".join(blocks(page, "toml"))}
    test = doctest.DocTestParser().get_doctest(examples, space, page.name, str(page), 0)
    report: list[str] = []
    results = Runner().run(test, out=report.append)

    assert results.failed == 0, "".join(report)
    assert results.attempted == examples.count(">>> ")


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if blocks(page, "console")],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_command_prints_what_the_page_shows(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(page)
    for body in blocks(page, "console"):
        for session in re.split(r"^(?=\$ )", body, flags=re.MULTILINE)[1:]:
            line, _, shown = session.removeprefix("$ ").partition("\n")
            program, *arguments = shlex.split(line)
            assert Path(program).name == "vn-ict-directive", line
            status = main(arguments)
            printed = capsys.readouterr()
            assert printed.out + printed.err == shown, line
            assert status == (2 if printed.err else 0)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if blocks(page, "{code-cell} ipython3")],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_cell_of_a_notebook_runs(
    page: Path, external: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    external("matplotlib")
    external("pandas")
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    for cell in blocks(page, "{code-cell} ipython3"):
        # What stands between dashes is for the site; a line with % is the notebook's own.
        code = re.sub(r"\A---\n.*?^---\n|^%[^\n]*\n", "", cell, flags=re.MULTILINE | re.DOTALL)
        exec(compile(code, page.name, "exec"), space)  # noqa: S102 - a page of ours


def test_every_shell_command_is_one_that_the_gate_runs() -> None:
    gate = (ROOT / "noxfile.py").read_text("utf-8")
    run = {
        in_any_language(body)
        for page in (READMES[0], ROOT / "docs" / "README.md")
        for mark, language, body in fences(page)
        if language == "sh" and mark in gate
    }
    for page in PAGES:
        assert set(map(in_any_language, blocks(page, "sh"))) <= run, page.name


@each_page
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_has_no_link_that_a_package_index_would_break() -> None:
    """An index shows this file alone, without the files beside it."""
    assert LINK.findall(READMES[0].read_text("utf-8")) == []
    assert len(READMES[0].read_text("utf-8").splitlines()) <= 80


@pytest.mark.parametrize("english, vietnamese", [READMES, FIRST_PAGES])
def test_the_vietnamese_way_in_has_the_same_commands(english: Path, vietnamese: Path) -> None:
    row = re.compile(r"^\| (`vn-ict-directive [^`]*`)", re.MULTILINE)

    assert commands(vietnamese) == commands(english) != []
    assert row.findall(vietnamese.read_text("utf-8")) == row.findall(english.read_text("utf-8"))


@each_page
def test_every_extra_that_a_page_installs_is_one(page: Path) -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    for named in INSTALLED.findall(page.read_text("utf-8")):
        assert set(named.split(",")) <= extras.keys(), named


@pytest.mark.parametrize("page", INSTALL_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_on_installing_lists_every_extra_and_what_it_brings(page: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = page.read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| [^|]* \| ([^|]*) \|$", text, re.MULTILINE))
    # Another extra of ours by its own name, a package without its version.
    brought = {
        extra: {re.sub(r".*\[(.*)\]|>=.*", r"\1", one) for one in needs}
        for extra, needs in project["optional-dependencies"].items()
    }

    (everything,) = brought.pop("all")
    del rows["all"]
    assert {*everything.split(","), "testing"} == rows.keys()
    assert {extra: set(re.findall(r"`(.*?)`", row)) for extra, row in rows.items()} == brought
    for needed in project["dependencies"]:
        assert f"`{needed.partition('>=')[0]}`" in text


@pytest.mark.parametrize("page", [*READMES, *FIRST_PAGES, *QUESTIONS], ids=lambda page: page.name)
def test_the_first_pages_say_up_to_which_day_the_figures_are(page: Path) -> None:
    text = page.read_text("utf-8")
    day = published.GATHERED
    assert format_date(day, "en") in text or format_date(day, "vi") in text
    assert set(re.findall(r"scorecard --as-of (2026\S+?)`", text)) <= {day.isoformat()}


def test_every_page_that_leads_to_the_article_leads_to_its_address() -> None:
    article = DIRECTIVE_01.source(DIRECTIVE_01.targets[0].span.source).url or ""
    host = "/".join(article.split("/")[:3])
    led = [page for page in PAGES if host in page.read_text("utf-8")]

    assert {*READMES, ROOT / "docs" / "explanation" / "authority.md"} <= set(led)
    for page in led:
        assert page.read_text("utf-8").count(host) == page.read_text("utf-8").count(article)


def _texts(thing: Any) -> Iterator[Text]:
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, tuple):
        yield from (text for part in thing for text in _texts(part))
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            yield from _texts(getattr(thing, field.name))


def test_the_glossary_translates_as_the_encoding_does() -> None:
    glossary = (ROOT / "docs" / "reference" / "glossary.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]*\|$", glossary, re.MULTILINE))
    labels = tuple(kind.labels for kind in SectionKind)
    known = {text.vi.casefold(): text.en for text in (*_texts(DIRECTIVE_01), *labels)}
    both = {vi: en for vi, en in rows.items() if vi.casefold() in known}

    assert len(both) >= 8
    for vi, en in both.items():
        assert known[vi.casefold()].casefold() == en.casefold()


def test_every_command_of_the_documentation_is_one_the_program_has(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for page in PAGES:
        for name in re.findall(r"vn-ict-directive ([a-z]+)", page.read_text("utf-8")):
            assert f" {name} " in told, f"{page.name}: {name}"
