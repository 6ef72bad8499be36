"""Several verdicts as one: the k-th best decides, and nobody is left out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    Evaluation,
    Group,
    GroupEvaluation,
    Indicator,
    InvalidValueError,
    Milestone,
    Organization,
    Outcome,
    Pace,
    Reason,
    Series,
    Span,
    Status,
    Suspension,
    Target,
    Text,
    Unit,
    all_of,
    any_of,
    at_least,
    evaluate,
    evaluate_group,
    published,
)
from vn_ict_directive.criteria import Criterion, LeadingGroup

OFFICE = Organization(id="office", name=Text("cục", "office"))
NAME = Text("nhóm", "group")
BEST_FIRST = [
    *(Outcome.MET, Outcome.PENDING, Outcome.AWAITING_DATA, Outcome.UNDETERMINED),
    *(Outcome.NOT_EVALUABLE, Outcome.MISSED),
]
PACES = [Pace.HOLDING, Pace.ON_TRACK, Pace.SLOW, Pace.STALLED, Pace.REGRESSING]
AS_OF = "2022-06-30"


def promise(number: int, due: str, criterion: Criterion | None = None, **more: Any) -> Target:
    unit = more.pop("unit", Unit.PERCENT)
    measure = Indicator(id=f"x{number}", name=Text("x", "x"), publisher=OFFICE, unit=unit, **more)
    return Target(
        id=f"plan.x{number}",
        statement=Text("…", "…"),
        span=Span.at("plan", 0, "…"),
        section="plan",
        indicator=measure,
        criterion=criterion or AtLeast(value=60),
        start="2015-01-01",
        due=due,
    )


GONE = [Suspension(start="2018-01-01", reason=Text("Ngừng.", "Stopped."))]
# every outcome, and every pace before there is one
KINDS: dict[str, tuple[dict[str, Any], Any]] = {
    "met": ({"due": "2020-12-31"}, {2014: 10, 2020: 60}),
    "missed": ({"due": "2020-12-31"}, {2014: 10, 2020: 59}),
    "met late": ({"due": "2020-12-31"}, {2014: 10, 2020: 59, 2021: 60}),
    "awaiting": ({"due": "2020-12-31"}, {2014: 10}),
    "undetermined": ({"due": "2020-12-31"}, {2014: 10, 2020: ">50"}),
    "not evaluable": ({"due": "2020-12-31", "suspensions": GONE}, {2014: 10}),
    "exceeded": (
        {"due": "2020-12-31", "criterion": LeadingGroup(worst=50, best=45), "unit": Unit.RANK},
        {2020: 40},
    ),
    "overdue": (
        {"due": "2020-12-31", "criterion": Milestone(event=Text("x", "x")), "unit": Unit.EVENT},
        {"2021-06-30": 0},
    ),
    "holding": ({"due": "2024-12-31"}, {2014: 10, 2020: 60}),
    "on track": ({"due": "2024-12-31"}, {2014: 10, 2020: 40}),
    "slow": ({"due": "2024-12-31"}, {2014: 10, 2020: 30}),
    "stalled": ({"due": "2024-12-31"}, {2014: 10, 2020: 11}),
    "regressing": ({"due": "2024-12-31"}, {2014: 10, 2020: 9}),
    "insufficient": ({"due": "2024-12-31"}, {2014: 10}),
}
KIND = st.sampled_from(sorted(KINDS))


def judged(kinds: list[str], needed: int) -> GroupEvaluation:
    targets = [promise(n, **KINDS[kind][0]) for n, kind in enumerate(kinds)]
    figures = [Series.of(f"x{n}", KINDS[kind][1]) for n, kind in enumerate(kinds)]
    group = at_least(needed, *targets, id="group", name=NAME)
    return evaluate_group(group, figures, as_of=AS_OF)


KIND_LISTS = st.lists(KIND, min_size=1, max_size=5)


@given(KIND)
def test_a_group_of_one_is_its_member(kind: str) -> None:
    group = judged([kind], 1)
    (member,) = group.members

    assert (group.outcome, group.status) == (member.outcome, member.status)
    assert group.headline("en") == member.headline("en")
    if group.outcome is Outcome.PENDING:
        assert group.pace is member.pace


@given(KIND_LISTS)
def test_all_of_is_never_better_than_its_worst_child(kinds: list[str]) -> None:
    group = judged(kinds, len(kinds))

    assert BEST_FIRST.index(group.outcome) == max(
        BEST_FIRST.index(m.outcome) for m in group.members
    )
    for member in group.members:
        if group.outcome is member.outcome is Outcome.PENDING and member.pace in PACES:
            assert group.pace not in PACES or PACES.index(group.pace) >= PACES.index(member.pace)


@given(KIND_LISTS)
def test_any_of_is_never_worse_than_its_best_child(kinds: list[str]) -> None:
    group = judged(kinds, 1)

    assert BEST_FIRST.index(group.outcome) == min(
        BEST_FIRST.index(m.outcome) for m in group.members
    )


@given(KIND_LISTS, st.data())
def test_so_many_are_needed_and_nobody_is_dropped(kinds: list[str], data: st.DataObject) -> None:
    needed = data.draw(st.integers(1, len(kinds)))
    group = judged(kinds, needed)
    outcomes = [m.outcome for m in group.members]
    met, missed = outcomes.count(Outcome.MET), outcomes.count(Outcome.MISSED)

    assert len(group.members) == len(kinds)
    assert (group.outcome is Outcome.MET) == (met >= needed)
    assert (group.outcome is Outcome.MISSED) == (len(kinds) - missed < needed)
    assert (Reason.MEMBERS_UNDECIDED in group.reasons) == (met + missed < len(kinds))


@given(KIND_LISTS, KIND)
def test_a_child_without_data_is_not_a_child_less(kinds: list[str], other: str) -> None:
    """Adding a member to all_of can only make it worse; to any_of, only better."""
    every, some = judged(kinds, len(kinds)), judged(kinds, 1)
    more_every, more_some = judged([*kinds, other], len(kinds) + 1), judged([*kinds, other], 1)

    assert BEST_FIRST.index(more_every.outcome) >= BEST_FIRST.index(every.outcome)
    assert BEST_FIRST.index(more_some.outcome) <= BEST_FIRST.index(some.outcome)


@pytest.mark.parametrize(
    "kinds,needed,status",
    [
        (["met", "met"], 2, Status.MET),
        (["exceeded", "met"], 2, Status.MET),
        (["exceeded", "exceeded"], 2, Status.EXCEEDED),
        (["exceeded", "met"], 1, Status.EXCEEDED),
        (["met", "met late"], 2, Status.MET_LATE),
        (["missed", "met late"], 2, Status.MISSED),
        (["awaiting", "met late"], 2, Status.MISSED),  # what is not known was not met late
        (["overdue", "met"], 2, Status.OVERDUE),
        (["overdue", "missed"], 2, Status.MISSED),
        (["slow", "on track", "holding"], 3, Status.SLOW),
        (["slow", "on track", "holding"], 2, Status.ON_TRACK),
        (["slow", "insufficient"], 2, Status.INSUFFICIENT_DATA),
        (["regressing", "insufficient"], 2, Status.REGRESSING),  # whatever the other does
        (["holding", "insufficient"], 1, Status.HOLDING),
        (["met", "slow"], 2, Status.SLOW),
        (["missed", "slow"], 1, Status.SLOW),
        (["awaiting", "met"], 2, Status.AWAITING_DATA),
        (["awaiting", "undetermined", "not evaluable"], 3, Status.NOT_EVALUABLE),
        (["awaiting", "undetermined", "not evaluable"], 2, Status.UNDETERMINED),
    ],
)
def test_the_headline_of_a_group(kinds: list[str], needed: int, status: Status) -> None:
    group = judged(kinds, needed)

    assert group.status is status
    assert (Reason.MET_AFTER_DEADLINE in group.reasons) == (status is Status.MET_LATE)


def test_groups_nest_and_are_told() -> None:
    egdi, gci = (
        DIRECTIVE_01.target(name) for name in ("it-application.egdi-rank", "cybersecurity.gci-rank")
    )
    inner = any_of(egdi, gci, id="inner", name=Text("một trong hai", "either"))
    outer = all_of(
        inner, DIRECTIVE_01.target("postal.upu-rank"), id="outer", name=Text("cả hai", "both")
    )
    verdict = evaluate_group(outer, published.all_series(), as_of="2021-12-31")

    assert isinstance(verdict.members[0], GroupEvaluation)
    assert isinstance(verdict.members[1], Evaluation)
    assert (verdict.outcome, verdict.members[0].status) == (Outcome.MISSED, Status.EXCEEDED)
    assert verdict.explain("en").startswith(
        "Both: missed. Needed: all 2; met 1, missed 1, undecided 0. either (at least 1 of 2): exceeded."
    )
    assert verdict.explain().startswith(
        "Cả hai: không đạt. Cần: cả 2; đạt 1, không đạt 1, chưa có kết quả 0. một trong hai (ít nhất "
        "1 trong 2): vượt mục tiêu."
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_notebook_shows_every_member(lang: Any, read_page: Any) -> None:
    verdict = judged(["met", "slow"], 2)
    page = read_page(verdict._repr_html_(lang))

    assert verdict.headline(lang) in page.text
    for member in verdict.members:
        assert member.headline(lang) in page.text
    assert judged(["met", "slow"], 2).headline("en") == "pending: slow"


def test_one_series_may_stand_alone() -> None:
    target = promise(0, "2020-12-31")
    figures = Series.of("x0", {2020: 60})
    verdict = evaluate_group(all_of(target, id="group", name=NAME), figures, as_of=AS_OF)  # type: ignore[arg-type]

    assert verdict.members == (evaluate(target, figures, as_of=AS_OF),)


def test_bad_input_gets_one_clear_sentence() -> None:
    group = Group(id="group", name=NAME, members=[promise(0, "2020-12-31")], needed=1)
    with pytest.raises(
        InvalidValueError, match=r"group should be a Group, .* Make one with all_of"
    ):
        evaluate_group(group.members[0], [], as_of=AS_OF)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="series should be a Series, got 'x0'"):
        evaluate_group(group, ["x0"], as_of=AS_OF)  # type: ignore[list-item]
    with pytest.raises(InvalidValueError, match="basis should be 'edition' or 'publication'"):
        evaluate_group(group, [], as_of=AS_OF, basis="print")
