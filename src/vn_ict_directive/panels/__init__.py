"""The same verdicts for tables of many series, on the data frame engine that holds them.

A panel is a long table: a row for each entity, indicator and period. It is judged
by one narwhals pipeline, so it stays where it is: pandas, Polars, PyArrow, DuckDB,
PySpark, and databases through Ibis. Needs the extra ``panels``.

Examples:
    >>> import polars as pl
    >>> from vn_ict_directive import DIRECTIVE_01
    >>> from vn_ict_directive.panels import evaluate_panel
    >>> panel = pl.DataFrame(
    ...     {
    ...         "entity": ["VN", "VN", "LA", "LA"],
    ...         "indicator": ["egdi-rank"] * 4,
    ...         "period": [2018, 2020, 2018, 2020],
    ...         "value": [88, 86, 162, 167],
    ...     }
    ... )
    >>> verdicts = evaluate_panel(
    ...     panel, [DIRECTIVE_01.target("it-application.egdi-rank")], as_of="2020-12-31"
    ... )
    >>> verdicts.sort("entity").select("entity", "status", "pace", "value", "gap").rows()
    [('LA', 'missed', 'regressing', 167.0, 92.0), ('VN', 'missed', 'stalled', 86.0, 11.0)]
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, Unpack, overload

import attrs

from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.ingest.frames import narwhals, opened
from vn_ict_directive.ingest.roles import How, Spec
from vn_ict_directive.model import Target
from vn_ict_directive.phrases import in_vietnamese
from vn_ict_directive.shown import Shown
from vn_ict_directive.text import Lang
from vn_ict_directive.units import AnyUnit
from vn_ict_directive.validators import as_date, member
from vn_ict_directive.words import WORDS

if TYPE_CHECKING:
    from vn_ict_directive.evaluation import Evaluation
    from vn_ict_directive.panels.columns import Columns
    from vn_ict_directive.panels.engines import Frame
    from vn_ict_directive.panels.intake import Taken
    from vn_ict_directive.present.sheets import Sheet

__all__ = ["PanelReport", "evaluate_panel", "summarize", "verdict_of"]

FrameT = TypeVar("FrameT")
"""A table of whatever library."""

FEW = 400
"""So many rows in memory are judged one series after another: a plan costs as much as 400 do."""


@attrs.frozen(eq=False, repr=False)
class PanelReport(Shown, Generic[FrameT]):
    """Verdicts, and the rows that could not be judged, so that nothing is lost silently.

    It shows the counts of :func:`summarize`, unless its tables are lazy, with faults and notes.

    Attributes:
        verdicts: As :func:`evaluate_panel` returns them, by the sound rows.
        refused: The other rows, by our names, with a column ``fault``: a code
            that says why. Empty where every row was sound.
        faults: The same as errors, one a fault, with counts: ``str(fault)`` is a sentence
            in English, ``fault.sentence("vi")`` in Vietnamese.
        notes: What of the table was passed over, and which spellings of an entity were joined.
    """

    verdicts: FrameT
    refused: FrameT
    faults: tuple[DirectiveError, ...]
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        """How many faults and notes; the tables would fill pages."""
        return f"<{type(self).__name__}: faults {len(self.faults)}, notes {len(self.notes)}>"

    def told(self, lang: Lang) -> tuple[str, ...]:
        """Return the sentences about faults and notes."""
        notes = map(in_vietnamese, self.notes) if lang == "vi" else self.notes
        return (*(fault.sentence(lang) for fault in self.faults), *notes)

    def _sheets(self, lang: Lang) -> "Iterator[Sheet]":
        from vn_ict_directive.present.sheets import Sheet, count_row, header_of

        nw = narwhals("A panel")
        counts: list[dict[str, Any]] = []
        if isinstance(nw.from_native(self.verdicts), nw.DataFrame):
            found = nw.from_native(summarize(self.verdicts)).sort("target")
            counts = list(found.iter_rows(named=True))
        yield Sheet(
            title=WORDS["verdicts"].pick(lang),
            header=header_of(lang, "target", "verdicts", "with figures", "counts"),
            rows=[count_row(count, lang) for count in counts],
            closing=self.told(lang),
        )


@overload
def evaluate_panel(
    frame: FrameT,
    targets: Iterable[Target],
    *,
    as_of: dt.date | str,
    on_error: Literal["raise"] = ...,
    check: bool = ...,
    revised: bool | None = ...,
    timing: Timing | str = ...,
    indicator: str | None = ...,
    entity: str | None = ...,
    unit: AnyUnit | str | None = ...,
    **how: Unpack[How],
) -> FrameT: ...


@overload
def evaluate_panel(
    frame: FrameT,
    targets: Iterable[Target],
    *,
    as_of: dt.date | str,
    on_error: Literal["report"],
    check: bool = ...,
    revised: bool | None = ...,
    timing: Timing | str = ...,
    indicator: str | None = ...,
    entity: str | None = ...,
    unit: AnyUnit | str | None = ...,
    **how: Unpack[How],
) -> PanelReport[FrameT]: ...


def evaluate_panel(
    frame: Any,
    targets: Iterable[Target],
    *,
    as_of: dt.date | str,
    on_error: Literal["raise", "report"] = "raise",
    check: bool = True,
    revised: bool | None = None,
    timing: Timing | str = Timing.REFERENCE_PERIOD,
    indicator: str | None = None,
    entity: str | None = None,
    unit: AnyUnit | str | None = None,
    **how: Unpack[How],
) -> Any:
    """Judge every entity of a long table by every target.

    The answers are those of :func:`~vn_ict_directive.evaluate`. The work is done
    by the engine that holds *frame*; what is lazy stays lazy, apart from the look
    through the rows that comes first and from series that are judged one by one:
    by events, stages, bands, relative limits, limits or dates of their own, by targets that
    are to be reached or maintained or refuse figures by another method, of indicators with
    declared breaks, and those with a figure of which only a bound is known.

    Args:
        frame: A table of any engine that narwhals knows, a row for each figure.
            ``entity``: whom it describes, text or whole numbers.
            ``indicator``: id of a target's indicator.
            ``period``: years as whole numbers, dates, or text like ``2020-Q4``.
            ``value``: the figure; missing where there is none, which is no fault.
            And, where there are such columns, ``published``: the day it came out,
            or text like ``2020-07``; if missing, the end of the period counts.
            ``reporter``: each reporter's figures are then judged by themselves.
            ``flags``: words such as ``provisional`` or ``break``, with spaces
            between. ``start`` and ``due``, ``limit`` and ``best``: the dates, the limit
            and the aspired rank of this series, in the place of the target's.
        targets: The targets, of any kind. Stages are not for rows with dates of
            their own.
        as_of: The date of the evaluation: only what was known on it counts.
        on_error: ``"raise"`` refuses a table with rows that nobody could judge,
            before there is any result; ``"report"`` leaves those rows out and
            returns them beside the verdicts.
        check: Whether to look through the rows first. Without, a row that nobody
            could judge may be passed over or spoil a verdict: for tables that
            were looked through before.
        revised: Whether a period may have several printings with different
            values or flags. None finds out by the look through the rows; without
            it, by whether there is a column ``published``.
        timing: Whether a figure counts for the due date by the period of its
            edition, or by having been the latest published one.
        indicator: Id of the indicator whose rows count or, without such a column, that all rows
            are of.
        entity: The same of the entity; a country may have its name or code in ISO 3166.
        unit: What all figures count, if no column says it.
        **how: What the caller says of the table. ``columns``: what it calls the columns, by the
            names above. ``indicators``: what it calls indicators, and their ids, as in
            ``{"EGDI_RANK": "egdi-rank"}``; rows of others are left out. ``where``: what cells
            must say for their row to count, as in ``{"SEX": "T"}``; ``"*"`` takes rows that
            differ there as one series. ``dialect``: how texts of numbers and dates are written,
            ``"en"`` or ``"vi"``; see
            :func:`~vn_ict_directive.ingest.read_observations`. ``dates``: what dates
            stand for where they could be days or the periods that begin on them. ``profile``: a
            known kind of table, such as ``"un-egov"``.

    Returns:
        A table of the caller's kind, a row for each entity (and reporter) and
        target, in no particular order. A target without figures has its row too.
        Columns, beside ``entity`` and ``reporter``: ``target``, ``status``,
        ``outcome``, ``pace``, ``period`` (of ``value``) and ``reasons`` (codes with
        spaces between) are text; ``value``, ``gap``, ``baseline``, ``ratio``,
        ``lead``, ``projected`` and ``required`` are doubles, missing where they
        have no meaning. With ``on_error="report"`` a :class:`PanelReport`.

    Raises:
        InvalidDataError: A column is missing or of a wrong type, a target does
            not suit the table, or rows cannot be judged: every fault with its
            count and its first row.
        InvalidValueError: An argument is not what it should be.
        MissingExtraError: narwhals is not installed.
    """
    spec = Spec(indicator=indicator, entity=entity, unit=unit, **how)
    report = evaluate_table(
        frame,
        targets,
        spec,
        as_of=as_of,
        on_error=on_error,
        check=check,
        revised=revised,
        timing=timing,
    )
    return report.verdicts if on_error == "raise" else report


def evaluate_table(
    frame: Any,
    targets: Iterable[Target],
    spec: Spec,
    *,
    as_of: dt.date | str,
    on_error: Literal["raise", "report"] = "raise",
    check: bool = True,
    revised: bool | None = None,
    timing: Timing | str = Timing.REFERENCE_PERIOD,
) -> PanelReport[Any]:
    """Judge as :func:`evaluate_panel` does, a table of which *spec* says how it is to be read."""
    nw = narwhals("A panel")
    from vn_ict_directive.panels.engines import brought_home
    from vn_ict_directive.panels.one_by_one import apart
    from vn_ict_directive.panels.target_columns import check_targets
    from vn_ict_directive.panels.validation import validate
    from vn_ict_directive.panels.verdicts import verdicts_of

    day, by = as_date(as_of, "as_of"), member(Timing, timing, "timing")
    if on_error not in ("raise", "report"):
        raise InvalidValueError("on_error", on_error, "'raise' or 'report'")
    promises = check_targets(targets)
    table = opened(nw, frame)
    taken, shape, rows = _read(table, promises, spec, check=check)
    kept = [name for name in rows.collect_schema().names() if not name.startswith("_")]
    sound = rows
    refused: Any = None
    faults: tuple[DirectiveError, ...] = ()
    if check:
        found = validate(rows, shape, promises, taken)
        if on_error == "raise" and found.faults:
            raise InvalidDataError("The panel cannot be judged", found.faults)
        faults = found.faults
        sound, refused = found.good, found.refused
        revised = found.revised if revised is None else revised
    elif revised is None:
        revised = shape.published is not None
    few = isinstance(table, nw.DataFrame) and len(table) <= FEW
    singly = apart(promises, everything=few or bool(shape.own_terms))
    verdicts: Any = verdicts_of(sound, rows, shape, promises, singly, day, by, revised=revised)
    verdicts = brought_home(_stated(nw, verdicts, shape.by), table)
    if refused is not None:
        refused = brought_home(_stated(nw, refused.select(*kept, "fault"), shape.by), table)
    elif on_error == "report":
        raise InvalidValueError("check", check, "true where rows are to be reported")
    return PanelReport(verdicts, refused, faults, tuple(taken.notes))


def verdict_of(
    frame: Any,
    target: Target,
    entity: str | int,
    *,
    as_of: dt.date | str,
    timing: Timing | str = Timing.REFERENCE_PERIOD,
    reporter: str | None = None,
    **how: Any,
) -> "Evaluation":
    """Return the verdict on one entity of a panel, with its sentence and its figures.

    Args:
        frame: The table that :func:`evaluate_panel` judges.
        target: By which target; the entity's own terms take the place of its.
        entity: Whom, as a verdict names it.
        as_of: The date of the evaluation.
        timing: As for :func:`evaluate_panel`.
        reporter: Whose figures, where several report.
        **how: How the table is to be read, as for :func:`evaluate_panel`: ``columns``, ``where``,
            ``dialect``, ``dates``, ``profile``, ``unit``, ``indicator``, ``indicators``.

    Raises:
        InvalidDataError: Rows cannot be judged, whoever they are of.
        UnknownNameError: The table has no figure of the entity for the target's indicator, or
            those of several reporters and none was named.

    Examples:
        >>> import polars as pl
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> panel = pl.DataFrame(
        ...     {
        ...         "entity": ["VN", "LA"],
        ...         "indicator": ["egdi-rank"] * 2,
        ...         "period": [2020] * 2,
        ...         "value": [86, 167],
        ...     }
        ... )
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> verdict = verdict_of(panel, target, "LA", as_of="2020-12-31")
        >>> verdict.entity, verdict.headline("en"), verdict.gap
        ('LA', 'missed', 92.0)
    """
    nw = narwhals("A panel")
    from vn_ict_directive.evaluation import evaluate
    from vn_ict_directive.panels.one_by_one import series_of
    from vn_ict_directive.panels.target_columns import check_targets
    from vn_ict_directive.panels.validation import validate

    promises = check_targets([target])
    taken, shape, rows = _read(opened(nw, frame), promises, Spec(**how), check=True)
    if faults := validate(rows, shape, promises, taken).faults:
        raise InvalidDataError("The panel cannot be judged", faults)
    found = series_of(rows, shape, target, entity, reporter)
    if len(found) != 1:
        known = tuple(str(one.reporter) for _, one in found)
        asked = str(entity if reporter is None else f"{entity}, {reporter}")
        raise UnknownNameError("single series of", asked, known)
    ((own, series),) = found
    return evaluate(own, series, as_of=as_of, timing=timing)


def _read(
    table: Any, targets: Sequence[Target], spec: Spec, *, check: bool
) -> "tuple[Taken, Columns, Frame]":
    """Read a table as *spec* says: what was taken of it, its columns, and its rows by our names."""
    from vn_ict_directive.panels.columns import Columns
    from vn_ict_directive.panels.engines import to_lazy
    from vn_ict_directive.panels.intake import Taken
    from vn_ict_directive.panels.target_columns import check_own

    named = attrs.evolve(spec, measured=tuple(target.indicator for target in targets))
    taken = Taken(to_lazy(table), named, check=check)
    shape = Columns.of(taken)
    if shape.own_terms:
        check_own(targets, shape.own_terms)
    return taken, *shape.read(taken.rows)


def _stated(nw: Any, frame: Any, by: Sequence[str]) -> Any:
    """Return a frame without what a series does not state of itself."""
    stated = {name: nw.when(nw.col(name) != "").then(nw.col(name)) for name in by[1:]}
    return frame.with_columns(**stated) if stated else frame


def summarize(verdicts: FrameT, by: Sequence[str] = ()) -> FrameT:
    """Count the verdicts of a panel by status, for each target.

    Nothing is averaged, and no row is brought into memory where the engine is lazy.

    Args:
        verdicts: What :func:`evaluate_panel` returned, with any columns joined to it.
        by: Further columns to count apart by, such as a region.

    Returns:
        A table of the same kind with a row for each target and group. Its columns
        are ``target``, those of *by*, a count for every status, best to worst, then
        ``verdicts``, their sum, and ``with_data``, how many rest on a figure.

    Examples:
        >>> import polars as pl
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> panel = pl.DataFrame(
        ...     {
        ...         "entity": ["VN", "LA", "TH"],
        ...         "indicator": ["egdi-rank"] * 3,
        ...         "period": [2020] * 3,
        ...         "value": [86, 167, 57],
        ...     }
        ... )
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> verdicts = evaluate_panel(panel, [target], as_of="2020-12-31")
        >>> summarize(verdicts).select("met", "missed", "awaiting_data", "verdicts").rows()
        [(1, 2, 0, 3)]
    """
    nw = narwhals("A panel")
    from vn_ict_directive.evaluation.outcome import Status

    given = opened(nw, verdicts)
    names = given.collect_schema().names()
    needed = ["target", "status", "value", *by]
    if missing := [name for name in needed if name not in names]:
        raise InvalidValueError(
            "the table's columns", ", ".join(names), f"among them {', '.join(missing)}"
        )
    codes = [str(status) for status in Status]
    one, zero = nw.lit(1), nw.lit(0)
    marked = given.with_columns(
        **{code: nw.when(nw.col("status") == code).then(one).otherwise(zero) for code in codes},
        verdicts=one,
        with_data=nw.when(nw.col("value").is_null()).then(zero).otherwise(one),
    )
    counts = [*codes, "verdicts", "with_data"]
    found = marked.group_by("target", *by).agg(*(nw.col(name).sum() for name in counts))
    numbers = (nw.col(name).cast(nw.Int64) for name in counts)
    summary: FrameT = found.with_columns(*numbers).to_native()
    return summary
