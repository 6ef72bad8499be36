"""Taking the caller's table as it comes: rows by our names, on the engine that holds them.

Names, codes and cells mean what :mod:`vn_ict_directive.ingest` defines, once for files, frames
and panels. Texts can be anything and are few: the different ones of a column are brought over and
read as those of a file are, and what was read is joined to the rows. Numbers are many: the engine
reads them, by the same patterns.

Long, since every column that a table may have is read here, on every engine.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import attrs
import narwhals as nw

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.ingest import cells
from vn_ict_directive.ingest.cells import CODES, Status
from vn_ict_directive.ingest.frames import plain
from vn_ict_directive.ingest.identity import another_country, entity_key, joined, same_entity
from vn_ict_directive.ingest.reading import nothing_of
from vn_ict_directive.ingest.roles import OWN, SOURCED, Layout, Spec
from vn_ict_directive.observations import Series
from vn_ict_directive.panels import engines
from vn_ict_directive.panels.decimals import power_for, shifted
from vn_ict_directive.panels.engines import Frame
from vn_ict_directive.units import Bound, split_bound

SIGNS: Final = (None, *Bound)
"""What the numbers in the column ``_sign`` stand for: on which side of a value the true one is."""

_NAMED: Final = ("reporter", "basis")
_ENDS: Final = f"^[{cells.SPACE}]+|[{cells.SPACE}]+$"  # Ibis takes off spaces alone
_SIGN: Final = r"^(?:>=|<=|>|<|≥|≤)\s*"
_WRITTEN: Final = {
    sign: SIGNS.index(split_bound(sign)[1]) for sign in (">=", "<=", "≥", "≤", "<", ">")
}
_MOST_NAMES: Final = 8


class Rule(NamedTuple):
    """What no row may be, and how it is reported.

    Attributes:
        code: What the row is called where it is left out.
        broken: Whether a row breaks it.
        column: The column to name.
        expected: What should be there.
        hint: What to do.
        shown: The column whose cell is shown, by our names.
        read: What says of the first such cell why it cannot be read.
    """

    code: str
    broken: nw.Expr
    column: str
    expected: str = ""
    hint: str = ""
    shown: str = ""
    read: Callable[[str], object] | None = None


def different(frame: Frame, column: str) -> list[Any]:
    """Return the different values of *column*, none missing, in order."""
    kept = frame.select(column).filter(~nw.col(column).is_null())
    return sorted(engines.collected(engines.distinct(kept, column)).get_column(column).to_list())


def read_each(cells: Iterable[Any], read: Callable[[Any], Any]) -> tuple[dict[Any, Any], list[Any]]:
    """Return as what each cell is read, and the cells that cannot be read."""
    good: dict[Any, Any] = {}
    bad = []
    for cell in cells:
        try:
            good[cell] = read(cell)
        except InvalidValueError:
            bad.append(cell)
    return good, bad


def _refuse(*faults: DirectiveError) -> None:
    if faults:
        raise InvalidDataError("The panel cannot be read", faults)


def _is_text(dtype: nw.dtypes.DType) -> bool:
    return dtype == nw.String or isinstance(dtype, nw.Categorical | nw.Enum)


def _is_day(dtype: nw.dtypes.DType) -> bool:
    return dtype == nw.Date or (isinstance(dtype, nw.Datetime) and dtype.time_zone is None)


@attrs.define
class Taken:
    """A table by our names: its roles are found, and its texts read, as it is made.

    Attributes:
        frame: Its rows as they came, but for those that a filter leaves out.
        spec: What the caller says of it.
        check: Whether names are looked at that may be spelt in several ways.
        layout: The roles of its columns.
        rows: Its rows: our names, and columns beginning with ``_`` that rules ask for.
        names: The caller's names by ours.
        types: The types of the caller's columns by our names.
        rules: What no row may be, beside what every panel's rows may not be.
        uniform: Columns of which a series has one word, with the name to tell.
        notes: What was passed over or joined, in words.
        indicators: The ids that rows are of, where the rows were looked through.
        made: The columns of the rows.

    Raises:
        InvalidDataError: A column is missing or of a type that cannot be meant, or no row is of
            what was asked for; all such faults together.
    """

    frame: Frame
    spec: Spec
    check: bool
    layout: Layout = attrs.field(init=False)
    rows: Frame = attrs.field(init=False)
    names: dict[str, str] = attrs.field(init=False, factory=dict)
    types: dict[str, nw.dtypes.DType] = attrs.field(init=False, factory=dict)
    rules: list[Rule] = attrs.field(init=False, factory=list)
    uniform: dict[str, str] = attrs.field(init=False, factory=dict)
    notes: list[str] = attrs.field(init=False, factory=list)
    indicators: list[str] = attrs.field(init=False, factory=list)
    made: dict[str, nw.Expr] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Find the roles, and make the rows."""
        self._find_roles()
        self._where()
        self._hold_others()
        if self.layout.periods:
            self._lengthen()
        self._plain()
        self._value()
        for role in ("unit", "unit_measure"):
            if role in self.names:
                self._must_be_one(self.names[role], role)
        for place in self.layout.dimensions:
            self._must_be_one(self.layout.header[place])
        rows = self._words(self.frame.select(**self.made))
        self.rows = self._of_entities(self._of_indicators(rows))
        self.notes += self.layout.notes

    # --- columns

    def _find_roles(self) -> None:
        names = self.frame.collect_schema().names()
        needs = [r for r, said in self._said.items() if said is None]
        self.layout = Layout(tuple(names), self.spec, needs)
        _refuse(*self.layout.faults)
        self.names = {r: names[place] for r, place in self.layout.roles.items()}
        periods = [names[place] for place in self.layout.periods]
        for name in (*self.names.values(), *periods):
            self._from_objects(name)
        schema = self.frame.collect_schema()
        doubted = {r for r, name in self.names.items() if _type_fault(r, name, schema[name])}
        doubted = (doubted | {*_NAMED, *OWN}) - {"entity", "indicator", "period", "value"}
        asked = [role for role in self.names if role in doubted]
        if asked:  # a column without a word, which some engines give a type, is as if not there
            blank = {r: self._word(self.names[r], schema).is_null().all() for r in asked}
            found = next(engines.collected(self.frame.select(**blank)).iter_rows(named=True))
            for role in asked:
                if found[role] in {True, None}:
                    del self.names[role]
        if ("start" in self.names) != ("due" in self.names):
            listed = ", ".join(self.names.values())
            _refuse(InvalidValueError("the header", listed, "both start and due, or neither"))
        self.types = {role: schema[name] for role, name in self.names.items()}
        typed = [*self.names.items(), *(("value", name) for name in periods)]
        faults = (_type_fault(role, name, schema[name]) for role, name in typed)
        _refuse(*filter(None, faults))

    @property
    def _said(self) -> dict[str, str | None]:
        """Whom and what the caller says that rows are about."""
        return {"entity": self.spec.entity, "indicator": self.spec.id}

    def _from_objects(self, name: str) -> None:
        """Make texts of Python objects, and of a column without a type, as of cells of a file."""
        dtype = self.frame.collect_schema()[name]
        if dtype not in (nw.Object, nw.Unknown):
            return
        if isinstance(self.frame, nw.DataFrame) and not self.frame.implementation.is_polars():
            texts = [str(plain(cell)) or None for cell in self.frame.get_column(name).to_list()]
            made = nw.new_series(name, texts, nw.String(), backend=self.frame.implementation)
            self.frame = self.frame.with_columns(made)
        else:
            self.frame = self.frame.with_columns(nw.col(name).cast(nw.String))

    def _hold_others(self) -> None:
        """Refuse figures of other countries, where no column is known to say whose they are."""
        if "entity" in self.names or not self.check:
            return
        schema = self.frame.collect_schema()
        for name in (self.layout.header[place] for place in self.layout.others):
            cells = different(self.frame, name) if schema[name] == nw.String else ()
            said = (another_country(name, cell, str(self.spec.entity)) for cell in cells)
            _refuse(*[fault for fault in said if fault][:1])

    def _where(self) -> None:
        """Keep the rows of which the caller's filters hold."""
        for place, said in self.layout.where.items():
            if said == "*":
                continue
            name = self.layout.header[place]
            text = self._text(name)
            kept = self.frame.filter(text.fill_null("") == said)
            if not engines.any_row(kept):
                self._nothing(name, said, different(self.frame.select(text.alias(name)), name))
            self.frame = kept

    def _nothing(self, name: str, wanted: str | None, found: list[Any]) -> None:
        role = "indicator" if name == self.names.get("indicator") else name
        if found:
            _refuse(nothing_of(self.spec, role, f"the column {name!r}", wanted, found))

    def _text(self, name: str) -> nw.Expr:
        """Return the words of a column without spaces around them, blanks missing."""
        text = nw.col(name).cast(nw.String).str.replace_all(_ENDS, "")
        text = text.str.replace_all(r"(?s): .*$", "") if self._is_labelled(name) else text
        return nw.when(text != "").then(text)

    def _word(self, name: str, schema: Mapping[str, nw.dtypes.DType]) -> nw.Expr:
        return self._text(name) if _is_text(schema[name]) else nw.col(name)

    def _lengthen(self) -> None:
        """Make a row of each period of a table with a column a period."""
        periods = {self.layout.header[p]: said for p, said in self.layout.periods.items()}
        schema = self.frame.collect_schema()
        worded = any(_is_text(schema[name]) for name in periods)
        made = {n: nw.col(n).cast(nw.String) if worded else _double(n, schema[n]) for n in periods}
        dims = [self.layout.header[place] for place in self.layout.dimensions]
        kept = list(dict.fromkeys((*self.names.values(), *dims)))
        rows = self.frame.select(*kept, **made)
        if self.frame.implementation.is_duckdb():  # narwhals asks another connection there
            each = [rows.select(*kept, _period=nw.lit(n), _cell=nw.col(n)) for n in periods]
            long = engines.stack(each)
        else:  # not stacked: Polars 1.40 loses columns of files that are scanned several times
            roles = {"variable_name": "_period", "value_name": "_cell"}
            long = rows.unpivot(on=list(periods), index=kept, **roles)
        long = long.with_columns(nw.col("_period").cast(nw.String))
        named = {name: str(period) for name, (period, _) in periods.items()}
        long = engines.said_of(long, "_period", "_named", named)
        self.names |= {"period": "_named", "value": "_cell"}
        self.types |= {"period": nw.String(), "value": nw.String() if worded else nw.Float64()}
        if any(flags for _, flags in periods.values()):
            flags = {n: " ".join(flags) for n, (_, flags) in periods.items()}
            long = engines.said_of(long, "_period", "_flags", flags)
            self.names["flags"] = "_flags"
            self.types["flags"] = nw.String()
        self.frame = long

    # --- what rows hold

    def _plain(self) -> None:
        """Take the columns that need no reading here."""
        for role in ("entity", "indicator", "period", "published"):
            if role in self.names:
                self.made[role] = self._as_it_is(role)
            elif role in self._said:
                self.made[role] = nw.lit(self._said[role])
        for role in (*_NAMED, *SOURCED):
            if role in self.names:
                text = self._text(self.names[role])
                self.made[role] = text.fill_null("") if role in _NAMED else text
        for role in (*CODES, *OWN):
            if role not in self.names:
                continue
            name, dtype = self.names[role], self.types[role]
            if role in OWN and not _is_text(dtype):
                self.made[role] = nw.col(name) if role in OWN[:2] else _double(name, dtype)
            else:
                self.made[role if role == "flags" else f"_{role}"] = self._text(name)
        unit = self.spec.unit.value if self.spec.unit else self.layout.unit[1]
        if unit and "unit" not in self.names:
            self.made["_unit"] = nw.lit(unit)

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
            self.made["value"] = _double(name, dtype)
            return
        text = self._text(name)
        written = nw.when(~text.str.to_lowercase().is_in(cells.MARKS)).then(text)
        number = written.str.replace_all(_SIGN, "")
        dialect, plain = self.spec.dialect, number
        if dialect is not None:
            group, point = (".", ",") if dialect == "vi" else (",", ".")
            plain = plain.str.replace_all(group, "", literal=True)
            plain = plain.str.replace_all(point, ".", literal=True)
        good = number.str.contains(cells.NUMBER if dialect is None else cells.GROUPED[dialect])
        if self.spec.lone_thousands:
            good = good & ~number.str.contains(cells.LONE_THOUSANDS)
        plain = plain.str.replace_all(r"^\+", "")
        self.made["value"] = nw.when(good.fill_null(value=False)).then(plain).cast(nw.Float64)
        self.made["_written"] = written
        broken = ~nw.col("_written").is_null() & nw.col("value").is_null()
        read = self.spec.readers["value"]
        self._hold(Rule("unreadable_value", broken, "value", shown="_written", read=read))
        signs = ((written.str.starts_with(s), nw.lit(n)) for s, n in _WRITTEN.items())
        self.made["_sign"] = engines.choose(*signs, default=nw.lit(0))

    def _hold(self, rule: Rule) -> None:
        """Add a rule on a role, under the name that the table gives its column."""
        role = rule.column
        name = self.names.get(role, role)
        name = name if name in self.layout.header else role
        self.rules.append(rule._replace(column=name, shown=rule.shown or role))

    def _must_be_one(self, name: str, role: str = "") -> None:
        """Hold a column of which each series has one word only."""
        if self.layout.header.index(name) in self.layout.where:
            return
        column = f"_one_{len(self.uniform)}"
        text = self._text(name)
        self.made[column] = text if role else text.fill_null("")
        if role == "unit":
            self.made["_unit"] = text
        self.uniform[column] = name

    # --- words, each read once

    def _words(self, rows: Frame) -> Frame:
        """Read the different words of columns that hold few."""
        names = {role: partial(_name, role) for role in _NAMED} if self.check else {}
        _, stated = self.layout.unit
        units = {"unit": partial(_as_in_name, stated)} if stated else {}
        known = {role: self.spec.readers[role] for role in (*CODES, *OWN)}
        for role, read in (known | names | units).items():
            if role not in self.names:
                continue
            column = role if role in self.made else f"_{role}"
            if role in OWN and not _is_text(self.types[role]):
                continue
            good, bad = read_each(filter(None, different(rows, column)), read)
            if bad:
                broken = nw.col(column).is_in(bad)
                self._hold(Rule(f"unreadable_{role}", broken, role, shown=column, read=read))
            if role == "unit_mult":
                rows = self._multiplied(rows, column, good)
            elif role == "bound":
                rows = self._bounded(rows, column, good)
            elif role in OWN:
                rows = _own(rows, column, role, good)
            elif role.startswith("obs"):
                rows = self._stated(rows, column, role, good)
        return rows

    def _stated(self, rows: Frame, column: str, role: str, good: Mapping[str, Status]) -> Frame:
        """Add to flags what codes say of figures; what they say is missing has no value."""
        if missing := [code for code, status in good.items() if status.missing]:
            broken = nw.col(column).is_in(missing) & ~nw.col("value").is_null()
            hint = "Its status says that it is missing: correct one of the two."
            self._hold(Rule(f"missing_{role}", broken, "value", "blank", hint))
        flags = {code: " ".join(status.flags) for code, status in good.items() if status.flags}
        if not flags:
            return rows
        before = nw.col("flags").fill_null("") if "flags" in self.made else nw.lit("")
        rows = engines.said_of(rows, column, "_flags", flags)
        both = nw.concat_str(before, nw.col("_flags").fill_null(""), separator=" ")
        self.made["flags"] = both
        return rows.with_columns(flags=both).drop("_flags")

    def _multiplied(self, rows: Frame, column: str, good: Mapping[str, int]) -> Frame:
        """Multiply values by the powers of ten that the table states."""
        value = nw.col("value")
        powers = {power for power in good.values() if power}
        rows = rows.with_columns(_power=power_for(value)) if powers else rows
        for power in powers:
            codes = [code for code, its in good.items() if its == power]
            product = shifted(value, nw.col("_power"), power)
            chosen = nw.when(nw.col(column).is_in(codes)).then(product).otherwise(value)
            rows = rows.with_columns(value=chosen)
        return rows.drop("_power") if powers else rows

    def _bounded(self, rows: Frame, column: str, good: Mapping[str, Bound]) -> Frame:
        """Note on which side of a value the true one lies, where a column says it."""
        said = engines.choose(
            *((nw.col(column) == text, nw.lit(SIGNS.index(b))) for text, b in good.items()),
            default=nw.lit(0),
        )
        if "_sign" not in self.made:
            return rows.with_columns(_sign=said)
        before, stated = nw.col("_before"), nw.col("_stated")
        broken = (before > 0) & (stated > 0) & (before != stated)
        expected = "the sign before the value, or blank"
        hint = "Write the sign once."
        self._hold(Rule("two_bounds", broken, "bound", expected, hint, column))
        rows = rows.with_columns(_before=nw.col("_sign"), _stated=said)
        return rows.with_columns(_sign=nw.when(stated > 0).then(stated).otherwise(before))

    # --- whom and what rows are about

    def _of_indicators(self, rows: Frame) -> Frame:
        """Keep the rows of the indicators asked for, under their ids."""
        asked = self.spec.id is not None or self.spec.indicators is not None
        if "indicator" not in self.names:
            self.indicators = [str(self.spec.id)]
            return rows
        if not (asked or self.check):
            return rows
        found = different(rows, "indicator")
        ids = {name: code for name in found if (code := self.spec.id_of(name)) is not None}
        wanted = {n: code for n, code in ids.items() if self.spec.id in {None, code}}
        if not wanted:
            self._nothing(self.names["indicator"], self.spec.id, found)
        self.indicators = [*wanted.values()]
        return _kept(rows, "indicator", wanted, all_=len(wanted) == len(found))

    def _of_entities(self, rows: Frame) -> Frame:
        """Keep the rows of the entity asked for, or give names that look alike one spelling."""
        asked = self.spec.entity
        if "entity" not in self.names:
            return rows
        if asked is not None:
            found = different(rows, "entity")
            wanted = {name: asked for name in found if same_entity(str(name), asked)}
            if not wanted:
                self._nothing(self.names["entity"], asked, found)
            kept = nw.col("entity").is_in(list(wanted))
            return (rows.filter(kept) if wanted else rows).with_columns(entity=nw.lit(asked))
        if not (self.check and _is_text(self.types["entity"])):
            return rows
        names = _untidy(rows)
        said = joined(names)
        if "" in {said.get(name, name) for name in names}:
            nobody = nw.col("entity").cast(nw.String) == ""
            self._hold(Rule("no_entity", nobody, "entity", "given in every row"))
        told = [f"{n!r} is read as {kept!r}." for n, kept in said.items() if n.strip() != kept]
        self.notes += told[:_MOST_NAMES]
        return _kept(rows, "entity", said, all_=True)


def _as_in_name(stated: str, cell: str) -> None:
    if cells.is_unit(cell) and cells.unit_code(cell) != stated:
        raise InvalidValueError("unit", cell, f"{stated!r}, as in the name of the column")


def _name(role: str, name: str) -> Series:
    said: dict[str, Any] = {role: name}
    return Series(indicator="x", **said)


def _untidy(rows: Frame) -> list[str]:
    """Return the names of entities that may be alike, so that few of many are brought over."""
    name = nw.col("entity").cast(nw.String)
    found = engines.distinct(rows.filter(~nw.col("entity").is_null()).select(entity=name), "entity")
    entity = nw.col("entity")
    folded = found.with_columns(_low=entity.str.to_lowercase())
    counted = folded.group_by("_low").agg(nw.len().alias("_times"))
    odd = entity.str.contains(r"^$|[^\x21-\x7E]")
    twice = engines.join(folded, counted, on=["_low"]).filter((nw.col("_times") > 1) | odd)
    names = engines.collected(twice.select("entity")).get_column("entity").to_list()
    # What is odd may be another spelling of a name that is not.
    simple = {key for key in map(entity_key, names) if key.isascii() and " " not in key}
    if simple:
        names += different(folded.filter(nw.col("_low").is_in(sorted(simple))), "entity")
    return names


def _kept(rows: Frame, column: str, said: Mapping[str, str], *, all_: bool) -> Frame:
    """Give names what they are to be called; keep those of which it is said, or all."""
    given = nw.col(column)
    rows = rows if all_ else rows.filter(given.is_in(list(said)))
    if changed := {name: kept for name, kept in said.items() if name != kept}:
        rows = engines.said_of(rows.with_columns(given.cast(nw.String)), column, "_kept", changed)
        rows = rows.with_columns(**{column: nw.coalesce(nw.col("_kept"), given)}).drop("_kept")
    return rows


def _own(rows: Frame, column: str, role: str, good: Mapping[str, Any]) -> Frame:
    """Read the terms that series state for themselves: days, or numbers."""
    known = {text: str(term) for text, term in good.items()} or {"-": "2000-01-01"}
    rows = engines.said_of(rows, column, role, known)
    said, form = nw.col(role), "%Y-%m-%d"
    if role in OWN[2:]:
        return rows.with_columns(**{role: said.cast(nw.Float64)})
    no_dates = rows.implementation.is_pandas_like()  # its days are times at midnight
    days = said.str.to_datetime(form) if no_dates else said.str.to_date(form)
    return rows.with_columns(**{role: days})


# --- types ----------------------------------------------------------------------------------


def _double(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """Return numbers as the doubles next to what is printed; NaN is missing, as pandas writes it.

    Engines turn decimals and short floats into doubles each in their own way, and not always
    into the nearest one; the text of a number is read alike everywhere.
    """
    column = nw.col(name)
    if dtype in (nw.Decimal, nw.Float32):
        column = column.cast(nw.String)
    double = column.cast(nw.Float64)
    return nw.when(~double.is_nan()).then(double) if dtype.is_float() else double


_TYPES: Final[Mapping[str, tuple[str, Callable[[nw.dtypes.DType], bool]]]] = {
    "entity": ("text or whole numbers", lambda dtype: dtype.is_integer()),
    "period": (
        "years as whole numbers, dates, or text like '2020-Q4'",
        lambda dtype: _is_day(dtype) or dtype.is_integer(),
    ),
    "published": ("dates, or text like '2020-07'", _is_day),
    **dict.fromkeys(("start", "due"), ("dates", _is_day)),
    **dict.fromkeys(("value", "limit", "best"), ("numbers", lambda dtype: dtype.is_numeric())),
    "unit_mult": ("whole numbers", lambda dtype: dtype.is_numeric()),
    **dict.fromkeys(("note", *SOURCED), ("text", lambda _: True)),
}
"""By role, what a column may hold beside text, in words and as it is known."""


def _type_fault(role: str, column: str, dtype: nw.dtypes.DType) -> InvalidValueError | None:
    expected, fits = _TYPES.get(role, ("text", lambda _: False))
    if _is_text(dtype) or fits(dtype):
        return None
    hint = ""
    if isinstance(dtype, nw.Datetime):
        hint = "Make days of them, as Viet Nam's time zone has them (Asia/Ho_Chi_Minh)."
    elif role == "period" and dtype.is_float():
        hint = "Years that came as decimals: cast them to whole numbers."
    return InvalidValueError(f"the column {column!r} ({role})", str(dtype), expected, hint)
