"""The pages that are made from the package: templates in ``_templates/pages``, filled with facts.

A template writes Markdown (MyST). Nothing in a text of the package is taken for markup there:
whatever comes from it goes through a function of this module.
"""

import datetime as dt
import enum
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from rich.console import Console
from sphinx.pycode import ModuleAnalyzer

from vn_ict_directive import DIRECTIVE_01 as IT
from vn_ict_directive import Span, Status, Text, Unit, published
from vn_ict_directive.cli import app
from vn_ict_directive.evaluation import Evaluation, rules
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Timing
from vn_ict_directive.model import Alternative, Organization, SectionKind
from vn_ict_directive.observations import Flag, Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.sources import Account, SourceKind
from vn_ict_directive.text import Lang
from vn_ict_directive.units import format_number
from vn_ict_directive.words import WORDS, capital, noted, say

from . import api, results
from .markdown import escaped, named

MADE_IN: Final = "reference/generated"
MADE: Final = "% Made from the package when the site is built.\n"
TEMPLATES: Final = Path(__file__).parents[1] / "_templates" / "pages"

Pair = tuple[str, str]
CODES: Final = (Status, Outcome, Pace, Timing, Reason, Unit, Flag, SourceKind, SectionKind)
# With a word that is no command, all are loaded with their options; for cyclopts' own extension.
commands = app._application(Console(), "en", ["all"])  # noqa: SLF001 - the same
sys.argv[0] = "sphinx-build"  # or cyclopts 5.5 writes "-m sphinx" into the usage of commands


def both(text: Text) -> str:
    """Write a label in both languages, as Markdown."""
    return escaped(named(text))


def pair(text: Text) -> Pair:
    """Return both languages, as Markdown."""
    return escaped(text.vi), escaped(text.en)


def remark(note: str) -> Pair:
    """Return a note in both languages."""
    return each(lambda lang: noted(note, lang))


def aside(note: str) -> str:
    """Write a note in both languages for a cell of a table."""
    vi, en = remark(note)
    return (f"{vi} · {en}" if vi != en else vi) or "–"


def each(write: Callable[[Any], str]) -> Pair:
    """Return what a function of a language writes, in both."""
    return escaped(write("vi")), escaped(write("en"))


def joined(*parts: str | Pair) -> Pair:
    """Join words of one language, or of both, to words of both."""
    vi, en = zip(*((one, one) if isinstance(one, str) else one for one in parts), strict=True)
    return "".join(vi), "".join(en)


def dates(day: dt.date) -> Pair:
    """Write a day as each language does."""
    return format_date(day, "vi"), format_date(day, "en")


def number(value: float | None) -> Pair:
    """Write an end of a scale."""
    return ("–", "–") if value is None else (format_number(value, "vi"), format_number(value, "en"))


def link(words: str, label: str) -> str:
    """Link *words*, Markdown already, to a label of the site."""
    return f"[{words}](<#{label}>)"


def linked(name: str) -> str:
    """Link an id to where it is described."""
    return link(f"`{name}`", name)


def body(name: str) -> str:
    """Name an organization in both languages, with a link."""
    return link(both(IT.organization(name).name), f"organization.{name}")


def account(name: str) -> str:
    """Name a source, with a link."""
    return link(escaped(IT.source(name).title), f"source.{name}")


def read_at(accounts: Iterable[Account], lang: Lang) -> str:
    """Name every document in which a figure was read, with its address and what it prints."""
    found = []
    for one in accounts:
        title = escaped(one.source.title)
        linked = f"[{title}](<{one.source.url}>)" if one.source.url else title
        words = f"[{escaped(noted(one.printed, lang))}]{{.language-{lang}}}"
        if not one.in_our_words:
            words = f"[“{escaped(one.printed)}”]{{.language-{one.source.language}}}"
        found.append(f"[{linked}]{{.language-{one.source.language}}}: {words}")
    return "; ".join(found)


def account_of(one: Observation, publisher: Organization, lang: Lang) -> str:
    """Say when a figure was published, where it was read, what to note, and who else published."""
    known = published.evidence(one)
    names = {body.id: body.name for body in IT.organizations} | {"": WORDS["computed"]}
    who = names.get(known.published_by, WORDS["source press"]).pick(lang)
    said = (
        f"{say('published', lang)}: {one.published.label(lang)}" if one.published else "",
        "; ".join(say(f"flag {flag}", lang) for flag in one.flags),
        noted(one.note, lang),
        "" if known.published_by == publisher.id else f"{say('published by', lang)} {who}",
    )
    remarks = " ".join(f"[{escaped(capital(words))}]{{.aside}}" for words in said if words)
    return f"{say('read at', lang)} {read_at(known.read_at, lang)} {remarks}"


def quoted(span: Span) -> str:
    """Quote the words of a span."""
    return f"“{escaped(span.quote)}”"


def place(span: Span) -> str:
    """Say where words are, with a link to the woven page."""
    return f"`{span.source}` " + link(f"\\[{span.start}:{span.end}\\]", f"at-{span.start}")


def alternative(other: Alternative) -> Pair:
    """Describe another reading in both languages, with its id."""
    return joined(f"`{other.id}`: ", pair(other.label))


def codes(values: Iterable[enum.StrEnum]) -> str:
    """Write codes."""
    return " ".join(f"`{value}`" for value in values)


def fact(label: str, *values: str | Pair) -> str:
    """Write one entry of a list of facts; nothing where there is no value.

    A value is Markdown: one for both languages, or a Vietnamese and an English one.
    """
    lines: list[str] = []
    for value in filter(None, values):
        if isinstance(value, str):
            lines += (value, "")
        else:
            for lang, words in zip(("vi", "en"), value, strict=True):
                lines += (f"{{.language-{lang}}}", words, "")
    return "\n".join([label, f": {lines[0]}", *(f"  {one}" for one in lines[1:])]) if lines else ""


def meanings(*kinds: type[enum.Enum]) -> dict[str, str]:
    """Return what is said of each member in its source, the last kind's words first."""
    found: dict[str, str] = {}
    for kind in kinds:
        module = ModuleAnalyzer.for_module(kind.__module__)
        for (owner, name), lines in module.find_attr_docs().items():
            if owner == kind.__name__:
                found[name] = " ".join(lines).strip().replace("``", "`")
    return found


def target(verdict: Evaluation, page: Template) -> Iterator[tuple[str, str | bytes]]:
    """Yield the pages of a target, one a language, and what they offer."""
    name = verdict.target.id.replace(".", "-")  # with the dot it would be a label's name, too
    for lang in results.LANGUAGES:
        twin = f"twin: {MADE_IN}/targets/en/{name}\n" if lang != "en" else ""
        text = page.render(results.facts_of(verdict, lang))
        yield f"targets/{lang}/{name}.md", f"---\nlang: {lang}\n{twin}---\n{MADE}{text}"
    for end, content in results.files(verdict):
        yield f"targets/{name}.{end}", content


def files() -> Iterator[tuple[str, str | bytes]]:
    """Yield every page, and every file that a page offers, with its name."""
    environment = Environment(  # noqa: S701 - it writes Markdown
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["has"] = lambda values, one: one in values
    environment.filters["escaped"] = escaped
    series = sorted(published.all_series(), key=lambda one: one.indicator)
    environment.globals |= {one.__name__: one for one in CODES}
    environment.globals |= {name: one for name, one in globals().items() if inspect.isfunction(one)}
    environment.globals |= {
        "it": IT,
        "map": map,
        "described": api.described,
        "evidence": published.evidence,
        "rules": rules,
        "commands": [one for one in commands if one[0] != "-"],
    }
    environment.globals["series"] = {
        name: list(group) for name, group in groupby(series, key=lambda one: one.indicator)
    }
    for path in sorted(TEMPLATES.rglob("*.md.jinja")):
        template = path.relative_to(TEMPLATES)
        page = environment.get_template(str(template))
        if template.stem == "section.md":
            for one in IT.sections:
                yield f"directive/{one.id}.md", MADE + page.render(one=one)
        elif template.stem == "results.md":
            for lang in results.LANGUAGES:
                yield f"results-{lang}.md", page.render(results.facts(lang))
        elif template.stem == "target.md":
            for verdict in results.CARD:
                yield from target(verdict, page)
        else:
            yield str(template.with_suffix("")), MADE + page.render()
    api.check()
