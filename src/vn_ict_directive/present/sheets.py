"""What a noun shows of itself: a title, facts, a table and closing lines.

There is one description of each noun, and one way to write it as text, as Markdown, as HTML
and, in :mod:`vn_ict_directive.cli`, on a terminal.

Long, since each noun has its one description here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial, singledispatch
from typing import Any, Final, NamedTuple

import attrs

from vn_ict_directive.evaluation import Evaluation, Readings, Scorecard
from vn_ict_directive.evaluation.history import Event, History
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Status
from vn_ict_directive.evaluation.reading_sets import Reading, reporter_label, reporter_name
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.evaluation.verdict import ROLES
from vn_ict_directive.html import Markup, aside, card, definitions, quotation, table, tag
from vn_ict_directive.methods import Assessment, Comparison, Profile
from vn_ict_directive.model import Directive, Indicator, Organization, Section, Target, Task
from vn_ict_directive.model.targets import Inference
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import format_date
from vn_ict_directive.sources import Source, Span
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import Unit, format_number
from vn_ict_directive.words import WORDS, capital, counted, inside, label_of, noted, say


class Cell(NamedTuple):
    """Words, and what they are: a style only adds to them.

    Attributes:
        words: The words.
        style: The tone of a status (``good``, ``fair``, ``bad``, ``none``), ``quote`` for
            words of the text, ``english`` for a translation, ``id``, or nothing.
        below: Words that come below these.
    """

    words: str
    style: str = ""
    below: "tuple[Cell, ...]" = ()

    @property
    def quoted(self) -> str:
        """These words, in quotation marks where they are a quotation."""
        return f"“{self.words}”" if self.style == "quote" else self.words

    @property
    def lines(self) -> "tuple[Cell, ...]":
        """These words and those below."""
        return (Cell(self.words, self.style), *self.below)


Value = str | Cell | Text | None
"""A value of a fact: words, or nothing."""

id_cell: Final = partial(Cell, style="id")
"""Words that are an id."""

Row = tuple[str | Cell, ...]
"""A row of a table."""

Lines = tuple[tuple[str, Cell], ...]
"""Facts: labels with their values."""


def _cells(rows: Iterable[Row]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(x if isinstance(x, Cell) else Cell(x) for x in row) for row in rows)


def status_cell(verdict: Evaluation, lang: Lang) -> Cell:
    """Return the headline of a verdict, in the tone of its status."""
    return Cell(verdict.headline(lang), verdict.status.tone)


@attrs.frozen(kw_only=True)
class Sheet:
    """A part of what is shown.

    Attributes:
        title: What it is about.
        facts: Labels and values.
        header: The labels of the columns.
        rows: The rows of a table; their cells, or the words of these.
        numbers: Which columns hold numbers.
        closing: Sentences at the end.
    """

    title: str
    facts: Lines = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = attrs.field(default=(), converter=_cells)
    numbers: frozenset[int] = frozenset()
    closing: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Write it as plain lines: nothing is wrapped, cells stand below each other."""
        yield self.title
        widest = max((len(name) for name, _ in self.facts), default=0)
        for name, value in self.facts:
            first, *more = value.lines
            yield f"{name.ljust(widest)}  {first.words}"
            yield from (f"{' ' * widest}  {one.words}" for one in more)
        if self.rows:
            yield ""
        widths = [
            max(len(cell.words) for cell in column) for column in zip(*self.rows, strict=True)
        ]
        for row in self.rows:
            padded = (cell.words.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(padded).rstrip()
            for cell in row:
                yield from (f"{' ' * widths[0]}  {one.quoted}" for one in cell.below)
        yield from self.closing

    def markdown(self) -> Iterator[str]:
        """Write it as lines of Markdown."""
        yield from (f"### {_escaped(self.title)}", "")
        yield from (f"- **{_escaped(name)}**: {_marked(value)}" for name, value in self.facts)
        if self.facts:
            yield ""
        if self.rows:
            yield _row(map(_escaped, self.header))
            yield _row("---:" if n in self.numbers else "---" for n in range(len(self.header)))
            yield from (_row(map(_marked, row)) for row in self.rows)
            yield ""
        for sentence in filter(None, self.closing):
            yield from (_escaped(sentence), "")

    def html(self, lang: Lang) -> Markup:
        """Write it as the card of a notebook."""
        parts: list[Markup] = []
        if self.facts:
            parts.append(definitions((name, _tagged(value)) for name, value in self.facts))
        if self.rows:
            rows = (map(_tagged, row) for row in self.rows)
            parts.append(table(self.header, rows, numbers=self.numbers))
        closing = (tag("p", sentence) for sentence in filter(None, self.closing))
        return card(self.title, *parts, *closing, lang=lang)


_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|#&~$])")


def _escaped(words: str) -> str:
    """Write words in one line of Markdown, so that nothing in them is markup."""
    escaped = _MARKUP.sub(r"\\\1", " ".join(words.split()))
    return re.sub(r"^(\d+)([.)])|^([-+=])", r"\1\\\2\3", escaped)


def _marked(cell: Cell) -> str:
    def one(part: Cell) -> str:
        if part.style == "id" and "`" not in part.words:
            return f"`{part.words}`"
        return _escaped(part.quoted)

    return "<br>".join(map(one, cell.lines))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tagged(cell: Cell) -> str:
    """Write a cell as HTML: what is below it is a block of its own."""
    if cell.below:
        return tag("div", *(tag("div", _tagged(one)) for one in cell.lines))
    match cell.style:
        case "quote":
            return quotation(cell.words)
        case "english":
            return tag("span", cell.words, lang="en")
        case "id":
            return aside(tag("code", cell.words))
        case "good" | "fair" | "bad" | "none":
            return tag("strong", cell.words)
        case _:
            return cell.words


def header_of(lang: Lang, *names: str) -> tuple[str, ...]:
    """Return the labels of columns."""
    return tuple(WORDS[name].pick(lang) for name in names)


def facts_of(lang: Lang, *pairs: tuple[str, Value]) -> Lines:
    """Return labels with their values, without those that have none; several under one label."""
    found: dict[str, list[Cell]] = {}
    for name, value in pairs:
        words = value.pick(lang) if isinstance(value, Text) else value
        if words:
            found.setdefault(name, []).append(words if isinstance(words, Cell) else Cell(words))
    return tuple(
        (WORDS[name].pick(lang), first._replace(below=tuple(more)))
        for name, (first, *more) in found.items()
    )


# --- what each noun shows -------------------------------------------------------------------


@singledispatch
def sheets(thing: Any, _lang: Lang, _whole: Directive | None = None) -> Iterator[Sheet]:
    """Yield what *thing* shows.

    Args:
        thing: The noun.
        _lang: The language of everything but the quotations.
        _whole: The directive that it is of, which knows the names of organizations and sources;
            without it, their ids are shown.
    """
    raise TypeError(type(thing))


@sheets.register
def _(it: Directive, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    who = it.signatory

    def row(one: Section) -> Row:
        numbers = str(len(one.tasks)), str(len(one.targets))
        return id_cell(one.id), one.kind.label(lang), one.name.pick(lang), *numbers

    yield Sheet(
        title=it.title.pick(lang),
        facts=facts_of(
            lang,
            ("id", id_cell(it.id)),
            ("number", it.number),
            ("signed", format_date(it.signed, lang)),
            ("issuer", it.organization(it.issuer).name),
            ("signatory", f"{who.name}, {who.position.pick(lang)}" if who else None),
            ("theme", it.theme),
            ("motto", it.motto),
            ("period", it.period.label(lang)),
            *(("source", f"{source.id}: {source.title}") for source in it.sources),
            ("encoding", it.encoding),
        ),
        header=header_of(lang, "section", "kind", "name", "tasks", "targets"),
        rows=map(row, it.sections),
        numbers=frozenset({3, 4}),
        closing=notice_of(it, lang),
    )


def notice_of(directive: Directive, lang: Lang) -> tuple[str, ...]:
    """Return the sentence that says that a directive's encoding is unofficial, if it is."""
    notice = directive.notice(lang)
    return (notice,) if notice else ()


@sheets.register
def _(it: Section, lang: Lang, whole: Directive | None = None) -> Iterator[Sheet]:
    yield Sheet(
        title=f"{it.id}: {it.name.pick(lang)}",
        facts=facts_of(
            lang,
            ("kind", it.kind.labels),
            ("heading", Cell(it.heading.quote, "quote") if it.heading else None),
            ("span", _place(it.span)),
            *(("note", note) for note in it.notes),
        ),
    )
    for one in sorted(it.requirements, key=lambda item: item.span.start):
        yield from sheets(one, lang, whole)


def _place(span: Span) -> str:
    return f"{span.source} [{span.start}:{span.end}]"


def _requirement(
    it: Task | Target, kind: str, english: str, lang: Lang, *own: tuple[str, Value]
) -> Iterator[Sheet]:
    facts = facts_of(
        lang,
        ("quoted", Cell(it.span.quote, "quote")),
        ("translation", Cell(english, "english")),
        ("span", _place(it.span)),
        *own,
        *(("inferred", _inference(one, lang)) for one in it.inferences),
        *(("note", note) for note in it.notes),
    )
    yield Sheet(title=f"{say(kind, lang)} {it.id}", facts=facts)


def _inference(inference: Inference, lang: Lang) -> str:
    others = f" {say('or', lang)} ".join(one.label.pick(lang) for one in inference.alternatives)
    field = capital(label_of("field", inference.field).pick(lang))
    reason = f"{field}: {inference.reason.pick(lang)}"
    return f"{reason} {say('otherwise', lang)} {others}." if others else reason


@sheets.register
def _(it: Task, lang: Lang, whole: Directive | None = None) -> Iterator[Sheet]:
    def named(bodies: tuple[str, ...]) -> str:
        names = (whole.organization(one).name.pick(lang) if whole else one for one in bodies)
        return "; ".join(names)

    return _requirement(
        *(it, "task", it.text.en, lang),
        ("responsible", named(it.responsible)),
        ("addressees", named(it.addressees)),
        ("due", format_date(it.due, lang) if it.due else None),
    )


@sheets.register
def _(it: Target, lang: Lang, whole: Directive | None = None) -> Iterator[Sheet]:
    measured, stated = it.indicator, it.corroborated_by
    publisher = measured.publisher.name.pick(lang)
    return _requirement(
        *(it, "target", it.statement.en, lang),
        ("asks", it.describe(lang)),
        ("indicator", f"{measured.id}: {measured.name.pick(lang)} ({publisher})"),
        ("corroborated_by", "; ".join(whole.source(n).title if whole else n for n in stated)),
    )


@sheets.register
def _(it: Indicator, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    ends = ("–" if end is None else format_number(end, lang) for end in it.scale)
    facts = facts_of(
        lang,
        ("name", it.name),
        ("publisher", it.publisher.name),
        ("unit", it.unit.labels),
        ("scale", "; ".join(ends) if it.scale != (None, None) else None),
        ("frequency", it.frequency),
        ("editions", ", ".join(edition.label(lang) for edition in it.editions)),
        *(("suspension", one.reason) for one in it.suspensions),
        *(("change of method", one.reason) for one in it.breaks),
        *(("note", note) for note in it.notes),
    )
    yield Sheet(title=f"{say('indicator', lang)} {it.id}", facts=facts)


@sheets.register
def _(it: Organization, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    facts = facts_of(
        lang,
        ("id", id_cell(it.id)),
        ("abbreviation", it.abbreviation),
        *(("succession", note) for note in dict.fromkeys(one.note for one in it.successions)),
    )
    yield Sheet(title=it.name.pick(lang), facts=facts)


@sheets.register
def _(it: Source, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    facts = facts_of(
        lang,
        ("id", id_cell(it.id)),
        ("kind", it.kind.labels),
        ("author", it.author),
        ("published", it.published.label(lang) if it.published else None),
        ("url", it.url),
        ("note", noted(it.note, lang)),
    )
    yield Sheet(title=it.title, facts=facts)


@sheets.register
def _(it: Observation, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    facts = facts_of(
        lang,
        ("value", bare(it, lang)),
        ("published", it.published.label(lang) if it.published else None),
        ("reporter", reporter_name(it.reporter) if it.reporter else None),
        ("flags", "; ".join(say(f"flag {flag}", lang) for flag in it.flags)),
        ("source", it.source.title if it.source else None),
        ("note", noted(it.note, lang)),
    )
    yield Sheet(title=it.period.label(lang), facts=facts)


@sheets.register
def _(it: Series, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    whose = label_of("entity", it.entity).pick(lang)
    who = reporter_label(it).pick(lang) if it.reporter or it.basis else ""

    def row(one: Observation) -> Row:
        published = one.published.label(lang) if one.published else ""
        source = Cell(one.source.title if one.source else "", below=_remarks(one, lang))
        return one.period.label(lang), bare(one, lang), published, source

    yield Sheet(
        title=" · ".join(filter(None, (it.indicator, whose, who))),
        header=header_of(lang, "period or day", "value", "published", "source, note"),
        rows=map(row, it.observations),
        numbers=frozenset({1}),
    )


def _remarks(one: Observation, lang: Lang) -> tuple[Cell, ...]:
    flags = [say(f"flag {flag}", lang) for flag in one.flags]
    remarks = " · ".join(filter(None, (*flags, noted(one.note, lang))))
    return (Cell(remarks),) if remarks else ()


@sheets.register
def _(it: Evaluation, lang: Lang, whole: Directive | None = None) -> Iterator[Sheet]:
    span, decided = it.target.span, it.outcome in {Outcome.MET, Outcome.MISSED}
    # A headline such as "met late" and the outcome beside it must not seem to contradict.
    outcome = it.outcome.label(lang) if decided and it.outcome.value != it.status.value else None
    day = format_date(it.as_of, lang)
    facts = facts_of(
        lang,
        ("as of", day),
        ("entity", label_of("entity", it.entity) if it.entity else None),
        ("timing", it.timing.label(lang)),
        ("asks", it.target.describe(lang)),
        ("indicator", it.target.indicator.name.pick(lang)),
        ("outcome at due", outcome),
        ("figure", figure(it, lang)),
        ("pace", None if it.pace is Pace.INSUFFICIENT_DATA else it.pace.label(lang)),
        ("quoted", Cell(span.quote, "quote")),
        ("span", _place(span)),
        ("reasons", "; ".join(reason.label(lang) for reason in it.reasons)),
    )
    title = f"{it.target.id}: {it.headline(lang)}"
    whose = it.directive
    unofficial = () if whose and whose.official else (say("unofficial", lang, day=day),)
    closing = (it.explain(lang), *(notice_of(whole, lang) if whole else unofficial))
    yield Sheet(title=title, facts=facts, closing=closing)


@sheets.register
def _(it: Scorecard, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    def row(one: Evaluation) -> Row:
        asks = Cell(one.target.describe(lang), below=(Cell(one.target.span.quote, "quote"),))
        return status_cell(one, lang), id_cell(one.target.id), figure(one, lang), asks

    yield Sheet(
        title=it.title(lang),
        header=header_of(lang, "verdict", "target", "figure", "asks"),
        rows=map(row, it),
        closing=("", it.summary(lang), *it.notes(lang), *notice_of(it.directive, lang)),
    )


@sheets.register
def _(it: Readings, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    def row(one: Reading) -> Row:
        return status_cell(one.evaluation, lang), figure(one.evaluation, lang), one.label(lang)

    yield Sheet(
        title=f"{it.target.id}: {it.target.describe(lang)}",
        facts=facts_of(lang, ("as of", format_date(it.as_of, lang))),
        header=header_of(lang, "verdict", "figure", "reading"),
        rows=map(row, it),
        closing=(it.explain(lang),),
    )


@sheets.register
def _(it: Profile, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    grades = (grade.label.pick(lang) for grade in it.grades)
    facts = facts_of(
        lang,
        ("measure", it.measure),
        ("grades", "; ".join(grades)),
        ("source", it.source),
        ("note", it.note),
    )
    yield Sheet(title=it.name.pick(lang), facts=facts)


@sheets.register
def _(it: Comparison, lang: Lang, _: Directive | None = None) -> Iterator[Sheet]:
    verdict = it.evaluation

    def row(one: Assessment) -> Row:
        value = "–" if one.value is None else format_number(one.value, lang)
        measure = one.reason.labels if one.reason else one.profile.measure
        return one.profile.name.pick(lang), one.label(lang), value, measure.pick(lang)

    yield Sheet(
        title=f"{verdict.target.id}: {verdict.headline(lang)}",
        facts=facts_of(lang, ("as of", format_date(verdict.as_of, lang))),
        header=header_of(lang, "method", "verdict", "value", "measure"),
        rows=map(row, it),
        closing=(it.explain(lang),),
    )


@sheets.register
def _(it: History, lang: Lang, whole: Directive | None = None) -> Iterator[Sheet]:
    def row(one: Event) -> Row:
        turn = status_cell(one.before, lang), status_cell(one.after, lang)
        what = format_date(one.day, lang), id_cell(one.after.target.id)
        return *what, *turn, figure(one.after, lang), one.explain(lang)

    since, until = (format_date(day, lang) for day in (it.since, it.until))
    number = counted(str(len(it)), WORDS["changes"], lang)
    named = say("changes of", lang, directive=whole.name(lang)) if whole else ""
    yield Sheet(
        title=named or capital(WORDS["changes"].pick(lang)),
        header=header_of(lang, "from day", "target", "before", "verdict", "figure", "cause"),
        rows=map(row, it),
        closing=(
            say("since until", lang, since=since, until=until, changes=number),
            *(notice_of(whole, lang) if whole else ()),
        ),
    )


def count_row(count: Mapping[str, Any], lang: Lang) -> Row:
    """Return the row of a target: its verdicts, how many rest on a figure, and which they are."""
    told = ", ".join(
        f"{format_number(number, lang)} {Status[code.upper()].label(lang)}"
        for code, number in count.items()
        if number and code not in {"target", "verdicts", "with_data"}
    )
    verdicts, known = (format_number(count[name], lang) for name in ("verdicts", "with_data"))
    rest = f"{known} {inside(say('with figures', lang))}"
    return id_cell(count["target"]), counted(verdicts, WORDS["some verdicts"], lang), rest, told


# --- what a figure is to a verdict ----------------------------------------------------------


def known(verdict: Evaluation) -> tuple[Observation, ...]:
    """Return every figure that was known at the date of a verdict, in its latest printing."""
    return () if verdict.series is None else verdict.series.visible(verdict.as_of)


def bare(one: Observation, lang: Lang) -> str:
    """Write the number of a figure, without its unit."""
    return f"{one.bound or ''}{format_number(one.value, lang)}"


def said_by(verdict: Evaluation, one: Observation, lang: Lang) -> str:
    """Write what a figure says: its value with the unit or, of an event, whether it happened."""
    if verdict.unit is Unit.EVENT:
        return say("happened" if one.value else "not happened", lang)
    return verdict.target.indicator.write(one.value, lang, bound=one.bound)


def roles_of(verdict: Evaluation, one: Observation, lang: Lang) -> str:
    """Write what a figure is to a verdict, such as its baseline; nothing if it plays no part.

    Of events, the latest report before one that came after the due date is not the latest of all.
    """
    decided = verdict.outcome in {Outcome.MET, Outcome.MISSED}
    held = [name for name in ROLES if getattr(verdict, name) is one]
    if "observation" in held and not decided:
        held[held.index("observation")] = "considered"
    if "latest" in held and any(other.period.end > one.period.end for other in verdict.used):
        held.remove("latest")
    return "; ".join(say(f"role {name}", lang) for name in held)


def used_elsewhere(
    verdict: Evaluation, others: Iterable[Reading]
) -> list[tuple[Evaluation, list[Observation]]]:
    """Return the figures that other readings rest on, a series at a time, with one such verdict.

    Those of the verdict's own series are not among them.
    """
    found: dict[int, tuple[Evaluation, dict[int, Observation]]] = {}
    for judged in (one.evaluation for one in others):
        if judged.used and judged.series is not verdict.series:
            _, used = found.setdefault(id(judged.series), (judged, {}))
            used |= {id(one): one for one in judged.used}
    return [
        (judged, sorted(used.values(), key=lambda one: (one.period, one.visible_from)))
        for judged, used in found.values()
    ]
