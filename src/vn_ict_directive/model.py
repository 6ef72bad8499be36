"""The nouns: a directive, its sections, tasks and targets, and whom and what they name."""

import datetime as dt
import enum
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, Literal, Protocol, Self, TypeVar, get_args

import attrs

from vn_ict_directive.criteria import (
    Criterion,
    LeadingGroup,
    Milestone,
    NumericCriterion,
    Staged,
    limits,
)
from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.html import aside, card, definitions, quotation, table, tag
from vn_ict_directive.periods import (
    Period,
    a_day,
    format_date,
    months_before,
    ticks_of,
    to_day,
    to_period,
)
from vn_ict_directive.sources import Erratum, Source, SourceKind, Span
from vn_ict_directive.text import Lang, Text, fold
from vn_ict_directive.units import Domain, Unit, to_unit
from vn_ict_directive.validators import (
    as_float,
    as_tuple,
    each,
    identifier,
    instance_of,
    member,
    optional_identifier,
    unique_ids,
)

__all__ = [
    "Alternative",
    "Break",
    "Directive",
    "Indicator",
    "Inference",
    "Instrument",
    "Mode",
    "OnBreak",
    "Organization",
    "Quote",
    "Section",
    "SectionKind",
    "Signatory",
    "Succession",
    "Suspension",
    "Target",
    "Task",
]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Noun = TypeVar("Noun", bound=_Identified)

Mode = Literal["at", "reach", "maintain"]
"""When a target must hold: at its due date, once until then, or all the time until then."""

OnBreak = Literal["rebase", "ignore", "refuse"]
"""What a change of method does to the figures on both sides of it."""


# --- whom and what a directive names ------------------------------------------


@attrs.frozen(kw_only=True)
class Succession:
    """Who took over one field of an organization's work, and when.

    Attributes:
        field: Id of the section whose sector passed on.
        since: First day of the new responsibility, or None if unknown.
        successor: Id of the organization that took over, or None where that is
            not established.
        corroborated_by: Ids of the accounts that say so.
        note: How we know, or what is not known.
    """

    field: str = attrs.field(validator=identifier)
    since: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_day), validator=a_day
    )
    successor: str | None = attrs.field(default=None, validator=optional_identifier)
    corroborated_by: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, validator=each(str)
    )
    note: Text = attrs.field(validator=instance_of(Text))


@attrs.frozen(kw_only=True)
class Organization:
    """A body that the directive, its sources or its indicators name.

    Attributes:
        id: Stable name.
        name: Its name.
        abbreviation: What it is called for short; None if nothing.
        successions: Who took over which sector, and when.
    """

    id: str = attrs.field(validator=identifier)
    name: Text = attrs.field(validator=instance_of(Text))
    abbreviation: Text | None = attrs.field(
        default=None, validator=instance_of(Text, optional=True)
    )
    successions: tuple[Succession, ...] = attrs.field(
        default=(), converter=as_tuple, validator=each(Succession)
    )


def _after_start(suspension: "Suspension", _: Any, end: dt.date | None) -> None:
    if end is not None and end < suspension.start:
        raise InvalidValueError("Suspension.end", end, f"no earlier than {suspension.start}")


@attrs.frozen(kw_only=True)
class Suspension:
    """A time for which the publisher gives no figure, and says so.

    Attributes:
        start: First day without figures.
        end: Last day without, or None where they have not come back.
        reason: Why.
    """

    start: dt.date = attrs.field(converter=to_day, validator=a_day)
    end: dt.date | None = attrs.field(
        default=None,
        converter=attrs.converters.optional(to_day),
        validator=[a_day, _after_start],
    )
    reason: Text = attrs.field(validator=instance_of(Text))


@attrs.frozen(kw_only=True)
class Break:
    """A change of method: figures of periods ending before it do not compare.

    Attributes:
        at: First day of the new method.
        reason: What changed.
        ticks: Position of the day before it, in ticks.
    """

    at: dt.date = attrs.field(converter=to_day, validator=a_day)
    reason: Text = attrs.field(validator=instance_of(Text))
    ticks: int = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Work out the position once."""
        object.__setattr__(self, "ticks", ticks_of(self.at))


def _periods(values: Iterable[object]) -> tuple[Period, ...]:
    if not isinstance(values, tuple | list):
        raise InvalidValueError("Indicator.editions", values, "a sequence of periods")
    return tuple(map(Period.of, values))


def _scale(indicator: "Indicator", _: Any, scale: Any) -> None:
    if isinstance(scale, tuple) and len(scale) == 2:  # noqa: PLR2004 - least and greatest
        for bound in scale:
            if bound is not None:
                as_float(bound, "a bound")
        if Domain.of(indicator.unit, scale).has_any:
            return
    raise InvalidValueError(
        f"Indicator({indicator.id}).scale", scale, "the least and the greatest value, or None"
    )


@attrs.frozen(kw_only=True)
class Indicator:
    """What is measured, by whom, and when it was not.

    Whether more is better is not said here: it follows from a target's criterion.

    Attributes:
        id: Stable name; series carry it.
        name: Its name.
        publisher: Who publishes it.
        unit: What its values count.
        scale: Least and greatest possible value, None for no bound but the unit's:
            a share states 0 and 100. No figure and no criterion outside is accepted.
        frequency: How often it comes out, in words.
        editions: The periods for which the publisher has issued an edition.
        suspensions: Times without figures, in order.
        breaks: Changes of method, in order.
        url: Where the publisher presents it. Never fetched.
        notes: What a reader of its figures must know.
        domain: The values that are possible: those of the unit, on the scale.
    """

    id: str = attrs.field(validator=identifier)
    name: Text = attrs.field(validator=instance_of(Text))
    publisher: Organization = attrs.field(validator=instance_of(Organization))
    unit: Unit = attrs.field(converter=to_unit)
    scale: tuple[float | None, float | None] = attrs.field(
        default=(None, None), converter=as_tuple, validator=_scale
    )
    frequency: Text | None = attrs.field(default=None, validator=instance_of(Text, optional=True))
    editions: tuple[Period, ...] = attrs.field(default=(), converter=_periods)
    suspensions: tuple[Suspension, ...] = attrs.field(
        default=(), converter=as_tuple, validator=each(Suspension)
    )
    breaks: tuple[Break, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Break))
    url: str | None = attrs.field(default=None, validator=instance_of(str, optional=True))
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Text))
    domain: Domain = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Work out once which values are possible: by the unit, on the scale."""
        object.__setattr__(self, "domain", Domain.of(self.unit, self.scale))

    def suspended(self, start: dt.date, end: dt.date) -> tuple[Suspension, ...]:
        """Return the suspensions that together cover every day from *start* to *end*.

        Returns:
            Those suspensions in order, or an empty tuple when any day of the
            stretch lies outside all of them.
        """
        covering: list[Suspension] = []
        day = start
        for suspension in sorted(self.suspensions, key=lambda s: s.start):
            if suspension.start > day:
                break
            if suspension.end is None or suspension.end >= day:
                covering.append(suspension)
                if suspension.end is None or suspension.end >= end:
                    return tuple(covering)
                day = suspension.end + dt.timedelta(days=1)
        return ()


# --- what a directive asks ------------------------------------------------------


class SectionKind(enum.Enum):
    """What part of a directive a section is."""

    PREAMBLE = "preamble", Text("phần mở đầu", "preamble")
    SECTOR = "sector", Text("lĩnh vực", "sector")
    WORK_AREA = "work-area", Text("công tác", "work area")
    LOCAL_ADMINISTRATION = (
        "local-administration",
        Text("quản lý nhà nước tại địa phương", "local administration"),
    )
    IMPLEMENTATION = "implementation", Text("tổ chức thực hiện", "implementation")

    label: Text

    def __new__(cls, code: str, label: Text) -> Self:
        """Make a member whose value is its code."""
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        return member


def _section_kind(value: SectionKind | str) -> SectionKind:
    return member(SectionKind, value, "Section.kind")


@attrs.frozen(kw_only=True)
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
    label: Text = attrs.field(validator=instance_of(Text))
    indicator: Indicator | None = attrs.field(
        default=None, validator=instance_of(Indicator, optional=True)
    )
    criterion: Criterion | None = attrs.field(
        default=None, validator=instance_of(*get_args(Criterion), optional=True)
    )
    start: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_day), validator=a_day
    )
    due: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_day), validator=a_day
    )

    @property
    def changes(self) -> dict[str, object]:
        """The target's fields that this reading replaces; empty if it cannot be judged."""
        fields = {name: getattr(self, name) for name in ("indicator", "criterion", "start", "due")}
        return {name: value for name, value in fields.items() if value is not None}


@attrs.frozen(kw_only=True)
class Inference:
    """Something a field says that the text does not, why, and what else it could be.

    Attributes:
        field: The field of the task or target that was inferred.
        reason: Why we read it so.
        alternatives: What else it could mean.
    """

    field: str = attrs.field(validator=instance_of(str))
    reason: Text = attrs.field(validator=instance_of(Text))
    alternatives: tuple[Alternative, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[each(Alternative), unique_ids]
    )


@attrs.frozen(kw_only=True)
class Quote:
    """The words that one field was read from: of the directive itself, a task or a target.

    Attributes:
        field: The field's name.
        span: Where its words stand.
    """

    field: str = attrs.field(validator=instance_of(str))
    span: Span = attrs.field(validator=instance_of(Span))


def _names_fields(record: Any, field: "attrs.Attribute[Any]", values: Iterable[Any]) -> None:
    cls = type(record)
    names = {known.name for known in attrs.fields(cls)}
    for value in values:
        if value.field not in names:
            raise InvalidValueError(
                f"{cls.__name__}.{field.name}", value.field, f"a field of {cls.__name__}"
            )


@attrs.frozen(kw_only=True)
class Task:
    """One thing the text requires, as fine as its own verbs, that no figure or event decides.

    Attributes:
        id: Stable name: the section's id, a dot and a name. Never reused.
        text: The requirement: the words of the span, and our translation.
        span: Where it stands.
        section: Id of the section.
        responsible: Ids of the organizations the text says are to do it; empty
            where it names none.
        addressees: Ids of the organizations the text says it is done with or for.
        start: The day from which it is to be done, where the text states one.
        due: Last day, where the text states one.
        quotes: The words that its fields were read from.
        inferences: What the fields say that the text does not.
        notes: What a reader must know.
    """

    id: str = attrs.field(validator=identifier)
    text: Text = attrs.field(validator=instance_of(Text))
    span: Span = attrs.field(validator=instance_of(Span))
    section: str = attrs.field(validator=identifier)
    responsible: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=each(str))
    addressees: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=each(str))
    start: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_day), validator=a_day
    )
    due: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_day), validator=a_day
    )
    quotes: tuple[Quote, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[each(Quote), _names_fields]
    )
    inferences: tuple[Inference, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[each(Inference), _names_fields]
    )
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Text))


def _due_after_start(target: "Target", _: Any, due: dt.date) -> None:
    if due <= target.start:
        raise InvalidValueError(f"Target({target.id}).due", due, f"later than start {target.start}")


def _on_scale(target: "Target", name: str, criterion: NumericCriterion) -> None:
    domain = target.indicator.domain
    for number, bound in limits(criterion):
        if not domain.holds(number, bound):
            hint = f"Correct it, or the scale of {target.indicator.id}."
            raise domain.fault(number, name, bound, hint)


def _fits_indicator(target: "Target", _: Any, criterion: Criterion) -> None:
    name = f"Target({target.id}).criterion"
    unit = target.indicator.unit
    if isinstance(criterion, Milestone):
        if unit is not Unit.EVENT:
            raise InvalidValueError(name, criterion, f"a criterion for values in {unit}")
    elif unit is Unit.EVENT:
        raise InvalidValueError(name, criterion, "a Milestone where no number is measured")
    elif isinstance(criterion, LeadingGroup) and unit is not Unit.RANK:
        raise InvalidValueError(name, criterion, f"a criterion for values in {unit}, not for ranks")
    if isinstance(criterion, NumericCriterion):
        _on_scale(target, name, criterion)
    if isinstance(criterion, Staged):
        stages = criterion.stages
        if stages[-1].due != target.due or stages[0].due <= target.start:
            raise InvalidValueError(
                name,
                [str(stage.due) for stage in stages],
                f"stages due after {target.start}, the last on {target.due}",
            )
        for stage in stages:
            _fits_indicator(target, _, stage.criterion)


_AT: Final[Mode] = "at"
_BY: Final[dict[Mode, Text]] = {
    "at": Text("đến", "by"),
    "reach": Text("vào một thời điểm nào đó đến", "at some time by"),
    "maintain": Text("trong suốt thời gian đến", "at all times until"),
}
_REBASE: Final[OnBreak] = "rebase"


def _one_of(target: "Target", name: str, value: object, codes: tuple[str, ...]) -> None:
    if value not in codes:
        expected = ", ".join(map(repr, codes))
        raise InvalidValueError(f"Target({target.id}).{name}", value, f"one of {expected}")


def _a_mode(target: "Target", _: Any, mode: Mode) -> None:
    _one_of(target, "mode", mode, get_args(Mode))


def _an_on_break(target: "Target", _: Any, on_break: OnBreak) -> None:
    _one_of(target, "on_break", on_break, get_args(OnBreak))


def _positive(target: "Target", _: Any, months: Any) -> None:
    most = 12 * (target.due.year - 1)  # the calendar begins with year 1
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= most:
        raise InvalidValueError(
            f"Target({target.id}).window_months", months, f"a whole number of months, 1 to {most}"
        )


def _alternatives_differ(target: "Target", _: Any, inferences: tuple[Inference, ...]) -> None:
    ids = [other.id for inference in inferences for other in inference.alternatives]
    if len(set(ids)) < len(ids):
        raise InvalidValueError(
            f"Target({target.id}).inferences", ids, "alternatives' ids that differ"
        )


@attrs.frozen(kw_only=True)
class Target:
    """A promise that figures or events can decide.

    Attributes:
        id: Stable name: the section's id, a dot and a name. Never reused.
        statement: The promise: the words of the span, and our translation.
        span: Where it stands.
        section: Id of the section.
        indicator: What measures it.
        criterion: What is asked.
        start: The day the promise was made.
        due: Last day that still counts.
        mode: Whether it must hold at the due date (``"at"``), once until then
            (``"reach"``) or all the time until then (``"maintain"``).
        window_months: How many months before the due date a figure's period may
            end and still speak for it.
        on_break: What a change of method does to figures on both sides of it:
            ``"rebase"`` counts the pace from the first new figure,
            ``"ignore"`` takes the old and the new for one, ``"refuse"`` lets
            no new figure decide or have a pace.
        quotes: The words that its fields were read from.
        inferences: What the fields say that the text does not, and why.
        corroborated_by: Ids of other accounts that state the same figure.
        notes: What a reader must know.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> target.criterion, str(target.due)
        (LeadingGroup(worst=75, best=None), '2020-12-31')
        >>> target.span.quote[:46]
        'Đến hết năm 2020, Việt Nam vào nhóm 75 quốc gi'
    """

    id: str = attrs.field(validator=identifier)
    statement: Text = attrs.field(validator=instance_of(Text))
    span: Span = attrs.field(validator=instance_of(Span))
    section: str = attrs.field(validator=identifier)
    indicator: Indicator = attrs.field(validator=instance_of(Indicator))
    start: dt.date = attrs.field(converter=to_day, validator=a_day)
    due: dt.date = attrs.field(converter=to_day, validator=[a_day, _due_after_start])
    criterion: Criterion = attrs.field(
        validator=[instance_of(*get_args(Criterion)), _fits_indicator]
    )
    mode: Mode = attrs.field(default=_AT, validator=_a_mode)
    window_months: int = attrs.field(default=12, validator=_positive)
    on_break: OnBreak = attrs.field(default=_REBASE, validator=_an_on_break)
    quotes: tuple[Quote, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[each(Quote), _names_fields]
    )
    inferences: tuple[Inference, ...] = attrs.field(
        default=(),
        converter=as_tuple,
        validator=[each(Inference), _names_fields, _alternatives_differ],
    )
    corroborated_by: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, validator=each(str)
    )
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Text))
    # Worked out once, since a target is judged many times: the same days as numbers.
    window_start: dt.date = attrs.field(init=False, repr=False, eq=False)
    due_ticks: int = attrs.field(init=False, repr=False, eq=False)
    ordinals: tuple[int, int, int] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Work out what depends on the due date alone."""
        opens = months_before(self.due, self.window_months)
        ordinals = self.start.toordinal(), opens.toordinal(), self.due.toordinal()
        object.__setattr__(self, "window_start", opens)
        object.__setattr__(self, "due_ticks", ticks_of(self.due))
        object.__setattr__(self, "ordinals", ordinals)

    @property
    def unit(self) -> Unit:
        """What the values count."""
        return self.indicator.unit

    def describe(self, lang: Lang = "vi") -> str:
        """Say what is asked, and by when, in a few words.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> DIRECTIVE_01.target("cybersecurity.gci-rank").describe("en")
            'a place among the 45–50 leading by 31 December 2020'
        """
        if isinstance(self.criterion, Staged):
            return self.criterion.describe(self.unit, lang)
        pause = ", " if isinstance(self.criterion, Milestone) else " "
        return f"{self.criterion.describe(self.unit, lang)}{pause}{self.deadline(lang)}"

    def deadline(self, lang: Lang = "vi", *, due: dt.date | None = None) -> str:
        """Say by when, and that it is to hold all the time or once, where it is.

        Args:
            lang: The language.
            due: The due date of a stage, instead of the target's own.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> DIRECTIVE_01.target("cybersecurity.gci-rank").deadline("vi")
            'đến 31/12/2020'
        """
        return f"{_BY[self.mode].pick(lang)} {format_date(due or self.due, lang)}"

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show the promise with the words it rests on."""
        inferred = tag(
            "ul",
            *(tag("li", tag("code", i.field), ": ", i.reason.pick(lang)) for i in self.inferences),
            style="margin:0;padding-left:1.2em",
        )
        english = None if lang == "en" else tag("div", self.statement.en, lang="en")
        return card(
            self.id,
            definitions(
                (
                    (_WORDS["asks"].pick(lang), self.describe(lang)),
                    (
                        _WORDS["quote"].pick(lang),
                        tag("div", quotation(self.span.quote), english),
                    ),
                    (_WORDS["translation"].pick(lang), self.statement.en if lang == "en" else None),
                    (
                        _WORDS["stands at"].pick(lang),
                        f"{self.span.source} [{self.span.start}:{self.span.end}]",
                    ),
                    (_WORDS["indicator"].pick(lang), self.indicator.name.pick(lang)),
                    (_WORDS["inferred"].pick(lang), inferred if self.inferences else None),
                )
            ),
            lang=lang,
        )


_WORDS: Final = {
    "asks": Text("Yêu cầu", "Asks"),
    "quote": Text("Nguyên văn", "Words"),
    "translation": Text("Bản dịch", "Translation"),
    "stands at": Text("Vị trí", "Stands at"),
    "indicator": Text("Chỉ số", "Indicator"),
    "inferred": Text("Suy luận", "Inferred"),
    "number": Text("Số", "Number"),
    "signed": Text("Ngày ký", "Signed"),
    "signatory": Text("Người ký", "Signatory"),
    "theme": Text("Chủ đề", "Theme"),
    "sections": Text("Các phần", "Sections"),
    "tasks": Text("Nhiệm vụ", "Tasks"),
    "targets": Text("Mục tiêu", "Targets"),
    "standing": Text("Giá trị", "Standing"),
}
_NOTICES: Final = {
    True: Text(
        "Không chính thức: văn bản được đọc từ một bản tin tóm tắt.",
        "Unofficial: the directive was read from a news summary.",
    ),
    False: Text(
        "Không chính thức: bản mã hóa này không do cơ quan ban hành công bố.",
        "Unofficial: this encoding was not published by the issuer.",
    ),
}


def _own(
    section: "Section", field: "attrs.Attribute[Any]", elements: Iterable[Task | Target]
) -> None:
    for element in elements:
        if element.section != section.id:
            raise InvalidValueError(
                f"Section({section.id}).{field.name}", element.section, repr(section.id)
            )
        if not element.id.startswith(f"{section.id}."):
            raise InvalidValueError(
                f"Section({section.id}).{field.name}", element.id, f"an id '{section.id}.…'"
            )


@attrs.frozen(kw_only=True)
class Section:
    """One part of a directive, in the order of its text.

    Attributes:
        id: Stable name.
        kind: Sector, work area, and so on.
        name: What it is about.
        span: All its words.
        heading: The heading as printed, or None where it has none.
        tasks: What it requires, in the order of the text.
        targets: What it promises, in the order of the text. A requirement is
            either a task or a target, never both.
        notes: What a reader must know.
    """

    id: str = attrs.field(validator=identifier)
    kind: SectionKind = attrs.field(converter=_section_kind)
    name: Text = attrs.field(validator=instance_of(Text))
    span: Span = attrs.field(validator=instance_of(Span))
    heading: Span | None = attrs.field(default=None, validator=instance_of(Span, optional=True))
    tasks: tuple[Task, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[each(Task), unique_ids, _own]
    )
    targets: tuple[Target, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[each(Target), unique_ids, _own]
    )
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Text))

    @property
    def requirements(self) -> tuple[Task | Target, ...]:
        """Its tasks, then its targets."""
        return (*self.tasks, *self.targets)

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show the section's requirements with their words."""
        rows = [
            (
                tag("div", quotation(item.span.quote), aside(tag("code", item.id))),
                tag(
                    "span", (item.text if isinstance(item, Task) else item.statement).en, lang="en"
                ),
            )
            for item in sorted(self.requirements, key=lambda item: item.span.start)
        ]
        header = [_WORDS[word].pick(lang) for word in ("quote", "translation")]
        title = f"{self.name.pick(lang)} ({self.kind.label.pick(lang)})"
        notes = (tag("p", note.pick(lang)) for note in self.notes)
        return card(title, table(header, rows) if rows else None, *notes, lang=lang)


@attrs.frozen(kw_only=True)
class Signatory:
    """Who signed.

    Attributes:
        name: The person's name.
        position: The office held at the time.
    """

    name: str = attrs.field(validator=instance_of(str))
    position: Text = attrs.field(validator=instance_of(Text))


@attrs.frozen(kw_only=True)
class Instrument:
    """Another instrument that the directive is said to carry out.

    Attributes:
        number: Its number, which does not identify it alone.
        title: What it is.
        date: The day it was signed.
        corroborated_by: Ids of the accounts that say so.
        note: How it is related.
    """

    number: str = attrs.field(validator=instance_of(str))
    title: Text = attrs.field(validator=instance_of(Text))
    date: dt.date = attrs.field(converter=to_day, validator=a_day)
    corroborated_by: tuple[str, ...] = attrs.field(converter=as_tuple, validator=each(str))
    note: Text = attrs.field(validator=instance_of(Text))


_DIRECTIVE_ID: Final = re.compile(r"[a-z0-9-]+/[0-9]{4}-[0-9]{2}-[0-9]{2}/[a-z0-9-]+")


def _identity(_: "Directive", _field: object, value: Any) -> None:
    if not isinstance(value, str) or not _DIRECTIVE_ID.fullmatch(value):
        raise InvalidValueError(
            "Directive.id",
            value,
            "issuer/date/number, as in 'btttt/2020-01-03/01-ct-btttt'",
            "Numbering restarts every January, so a number alone identifies nothing.",
        )


@attrs.frozen(kw_only=True)
class Directive:
    """A directive as typed data: what it is, what it asks, and where its words stand.

    Lookups raise :class:`~vn_ict_directive.errors.UnknownNameError`, a
    ``KeyError``, that names near matches.

    Attributes:
        id: Issuer, date of signature and number: together they identify it.
        number: The number as printed. Numbering restarts every January.
        title: What it is about.
        kind: What kind of instrument it is.
        signed: Date of signature.
        issuer: Id of the organization that issued it.
        signatory: Who signed.
        theme: The goal it sets for its period.
        motto: The principle of action it gives.
        period: The time it gives orders for.
        sections: Its parts, in the order of the text.
        sources: What we read it from, and the accounts that confirm figures.
        organizations: The bodies named.
        quotes: The words its own fields were read from.
        errata: Defects of the source, and how we read them.
        carries_out: Instruments it is said to carry out.
        official: Whether the encoding rests on the issuer's own text.
        encoding: Version of this encoding; a corrected fact is a new one.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> DIRECTIVE_01
        <Directive btttt/2020-01-03/01-ct-btttt: 13 sections, 36 tasks, 7 targets>
        >>> [section.id for section in DIRECTIVE_01.sectors][:2]
        ['postal', 'telecommunications']
        >>> DIRECTIVE_01.find("buu chinh")[0].id
        'postal'
    """

    id: str = attrs.field(validator=_identity)
    number: str = attrs.field(validator=instance_of(str))
    title: Text = attrs.field(validator=instance_of(Text))
    kind: Text = attrs.field(validator=instance_of(Text))
    signed: dt.date = attrs.field(converter=to_day, validator=a_day)
    issuer: str = attrs.field(validator=identifier)
    signatory: Signatory = attrs.field(validator=instance_of(Signatory))
    theme: Text = attrs.field(validator=instance_of(Text))
    motto: Text = attrs.field(validator=instance_of(Text))
    period: Period = attrs.field(converter=to_period)
    sections: tuple[Section, ...] = attrs.field(
        converter=as_tuple, validator=[each(Section), unique_ids]
    )
    sources: tuple[Source, ...] = attrs.field(
        converter=as_tuple, validator=[each(Source), unique_ids]
    )
    organizations: tuple[Organization, ...] = attrs.field(
        converter=as_tuple, validator=[each(Organization), unique_ids]
    )
    quotes: tuple[Quote, ...] = attrs.field(
        default=(), converter=as_tuple, validator=[each(Quote), _names_fields]
    )
    errata: tuple[Erratum, ...] = attrs.field(
        default=(), converter=as_tuple, validator=each(Erratum)
    )
    carries_out: tuple[Instrument, ...] = attrs.field(
        default=(), converter=as_tuple, validator=each(Instrument)
    )
    official: bool = attrs.field(default=False, validator=instance_of(bool))
    encoding: str = attrs.field(validator=instance_of(str))

    def __attrs_post_init__(self) -> None:
        """Check that every reference resolves; report all that do not, together."""
        if faults := [*self._twins(), *self._dangling()]:
            raise InvalidDataError(f"Directive {self.id} does not hold together", faults)

    @property
    def sectors(self) -> tuple[Section, ...]:
        """The sections that are sectors; work areas and the rest are not."""
        return tuple(s for s in self.sections if s.kind is SectionKind.SECTOR)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, in the order of the text."""
        return tuple(task for section in self.sections for task in section.tasks)

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets, in the order of the text."""
        return tuple(target for section in self.sections for target in section.targets)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of a target or of another reading of it, each once."""
        found: dict[str, Indicator] = {}
        for target in self.targets:
            others = (
                alternative.indicator
                for inference in target.inferences
                for alternative in inference.alternatives
            )
            for indicator in (target.indicator, *others):
                if indicator is not None:
                    found.setdefault(indicator.id, indicator)
        return tuple(found.values())

    def section(self, name: str) -> Section:
        """Return the section with id *name*."""
        return _look_up("section", name, self.sections)

    def task(self, name: str) -> Task:
        """Return the task with id *name*."""
        return _look_up("task", name, self.tasks)

    def target(self, name: str) -> Target:
        """Return the target with id *name*."""
        return _look_up("target", name, self.targets)

    def indicator(self, name: str) -> Indicator:
        """Return the indicator with id *name*."""
        return _look_up("indicator", name, self.indicators)

    def source(self, name: str) -> Source:
        """Return the source with id *name*."""
        return _look_up("source", name, self.sources)

    def organization(self, name: str) -> Organization:
        """Return the organization with id *name*."""
        return _look_up("organization", name, self.organizations)

    def quote(self, field: str) -> Span:
        """Return the words that the directive's own field *field* was read from."""
        for quote in self.quotes:
            if quote.field == field:
                return quote.span
        raise UnknownNameError("quoted field", field, tuple(q.field for q in self.quotes))

    def notice(self, lang: Lang = "vi") -> str:
        """Say that the encoding is unofficial, and what it was read from; empty if it is official.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> DIRECTIVE_01.notice("en")
            'Unofficial: the directive was read from a news summary.'
        """
        if self.official:
            return ""
        retold = any(source.kind is SourceKind.NEWS_SUMMARY for source in self.sources)
        return _NOTICES[retold].pick(lang)

    def find(self, words: str) -> tuple[Section | Task | Target, ...]:
        """Return what speaks of *words*, in either language.

        Tone marks, case, đ and white space make no difference, so
        ``"buu chinh"`` finds *Bưu chính*.

        Returns:
            Sections (by name or heading), tasks and targets (by text or
            indicator), in the order of the text. Nothing for blank *words*.
        """
        if not isinstance(words, str):
            raise InvalidValueError("words", words, "text")
        folded = fold(words)
        if not folded:
            return ()
        elements: Iterator[Section | Task | Target] = (
            element for section in self.sections for element in (section, *section.requirements)
        )
        return tuple(e for e in elements if any(folded in fold(text) for text in _texts(e)))

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Yield every quotation with the id of the element that makes it."""
        for quote in self.quotes:
            yield f"directive.{quote.field}", quote.span
        for section in self.sections:
            yield section.id, section.span
            if section.heading is not None:
                yield f"{section.id}.heading", section.heading
            for element in section.requirements:
                yield element.id, element.span
        for position, erratum in enumerate(self.errata):
            yield f"directive.errata[{position}]", erratum.span

    def field_quotes(self) -> Iterator[tuple[str, Span]]:
        """Yield the words that fields of tasks and targets were read from, as *id.field*."""
        for section in self.sections:
            for element in section.requirements:
                for quote in element.quotes:
                    yield f"{element.id}.{quote.field}", quote.span

    def _references(self) -> Iterator[tuple[str, str, str]]:
        """Yield every reference: what kind of thing it names, the name, and who names it."""
        for element, span in chain(self.spans(), self.field_quotes()):
            yield "source", span.source, element
        yield "organization", self.issuer, "issuer"
        for task in self.tasks:
            for body in (*task.responsible, *task.addressees):
                yield "organization", body, task.id
        for who, corroborated_by in (
            *((target.id, target.corroborated_by) for target in self.targets),
            *((instrument.number, instrument.corroborated_by) for instrument in self.carries_out),
        ):
            for witness in corroborated_by:
                yield "source", witness, who
        for indicator in self.indicators:
            yield "organization", indicator.publisher.id, indicator.id
        for organization in self.organizations:
            for succession in organization.successions:
                yield "section", succession.field, organization.id
                if succession.successor is not None:
                    yield "organization", succession.successor, organization.id
                yield from (
                    ("source", name, organization.id) for name in succession.corroborated_by
                )

    def _twins(self) -> Iterator[DirectiveError]:
        ids = [e.id for section in self.sections for e in (section, *section.requirements)]
        for name in sorted(name for name, times in Counter(ids).items() if times > 1):
            yield InvalidValueError(f"an id of {self.id}", name, "the id of one element only")

    def _dangling(self) -> Iterator[DirectiveError]:
        known = {
            "source": {source.id: None for source in self.sources},
            "organization": {organization.id: None for organization in self.organizations},
            "section": {section.id: None for section in self.sections},
        }
        for kind, name, who in self._references():
            if name not in known[kind]:
                yield UnknownNameError(f"{kind} (named by {who})", name, tuple(known[kind]))

    def __repr__(self) -> str:
        """What it is and how much it holds; the whole would fill pages."""
        return (
            f"<{type(self).__name__} {self.id}: {len(self.sections)} sections, "
            f"{len(self.tasks)} tasks, {len(self.targets)} targets>"
        )

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show what it is and what its sections hold."""
        header = [_WORDS[word].pick(lang) for word in ("sections", "tasks", "targets")]
        rows = [
            (f"{s.name.pick(lang)} ({s.kind.label.pick(lang)})", len(s.tasks), len(s.targets))
            for s in self.sections
        ]
        facts = (
            (_WORDS["number"].pick(lang), self.number),
            (_WORDS["signed"].pick(lang), format_date(self.signed, lang)),
            (
                _WORDS["signatory"].pick(lang),
                f"{self.signatory.name}, {self.signatory.position.pick(lang)}",
            ),
            (_WORDS["theme"].pick(lang), self.theme.pick(lang)),
            (
                _WORDS["standing"].pick(lang),
                self.notice(lang) or None,
            ),
        )
        return card(
            self.title.pick(lang),
            definitions(facts),
            table(header, rows, numbers={1, 2}),
            lang=lang,
        )


def _look_up(kind: str, name: str, items: Iterable[Noun]) -> Noun:
    known = {item.id: item for item in items}
    try:
        return known[name]
    except (KeyError, TypeError):
        raise UnknownNameError(kind, name, tuple(known)) from None


def _texts(element: Section | Task | Target) -> Iterator[str]:
    if isinstance(element, Section):
        texts = [element.name]
        if element.heading is not None:
            yield element.heading.quote
    elif isinstance(element, Task):
        texts = [element.text]
    else:
        texts = [element.statement, element.indicator.name]
    for text in texts:
        yield text.vi
        yield text.en
