"""All targets of a directive against a set of series at one date: counts, never an average."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation.outcome import Outcome, Status, best_to_worst
from vn_ict_directive.evaluation.reading_sets import prefer
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Directive, Target
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Unit
from vn_ict_directive.words import WORDS, counted, say

__all__ = ["Scorecard", "choose", "figure", "record"]


@attrs.frozen(kw_only=True)
class Scorecard:
    """Every target of a directive, evaluated as of one day.

    There is no average and no percentage: a target without data counts as what
    it is, and the coverage is always told.

    Attributes:
        directive: Whose targets they are.
        as_of: The day whose knowledge counts.
        evaluations: One verdict a target, in the order of the text.
    """

    directive: Directive
    as_of: dt.date
    evaluations: tuple[Evaluation, ...]

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many targets have each status; the best first, what says nothing last."""
        counted = Counter(verdict.status for verdict in self.evaluations)
        return MappingProxyType({s: counted[s] for s in best_to_worst() if counted[s]})

    @property
    def with_data(self) -> int:
        """How many targets have at least one figure or event behind their verdict."""
        return sum(bool(verdict.used) for verdict in self.evaluations)

    def __getitem__(self, target: str) -> Evaluation:
        """Return the verdict on the target with id *target*.

        Raises:
            UnknownNameError: There is no such target; near matches are named.
        """
        for verdict in self.evaluations:
            if verdict.target.id == target:
                return verdict
        raise UnknownNameError("target", target, tuple(v.target.id for v in self.evaluations))

    def __iter__(self) -> Iterator[Evaluation]:
        """Go through the verdicts, in the order of the text."""
        return iter(self.evaluations)

    def __len__(self) -> int:
        """How many targets were judged."""
        return len(self.evaluations)

    def rows(self) -> list[dict[str, object]]:
        """Return one flat record a target, for any table or data frame.

        Returns:
            Codes, numbers and ISO dates as they are; None where there is none.

        Examples:
            >>> from vn_ict_directive import scorecard
            >>> card = scorecard(as_of="2021-12-31")
            >>> [(row["target"], row["status"], row["value"]) for row in card.rows()][:2]
            [('postal.upu-rank', 'missed', 49.0), ('telecommunications.5g-commercial', \
'overdue', 0.0)]
        """
        return [record(verdict) for verdict in self.evaluations]

    def summary(self, lang: Lang = "vi") -> str:
        """Say in one line how many targets have each status, and how many have data.

        Examples:
            >>> from vn_ict_directive import scorecard
            >>> card = scorecard(as_of="2020-12-31")
            >>> card.summary("en")
            '7 targets: 1 met; 2 missed; 1 insufficient data; 2 awaiting data; 1 not evaluable. 5 have data.'
        """  # noqa: E501
        counts = "; ".join(
            f"{status.label('vi')} {n}" if lang == "vi" else f"{n} {status.label('en')}"
            for status, n in self.counts.items()
        )
        return say(
            "summary line",
            lang,
            targets=counted(str(len(self)), WORDS["some targets"], lang),
            counts=counts,
            known=self.with_data,
            have="has" if self.with_data == 1 else "have",
        )

    def title(self, lang: Lang = "vi") -> str:
        """Name what was evaluated, and as of when."""
        return say(
            "evaluation of",
            lang,
            directive=self.directive.name(lang),
            day=format_date(self.as_of, lang),
        )

    def to_text(self, lang: Lang = "vi", *, quotes: bool = True) -> str:
        """Write the scorecard as plain text.

        Args:
            lang: Language of everything but the quotations.
            quotes: Whether each verdict is followed by the Vietnamese words it
                rests on.
        """
        cells = [
            (v.headline(lang), v.target.id, figure(v, lang), v.target.describe(lang))
            for v in self.evaluations
        ]
        widths = [max(len(row[i]) for row in cells) for i in range(3)] if cells else []
        lines = [self.title(lang), ""]
        for verdict, row in zip(self.evaluations, cells, strict=True):
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
            lines.append("  ".join((*padded, row[3])))
            if quotes:
                lines.append(f"{' ' * widths[0]}  “{verdict.target.span.quote}”")
        lines += ["", self.summary(lang)]
        if notice := self.directive.notice(lang):
            lines.append(notice)
        return "\n".join(lines)

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show one row a target, with the words it rests on."""
        from vn_ict_directive.present.cards import scorecard

        return scorecard(self, lang)


def figure(verdict: Evaluation, lang: Lang) -> str:
    """Write the figure of a verdict with its period; say where it decides nothing."""
    indicator = verdict.target.indicator
    shown = [o for o in (verdict.observation, verdict.met_late) if o is not None]
    written = dict.fromkeys(
        _happened(o, lang)
        if verdict.unit is Unit.EVENT
        else f"{indicator.write(o.value, lang, bound=o.bound)} ({o.period.label(lang)})"
        for o in shown
    )
    if not written:
        return "–"
    values = " → ".join(written)
    decided = verdict.outcome in {Outcome.MET, Outcome.MISSED}
    return values if decided else say("latest", lang, values=values)


def _happened(report: Observation, lang: Lang) -> str:
    """Write when an event happened; of a denial, up to when it had not; of a latest day, that."""
    if not report.value:
        return say("not until", lang, when=report.period.phrase(lang))
    when = report.period.label(lang)
    return say("no later than", lang, when=when) if Flag.HAPPENED_BY in report.flags else when


def record(verdict: Evaluation) -> dict[str, object]:
    """Return a verdict as one flat record: codes, numbers and ISO dates."""

    def period(name: str) -> str | None:
        observation = getattr(verdict, name)
        return None if observation is None else str(observation.period)

    def value(name: str) -> float | None:
        observation = getattr(verdict, name)
        return None if observation is None else observation.value

    bound = None if verdict.observation is None else verdict.observation.bound
    return {
        "target": verdict.target.id,
        "as_of": verdict.as_of.isoformat(),
        "due": verdict.due.isoformat(),
        "timing": verdict.timing.value,
        "reporter": verdict.reporter,
        "status": verdict.status.value,
        "outcome": verdict.outcome.value,
        "pace": verdict.pace.value,
        "value": verdict.value,
        "bound": bound and bound.value,
        "unit": verdict.unit.value,
        "period": period("observation"),
        "target_value": verdict.target_value,
        "gap": verdict.gap,
        "baseline": value("baseline"),
        "baseline_period": period("baseline"),
        "latest": value("latest"),
        "latest_period": period("latest"),
        "ratio": verdict.ratio,
        "lead": verdict.lead,
        "projected": verdict.projected,
        "required": verdict.required,
        "met_late": period("met_late"),
        "days_late": verdict.days_late,
        "lost_after_deadline": period("lost_after_deadline"),
        "reasons": " ".join(verdict.reasons),
        "quote": verdict.target.span.quote,
        "quote_source": verdict.target.span.source,
        "quote_start": verdict.target.span.start,
        "quote_end": verdict.target.span.end,
    }


def choose(target: Target, pool: tuple[Series, ...]) -> Series | None:
    """Return the series of *pool* that *target* is judged by; None if there is none.

    Raises:
        InvalidValueError: Two would serve equally well; the error names them.
    """
    mine = prefer(pool, target.indicator)
    if not mine:
        return None
    first = mine[0]
    rivals = [one for one in mine if one.reporter == first.reporter]
    if len(rivals) > 1:
        raise InvalidValueError(
            f"the series for {target.id}",
            "; ".join(map(repr, rivals)),
            "one series by the same reporter",
            "Leave out all but one.",
        )
    return first
