"""What the columns of a table mean: one vocabulary for files, frames and panels."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, Literal, get_args

import attrs

from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.ingest.cells import Dialect, read_header_period
from vn_ict_directive.ingest.profiles import PROFILES, Profile, profile_of
from vn_ict_directive.observations import Flag, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.text import fold
from vn_ict_directive.units import Unit, to_unit

__all__ = ["IGNORED_COLUMNS", "ROLES", "Dates", "Layout", "Spec", "column_key", "shown"]

Dates = Literal["day", "month", "quarter", "year"]
"""What a date stands for where it could be a day or the period that begins on it."""

_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "period": ("period", "year", "time_period", "năm", "kỳ"),
    "value": ("value", "obs_value", "giá trị"),
    "bound": ("bound",),
    "published": ("published", "công bố"),
    "indicator": ("indicator", "chỉ số", "chỉ tiêu"),
    "entity": ("entity", "ref_area"),
    "reporter": ("reporter", "đơn vị báo cáo", "bên báo cáo"),
    "basis": ("basis",),
    "unit": ("unit", "units"),
    "gathered": ("gathered",),
    "flags": ("flags",),
    "note": ("note", "ghi chú", "comment_obs", "obs_comment"),
    "start": ("start",),
    "due": ("due",),
    "obs_status": ("obs_status",),
    "obs_flag": ("obs_flag",),
    "unit_measure": ("unit_measure",),
    "unit_mult": ("unit_mult",),
    "action": ("action",),
}
ROLES: Final = tuple(_ALIASES)
"""Every part that a column can play."""

# Words that name a role only where no column has a plainer name for it.
_WEAKER: Final = {"period": ("time", "date"), "entity": ("geo", "location", "country")}
_DECLARED: Final = {
    "vi": {
        "period": ("thời kỳ",),
        "value": ("xếp hạng",),
        "published": ("ngày công bố",),
        "entity": ("địa phương",),
        "unit": ("đơn vị tính",),
    }
}
_DIMENSIONS: Final = (
    *("freq", "frequency", "sex", "gender", "age", "age group", "urbanisation", "urbanization"),
    *("degree of urbanisation", "residence", "measure", "adjustment", "transformation"),
    *("giới tính", "nhóm tuổi", "độ tuổi", "thành thị nông thôn", "khu vực"),
)
"""Columns that part figures, whatever table they are in."""

IGNORED_COLUMNS: Final = (
    *("dataflow", "structure", "structure_id", "structure_name", "obs_key", "series_key"),
    *("decimals", "data_source", "last update", "conf_status", "obs_conf", "time_format"),
    *("source", "source_title", "source_url", "url", "status"),
    *("published_by", "printed", "derivation", "second_accounts"),
)
"""Columns that may stand in a table and say nothing of its figures."""

# By key: several figures of a row cannot share these.
_OF_ONE_FIGURE: Final = ("bound", "flags", "obs_status", "obs_flag")
_LEADING_SDMX: Final = re.compile(r"dataflow|structure(\[.\])?")
_LEADING: Final = frozenset(
    ("dataflow", "structure", "structure id", "structure name", "action", "obs key", "series key")
)
_ANY: Final = "*"
_MOST_SHOWN: Final = 8
_LONGEST_SHOWN: Final = 60
_NEAR: Final = 0.82


def shown(cell: str) -> str:
    """Shorten what an error shows of a cell."""
    return cell if len(cell) <= _LONGEST_SHOWN else f"{cell[:_LONGEST_SHOWN]}…"


def column_key(name: str) -> str:
    """Reduce a column's name to what does not depend on case, tones or underscores."""
    return " ".join(fold(name[:1000]).replace("_", " ").split())


_STRONG: Final = {column_key(name): role for role, names in _ALIASES.items() for name in names}
_WEAK: Final = {column_key(name): role for role, names in _WEAKER.items() for name in names}
_IGNORED: Final = frozenset(map(column_key, IGNORED_COLUMNS))
_PARTING: Final = frozenset(map(column_key, _DIMENSIONS))


def _names(value: Any, field: str, example: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise InvalidValueError(field, value, f"a mapping like {example}")
    for name, said in value.items():
        if not isinstance(name, str) or not isinstance(said, str) or not said.strip():
            raise InvalidValueError(f"{field}[{name!r}]", said, "a text that is not empty")
    return {name.strip(): said.strip() for name, said in value.items()}


def _ids(indicators: Any) -> dict[str, str]:
    if not isinstance(indicators, Mapping):
        raise InvalidValueError("indicators", indicators, "a mapping of names to ids")
    for code, one in indicators.items():
        if not isinstance(code, str):
            raise InvalidValueError("a name in indicators", code, "text")
        Series(indicator=one)
    return {code.strip().casefold(): one for code, one in indicators.items()}


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
        indicator: Id of the one indicator whose rows count or, without such a column, that all
            are of.
        entity: The same of the one entity.
        unit: What all figures count.
        indicators: What the table calls indicators, in lower case, and their ids; None for ids.
    """

    columns: Mapping[str, str] = attrs.field(factory=dict)
    where: Mapping[str, str] = attrs.field(factory=dict)
    dialect: Dialect | None = None
    dates: Dates | None = None
    profile: Profile | None = None
    lone_thousands: bool = False
    indicator: str | None = None
    entity: str | None = None
    unit: Unit | None = None
    indicators: Mapping[str, str] | None = None

    @classmethod
    def of(
        cls,
        columns: Any = None,
        where: Any = None,
        dialect: Any = None,
        dates: Any = None,
        profile: Any = None,
        *,
        indicator: str | None = None,
        entity: str | None = None,
        unit: Any = None,
        indicators: Any = None,
    ) -> "Spec":
        """Check what a caller says of a table.

        Raises:
            InvalidValueError: An argument is not what it should be.
            UnknownNameError: *columns* names a role, or *profile* a kind of file, that is unknown.
        """
        Series(indicator=indicator or "x", entity="x" if entity is None else entity)
        named = {} if columns is None else _names(columns, "columns", "{'value': 'Xếp hạng'}")
        for role in named:
            if role not in ROLES:
                raise UnknownNameError("column to be read", role, ROLES)
        if len(set(map(column_key, named.values()))) < len(named):
            raise InvalidValueError("columns", named, "a different column for each name")
        for field, value, known in (("dialect", dialect, Dialect), ("dates", dates, Dates)):
            if value is not None and value not in get_args(known):
                expected = " or ".join(map(repr, get_args(known)))
                raise InvalidValueError(field, value, expected)
        return cls(
            columns=named,
            where={} if where is None else _names(where, "where", "{'SEX': 'T'}"),
            dialect=dialect,
            dates=dates,
            profile=None if profile is None else profile_of(profile),
            indicator=indicator,
            entity=entity,
            unit=None if unit is None else to_unit(unit),
            indicators=None if indicators is None else _ids(indicators),
        )

    def id_of(self, cell: str) -> str | None:
        """Return the id of the indicator that a cell names; None where it was not asked for."""
        code = cell.strip().casefold()
        return code if self.indicators is None else self.indicators.get(code)


@attrs.frozen(kw_only=True)
class Layout:
    """What the columns of one table are.

    Attributes:
        header: Their names.
        roles: By role, the place of its column.
        periods: Of a table with a column a period, by place which, and the flags that its name
            gives to figures.
        where: By place, what a cell must say for its row to count.
        dimensions: Places of columns that part figures: one word in each series.
        others: Places of columns that say nothing here.
        labelled: Places of columns whose cells are ``code: label``.
        faults: What is wrong with the header.
    """

    header: tuple[str, ...]
    roles: Mapping[str, int]
    periods: Mapping[int, tuple[Period, tuple[Flag, ...]]]
    where: Mapping[int, str]
    dimensions: tuple[int, ...]
    others: tuple[int, ...]
    labelled: frozenset[int]
    faults: tuple[InvalidValueError, ...]
    unnamed: tuple[int, ...] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """See which columns have no name, and so must be empty."""
        places = tuple(place for place, name in enumerate(self.header) if not name)
        object.__setattr__(self, "unnamed", places)

    @classmethod
    def of(cls, header: Sequence[str], spec: Spec, needs: Sequence[str] = ()) -> "Layout":
        """Find the roles of columns by their names.

        Args:
            header: The names, as the table gives them.
            spec: What the caller says of the table.
            needs: Roles that must be there, beside period and value.
        """
        finder = _Finder(tuple(header), spec)
        finder.find(needs)
        return cls(
            header=finder.header,
            roles=finder.roles,
            periods=finder.periods,
            where=finder.where,
            dimensions=tuple(finder.dimensions),
            others=tuple(finder.others),
            labelled=frozenset(finder.labelled),
            faults=tuple(finder.faults),
        )

    def name(self, role: str) -> str:
        """Return the name that the table itself gives the column of a role."""
        return shown(self.header[self.roles[role]])

    @property
    def notes(self) -> tuple[str, ...]:
        """Which columns say nothing here, in words."""
        listed = ", ".join(repr(shown(self.header[place])) for place in self.others)
        return (f"Columns that say nothing here are passed over: {listed}.",) if listed else ()

    @property
    def is_header(self) -> bool:
        """Whether a line further down in a file, without a fault, can only be a header."""
        few = 3
        return not self.periods or len(self.periods) >= few or bool(self.roles)


@attrs.define
class _Finder:
    """The search for roles in one header."""

    header: tuple[str, ...]
    spec: Spec
    roles: dict[str, int] = attrs.field(init=False, factory=dict)
    periods: dict[int, tuple[Period, tuple[Flag, ...]]] = attrs.field(init=False, factory=dict)
    where: dict[int, str] = attrs.field(init=False, factory=dict)
    dimensions: list[int] = attrs.field(init=False, factory=list)
    others: list[int] = attrs.field(init=False, factory=list)
    labelled: set[int] = attrs.field(init=False, factory=set)
    faults: list[InvalidValueError] = attrs.field(init=False, factory=list)
    keys: list[str] = attrs.field(init=False)
    is_sdmx: bool = attrs.field(init=False)
    named: dict[int, str] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """See of which kind the table is, and where labels stand beside codes."""
        ids = [column_key(name.partition(": ")[0]) for name in self.header]
        self.is_sdmx = any(map(_LEADING_SDMX.fullmatch, ids[:1])) or (
            {"time period", "obs value"} <= set(ids)
        )
        self.keys = ids if self.is_sdmx else list(map(column_key, self.header))
        if self.is_sdmx:
            said = {place for place, name in enumerate(self.header) if ": " in name}
            self.labelled |= {place for place in said if _STRONG.get(self.keys[place]) != "note"}

    def find(self, needs: Sequence[str]) -> None:
        strangers = self._find_known()
        if self.spec.profile is not None:
            strangers = self._by_profile(self.spec.profile, strangers)
        for place in sorted(strangers):
            if self.keys[place] not in _IGNORED and place not in self.where:
                self._read_stranger(place)
        self._check(needs)

    def _find_known(self) -> list[int]:
        """Find the columns of which the name says the role; return those that are left."""
        labels = self._labels()
        self._find_named()
        strangers: list[int] = []
        weak: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys):
            if place in labels or place in self.named or self._is_lifted(place) or not key:
                continue
            role = _STRONG.get(key) or self._declared().get(key)
            if role is None and key in _WEAK:
                weak.setdefault(_WEAK[key], []).append(place)
            elif role is None:
                strangers.append(place)
            elif role not in self.spec.columns:  # else another column plays this part
                self._put(role, place)
        for role, places in weak.items():
            if role in self.roles:
                strangers += places
            else:
                for place in places:
                    self._put(role, place)
        return strangers

    def _declared(self) -> dict[str, str]:
        """Return the names of columns in the dialect that the caller declares."""
        declared = {} if self.spec.dialect is None else _DECLARED.get(self.spec.dialect, {})
        return {column_key(name): role for role, names in declared.items() for name in names}

    def _is_lifted(self, place: int) -> bool:
        """Whether a filter says whom and what the rows are about, in words that are not ours."""
        return place in self.where and _STRONG.get(self.keys[place]) in {"indicator", "entity"}

    def _find_named(self) -> None:
        """Find the columns that the caller names, for a role or for a filter."""
        for role, name in self.spec.columns.items():
            for place in self._places(name)[:1]:
                self.named[place] = role
                self.roles[role] = place
        for name, said in self.spec.where.items():
            places = self._places(name)
            if places:
                self.where[places[0]] = said
            else:
                expected = f"one that names a column {name}"
                self._fault("the header", self._listed(), expected, "It is in where=.")

    def _places(self, name: str) -> list[int]:
        exact = [place for place, column in enumerate(self.header) if column == name]
        return exact or [p for p, key in enumerate(self.keys) if key == column_key(name)]

    def _labels(self) -> set[int]:
        """Return the places of columns that hold the words for another one's codes."""
        if not self.is_sdmx:
            return set()
        keys = self.keys
        begin = next((p for p, key in enumerate(keys) if key not in _LEADING), len(keys))
        if "structure name" in keys[:begin] and (len(keys) - begin) % 2 == 0:
            return set(range(begin + 1, len(keys), 2))  # each column has its label behind it
        return {p for p, k in enumerate(keys) if k.removesuffix(" label") in {*keys} - {k}}

    def _put(self, role: str, place: int) -> None:
        if role not in self.roles:
            self.roles[role] = place
            return
        got = f"{self.header[self.roles[role]]} and {self.header[place]}"
        hint = "Remove one, or name the right one in columns=."
        self._fault(f"the column {role}", got, "there once", hint)

    def _by_profile(self, profile: Profile, strangers: list[int]) -> list[int]:
        """Give roles as the known kind of file has them; return the columns that are left."""
        left = list(strangers)
        for role, names in profile.columns.items():
            found = [p for name in names for p in left if self.keys[p] == column_key(name)]
            if found and role not in self.spec.columns:
                self.roles[role] = found[0]
                left.remove(found[0])
        ignored = frozenset(map(column_key, profile.ignored))
        self.others += [place for place in left if self.keys[place] in ignored]
        left = [place for place in left if self.keys[place] not in ignored]
        self.dimensions += [p for p in left if self.keys[p] in map(column_key, profile.dimensions)]
        left = [place for place in left if place not in self.dimensions]
        for role, known in (("entity", profile.first_entity), ("value", profile.only_value)):
            free = [p for p in left if not self._is_period(self.header[p])]
            if known and free and role not in self.roles and (role == "entity" or len(free) == 1):
                self.roles[role] = free[0]
                left.remove(free[0])
        return left

    def _is_period(self, name: str) -> bool:
        try:
            read_header_period(name, self.spec.dialect)
        except InvalidValueError:
            return False
        return True

    def _read_stranger(self, place: int) -> None:
        """See what a column is that plays no known part."""
        cell = self.header[place]
        is_long = "period" in self.roles or "value" in self.roles
        try:
            period = read_header_period(cell, self.spec.dialect)
        except InvalidValueError as fault:
            if cell[0].isdigit() and not is_long:
                self._fault("a column", shown(cell), fault.expected, fault.hint)
                return
            period = None
        if period is None:
            self._read_other(place)
        elif is_long and not self.spec.columns:
            hint = "A table has a row a figure, or else a column a period."
            expected = "no period where others are period or value"
            self._fault("a column", shown(cell), expected, hint)
        elif is_long:
            self.others.append(place)
        elif period[0] in (known for known, _ in self.periods.values()):
            self._fault(f"the column {period[0]}", shown(cell), "there once", "Remove one.")
        else:
            self.periods[place] = period

    def _read_other(self, place: int) -> None:
        key = self.keys[place]
        if self.is_sdmx or key in _PARTING:
            self.dimensions.append(place)
            return
        if not self.spec.columns and self.spec.profile is None:
            free = [name for name, role in _STRONG.items() if role not in (*self.roles, "note")]
            if near := get_close_matches(shown(key), free, n=1, cutoff=_NEAR):
                expected = f"a known one: is it {near[0]!r}?"
                hint = "Rename it, remove it, or name the columns in columns=."
                self._fault("a column", shown(self.header[place]), expected, hint)
                return
        self.others.append(place)

    def _check(self, needs: Sequence[str]) -> None:
        required = needs if self.periods else (*needs, "period", "value")
        for role in dict.fromkeys((*required, *self.spec.columns)):
            if role not in self.roles:
                named = self.spec.columns.get(role)
                wanted = (named,) if named else _ALIASES[role]
                expected = f"one that names a column {' or '.join(wanted)}"
                hint = "" if named else self._how_to_name(role)
                self._fault("the header", self._listed(), expected, hint)
        for role in _OF_ONE_FIGURE if self.periods else ():
            if role in self.roles:
                expected = "no column that speaks of one figure where a row holds several"
                hint = "Remove it, or give each figure a row of its own."
                self._fault("the header", shown(self.header[self.roles[role]]), expected, hint)

    def _how_to_name(self, role: str) -> str:
        keys = set(self.keys)
        for profile in PROFILES:
            if profile.marks and set(map(column_key, profile.marks)) <= keys:
                return f"It looks like a file of {profile.name.en}: pass profile={profile.id!r}."
        known = [key for key in self.keys if key]
        names = [name for name, its in _STRONG.items() if its == role]
        near = [k for name in names for k in get_close_matches(name, known, n=1, cutoff=0.6)]
        column = repr(self.header[self.keys.index(near[0])]) if near else "..."
        return f"Rename the column, or pass columns={{{role!r}: {column}}}."

    def _listed(self) -> str:
        names = [shown(name) for name in self.header if name]
        return ", ".join(names[:_MOST_SHOWN]) + (", …" if len(names) > _MOST_SHOWN else "")

    def _fault(self, field: str, got: str, expected: str, hint: str = "") -> None:
        self.faults.append(InvalidValueError(field, got, expected, hint))
