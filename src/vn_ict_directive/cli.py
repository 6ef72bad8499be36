"""The command ``vn-ict-directive``: the directive and its verdicts in a terminal or a pipe.

A command computes its whole answer before a word of it is written, so that bad
input leaves nothing behind on standard output. The answer is a list of blocks,
which are drawn as tables in a terminal and as plain lines in a pipe, or JSON.
"""

import datetime as dt
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TextIO, cast

import attrs

from vn_ict_directive import published
from vn_ict_directive.catalogue import directive
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import (
    DirectiveError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation import evaluate as judge
from vn_ict_directive.evaluation import readings as read_each_way
from vn_ict_directive.evaluation.outcome import Status, Timing, Tone
from vn_ict_directive.evaluation.scorecards import choose, figure
from vn_ict_directive.ingest.cells import Dialect
from vn_ict_directive.ingest.reading import asked_for, figures, rows_of
from vn_ict_directive.ingest.roles import Dates, Spec
from vn_ict_directive.methods import compare
from vn_ict_directive.model import Directive, Inference, Section, Target, Task
from vn_ict_directive.periods import as_date, format_date
from vn_ict_directive.scorecards import scorecard as tally
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import Unit, format_number
from vn_ict_directive.validators import member
from vn_ict_directive.verification import coverage
from vn_ict_directive.verification import verify as hold_against
from vn_ict_directive.versions import package_version

if TYPE_CHECKING:
    from cyclopts import App
    from rich.console import Console, RenderableType

    from vn_ict_directive.exchange.json import Exportable

__all__ = ["main"]

_NAME: Final = "vn-ict-directive"
_BAD_INPUT: Final = 2
_INTERRUPTED: Final = 130
_MOST_FAULTS: Final = 10
_WIDE: Final = 110
"""Columns from which a terminal holds a table whose ids are not cut."""

_HELP: Final = f"""\
{DIRECTIVE_01.kind.en} {DIRECTIVE_01.number} of {format_date(DIRECTIVE_01.signed, "en")} as data, \
and whether its targets are met. {DIRECTIVE_01.notice("en")}

{DIRECTIVE_01.kind.vi} {DIRECTIVE_01.number} dưới dạng dữ liệu, và các mục tiêu đã đạt hay chưa. \
{DIRECTIVE_01.notice("vi")}

Exit status: 0, or 2 with one message for what cannot be done.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after the command's name; None for the process's own.

    Returns:
        The exit status: 0, 2 after bad input, 130 after an interruption. A
        reader that stops reading, as ``head`` does, is no failure.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Vietnamese is written whatever the locale; what is no text at all, escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _write(_answer(sys.argv[1:] if arguments is None else list(arguments)))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
    except DirectiveError as error:
        print(f"{_NAME}: {_message(error)}", file=sys.stderr)  # noqa: T201 - a command speaks here
        return _BAD_INPUT
    except OSError as error:
        _abandon_stdout()
        print(f"{_NAME}: the output cannot be written: {error.strerror}.", file=sys.stderr)  # noqa: T201
        return _BAD_INPUT
    return 0


def _message(error: DirectiveError) -> str:
    first, *faults = str(error).splitlines()
    if len(faults) > _MOST_FAULTS:
        faults[_MOST_FAULTS:] = [f"  … and {len(faults) - _MOST_FAULTS} more."]
    return "\n".join((first, *faults))


def _write(text: str) -> None:
    # Closed from the start, it is None: then nobody wants to read.
    stdout = cast("TextIO | None", sys.stdout)
    if stdout is not None:
        stdout.write(text)
        stdout.flush()


def _abandon_stdout() -> None:
    """Send what is still buffered nowhere, or the interpreter would complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _answer(arguments: list[str]) -> str:
    """Run one command and return what it has to say, in full."""
    try:
        from cyclopts import CycloptsError
        from rich.console import Console
    except ModuleNotFoundError as error:
        if error.name not in {"cyclopts", "rich"}:
            raise
        raise MissingExtraError("the command line", error.name, "cli") from error

    terminal = sys.stdout is not None and sys.stdout.isatty()
    # The standard input, which a parser of options would take for an unknown one.
    arguments = ["./-" if word == "-" else word for word in arguments]
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=terminal, legacy_windows=False)
    try:
        answer = _application(console)(arguments)
    except CycloptsError as error:
        error.verbose = False
        raise DirectiveError(f"{error} See {_NAME} --help.") from error
    if isinstance(answer, str):
        return f"{answer}\n"
    if answer is None:  # help and version have been written already
        return buffer.getvalue()
    blocks: Iterable[_Block] = answer
    if not terminal:
        return "\n\n".join("\n".join(block.lines()) for block in blocks) + "\n"
    for block in blocks:
        console.print(*block.pictures(console.width), sep="\n")
    return buffer.getvalue()


def _application(console: "Console") -> "App":
    from cyclopts import App, Parameter

    app = App(
        name=_NAME,
        help=_HELP,
        help_format="plaintext",
        version=_version,
        default_parameter=Parameter(negative=""),
        console=console,
        error_console=console,
        print_error=False,
        exit_on_error=False,
        suppress_keyboard_interrupt=False,
        result_action="return_value",
    )
    for command in (
        *(_scorecard, _show, _targets, _readings, _compare, _evaluate, _verify),
        *(_validate, _export, _report, _panel),
    ):
        app.command(command, name=command.__name__.removeprefix("_"))
    return app


def _version() -> str:
    return f"{_NAME} {package_version()} (encoding {DIRECTIVE_01.encoding})"


def _json(thing: "Exportable | Iterable[Exportable]") -> str:
    from vn_ict_directive.exchange.json import to_json  # loads cattrs

    return to_json(thing)


def _day(as_of: str | None) -> dt.date:
    """Return the day asked for; by default today in Viet Nam, whose days due dates are."""
    if as_of is None:
        return dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    return as_date(as_of, "--as-of")


# --- what an answer is made of --------------------------------------------------

_STYLES: Final[dict[Tone, str]] = {"good": "green", "fair": "yellow", "bad": "red", "none": "dim"}


class _Cell(NamedTuple):
    """Words, and a style that only adds to them."""

    words: str
    style: str = ""


def _status(verdict: Evaluation, lang: Lang) -> _Cell:
    return _Cell(verdict.headline(lang), _STYLES[verdict.status.tone])


@attrs.frozen(kw_only=True)
class _Block:
    """One part of an answer: a title, facts with names, a table, and closing lines."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[_Cell, ...], ...] = ()
    closing: tuple[str, ...] = ()
    plain: str | None = None
    """How it reads in a pipe, where the library has its own way."""

    def lines(self) -> Iterator[str]:
        """Write the block as plain lines: nothing is wrapped, cells stand below each other."""
        if self.plain is not None:
            yield self.plain
            return
        yield self.title
        widest = max((len(name) for name, _ in self.facts), default=0)
        for name, value in self.facts:
            yield f"{name.ljust(widest)}  {value}"
        rows = [[cell.words for cell in row] for row in self.rows]
        if rows:
            yield ""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(padded).rstrip()
        yield from self.closing

    def pictures(self, width: int) -> Iterator["RenderableType"]:
        """Draw the block for a terminal of *width* columns."""
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text as Words  # never markup: quotations hold brackets

        yield Words(self.title, style="bold")
        if self.facts:
            facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
            facts.add_column(overflow="fold")
            facts.add_column(overflow="fold")
            for name, value in self.facts:
                facts.add_row(Words(name, style="dim"), Words(value))
            yield facts
        if self.rows and width < _WIDE:
            for first, *rest in self.rows:
                yield Words(first.words, style=f"bold {first.style}".strip())
                for cell in rest:
                    yield Padding(Words(cell.words, style=cell.style), (0, 0, 0, 2))
        elif self.rows:
            table = Table()
            for name in self.header:
                table.add_column(Words(name), overflow="fold")  # no word is cut short
            for row in self.rows:
                table.add_row(*(Words(cell.words, style=cell.style) for cell in row))
            yield table
        yield from map(Words, self.closing)
        yield Words()


_WORDS: Final = {
    "id": Text("Mã", "Id"),
    "number": Text("Số", "Number"),
    "signed": Text("Ngày ký", "Signed"),
    "issuer": Text("Cơ quan ban hành", "Issuer"),
    "signatory": Text("Người ký", "Signatory"),
    "theme": Text("Chủ đề", "Theme"),
    "motto": Text("Phương châm", "Motto"),
    "period": Text("Thời kỳ", "Period"),
    "source": Text("Nguồn", "Source"),
    "encoding": Text("Phiên bản mã hóa", "Encoding"),
    "section": Text("Phần", "Section"),
    "name": Text("Tên", "Name"),
    "kind": Text("Loại", "Kind"),
    "heading": Text("Đề mục", "Heading"),
    "tasks": Text("Nhiệm vụ", "Tasks"),
    "targets": Text("Mục tiêu", "Targets"),
    "task": Text("Nhiệm vụ", "Task"),
    "target": Text("Mục tiêu", "Target"),
    "words": Text("Nguyên văn", "Words"),
    "translation": Text("Bản dịch (không chính thức)", "Translation (unofficial)"),
    "span": Text("Vị trí", "Stands at"),
    "responsible": Text("Chủ trì", "Responsible"),
    "addressees": Text("Đối tượng", "Addressees"),
    "due": Text("Hạn", "Due"),
    "asks": Text("Yêu cầu", "Asks"),
    "indicator": Text("Chỉ số", "Indicator"),
    "corroborated_by": Text("Nguồn đối chứng", "Corroborating sources"),
    "inferred": Text("Suy luận", "Inferred"),
    "or": Text("hoặc", "or"),
    "note": Text("Ghi chú", "Note"),
    "verdict": Text("Kết quả", "Verdict"),
    "figure": Text("Số liệu", "Figure"),
    "pace": Text("Tiến độ", "Pace"),
    "as of": Text("Theo những gì biết đến", "By what was known on"),
    "timing": Text("Thời điểm tính", "Timing"),
    "reasons": Text("Lý do", "Reasons"),
    "reading": Text("Cách hiểu", "Reading"),
    "method": Text("Phương pháp", "Method"),
    "measure": Text("Đại lượng", "Measures"),
    "value": Text("Giá trị", "Value"),
    "sentence": Text("Câu", "Sentence"),
    "verdicts": Text("Kết quả", "Verdicts"),
    "with figures": Text("Có số liệu", "With figures"),
    "counts": Text("Trong đó", "Of which"),
    "opening": Text("Đọc tệp", "Reading the files"),
    "looking": Text("Xem qua các dòng", "Looking through the rows"),
    "judging": Text("Chấm", "Judging"),
    "directive": Text("một văn bản", "a directive"),
    "series": Text("một chuỗi số liệu", "a series"),
    "evaluation": Text("một kết quả đánh giá", "a verdict"),
    "scorecard": Text("một bảng điểm", "a scorecard"),
}


def _header(lang: Lang, *names: str) -> tuple[str, ...]:
    return tuple(_WORDS[name].pick(lang) for name in names)


def _facts(lang: Lang, *pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((_WORDS[name].pick(lang), value) for name, value in pairs if value)


# --- commands -------------------------------------------------------------------
# Their docstrings are the help that the command line shows.


def _scorecard(
    *, as_of: str | None = None, lang: Lang = "vi", json: bool = False
) -> "list[_Block] | str":
    """Judge every target by the figures that come with the package. | Chấm mọi mục tiêu.

    Args:
        as_of: The day whose knowledge counts, such as 2020-12-31; by default today in Viet Nam.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    card = tally(as_of=_day(as_of))
    if json:
        return _json(card)
    return [
        _Block(
            title=card.title(lang),
            header=_header(lang, "verdict", "target", "figure", "asks"),
            rows=tuple(
                (
                    _status(verdict, lang),
                    _Cell(verdict.target.id),
                    _Cell(figure(verdict, lang)),
                    _Cell(f"{verdict.target.describe(lang)}\n“{verdict.target.span.quote}”"),
                )
                for verdict in card
            ),
            closing=(card.summary(lang), DIRECTIVE_01.notice(lang)),
            plain=card.to_text(lang),
        )
    ]


def _targets(*, lang: Lang = "vi", json: bool = False) -> "list[_Block] | str":
    """List the targets with the words they rest on. | Liệt kê các mục tiêu.

    Args:
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    if json:
        return _json(DIRECTIVE_01.targets)
    rows = tuple(
        (_Cell(target.id), _Cell(target.describe(lang)), _Cell(target.span.quote))
        for target in DIRECTIVE_01.targets
    )
    kind = DIRECTIVE_01.kind.pick(lang)
    title = f"{kind} {DIRECTIVE_01.number}: {_WORDS['targets'].pick(lang).lower()}"
    return [
        _Block(
            title=title,
            header=_header(lang, "target", "asks", "words"),
            rows=rows,
            closing=(DIRECTIVE_01.notice(lang),),
        )
    ]


def _show(
    name: str | None = None, /, *, lang: Lang = "vi", json: bool = False
) -> "list[_Block] | str":
    """Show the directive or one section, task or target. | Xem toàn văn bản hoặc một phần.

    Args:
        name: Id of a section, task or target; without it, the directive itself.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    thing = _find(name)
    if json:
        return _json(thing)
    match thing:
        case Directive():
            return _show_directive(thing, lang)
        case Section():
            return _show_section(thing, lang)
        case _:
            return [_show_requirement(thing, lang)]


def _find(name: str | None) -> Directive | Section | Task | Target:
    if name is None:
        return DIRECTIVE_01
    if "/" in name:  # as in the id of a directive, and in no other
        return directive(name)
    everything: tuple[Section | Task | Target, ...] = (
        *DIRECTIVE_01.sections,
        *DIRECTIVE_01.tasks,
        *DIRECTIVE_01.targets,
    )
    known = {thing.id: thing for thing in everything}
    if name not in known:
        raise UnknownNameError("section, task or target", name, tuple(known))
    return known[name]


def _show_directive(thing: Directive, lang: Lang) -> list[_Block]:
    signatory = f"{thing.signatory.name}, {thing.signatory.position.pick(lang)}"
    facts = _facts(
        lang,
        ("id", thing.id),
        ("number", thing.number),
        ("signed", format_date(thing.signed, lang)),
        ("issuer", thing.organization(thing.issuer).name.pick(lang)),
        ("signatory", signatory),
        ("theme", thing.theme.pick(lang)),
        ("motto", thing.motto.pick(lang)),
        ("period", thing.period.label(lang)),
        *(("source", f"{source.id}: {source.title}") for source in thing.sources),
        ("encoding", thing.encoding),
    )
    rows = tuple(
        (
            _Cell(section.id),
            _Cell(section.kind.label.pick(lang)),
            _Cell(section.name.pick(lang)),
            _Cell(str(len(section.tasks))),
            _Cell(str(len(section.targets))),
        )
        for section in thing.sections
    )
    return [
        _Block(
            title=thing.title.pick(lang),
            facts=facts,
            header=_header(lang, "section", "kind", "name", "tasks", "targets"),
            rows=rows,
            closing=(DIRECTIVE_01.notice(lang),),
        )
    ]


def _show_section(section: Section, lang: Lang) -> list[_Block]:
    head = _Block(
        title=f"{section.id}: {section.name.pick(lang)}",
        facts=_facts(
            lang,
            ("kind", section.kind.label.pick(lang)),
            ("heading", section.heading.quote if section.heading else None),
            ("span", f"{section.span.source} [{section.span.start}:{section.span.end}]"),
            *(("note", note.pick(lang)) for note in section.notes),
        ),
    )
    inside: tuple[Task | Target, ...] = (*section.tasks, *section.targets)
    in_order = sorted(inside, key=lambda item: item.span.start)
    return [head, *(_show_requirement(item, lang) for item in in_order)]


def _show_requirement(item: Task | Target, lang: Lang) -> _Block:
    own = _of_target(item, lang) if isinstance(item, Target) else _of_task(item, lang)
    english = (item.statement if isinstance(item, Target) else item.text).en
    kind = "target" if isinstance(item, Target) else "task"
    return _Block(
        title=f"{_WORDS[kind].pick(lang)} {item.id}",
        facts=_facts(
            lang,
            ("words", item.span.quote),
            ("translation", english),
            ("span", f"{item.span.source} [{item.span.start}:{item.span.end}]"),
            *own,
            *(("inferred", _inference(inference, lang)) for inference in item.inferences),
            *(("note", note.pick(lang)) for note in item.notes),
        ),
    )


def _of_task(task: Task, lang: Lang) -> Iterator[tuple[str, str | None]]:
    for name, bodies in (("responsible", task.responsible), ("addressees", task.addressees)):
        yield name, "; ".join(DIRECTIVE_01.organization(body).name.pick(lang) for body in bodies)
    yield "due", format_date(task.due, lang) if task.due else None


def _of_target(target: Target, lang: Lang) -> Iterator[tuple[str, str | None]]:
    yield "asks", target.describe(lang)
    publisher = target.indicator.publisher.name.pick(lang)
    name = target.indicator.name.pick(lang)
    yield "indicator", f"{target.indicator.id}: {name} ({publisher})"
    yield (
        "corroborated_by",
        "; ".join(DIRECTIVE_01.source(name).title for name in target.corroborated_by),
    )


def _inference(inference: Inference, lang: Lang) -> str:
    others = f" {_WORDS['or'].pick(lang)} ".join(
        alternative.label.pick(lang) for alternative in inference.alternatives
    )
    reason = f"{inference.field}: {inference.reason.pick(lang)}"
    return (
        f"{reason} {Text('Có thể hiểu khác', 'Otherwise').pick(lang)}: {others}."
        if others
        else reason
    )


def _readings(
    target: str | None = None,
    /,
    *,
    as_of: str | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[_Block] | str":
    """Judge a target, or all, under every defensible reading. | Chấm theo từng cách hiểu.

    Args:
        target: Id of the target; without it, all of them.
        as_of: The day whose knowledge counts, such as 2020-12-31; by default today in Viet Nam.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    targets = DIRECTIVE_01.targets if target is None else (DIRECTIVE_01.target(target),)
    day, figures = _day(as_of), published.all_series()
    found = [read_each_way(one, figures, as_of=day) for one in targets]
    if json:
        return _json(found if target is None else found[0])
    when = _facts(lang, ("as of", format_date(day, lang)))
    return [
        _Block(
            title=f"{each.target.id}: {each.target.describe(lang)}",
            facts=when,
            header=_header(lang, "verdict", "figure", "reading"),
            rows=tuple(
                (
                    _status(reading.evaluation, lang),
                    _Cell(figure(reading.evaluation, lang)),
                    _Cell(reading.label(lang)),
                )
                for reading in each
            ),
            closing=(each.explain(lang),),
        )
        for each in found
    ]


def _compare(
    target: str | None = None,
    /,
    *,
    as_of: str | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[_Block] | str":
    """Tell the pace of a target, or all, by each office's method. | So sánh các phương pháp.

    Args:
        target: Id of the target; without it, all that have a number.
        as_of: The day whose knowledge counts, such as 2020-12-31; by default today in Viet Nam.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    measured = [one for one in DIRECTIVE_01.targets if one.unit is not Unit.EVENT]
    targets = measured if target is None else [DIRECTIVE_01.target(target)]
    day, figures = _day(as_of), published.all_series()
    found = [compare(one, choose(one, figures), as_of=day) for one in targets]
    if json:
        return _json(found if target is None else found[0])
    when = _facts(lang, ("as of", format_date(day, lang)))
    return [
        _Block(
            title=f"{each.evaluation.target.id}: {each.evaluation.headline(lang)}",
            facts=when,
            header=_header(lang, "method", "verdict", "value", "measure"),
            rows=tuple(
                (
                    _Cell(one.profile.name.pick(lang)),
                    _Cell(one.label(lang)),
                    _Cell("–" if one.value is None else format_number(one.value, lang)),
                    _Cell((one.reason.labels if one.reason else one.profile.measure).pick(lang)),
                )
                for one in each
            ),
            closing=(each.explain(lang),),
        )
        for each in found
    ]


def _evaluate(
    file: Path,
    /,
    *,
    target: str,
    as_of: str,
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
) -> "list[_Block] | str":
    """Judge one target by your own figures. | Chấm một mục tiêu theo số liệu của bạn.

    Args:
        file: A CSV file in UTF-8 with the columns period and value and, if known, published; - for
            the standard input.
        target: Id of the target; the command targets lists them.
        as_of: The day whose knowledge counts, such as 2020-12-31.
        timing: Whether the edition's period counts, or what had been published at the due date.
        reporter: Who reports the figures; rows of others are left out.
        indicator: What the file calls the target's indicator.
        entity: Whom the figures describe; a country by its name or code in ISO 3166.
        columns: What the file calls the columns, such as period=Năm,value=Xếp hạng.
        where: What cells must say for their row to count, such as SEX=T; * for anything.
        dialect: How numbers and dates are written: en for 1,234.5, vi for 1.234,5 and 31/12/2020.
        dates: What dates stand for that could be days or the periods that begin on them.
        profile: A known kind of file: un-egov, world-bank, owid or px-web.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    promise, day = DIRECTIVE_01.target(target), _day(as_of)
    asked, known = asked_for(promise.indicator, entity, reporter, None)
    spec = Spec.of(
        _pairs("--columns", columns),
        _pairs("--where", where),
        dialect,
        dates,
        profile,
        indicators=None if indicator is None else {indicator: promise.indicator.id},
    )
    table = rows_of(file, spec)
    (series,) = figures(table, asked, known=known)
    verdict = judge(promise, series, as_of=day, timing=timing)
    if json:
        return _json(verdict)
    return [
        _Block(
            title=f"{promise.id}: {verdict.headline(lang)}",
            facts=_facts(
                lang,
                ("as of", format_date(day, lang)),
                ("timing", verdict.timing.label(lang)),
                ("asks", promise.describe(lang)),
                ("figure", figure(verdict, lang)),
                ("pace", verdict.pace.label(lang)),
                ("words", promise.span.quote),
                ("span", f"{promise.span.source} [{promise.span.start}:{promise.span.end}]"),
                ("reasons", "; ".join(reason.label(lang) for reason in verdict.reasons)),
            ),
            closing=(
                verdict.explain(lang),
                *(table.layout.notes if table.layout else ()),
                DIRECTIVE_01.notice(lang),
            ),
        )
    ]


def _verify(
    file: Path | None = None, /, *, lang: Lang = "vi", json: bool = False
) -> "list[_Block] | str":
    """Hold the encoding against its source, to the character. | Đối chiếu với bài nguồn.

    Args:
        file: The untouched text of the news summary. Without it, the command says where to get it.
        lang: Language of the answer; sentences stay Vietnamese.
        json: Answer in JSON: every sentence, with what quotes it.
    """
    text = None if file is None else _source_text(file)
    hold_against(source_text=text)
    covered = coverage(source_text=text)
    if json:
        return _json(covered)
    spans = sum(span.source == covered.source for _, span in DIRECTIVE_01.spans())
    left = covered.uncovered
    return [
        _Block(
            title=Text(
                f"Cả {spans} đoạn trích đứng đúng vị trí trong {covered.source}.",
                f"All {spans} quotations stand where they should in {covered.source}.",
            ).pick(lang),
            header=_header(lang, "span", "sentence"),
            rows=tuple(
                (_Cell(f"[{sentence.start}:{sentence.end}]"), _Cell(sentence.text))
                for sentence in left
            ),
            closing=(
                Text(
                    f"{len(left)} trong {len(covered.sentences)} câu không được trích.",
                    f"Nothing quotes {len(left)} of the {len(covered.sentences)} sentences.",
                ).pick(lang),
            ),
        )
    ]


def _validate(file: Path, /, *, lang: Lang = "vi", json: bool = False) -> "list[_Block] | str":
    """Check a directive, series, verdict or scorecard of yours. | Kiểm tra một tệp của bạn.

    Args:
        file: A document as JSON, or as TOML if its name ends in .toml.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    from vn_ict_directive.exchange.json import load  # loads cattrs

    thing = load(file)
    if json:
        return _listed(document=type(thing).__name__.lower(), file=str(file), valid=True)
    words = _WORDS[type(thing).__name__.lower()].pick(lang)
    title = Text(f"{file.name}: {words}, hợp lệ.", f"{file.name}: {words}, valid.").pick(lang)
    return [_Block(title=title, closing=(repr(thing),) if isinstance(thing, Directive) else ())]


def _export(
    *formats: str,
    out: Path,
    file: Path | None = None,
    base: str | None = None,
    force: bool = False,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[_Block] | str":
    """Write the directive to files in other formats. | Ghi văn bản ra tệp.

    Args:
        formats: One or more of json, schema, csv, jsonld.
        out: The folder to write to; it is made if it is not there.
        file: Another directive to write, as JSON or TOML.
        base: Begin names with this address, such as https://example.org/vn/.
        force: Overwrite files that are there already.
        lang: Language of the answer.
        json: Answer in JSON: the files written.
    """
    from vn_ict_directive.exchange._identity import BASE
    from vn_ict_directive.exchange.exports import FORMATS, export
    from vn_ict_directive.exchange.json import load_directive

    if not formats:
        raise InvalidValueError("the format", None, f"one or more of {', '.join(FORMATS)}")
    thing = DIRECTIVE_01 if file is None else load_directive(file)
    written = [str(place) for place in export(thing, formats, out, force=force, base=base or BASE)]
    if json:
        return _listed(written=written)
    title = Text(f"Đã ghi {len(written)} tệp.", f"Wrote {len(written)} files.").pick(lang)
    return [_Block(title=title, closing=tuple(written))]


def _report(
    *,
    out: Path,
    as_of: str | None = None,
    force: bool = False,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[_Block] | str":
    """Write the scorecard as one page to read or print. | Ghi bảng điểm thành một trang HTML.

    Args:
        out: The file to write, such as page.html; its folder is made if it is not there.
        as_of: The day whose knowledge counts, such as 2020-12-31; by default today in Viet Nam.
        force: Overwrite the file if it is there already.
        lang: Language of the page and of the answer; quotations stay Vietnamese.
        json: Answer in JSON: the file written.
    """
    from vn_ict_directive.exchange.exports import write
    from vn_ict_directive.present.report import report

    if not out.name:
        raise InvalidValueError("--out", str(out), "a file, such as page.html")
    figures = published.all_series()
    card = tally(DIRECTIVE_01, figures, as_of=_day(as_of))
    page = report(card, figures, lang=lang)
    (written,) = write({out.name: page.encode()}, out.parent, force=force)
    if json:
        return _listed(written=[str(written)])
    return [
        _Block(
            title=Text(f"Đã ghi {written}.", f"Wrote {written}.").pick(lang),
            closing=(card.summary(lang), DIRECTIVE_01.notice(lang)),
        )
    ]


def _panel(
    *files: str,
    as_of: str,
    timing: Literal["reference_period", "publication"] = "reference_period",
    targets: str | None = None,
    directive: Path | None = None,
    indicator: str | None = None,
    entity: str | None = None,
    columns: str | None = None,
    where: str | None = None,
    dialect: Dialect | None = None,
    dates: Dates | None = None,
    profile: str | None = None,
    engine: Literal["polars", "duckdb"] = "polars",
    on_error: Literal["raise", "report"] = "raise",
    out: Path | None = None,
    refused: Path | None = None,
    force: bool = False,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[_Block] | str":
    """Judge a table of many series, such as provinces, by targets. | Chấm một bảng nhiều chuỗi số liệu.

    Args:
        files: Parquet or CSV files, patterns or folders, all of one kind: a row for each figure, with the
            columns entity, indicator, period and value and, if known, published, reporter, flags,
            start and due. Reading them needs the extra panel-files.
        as_of: The day whose knowledge counts, such as 2020-12-31.
        timing: Whether the edition's period counts, or what had been published at the due date.
        targets: Ids of targets with commas between; without it, all.
        directive: Another directive to take the targets from, as JSON or TOML.
        indicator: Id of the indicator that all rows are of, or what the files call indicators,
            such as EGDI=egdi-rank; rows of others are left out.
        entity: Whom the figures describe, if one only; rows of others are left out.
        columns: What the files call the columns, such as entity=REF_AREA,period=TIME_PERIOD.
        where: What cells must say for their row to count, such as SEX=T; * for anything.
        dialect: How numbers and dates are written: en for 1,234.5, vi for 1.234,5 and 31/12/2020.
        dates: What dates stand for that could be days or the periods that begin on them.
        profile: A known kind of file: un-egov, world-bank, owid or px-web.
        engine: What reads and judges; duckdb needs the extra of that name.
        on_error: Whether rows that nobody could judge stop it, or are left out and written to --refused.
        out: A file for the verdicts, .parquet or .csv; whole or not at all.
        refused: A file for the rows left out, .parquet or .csv.
        force: Overwrite files that are there already.
        lang: Language of the answer.
        json: Answer in JSON: the counts of each target.
    """  # noqa: E501 - a line is a line of the help
    from vn_ict_directive.exchange import panel_files
    from vn_ict_directive.exchange.exports import placed
    from vn_ict_directive.exchange.json import load_directive
    from vn_ict_directive.ingest.files import find, kind_of, scan, working
    from vn_ict_directive.panels import evaluate_table, summarize

    day = _day(as_of)
    if (on_error == "report") != (refused is not None):
        raise InvalidValueError(
            "--refused",
            None if refused is None else str(refused),
            "a file for the rows left out, together with --on-error report",
        )
    thing = DIRECTIVE_01 if directive is None else load_directive(directive)
    promises = (
        thing.targets
        if targets is None
        else tuple(thing.target(name.strip()) for name in targets.split(","))
    )
    coded = indicator is not None and "=" in indicator
    spec = Spec.of(
        _pairs("--columns", columns),
        _pairs("--where", where),
        dialect,
        dates,
        profile,
        indicator=None if coded else indicator,
        indicators=_pairs("--indicator", indicator) if coded else None,
        entity=entity,
    )
    found = find(files)
    asked = {"--out": out, "--refused": refused}
    places = {argument: place for argument, place in asked.items() if place is not None}
    kinds = {name: kind_of(place, name) for name, place in places.items()}
    taken = {file.resolve() for file in found}
    for argument, place in places.items():
        if place.resolve() in taken:
            raise InvalidValueError(argument, str(place), "a file of its own")
        taken.add(place.resolve())
    about = panel_files.about(thing, day, timing)
    with (
        _stages(lang, 3) as stage,
        placed(tuple(places.values()), force=force) as beside,
        working(engine, found),
    ):
        stage("opening")
        frame, spec = scan(found, spec, engine)
        stage("looking")
        report = evaluate_table(frame, promises, spec, as_of=day, on_error=on_error, timing=timing)
        stage("judging")
        tables = {"--out": report.verdicts, "--refused": report.refused}
        for (argument, kind), file in zip(kinds.items(), beside, strict=True):
            panel_files.write(tables[argument], file, kind, about)
            if argument == "--out":
                tables[argument] = panel_files.written(file, kind, engine)
        counts = panel_files.counts(summarize(tables["--out"]), promises)
        if not counts and not report.faults:
            raise InvalidValueError("the panel", "no rows", "of at least one figure or blank value")
    written = [str(place) for place in places.values()]
    if json:
        return _listed(
            as_of=str(day),
            timing=timing,
            counts=counts,
            faults=report.faults,
            notes=report.notes,
            written=written,
        )
    told = [Text(f"Đã ghi {place}.", f"Wrote {place}.").pick(lang) for place in written]
    return [
        _Block(
            title=Text(
                f"Theo những gì biết đến {format_date(day, lang)}",
                f"By what was known on {format_date(day, lang)}",
            ).pick(lang),
            facts=_facts(lang, ("timing", member(Timing, timing, "timing").label(lang))),
            header=_header(lang, "target", "verdicts", "with figures", "counts"),
            rows=tuple(_count_row(count, lang) for count in counts),
            closing=(
                *report.faults,
                *report.notes,
                *told,
                *([notice] if (notice := thing.notice(lang)) else []),
            ),
        )
    ]


def _pairs(option: str, text: str | None) -> dict[str, str] | None:
    """Read names and what they stand for; a comma parts them where an equals sign follows."""
    if text is None:
        return None
    pairs = [pair.partition("=") for pair in re.split(r",(?=[^,=]+=)", text)]
    for name, sign, said in pairs:
        if not (name.strip() and sign and said.strip()):
            expected = "names with commas between, such as entity=REF_AREA,period=TIME_PERIOD"
            raise InvalidValueError(option, text, expected)
    return {name.strip(): said.strip() for name, _, said in pairs}


def _count_row(count: dict[str, Any], lang: Lang) -> tuple[_Cell, ...]:
    told = ", ".join(
        f"{format_number(number, lang)} {Status[code.upper()].label(lang)}"
        for code, number in count.items()
        if code not in {"target", "verdicts", "with_data"}
    )
    numbers = (format_number(count[name], lang) for name in ("verdicts", "with_data"))
    verdicts = "verdict" if count["verdicts"] == 1 else "verdicts"
    words = _WORDS[verdicts].pick(lang).lower(), _WORDS["with figures"].pick(lang).lower()
    cells = (f"{number} {word}" for number, word in zip(numbers, words, strict=True))
    return (_Cell(count["target"]), *map(_Cell, cells), _Cell(told))


@contextmanager
def _stages(lang: Lang, total: int) -> Iterator[Callable[[str], None]]:
    """Show on a terminal how far long work has come; elsewhere say nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    stderr = cast("TextIO | None", sys.stderr)
    if stderr is None or not stderr.isatty():
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)

        def stage(name: str) -> None:
            begun = bool(progress.tasks[0].description)
            progress.update(task, description=_WORDS[name].pick(lang), advance=int(begun))

        yield stage


def _listed(**facts: object) -> str:
    import json

    return json.dumps(facts | {"official": False}, ensure_ascii=False, sort_keys=True, indent=2)


def _source_text(file: Path) -> str:
    """Read a text as it is: no newline is translated."""
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        got = f"byte 0x{error.object[error.start]:02X} at {error.start}"
        raise InvalidValueError(f"the encoding of {file.name}", got, "UTF-8") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InvalidValueError(
            "the file", str(file), "a text that can be read", f"{why}."
        ) from error
