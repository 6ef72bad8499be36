"""Several verdicts as one: all of them, any of them, or so many. Nobody is left out."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import attrs

from vn_ict_directive.checks import member
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.judge import evaluate
from vn_ict_directive.evaluation.outcome import Basis, Outcome, Pace, Reason, Status
from vn_ict_directive.evaluation.tally import choose, gather
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.markup import card, table, tag
from vn_ict_directive.model import Group
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import as_date
from vn_ict_directive.text import Lang, Text

__all__ = ["GroupEvaluation", "evaluate_group"]

# From the best to the worst: how far each is from being met, as far as anyone can know.
_OUTCOMES: Final = (
    *(Outcome.MET, Outcome.PENDING, Outcome.AWAITING_DATA, Outcome.UNDETERMINED),
    *(Outcome.NOT_EVALUABLE, Outcome.MISSED),
)
_PACES: Final = (Pace.HOLDING, Pace.ON_TRACK, Pace.SLOW, Pace.STALLED, Pace.REGRESSING)
_DONE: Final = frozenset({Status.EXCEEDED, Status.MET, Status.MET_LATE})
_DECIDED: Final = frozenset({Outcome.MET, Outcome.MISSED})


@attrs.frozen(kw_only=True)
class GroupEvaluation:
    """The verdict on a group of targets, with that on every member.

    The outcome is that of the k-th best member, where k are needed, in the
    order met, pending, awaiting data, undetermined, not evaluable, missed. So
    the group is met once k members are, missed once that many cannot be any
    more, and undecided between; a member without data is never left out.

    Before that, the pace is the k-th best too, if it is the same whatever the
    pace of members without data may be; else insufficient data.

    Attributes:
        group: What was judged.
        as_of: The day whose knowledge it rests on.
        members: The verdicts, in the order of the group's members.
    """

    group: Group
    as_of: dt.date
    members: "tuple[Evaluation | GroupEvaluation, ...]"

    @property
    def outcome(self) -> Outcome:
        """Whether so many members as are needed kept their promise."""
        ordered = sorted((m.outcome for m in self.members), key=_OUTCOMES.index)
        return ordered[self.group.needed - 1]

    @property
    def pace(self) -> Pace:
        """How fast the group moves: that of the k-th best member, as far as it is known."""
        best, worst = (
            sorted((_bounds(m)[end] for m in self.members), key=_PACES.index)[self.group.needed - 1]
            for end in (0, 1)
        )
        return best if best is worst else Pace.INSUFFICIENT_DATA

    @property
    def status(self) -> Status:
        """The headline: the outcome once there is one, the pace before."""
        outcome, needed = self.outcome, self.group.needed
        statuses = [m.status for m in self.members]
        if outcome is Outcome.PENDING:
            return Status[self.pace.name]
        if outcome is Outcome.MET and statuses.count(Status.EXCEEDED) >= needed:
            return Status.EXCEEDED
        if outcome is Outcome.MISSED:
            if sum(status in _DONE for status in statuses) >= needed:
                return Status.MET_LATE
            missed = [m.status for m in self.members if m.outcome is Outcome.MISSED]
            return Status.OVERDUE if set(missed) == {Status.OVERDUE} else Status.MISSED
        return Status[outcome.name]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, as codes: whether members are undecided, or were met after the deadline."""
        found = []
        if any(m.outcome not in _DECIDED for m in self.members):
            found.append(Reason.MEMBERS_UNDECIDED)
        if self.status is Status.MET_LATE:
            found.append(Reason.MET_AFTER_DEADLINE)
        return tuple(found)

    def headline(self, lang: Lang = "vi") -> str:
        """Say the status in words, and that it is pending while it is."""
        status = self.status.label(lang)
        if self.outcome is Outcome.PENDING:
            return f"{self.outcome.label(lang)}: {status}"
        return status

    def explain(self, lang: Lang = "vi") -> str:
        """Tell the verdict in one paragraph: how many are needed, and what became of each.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, Text, any_of, evaluate_group, published
            >>> ranks = any_of(
            ...     DIRECTIVE_01.target("it-application.egdi-rank"),
            ...     DIRECTIVE_01.target("cybersecurity.gci-rank"),
            ...     id="ranks",
            ...     name=Text("thứ hạng", "ranks"),
            ... )
            >>> verdict = evaluate_group(ranks, published.all_series(), as_of="2021-12-31")
            >>> print(verdict.explain("en"))
            Ranks: exceeded. Needed: at least 1 of 2; met 1, missed 1, undecided 0. Rank in the \
E-Government Development Index (EGDI), a place among the 75 leading by 31 December 2020: missed. \
Rank in the Global Cybersecurity Index (GCI), a place among the 45–50 leading by 31 December 2020: \
exceeded.
        """
        name = self.group.name.pick(lang)
        counts = [
            sum(m.outcome is Outcome.MET for m in self.members),
            sum(m.outcome is Outcome.MISSED for m in self.members),
        ]
        counts.append(len(self.members) - sum(counts))
        met, missed, open_ = counts
        needed = self.group.describe(lang)
        summary = Text(
            f"{name[0].upper()}{name[1:]}: {self.headline(lang)}. Cần: {needed}; đạt {met}, không "
            f"đạt {missed}, chưa có kết quả {open_}.",
            f"{name[0].upper()}{name[1:]}: {self.headline(lang)}. Needed: {needed}; met {met}, "
            f"missed {missed}, undecided {open_}.",
        ).pick(lang)
        return " ".join(
            (summary, *(f"{_named(m, lang)}: {m.headline(lang)}." for m in self.members))
        )

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show the paragraph and one row a member."""
        header = [
            Text(*words).pick(lang) for words in (("Thành phần", "Member"), ("Kết quả", "Verdict"))
        ]
        rows = [(_named(m, lang), tag("strong", m.headline(lang))) for m in self.members]
        return card(
            f"{self.group.id}: {self.headline(lang)}",
            tag("p", self.explain(lang)),
            table(header, rows),
            lang=lang,
        )


def _bounds(verdict: Evaluation | GroupEvaluation) -> tuple[Pace, Pace]:
    """Return the best and the worst pace that a member can have, by what is known."""
    if verdict.outcome is Outcome.MET:
        return Pace.HOLDING, Pace.HOLDING
    if verdict.outcome is Outcome.MISSED:
        return Pace.REGRESSING, Pace.REGRESSING
    if verdict.outcome is Outcome.PENDING and verdict.pace in _PACES:
        return verdict.pace, verdict.pace
    return Pace.HOLDING, Pace.REGRESSING


def _named(verdict: Evaluation | GroupEvaluation, lang: Lang) -> str:
    if isinstance(verdict, GroupEvaluation):
        return f"{verdict.group.name.pick(lang)} ({verdict.group.describe(lang)})"
    target = verdict.target
    return f"{target.indicator.name.pick(lang)}, {target.describe(lang)}"


def evaluate_group(
    group: Group,
    series: Iterable[Series],
    *,
    as_of: dt.date | str,
    basis: Basis | str = Basis.EDITION,
) -> GroupEvaluation:
    """Judge every member of *group*, and the group by them.

    Args:
        group: Made by :func:`~vn_ict_directive.all_of`,
            :func:`~vn_ict_directive.any_of` or :func:`~vn_ict_directive.at_least`.
        series: The figures, chosen for each target as for
            :func:`~vn_ict_directive.scorecard`.
        as_of: The day whose knowledge counts.
        basis: What makes a figure speak for the due date.

    Raises:
        InvalidValueError: Two series would serve a target equally well, or
            nobody could judge one; see :func:`~vn_ict_directive.evaluate`.
    """
    if not isinstance(group, Group):
        raise InvalidValueError(
            "group", group, "a Group", "Make one with all_of(), any_of() or at_least()."
        )
    pool = gather(series)
    day, by = as_date(as_of, "as_of"), member(Basis, basis, "basis")
    return GroupEvaluation(
        group=group,
        as_of=day,
        members=tuple(
            evaluate_group(one, pool, as_of=day, basis=by)
            if isinstance(one, Group)
            else evaluate(one, choose(one, pool), as_of=day, basis=by)
            for one in group.members
        ),
    )
