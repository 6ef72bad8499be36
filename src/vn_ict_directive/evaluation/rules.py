"""The rules of a verdict as tables: of the cases of a table, the first that holds decides.

A case is a list of named facts, those of :func:`facts`, and what follows where all of them
hold. Facts are found twice: by loops over one series in :mod:`vn_ict_directive.evaluation.facts`,
by aggregations over a panel in :mod:`vn_ict_directive.panels.facts`. Their meaning is here alone:
:func:`ruling` reads the tables for one series, :mod:`vn_ict_directive.panels.rules` compiles them
for a panel, and the page ``docs/explanation/how-targets-are-evaluated.md`` prints them.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

import attrs

from vn_ict_directive.evaluation.outcome import Labelled, Outcome, Pace, Reason, Status
from vn_ict_directive.text import Text
from vn_ict_directive.words import WORDS


def facts() -> Mapping[str, Text]:
    """Return the names of the facts that tables ask for, with their meaning.

    Codes of outcomes and paces, such as ``missed``, are facts too, for the tables that are
    read after these are known.
    """
    return {name[5:]: text for name, text in WORDS.items() if name.startswith("fact ")}


T = TypeVar("T")


@attrs.frozen(slots=False)
class Case(Generic[T]):
    """One line of a table.

    Attributes:
        when: The names of the facts that must hold and, with ``~`` before them, of those that
            must not. A case without a name always holds.
        then: What follows.
        table: The name of its table, whose cases have sentences of their own; empty for a place
            among the reasons, where a case is put into words by the label of its reason.
    """

    when: str
    then: T
    table: str = ""

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The names of the facts that must hold."""
        return frozenset(name for name in self.when.split() if name[0] != "~")

    @cached_property
    def barred(self) -> frozenset[str]:
        """The names of the facts that must not hold."""
        return frozenset(name[1:] for name in self.when.split() if name[0] == "~")

    @property
    def text(self) -> Text:
        """The case in a sentence."""
        if self.table:
            return WORDS[f"case {self.table} {self.when}".strip()]
        return self.then.labels if isinstance(self.then, Labelled) else WORDS["nothing said"]

    def holds(self, facts: AbstractSet[str]) -> bool:
        """Whether the case holds, by the names of the facts that hold."""
        return self.wanted <= facts and self.barred.isdisjoint(facts)


@attrs.frozen
class Table(Generic[T]):
    """Cases in their order; the last one always holds.

    Attributes:
        name: The name of its question.
        cases: The cases.
    """

    name: str
    cases: tuple[Case[T], ...]

    @property
    def title(self) -> Text:
        """The question that the table answers."""
        return WORDS[self.name]

    def first(self, facts: AbstractSet[str]) -> T:
        """Return what follows from the first case that holds."""
        return next(case.then for case in self.cases if case.holds(facts))


def _table(name: str, *cases: tuple[str, T]) -> Table[T]:
    """Make a table whose cases have sentences of their own."""
    return Table(f"table {name}", tuple(Case(when, then, name) for when, then in cases))


Places = tuple[Table[Reason | None], ...]
"""A table for each place among the reasons of a verdict, in order."""


def _place(name: str, *cases: tuple[str, Reason | None]) -> Table[Reason | None]:
    """Make the table of one place among the reasons, which may remain empty."""
    if cases[-1][0]:
        cases = (*cases, ("", None))
    return Table(f"place {name}", tuple(Case(when, then) for when, then in cases))


OUTCOME: Final = _table(
    "outcome",
    ("early reach", Outcome.MET),
    ("early", Outcome.MISSED),
    ("before_due", Outcome.PENDING),
    ("unsure", Outcome.UNDETERMINED),
    ("deciding foreign", Outcome.UNDETERMINED),
    ("deciding open", Outcome.UNDETERMINED),
    ("deciding satisfies", Outcome.MET),
    ("deciding", Outcome.MISSED),
    ("suspended", Outcome.NOT_EVALUABLE),
    ("no_edition", Outcome.NOT_EVALUABLE),
    ("", Outcome.AWAITING_DATA),
)

EVENT: Final = _table(
    "event",
    ("happened ~contradicted", Outcome.MET),
    ("before_due", Outcome.PENDING),
    ("happened", Outcome.UNDETERMINED),
    ("denied", Outcome.MISSED),
    ("imprecise", Outcome.UNDETERMINED),
    ("happened_late", Outcome.MISSED),
    ("suspended", Outcome.NOT_EVALUABLE),
    ("", Outcome.AWAITING_DATA),
)

PACE: Final = _table(
    "pace",
    ("~moved", Pace.INSUFFICIENT_DATA),
    ("holding", Pace.HOLDING),
    ("censored", Pace.INSUFFICIENT_DATA),
    ("no_way lost", Pace.REGRESSING),
    ("no_way", Pace.STALLED),
    ("overshot", Pace.REGRESSING),
    ("too_late", Pace.INSUFFICIENT_DATA),
    ("fast", Pace.ON_TRACK),
    ("fair", Pace.SLOW),
    ("forward", Pace.STALLED),
    ("", Pace.REGRESSING),
)

STATUS: Final = _table(
    "status",
    ("missed satisfied_later", Status.MET_LATE),
    ("missed denied", Status.OVERDUE),
    ("met beyond", Status.EXCEEDED),
    ("", None),
)

REASONS: Final[Places] = (
    _place(
        "why the outcome",
        ("early reach", Reason.REACHED_IN_TIME),
        ("early", Reason.VIOLATED_IN_TIME),
        ("before_due", Reason.BEFORE_DUE),
        ("unsure", Reason.BOUND_UNDECIDED),
        ("deciding by_publication", Reason.LATEST_PUBLISHED_AT_DUE),
        ("deciding earlier_edition", Reason.EDITION_BEFORE_DUE),
        ("deciding", Reason.FIGURE_IN_WINDOW),
        ("no_reference", Reason.NO_REFERENCE),
        ("suspended", Reason.SUSPENDED),
        ("no_edition", Reason.NO_EDITION_IN_WINDOW),
        ("by_publication", Reason.NOTHING_PUBLISHED_AT_DUE),
        ("", Reason.NO_FIGURE_IN_WINDOW),
    ),
    _place(
        "without the value of the reference period",
        ("no_reference before_due", Reason.NO_REFERENCE),
        ("no_reference suspended", Reason.SUSPENDED),
        ("no_reference no_edition", Reason.NO_EDITION_IN_WINDOW),
    ),
    _place("why it is undetermined", ("undetermined ~unsure ~foreign", Reason.BOUND_UNDECIDED)),
    _place("maintained", ("met gaps", Reason.PERIODS_MISSING)),
    _place(
        "after the due date",
        ("missed satisfied_later", Reason.MET_AFTER_DEADLINE),
        ("met violated_later", Reason.LOST_AFTER_DEADLINE),
    ),
    _place("the method", ("refused", Reason.BREAK_REFUSED)),
    _place(
        "the baseline",
        ("no_reference", None),
        ("~known", Reason.NO_FIGURES),
        ("refused", None),
        ("rebased", Reason.REBASED_AFTER_BREAK),
        ("baseline_late", Reason.BASELINE_PUBLISHED_LATER),
        ("baseline_after_start", Reason.BASELINE_AFTER_START),
    ),
    _place("the latest figure", ("known ~refused ~no_reference ~moved", Reason.NOTHING_NEWER)),
    _place("while there is no pace", ("pending holding ~moved", Reason.SATISFIES_ALREADY)),
    _place(
        "why there is no ratio",
        ("censored", Reason.CENSORED_FIGURE),
        ("~moved", None),
        ("no_way", Reason.BASELINE_SATISFIED),
        ("overshot", Reason.OVERSHOT),
        ("too_late", Reason.BASELINE_AFTER_DUE),
    ),
    _place("the basis of the pace", ("moved ~holding thin", Reason.SHORT_BASIS)),
    _place(
        "how fresh the figures are",
        ("pending stale", Reason.STALE_FIGURE),
        ("awaiting_data stale", Reason.STALE_FIGURE),
    ),
    _place("the leading group", ("met beyond", Reason.BEYOND_LEADING_GROUP)),
)
"""What is said of a target with a number: a table for each place among its reasons, in order."""

EVENT_REASONS: Final[Places] = (
    _place(
        "why the outcome",
        ("happened ~contradicted", Reason.EVENT_IN_TIME),
        ("before_due", Reason.BEFORE_DUE),
        ("happened", Reason.REPORTS_CONFLICT),
        ("denied", Reason.REPORTED_NOT_DONE),
        ("imprecise", Reason.EVENT_DATE_IMPRECISE),
        ("happened_late", Reason.EVENT_AFTER_DUE),
        ("suspended", Reason.SUSPENDED),
        ("by_publication", Reason.NOTHING_PUBLISHED_AT_DUE),
        ("", Reason.NO_EVENT_REPORTED),
    ),
    _place(
        "before the start, after the due date",
        ("met before_start", Reason.EVENT_BEFORE_START),
        ("missed satisfied_later", Reason.MET_AFTER_DEADLINE),
    ),
)
"""What is said of a milestone, in order."""

DOUBTS: Final[Places] = (
    _place("the unit", ("fractions", Reason.LOOKS_LIKE_FRACTIONS)),
    _place("the day of gathering", ("ungathered", Reason.AFTER_GATHERED)),
    _place(
        "how certain the figure is",
        ("uncertain ~awaiting_data ~not_evaluable", Reason.UNCERTAIN_FIGURE),
    ),
    _place("what was inferred", ("inferred", Reason.INFERRED)),
)
"""What is said of any target, after its other reasons."""

STAGES: Final = _place("earlier stages", ("earlier_missed", Reason.EARLIER_STAGE_MISSED))
"""What is said last, of a target in stages."""


class Ruling(NamedTuple):
    """What follows from the facts: both answers, and why."""

    outcome: Outcome
    pace: Pace
    reasons: tuple[Reason, ...]


@lru_cache(4096)
def ruling(facts: frozenset[str]) -> Ruling:
    """Read the tables. The same facts are looked up, since a verdict takes microseconds."""
    is_event = "milestone" in facts
    outcome, pace = (EVENT if is_event else OUTCOME).first(facts), PACE.first(facts)
    known = facts | {outcome}
    places = (*(EVENT_REASONS if is_event else REASONS), *DOUBTS)
    reasons = (place.first(known) for place in places)
    return Ruling(outcome, pace, tuple(reason for reason in reasons if reason is not None))


def headline(outcome: Outcome, pace: Pace, **facts: bool) -> Status:
    """Return the status by both answers and the facts that the table :data:`STATUS` asks for."""
    own = STATUS.first({outcome, *held(facts)})
    return own or Status[(pace if outcome is Outcome.PENDING else outcome).name]


def held(facts: Mapping[str, bool]) -> frozenset[str]:
    """Return the names of the facts that hold."""
    return frozenset([name for name, holds in facts.items() if holds])
