"""All targets of a directive against a set of series at one date: counts, never an average."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Literal

import attrs

from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation.outcome import Outcome, Status, best_to_worst
from vn_ict_directive.evaluation.reading_sets import prefer
from vn_ict_directive.evaluation.record import Record, record
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.html import aside, card, quotation, table, tag
from vn_ict_directive.model import Directive, Target
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang, Text

__all__ = ["Scorecard", "choose", "figure", "record"]


@attrs.frozen(kw_only=True)
class Scorecard:
    """Every target of a directive, judged by what was known on one day.

    There is no average and no percentage: a target without data counts as what
    it is, and the coverage is always told.

    Attributes:
        directive: Whose targets they are.
        as_of: The day whose knowledge counts.
        evaluations: One verdict a target, in the order of the text.
        unused: Series that the caller brought and no verdict rests on.
        unknown: What the document it was read from holds that this version of the package
            does not know: the keys and places that lead to it, and what stands there.
    """

    directive: Directive
    as_of: dt.date
    evaluations: tuple[Evaluation, ...]
    unused: tuple[Series, ...] = ()
    unknown: tuple[tuple[tuple[str | int, ...], Any], ...] = attrs.field(
        default=(), eq=False, repr=False
    )

    def notes(self, lang: Lang = "vi") -> tuple[str, ...]:
        """Name each series that no verdict rests on, and why; say if there was no directive yet."""
        known = {verdict.target.indicator.id: verdict for verdict in self.evaluations}
        said = []
        if self.as_of < self.directive.signed:
            day = Text(*(format_date(self.directive.signed, one) for one in ("vi", "en")))
            said.append(
                Text(
                    f"Văn bản được ký ngày {day.vi}, sau ngày đánh giá.",
                    f"The directive was signed on {day.en}, after this date.",
                ).pick(lang)
            )
        for one in self.unused:
            verdict = known.get(one.indicator)
            if verdict is None:
                near = get_close_matches(one.indicator, known, n=1)
                hint = Text("Có phải {!r} không?", "Did you mean {!r}?").pick(lang)
                why = Text("không mục tiêu nào có chỉ tiêu này.", "no target has this indicator.")
                sentence = " ".join((why.pick(lang), *(hint.format(name) for name in near)))
            else:
                taken = verdict.series
                sentence = Text(f"đã dùng {taken!r}.", f"{taken!r} was taken.").pick(lang)
            said.append(
                Text(f"Không dùng {one!r}: {sentence}", f"Not used {one!r}: {sentence}").pick(lang)
            )
        return tuple(said)

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
        return [record(verdict, lang) for verdict in self.evaluations]

    def to_frame(self, backend: Literal["pandas", "polars"] | None = None) -> Any:
        """Return one row a target, as :meth:`rows` has them, as a data frame.

        Args:
            backend: ``"pandas"`` or ``"polars"``; by default the one that is installed, pandas
                where both are.

        Raises:
            InvalidValueError: *backend* is neither.
            MissingExtraError: narwhals (extra ``panels``) or the library is not installed.
        """
        from vn_ict_directive.ingest.frames import frame_of_records

        return frame_of_records(self.rows(), backend)

    def summary(self, lang: Lang = "vi") -> str:
        """Say in one line how many targets have each status, and how many have data.

        Examples:
            >>> from vn_ict_directive import scorecard
            >>> card = scorecard(as_of="2020-12-31")
            >>> card.summary("en")
            '7 targets: 1 met, 2 missed, 1 insufficient data, 2 awaiting data, 1 not evaluable; 5 have data.'
        """  # noqa: E501
        counts = ", ".join(f"{n} {status.label(lang)}" for status, n in self.counts.items())
        return Text(
            f"{len(self)} mục tiêu: {counts}; {self.with_data} mục tiêu có số liệu.",
            f"{len(self)} targets: {counts}; {self.with_data} have data.",
        ).pick(lang)

    def title(self, lang: Lang = "vi") -> str:
        """Name what was judged, and by what was known when."""
        signed, as_of = format_date(self.directive.signed, lang), format_date(self.as_of, lang)
        kind = self.directive.kind.pick(lang)
        return Text(
            f"{kind} {self.directive.number} ngày {signed}: theo số liệu biết được đến {as_of}",
            f"{kind} {self.directive.number} of {signed}: by what was known on {as_of}",
        ).pick(lang)

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
        lines += ["", self.summary(lang), *self.notes(lang)]
        if notice := self.directive.notice(lang):
            lines.append(notice)
        return "\n".join(lines)

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show one row a target, with the words it rests on."""
        header = [Text(*words).pick(lang) for words in _HEADER]
        rows = [
            (
                tag("strong", v.headline(lang)),
                figure(v, lang),
                tag(
                    "div",
                    v.target.describe(lang),
                    quotation(v.target.span.quote),
                    aside(tag("code", v.target.id)),
                ),
            )
            for v in self.evaluations
        ]
        notice = self.directive.notice(lang)
        note = tag("p", notice) if notice else None
        return card(
            self.title(lang), table(header, rows), tag("p", self.summary(lang)), note, lang=lang
        )


_HEADER = (
    ("Kết quả", "Verdict"),
    ("Số liệu", "Figure"),
    ("Yêu cầu, nguyên văn", "Asked, and its words"),
)


def figure(verdict: Evaluation, lang: Lang) -> str:
    """Write the figure of a verdict with its period; say where it decides nothing."""
    unit = verdict.unit
    shown = [o for o in (verdict.observation, verdict.met_late) if o is not None]
    written = dict.fromkeys(
        _happened(o, lang)
        if unit.value == "event"
        else f"{unit.write(o.value, lang, bound=o.bound)} ({o.period.label(lang)})"
        for o in shown
    )
    if not written:
        return "–"
    decided = verdict.outcome in {Outcome.MET, Outcome.MISSED}
    latest = "" if decided else Text("mới nhất: ", "latest: ").pick(lang)
    return latest + " → ".join(written)


def _happened(report: Observation, lang: Lang) -> str:
    """Say when an event happened; of a denial, up to when it had not; of a latest day, that."""
    when = report.period.label(lang)
    if not report.value:
        return Text(f"chưa, đến hết {when}", f"not by {when}").pick(lang)
    if Flag.HAPPENED_BY in report.flags:
        return Text(f"chậm nhất {when}", f"by {when}").pick(lang)
    return when


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
