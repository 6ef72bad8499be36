"""Looking through a panel before anything is judged: rows that nobody could judge are reported."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import inf
from typing import Any, Final, NamedTuple

import narwhals as nw

from vn_ict_directive.errors import DirectiveError, InvalidValueError, Told, UnknownNameError
from vn_ict_directive.ingest.cells import has_another_base, unit_code
from vn_ict_directive.ingest.reading import why_two
from vn_ict_directive.model import Target
from vn_ict_directive.panels import engines
from vn_ict_directive.panels.columns import Columns
from vn_ict_directive.panels.engines import Frame
from vn_ict_directive.panels.indicator_keys import IndicatorKeys
from vn_ict_directive.panels.intake import OWN, SIGNS, Rule, Taken, different
from vn_ict_directive.units import IMPOSSIBLE, Bound, Domain, Unit

_SHOWN: Final = 3
_MOST_COMPARED: Final = 100
_MOST_YEARS: Final = 46  # so many powers of two, as often as there are years, add up exactly


class Validation(NamedTuple):
    """What a look through a panel found.

    Attributes:
        good: The rows that can be judged.
        refused: The rows that cannot, with a column ``fault`` that says why.
        revised: Whether any period was printed more than once, with different values or flags.
        faults: Of every rule that rows break, how many do, and the first of them.
    """

    good: Frame
    refused: Frame
    revised: bool
    faults: tuple[DirectiveError, ...]


def validate(frame: Frame, columns: Columns, targets: Sequence[Target], taken: Taken) -> Validation:
    """Find every row that nobody could judge.

    Args:
        frame: The caller's rows, by our names.
        columns: What they are; their periods and dates have been read.
        targets: What they are to be judged by.
        taken: How they were taken from the caller's table.
    """
    rules = [*taken.rules, *_rules(frame, columns, targets, taken), *_units(frame, targets)]
    measured = tuple(dict.fromkeys(target.indicator.id for target in targets))
    good, refused, faults = _part(frame, columns, rules, measured, taken)
    marked = columns.rows(good.filter(~nw.col("value").is_null()))
    marked = marked.with_columns(stamp=columns.known(), begin=columns.begin())
    again = repeated(marked, columns, IndicatorKeys.of(frame, targets))
    signs = ["_sign"] if "_sign" in frame.collect_schema() else []
    for rule, by, names in _agreements(good, columns, taken, ["value", *signs], again=again):
        if engines.any_row(apart := _apart(good if rule.code == "mixed" else marked, by, names)):
            clashing = columns.rows(good).with_columns(stamp=columns.known())
            clashing = engines.join(clashing, apart.with_columns(clash=nw.lit(1)), on=by)
            clashing = clashing.select(*frame.collect_schema().names(), "clash")
            good, those, found = _part(clashing, columns, [rule], (), taken)
            good = good.drop("clash")
            refused = engines.stack([refused, those.drop("clash")])
            faults += found
    # The same value again may have another flag, or none any more.
    revised = again and columns.published is not None
    if revised and not columns.flags:
        differing = _apart(marked, [*columns.by, "indicator", "at"], ["value", *signs])
        revised = engines.any_row(differing)
    return Validation(good, refused, revised, tuple(faults))


def _apart(rows: Frame, keys: Sequence[str], names: Sequence[str]) -> Frame:
    """Return the keys of groups in which a column has several values."""
    low = {f"{name} low": nw.col(name).min() for name in names}
    high = {f"{name} high": nw.col(name).max() for name in names}
    ends = rows.group_by(*keys).agg(**low, **high)
    # In pandas what is missing differs from what is missing.
    differs = (
        (nw.col(f"{name} low") != nw.col(f"{name} high")) & ~nw.col(f"{name} low").is_null()
        for name in names
    )
    return ends.filter(nw.any_horizontal(*differs, ignore_nulls=True)).select(*keys)


def _agreements(
    good: Frame, columns: Columns, taken: Taken, figure: list[str], *, again: bool
) -> Iterator[tuple[Rule, list[str], list[str]]]:
    """Yield what rows must agree on: the rule, those of which group, and in which columns."""
    series, clash = [*columns.by, "indicator"], ~nw.col("clash").is_null()
    for column, name in taken.uniform.items():
        words = different(good, column)
        if len(words) > 1:
            hint = f"Choose one of them, as in where={{{name!r}: {words[0]!r}}}."
            rule = Rule("mixed", clash, name, "one throughout a series", hint, column)
            yield rule, series, [column]
    if "due" in columns.own_terms:
        rule = Rule("dates_differ", clash, "due", "one start and due date for a series")
        yield rule, series, ["start", "due"]
    for name in [name for name in columns.own_terms if name in OWN[2:]]:
        rule = Rule(f"{name}_differs", clash, name, f"one {name} for a series and its target")
        yield rule, series, [name]
    if again:
        expected, hint = "periods that end on different days", "Keep one frequency in a series."
        rule = Rule("periods_end_together", clash, "period", expected, hint)
        yield rule, [*series, "at"], ["begin"]
        expected = "one for a series, period and publication date"
        rule = Rule("two_values", clash, "value", expected)
        yield rule, [*series, "at", "stamp"], figure


def _part(
    frame: Frame, columns: Columns, rules: Sequence[Rule], measured: tuple[str, ...], taken: Taken
) -> tuple[Frame, Frame, list[DirectiveError]]:
    """Part the rows that break a rule from the rest, and tell them."""
    nothing = nw.lit(None, nw.String)
    fault = engines.choose(*((r.broken, nw.lit(r.code)) for r in rules), default=nothing)
    marked = frame.with_columns(fault=fault)
    refused = marked.filter(~nw.col("fault").is_null())
    if not engines.any_row(refused):  # the rows stay as they came, and cost nothing more
        return frame, refused, []
    good = marked.filter(nw.col("fault").is_null()).drop("fault")
    faults: list[DirectiveError] = []
    earlier: dict[str, nw.Expr] = {}  # by column, the rows with a fault: one fault a cell
    for rule in rules:
        sure, before = rule.broken.fill_null(value=False), earlier.get(rule.column)
        earlier[rule.column] = sure if before is None else before | sure
        mine = sure if before is None else sure & ~before
        these = refused.with_columns(_mine=mine).filter(nw.col("_mine"))
        faults += _tell(these, columns, rule, measured, taken)
    return good, refused, faults


def _tell(
    these: Frame, columns: Columns, rule: Rule, measured: tuple[str, ...], taken: Taken
) -> Iterator[DirectiveError]:
    """Tell the rows that break one rule: how many, and the first of them."""
    (rows,) = next(engines.collected(these.select(nw.len())).iter_rows())
    if not rows:
        return
    counted = "1 row" if rows == 1 else f"{rows} rows"
    if rule.code == "unknown_indicator":
        names = different(these, "indicator")
        for name in names[:_SHOWN]:
            yield UnknownNameError("indicator among the targets", name, measured, where=counted)
        return
    keys = [*columns.by, "indicator", "period"]
    cell = rule.shown or rule.column
    shown = list(dict.fromkeys((*keys, cell)))
    first = engines.collected(these.sort(*keys, nulls_last=True).head(1).select(*shown))
    row = next(first.iter_rows(named=True))
    told = ", ".join(
        f"{rule.column if name == cell and name not in keys else name} {value}"
        for name, value in row.items()
        if value != ""
    )
    expected, hint = rule.expected, rule.hint
    if rule.read is not None:
        try:
            rule.read(row[cell])
        except InvalidValueError as fault:
            expected, hint = fault.expected, fault.hint or hint
    if rule.code == "two_values":
        hint = why_two(*_differing(taken, row, keys))
    yield InvalidValueError(
        f"the column {rule.column!r}", Told(f"{counted}, the first at {told}"), expected, hint
    )


def _differing(taken: Taken, row: Mapping[str, Any], keys: Sequence[str]) -> tuple[list[str], str]:
    """Return the columns of the caller's table in which the rows of one figure differ."""
    same = [
        nw.col(taken.names[k]).cast(nw.String).str.strip_chars() == str(row[k])
        for k in keys
        if taken.names.get(k) and row[k] not in {None, ""}
    ]
    found = engines.collected(taken.frame.filter(*same).head(_MOST_COMPARED))
    others = [n for n in found.columns if n not in taken.names.values() and not n.startswith("_")]
    cells = {name: found.get_column(name).to_list() for name in others}
    differ = [name for name, said in cells.items() if len(set(said)) > 1][:_SHOWN]
    return differ, str(cells[differ[0]][0]) if differ else ""


def _outside(value: nw.Expr, domain: Domain, *, signed: bool) -> nw.Expr | None:
    """Whether a value is not possible in *domain*; None where every value is."""
    found = []
    if signed:  # a bound may leave no value possible
        sign = nw.col("_sign")
        ends = ((Bound.ABOVE, domain.high), (Bound.BELOW, domain.low))
        found += [(sign == SIGNS.index(b)) & (value == end) for b, end in ends if abs(end) < inf]
        if domain.unit is Unit.EVENT:
            found.append(sign > 0)
    if domain.low > -inf:
        found.append(value < domain.low)
    if domain.high < inf:
        found.append(value > domain.high)
    if domain.whole:
        found.append(value != value.floor())
    return nw.any_horizontal(*found, ignore_nulls=True) if found else None


def _rules(frame: Frame, columns: Columns, targets: Sequence[Target], taken: Taken) -> list[Rule]:
    value, period = nw.col("value"), nw.col("period")
    size = value.abs()
    measured = {target.indicator.id for target in targets}
    own_dates = [name for name in columns.own_terms if name in OWN[:2]]
    rules = [
        Rule(f"no_{name}", nw.col(name).is_null(), name, "given in every row")
        for name in ("entity", "indicator", "period", *own_dates)
    ]
    if unknown := [name for name in taken.indicators if name not in measured]:
        wrong = nw.col("indicator").is_in(unknown)
        rules.append(Rule("unknown_indicator", wrong, "indicator", "that of a target"))
    if columns.period == "year":
        wrong = (period < 1000) | (period > 9999)  # noqa: PLR2004 - as Period does
        hint = "A period is a year of four digits, a date, or text like '2020-Q4'."
        rules.append(Rule("unreadable_period", wrong, "period", "a period", hint))
    for column, code in (("period", "unreadable_period"), ("published", "unreadable_date")):
        if unreadable := columns.unreadable.get(column):
            read = partial(columns.refuse, column)
            rules.append(Rule(code, nw.col(column).is_in(list(unreadable)), column, read=read))
    too_large = ~value.is_null() & (size > engines.LARGEST)
    expected = f"a finite number of at most {engines.LARGEST:.0e} in size"
    hint = "Leave a value out where there is none."
    rules.append(Rule("not_finite", too_large, "value", expected, hint))
    too_small = ~value.is_null() & (size > 0) & (size < engines.SMALLEST)
    expected = f"zero, or a number of at least {engines.SMALLEST:.0e} in size"
    rules.append(Rule("too_small", too_small, "value", expected))
    rules += _possible(frame, columns, targets)
    if own_dates:
        early = nw.col("due") <= nw.col("start")
        rules.append(Rule("due_before_start", early, "due", "later than the start"))
    return rules


def _possible(frame: Frame, columns: Columns, targets: Sequence[Target]) -> Iterator[Rule]:
    """Hold figures, and limits of series, against what they can be."""
    numbers = ["value", *(name for name in columns.own_terms if name in OWN[2:])]
    possible: dict[Domain, list[str]] = {}
    for target in targets:
        possible.setdefault(target.indicator.domain, []).append(target.indicator.id)
    for domain, names in possible.items():
        for name in numbers:
            number = nw.col(name)
            signed = name == "value" and "_sign" in frame.collect_schema()
            outside = _outside(number, domain, signed=signed)
            if outside is not None:
                if len(possible) > 1:
                    outside = nw.col("indicator").is_in(names) & outside
                broken = ~number.is_null() & outside
                yield Rule("not_possible", broken, name, domain.expected, IMPOSSIBLE)


def _units(frame: Frame, targets: Sequence[Target]) -> Iterator[Rule]:
    """Hold units that are ours against those of the indicators."""
    if "_unit" not in frame.collect_schema():
        return
    pairs = engines.collected(engines.distinct(frame, "indicator", "_unit"))
    wrong: dict[str, list[str]] = {}
    known = {unit.value for unit in Unit}
    measured = {target.indicator.id: target for target in targets}
    for indicator, unit in pairs.iter_rows():
        if not isinstance(unit, str) or indicator not in measured:
            continue
        code = unit_code(unit)
        ours = code in known or has_another_base(unit)
        if ours and measured[indicator].unit.value != code:
            wrong.setdefault(unit, []).append(indicator)
    for unit, indicators in wrong.items():
        broken = (nw.col("_unit") == unit) & nw.col("indicator").is_in(indicators)
        expected = f"that of the indicator, {measured[indicators[0]].unit.value!r}"
        yield Rule("other_unit", broken.fill_null(value=False), "unit", expected, "", "_unit")


def repeated(rows: Frame, columns: Columns, keys: IndicatorKeys) -> bool:
    """Whether a series has two rows for the end of a period."""
    rows = keys.put_on(rows)
    series = [*columns.by, "indicator_key"]
    if columns.period == "year" and not engines.any_row(_with_repetition(rows, series)):
        return False
    counted = rows.group_by(*series, "at").agg(nw.len().alias("rows"))
    return engines.any_row(counted.filter(nw.col("rows") > 1))


def _with_repetition(rows: Frame, series: Sequence[str]) -> Frame:
    """Find the series in which a year may be repeated, with one group for each and no more.

    As powers of two, a series' years, less whole multiples of their number, add up to a number
    with as many ones as there are rows only if all differ. How many ones a number has is what it
    exceeds the sum of its halves, quarters and so on by, each rounded down (Legendre). All of it
    is exact: the sum of at most so many powers is far below 2⁵³.
    """
    year = nw.col("period").cast(nw.Float64)
    power = nw.lit(2.0) ** (year - (year / _MOST_YEARS).floor() * _MOST_YEARS)
    marked = rows.with_columns(power=(power + 0.5).floor())
    found = marked.group_by(*series).agg(nw.col("power").sum(), nw.len().alias("rows"))
    total = nw.col("power")
    ones = total
    for halvings in range(1, _MOST_YEARS + _MOST_YEARS.bit_length()):  # of the greatest sum
        ones = ones - (total / 2.0**halvings).floor()
    count = nw.col("rows").cast(nw.Float64)
    return found.filter((count > _MOST_YEARS) | (ones != count))
