"""What a directive asks: tasks, and targets that an indicator measures."""

import datetime as dt
from collections.abc import Iterable
from itertools import combinations
from typing import Any, Final, Literal, get_args

import attrs

from vn_ict_directive import criteria
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.model.indicators import Indicator
from vn_ict_directive.model.parties import Identity
from vn_ict_directive.periods import months_before, ticks_of, to_due, whole_months
from vn_ict_directive.shown import Named
from vn_ict_directive.sources import Span
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import AnyUnit, Unit
from vn_ict_directive.validators import as_tuple, by_annotation, identifier, instance_of, to_day

Mode = Literal["at", "reach", "maintain"]
"""When a target must hold: at its due date, once until then, or all the time until then."""


OnBreak = Literal["rebase", "ignore", "refuse"]
"""What a change of method does to the figures on both sides of it."""


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Alternative:
    """Another defensible reading of something the text does not state.

    Attributes:
        id: Stable name, unique within its target.
        label: The reading in a few words.
        indicator: The indicator under this reading, if it is another one.
        criterion: The criterion under this reading, if it is another one.
        start: The day from which events and figures count, if it is another one.
        due: The due date under this reading, if it is another one.
    """

    id: str = attrs.field(validator=identifier)
    label: Text
    indicator: Indicator | None = attrs.field(default=None, metadata={"refers": "indicators"})
    criterion: criteria.Criterion | None = None
    start: dt.date | None = attrs.field(default=None, converter=attrs.converters.optional(to_day))
    due: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_due), metadata={"period": True}
    )

    @property
    def changes(self) -> dict[str, object]:
        """The target's fields that this reading replaces; empty if it cannot be judged."""
        fields = {name: getattr(self, name) for name in ("indicator", "criterion", "start", "due")}
        return {name: value for name, value in fields.items() if value is not None}


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Inference:
    """Something a field says that the text does not, why, and what else it could be.

    Attributes:
        field: The field of the task or target that was inferred.
        reason: Why it is read so.
        alternatives: What else it could mean.
    """

    field: str
    reason: Text
    alternatives: tuple[Alternative, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Quote:
    """The words that one field was read from: of the directive itself, a task or a target.

    Attributes:
        field: The field's name.
        span: Where its words stand.
    """

    field: str
    span: Span


def names_fields(record: Any, field: "attrs.Attribute[Any]", values: Iterable[Any]) -> None:
    """Refuse values that name a field which the record does not have."""
    cls = type(record)
    names = {known.name for known in attrs.fields(cls)}
    for value in values:
        if value.field not in names:
            expected = f"a field of {cls.__name__}"
            raise InvalidValueError(f"{cls.__name__}.{field.name}", value.field, expected)


Relation = Literal["advised", "consulted", "coordinated-with", "directed", "engaged"]
"""What whoever does a task does with its addressees, by the verb of the text."""


def _a_relation(task: "Task", _: Any, relation: str | None) -> None:
    known = get_args(Relation) if task.addressees else ()
    if relation is not None and relation not in known:
        expected = f"one of {', '.join(get_args(Relation))} where there are addressees, or None"
        raise InvalidValueError(f"Task({task.id}).relation", relation, expected)


@attrs.frozen(kw_only=True, repr=False, field_transformer=by_annotation)
class Task(Named):
    """One thing the text requires, as fine as its own verbs, that no figure or event decides.

    Attributes:
        id: Stable name: the section's id, a dot and a name. Never reused.
        text: The requirement: the words of the span, and an unofficial translation.
        span: Where it stands.
        section: Id of the section.
        responsible: Ids of the organizations the text says are to do it; empty
            where it names none.
        addressees: Ids of the organizations the text says it is done with or for.
        relation: How they take part: consulted, directed, and so on; None where the
            encoding does not say. They receive nothing by being named.
        start: The day from which it is to be done, where the text states one.
        due: Last day, where the text states one.
        quotes: The words that its fields were read from.
        inferences: What the fields say that the text does not.
        notes: What a reader must know.
    """

    id: str = attrs.field(validator=identifier)
    text: Text
    span: Span
    section: str = attrs.field(validator=identifier, metadata={"refers": "sections"})
    responsible: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, metadata={"refers": "organizations"}
    )
    addressees: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, metadata={"refers": "organizations"}
    )
    relation: Relation | None = attrs.field(default=None, validator=_a_relation)
    start: dt.date | None = attrs.field(default=None, converter=attrs.converters.optional(to_day))
    due: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_due), metadata={"period": True}
    )
    quotes: tuple[Quote, ...] = attrs.field(default=(), converter=as_tuple, validator=names_fields)
    inferences: tuple[Inference, ...] = attrs.field(
        default=(), converter=as_tuple, validator=names_fields
    )
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple)


def _due_after_start(target: "Target", _: Any, due: dt.date) -> None:
    if due <= target.start:
        raise InvalidValueError(f"Target({target.id}).due", due, f"later than start {target.start}")


def _on_scale(target: "Target", name: str, criterion: criteria.NumericCriterion) -> None:
    domain = target.indicator.domain
    for number, bound in criteria.limits(criterion):
        if not domain.holds(number, bound):
            hint = f"Correct it, or the scale of {target.indicator.id}."
            raise domain.fault(number, name, bound, hint)


def _fits_indicator(target: "Target", _: Any, criterion: criteria.Criterion) -> None:
    name = f"Target({target.id}).criterion"
    unit = target.indicator.unit
    if isinstance(criterion, criteria.Milestone):
        if unit is not Unit.EVENT:
            raise InvalidValueError(name, criterion, f"a criterion for values in {unit}")
        _suits_events(name, criterion, target)
    elif unit is Unit.EVENT:
        raise InvalidValueError(name, criterion, "a Milestone where no number is measured")
    elif isinstance(criterion, criteria.LeadingGroup) and unit is not Unit.RANK:
        raise InvalidValueError(name, criterion, f"a criterion for values in {unit}, not for ranks")
    elif unit is Unit.RANK and _asks_for_worse(criterion):
        hint = "The smaller number is the better rank: write AtMost, or least=False."
        raise InvalidValueError(name, criterion, "“rank … or better”, not “or worse”", hint)
    if isinstance(criterion, criteria.NumericCriterion):
        _on_scale(target, name, criterion)
    if isinstance(criterion, criteria.Staged):
        _fits_stages(target, name, criterion)


def _suits_events(name: str, milestone: criteria.Milestone, target: "Target") -> None:
    if milestone.earliest is not None and milestone.earliest > target.due:
        expected = f"no later than the due date, {target.due}"
        raise InvalidValueError(f"{name}.earliest", str(milestone.earliest), expected)
    if target.mode != "at":
        hint = "Reports decide when an event happened: it is neither reached nor maintained."
        name = f"Target({target.id}).mode"
        raise InvalidValueError(name, target.mode, "'at' for a milestone", hint)


def _fits_stages(target: "Target", name: str, criterion: criteria.Staged) -> None:
    stages = criterion.stages
    if stages[-1].due != target.due or stages[0].due <= target.start:
        expected = f"stages due after {target.start}, the last on {target.due}"
        raise InvalidValueError(name, [str(stage.due) for stage in stages], expected)
    asked = [stage.criterion for stage in stages]
    for one in asked:
        _fits_indicator(target, None, one)
    if opposite := next((two for two in combinations(asked, 2) if criteria.exclude(*two)), None):
        expected = "stages in one direction: no figure could satisfy both of these"
        raise InvalidValueError(name, list(opposite), expected)


def _asks_for_worse(criterion: criteria.Criterion) -> bool:
    # The smaller number is the better rank: a least number would ask for the worse ones.
    relative = isinstance(criterion, criteria.RelativeTo) and criterion.least
    return relative or isinstance(criterion, criteria.AtLeast)


_YEAR: Final = 12


def _usual_window(indicator: Indicator) -> int:
    """Return a year in months, or the interval between editions where that is longer."""
    return max(_YEAR, indicator.interval_months or 0)


def _positive(target: "Target", _: Any, months: Any) -> None:
    most = 12 * (target.due.year - 1)  # the calendar begins with year 1
    months = _usual_window(target.indicator) if months is None else months
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= most:
        expected = f"a whole number of months, 1 to {most}"
        raise InvalidValueError(f"Target({target.id}).window_months", months, expected)


def _alternatives_differ(target: "Target", _: Any, inferences: tuple[Inference, ...]) -> None:
    ids = [other.id for inference in inferences for other in inference.alternatives]
    if len(set(ids)) < len(ids):
        expected = "alternatives' ids that differ"
        raise InvalidValueError(f"Target({target.id}).inferences", ids, expected)


@attrs.frozen(kw_only=True, repr=False, field_transformer=by_annotation)
class Target(Named):
    """A target that figures or events can decide.

    Attributes:
        id: Stable name: the section's id, a dot and a name. Never reused.
        statement: The words of the span, and an unofficial translation.
        span: Where it stands.
        section: Id of the section.
        indicator: What measures it.
        criterion: What is asked.
        start: The day the target was set.
        due: Last day that still counts; a period such as 2025 stands for its last day.
        mode: Whether it must hold at the due date (``"at"``), once until then
            (``"reach"``) or all the time until then (``"maintain"``).
        window_months: How many months before the due date a figure's period may
            end and still decide. None for a year or, where it is longer, the
            indicator's interval between editions.
        on_break: What a change of method does to figures on both sides of it:
            ``"rebase"`` counts the pace from the first new figure,
            ``"ignore"`` takes the old and the new for one, ``"refuse"`` lets
            no new figure decide or have a pace.
        quotes: The words that its fields were read from.
        inferences: What the fields say that the text does not, and why.
        corroborated_by: Ids of other accounts that state the same figure.
        notes: What a reader must know.
        directive: Whose target it is; None until a directive holds it, which says so itself.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> target.criterion, str(target.due)
        (LeadingGroup(worst=75, best=None), '2020-12-31')
        >>> target.span.quote[:46]
        'Đến hết năm 2020, Việt Nam vào nhóm 75 quốc gi'
    """

    id: str = attrs.field(validator=identifier)
    statement: Text
    span: Span
    section: str = attrs.field(validator=identifier, metadata={"refers": "sections"})
    indicator: Indicator = attrs.field(metadata={"refers": "indicators"})
    start: dt.date = attrs.field(converter=to_day)
    due: dt.date = attrs.field(
        converter=to_due, validator=_due_after_start, metadata={"period": True}
    )
    criterion: criteria.Criterion = attrs.field(
        validator=[instance_of(*get_args(criteria.Criterion)), _fits_indicator]
    )
    mode: Mode = "at"
    window_months: int | None = attrs.field(default=None, validator=_positive)
    on_break: OnBreak = "rebase"
    quotes: tuple[Quote, ...] = attrs.field(default=(), converter=as_tuple, validator=names_fields)
    inferences: tuple[Inference, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[names_fields, _alternatives_differ]
    )
    corroborated_by: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, metadata={"refers": "sources"}
    )
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple)
    directive: Identity | None = attrs.field(
        default=None, repr=False, eq=False, metadata={"elsewhere": True}
    )
    # Worked out once, since a target is judged many times: the same days as numbers.
    window_start: dt.date = attrs.field(init=False, repr=False, eq=False)
    due_ticks: int = attrs.field(init=False, repr=False, eq=False)
    ordinals: tuple[int, int, int] = attrs.field(init=False, repr=False, eq=False)
    year_before: int = attrs.field(init=False, repr=False, eq=False)
    editions_due: int = attrs.field(init=False, repr=False, eq=False)
    has_edition: bool = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Work out what depends on the dates and the indicator alone."""
        opens = months_before(self.due, self.window_months or _usual_window(self.indicator))
        wide = self.window_months is None and _usual_window(self.indicator) > _YEAR
        months = whole_months(self.due) - whole_months(self.start)
        found = {
            "window_start": opens,
            "due_ticks": ticks_of(self.due),
            "ordinals": (self.start.toordinal(), opens.toordinal(), self.due.toordinal()),
            "year_before": months_before(self.due, _YEAR).toordinal() if wide else 0,
            "editions_due": months // (self.indicator.interval_months or _YEAR),
            "has_edition": self.indicator.can_fall_in(opens, self.due),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    @property
    def unit(self) -> AnyUnit:
        """What the values count."""
        return self.indicator.unit

    def describe(self, lang: Lang = "vi") -> str:
        """Say what is asked, and by when, in a few words.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> DIRECTIVE_01.target("cybersecurity.gci-rank").describe("en")
            'a rank among the top 45–50 countries by 31 December 2020'
        """
        from vn_ict_directive.sentences import target

        return target(self, lang)
