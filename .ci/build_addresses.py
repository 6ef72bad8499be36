"""Write the addresses of addresses.toml wherever they are shown; with --check, only compare."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLACEHOLDER = re.compile(r"\.invalid\b|OWNER")
# In each file: a line, and what it becomes.
SHOWN = {
    "pyproject.toml": {
        r"^authors = .*$": 'authors = [{{ name = "The vn-ict-directive developers", email = "{contact}" }}]',
        r"^Repository = .*$": 'Repository = "{repository}"',
        r"^Issues = .*$": 'Issues = "{repository}/issues"',
        r"^Changelog = .*$": 'Changelog = "{repository}/blob/main/CHANGELOG.md"',
        r"^Documentation = .*$": 'Documentation = "{repository}/tree/main/docs"',
    },
    "CITATION.cff": {
        r"^repository-code: .*$": 'repository-code: "{repository}"',
        r"^    email: .*$": '    email: "{contact}"',
    },
    "SECURITY.md": {r"<[^<>\s]+@[^<>\s]+>": "<{contact}>"},
    "CODE_OF_CONDUCT.md": {r"<[^<>\s]+@[^<>\s]+>": "<{contact}>"},
    ".github/CODEOWNERS": {r"^\* .*$": "* {owner}"},
}


def addresses() -> dict[str, str]:
    """Return the addresses that the other files show."""
    return tomllib.loads((ROOT / ".ci" / "addresses.toml").read_text("utf-8"))


def main(*, write: bool) -> list[str]:
    """Write every file, or name those that show something else."""
    known, others = addresses(), []
    for name, lines in SHOWN.items():
        file = ROOT / name
        before = after = file.read_text("utf-8")
        for line, shown in lines.items():
            after, count = re.subn(line, shown.format_map(known), after, flags=re.MULTILINE)
            if count != 1:
                sys.exit(f"{name}: expected one line like {line}, found {count}")
        if after != before:
            others.append(name)
            if write:
                file.write_text(after, "utf-8", newline="\n")
    return others


if __name__ == "__main__":
    stale = main(write="--check" not in sys.argv)
    if stale and "--check" in sys.argv:
        sys.exit(f"Other addresses in {', '.join(stale)}: run python .ci/build_addresses.py")
