"""One sentence, several defensible readings: the verdict under each, and what they turn on."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

import attrs

from vn_ict_directive.criteria import LeadingGroup
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.evaluating import evaluate
from vn_ict_directive.evaluation.outcome import Outcome, Status, Timing
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Indicator, Target
from vn_ict_directive.observations import Series
from vn_ict_directive.shown import Rows
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.words import WORDS, enumerated, filled, label_of, say

_PREFERRED = {"publisher": 0, "ministry": 1, "press": 2, None: 3}


def gather(series: Series | Iterable[Series]) -> tuple[Series, ...]:
    """Return the series to choose from; one alone may stand for itself.

    Raises:
        InvalidValueError: Something else is among them.
    """
    known: Any = series
    if isinstance(known, Series) or not isinstance(known, Iterable):
        known = (known,)
    pool: tuple[Series, ...] = tuple(known)
    for one in pool:
        if not isinstance(one, Series):
            raise InvalidValueError("series", one, "a Series", "Pass a sequence of them.")
    return pool


def prefer(series: Iterable[Series], indicator: Indicator) -> list[Series]:
    """Order the series of *indicator*: its publisher's, the ministry's, the press's, others."""
    mine = [one for one in series if one.indicator == indicator.id]

    def rank(one: Series) -> tuple[int, str, str]:
        # The press is the publisher of events, which nobody else publishes.
        own = one.reporter == indicator.publisher.id
        place = 0 if own else _PREFERRED.get(one.reporter, len(_PREFERRED))
        return place, one.reporter or "", one.basis or ""

    return sorted(mine, key=rank)


def reporter_name(reporter: str | None) -> Text:
    """Name a reporter; one that has no label here as the figures name it."""
    return label_of("reporter", reporter or "unnamed")


def reporter_label(series: Series) -> Text:
    """Name who reports *series* and, where there is one, its basis."""
    who = reporter_name(series.reporter)
    if series.basis is None:
        return who
    basis = label_of("basis", series.basis)
    return Text(f"{who.vi} ({basis.vi})", f"{who.en} ({basis.en})")


@attrs.frozen
class Choice:
    """One answer to one question that the text, or the data, leaves open.

    Attributes:
        question: ``"edge"``, ``"timing"``, ``"reporter"`` or a field of the target.
        answer: A stable code.
        label: The answer in words.
    """

    question: str
    answer: str
    label: Text = attrs.field(eq=False)


@attrs.frozen(kw_only=True)
class Reading:
    """One reading: a choice for every open question, and the verdict under them."""

    choices: tuple[Choice, ...]
    evaluation: Evaluation

    def answer(self, question: str) -> str | None:
        """Return the answer to *question*; None where it does not arise."""
        return next((c.answer for c in self.choices if c.question == question), None)

    def label(self, lang: Lang = "vi") -> str:
        """Name the reading by its choices."""
        return "; ".join(choice.label.pick(lang) for choice in self.choices)


@attrs.frozen(kw_only=True, repr=False)
class Readings(Rows):
    """The verdict on one target under every reading.

    Attributes:
        target: What was judged.
        as_of: The date of the evaluation: only what was known on it counts.
        readings: Every combination of choices, the encoding's own first.
    """

    target: Target
    as_of: dt.date
    readings: tuple[Reading, ...]

    def __repr__(self) -> str:
        """The target, the day and the outcomes; the whole would fill pages."""
        outcomes = ", ".join(self.outcomes)
        return (
            f"<{type(self).__name__} {self.target.id} as of {self.as_of}: {len(self)}, {outcomes}>"
        )

    @property
    def agree(self) -> bool:
        """Whether every reading has the same outcome."""
        return len(self.outcomes) == 1

    @property
    def agree_on_status(self) -> bool:
        """Whether every reading has the same status: two pending ones may differ in pace."""
        return len(self.statuses) == 1

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that some reading has, each once."""
        return tuple(dict.fromkeys(reading.evaluation.outcome for reading in self.readings))

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses that some reading has, each once."""
        return tuple(dict.fromkeys(reading.evaluation.status for reading in self.readings))

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The questions whose answer alone can change the outcome."""
        return self._turns_on([reading.evaluation.outcome for reading in self.readings])

    @property
    def status_depends_on(self) -> tuple[str, ...]:
        """The questions whose answer alone can change the status."""
        return self._turns_on([reading.evaluation.status for reading in self.readings])

    def _turns_on(self, answers: Sequence[Outcome | Status]) -> tuple[str, ...]:
        """Return the questions by which alone two readings with different *answers* differ."""
        found: dict[str, None] = {}
        for (reading, one), (other, two) in product(
            zip(self.readings, answers, strict=True), repeat=2
        ):
            if one is two:
                continue
            differ = {c.question for c in reading.choices if other.answer(c.question) != c.answer}
            if len(differ) == 1:
                found.setdefault(differ.pop())
        return tuple(found)

    def explain(self, lang: Lang = "vi") -> str:
        """Say in one sentence whether the readings agree, and what the outcome turns on.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, published, readings
            >>> target = DIRECTIVE_01.target("cybersecurity.gci-rank")
            >>> print(readings(target, published.all_series(), as_of="2021-12-31").explain("en"))
            The 12 readings disagree (exceeded: 4, met: 1, awaiting data: 4, met late: 3): the \
outcome depends on the reporter, the indicator, the rank (required or aspired) and the timing.
        """
        statuses = [r.evaluation.status for r in self.readings]
        counts = ", ".join(f"{s.label(lang)}: {statuses.count(s)}" for s in self.statuses)
        status = self.agree and not self.agree_on_status
        on = self.status_depends_on if status else self.depends_on
        how = "agree" if self.agree_on_status else "depend" if on else "disagree"
        questions = enumerated((label_of("field", name).pick(lang) for name in on), lang)
        facts = {"number": len(self), "counts": counts, "outcome": self.outcomes[0].label(lang)}
        return say(f"readings {how}{' on status' * status}", lang, questions=questions, **facts)

    def rows(self, lang: Lang = "vi") -> list[dict[str, Any]]:
        """Return one flat record a reading: its choices in words, and the fields of its verdict."""
        return [
            {"reading": one.label(lang), **one.evaluation.record(lang)} for one in self.readings
        ]

    def __iter__(self) -> Iterator[Reading]:
        """Go through the readings, the encoding's own first."""
        return iter(self.readings)

    def __len__(self) -> int:
        """How many readings there are."""
        return len(self.readings)


def readings(
    target: Target, series: Series | Iterable[Series], *, as_of: dt.date | str
) -> Readings:
    """Judge *target* under every defensible reading of its sentence and of the data.

    The questions are: which edge of a leading group counts; whether a figure
    speaks by the period of its edition or by having been published by the
    deadline; whose figures count; and every alternative that the target's
    inferences name.

    Args:
        target: The target.
        series: The figures: one series, or several by different reporters;
            series of indicators that no reading needs are left aside.
        as_of: The date of the evaluation: only what was known on it counts.

    Raises:
        InvalidValueError: Something in *series* is not a Series, or nobody
            could judge it; see :func:`~vn_ict_directive.evaluate`.
    """
    pool = gather(series)
    found = []
    for changes in product(*_questions(target)):
        judged = target
        for _, fields in changes:
            judged = attrs.evolve(judged, **fields)
        chosen = tuple(choice for choice, _ in changes)
        for reporter, figures in _reporters(judged, pool):
            for timing in Timing:
                when = Choice("timing", timing.value, timing.labels)
                verdict = evaluate(judged, figures, as_of=as_of, timing=timing)
                found.append(Reading(choices=(*chosen, reporter, when), evaluation=verdict))
    return Readings(target=target, as_of=found[0].evaluation.as_of, readings=tuple(found))


def _questions(target: Target) -> Iterator[list[tuple[Choice, dict[str, Any]]]]:
    """Yield, for every open question of the sentence, its answers and what they change."""
    criterion = target.criterion
    if isinstance(criterion, LeadingGroup) and criterion.strong != criterion.worst:
        unit = target.unit
        weak = filled("weak", value=lambda lang: unit.write(criterion.worst, lang))
        strong = filled("strong", value=lambda lang: unit.write(criterion.strong, lang))
        aspired = LeadingGroup(worst=criterion.strong, best=criterion.strong)
        yield [
            (Choice("edge", "weak", weak), {}),
            (Choice("edge", "strong", strong), {"criterion": aspired}),
        ]
    for inference in target.inferences:
        others = [a for a in inference.alternatives if a.changes]
        if others:
            name = label_of("field", inference.field)
            encoded = filled("as encoded", field=name.pick)
            yield [
                (Choice(inference.field, "as-encoded", encoded), {}),
                *((Choice(inference.field, a.id, a.label), a.changes) for a in others),
            ]


def _reporters(target: Target, pool: tuple[Series, ...]) -> Iterator[tuple[Choice, Series | None]]:
    """Yield who reports figures for *target*, with the figures; nobody, if nobody does."""
    mine = prefer(pool, target.indicator)
    for one in mine:
        answer = "-".join(filter(None, (one.reporter or "unnamed", one.basis)))
        label = filled("figures by", reporter=reporter_label(one).pick)
        yield Choice("reporter", answer, label), one
    if not mine:
        yield Choice("reporter", "none", WORDS["figures by nobody"]), None
