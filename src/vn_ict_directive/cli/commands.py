"""The commands that evaluate, check and write.

Long, since the help of every option is in the docstring of its command.
"""

import re
import tomllib
from itertools import islice
from pathlib import Path
from typing import Literal, cast

import attrs

from vn_ict_directive.cli.common import (
    answer,
    day_of,
    directive_of,
    json_of,
    listed,
    own,
    pairs_of,
)
from vn_ict_directive.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.evaluation import evaluate as judge
from vn_ict_directive.evaluation import readings as read_each_way
from vn_ict_directive.evaluation.reading_sets import reporter_label
from vn_ict_directive.evaluation.scorecards import choose
from vn_ict_directive.ingest.cells import Dialect
from vn_ict_directive.ingest.reading import opened
from vn_ict_directive.ingest.roles import Dates, Spec
from vn_ict_directive.methods import compare as by_each_method
from vn_ict_directive.model import Directive
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.sheets import (
    Cell,
    Sheet,
    header_of,
    notice_of,
    sheets,
)
from vn_ict_directive.scorecards import figures as figures_of
from vn_ict_directive.scorecards import scorecard as tally
from vn_ict_directive.text import Lang
from vn_ict_directive.text_files import read_text
from vn_ict_directive.units import Unit
from vn_ict_directive.verification import coverage
from vn_ict_directive.verification import verify as hold_against
from vn_ict_directive.words import WORDS, counted, say


def scorecard(
    *,
    as_of: str | None = None,
    directive: Path | None = None,
    figures: Path | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Evaluate every target with the figures that come with the package.

    Args:
        as_of: Evaluate with what was known on this date, e.g. 2020-12-31; today by default.
        directive: Another directive, as JSON or TOML.
        figures: A CSV file of your own figures, with a column indicator; they are taken first.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    thing = directive_of(directive)
    card = tally(thing, as_of=day_of(as_of), prefer=own(figures))
    return answer(card, lang, json=json)


def readings(
    target: str | None = None,
    /,
    *,
    as_of: str | None = None,
    directive: Path | None = None,
    figures: Path | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Evaluate a target, or all, under every defensible reading.

    Args:
        target: Id of the target; without it, all of them.
        as_of: Evaluate with what was known on this date, e.g. 2020-12-31; today by default.
        directive: Another directive, as JSON or TOML.
        figures: A CSV file of your own figures, with a column indicator; they are taken first.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    thing, day = directive_of(directive), day_of(as_of)
    targets = thing.targets if target is None else (thing.target(target),)
    pool = figures_of(thing, prefer=own(figures))
    found = [read_each_way(one, pool, as_of=day) for one in targets]
    return answer(found if target is None else found[0], lang, json=json)


def compare(
    target: str | None = None,
    /,
    *,
    as_of: str | None = None,
    directive: Path | None = None,
    figures: Path | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Compare the pace of a target, or all, by each office's method.

    Args:
        target: Id of the target; without it, all that have a number.
        as_of: Evaluate with what was known on this date, e.g. 2020-12-31; today by default.
        directive: Another directive, as JSON or TOML.
        figures: A CSV file of your own figures, with a column indicator; they are taken first.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    thing, day = directive_of(directive), day_of(as_of)
    measured = [one for one in thing.targets if one.unit is not Unit.EVENT]
    targets = measured if target is None else [thing.target(target)]
    pool = figures_of(thing, prefer=own(figures))
    found = [by_each_method(one, choose(one, pool), as_of=day) for one in targets]
    return answer(found if target is None else found[0], lang, json=json)


def evaluate(
    figures: Path,
    *,
    target: str,
    as_of: str,
    directive: Path | None = None,
    timing: Literal["reference_period", "publication"] = "reference_period",
    reporter: str | None = None,
    indicator: str | None = None,
    entity: str = "VN",
    columns: str | None = None,
    where: str | None = None,
    dialect: Dialect | None = None,
    dates: Dates | None = None,
    profile: str | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Evaluate one target with your own figures.

    Args:
        figures: A CSV file in UTF-8 with the columns period and value and, if known, published; -
            for the standard input.
        target: Id of the target; the command targets lists them.
        as_of: Evaluate with what was known on this date, e.g. 2020-12-31.
        directive: Another directive, as JSON or TOML.
        timing: Decide by the figure for the due period, or by the latest published on the due date.
        reporter: Use the rows of this reporter only.
        indicator: Name of the target's indicator in the file.
        entity: Use the rows of this country or body only; a country by its name or ISO 3166 code.
        columns: Column names used in the file, e.g. period=Năm,value=Xếp hạng.
        where: Use only rows with these values, e.g. SEX=T; * for any value.
        dialect: Read numbers and dates as en (1,234.5) or vi (1.234,5 and 31/12/2020) writes them.
        dates: Read dates that could also be periods as days, or as the periods that begin on them.
        profile: A known kind of file: un-egov, world-bank, owid or px-web.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    thing, day = directive_of(directive), day_of(as_of)
    promise = thing.target(target)
    spec = Spec(
        indicator=promise.indicator,
        entity=entity,
        reporter=reporter,
        columns=pairs_of("--columns", columns),
        where=pairs_of("--where", where),
        dialect=dialect,
        dates=dates,
        profile=profile,
        indicators=None if indicator is None else {indicator: promise.indicator.id},
    )
    table = opened(figures, spec)
    (series,) = table.series()
    verdict = judge(promise, series, as_of=day, timing=timing)
    if json:
        return json_of(verdict)
    (sheet,) = sheets(verdict, lang, thing)
    paragraph, *notice = sheet.closing
    return [attrs.evolve(sheet, closing=(paragraph, *table.notes, *notice))]


def verify(
    file: Path | None = None,
    /,
    *,
    directive: Path | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Check every quotation against the source text, character by character.

    Args:
        file: The untouched text of the source. Without it, the command says where to get it.
        directive: Another directive, as JSON or TOML.
        lang: Language of the answer; sentences stay Vietnamese.
        json: Answer in JSON: every sentence, with what quotes it.
    """
    text = None if file is None else read_text(file, file.name or str(file))
    thing = directive_of(directive)
    hold_against(thing, text)
    covered = coverage(thing, text)
    if json:
        return json_of(covered)
    spans = sum(span.source == covered.source for _, span in thing.spans())
    left = covered.uncovered
    return [
        Sheet(
            title=say("all quoted", lang, number=spans, source=covered.source),
            header=header_of(lang, "span", "sentence"),
            rows=tuple(
                (Cell(f"[{sentence.start}:{sentence.end}]"), Cell(sentence.text))
                for sentence in left
            ),
            closing=(say("not quoted", lang, left=len(left), sentences=len(covered.sentences)),),
        )
    ]


def validate(file: Path, /, *, lang: Lang = "vi", json: bool = False) -> "list[Sheet] | str":
    """Check a directive, series, verdict or scorecard of yours.

    Args:
        file: A document as JSON, or as TOML if its name ends in .toml.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    from vn_ict_directive.evaluation import Evaluation, Scorecard
    from vn_ict_directive.exchange.archive import recheck
    from vn_ict_directive.exchange.json import load

    try:
        thing = load(file)
    except InvalidDataError as error:
        raise _located(error, file) from None
    found = recheck(thing) if isinstance(thing, Evaluation | Scorecard) else ()
    if json:
        differs = [one.path for one in found]
        kind = type(thing).__name__.lower()
        return listed(document=kind, file=str(file), valid=True, differs=differs)
    title = say("valid", lang, file=file.name, kind=say(type(thing).__name__.lower(), lang))
    closing = [one.explain(lang) for one in found]
    if isinstance(thing, Directive):
        parts = {"sections": thing.sections, "tasks": thing.tasks, "targets": thing.targets}
        held = (f"{say(name, lang)}: {len(things)}" for name, things in parts.items())
        closing.append(f"{thing.id}. {'; '.join(held)}.")
    return [Sheet(title=title, closing=tuple(closing))]


_Placed = InvalidValueError | UnknownNameError


def _located(error: InvalidDataError, file: Path) -> InvalidDataError:
    """Say of each fault in a list of a TOML file in which element it is, and on which line."""
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
    directive: Path | None = None,
    base: str | None = None,
    force: bool = False,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Write the directive to files in other formats.

    Args:
        formats: One or more of json, schema, csv, jsonld.
        out: The folder to write to; it is made if it is not there.
        directive: Another directive, as JSON or TOML.
        base: Begin names with this address, such as https://example.org/vn/.
        force: Overwrite files that are there already.
        lang: Language of the answer.
        json: Answer in JSON: the files written.
    """
    from vn_ict_directive.exchange._identity import BASE
    from vn_ict_directive.exchange.exports import FORMATS, export

    if not formats:
        raise InvalidValueError("the format", None, f"one or more of {', '.join(FORMATS)}")
    thing = directive_of(directive)
    written = [str(place) for place in export(thing, formats, out, force=force, base=base or BASE)]
    if json:
        return listed(written=written)
    files = counted(str(len(written)), WORDS["files"], lang)
    title = say("wrote", lang, what=files)
    return [Sheet(title=title, closing=tuple(written))]


def report(
    *,
    out: Path,
    as_of: str | None = None,
    directive: Path | None = None,
    figures: Path | None = None,
    force: bool = False,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Write the scorecard as one page to read or print.

    Args:
        out: The file to write, such as page.html; its folder is made if it is not there.
        as_of: Evaluate with what was known on this date, e.g. 2020-12-31; today by default.
        directive: Another directive, as JSON or TOML.
        figures: A CSV file of your own figures, with a column indicator; they are taken first.
        force: Overwrite the file if it is there already.
        lang: Language of the page and of the answer; quotations stay Vietnamese.
        json: Answer in JSON: the file written.
    """
    from vn_ict_directive.exchange.exports import write
    from vn_ict_directive.present.report import report

    if not out.name:
        raise InvalidValueError("--out", str(out), "a file, such as page.html")
    thing, mine = directive_of(directive), own(figures)
    card = tally(thing, as_of=day_of(as_of), prefer=mine)
    page = report(card, (*mine, *figures_of(thing)), lang=lang)
    (written,) = write({out.name: page.encode()}, out.parent, force=force)
    if json:
        return listed(written=[str(written)])
    return [
        Sheet(
            title=say("wrote", lang, what=written),
            closing=(card.summary(lang), *card.notes(lang), *notice_of(thing, lang)),
        )
    ]


def plot(
    target: str | None = None,
    /,
    *,
    out: Path,
    as_of: str | None = None,
    directive: Path | None = None,
    figures: Path | None = None,
    force: bool = False,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Draw the verdict on a target, or all targets at a glance.

    Args:
        target: Id of the target; without it, all of them.
        out: The file to write, such as egdi.svg, .pdf or .png.
        as_of: Evaluate with what was known on this date, e.g. 2020-12-31; today by default.
        directive: Another directive, as JSON or TOML.
        figures: A CSV file of your own figures, with a column indicator; they are taken first.
        force: Overwrite the file if it is there already.
        lang: Language of the picture and of the answer.
        json: Answer in JSON: the file written.
    """
    from vn_ict_directive.present.saving import PICTURES

    if out.suffix.lower() not in PICTURES:
        raise InvalidValueError(
            "--out", str(out), f"a file whose name ends in one of {', '.join(PICTURES)}"
        )
    thing, mine, day = directive_of(directive), own(figures), day_of(as_of)
    if target is None:
        written = tally(thing, as_of=day, prefer=mine).save(out, lang, force=force)
    else:
        promise = thing.target(target)
        verdict = judge(promise, choose(promise, figures_of(thing, prefer=mine)), as_of=day)
        written = verdict.save(out, lang, force=force)
    if json:
        return listed(written=[str(written)])
    return [Sheet(title=say("wrote", lang, what=written), closing=notice_of(thing, lang))]


def figures(
    indicator: str | None = None, /, *, lang: Lang = "vi", json: bool = False
) -> "list[Sheet] | str":
    """List the figures that come with the package, or those of one indicator with their sources.

    Args:
        indicator: Id of the indicator; without it, all of them.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    from vn_ict_directive.published import GATHERED, all_series

    known = all_series()
    found = [one for one in known if indicator in {None, one.indicator}]
    if not found:
        offered = tuple(dict.fromkeys(one.indicator for one in known))
        raise UnknownNameError("indicator", str(indicator), offered)
    if json or indicator is not None:
        return answer(found, lang, json=json)
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
