"""What the README and the documentation show is what happens."""

import doctest
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vn_ict_directive import DIRECTIVE_01, published, scorecard

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(page.read_text("utf-8")) if name == language]


class Runner(doctest.DocTestRunner):
    """Runs examples; one that cannot run here skips its page."""

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> None:
        if isinstance(exc_info[1], pytest.skip.Exception):
            raise exc_info[1]
        super().report_unexpected_exception(out, test, example, exc_info)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_python_example_gives_what_the_page_shows(page: Path) -> None:
    examples = "\n\n".join(blocks(page, "python"))
    # A page's TOML is what its examples call the_toml_above.
    space = {"the_toml_above": "\n".join(blocks(page, "toml"))}
    test = doctest.DocTestParser().get_doctest(examples, space, page.name, str(page), 0)
    report: list[str] = []
    results = Runner().run(test, out=report.append)

    assert results.failed == 0, "".join(report)
    assert results.attempted == examples.count(">>> ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_generated_pages_are_as_they_would_be_written_now() -> None:
    written = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (written.returncode, written.stderr) == (0, "")


def test_the_readme_shows_the_scorecard_as_printed() -> None:
    shown = blocks(ROOT / "README.md", "text")[0]
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")

    assert shown == card.to_text("en") + "\n"


def test_every_command_of_the_documentation_is_one_the_program_has() -> None:
    known = {"scorecard", "show", "targets", "evaluate", "readings", "compare", "verify"}
    known |= {"validate", "export", "panel"}
    for page in PAGES:
        for name in re.findall(r"vn-ict-directive ([a-z]+)", page.read_text("utf-8")):
            assert name in known, f"{page.name}: {name}"
