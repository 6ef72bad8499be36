"""What notebooks show of the nouns: one function a noun, each a card of escaped HTML."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vn_ict_directive import sentences
from vn_ict_directive.evaluation.outcome import Pace
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.html import Markup, aside, card, definitions, quotation, table, tag
from vn_ict_directive.model import Task
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang
from vn_ict_directive.units import format_number
from vn_ict_directive.words import noted, say

if TYPE_CHECKING:
    from vn_ict_directive.evaluation import Evaluation, Readings, Scorecard
    from vn_ict_directive.model import Directive, Section, Target
    from vn_ict_directive.observations import Observation, Series
    from vn_ict_directive.sources import Span

__all__ = ["directive", "evaluation", "readings", "scorecard", "section", "series", "target"]


def _labels(lang: Lang, *names: str) -> list[str]:
    return [say(name, lang) for name in names]


def _facts(lang: Lang, **facts: object) -> Markup:
    return definitions((say(name, lang), value) for name, value in facts.items())


def _place(span: "Span") -> str:
    return f"{span.source} [{span.start}:{span.end}]"


def _notes(notes: Iterable[str]) -> Iterable[Markup]:
    return (tag("p", note) for note in notes)


def directive(it: "Directive", lang: Lang) -> str:
    """Show what a directive is and what its sections hold."""
    rows = [
        (f"{s.name.pick(lang)} ({s.kind.label.pick(lang)})", len(s.tasks), len(s.targets))
        for s in it.sections
    ]
    who = it.signatory
    facts = _facts(
        lang,
        number=it.number,
        signed=format_date(it.signed, lang),
        signatory=f"{who.name}, {who.position.pick(lang)}" if who else None,
        theme=it.theme.pick(lang) if it.theme else None,
        standing=it.notice(lang) or None,
    )
    sections = table(_labels(lang, "sections", "tasks", "targets"), rows, numbers={1, 2})
    return card(it.title.pick(lang), facts, sections, lang=lang)


def section(it: "Section", lang: Lang) -> str:
    """Show a section's requirements with their words."""
    rows = [
        (
            tag("div", quotation(item.span.quote), aside(tag("code", item.id))),
            tag("span", (item.text if isinstance(item, Task) else item.statement).en, lang="en"),
        )
        for item in sorted(it.requirements, key=lambda item: item.span.start)
    ]
    title = f"{it.name.pick(lang)} ({it.kind.label.pick(lang)})"
    words = table(_labels(lang, "quoted", "translation"), rows) if rows else None
    return card(title, words, *_notes(note.pick(lang) for note in it.notes), lang=lang)


def target(it: "Target", lang: Lang) -> str:
    """Show a target with the words it rests on."""
    inferred = (
        tag("li", tag("code", one.field), ": ", one.reason.pick(lang)) for one in it.inferences
    )
    facts = _facts(
        lang,
        asks=it.describe(lang),
        quoted=quotation(it.span.quote),
        translation=tag("span", it.statement.en, lang="en"),
        span=_place(it.span),
        indicator=it.indicator.name.pick(lang),
        inferred=tag("ul", *inferred, style="margin:0;padding-left:1.2em")
        if it.inferences
        else None,
    )
    return card(it.id, facts, lang=lang)


def series(it: "Series", lang: Lang) -> str:
    """Show figures with their dates and sources."""
    rows = [
        (
            o.period.label(lang),
            f"{o.bound or ''}{format_number(o.value, lang)}",
            "" if o.published is None else o.published.label(lang),
            tag(
                "div",
                tag("span", o.source.title, lang=o.source.language) if o.source else None,
                *_remarks(o, lang),
            ),
        )
        for o in it.observations
    ]
    title = " · ".join(filter(None, (it.indicator, it.entity, it.reporter, it.basis)))
    header = _labels(lang, "period or day", "value", "published", "source, note")
    return card(title, table(header, rows, numbers={1}), lang=lang)


def _remarks(one: "Observation", lang: Lang) -> Iterable[Markup]:
    flags = [say(f"flag {flag}", lang) for flag in one.flags]
    if remarks := " · ".join(filter(None, (*flags, noted(one.note, lang)))):
        yield aside(remarks)


def evaluation(it: "Evaluation", lang: Lang) -> str:
    """Show a verdict, its paragraph and the words it rests on."""
    span = it.target.span
    facts = _facts(
        lang,
        verdict=it.outcome.label(lang),
        pace=None if it.pace is Pace.INSUFFICIENT_DATA else it.pace.label(lang),
        quoted=tag("div", quotation(span.quote), aside(_place(span))),
        reasons="; ".join(reason.label(lang) for reason in it.reasons),
    )
    paragraph = tag("p", sentences.paragraph(it, lang), style="margin:.4em 0")
    return card(f"{it.target.id}: {it.headline(lang)}", paragraph, facts, lang=lang)


def scorecard(it: "Scorecard", lang: Lang) -> str:
    """Show one row a target, with the words it rests on."""
    rows = [
        (
            tag("strong", v.headline(lang)),
            figure(v, lang),
            tag(
                "div",
                v.target.describe(lang),
                quotation(v.target.span.quote),
                aside(tag("code", v.target.id)),
            ),
        )
        for v in it.evaluations
    ]
    header = _labels(lang, "verdict", "figure", "asks, words")
    closing = _notes(filter(None, (it.summary(lang), it.directive.notice(lang))))
    return card(it.title(lang), table(header, rows), *closing, lang=lang)


def readings(it: "Readings", lang: Lang) -> str:
    """Show every reading with its verdict."""
    rows = [(one.label(lang), one.evaluation.headline(lang)) for one in it.readings]
    explained = tag("p", it.explain(lang))
    header = _labels(lang, "reading", "verdict")
    return card(it.target.id, explained, table(header, rows), lang=lang)
