"""Hypothesis strategies for everything that can be judged or exchanged.

They make any valid noun, not only likely ones: Vietnamese beside other scripts,
years of 53 weeks, several printings of one figure, ranks next to huge doubles.
Code that holds for all of them holds for the next directive. Needs the extra
``testing``.

Examples:
    A law of your own code, tried on many series:

    >>> from hypothesis import given, settings
    >>> from vn_ict_directive.observations import Series
    >>> from vn_ict_directive.testing import series
    >>> @settings(max_examples=20, deadline=None)
    ... @given(series(indicator="egdi-rank", vintages=True))
    ... def test_a_later_day_never_knows_less(mine: Series) -> None:
    ...     assert len(mine.visible("2030-01-01")) <= len(mine.visible("2099-12-31"))
    >>> test_a_later_day_never_knows_less()
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from math import ceil, floor, inf, isfinite
from typing import Final, get_args

import attrs

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
from vn_ict_directive.errors import InvalidValueError, require
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
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period, PeriodKind
from vn_ict_directive.sources import Erratum, Source, SourceKind, Span
from vn_ict_directive.text import Text
from vn_ict_directive.units import AnyUnit, Bound, Domain, Scale, Unit

require("hypothesis", "vn_ict_directive.testing", "testing")
from hypothesis import strategies as st  # noqa: E402 - needs the package looked for above
from hypothesis.strategies import DrawFn, SearchStrategy  # noqa: E402

__all__ = [
    "criteria",
    "directives",
    "identifiers",
    "indicators",
    "numeric_criteria",
    "observations",
    "organizations",
    "periods",
    "series",
    "sources",
    "spans",
    "targets",
    "tasks",
    "texts",
    "values",
    "words",
]

KINDS: Final[tuple[PeriodKind, ...]] = get_args(PeriodKind)
_VIETNAMESE: Final = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậĐƯƠẢ 0123456789.,-“”"
_FIRST: Final = dt.date(1900, 1, 1)
_LAST: Final = dt.date(2100, 12, 31)


def _not_blank(text: str) -> bool:
    return bool(text.strip())


# Built once: a strategy that is built anew for each example is checked anew, too.
_VIETNAMESE_WORDS: Final = st.text(_VIETNAMESE, min_size=1, max_size=20)
_ANY_WORDS: Final = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_WORDS: Final = (_VIETNAMESE_WORDS | _ANY_WORDS).filter(_not_blank)
_TEXTS: Final = st.builds(Text, _WORDS, _WORDS)
_WORD: Final = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)
_IDENTIFIERS: Final = st.lists(_WORD, min_size=1, max_size=3).map("-".join)
_DATES: Final = st.dates(_FIRST, _LAST)


def words() -> SearchStrategy[str]:
    """Text that is not blank: Vietnamese, and any other Unicode but lone surrogates."""
    return _WORDS


def identifiers() -> SearchStrategy[str]:
    """Ids as the nouns carry them: lower-case words joined by hyphens."""
    return _IDENTIFIERS


def texts() -> SearchStrategy[Text]:
    """Texts in both languages.

    Examples:
        >>> from hypothesis import find
        >>> len(find(texts(), lambda text: text.vi != text.en).pick("vi"))
        1
    """
    return _TEXTS


@st.composite
def periods(
    draw: DrawFn,
    *,
    kinds: Sequence[PeriodKind] = KINDS,
    min_year: int = 1900,
    max_year: int = 2100,
) -> Period:
    """Periods of the given kinds, whose names lie between two years.

    Args:
        draw: Hypothesis passes it.
        kinds: Which kinds to make, such as ``("year", "quarter")``.
        min_year: First year, from 1000.
        max_year: Last year, to 9999.

    Examples:
        >>> from hypothesis import find
        >>> find(periods(kinds=("quarter",)), lambda period: period.start.year >= 2020)
        Period.of('2020-Q1')
    """
    kind = draw(st.sampled_from(tuple(kinds)))
    days = st.dates(dt.date(min_year, 1, 1), dt.date(max_year, 12, 31))
    years = st.integers(min_year, max_year)
    match kind:
        case "year":
            name = str(draw(years))
        case "semester":
            name = f"{draw(years)}-S{draw(st.integers(1, 2))}"
        case "quarter":
            name = f"{draw(years)}-Q{draw(st.integers(1, 4))}"
        case "month":
            name = f"{draw(years)}-{draw(st.integers(1, 12)):02}"
        case "week":
            year = draw(years)
            # 28 December always lies in its year's last week. The last one of
            # 9999 ends after the calendar does.
            weeks = 51 if year == dt.MAXYEAR else dt.date(year, 12, 28).isocalendar().week
            name = f"{year}-W{draw(st.integers(1, weeks)):02}"
        case "day":
            name = str(draw(days))
        case "interval":
            first, last = sorted((draw(days), draw(days)))
            name = f"{first}/{last}"
        case _:
            raise InvalidValueError("kinds", kind, f"some of {', '.join(KINDS)}")
    return Period.of(name)


def values(
    *, min_value: float | None = None, max_value: float | None = None
) -> SearchStrategy[float]:
    """Finite doubles, whole numbers often among them: what a figure can be.

    Args:
        min_value: The least, or None for any.
        max_value: The greatest, or None for any.

    Examples:
        >>> from hypothesis import find
        >>> find(values(min_value=1, max_value=193), lambda rank: rank > 75)
        76.0
    """
    return st.floats(min_value, max_value, allow_nan=False, allow_infinity=False)


@st.composite
def spans(draw: DrawFn, *, source: str = "article") -> Span:
    """Quotations of the source with id *source*.

    Examples:
        >>> from hypothesis import find
        >>> span = find(spans(source="article"), lambda span: span.start >= 131)
        >>> span.source, span.start
        ('article', 131)
    """
    return Span.at(source, draw(st.integers(0, 10_000)), draw(words()))


def sources(*, id: str | None = None) -> SearchStrategy[Source]:  # noqa: A002 - the field's name
    """Sources, with the id given or any."""
    return _SOURCES if id is None else _SOURCES.map(lambda source: attrs.evolve(source, id=id))


_SOURCES: Final = st.builds(
    Source,
    id=_IDENTIFIERS,
    kind=st.sampled_from(SourceKind),
    title=_WORDS,
    author=st.just("") | _WORDS,
    language=st.sampled_from(("vi", "en")),
    published=st.none() | periods(),
    sha256=st.none() | st.integers(0, 2**256 - 1).map("{:064x}".format),
    url=st.none() | st.just("https://example.org/a?b=1&c=2"),
    official=st.booleans(),
    note=st.just("") | _WORDS,
)


def organizations() -> SearchStrategy[Organization]:
    """Organizations without successions."""
    return _ORGANIZATIONS


_ORGANIZATIONS: Final = st.builds(
    Organization, id=_IDENTIFIERS, name=_TEXTS, abbreviation=st.none() | _TEXTS
)


_DELAYS: Final = st.none() | st.integers(-60, 1000)
_PRECISIONS: Final = st.sampled_from(("%Y-%m-%d", "%Y-%m", "%Y"))
_MAYBE_SOURCES: Final = st.none() | _SOURCES
_FLAGS: Final = st.lists(st.sampled_from(Flag), unique=True, max_size=2)
_NOTES: Final = st.just("") | _WORDS
_BOUNDS: Final = st.none() | st.sampled_from(Bound)


def _possible(domain: Domain) -> SearchStrategy[float]:
    """Figures that are possible in *domain*."""
    if domain.whole:
        most = domain.high if domain.high < inf else domain.low + 1000
        return st.integers(ceil(domain.low), floor(most)).map(float)
    low, high = (limit if isfinite(limit) else None for limit in (domain.low, domain.high))
    return values(min_value=low, max_value=high)


@st.composite
def observations(
    draw: DrawFn,
    *,
    period: Period | None = None,
    values: SearchStrategy[float] = values(),  # noqa: B008 - a strategy has no state
    bounds: bool = False,
) -> Observation:
    """Figures for the period given or any, published before, at or after its end.

    Args:
        draw: Hypothesis passes it.
        period: What every figure is for, or None for any.
        values: What the figures may be.
        bounds: Whether some are known only up to a bound.

    Examples:
        >>> from hypothesis import find
        >>> find(observations(period=Period.of(2020)), lambda figure: figure.value > 75).value
        76.0
    """
    when = draw(periods()) if period is None else period
    return Observation(
        period=when,
        value=draw(values),
        published=_publication(when, draw(_DELAYS), draw(_PRECISIONS)),
        source=draw(_MAYBE_SOURCES),
        flags=draw(_FLAGS),
        note=draw(_NOTES),
        bound=draw(_BOUNDS) if bounds else None,
    )


def _publication(period: Period, delay: int | None, precision: str) -> Period | None:
    if delay is None:
        return None
    return Period.of((period.end + dt.timedelta(days=delay)).strftime(precision))


@st.composite
def series(
    draw: DrawFn,
    *,
    indicator: Indicator | str | None = None,
    vintages: bool = False,
    kinds: Sequence[PeriodKind] = KINDS,
    values: SearchStrategy[float] | None = None,
    bounds: bool = False,
    min_size: int = 0,
    max_size: int = 6,
) -> Series:
    """Series that do not contradict themselves: no two periods end on one day.

    Args:
        draw: Hypothesis passes it.
        indicator: The indicator, whose figures are then possible on its scale, or
            its id alone, or None for any.
        vintages: Whether a period may have several printings, each with its own
            publication date.
        kinds: Kinds of period to take, mixed within one series.
        values: What the figures may be; None for all that are possible in the unit.
        bounds: Whether some figures are known only up to a bound.
        min_size: Least number of periods.
        max_size: Greatest number of periods.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=20, deadline=None)
        ... @given(series(indicator="egdi-rank", kinds=("year",), min_size=2))
        ... def test_two_years_are_two_figures(mine: Series) -> None:
        ...     assert len(mine.visible("2200-12-31")) >= 2
        >>> test_two_years_are_two_figures()
    """
    when = draw(
        st.lists(
            periods(kinds=kinds),
            min_size=min_size,
            max_size=max_size,
            unique_by=lambda period: period.end,
        )
    )
    if isinstance(indicator, Indicator):
        unit, domain = draw(st.sampled_from((None, indicator.unit))), indicator.domain
        name = indicator.id
    else:
        unit = draw(st.none() | st.sampled_from(tuple(Unit) if values is None else _UNLIMITED))
        domain = Domain.of(unit or Unit.SCORE)
        name = draw(identifiers()) if indicator is None else indicator
    taken = _possible(domain) if values is None else values
    figures: list[Observation] = []
    for period in when:
        one = observations(period=period, values=taken, bounds=bounds)
        printings = draw(
            st.lists(
                one.filter(lambda figure: domain.holds(figure.value, figure.bound)),
                min_size=1,
                max_size=3 if vintages else 1,
                unique_by=lambda figure: figure.visible_from,
            )
        )
        figures.extend(printings)
    return Series(
        indicator=name,
        reporter=draw(st.none() | st.sampled_from(("publisher", "ministry"))),
        entity=draw(st.just("VN") | words()),
        unit=unit,
        basis=draw(st.none() | identifiers()),
        observations=figures,
    )


# In these, every number is possible.
_UNLIMITED: Final = tuple(unit for unit in Unit if Domain.of(unit)[1:] == (-inf, inf))


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

    Examples:
        >>> from hypothesis import find
        >>> found = find(numeric_criteria(unit=Unit.PERCENT), lambda one: one.is_met(80))
        >>> found.is_met(80)
        True
    """
    domain = Domain.of(unit or Unit.SCORE, scale)
    numbers = _possible(domain)
    found: SearchStrategy[NumericCriterion] = st.builds(
        AtMost, value=numbers, strict=st.booleans()
    ) | _bands(numbers)
    if unit is not Unit.RANK:  # the smaller rank is the better one
        found |= st.builds(AtLeast, value=numbers, strict=st.booleans())
    if unit in {None, Unit.RANK}:
        found |= _leading_groups(_possible(Domain.of(Unit.RANK, scale)))
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
    possible = _possible(Domain.of(counts))
    low, high = sorted((draw(possible), draw(possible)))
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

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=20, deadline=None)
        ... @given(targets(section="postal"))
        ... def test_a_target_is_due_after_it_starts(target: Target) -> None:
        ...     assert target.section == "postal" and target.start < target.due
        >>> test_a_target_is_due_after_it_starts()
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
    """Directives in which every reference resolves; their quotations are invented.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(directives())
        ... def test_every_span_quotes_a_source_of_its_own(mine: Directive) -> None:
        ...     assert {span.source for _, span in mine.spans()} <= {s.id for s in mine.sources}
        >>> test_every_span_quotes_a_source_of_its_own()
    """
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
