"""Write the pages of the documentation that are made from the encoding.

    python docs/generate.py            writes them
    python docs/generate.py --check    fails where one is not as it would be written

Run it in an environment in which the package is installed.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from vn_ict_directive import DIRECTIVE_01, PROFILES, Grade, Profile, compare_profiles, published
from vn_ict_directive.quantities import format_number

HERE = Path(__file__).parent
DATES = ("2020-12-31", "2024-12-31")
RANKS = [target for target in DIRECTIVE_01.targets if target.id.endswith("-rank")]


def table(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    """Yield a Markdown table."""
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def cuts(grades: tuple[Grade, ...], achieved: Grade | None) -> str:
    """Say which number earns which grade, best first."""
    parts = [f"{achieved.label.en} (latest figure at the target)"] if achieved else []
    for grade in grades:
        if grade.least is None:
            parts.append(f"{grade.label.en} (the rest)")
        else:
            sign = ">" if grade.strict else "≥"
            parts.append(f"{grade.label.en} ({sign} {format_number(float(grade.least), 'en')})")
    return "; ".join(parts)


def profile_row(profile: Profile) -> list[str]:
    """Describe one profile."""
    source = (
        f"[{profile.source.title}]({profile.source.url})"
        if profile.source and profile.source.url
        else (
            profile.source.title
            if profile.source
            else "[how we judge](../explanation/how-we-judge.md)"
        )
    )
    return [
        f"`{profile.id}`",
        profile.name.en,
        profile.measure.en,
        cuts(profile.grades, profile.achieved),
        cuts(profile.trend_grades, None) or "–",
        profile.standing,
        source,
        profile.note.en if profile.note else "",
    ]


def methods() -> Iterator[str]:
    """Yield the lines of the page about methods."""
    yield "<!-- Written by docs/generate.py: do not edit. -->"
    yield "# Methods of judging pace"
    yield ""
    yield from (
        "No method changes the outcome: whether a promise was kept is one question, how fast",
        "the figures move another. `standing` says how far a rule was confirmed: `read` in the",
        "office's own code or documents, or `restated` by others.",
    )
    yield ""
    header = [
        "id",
        "whose",
        "its number",
        "with a target",
        "without a number",
        "standing",
        "source",
        "note",
    ]
    yield from table(header, [profile_row(profile) for profile in PROFILES.values()])
    yield ""
    yield "## The four rank targets under each method"
    yield ""
    yield from (
        "By the figures that come with the library. Places in a ranking have no growth rate, so",
        "the methods that need one are not defined for them. A rule that looks at the latest",
        "figure alone calls a target reached even when it was reached late, or by an edition",
        "older than the promise.",
    )
    for day in DATES:
        yield ""
        yield f"### As of {day}"
        yield ""
        found = [
            compare_profiles(target, published.series(target.indicator.id), as_of=day)
            for target in RANKS
            if target.indicator
        ]
        rows = [["**outcome**", *(f"**{one.evaluation.headline('en')}**" for one in found)]]
        for name in PROFILES:
            cells = []
            for one in found:
                assessment = one[name]
                value = (
                    ""
                    if assessment.value is None
                    else f" ({format_number(assessment.value, 'en', digits=3)})"
                )
                why = (
                    f": {assessment.reason.label('en')}"
                    if assessment.grade is None and assessment.reason
                    else ""
                )
                cells.append(f"{assessment.label('en')}{value}{why}")
            rows.append([f"`{name}`", *cells])
        yield from table(["method", *(f"`{target.id}`" for target in RANKS)], rows)
        yield ""
        agreement = {True: "they do", False: "they do not", None: "fewer than two"}
        told = "; ".join(f"`{one.evaluation.target.id}`: {agreement[one.agree]}" for one in found)
        yield f"Whether the methods with a meaning agree: {told}."


PAGES = {"reference/methods.md": methods}


def main() -> None:
    """Write or check every page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for name, lines in PAGES.items():
        path, text = HERE / name, "\n".join(lines()) + "\n"
        if check:
            if not path.exists() or path.read_text("utf-8") != text:
                stale.append(name)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    if stale:
        sys.exit(f"Not up to date: {', '.join(stale)}. Run python docs/generate.py.")


if __name__ == "__main__":
    main()
