"""What the README and the documentation show is what happens."""

import doctest
import re
from pathlib import Path

import pytest

from vn_ict_directive import DIRECTIVE_01, published, scorecard

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(page.read_text("utf-8")) if name == language]


def test_there_are_pages() -> None:
    assert len(PAGES) >= 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_python_example_gives_what_the_page_shows(page: Path) -> None:
    examples = "\n\n".join(blocks(page, "python"))
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    report: list[str] = []
    results = doctest.DocTestRunner().run(test, out=report.append)

    assert results.failed == 0, "".join(report)
    assert results.attempted == examples.count(">>> ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_shows_the_scorecard_as_printed() -> None:
    shown = blocks(ROOT / "README.md", "text")[0]
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")

    assert shown == card.to_text("en") + "\n"


def test_every_command_of_the_documentation_is_one_the_program_has() -> None:
    known = {"scorecard", "show", "targets", "evaluate", "readings", "verify"}
    for page in PAGES:
        for name in re.findall(r"vn-ict-directive ([a-z]+)", page.read_text("utf-8")):
            assert name in known, f"{page.name}: {name}"
