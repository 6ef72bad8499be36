"""What commands share: what each may be asked, and how it answers."""

import datetime as dt
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.ingest import Dates, Dialect
from vn_ict_directive.model import Directive
from vn_ict_directive.observations import Series
from vn_ict_directive.phrases import in_vietnamese
from vn_ict_directive.present.sheets import Sheet, sheets
from vn_ict_directive.scorecards import figures as figures_of
from vn_ict_directive.text import Lang
from vn_ict_directive.validators import as_date
from vn_ict_directive.words import say

if TYPE_CHECKING:
    from vn_ict_directive.ingest.reading import Table
    from vn_ict_directive.ingest.roles import Spec

Answer = list[Sheet] | str
"""What a command says: what is shown, or a document in JSON."""


@attrs.frozen(kw_only=True)
class Asked:
    """What every command may be asked; its fields, and those of the classes below, are options.

    Attributes:
        lang: The language of the answer.
        json: Whether to answer in JSON.
    """

    lang: Lang = "vi"
    json: bool = False

    def answer(self, things: Any, whole: Directive | None = None) -> Answer:
        """Return what an object, or each of several, shows of itself, or all of it as JSON."""
        if self.json:
            from vn_ict_directive.exchange.json import to_json

            return to_json(things)
        each = things if isinstance(things, list) else [things]
        return [sheet for one in each for sheet in sheets(one, self.lang, whole)]

    def wrote(self, file: Path, *closing: str) -> Answer:
        """Say which file was written."""
        if self.json:
            return listed(written=[str(file)])
        return [Sheet(title=say("wrote", self.lang, what=file), closing=closing)]


@attrs.frozen(kw_only=True)
class OfDirective(Asked):
    """What a command about a directive may be asked.

    Attributes:
        directive: The file of another directive than the one that comes with the package.
    """

    directive: Path | None = None

    @cached_property
    def whole(self) -> Directive:
        """The directive."""
        if self.directive is None:
            return DIRECTIVE_01
        from vn_ict_directive.exchange.json import load_directive

        return load_directive(self.directive)


@attrs.frozen(kw_only=True)
class OfTable(OfDirective):
    """What a command that reads a table of the user's own may be asked: how to read it.

    Attributes:
        columns: What roles its columns have.
        where: Which of its rows to take.
        dialect: How it writes numbers and dates.
        dates: What its dates stand for.
        profile: What known kind of file it is.
    """

    columns: str | None = None
    where: str | None = None
    dialect: Dialect | None = None
    dates: Dates | None = None
    profile: str | None = None

    def spec(self, **more: Any) -> "Spec":
        """Return how to read it."""
        from vn_ict_directive.ingest.roles import Spec

        return Spec(
            columns=pairs_of("--columns", self.columns),
            where=pairs_of("--where", self.where),
            dialect=self.dialect,
            dates=self.dates,
            profile=self.profile,
            **more,
        )

    def day_of(self, day: str | None, option: str = "--as-of") -> dt.date:
        """Return the day asked for; by default today in Viet Nam, whose days due dates are."""
        if day is None:
            return dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
        if self.dialect is None:
            return as_date(day, option)
        from vn_ict_directive.ingest.cells import read_day

        try:
            return read_day(day, self.dialect)
        except InvalidValueError as fault:
            raise attrs.evolve(fault, field=option) from None

    def noting(self, table: "Table | None", answer: Answer) -> Answer:
        """Say behind an answer what of a table was passed over."""
        if table is None or isinstance(answer, str):
            return answer
        notes = map(in_vietnamese, table.notes) if self.lang == "vi" else table.notes
        *before, last = answer
        first, rest = last.closing[:1], last.closing[1:]
        return [*before, attrs.evolve(last, closing=(*first, *notes, *rest))]


@attrs.frozen(kw_only=True)
class TimedTable(OfTable):
    """What a command that judges a table of the user's own may be asked.

    Attributes:
        timing: Which figures count for the due date.
    """

    timing: Literal["reference_period", "publication"] = "reference_period"


@attrs.frozen(kw_only=True)
class WithFigures(OfTable):
    """What a command that judges by the published figures may be asked.

    Attributes:
        figures: A file of the user's own figures.
        entity: Whose rows of it count.
    """

    figures: Path | None = None
    entity: str = "VN"

    @cached_property
    def _table(self) -> "Table | None":
        if self.figures is not None:
            from vn_ict_directive.ingest.reading import opened

            spec = self.spec(entity=self.entity, measured=self.whole.indicators)
            return opened(self.figures, spec, ("indicator",))
        for name in ("columns", "where", "dates", "profile"):  # a dialect is that of options, too
            if getattr(self, name) is not None:
                expected = "used with --figures, whose file it is about"
                raise InvalidValueError(f"--{name}", getattr(self, name), expected)
        return None

    @cached_property
    def own(self) -> tuple[Series, ...]:
        """The user's own figures."""
        return tuple(self._table.series()) if self._table else ()

    def answer(self, things: Any, whole: Directive | None = None) -> Answer:
        """Return what objects show of themselves, and what of the user's table was passed over."""
        return self.noting(self._table, super().answer(things, whole))

    def wrote(self, file: Path, *closing: str) -> Answer:
        """Say which file was written, and what of the user's table was passed over."""
        return self.noting(self._table, super().wrote(file, *closing))

    @cached_property
    def pool(self) -> tuple[Series, ...]:
        """All figures, the user's own before those that come with the package."""
        return figures_of(self.whole, prefer=self.own)


@attrs.frozen(kw_only=True)
class OnDay(WithFigures):
    """What a command that judges as of one day may be asked.

    Attributes:
        as_of: The day.
    """

    as_of: str | None = None

    @cached_property
    def day(self) -> dt.date:
        """The day asked for; by default today."""
        return self.day_of(self.as_of)


def pairs_of(option: str, text: str | None) -> dict[str, str] | None:
    """Read names and what they stand for; a comma parts them where an equals sign follows."""
    if text is None:
        return None
    pairs = [pair.partition("=") for pair in re.split(r",(?=[^,=]+=)", text)]
    for name, sign, said in pairs:
        if not (name.strip() and sign and said.strip()):
            expected = "names with commas between, such as entity=REF_AREA,period=TIME_PERIOD"
            raise InvalidValueError(option, text, expected)
    return {name.strip(): said.strip() for name, _, said in pairs}


def listed(**facts: object) -> str:
    """Return counts and names as JSON that says that it is unofficial."""
    import json

    return json.dumps(facts | {"official": False}, ensure_ascii=False, sort_keys=True, indent=2)
