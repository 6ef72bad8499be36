"""All targets of a directive against a set of series at one date: counts, never an average."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation.outcome import Outcome, Reason, Status
from vn_ict_directive.evaluation.reading_sets import prefer, reporter_label
from vn_ict_directive.evaluation.record import Record
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Directive, Indicator, Target
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import format_date
from vn_ict_directive.shown import Rows
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Unit
from vn_ict_directive.words import WORDS, counted, say


def _label(series: Series, lang: Lang) -> str:
    """Name a series in a sentence: its indicator, whom it describes, who reports how many."""
    reporter = reporter_label(series).pick(lang) if series.reporter or series.basis else ""
    number = counted(str(len(series)), WORDS["some figures"], lang)
    return f"{series.indicator} ({', '.join(filter(None, (series.entity, reporter, number)))})"


@attrs.frozen(kw_only=True, repr=False)
class Scorecard(Rows):
    """Every target of a directive, evaluated as of one day.

    There is no average and no percentage: a target without data counts as what
    it is, and the coverage is always told.

    Attributes:
        directive: Whose targets they are.
        as_of: The date of the evaluation: only what was known on it counts.
        evaluations: One verdict a target, in the order of the text.
        unused: Series that the caller brought and no verdict rests on.
        unknown: What the document it was read from holds that this version of the package
            does not know: the keys and places that lead to it, and what stands there.
    """

    directive: Directive
    as_of: dt.date
    evaluations: tuple[Evaluation, ...]
    unused: tuple[Series, ...] = ()
    unknown: tuple[tuple[tuple[str | int, ...], Any], ...] = attrs.field(default=(), eq=False)

    def __repr__(self) -> str:
        """Whose targets, the day, and how many; the whole would fill pages."""
        known = f"{len(self.evaluations)} targets, {self.with_data} with data"
        return f"<{type(self).__name__} {self.directive.id} as of {self.as_of}: {known}>"

    def notes(self, lang: Lang = "vi") -> tuple[str, ...]:
        """Say what a reader of the whole must know.

        That the directive was not signed yet, or that figures were gathered only up to an
        earlier day; and of each series that no verdict rests on, why.
        """
        known = {verdict.target.indicator.id: verdict for verdict in self.evaluations}
        found = []
        if self.as_of < self.directive.signed:
            found.append(say("signed later", lang, day=format_date(self.directive.signed, lang)))
        late = (one.series for one in self if Reason.AFTER_GATHERED in one.reasons)
        if days := [one.gathered for one in late if one and one.gathered]:
            found.append(say("gathered", lang, day=format_date(min(days), lang)))
        for one in self.unused:
            if verdict := known.get(one.indicator):
                taken = "–" if verdict.series is None else _label(verdict.series, lang)
                found.append(say("unused taken", lang, series=_label(one, lang), taken=taken))
                continue
            from difflib import get_close_matches

            found.append(say("unused", lang, series=_label(one, lang)))
            for near in get_close_matches(one.indicator, known, n=1):
                found[-1] += f" {say('unused near', lang, name=repr(near))}"
        return tuple(found)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many targets have each status; the best first, what says nothing last."""
        counted = Counter(verdict.status for verdict in self.evaluations)
        return MappingProxyType({s: counted[s] for s in Status if counted[s]})

    @property
    def with_data(self) -> int:
        """How many targets have at least one figure or event behind their verdict."""
        return sum(bool(verdict.used) for verdict in self.evaluations)

    def __getitem__(self, target: str) -> Evaluation:
        """Return the verdict on the target with id *target*.

        Raises:
            UnknownNameError: There is no such target; near matches are named.
        """
        if (found := self.get(target)) is None:
            raise UnknownNameError("target", target, self.keys())
        return found

    def get(self, target: str) -> Evaluation | None:
        """Return the verdict on the target with id *target*; None if there is no such target."""
        return next((verdict for verdict in self if verdict.target.id == target), None)

    def __contains__(self, target: object) -> bool:
        """Whether it holds this verdict, or a verdict on the target with this id."""
        return any(target in (verdict.target.id, verdict) for verdict in self)

    def keys(self) -> tuple[str, ...]:
        """Return the ids of the targets, in the order of the text: a scorecard is a mapping, too.

        Examples:
            >>> from vn_ict_directive import scorecard
            >>> card = scorecard(as_of="2021-12-31")
            >>> "postal.upu-rank" in card, dict(card)["postal.upu-rank"].status
            (True, <Status.MISSED: 'missed'>)
        """
        return tuple(verdict.target.id for verdict in self)

    def by_section(self) -> dict[str, tuple[Evaluation, ...]]:
        """Return the verdicts by the id of their section, without the sections that have none."""
        return {
            section.id: mine
            for section in self.directive.sections
            if (mine := tuple(v for v in self if v.target.section == section.id))
        }

    def __iter__(self) -> Iterator[Evaluation]:
        """Go through the verdicts, in the order of the text."""
        return iter(self.evaluations)

    def __len__(self) -> int:
        """How many targets were judged."""
        return len(self.evaluations)

    def rows(self, lang: Lang = "vi") -> list[Record]:
        """Return one flat record a target, for any table or data frame.

        Args:
            lang: Language of the labels, the statements and the sentences.

        Returns:
            Codes, numbers and ISO dates as they are; None where there is none.

        Examples:
            >>> from vn_ict_directive import scorecard
            >>> card = scorecard(as_of="2021-12-31")
            >>> [(row["target"], row["status"], row["value"]) for row in card.rows()][:2]
            [('postal.upu-rank', 'missed', 49.0), ('telecommunications.5g-commercial', \
'overdue', 0.0)]
        """
        return [verdict.record(lang) for verdict in self.evaluations]

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
        targets = counted(str(len(self)), WORDS["some targets"], lang)
        known, have = self.with_data, "has" if self.with_data == 1 else "have"
        return say("summary line", lang, targets=targets, counts=counts, known=known, have=have)

    def title(self, lang: Lang = "vi") -> str:
        """Name what was evaluated, and as of when."""
        name, day = self.directive.name(lang), format_date(self.as_of, lang)
        return say("evaluation of", lang, directive=name, day=day)


def figure(verdict: Evaluation, lang: Lang) -> str:
    """Write the figure of a verdict with its period; say where it decides nothing."""
    shown = [o for o in (verdict.observation, verdict.met_late) if o is not None]
    figures = dict.fromkeys(written(verdict.target.indicator, o, lang) for o in shown)
    if not figures:
        return "–"
    values = " → ".join(figures)
    decided = verdict.outcome in {Outcome.MET, Outcome.MISSED}
    return values if decided else say("latest", lang, values=values)


def written(indicator: Indicator, figure: Observation, lang: Lang) -> str:
    """Write one figure with its period; of an event, when it happened."""
    if indicator.unit is Unit.EVENT:
        return _happened(figure, lang)
    value = indicator.write(figure.value, lang, bound=figure.bound)
    return f"{value} ({figure.period.label(lang)})"


def _happened(report: Observation, lang: Lang) -> str:
    """Write when an event happened; of a denial, up to when it had not; of a latest day, that."""
    if not report.value:
        return say("not until", lang, when=report.period.phrase(lang))
    when = report.period.label(lang)
    return say("no later than", lang, when=when) if Flag.HAPPENED_BY in report.flags else when


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
        got, expected = "; ".join(map(repr, rivals)), "one series by the same reporter"
        hint = "Leave out all but one."
        raise InvalidValueError(f"the series for {target.id}", got, expected, hint)
    return first
