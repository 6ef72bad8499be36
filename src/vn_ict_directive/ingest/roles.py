"""What the columns of a table mean: one vocabulary for files, frames and panels.

Long, since all that a header can say is read here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, Final, TypedDict, get_args

import attrs

from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.ingest import Dates, Dialect, cells
from vn_ict_directive.ingest.profiles import Profile, profile_of, profiles
from vn_ict_directive.model import Indicator
from vn_ict_directive.observations import Flag, Series
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.periods import Period
from vn_ict_directive.text import fold, shown
from vn_ict_directive.units import AnyUnit, to_unit
from vn_ict_directive.validators import check_one_of

__all__ = ["How"]

# By key: several figures of a row cannot share these.
_OF_ONE_FIGURE: Final = ("bound", "flags", "obs_status", "obs_flag")
SOURCED: Final = ("source_title", "source_url", "source_page")
"""Roles of columns that say where a figure was read."""
_LEADING_SDMX: Final = re.compile(r"dataflow|structure(\[.\])?")
_LEADING: Final = frozenset(
    ("dataflow", "structure", "structure id", "structure name", "action", "obs key", "series key")
)
_MOST_SHOWN: Final = 8
_NEAR: Final = 0.82


def listed(names: Iterable[object]) -> str:
    """Write names beside each other, of many the first ones."""
    known = [shown(str(name)) for name in names]
    return ", ".join(known[:_MOST_SHOWN]) + (", …" if len(known) > _MOST_SHOWN else "")


def column_key(name: str) -> str:
    """Reduce a column's name to what does not depend on case, tones or underscores."""
    return " ".join(fold(name[:1000]).replace("_", " ").split())


_key = lru_cache(maxsize=2**12)(column_key)  # of words that tables repeat


@cache
def _meant(when: str = "") -> dict[str, str]:
    """Return what columns mean, by the key of their name.

    Args:
        when: Blank for what holds in any table, ``weak`` for words that name a role only where
            no column has a plainer name for it, a dialect for words that count where it is
            declared, ``dimension`` for columns that part figures, and ``ignored`` for those that
            say nothing of them.
    """
    return {
        column_key(row["name"]): row["meaning"]
        for row in packaged_rows("ingest/columns.csv")
        if row["when"] == when
    }


@cache
def _names_of(role: str) -> tuple[str, ...]:
    """Return the names that a role's column may have in any table."""
    rows = packaged_rows("ingest/columns.csv")
    return tuple(row["name"] for row in rows if (row["meaning"], row["when"]) == (role, ""))


def _names(value: Any, field: str, example: str) -> dict[str, str]:
    if not isinstance(value, Mapping | None):
        raise InvalidValueError(field, value, f"a mapping like {example}")
    for name, said in (value or {}).items():
        if not isinstance(name, str) or not isinstance(said, str) or not said.strip():
            raise InvalidValueError(f"{field}[{name!r}]", said, "a text that is not empty")
    return {name.strip(): said.strip() for name, said in (value or {}).items()}


def _columns(value: Any) -> dict[str, str]:
    return _names(value, "columns", "{'value': 'Xếp hạng'}")


def _filters(value: Any) -> dict[str, str]:
    return _names(value, "where", "{'SEX': 'T'}")


def _check_columns(_: Any, __: Any, named: Mapping[str, str]) -> None:
    for role in named:
        if role not in _meant().values():
            known = tuple(dict.fromkeys(_meant().values()))
            raise UnknownNameError("column to be read", role, known)
    if len(set(map(column_key, named.values()))) < len(named):
        raise InvalidValueError("columns", named, "a different column for each name")


def _ids(indicators: Any) -> dict[str, str | Indicator] | None:
    if indicators is None:
        return None
    if not isinstance(indicators, Mapping):
        raise InvalidValueError("indicators", indicators, "a mapping of names to ids")
    for code, one in indicators.items():
        if not isinstance(code, str):
            raise InvalidValueError("a name in indicators", code, "text")
        Series(indicator=one.id if isinstance(one, Indicator) else one)
    return {code.strip().casefold(): one for code, one in indicators.items()}


class How(TypedDict, total=False):
    """What a caller may say of a table, the same for files, data frames and panels.

    Attributes:
        columns: By role, the name of the column that plays it.
        where: By column, what its cells must say for a row to count; ``"*"`` for anything.
        dialect: How numbers and dates are written, ``"en"`` or ``"vi"``.
        dates: What dates stand for: days, or the periods that begin on them.
        profile: A known kind of file, such as ``"un-egov"``.
        indicators: The table's names of indicators, with their ids.
    """

    columns: Mapping[str, str] | None
    where: Mapping[str, str] | None
    dialect: Dialect | None
    dates: Dates | None
    profile: str | None
    indicators: Mapping[str, str | Indicator] | None


@attrs.frozen(kw_only=True)
class Spec:
    """How a table is to be read, where its own words do not say it.

    Attributes:
        columns: By role, the name of the column that plays it.
        where: By column, what its cells must say for a row to count; ``"*"`` for anything,
            so that rows which differ there belong to one series.
        dialect: How numbers and dates are written.
        dates: What dates stand for.
        profile: A known kind of file.
        lone_thousands: Whether a point may part thousands: the separator of cells suggests it.
        indicator: The one indicator whose rows count or, without such a column, that all are of,
            or its id.
        entity: The same of the one entity.
        reporter: The same of who reports figures.
        unit: What all figures count.
        indicators: What the table calls indicators, in lower case, and their ids, or the
            indicators themselves; None for ids.
        measured: Indicators whose units and scales hold where the table has their ids.
        all_known: Every indicator of which more than the id is known.
    """

    columns: Mapping[str, str] = attrs.field(
        default=None,
        converter=_columns,
        validator=_check_columns,
    )
    where: Mapping[str, str] = attrs.field(default=None, converter=_filters)
    dialect: Dialect | None = None
    dates: Dates | None = None
    profile: Profile | None = attrs.field(
        default=None, converter=attrs.converters.optional(profile_of)
    )
    lone_thousands: bool = False
    indicator: str | Indicator | None = None
    entity: str | None = None
    reporter: str | None = None
    unit: AnyUnit | None = attrs.field(default=None, converter=attrs.converters.optional(to_unit))
    indicators: Mapping[str, str | Indicator] | None = attrs.field(default=None, converter=_ids)
    measured: tuple[Indicator, ...] = ()
    all_known: Sequence[Indicator] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Check the words, whether a series can have the names, and the unit against its own."""
        for field, words in (("dialect", Dialect), ("dates", Dates)):
            if (said := getattr(self, field)) is not None:
                check_one_of(said, get_args(words), field)
        entity = "x" if self.entity is None else self.entity
        name = "x" if self.id is None else self.id
        Series(indicator=name, entity=entity, reporter=self.reporter)
        one = self.indicator
        if isinstance(one, Indicator) and self.unit and self.unit != one.unit:
            raise InvalidValueError("unit", self.unit.value, f"{one.unit.value!r}, or None")
        named = (one, *(self.indicators or {}).values(), *self.measured)
        object.__setattr__(self, "all_known", [k for k in named if isinstance(k, Indicator)])

    @property
    def id(self) -> str | None:
        """Id of the one indicator."""
        return self.indicator.id if isinstance(self.indicator, Indicator) else self.indicator

    def id_of(self, cell: str) -> str | None:
        """Return the id of the indicator that a cell names; None where it was not asked for.

        A cell may also hold the name of an indicator, in either language, of which more is known.
        """
        code = cell.strip().casefold()
        one = code if self.indicators is None else self.indicators.get(code)
        if isinstance(one, Indicator):
            return one.id
        if self.all_known and not (one and self.known(one)):
            key = _key(cell)
            named = {k.id for k in self.all_known if key in {_key(k.name.vi), _key(k.name.en)}}
            one = named.pop() if len(named) == 1 else one
        return one

    def known(self, name: str) -> Indicator | None:
        """Return the indicator with an id, where more is known of it."""
        return next((one for one in self.all_known if one.id == name), None)

    def is_unit(self, word: str) -> bool:
        """Whether a word names a unit of this library, or of an indicator that is known."""
        return cells.is_unit(word) or any(cells.is_unit(word, one.unit) for one in self.all_known)


@attrs.define
class Layout:
    """What the columns of one table are.

    Attributes:
        header: Their names.
        spec: What the caller says of the table.
        needs: Roles that must be there, beside period and value.
        roles: By role, the place of its column.
        periods: Of a table with a column a period, by place which, and the flags that its name
            gives to figures.
        where: By place, what a cell must say for its row to count.
        dimensions: Places of columns that part figures: one word in each series.
        others: Places of columns that say nothing here.
        labelled: Places of columns whose cells are ``code: label``.
        units: By place, the unit that the name of a column of figures states.
        unnamed: Places of columns without a name, which must be empty.
        faults: What is wrong with the header.
    """

    header: tuple[str, ...]
    spec: Spec
    needs: Sequence[str] = ()
    roles: dict[str, int] = attrs.field(init=False, factory=dict)
    periods: dict[int, tuple[Period, tuple[Flag, ...]]] = attrs.field(init=False, factory=dict)
    where: dict[int, str] = attrs.field(init=False, factory=dict)
    dimensions: list[int] = attrs.field(init=False, factory=list)
    others: list[int] = attrs.field(init=False, factory=list)
    labelled: set[int] = attrs.field(init=False, factory=set)
    units: dict[int, str] = attrs.field(init=False, factory=dict)
    unnamed: list[int] = attrs.field(init=False, factory=list)
    faults: list[InvalidValueError] = attrs.field(init=False, factory=list)
    _keys: list[str] = attrs.field(init=False)
    # Their names, without a unit that is known here.
    _bare: list[str] = attrs.field(init=False)
    _is_sdmx: bool = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the roles of columns by their names."""
        ids = [column_key(name.partition(": ")[0]) for name in self.header]
        self._is_sdmx = any(map(_LEADING_SDMX.fullmatch, ids[:1])) or (
            {"time period", "obs value"} <= set(ids)
        )
        # Eurostat names what stands below and beside: geo\\TIME_PERIOD.
        plain = [column_key(name.partition("\\")[0]) for name in self.header]
        self._keys = ids if self._is_sdmx else plain
        self._read_units()
        self.unnamed = [place for place, name in enumerate(self.header) if not name]
        if self._is_sdmx:
            said = {place for place, name in enumerate(self.header) if ": " in name}
            self.labelled = {place for place in said if _meant().get(self._keys[place]) != "note"}
        self._find()
        self._check()

    def name(self, role: str) -> str:
        """Return the name that the table itself gives the column of a role."""
        return shown(self.header[self.roles[role]])

    @property
    def notes(self) -> tuple[str, ...]:
        """Which columns say nothing here, in words."""
        listed = ", ".join(repr(shown(self.header[place])) for place in self.others)
        return (f"Columns that say nothing here are passed over: {listed}.",) if listed else ()

    @property
    def is_wide(self) -> bool:
        """Whether there are so many periods that they can be no row of figures."""
        few = 3
        return len(self.periods) >= few

    @property
    def is_header(self) -> bool:
        """Whether a line further down in a file, without a fault, can only be a header."""
        return not self.periods or self.is_wide or bool(self.roles)

    @property
    def unit(self) -> tuple[int, str]:
        """The place of a column of figures whose name states their unit, which is the second."""
        places = self.periods or [self.roles.get("value", -1)]
        return next(
            ((place, self.units[place]) for place in places if place in self.units), (0, "")
        )

    # --- the search

    def _read_units(self) -> None:
        """Find the units behind the names of columns that may hold figures."""
        words = _meant() | _meant("weak") | _meant(self.spec.dialect or "")
        self._bare = list(self.header)
        for place, name in enumerate(self.header):
            bare, unit = cells.unit_in_name(name)
            if self.spec.is_unit(unit):
                self._bare[place] = bare
            if words.get(column_key(bare)) == "value":
                self._keys[place] = column_key(self._bare[place])
            elif self._bare[place] == name:
                continue
            if unit:
                self.units[place] = cells.unit_code(unit)

    def _find(self) -> None:
        passed = self._find_labels() | self._find_named()
        words, vague = self._words(), _meant("weak")
        taken = {*self.roles, *self.spec.columns}  # by columns that the caller names
        strangers: list[int] = []
        weak: list[int] = []
        for place, key in enumerate(self._keys):
            role = words.get(key)
            lifted = place in self.where and role in {"indicator", "entity"}
            if place in passed or lifted or not key or role == "ignored":
                continue
            if role is None:
                (weak if key in vague else strangers).append(place)
            elif role == "dimension":
                self.dimensions.append(place)
            elif role not in taken:
                self._put(role, place)
        plain = set(self.roles)
        for place in weak:
            role = vague[self._keys[place]]
            wide = role == "value" and any(map(self._is_period, strangers))
            if role in plain or wide:
                strangers.append(place)
            else:
                self._put(role, place)
        for place in sorted(self._by_profile(strangers)):
            if place not in self.where:
                self._read_stranger(place)

    def _words(self) -> dict[str, str]:
        """Return what columns mean in this table, by the key of their name."""
        dialect, profile = self.spec.dialect, self.spec.profile
        known = profile.words if profile else {}
        words = {column_key(name): meaning for name, meaning in known.items()}
        declared = _meant(dialect) if dialect else {}
        return _meant("dimension") | _meant("ignored") | words | declared | _meant()

    def _find_labels(self) -> set[int]:
        """Return the places of columns that hold the words for another one's codes."""
        if not self._is_sdmx:
            return set()
        keys = self._keys
        begin = next((p for p, key in enumerate(keys) if key not in _LEADING), len(keys))
        if "structure name" in keys[:begin] and (len(keys) - begin) % 2 == 0:
            return set(range(begin + 1, len(keys), 2))  # each column has its label behind it
        return {p for p, k in enumerate(keys) if k.removesuffix(" label") in {*keys} - {k}}

    def _find_named(self) -> set[int]:
        """Find the columns that the caller names, by role or by a kind of file, or filters."""
        wanted = dict(self.spec.profile.columns) if self.spec.profile else {}
        wanted |= {role: (name,) for role, name in self.spec.columns.items()}
        for role, names in wanted.items():
            for place in [place for name in names for place in self._places(name)][:1]:
                self.roles[role] = place
        for name, said in self.spec.where.items():
            for place in self._places(name)[:1]:
                self.where[place] = said
        for name in (*self.spec.where, *self.spec.columns.values()):
            if not self._places(name):
                expected = f"one that names a column {name}"
                hint = "It was named in columns= or where=: write it as the table does."
                self._fault("the header", self._listed(), expected, hint)
        return set(self.roles.values())

    def _places(self, name: str) -> list[int]:
        exact = [place for place, column in enumerate(self.header) if column == name]
        return exact or [p for p, key in enumerate(self._keys) if key == column_key(name)]

    def _put(self, role: str, place: int) -> None:
        if role not in self.roles:
            self.roles[role] = place
            return
        if role in SOURCED:  # the first one says enough
            self.others.append(place)
            return
        got = listed((self.header[self.roles[role]], self.header[place]))
        hint = "Remove one, or name the right one in columns=."
        self._fault(f"the column {role}", got, "there once", hint)

    def _by_profile(self, strangers: list[int]) -> list[int]:
        """Find the roles that the known kind of file gives by place; return what is left."""
        profile = self.spec.profile
        if profile is None:
            return strangers
        free = [place for place in strangers if not self._is_period(place)]
        if profile.first_entity and free and "entity" not in self.roles:
            self.roles["entity"] = free[0]
        elif profile.only_value and len(free) == 1 and "value" not in self.roles:
            self.roles["value"] = free[0]
        return [place for place in strangers if place not in self.roles.values()]

    def _is_period(self, place: int) -> bool:
        try:
            cells.read_header_period(self._bare[place], self.spec.dialect)
        except InvalidValueError:
            return False
        return True

    def _read_stranger(self, place: int) -> None:
        """See what a column is that plays no known part."""
        cell = self.header[place]
        is_long = "period" in self.roles or "value" in self.roles
        try:
            period = cells.read_header_period(self._bare[place], self.spec.dialect)
        except InvalidValueError as fault:
            if cell[0].isdigit() and not is_long:
                self._fault("a column", shown(cell), fault.expected, fault.hint)
            else:
                self._read_other(place)
            return
        if is_long and not self.spec.columns:
            hint = "Give each figure a row, or each period a column and rename that of periods."
            expected = "no period where others are period or value"
            self._fault("a column", shown(cell), expected, hint)
        elif is_long:
            self.others.append(place)
        elif period[0] in (known for known, _ in self.periods.values()):
            self._fault(f"the column {period[0]}", shown(cell), "there once", "Remove one.")
        else:
            self.periods[place] = period

    def _read_other(self, place: int) -> None:
        key = self._keys[place]
        if self._is_sdmx:
            self.dimensions.append(place)
            return
        if place not in self.where and (role := self._hinted(key)):
            name = shown(self.header[place])
            expected = f"named in columns= if it is {role}, or passed over by where="
            hint = f"Pass columns={{{role!r}: {name!r}}}, or where={{{name!r}: '*'}}."
            self._fault("a column", name, expected, hint)
            return
        if not self.spec.columns and self.spec.profile is None:
            free = [name for name, role in _meant().items() if role not in (*self.roles, "note")]
            if near := get_close_matches(shown(key), free, n=1, cutoff=_NEAR):
                expected = f"a known one: is it {near[0]!r}?"
                hint = "Rename it, remove it, or name the columns in columns=."
                self._fault("a column", shown(self.header[place]), expected, hint)
                return
        self.others.append(place)

    def _hinted(self, key: str) -> str | None:
        """Return the role that a word in a column's name speaks of, where no column has it.

        Who, when it came out and in which unit: without it, figures would be judged as those of
        another place, day or unit.
        """
        if self.spec.profile is not None:
            return None
        words = f" {key} "
        hints = (role for word, role in _meant("hint").items() if f" {word} " in words)
        said = {*self.roles, *(("unit",) if self.spec.unit is not None else ())}
        return next((role for role in hints if role not in said), None)

    def _check(self) -> None:
        required = self.needs if self.periods else (*self.needs, "period", "value")
        for role in required:
            if role not in self.roles and role not in self.spec.columns:
                expected = f"one that names a column {', '.join(_names_of(role)[:3])}"
                self._fault("the header", self._listed(), expected, self._how_to_name(role))
        if len(units := {unit for place, unit in self.units.items() if place in self.periods}) > 1:
            self._fault("the unit", listed(sorted(units)), "one in all columns")
        for role in _OF_ONE_FIGURE if self.periods else ():
            if role in self.roles:
                expected = "no column that speaks of one figure where a row holds several"
                hint = "Remove it, or give each figure a row of its own."
                self._fault("the header", shown(self.header[self.roles[role]]), expected, hint)

    def _how_to_name(self, role: str) -> str:
        keys = set(self._keys)
        for profile in profiles():
            if profile.marks and set(map(column_key, profile.marks)) <= keys:
                return f"It looks like a file of {profile.name.en}: pass profile={profile.id!r}."
        known = [column_key(cells.unit_in_name(name)[0]) for name in self.header]
        names = map(column_key, _names_of(role))
        near = [k for name in names for k in get_close_matches(name, known, n=1, cutoff=0.6)]
        column = repr(shown(self.header[known.index(near[0])])) if near else "..."
        return f"Rename the column, or pass columns={{{role!r}: {column}}}."

    def _listed(self) -> str:
        return listed(name for name in self.header if name)

    def _fault(self, field: str, got: str, expected: str, hint: str = "") -> None:
        self.faults.append(InvalidValueError(field, got, expected, hint))
