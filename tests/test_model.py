"""The nouns: immutable all the way down, and each refusing what it cannot mean."""

import copy
import datetime as dt
import enum
import pickle
import sys
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import directives, indicators, targets
from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Stage,
    Staged,
    Within,
)
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.model import (
    Alternative,
    Break,
    Directive,
    Indicator,
    Inference,
    Instrument,
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
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Erratum, Source, Span
from vn_ict_directive.testing import observations, series
from vn_ict_directive.text import Text
from vn_ict_directive.units import Unit

TEXT = Text("Bưu chính", "Postal services")
SPAN = Span.at("article", 5, "Bưu chính")
DAY = dt.date(2020, 1, 3)
BODY = Organization(id="upu", name=TEXT)
RANK = Indicator(id="rank", name=TEXT, publisher=BODY, unit=Unit.RANK)
SCORE = attrs.evolve(RANK, id="score", unit=Unit.SCORE)
EVENT = attrs.evolve(RANK, id="event", unit=Unit.EVENT)
READING = Inference(field="due", reason=TEXT)
TASK = Task(id="postal.task", text=TEXT, span=SPAN, section="postal")
TARGET = Target(
    id="postal.rank",
    statement=TEXT,
    span=SPAN,
    section="postal",
    indicator=RANK,
    criterion=LeadingGroup(worst=45, best=40),
    start=DAY,
    due=dt.date(2020, 12, 31),
)
SECTION = Section(
    id="postal",
    kind=SectionKind.SECTOR,
    name=TEXT,
    span=SPAN,
    heading=SPAN,
    tasks=(TASK,),
    targets=(TARGET,),
)
SOURCE: Source = Source(id="article", kind="press", title="A", sha256="0" * 64)
INSTRUMENT = Instrument(number="1", title=TEXT, date=DAY, corroborated_by=("article",), note=TEXT)
DIRECTIVE = Directive(
    id="upu/2020-01-03/1",
    number="1",
    title=TEXT,
    kind=TEXT,
    signed=DAY,
    issuer="upu",
    signatory=Signatory(name="A", position=TEXT),
    theme=TEXT,
    motto=TEXT,
    period=Period.of(2020),
    sections=(SECTION,),
    sources=(SOURCE,),
    organizations=(BODY,),
    quotes=(Quote(field="title", span=SPAN),),
    errata=(Erratum(span=SPAN, reading="", note=TEXT),),
    carries_out=(INSTRUMENT,),
    encoding="1",
)
STAGES: Any = (
    Stage(due=dt.date(2020, 6, 30), criterion=LeadingGroup(worst=50)),
    Stage(due=dt.date(2020, 12, 31), criterion=LeadingGroup(worst=45)),
)
NOUNS: tuple[Any, ...] = (
    TEXT,
    SPAN,
    SOURCE,
    Erratum(span=SPAN, reading="", note=TEXT),
    Period.of("2020-Q4"),
    AtMost(value=1),
    AtLeast(value=1),
    LeadingGroup(worst=45, best=40),
    Within(low=1, high=2),
    RelativeTo(period=Period.of(2015), factor=0.5, least=True),
    STAGES[0],
    Staged(stages=STAGES),
    Milestone(event=TEXT, earliest=DAY),
    Succession(field="postal", note=TEXT),
    BODY,
    Suspension(start=DAY, reason=TEXT),
    Break(at=DAY, reason=TEXT),
    RANK,
    Alternative(id="a", label=TEXT, due=DAY),
    READING,
    TASK,
    TARGET,
    SECTION,
    Quote(field="title", span=SPAN),
    Signatory(name="A", position=TEXT),
    INSTRUMENT,
    DIRECTIVE,
    Observation(period=Period.of(2020), value=1, source=SOURCE),
    Series.of("rank", {2018: 88, 2020: 86}),
)
_each_noun = pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: type(noun).__name__)


# --- what every noun is ------------------------------------------------------------


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


_LEAVES = (str, int, float, dt.date, enum.Enum, type(None))


def _check_deeply_immutable(noun: Any) -> None:
    for part in _parts(noun):
        assert isinstance(part, (*_LEAVES, tuple)) or attrs.has(type(part)), repr(part)[:200]
        if attrs.has(type(part)):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                part.anything = None
    assert isinstance(hash(noun), int)


@_each_noun
def test_no_field_of_a_noun_can_be_set_or_deleted(noun: Any) -> None:
    for field in attrs.fields(type(noun)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(noun, field.name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(noun, field.name)
    with pytest.raises(AttributeError):
        noun.something_else = 1


@_each_noun
def test_a_noun_is_immutable_all_the_way_down(noun: Any) -> None:
    _check_deeply_immutable(noun)


def test_the_directive_is_immutable_all_the_way_down(directive_01: Directive) -> None:
    _check_deeply_immutable(directive_01)


@given(st.one_of(directives(), series(vintages=True), observations(), targets(), indicators()))
def test_any_noun_is_immutable_and_equals_its_copies(noun: Any) -> None:
    _check_deeply_immutable(noun)
    for twin in (copy.deepcopy(noun), pickle.loads(pickle.dumps(noun)), attrs.evolve(noun)):  # noqa: S301
        assert twin == noun
        assert hash(twin) == hash(noun)


@_each_noun
def test_a_noun_equals_its_copies(noun: Any) -> None:
    copies = [copy.copy(noun), copy.deepcopy(noun), attrs.evolve(noun)]
    copies += [pickle.loads(pickle.dumps(noun, n)) for n in range(2, pickle.HIGHEST_PROTOCOL + 1)]  # noqa: S301
    if sys.version_info >= (3, 13):
        copies.append(copy.replace(noun))
    else:
        assert not hasattr(copy, "replace"), "then the line above runs here, too"

    for twin in copies:
        assert (type(twin), twin, hash(twin)) == (type(noun), noun, hash(noun))
        assert repr(twin) == repr(noun)
    assert len({noun, *copies}) == 1


@_each_noun
def test_a_noun_equals_nothing_else(noun: Any) -> None:
    assert all(noun != other for other in NOUNS if other is not noun)
    assert noun != object()


def test_a_noun_with_one_field_changed_is_another() -> None:
    renamed = attrs.evolve(TARGET, id="postal.other")
    if sys.version_info >= (3, 13):
        assert copy.replace(TARGET, id="postal.other") == renamed

    assert renamed != TARGET
    assert (renamed.window_start, renamed.due_ticks) == (TARGET.window_start, TARGET.due_ticks)


def test_what_is_worked_out_is_worked_out_again_when_a_field_changes() -> None:
    later = attrs.evolve(TARGET, due=dt.date(2021, 12, 31), window_months=24)

    assert later.window_start == dt.date(2019, 12, 31)
    assert later.due_ticks > TARGET.due_ticks
    longer = attrs.evolve(Series.of("a", {2020: 1}), observations=())
    assert longer.visible("2030-01-01") == ()


@_each_noun
def test_the_representation_of_a_noun_names_it_and_stays_on_a_page(noun: Any) -> None:
    shown = repr(noun)

    assert shown.startswith((type(noun).__name__, f"<{type(noun).__name__} "))
    assert len(shown) < 4000
    assert "\n" not in shown
    assert " object at 0x" not in shown


def test_a_directive_shows_what_it_holds() -> None:
    assert repr(DIRECTIVE) == "<Directive upu/2020-01-03/1: 1 sections, 1 tasks, 1 targets>"


# --- what every noun refuses ----------------------------------------------------------

_NOT_A_TUPLE = ("abc", None, 5)
_WRONG: tuple[tuple[Any, str, tuple[Any, ...]], ...] = (
    (BODY, "id", ("", "A", None)),
    (BODY, "name", ("Bưu chính", None)),
    (BODY, "abbreviation", ("UPU",)),
    (BODY, "successions", (*_NOT_A_TUPLE, ["upu"])),
    (Succession(field="postal", note=TEXT), "field", ("Postal", None)),
    (Succession(field="postal", note=TEXT), "since", ("2020", 5, "31/12/2020")),
    (Succession(field="postal", note=TEXT), "successor", ("MIC", 5)),
    (Succession(field="postal", note=TEXT), "note", (None, "x")),
    (Suspension(start=DAY, reason=TEXT), "start", (None, "2020")),
    (Suspension(start=DAY, reason=TEXT), "end", ("2020-01-02", "2020", 5)),
    (Suspension(start=DAY, reason=TEXT), "reason", ("x",)),
    (Break(at=DAY, reason=TEXT), "at", (None, 2020)),
    (Break(at=DAY, reason=TEXT), "reason", (None,)),
    (RANK, "id", ("EGDI",)),
    (RANK, "name", ("EGDI",)),
    (RANK, "publisher", ("upu", None)),
    (RANK, "frequency", ("yearly",)),
    (RANK, "suspensions", (*_NOT_A_TUPLE, [1])),
    (RANK, "breaks", (*_NOT_A_TUPLE, [DAY])),
    (RANK, "url", (5,)),
    (RANK, "notes", (*_NOT_A_TUPLE, ["x"])),
    (Alternative(id="a", label=TEXT), "id", ("A",)),
    (Alternative(id="a", label=TEXT), "label", ("x",)),
    (Alternative(id="a", label=TEXT), "indicator", ("rank",)),
    (Alternative(id="a", label=TEXT), "criterion", (5,)),
    (Alternative(id="a", label=TEXT), "start", ("2020", 5)),
    (Alternative(id="a", label=TEXT), "due", ("năm 2020", 5.5)),
    (READING, "field", (None, 5)),
    (READING, "reason", ("x",)),
    (READING, "alternatives", (*_NOT_A_TUPLE, [TEXT])),
    (TASK, "id", ("Postal", None)),
    (TASK, "text", ("x",)),
    (TASK, "span", (None,)),
    (TASK, "section", ("", None)),
    (TASK, "responsible", (*_NOT_A_TUPLE, [5])),
    (TASK, "addressees", (*_NOT_A_TUPLE, [BODY])),
    (TASK, "due", ("2020-13", True)),
    (TASK, "inferences", (*_NOT_A_TUPLE, [attrs.evolve(READING, field="criterion")])),
    (TASK, "notes", (*_NOT_A_TUPLE, ["x"])),
    (TARGET, "id", ("Postal", None)),
    (TARGET, "statement", ("x",)),
    (TARGET, "span", (None,)),
    (TARGET, "section", ("", None)),
    (TARGET, "indicator", ("rank", 5)),
    (TARGET, "criterion", (None, 45, "45")),
    (TARGET, "start", (None, "2020", dt.date(2020, 12, 31))),
    (TARGET, "due", (None, "2020/12", DAY)),
    (TARGET, "mode", ("by", None)),
    (TARGET, "window_months", (0, True, 1.5)),
    (TARGET, "inferences", (*_NOT_A_TUPLE, [attrs.evolve(READING, field="deadline")])),
    (TARGET, "corroborated_by", (*_NOT_A_TUPLE, [5])),
    (TARGET, "notes", (*_NOT_A_TUPLE, ["x"])),
    (SECTION, "id", ("Postal",)),
    (SECTION, "kind", ("chapter", None)),
    (SECTION, "name", ("x",)),
    (SECTION, "span", (None,)),
    (SECTION, "heading", ("x",)),
    (SECTION, "tasks", (*_NOT_A_TUPLE, [TASK, TASK], [attrs.evolve(TASK, section="other")])),
    (SECTION, "tasks", ([attrs.evolve(TASK, id="other.task")], [TARGET])),
    (SECTION, "targets", (*_NOT_A_TUPLE, [TARGET] * 2, [attrs.evolve(TARGET, section="a")])),
    (SECTION, "targets", ([attrs.evolve(TARGET, id="a.rank")], [TASK])),
    (SECTION, "notes", (*_NOT_A_TUPLE,)),
    (Quote(field="title", span=SPAN), "field", (None,)),
    (Quote(field="title", span=SPAN), "span", ("x",)),
    (Signatory(name="A", position=TEXT), "name", (None,)),
    (Signatory(name="A", position=TEXT), "position", ("x",)),
    (INSTRUMENT, "number", (1,)),
    (INSTRUMENT, "title", ("x",)),
    (INSTRUMENT, "date", (None, "2020")),
    (INSTRUMENT, "corroborated_by", _NOT_A_TUPLE),
    (INSTRUMENT, "note", (None,)),
    (DIRECTIVE, "id", ("01/CT-BTTTT", "01-ct-btttt", "", None, "upu/2020/1")),
    (DIRECTIVE, "number", (1,)),
    (DIRECTIVE, "title", ("x",)),
    (DIRECTIVE, "kind", ("x",)),
    (DIRECTIVE, "signed", (None, "2020")),
    (DIRECTIVE, "issuer", ("UPU",)),
    (DIRECTIVE, "signatory", ("A",)),
    (DIRECTIVE, "theme", ("Dữ liệu số",)),
    (DIRECTIVE, "motto", ("Làm thật",)),
    (DIRECTIVE, "sections", (*_NOT_A_TUPLE, [SECTION, SECTION])),
    (DIRECTIVE, "sources", (*_NOT_A_TUPLE, [SOURCE, SOURCE])),
    (DIRECTIVE, "organizations", (*_NOT_A_TUPLE, [BODY, BODY])),
    (DIRECTIVE, "quotes", (*_NOT_A_TUPLE, [Quote(field="colour", span=SPAN)])),
    (DIRECTIVE, "errata", (*_NOT_A_TUPLE,)),
    (DIRECTIVE, "carries_out", (*_NOT_A_TUPLE,)),
    (DIRECTIVE, "official", (1, None)),
    (DIRECTIVE, "encoding", (1,)),
)


@pytest.mark.parametrize(
    "noun, field, wrong",
    [
        pytest.param(noun, field, value, id=f"{type(noun).__name__}.{field}-{n}")
        for noun, field, values in _WRONG
        for n, value in enumerate(values)
    ],
)
def test_a_noun_refuses_what_a_field_cannot_mean_and_names_the_field(
    noun: Any, field: str, wrong: Any
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        attrs.evolve(noun, **{field: wrong})

    named = caught.value.field.partition("[")[0].rpartition(".")[2]
    # A start that is not before its due date is told at the due date.
    assert named == field or (field, named) == ("start", "due")
    assert caught.value.field.startswith(type(noun).__name__)


def test_an_indicator_refuses_a_unit_that_there_is_not() -> None:
    with pytest.raises(InvalidValueError, match="unit should be 'rank' or 'score'"):
        attrs.evolve(RANK, unit="places")


@pytest.mark.parametrize("editions", ["2020", ["2020", "31/12/2020"], [True]])
def test_an_indicator_refuses_editions_that_are_no_periods(editions: Any) -> None:
    with pytest.raises(InvalidValueError):
        attrs.evolve(RANK, editions=editions)


def test_the_editions_of_an_indicator_may_be_written_as_years() -> None:
    years: Any = [2018, "2020"]

    assert attrs.evolve(RANK, editions=years).editions == (Period.of(2018), Period.of(2020))


def test_a_directive_is_for_a_period() -> None:
    with pytest.raises(InvalidValueError, match="Period should be"):
        attrs.evolve(DIRECTIVE, period="20")


@pytest.mark.parametrize(
    "indicator, criterion, fits",
    [
        (RANK, LeadingGroup(worst=1), True),
        (RANK, AtMost(value=1), True),
        (SCORE, AtLeast(value=1), True),
        (SCORE, Within(low=1, high=2), True),
        (SCORE, RelativeTo(period=Period.of(2015), factor=1, least=True), True),
        (EVENT, Milestone(event=TEXT), True),
        (RANK, Staged(stages=STAGES), True),
        (SCORE, LeadingGroup(worst=1), False),
        (SCORE, Staged(stages=STAGES), False),
        (RANK, Milestone(event=TEXT), False),
        (EVENT, AtLeast(value=1), False),
    ],
)
def test_a_criterion_fits_what_is_measured(indicator: Any, criterion: Any, fits: bool) -> None:
    if fits:
        target = attrs.evolve(TARGET, indicator=indicator, criterion=criterion)
        assert target.unit is indicator.unit
        return
    with pytest.raises(InvalidValueError) as caught:
        attrs.evolve(TARGET, indicator=indicator, criterion=criterion)
    assert caught.value.field == "Target(postal.rank).criterion"


@pytest.mark.parametrize("change", [{"due": dt.date(2021, 12, 31)}, {"start": "2020-06-30"}])
def test_stages_lie_between_the_start_and_the_due_date(change: Any) -> None:
    staged = attrs.evolve(TARGET, criterion=Staged(stages=STAGES))
    with pytest.raises(InvalidValueError, match="stages due after"):
        attrs.evolve(staged, **change)


# --- what nouns answer -------------------------------------------------------------------


def test_a_kind_of_section_is_found_by_its_code_and_has_a_label() -> None:
    find: Any = SectionKind
    for kind in SectionKind:
        assert find(kind.value) is kind
        assert pickle.loads(pickle.dumps(kind)) is kind  # noqa: S301 - our own bytes
        assert kind.labels.vi


def test_another_reading_says_what_it_changes() -> None:
    assert Alternative(id="a", label=TEXT).changes == {}
    every = Alternative(
        id="a", label=TEXT, indicator=SCORE, criterion=AtLeast(value=1), start=DAY, due=DAY
    )
    assert every.changes == {
        "indicator": SCORE,
        "criterion": AtLeast(value=1),
        "start": DAY,
        "due": DAY,
    }


def test_a_target_says_what_it_asks_and_by_when() -> None:
    assert TARGET.describe() == "đến hết ngày 31/12/2020, vào nhóm 40–45 vị trí dẫn đầu"
    assert TARGET.describe("en") == "a rank among the top 40–45 by 31 December 2020"
    staged = attrs.evolve(TARGET, criterion=Staged(stages=STAGES))
    assert staged.describe("en") == staged.criterion.describe(Unit.RANK, "en")
    event = attrs.evolve(TARGET, indicator=EVENT, criterion=Milestone(event=TEXT))
    assert event.describe("en") == "Postal services, by 31 December 2020"


_OFFSETS = st.integers(0, 30)


@given(st.lists(st.tuples(_OFFSETS, st.none() | _OFFSETS), max_size=4), _OFFSETS, _OFFSETS)
def test_a_stretch_is_suspended_when_every_day_of_it_is(
    spans: list[tuple[int, int | None]], one: int, other: int
) -> None:
    first = DAY.toordinal()
    suspensions = [
        Suspension(
            start=dt.date.fromordinal(first + start),
            end=None if length is None else dt.date.fromordinal(first + start + length),
            reason=TEXT,
        )
        for start, length in spans
    ]
    indicator = attrs.evolve(RANK, suspensions=tuple(suspensions))
    start, end = sorted((dt.date.fromordinal(first + one), dt.date.fromordinal(first + other)))
    covering = indicator.suspended(start, end)

    def lies_in(day: dt.date, those: Any) -> bool:
        return any(s.start <= day and (s.end is None or day <= s.end) for s in those)

    days = [dt.date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1)]
    assert bool(covering) == all(lies_in(day, suspensions) for day in days)
    if covering:
        assert all(lies_in(day, covering) for day in days)


def test_everything_is_looked_up_by_its_id() -> None:
    assert DIRECTIVE.section("postal") == SECTION
    assert DIRECTIVE.task("postal.task") is TASK
    assert DIRECTIVE.target("postal.rank") == TARGET
    assert DIRECTIVE.indicator("rank") is RANK
    assert DIRECTIVE.source("article") is SOURCE
    assert DIRECTIVE.organization("upu") is BODY
    assert DIRECTIVE.quote("title") is SPAN


@pytest.mark.parametrize("relation", ["received", 5, ""])
def test_a_relation_is_one_of_those_that_verbs_say(relation: Any) -> None:
    task = attrs.evolve(TASK, addressees=("upu",))
    assert attrs.evolve(task, relation="directed").relation == "directed"
    assert task.relation is None, "documents of before it was told apart"
    with pytest.raises(InvalidValueError, match=r"relation should be one of advised, consulted"):
        attrs.evolve(task, relation=relation)


def test_without_addressees_there_is_no_relation() -> None:
    with pytest.raises(InvalidValueError, match="where there are addressees"):
        attrs.evolve(TASK, addressees=(), relation="directed")


def test_a_target_says_whose_it_is_once_a_directive_holds_it() -> None:
    assert TARGET.directive is None
    assert DIRECTIVE.target("postal.rank").directive == DIRECTIVE.identity
    later = attrs.evolve(DIRECTIVE, encoding="2", official=True)
    found = later.target("postal.rank").directive
    assert found is not None
    assert (found.id, found.number) == (DIRECTIVE.id, DIRECTIVE.number)
    assert (found.encoding, found.official) == ("2", True)
    assert later.target("postal.rank") == TARGET, "whose it is makes it no other target"


@pytest.mark.parametrize(
    "kind", ["section", "task", "target", "indicator", "source", "organization", "quote"]
)
@pytest.mark.parametrize("name", ["nowhere", "", None, [], 5])
def test_what_is_not_there_is_unknown_by_its_kind(kind: str, name: Any) -> None:
    with pytest.raises(UnknownNameError) as caught:
        getattr(DIRECTIVE, kind)(name)

    assert caught.value.kind == ("quoted field" if kind == "quote" else kind)
    assert caught.value.got == name
    assert len(caught.value.known) == 1


def test_only_sectors_are_sectors() -> None:
    area = attrs.evolve(
        SECTION, id="other", kind=SectionKind.WORK_AREA, tasks=(), targets=(), heading=None
    )
    directive = attrs.evolve(DIRECTIVE, sections=(area, SECTION))

    assert directive.sectors == (SECTION,)
    assert (directive.tasks, directive.targets) == ((TASK,), (TARGET,))


def test_the_indicators_of_other_readings_are_the_directives_too() -> None:
    other = Alternative(id="score", label=TEXT, indicator=SCORE, criterion=AtLeast(value=1))
    plain = Alternative(id="plain", label=TEXT)
    reading = attrs.evolve(READING, field="indicator", alternatives=(other, plain))
    target = attrs.evolve(TARGET, inferences=(reading,))
    event = attrs.evolve(TARGET, id="postal.x", indicator=EVENT, criterion=Milestone(event=TEXT))
    section = attrs.evolve(SECTION, targets=(target, event))

    assert attrs.evolve(DIRECTIVE, sections=(section,)).indicators == (RANK, SCORE, EVENT)


def test_every_quotation_is_told_with_the_element_that_makes_it() -> None:
    assert [element for element, _ in DIRECTIVE.spans()] == [
        "directive.title",
        "postal",
        "postal.heading",
        "postal.task",
        "postal.rank",
        "directive.errata[0]",
    ]


def test_the_words_of_fields_are_told_with_the_field_that_was_read_from_them() -> None:
    words = Span.at(TASK.span.source, TASK.span.start, TASK.span.quote[:3])
    task = attrs.evolve(TASK, quotes=(Quote(field="due", span=words),))
    directive = attrs.evolve(DIRECTIVE, sections=(attrs.evolve(SECTION, tasks=(task,)),))

    assert list(directive.field_quotes()) == [("postal.task.due", words)]
    with pytest.raises(InvalidValueError, match=r"Task.quotes should be a field of Task"):
        attrs.evolve(TASK, quotes=(Quote(field="deadline", span=words),))


_NOWHERE = Span.at("nowhere", 0, "x")


@pytest.mark.parametrize(
    "change, kind",
    [
        ({"issuer": "nobody"}, "organization (named by issuer)"),
        (
            {"sections": (attrs.evolve(SECTION, tasks=(attrs.evolve(TASK, span=_NOWHERE),)),)},
            "source (named by postal.task)",
        ),
        (
            {
                "sections": (
                    attrs.evolve(SECTION, tasks=(attrs.evolve(TASK, responsible=("nobody",)),)),
                )
            },
            "organization (named by postal.task)",
        ),
        (
            {
                "sections": (
                    attrs.evolve(SECTION, tasks=(attrs.evolve(TASK, addressees=("nobody",)),)),
                )
            },
            "organization (named by postal.task)",
        ),
        (
            {
                "sections": (
                    attrs.evolve(
                        SECTION, targets=(attrs.evolve(TARGET, corroborated_by=("nobody",)),)
                    ),
                )
            },
            "source (named by postal.rank)",
        ),
        (
            {
                "sections": (
                    attrs.evolve(
                        SECTION,
                        targets=(
                            attrs.evolve(
                                TARGET,
                                indicator=attrs.evolve(
                                    RANK, publisher=attrs.evolve(BODY, id="nobody")
                                ),
                            ),
                        ),
                    ),
                )
            },
            "organization (named by rank)",
        ),
        (
            {"carries_out": (attrs.evolve(INSTRUMENT, corroborated_by=("nobody",)),)},
            "source (named by 1)",
        ),
        (
            {
                "organizations": (
                    attrs.evolve(BODY, successions=(Succession(field="nobody", note=TEXT),)),
                )
            },
            "section (named by upu)",
        ),
        (
            {
                "organizations": (
                    attrs.evolve(
                        BODY,
                        successions=(Succession(field="postal", successor="nobody", note=TEXT),),
                    ),
                )
            },
            "organization (named by upu)",
        ),
    ],
)
def test_a_directive_in_which_a_reference_leads_nowhere_is_refused(change: Any, kind: str) -> None:
    with pytest.raises(InvalidDataError, match="does not hold together") as caught:
        attrs.evolve(DIRECTIVE, **change)

    (fault,) = caught.value.exceptions
    assert isinstance(fault, UnknownNameError)
    assert fault.kind == kind


def test_all_references_that_lead_nowhere_are_told_together() -> None:
    with pytest.raises(InvalidDataError) as caught:
        attrs.evolve(DIRECTIVE, sources=(), organizations=())

    kinds = [fault.kind for fault in caught.value.exceptions if isinstance(fault, UnknownNameError)]
    assert len(kinds) == len(caught.value.exceptions) == 9
    assert "source (named by directive.title)" in kinds
    assert "organization (named by rank)" in kinds


def test_requirements_are_found_by_their_words_in_any_case() -> None:
    section = attrs.evolve(SECTION, heading=None)
    directive = attrs.evolve(DIRECTIVE, sections=(section,))

    assert directive.find("POSTAL") == (section, TASK, TARGET)
    assert directive.find("  ") == directive.find("") == directive.find("5g") == ()
