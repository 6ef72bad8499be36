"""The commands that evaluate, check and write."""

import re
from itertools import islice
from pathlib import Path
from typing import cast

import attrs

from vn_ict_directive.cli.common import (
    Answer,
    Asked,
    OfDirective,
    OnDay,
    TimedTable,
    listed,
)
from vn_ict_directive.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.evaluation import Evaluation, Scorecard
from vn_ict_directive.evaluation import evaluate as judge
from vn_ict_directive.evaluation import readings as read_each_way
from vn_ict_directive.evaluation.reading_sets import reporter_label
from vn_ict_directive.evaluation.scorecards import choose
from vn_ict_directive.model import Directive
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.sheets import (
    Cell,
    Sheet,
    header_of,
    notice_of,
)
from vn_ict_directive.scorecards import scorecard as tally
from vn_ict_directive.units import Unit
from vn_ict_directive.words import WORDS, counted, say


def scorecard(*, asked: OnDay) -> Answer:
    """Evaluate every target with the figures that come with the package."""
    return asked.answer(tally(asked.whole, as_of=asked.day, prefer=asked.own))


def readings(target: str | None = None, /, *, asked: OnDay) -> Answer:
    """Evaluate a target, or all, under every defensible reading."""
    targets = asked.whole.targets if target is None else [asked.whole.target(target)]
    found = [read_each_way(one, asked.pool, as_of=asked.day) for one in targets]
    return asked.answer(found if target is None else found[0])


def compare(target: str | None = None, /, *, asked: OnDay) -> Answer:
    """Compare the pace of a target, or all, by each office's method."""
    from vn_ict_directive.methods import compare as by_each_method

    measured = [one for one in asked.whole.targets if one.unit is not Unit.EVENT]
    targets = measured if target is None else [asked.whole.target(target)]
    found = [by_each_method(one, choose(one, asked.pool), as_of=asked.day) for one in targets]
    return asked.answer(found if target is None else found[0])


def evaluate(
    figures: Path,
    *,
    target: str,
    as_of: str | None = None,
    reporter: str | None = None,
    indicator: str | None = None,
    entity: str = "VN",
    asked: TimedTable,
) -> Answer:
    """Evaluate one target with your own figures."""
    from vn_ict_directive.ingest.reading import opened

    promise, day = asked.whole.target(target), asked.day_of(as_of)
    names = None if indicator is None else {indicator: promise.indicator.id}
    spec = asked.spec(
        indicator=promise.indicator, indicators=names, entity=entity, reporter=reporter
    )
    table = opened(figures, spec)
    (series,) = table.series()
    verdict = judge(promise, series, as_of=day, timing=asked.timing)
    return asked.noting(table, asked.answer(verdict, asked.whole))


def verify(file: Path | None = None, /, *, asked: OfDirective) -> Answer:
    """Check every quotation against the source text, character by character."""
    from vn_ict_directive.text_files import read_text
    from vn_ict_directive.verification import coverage
    from vn_ict_directive.verification import verify as hold_against

    text = None if file is None else read_text(file, file.name or str(file))
    thing, lang = asked.whole, asked.lang
    hold_against(thing, text)
    covered = coverage(thing, text)
    if asked.json:
        return asked.answer(covered)
    spans = sum(span.source == covered.source for _, span in thing.spans())
    left = covered.uncovered
    return [
        Sheet(
            title=say("not quoted", lang, left=len(left), sentences=len(covered.sentences)),
            header=header_of(lang, "span", "sentence"),
            rows=tuple(
                (Cell(f"[{sentence.start}:{sentence.end}]"), Cell(sentence.text))
                for sentence in left
            ),
            closing=(say("all quoted", lang, number=spans, source=covered.source),),
        )
    ]


def validate(file: Path, /, *, asked: Asked) -> Answer:
    """Check a directive, series, verdict or scorecard of yours."""
    from vn_ict_directive.exchange.archive import recheck
    from vn_ict_directive.exchange.json import load

    try:
        thing = load(file)
    except InvalidDataError as error:
        raise _located(error, file) from None
    found = recheck(thing) if isinstance(thing, Evaluation | Scorecard) else ()
    kind, lang = type(thing).__name__.lower(), asked.lang
    if asked.json:
        differs = [one.path for one in found]
        return listed(document=kind, file=str(file), valid=True, differs=differs)
    closing = [one.explain(lang) for one in found]
    if isinstance(thing, Directive):
        parts = {"sections": thing.sections, "tasks": thing.tasks, "targets": thing.targets}
        held = (f"{say(name, lang)}: {len(things)}" for name, things in parts.items())
        closing.append(f"{thing.id}. {'; '.join(held)}.")
    title = say("valid", lang, file=file.name, kind=say(kind, lang))
    return [Sheet(title=title, closing=tuple(closing))]


_Placed = InvalidValueError | UnknownNameError


def _located(error: InvalidDataError, file: Path) -> InvalidDataError:
    """Say of each fault in a list of a TOML file in which element it is, and on which line."""
    import tomllib

    from vn_ict_directive.text_files import read_text

    try:
        text = read_text(file, file.name)
        tree = tomllib.loads(text)
    except ValueError:
        return error

    def placed(fault: _Placed) -> _Placed:
        found = re.match(r"\$\.(\w+)\[(\d+)\]", fault.where)
        if found is None:
            return fault
        headers = re.finditer(rf"^\[\[{found[1]}\]\]", text, re.MULTILINE)
        header = next(islice(headers, int(found[2]), None), None)
        if header is None:  # an inline list
            return fault
        line = text.count("\n", 0, header.start()) + 1
        name = tree[found[1]][int(found[2])].get("id")
        return attrs.evolve(fault, where=f"{fault.where} ({name}), line {line}")

    faults = cast("tuple[_Placed, ...]", error.exceptions)
    return InvalidDataError(error.message, [placed(fault) for fault in faults])


def export(
    *formats: str,
    out: Path,
    base: str | None = None,
    force: bool = False,
    asked: OfDirective,
) -> Answer:
    """Write the directive to files in other formats."""
    from vn_ict_directive.exchange._identity import BASE
    from vn_ict_directive.exchange.exports import FORMATS, export

    if not formats:
        raise InvalidValueError("the format", None, f"one or more of {', '.join(FORMATS)}")
    places = export(asked.whole, formats, out, force=force, base=base or BASE)
    written = [str(place) for place in places]
    if asked.json:
        return listed(written=written)
    files = counted(str(len(written)), WORDS["files"], asked.lang)
    return [Sheet(title=say("wrote", asked.lang, what=files), closing=tuple(written))]


def report(*, out: Path, force: bool = False, asked: OnDay) -> Answer:
    """Write the scorecard as one page to read or print."""
    from vn_ict_directive.exchange.exports import write
    from vn_ict_directive.present.report import report

    if out.suffix.lower() not in {".html", ".htm"}:
        raise InvalidValueError("--out", str(out), "a file, such as page.html")
    card = tally(asked.whole, as_of=asked.day, prefer=asked.own)
    page = report(card, asked.pool, lang=asked.lang)
    (written,) = write({out.name: page.encode()}, out.parent, force=force)
    notice = notice_of(asked.whole, asked.lang)
    return asked.wrote(written, card.summary(asked.lang), *card.notes(asked.lang), *notice)


def plot(target: str | None = None, /, *, out: Path, force: bool = False, asked: OnDay) -> Answer:
    """Draw the verdict on a target, or all targets at a glance."""
    from vn_ict_directive.present.saving import PICTURES

    if out.suffix.lower() not in PICTURES:
        raise InvalidValueError(
            "--out", str(out), f"a file whose name ends in one of {', '.join(PICTURES)}"
        )
    drawn: Evaluation | Scorecard
    if target is None:
        drawn = tally(asked.whole, as_of=asked.day, prefer=asked.own)
    else:
        promise = asked.whole.target(target)
        drawn = judge(promise, choose(promise, asked.pool), as_of=asked.day)
    written = drawn.save(out, asked.lang, force=force)
    return asked.wrote(written, *notice_of(asked.whole, asked.lang))


def figures(indicator: str | None = None, /, *, asked: Asked) -> Answer:
    """List the figures that come with the package, or those of one indicator with their sources."""
    from vn_ict_directive.published import GATHERED, all_series

    lang, known = asked.lang, all_series()
    found = [one for one in known if indicator in {None, one.indicator}]
    if not found:
        offered = tuple(dict.fromkeys(one.indicator for one in known))
        raise UnknownNameError("indicator", str(indicator), offered)
    if asked.json or indicator is not None:
        return asked.answer(found)
    rows = []
    for one in found:
        ends = dict.fromkeys(one.observations[n].period.label(lang) for n in (0, -1))
        words = (reporter_label(one).pick(lang), str(len(one)), " – ".join(ends))
        rows.append((Cell(one.indicator, "id"), *map(Cell, words)))
    return [
        Sheet(
            title=say("published figures", lang),
            header=header_of(lang, "indicator", "reporter", "figures", "period"),
            rows=tuple(rows),
            numbers=frozenset({2}),
            closing=(say("gathered", lang, day=format_date(GATHERED, lang)),),
        )
    ]
