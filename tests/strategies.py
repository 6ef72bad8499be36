"""Any directive, target, indicator and criterion: what the library's own laws are tried on.

They make any valid noun, not only likely ones. Figures, series and periods are drawn by
:mod:`vn_ict_directive.testing`, which users have, too.
"""

import datetime as dt
from functools import partial
from typing import Final, get_args

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    Criterion,
    LeadingGroup,
    Milestone,
    NumericCriterion,
    RelativeTo,
    Stage,
    Staged,
    Within,
    exclude,
    limits,
)
from vn_ict_directive.model import (
    Alternative,
    Break,
    Directive,
    Indicator,
    Inference,
    Instrument,
    Mode,
    OnBreak,
    Organization,
    Quote,
    Section,
    SectionKind,
    Signatory,
    Succession,
    Suspension,
    Target,
    Task,
)
from vn_ict_directive.sources import Erratum, Span
from vn_ict_directive.testing import identifiers, periods, possible, sources, values, words
from vn_ict_directive.text import Text
from vn_ict_directive.units import AnyUnit, Domain, Scale, Unit

_DATES: Final = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
_TEXTS: Final = st.builds(Text, words(), words())
_ORGANIZATIONS: Final = st.builds(
    Organization, id=identifiers(), name=_TEXTS, abbreviation=st.none() | _TEXTS
)


def texts() -> SearchStrategy[Text]:
    """Texts in both languages."""
    return _TEXTS


@st.composite
def spans(draw: DrawFn, *, source: str = "article") -> Span:
    """Quotations of the source with id *source*."""
    return Span.at(source, draw(st.integers(0, 10_000)), draw(words()))


def organizations() -> SearchStrategy[Organization]:
    """Organizations without successions."""
    return _ORGANIZATIONS


@st.composite
def _leading_groups(draw: DrawFn, ranks: SearchStrategy[float]) -> LeadingGroup:
    best, worst = sorted((int(draw(ranks)), int(draw(ranks))))
    return LeadingGroup(worst=worst, best=draw(st.sampled_from((None, best))))


@st.composite
def _bands(draw: DrawFn, numbers: SearchStrategy[float]) -> Within:
    low, high = sorted((draw(numbers), draw(numbers)))
    return Within(low=low, high=high)


def numeric_criteria(
    *, unit: AnyUnit | None = None, scale: Scale = (None, None)
) -> SearchStrategy[NumericCriterion]:
    """Criteria that one figure can meet or miss by itself.

    Args:
        unit: What the figures count: only ranks have leading groups. None for any.
        scale: The least and the greatest figure, None for no limit but the unit's.
    """
    domain = Domain.of(unit or Unit.SCORE, scale)
    numbers = possible(domain)
    found: SearchStrategy[NumericCriterion] = st.builds(
        AtMost, value=numbers, strict=st.booleans()
    ) | _bands(numbers)
    if unit is not Unit.RANK:  # the smaller rank is the better one
        found |= st.builds(AtLeast, value=numbers, strict=st.booleans())
    if unit in {None, Unit.RANK}:
        found |= _leading_groups(possible(Domain.of(Unit.RANK, scale)))
    return found.filter(lambda one: all(domain.holds(*limit) for limit in limits(one)))


@st.composite
def _staged(draw: DrawFn, unit: AnyUnit | None, scale: Scale) -> Staged:
    dues = draw(st.lists(_DATES, min_size=2, max_size=4, unique=True))
    each = numeric_criteria(unit=unit, scale=scale) | _against_earlier(unit)
    asked: list[NumericCriterion | RelativeTo] = []
    for _ in dues:  # stages lead in one direction
        criterion = draw(each)
        opposite = any(exclude(criterion, other) for other in asked)
        asked.append(asked[-1] if opposite else criterion)
    stages = zip(sorted(dues), asked, strict=True)
    return Staged(stages=[Stage(due=due, criterion=criterion) for due, criterion in stages])


def _against_earlier(unit: AnyUnit | None) -> SearchStrategy[RelativeTo]:
    least = st.just(value=False) if unit is Unit.RANK else st.booleans()
    return st.builds(RelativeTo, period=periods(), factor=values(), least=least)


def criteria(
    *, unit: AnyUnit | None = None, scale: Scale = (None, None)
) -> SearchStrategy[Criterion]:
    """Everything that a target over values in *unit* can ask.

    Args:
        unit: What the values count: events have milestones, and only they do.
            None for any criterion.
        scale: The least and the greatest value, None for no limit but the unit's.
    """
    milestones = st.builds(Milestone, event=texts(), earliest=st.none() | _DATES)
    if unit is Unit.EVENT:
        return milestones
    numeric = numeric_criteria(unit=unit, scale=scale)
    measured = numeric | _against_earlier(unit) | _staged(unit, scale)
    return measured | milestones if unit is None else measured


@st.composite
def _suspensions(draw: DrawFn) -> Suspension:
    first, last = sorted((draw(_DATES), draw(_DATES)))
    return Suspension(start=first, end=draw(st.sampled_from((None, last))), reason=draw(texts()))


@st.composite
def indicators(
    draw: DrawFn,
    *,
    id: str | None = None,  # noqa: A002 - the field's name
    unit: AnyUnit | None = None,
    publisher: Organization | None = None,
) -> Indicator:
    """Indicators with editions, suspensions and breaks.

    Args:
        draw: Hypothesis passes it.
        id: Id, or None for any.
        unit: What the values count, or None for any.
        publisher: Who publishes it, or None for any.
    """
    counts = draw(st.sampled_from(Unit)) if unit is None else unit
    figures = possible(Domain.of(counts))
    low, high = sorted((draw(figures), draw(figures)))
    return Indicator(
        id=draw(identifiers()) if id is None else id,
        name=draw(texts()),
        publisher=draw(organizations()) if publisher is None else publisher,
        unit=counts,
        scale=(draw(st.sampled_from((None, low))), draw(st.sampled_from((None, high)))),
        frequency=draw(st.none() | texts()),
        interval_months=draw(st.none() | st.integers(1, 60)),
        editions=sorted(draw(st.lists(periods(kinds=("year",)), max_size=3, unique=True))),
        suspensions=sorted(draw(st.lists(_suspensions(), max_size=2)), key=lambda s: s.start),
        breaks=draw(st.lists(st.builds(Break, at=_DATES, reason=texts()), max_size=1)),
        notes=draw(st.lists(texts(), max_size=1)),
    )


@st.composite
def tasks(draw: DrawFn, *, section: str = "section", source: str = "article") -> Task:
    """Tasks of the section with id *section*, quoting the source with id *source*."""
    reading = st.builds(Inference, field=st.sampled_from(("responsible", "due")), reason=texts())
    return Task(
        id=f"{section}.{draw(identifiers())}",
        text=draw(texts()),
        span=draw(spans(source=source)),
        section=section,
        due=draw(st.none() | _DATES),
        inferences=draw(st.lists(reading, max_size=1)),
        notes=draw(st.lists(texts(), max_size=1)),
    )


@st.composite
def targets(
    draw: DrawFn,
    *,
    section: str = "section",
    source: str = "article",
    indicator: SearchStrategy[Indicator] | None = None,
) -> Target:
    """Targets whose criterion fits their indicator, with other readings now and then.

    Args:
        draw: Hypothesis passes it.
        section: Id of the section they stand in.
        source: Id of the source they quote.
        indicator: What may measure them, such as ``st.just(mine)``; by default anything.
    """
    measured = draw(indicators() if indicator is None else indicator)
    asked = criteria(unit=measured.unit, scale=measured.scale)
    criterion = draw(asked)
    if isinstance(criterion, Staged):
        first, due = criterion.stages[0].due, criterion.stages[-1].due
    else:
        earliest = getattr(criterion, "earliest", None)
        first = due = draw(_DATES if earliest is None else _DATES.map(partial(max, earliest)))
    start = first - dt.timedelta(days=draw(st.integers(1, 4000)))
    other = st.builds(
        Alternative,
        id=st.just("other"),
        label=texts(),
        criterion=st.none()
        if isinstance(criterion, Staged)
        else st.none() | asked.filter(lambda one: getattr(one, "earliest", None) in {None, due}),
    )
    reading = st.builds(
        Inference,
        field=st.sampled_from(("indicator", "criterion", "due")),
        reason=texts(),
        alternatives=st.lists(other, max_size=1),
    )
    return Target(
        id=f"{section}.{draw(identifiers())}",
        statement=draw(texts()),
        span=draw(spans(source=source)),
        section=section,
        indicator=measured,
        criterion=criterion,
        start=start,
        due=due,
        mode="at" if measured.unit is Unit.EVENT else draw(st.sampled_from(get_args(Mode))),
        on_break=draw(st.sampled_from(get_args(OnBreak))),
        window_months=draw(st.none() | st.integers(1, 36)),
        inferences=draw(st.lists(reading, max_size=1)),
        notes=draw(st.lists(texts(), max_size=1)),
    )


@st.composite
def _sections(
    draw: DrawFn, name: str, source: str, indicator: SearchStrategy[Indicator] | None
) -> Section:
    quoting = spans(source=source)
    asked = draw(st.lists(tasks(section=name, source=source), max_size=2))
    promises = targets(section=name, source=source, indicator=indicator)
    promised = [] if indicator is None else draw(st.lists(promises, max_size=2))
    return Section(
        id=name,
        kind=draw(st.sampled_from(SectionKind)),
        name=draw(texts()),
        span=draw(quoting),
        heading=draw(st.none() | quoting),
        # An id stands for one requirement, be it a task or a target.
        tasks=[attrs.evolve(task, id=f"{name}.task-{n}") for n, task in enumerate(asked)],
        targets=[attrs.evolve(aim, id=f"{name}.target-{n}") for n, aim in enumerate(promised)],
        notes=draw(st.lists(texts(), max_size=1)),
    )


@st.composite
def directives(draw: DrawFn) -> Directive:
    """Directives in which every reference resolves; their quotations are invented."""
    article, *others = draw(
        st.lists(sources(), min_size=1, max_size=2, unique_by=lambda source: source.id)
    )
    # At least one source has the digest that tells it from an edited copy.
    article = attrs.evolve(article, sha256=article.sha256 or "0" * 64)
    bodies = draw(st.lists(organizations(), min_size=1, max_size=2, unique_by=lambda body: body.id))
    parts = draw(st.lists(identifiers(), max_size=2, unique=True))
    if parts:
        passed_on = st.builds(
            Succession,
            field=st.sampled_from(parts),
            since=st.none() | _DATES,
            successor=st.none() | st.just(bodies[-1].id),
            note=texts(),
        )
        bodies[0] = attrs.evolve(bodies[0], successions=draw(st.lists(passed_on, max_size=1)))
    names = draw(st.lists(identifiers(), max_size=2, unique=True))
    measures = [draw(indicators(id=name, publisher=bodies[-1])) for name in names]
    measured = st.sampled_from(measures) if measures else None
    quoting = spans(source=article.id)
    signed = draw(_DATES)
    return Directive(
        id=f"{draw(identifiers())}/{signed}/{draw(identifiers())}",
        number=draw(words()),
        title=draw(texts()),
        kind=draw(texts()),
        signed=signed,
        issuer=bodies[0].id,
        signatory=draw(st.builds(Signatory, name=words(), position=texts())),
        theme=draw(texts()),
        motto=draw(texts()),
        period=draw(periods()),
        sections=[draw(_sections(part, article.id, measured)) for part in parts],
        sources=(article, *others),
        organizations=bodies,
        quotes=draw(
            st.lists(
                st.builds(Quote, field=st.sampled_from(("title", "motto")), span=quoting),
                max_size=2,
                unique_by=lambda quote: quote.field,
            )
        ),
        errata=draw(
            st.lists(
                st.builds(Erratum, span=quoting, reading=st.just("") | words(), note=texts()),
                max_size=1,
            )
        ),
        carries_out=draw(
            st.lists(
                st.builds(
                    Instrument,
                    number=words(),
                    title=texts(),
                    date=_DATES,
                    corroborated_by=st.just((article.id,)),
                    note=texts(),
                ),
                max_size=1,
            )
        ),
        official=draw(st.booleans()),
        encoding=draw(words()),
    )
