"""A verdict as one flat record: what rows, JSON and the command line share."""

from typing import Any, Final, TypedDict, cast

from vn_ict_directive.evaluation.outcome import Reason
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.observations import Observation
from vn_ict_directive.text import Lang

__all__ = ["Record", "codes", "record"]


class Record(TypedDict):
    """A verdict as one flat record of codes, labels, numbers and ISO dates.

    Attributes:
        directive: Id of the directive: issuer, date and number; null for a target of none.
        directive_number: Its number as printed.
        encoding: Version of its encoding.
        official: Whether the encoding rests on the issuer's own text.
        target: Id of the target.
        indicator: Id of what measures it.
        target_name: Name of what measures it, in the language of the record.
        statement: The target's words, in the language of the record.
        asks: What is asked, and by when, in a few words.
        entity: Whom the figures describe; null without any.
        reporter: Who reported them.
        rules: Version of the rules of the verdict; null where a document does not state it.
        as_of: The day whose knowledge it rests on.
        due: The due date.
        timing: By which time figures counted for the due date.
        timing_label: The same in words.
        status: The headline.
        status_label: The same in words.
        tone: How it is coloured: good, fair, bad or none.
        severity: How bad the news is, from 1 for the best; 0 for no news.
        outcome: Whether the target was met.
        outcome_label: The same in words.
        pace: How fast the figures move.
        pace_label: The same in words.
        reasons: Why, as codes with spaces between.
        reason_labels: The same in words, with semicolons between.
        value: The figure that decided or, before that, the latest.
        bound: Whether it is only known as more or less than that.
        unit: What it counts.
        unit_label: The same in words.
        period: What it describes.
        target_value: The value to reach.
        direction: +1 if more is better, -1 if less is.
        gap: Distance still to cover; 0.0 once satisfied.
        baseline: The figure that the pace starts from.
        baseline_period: What it describes.
        latest: The latest figure known.
        latest_period: What it describes.
        attained: Share of the way from baseline to the target value that is gone.
        elapsed: Share of the time from baseline to due date that is gone.
        ratio: attained / elapsed.
        lead: Years ahead of the straight line; behind it, if negative.
        projected: Value at the due date if the line goes on.
        required: Change a year that leads from the latest figure to the target value.
        reference: The figure that a relative limit was worked out from.
        reference_period: What it describes.
        met_late: What the first later figure that satisfies what was missed describes.
        met_late_value: That figure.
        days_late: Days from the due date to the end of its period, at most.
        lost_after_deadline: What the first later figure that breaks what was met describes.
        lost_after_deadline_value: That figure.
        sentence: The verdict in one paragraph.
        quote: The words that the target was read from.
        quote_source: Id of their source.
        quote_start: Their first code point in it.
        quote_end: One past the last.
    """

    directive: str | None
    directive_number: str | None
    encoding: str | None
    official: bool
    target: str
    indicator: str
    target_name: str
    statement: str
    asks: str
    entity: str | None
    reporter: str | None
    rules: str | None
    as_of: str
    due: str
    timing: str
    timing_label: str
    status: str
    status_label: str
    tone: str
    severity: int
    outcome: str
    outcome_label: str
    pace: str
    pace_label: str
    reasons: str
    reason_labels: str
    value: float | None
    bound: str | None
    unit: str
    unit_label: str
    period: str | None
    target_value: float | None
    direction: int | None
    gap: float | None
    baseline: float | None
    baseline_period: str | None
    latest: float | None
    latest_period: str | None
    attained: float | None
    elapsed: float | None
    ratio: float | None
    lead: float | None
    projected: float | None
    required: float | None
    reference: float | None
    reference_period: str | None
    met_late: str | None
    met_late_value: float | None
    days_late: int | None
    lost_after_deadline: str | None
    lost_after_deadline_value: float | None
    sentence: str
    quote: str
    quote_source: str
    quote_start: int
    quote_end: int


_ITS_OWN: Final = (
    *("entity", "reporter", "rules", "value", "target_value", "direction", "gap", "days_late"),
    *("attained", "elapsed", "ratio", "lead", "projected", "required"),
)
"""The fields of a record that the verdict has under the same name, as they are."""

_CODED: Final = ("timing", "status", "outcome", "pace", "unit")
"""The fields of a record, each with one for its label, that hold a code of the verdict."""

_LATER: Final = ("met_late", "lost_after_deadline")
"""The fields of a record, each with one for its value, that hold the period of a later figure."""

_BEHIND: Final = ("baseline", "latest", "reference")
"""The fields of a record, each with one for its period, that hold a figure behind the verdict."""


def _period(figure: Observation | None) -> str | None:
    return None if figure is None else str(figure.period)


def _value(figure: Observation | None) -> float | None:
    return None if figure is None else figure.value


def codes(verdict: Evaluation) -> dict[str, Any]:
    """Return what a record says that is in no language: codes, numbers and ISO dates."""
    target, whose, observation = verdict.target, verdict.directive, verdict.observation
    bound = None if observation is None else observation.bound
    return {
        "directive": None if whose is None else whose.id,
        "directive_number": None if whose is None else whose.number,
        "encoding": None if whose is None else whose.encoding,
        "official": whose is not None and whose.official,
        "target": target.id,
        "indicator": target.indicator.id,
        "as_of": verdict.as_of.isoformat(),
        "due": verdict.due.isoformat(),
        "tone": verdict.status.tone,
        "severity": verdict.status.severity,
        "reasons": " ".join(verdict.reasons),
        "bound": bound and bound.value,
        "period": _period(observation),
        **{name: getattr(verdict, name).value for name in _CODED},
        **{name: getattr(verdict, name) for name in _ITS_OWN},
        **{name: _value(getattr(verdict, name)) for name in _BEHIND},
        **{f"{name}_period": _period(getattr(verdict, name)) for name in _BEHIND},
        **{name: _period(getattr(verdict, name)) for name in _LATER},
        **{f"{name}_value": _value(getattr(verdict, name)) for name in _LATER},
        "quote": target.span.quote,
        "quote_source": target.span.source,
        "quote_start": target.span.start,
        "quote_end": target.span.end,
    }


def record(verdict: Evaluation, lang: Lang = "vi") -> Record:
    """Return a verdict as one flat record, its labels and sentence in *lang*."""
    target = verdict.target
    # A reason that only another version of the rules knows has no label here.
    known = Reason.__members__.values()
    labels = (reason.label(lang) if reason in known else reason for reason in verdict.reasons)
    words = {
        "target_name": target.indicator.name.pick(lang),
        "statement": target.statement.pick(lang),
        "asks": target.describe(lang),
        "reason_labels": "; ".join(labels),
        "sentence": verdict.explain(lang),
        **{f"{name}_label": getattr(verdict, name).label(lang) for name in _CODED},
    }
    said = codes(verdict) | words
    return cast("Record", {name: said[name] for name in Record.__annotations__})
