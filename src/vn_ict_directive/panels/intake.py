"""Taking the caller's table as it comes: rows by our names, on the engine that holds them.

What names, codes and cells mean is said in :mod:`vn_ict_directive.ingest`, once for files, frames
and panels. Texts can be anything and are few: the different ones of a column are brought over and
read as those of a file are, and what was read is joined to the rows. Numbers are many: the engine
reads them, by the same patterns.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, Final, NamedTuple

import attrs
import narwhals as nw

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.ingest.cells import (
    GROUPED,
    LONE_THOUSANDS,
    MARKS,
    NUMBER,
    SPACE,
    read_day,
    read_figure,
    read_multiplier,
)
from vn_ict_directive.ingest.identity import entity_key, joined, same_entity
from vn_ict_directive.ingest.roles import Layout, Spec, shown
from vn_ict_directive.ingest.statuses import read_flags, read_obs_flag, read_status
from vn_ict_directive.observations import Series
from vn_ict_directive.panels.decimals import power_for, shifted
from vn_ict_directive.panels.engines import (
    Frame,
    any_row,
    choose,
    collected,
    cross,
    distinct,
    join,
    small_table,
)
from vn_ict_directive.units import Bound, Unit, split_bound, to_bound

__all__ = ["SIGNS", "Rule", "Taken", "different", "take"]

SIGNS: Final = (None, *Bound)
"""What the numbers in the column ``_sign`` stand for: on which side of a value the true one is."""

_NAMED: Final = ("reporter", "basis")
_ENDS: Final = f"^[{SPACE}]+|[{SPACE}]+$"  # Ibis takes off spaces alone
_SIGN: Final = r"^(?:>=|<=|>|<|≥|≤)\s*"
_WRITTEN: Final = {
    sign: SIGNS.index(split_bound(sign)[1]) for sign in (">=", "<=", "≥", "≤", "<", ">")
}
_ACTIONS: Final = frozenset(("", "a", "i", "m", "r"))
_UNITS: Final = frozenset(unit.value for unit in Unit)
_MOST_NAMES: Final = 8


class Rule(NamedTuple):
    """What no row may be, and how it is told.

    Attributes:
        code: What the row is called where it is left out.
        broken: Whether a row breaks it.
        column: The column to name.
        expected: What should be there.
        hint: What to do.
        shown: The column whose cell is shown, by our names.
        read: What says of the first such cell why it cannot be read.
        only: The indicators that it is about; () for all.
    """

    code: str
    broken: nw.Expr
    column: str
    expected: str
    hint: str = ""
    shown: str = ""
    read: Callable[[str], object] | None = None
    only: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Taken:
    """A table by our names.

    Attributes:
        rows: Its rows: our names, and columns beginning with ``_`` that rules ask for.
        rules: What no row may be, beside what every panel's rows may not be.
        uniform: Columns of which a series has one word, with the name to tell and an example.
        units: By the units that the table names, what rows of other indicators are.
        notes: What was passed over or joined, in words.
        original: The rows as they came, and the caller's names by ours.
    """

    rows: Frame
    rules: tuple[Rule, ...]
    uniform: Mapping[str, tuple[str, str]]
    notes: tuple[str, ...]
    names: Mapping[str, str]
    original: Frame


def different(frame: Frame, column: str) -> list[Any]:
    """Return the different values of *column*, none missing, in order."""
    kept = frame.select(column).filter(~nw.col(column).is_null())
    return sorted(collected(distinct(kept, column)).get_column(column).to_list())


def take(frame: Frame, spec: Spec, *, check: bool = True) -> Taken:
    """Find the roles of columns, and make rows by our names.

    Args:
        frame: The caller's table.
        spec: What the caller says of it.
        check: Whether names are looked at that may be spelt in several ways.

    Raises:
        InvalidDataError: A column is missing or of a type that cannot be meant, or no row is of
            what was asked for; all such faults together.
    """
    taker = _Taker(frame, spec, check)
    return taker.take()


def _refuse(*faults: DirectiveError) -> None:
    if faults:
        raise InvalidDataError("The panel cannot be read", faults)


def _is_text(dtype: nw.dtypes.DType) -> bool:
    return dtype == nw.String or isinstance(dtype, nw.Categorical | nw.Enum)


def _is_day(dtype: nw.dtypes.DType) -> bool:
    return dtype == nw.Date or (isinstance(dtype, nw.Datetime) and dtype.time_zone is None)


def _blank_as_null(name: str) -> nw.Expr:
    text = nw.col(name).cast(nw.String).str.replace_all(_ENDS, "")
    return nw.when(text != "").then(text)


@attrs.define
class _Taker:
    """A table while its roles are found and its texts are read."""

    frame: Frame
    spec: Spec
    check: bool
    layout: Layout = attrs.field(init=False)
    types: dict[str, nw.dtypes.DType] = attrs.field(init=False, factory=dict)
    names: dict[str, str] = attrs.field(init=False, factory=dict)
    rules: list[Rule] = attrs.field(init=False, factory=list)
    uniform: dict[str, tuple[str, str]] = attrs.field(init=False, factory=dict)
    notes: list[str] = attrs.field(init=False, factory=list)
    made: dict[str, nw.Expr] = attrs.field(init=False, factory=dict)

    def take(self) -> Taken:
        self._find_roles()
        self._check_types()
        self._where()
        if self.layout.periods:
            self._lengthen()
        original = self.frame
        self._plain()
        self._value()
        for role in ("unit", "unit_measure"):
            if role in self.names:
                self._must_be_one(self.names[role], role)
        for place in self.layout.dimensions:
            if place not in self.layout.where:
                self._must_be_one(self.layout.header[place], None)
        rows = self.frame.select(**self.made)
        for read in (self._statuses, self._multiplied, self._actions, self._bounds, self._dates):
            rows = read(rows)
        rows = self._asked(rows)
        if self.check:
            rows = self._tidy(rows)
        self.notes += self.layout.notes
        return Taken(
            rows=rows,
            rules=tuple(self.rules),
            uniform=self.uniform,
            notes=tuple(self.notes),
            names=self.names,
            original=original,
        )

    # --- columns

    def _find_roles(self) -> None:
        schema = self.frame.collect_schema()
        needs = [r for r in ("entity", "indicator") if getattr(self.spec, r) is None]
        self.layout = Layout.of(schema.names(), self.spec, needs)
        _refuse(*self.layout.faults)
        self.names = {r: self.layout.header[place] for r, place in self.layout.roles.items()}
        if ("start" in self.names) != ("due" in self.names):
            listed = ", ".join(schema.names())
            _refuse(InvalidValueError("the header", listed, "both start and due, or neither"))
        empty = [r for r in self.names if r not in {"entity", "indicator", "period"}]
        self._from_objects()
        schema = self.frame.collect_schema()
        unknown = [r for r in empty if schema[self.names[r]] == nw.Unknown]
        doubted = {r for r, name in self.names.items() if _type_fault(r, name, schema[name])}
        doubted |= {*_NAMED, "start", "due"}
        asked = [r for r in empty if r in doubted and r not in unknown]
        if asked:  # a column without a word, which some engines give a type, is as if not there
            blank = {
                r: (
                    _blank_as_null(self.names[r])
                    if _is_text(schema[self.names[r]])
                    else nw.col(self.names[r])
                )
                .is_null()
                .all()
                for r in asked
            }
            found = next(collected(self.frame.select(**blank)).iter_rows(named=True))
            unknown += [r for r in asked if found[r] or found[r] is None]
        for role in unknown:
            if role != "value":
                del self.names[role]
        self.types = {role: schema[name] for role, name in self.names.items()}

    def _from_objects(self) -> None:
        """Give columns of Python objects a type, if all are of one kind: pandas has them."""
        schema = self.frame.collect_schema()
        if not isinstance(self.frame, nw.DataFrame):
            return
        columns = [
            n for n in (*self.names.values(), *self._period_names()) if schema[n] == nw.Object
        ]
        for name in columns:
            values = [None if v != v else v for v in self.frame.get_column(name).to_list()]  # noqa: PLR0124
            there = [v for v in values if v is not None]
            dtype: Any = None
            if all(isinstance(v, Real | Decimal) and not isinstance(v, bool) for v in there):
                whole = all(isinstance(v, int) for v in there) and len(there) == len(values)
                dtype = nw.Int64() if whole and there else nw.Float64()
                values = values if whole else [None if v is None else float(v) for v in values]
            elif all(isinstance(v, str) for v in there):
                dtype = nw.String()
            elif all(isinstance(v, dt.date) for v in there):
                dtype = nw.Datetime("us")
                values = [
                    v
                    if v is None or isinstance(v, dt.datetime)
                    else dt.datetime.combine(v, dt.time())
                    for v in values
                ]
            if dtype is not None and there:
                series = nw.new_series(name, values, dtype, backend=self.frame.implementation)
                self.frame = self.frame.with_columns(series)

    def _period_names(self) -> list[str]:
        return [self.layout.header[place] for place in self.layout.periods]

    def _check_types(self) -> None:
        faults = [
            fault
            for role, dtype in self.types.items()
            if (fault := _type_fault(role, self.names[role], dtype))
        ]
        schema = self.frame.collect_schema()
        cells = (_type_fault("value", name, schema[name]) for name in self._period_names())
        _refuse(*faults, *filter(None, cells))

    def _where(self) -> None:
        """Keep the rows of which the caller's filters hold."""
        for place, said in self.layout.where.items():
            if said == "*":
                continue
            name = self.layout.header[place]
            text = self._text(name)
            kept = self.frame.filter(text.fill_null("") == said)
            if not any_row(kept):
                self._nothing(name, said, different(self.frame.select(text.alias(name)), name))
            self.frame = kept

    def _nothing(self, name: str, wanted: str, found: Sequence[Any]) -> None:
        got = ", ".join(shown(str(one)) for one in found[:_MOST_NAMES])
        got += ", …" if len(found) > _MOST_NAMES else ""
        hint = ""
        if name == self.names.get("indicator") and self.spec.indicators is None and found:
            hint = f"Pass indicators={{{found[0]!r}: {wanted!r}}} if the table calls it so."
        if found:
            field = f"the column {name!r}"
            _refuse(InvalidValueError(field, got, f"{wanted!r} in some row", hint))

    def _text(self, name: str) -> nw.Expr:
        """Return the words of a column without spaces around them, blanks missing."""
        text = _blank_as_null(name)
        if self._is_labelled(name):
            return text.str.replace_all(r"(?s): .*$", "")
        return text

    def _lengthen(self) -> None:
        """Make a row of each period of a table with a column a period."""
        periods = {self.layout.header[p]: said for p, said in self.layout.periods.items()}
        schema = self.frame.collect_schema()
        worded = any(_is_text(schema[name]) for name in periods)
        cells = {n: nw.col(n).cast(nw.String) if worded else _double(n, schema[n]) for n in periods}
        dims = [self.layout.header[place] for place in self.layout.dimensions]
        kept = list(dict.fromkeys((*self.names.values(), *dims)))
        rows = self.frame.select(*kept, **cells)
        if self.frame.implementation.is_duckdb():  # narwhals asks another connection there
            said = small_table(self.frame, {"_period": list(periods)})
            first, *others = periods
            cases = [(nw.col("_period") == name, nw.col(name)) for name in others]
            cell = choose(*cases, default=nw.col(first))
            long = cross(rows, said).with_columns(_cell=cell).select(*kept, "_period", "_cell")
        else:
            long = rows.unpivot(
                on=list(periods), index=kept, variable_name="_period", value_name="_cell"
            )
        table = small_table(
            self.frame,
            {
                "_period": list(periods),
                "_named": [str(period) for period, _ in periods.values()],
                "_flags": [" ".join(flags) for _, flags in periods.values()],
            },
        )
        self.frame = join(
            long.with_columns(nw.col("_period").cast(nw.String)), table, on=["_period"]
        )
        self.names |= {"period": "_named", "value": "_cell"}
        self.types |= {"period": nw.String(), "value": nw.String() if worded else nw.Float64()}
        if any(flags for _, flags in periods.values()):
            self.names["flags"] = "_flags"
            self.types["flags"] = nw.String()

    # --- what rows hold

    def _plain(self) -> None:
        """Take the columns that need no reading here."""
        for role in ("entity", "indicator", "period", "published"):
            if role in self.names:
                self.made[role] = self._as_it_is(role)
            elif role in {"entity", "indicator"}:
                self.made[role] = nw.lit(getattr(self.spec, role))
        for role in _NAMED:
            if role in self.names:
                self.made[role] = self._text(self.names[role]).fill_null("")
        for role in ("flags", "obs_status", "obs_flag", "action", "bound", "start", "due"):
            if role in self.names:
                name = self.names[role]
                words = self._text(name) if _is_text(self.types[role]) else nw.col(name)
                self.made[role if role == "flags" else f"_{role}"] = words
        if "unit_mult" in self.names:
            self.made["_unit_mult"] = nw.col(self.names["unit_mult"]).cast(nw.String)
        if self.spec.unit is not None and "unit" not in self.names:
            self.made["_unit"] = nw.lit(self.spec.unit.value)

    def _as_it_is(self, role: str) -> nw.Expr:
        name, dtype = self.names[role], self.types[role]
        if self._is_labelled(name):
            return self._text(name)
        if not _is_text(dtype):
            return nw.col(name)
        large = dtype == nw.String and self.frame.implementation.is_pyarrow()  # large_string
        categories = dtype != nw.String and role != "entity"
        return nw.col(name).cast(nw.String) if large or categories else nw.col(name)

    def _is_labelled(self, name: str) -> bool:
        header = self.layout.header
        return name in header and header.index(name) in self.layout.labelled

    def _value(self) -> None:
        name, dtype = self.names["value"], self.types["value"]
        if not _is_text(dtype):
            value = _double(name, dtype)
            self.made["value"] = (
                nw.when(~value.is_nan()).then(value) if _can_be_nan(dtype) else value
            )
            return
        text = self._text(name)
        written = nw.when(~text.str.to_lowercase().is_in(MARKS)).then(text)
        number = written.str.replace_all(_SIGN, "")
        dialect, plain = self.spec.dialect, number
        if dialect is not None:
            group, point = (".", ",") if dialect == "vi" else (",", ".")
            plain = plain.str.replace_all(group, "", literal=True)
            plain = plain.str.replace_all(point, ".", literal=True)
        good = number.str.contains(NUMBER if dialect is None else GROUPED[dialect])
        if self.spec.lone_thousands:
            good = good & ~number.str.contains(LONE_THOUSANDS)
        plain = plain.str.replace_all(r"^\+", "")
        self.made["value"] = nw.when(good.fill_null(value=False)).then(plain).cast(nw.Float64)
        self.made["_written"] = written
        broken = ~nw.col("_written").is_null() & nw.col("value").is_null()
        hint = "Write a decimal point, no thousands, and nothing where there is none."
        self._rule("no_number", broken, "value", "numbers", hint, "_written", self._figure)
        signs = [(number, sign) for sign, number in _WRITTEN.items()]
        self.made["_sign"] = choose(
            *((written.str.starts_with(sign), nw.lit(number)) for number, sign in signs),
            default=nw.lit(0),
        )

    def _figure(self, cell: str) -> object:
        return read_figure(cell, self.spec.dialect, lone=self.spec.lone_thousands)

    def _rule(
        self,
        code: str,
        broken: nw.Expr,
        role: str,
        expected: str,
        hint: str = "",
        shown: str = "",
        read: Callable[[str], object] | None = None,
    ) -> None:
        name = self.names.get(role, role)
        name = name if name in self.layout.header else role
        sure = broken.fill_null(value=False)
        self.rules.append(Rule(code, sure, name, expected, hint, shown or role, read))

    # --- words, each read once

    def _read(
        self, rows: Frame, column: str, read: Callable[[str], Any]
    ) -> tuple[dict[str, Any], dict[str, InvalidValueError]]:
        """Read the different words of a column, by those that can and those that cannot be read."""
        good: dict[str, Any] = {}
        bad: dict[str, InvalidValueError] = {}
        for text in different(rows, column):
            try:
                good[text] = read(text)
            except InvalidValueError as fault:
                bad[text] = fault
        return good, bad

    def _unreadable(
        self, code: str, column: str, role: str, bad: Mapping[str, InvalidValueError]
    ) -> None:
        if bad:
            first = bad[min(bad)]
            broken = nw.col(column).is_in(list(bad))
            self._rule(code, broken, role, first.expected, first.hint, column)

    def _statuses(self, rows: Frame) -> Frame:
        """Read what codes say of figures, as flags."""
        if "flags" in self.made:
            _, bad = self._read(rows, "flags", read_flags)
            self._unreadable("unknown_flag", "flags", "flags", bad)
        for role, read in (("obs_status", read_status), ("obs_flag", read_obs_flag)):
            if role not in self.names:
                continue
            column, said = f"_{role}", f"_said_{role}"
            good, bad = self._read(rows, column, read)
            self._unreadable("no_observation", column, role, bad)
            if missing := [code for code, status in good.items() if status.missing]:
                broken = nw.col(column).is_in(missing) & ~nw.col("value").is_null()
                hint = "Its status says that it is missing: correct one of the two."
                self._rule(f"missing_{role}", broken, "value", "blank", hint)
            flags = {code: " ".join(s.flags) for code, s in good.items() if s.flags}
            if flags:
                table = small_table(rows, {column: list(flags), said: list(flags.values())})
                rows = join(rows, table, on=[column])
                before = nw.col("flags").fill_null("") if "flags" in self.made else nw.lit("")
                both = nw.concat_str(before, nw.col(said).fill_null(""), separator=" ")
                rows = rows.with_columns(flags=both).drop(said)
                self.made["flags"] = both
        return rows

    def _multiplied(self, rows: Frame) -> Frame:
        """Multiply values by the powers of ten that the table states."""
        if "unit_mult" not in self.names:
            return rows
        column = "_unit_mult"
        good, bad = self._read(
            rows.filter(nw.col(column).str.replace_all(_ENDS, "") != ""), column, read_multiplier
        )
        self._unreadable("no_multiplier", column, "unit_mult", bad)
        value, by = nw.col("value"), nw.col(column)
        powers = {power for power in good.values() if power}
        if not powers:
            return rows
        rows = rows.with_columns(_power=power_for(value))
        for power in powers:
            codes = [code for code, its in good.items() if its == power]
            product = shifted(value, nw.col("_power"), power)
            rows = rows.with_columns(value=nw.when(by.is_in(codes)).then(product).otherwise(value))
        return rows.drop("_power")

    def _actions(self, rows: Frame) -> Frame:
        if "action" in self.names:
            found = different(rows, "_action")
            deleted = [text for text in found if text.casefold() == "d"]
            others = [text for text in found if text.casefold() not in _ACTIONS | {"d"}]
            hint = "Remove the row, and the figure that it takes back."
            if deleted:
                broken = nw.col("_action").is_in(deleted)
                self._rule("deletion", broken, "action", "not a deletion", hint, "_action")
            if others:
                broken = nw.col("_action").is_in(others)
                self._rule("unknown_action", broken, "action", "A, I, M or R", "", "_action")
        return rows

    def _bounds(self, rows: Frame) -> Frame:
        """Read on which side of a value the true one lies, where a column says it."""
        if "bound" not in self.names:
            return rows
        good, bad = self._read(rows, "_bound", to_bound)
        self._unreadable("unknown_bound", "_bound", "bound", bad)
        said = choose(
            *((nw.col("_bound") == text, nw.lit(SIGNS.index(b))) for text, b in good.items()),
            default=nw.lit(0),
        )
        if "_sign" not in self.made:
            return rows.with_columns(_sign=said)
        before, stated = nw.col("_before"), nw.col("_stated")
        broken = (before > 0) & (stated > 0) & (before != stated)
        expected = "the sign before the value, or blank"
        self._rule("two_bounds", broken, "bound", expected, "Write the sign once.", "_bound")
        rows = rows.with_columns(_before=nw.col("_sign"), _stated=said)
        return rows.with_columns(_sign=nw.when(stated > 0).then(stated).otherwise(before))

    def _dates(self, rows: Frame) -> Frame:
        """Read the dates that series state for themselves."""
        for role in ("start", "due"):
            if role not in self.names:
                continue
            column = f"_{role}"
            if not _is_text(self.types[role]):
                rows = rows.with_columns(**{role: nw.col(column)})
                continue
            good, bad = self._read(rows, column, lambda cell: read_day(cell, self.spec.dialect))
            if bad:
                broken = nw.col(column).is_in(list(bad))
                self._rule("no_date", broken, role, "dates like 2020-12-31", "", column)
            known = {text: day.isoformat() for text, day in good.items()} or {"-": "2000-01-01"}
            table = small_table(rows, {column: list(known), role: list(known.values())})
            rows = join(rows, table, on=[column])
            said, form = nw.col(role).str, "%Y-%m-%d"
            no_dates = rows.implementation.is_pandas_like()  # its days are times at midnight
            day = said.to_datetime(form) if no_dates else said.to_date(form)
            rows = rows.with_columns(**{role: day})
        return rows

    def _must_be_one(self, name: str, role: str | None) -> None:
        """Hold a column of which each series has one word only."""
        if self.layout.header.index(name) in self.layout.where:
            return
        column = f"_one_{len(self.uniform)}"
        text = self._text(name)
        self.made[column] = text if role else text.fill_null("")
        if role == "unit":
            self.made["_unit"] = text
        self.uniform[column] = (name, role or name)

    # --- whom and what rows are about

    def _asked(self, rows: Frame) -> Frame:
        """Keep the rows of the indicator and the entity asked for."""
        if self.spec.indicator is not None and "indicator" in self.names:
            rows = self._kept(rows, "indicator", self.spec.id_of)
        elif self.spec.indicators is not None and "indicator" in self.names:
            rows = self._coded(rows)
        if self.spec.entity is not None and "entity" in self.names:
            asked = self.spec.entity
            rows = self._kept(
                rows, "entity", lambda name: asked if same_entity(str(name), asked) else name
            )
        return rows

    def _coded(self, rows: Frame) -> Frame:
        """Give the indicators that the table calls otherwise their ids; leave out others."""
        found = different(rows, "indicator")
        ids = {name: code for name in found if (code := self.spec.id_of(name)) is not None}
        if not ids:
            self._nothing(self.names["indicator"], ", ".join(self.spec.indicators or ()), found)
        return _renamed(_only(rows, "indicator", list(ids)), "indicator", ids)

    def _kept(self, rows: Frame, role: str, read: Callable[[Any], Any]) -> Frame:
        wanted = getattr(self.spec, role)
        found = different(rows, role)
        kept = [name for name in found if read(name) == wanted]
        if not kept:
            self._nothing(self.names[role], wanted, found)
        return _only(rows, role, kept).with_columns(**{role: nw.lit(wanted)})

    def _tidy(self, rows: Frame) -> Frame:
        """Give names that no reader tells apart one spelling."""
        mine = self.spec.indicator is None and self.spec.indicators is None
        if "indicator" in self.names and mine:
            ids = {name: name.strip().casefold() for name in different(rows, "indicator")}
            rows = _renamed(rows, "indicator", {n: code for n, code in ids.items() if n != code})
        if "entity" in self.names and self.spec.entity is None and _is_text(self.types["entity"]):
            names = _untidy(rows)
            said = joined(names)
            rows = _renamed(rows, "entity", said)
            if "" in {said.get(name, name) for name in names}:
                nobody = nw.col("entity").cast(nw.String) == ""
                self._rule("no_entity", nobody, "entity", "given in every row")
            for name, kept in list(said.items())[:_MOST_NAMES]:
                if name.strip() != kept:
                    self.notes.append(f"{name!r} is read as {kept!r}.")
        for role in _NAMED:
            if role in self.names:
                odd = [name for name in different(rows, role) if name and not _is_id(name)]
                if odd:
                    expected = "lower-case letters and digits joined by '-', '.' or '/'"
                    self._rule(f"bad_{role}", nw.col(role).is_in(odd), role, expected)
        return rows


def _untidy(rows: Frame) -> list[str]:
    """Return the names of entities that may be alike, so that few of many are brought over."""
    name = nw.col("entity").cast(nw.String)
    found = distinct(rows.filter(~nw.col("entity").is_null()).select(entity=name), "entity")
    entity = nw.col("entity")
    folded = found.with_columns(_low=entity.str.to_lowercase())
    counted = folded.group_by("_low").agg(nw.len().alias("_times"))
    odd = entity.str.contains(r"^$|[^\x21-\x7E]")
    twice = join(folded, counted, on=["_low"]).filter((nw.col("_times") > 1) | odd)
    names = collected(twice.select("entity")).get_column("entity").to_list()
    # What is odd may be another spelling of a name that is not.
    plain = {key for key in map(entity_key, names) if key.isascii() and " " not in key}
    if plain:
        names += different(folded.filter(nw.col("_low").is_in(sorted(plain))), "entity")
    return names


def _only(rows: Frame, column: str, words: list[Any]) -> Frame:
    """Keep the rows with one of *words*; to PyArrow, none have no type that it can look for."""
    return rows.filter(nw.col(column).is_in(words)) if words else rows.head(0)


def _renamed(rows: Frame, column: str, said: Mapping[str, str]) -> Frame:
    if not said:
        return rows
    table = small_table(rows, {column: list(said), "_kept": list(said.values())})
    names = rows.collect_schema().names()
    rows = rows.with_columns(nw.col(column).cast(nw.String))
    rows = join(rows, table, on=[column])
    return rows.with_columns(**{column: nw.coalesce(nw.col("_kept"), nw.col(column))}).select(
        *names
    )


def _is_id(name: str) -> bool:
    try:
        Series(indicator="x", reporter=name)
    except InvalidValueError:
        return False
    return True


# --- types ----------------------------------------------------------------------------------


def _double(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """Return numbers as the doubles next to what is printed.

    Engines turn decimals and short floats into doubles each in their own way, and not always
    into the nearest one; the text of a number is read alike everywhere.
    """
    column = nw.col(name)
    if dtype in (nw.Decimal, nw.Float32):
        column = column.cast(nw.String)
    return column.cast(nw.Float64)


def _can_be_nan(dtype: nw.dtypes.DType) -> bool:
    return dtype in (nw.Float64, nw.Float32)


_EXPECTED: Final = {
    "entity": "text or whole numbers",
    "period": "years as whole numbers, dates, or text like '2020-Q4'",
    "published": "dates, or text like '2020-07'",
    "start": "dates",
    "due": "dates",
    "value": "numbers",
    "unit_mult": "whole numbers",
}
_ZONE: Final = "Make days of them, as Viet Nam's time zone has them (Asia/Ho_Chi_Minh)."


def _type_fault(role: str, column: str, dtype: nw.dtypes.DType) -> InvalidValueError | None:
    worded, day = _is_text(dtype), _is_day(dtype)
    fits = {
        "entity": worded or dtype.is_integer(),
        "period": worded or day or dtype.is_integer(),
        "published": worded or day,
        "start": worded or day,
        "due": worded or day,
        "value": worded or dtype.is_numeric() or dtype == nw.Unknown,
        "unit_mult": worded or dtype.is_numeric(),
    }.get(role, worded)
    if fits or role == "note":
        return None
    hint = ""
    if isinstance(dtype, nw.Datetime):
        hint = _ZONE
    elif role == "period" and dtype.is_float():
        hint = "Years that came as decimals: cast them to whole numbers."
    elif dtype == nw.Object:
        hint = "The column holds objects of several kinds: give it one type."
    expected = _EXPECTED.get(role, "text")
    return InvalidValueError(f"the column {column!r} ({role})", str(dtype), expected, hint)
