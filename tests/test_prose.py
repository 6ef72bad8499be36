"""The English of the project in the plain order: the doer first, and none of a few private idioms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
CODE: Final = sorted((ROOT / "src").rglob("*.py"))
PAGES: Final = [
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if "generated" not in page.parts),
    *sorted((ROOT / "docs" / "_templates").rglob("*.jinja")),
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "CHANGELOG.d").glob("*.md")),
]
# A sentence follows another, or is the item of a list. The description of an attribute, "unit: What
# it counts.", and the title of a docstring are no sentences.
BEGINS: Final = r"(?:(?<=[.!?] )|(?<=^[-*] )|(?<=^\d\. )|(?<=\n\n))"
IDIOMS: Final = re.compile(
    rf"{BEGINS}(?:What|Whoever)\b[^.?]*\.(?=\s|\Z)"
    r"|\bthat there (?:is|are)\b(?! not?\b| (?:a|an|one|some)\b)"
    r"|\b(?:is|are) told\b|\bhangs? on\b|\bby what was\b|\banew\b",
    re.MULTILINE,
)


def prose_of(page: Path) -> str:
    """Return the prose of a page: no code, no quotation, each paragraph on one line."""
    text = re.sub(r"(?ms)^(```|:::).*?^\1$", "", page.read_text("utf-8"))
    text = re.sub(r"`[^`\n]*`|“[^”]*”|\"[^\"\n]*\"|^\|.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"(?<=\S)\n(?=[^\s\-*#|>\d])", " ", text)


def strings_of(module: Path) -> Iterator[str]:
    """Yield the docstrings and messages of a module, each on one line a paragraph."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            text = re.sub(r"(?s)>>> .*?(?=\n\n|\Z)|``.*?``|`.*?`", "", node.value)
            yield re.sub(r"(?<=\S)\n\s*(?=\S)", " ", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_is_in_plain_english(page: Path) -> None:
    assert not IDIOMS.findall(prose_of(page))


@pytest.mark.parametrize("module", CODE, ids=lambda module: module.stem)
def test_docstrings_and_messages_are_in_plain_english(module: Path) -> None:
    assert not [found for text in strings_of(module) for found in IDIOMS.findall(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is written. What is there already is not overwritten.",
        "- Whoever cannot see it needs its words.",
        "Every fault is told.",
        "This is how much hangs on it.",
        "By then, by what was known, it is judged anew.",
    ],
)
def test_the_idioms_are_found(sentence: str) -> None:
    assert IDIOMS.search(sentence)


@pytest.mark.parametrize(
    "sentence", ["It asks. What is a target?", "Return what was known.", "So is what was untold."]
)
def test_plain_sentences_are_not(sentence: str) -> None:
    assert not IDIOMS.search(sentence)
