"""Verdicts in words: one paragraph that a minister could read, and its picture in a notebook."""

from typing import Final

from vn_ict_directive.criteria import LeadingGroup, Milestone
from vn_ict_directive.evaluation.judge import Evaluation
from vn_ict_directive.evaluation.outcome import Basis, Outcome, Pace, Reason, Status
from vn_ict_directive.markup import card, definitions, tag
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.quantities import format_number
from vn_ict_directive.text import Lang, Text, check_lang

__all__ = ["paragraph", "picture"]

_FIELDS: Final = {
    "indicator": Text("chỉ số", "the indicator"),
    "criterion": Text("cách hiểu mức yêu cầu", "how the figure asked for is read"),
    "due": Text("hạn", "the due date"),
    "start": Text("ngày bắt đầu", "the start"),
    "mode": Text("cách giữ mức", "whether it must hold or be reached"),
    "window_months": Text("khoảng thời gian xét số liệu", "the window for figures"),
}


def paragraph(verdict: Evaluation, lang: Lang = "vi") -> str:
    """Tell *verdict* in one paragraph: the outcome, its numbers, the pace, what was inferred."""
    check_lang(lang)
    sentences = [
        _headline(verdict, lang),
        _afterwards(verdict, lang),
        _stages(verdict, lang),
        _pace(verdict, lang),
        _doubts(verdict, lang),
        _inferred(verdict, lang),
        _source(verdict, lang),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _say(lang: Lang, vi: str, en: str) -> str:
    return vi if lang == "vi" else en


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _figure(verdict: Evaluation, observation: Observation, lang: Lang) -> str:
    """Name a figure and its period: the figure for 2020 is rank 86."""
    value = verdict.target.unit.write(observation.value, lang)
    period = observation.period.label(lang)
    return _say(lang, f"số liệu của kỳ {period} là {value}", f"the figure for {period} is {value}")


def _headline(verdict: Evaluation, lang: Lang) -> str:
    status = _capital(verdict.status.label(lang))
    if verdict.outcome is Outcome.PENDING:
        status = _capital(Outcome.PENDING.label(lang))
    if Reason.NO_PUBLIC_MEASURE in verdict.reasons:
        why = verdict.target.notes[0].pick(lang) if verdict.target.notes else ""
        fallback = _capital(Reason.NO_PUBLIC_MEASURE.label(lang)) + "."
        return f"{status}: {why or fallback}"
    if isinstance(verdict.criterion, Milestone):
        return f"{status}: {_event(verdict, lang)}"
    asked = verdict.criterion.describe(verdict.target.unit, lang)
    due = format_date(verdict.due, lang)
    ask = _say(lang, f"yêu cầu là {asked} đến {due}", f"{asked} was asked for by {due}")
    if verdict.outcome in {Outcome.MET, Outcome.MISSED} and verdict.observation is not None:
        return f"{status}: {_decided(verdict, verdict.observation, ask, lang)}"
    return f"{status}: {_undecided(verdict, ask, lang)}"


def _decided(verdict: Evaluation, observation: Observation, ask: str, lang: Lang) -> str:
    figure = _figure(verdict, observation, lang)
    if verdict.basis is Basis.PUBLICATION:
        figure += _say(lang, " (mới nhất đã công bố đến hạn)", " (the latest published by then)")
    if verdict.status is Status.EXCEEDED and isinstance(verdict.criterion, LeadingGroup):
        strong = verdict.target.unit.write(verdict.criterion.strong, lang)
        figure += _say(
            lang, f", tốt hơn ngưỡng mạnh {strong}", f", better than the strong edge, {strong}"
        )
    if verdict.outcome is Outcome.MET:
        return _say(lang, f"{figure}; {ask}.", f"{figure}; {ask}.")
    if verdict.gap:
        gap = verdict.target.unit.write_distance(verdict.gap, lang)
        return _say(
            lang, f"{figure}, còn {ask}, thiếu {gap}.", f"{figure}, and {ask}, a gap of {gap}."
        )
    return _say(lang, f"{figure}, còn {ask}.", f"{figure}, and {ask}.")


def _undecided(verdict: Evaluation, ask: str, lang: Lang) -> str:
    as_of = format_date(verdict.as_of, lang)
    if verdict.outcome is Outcome.NOT_EVALUABLE:
        why = " ".join(s.reason.pick(lang) for s in verdict.suspensions)
        return f"{ask}. {why}"
    if Reason.NO_REFERENCE in verdict.reasons:
        why = _say(
            lang,
            f"Đến {as_of} chưa biết giá trị của kỳ gốc.",
            f"The value of the reference period was not known on {as_of}.",
        )
        return f"{ask}. {why}"
    if verdict.outcome is Outcome.AWAITING_DATA:
        if verdict.basis is Basis.PUBLICATION:
            why = _say(
                lang,
                "Đến hạn chưa có số liệu nào được công bố.",
                "Nothing had been published by then.",
            )
        else:
            why = _say(
                lang,
                f"Đến {as_of} chưa có số liệu nào cho kỳ của hạn được công bố.",
                f"No figure that speaks for that date was known on {as_of}.",
            )
        return f"{ask}. {why}{_latest(verdict, lang)}"
    if verdict.latest is None:
        why = _say(lang, f"Đến {as_of} chưa biết số liệu nào.", f"No figure was known on {as_of}.")
        return f"{ask}. {why}"
    gap = verdict.gap
    rest = ""
    if gap:
        far = verdict.target.unit.write_distance(gap, lang)
        rest = _say(lang, f", còn thiếu {far}", f", {far} to go")
    return (
        f"{ask}; {_say(lang, 'đến', 'on')} {as_of} {_figure(verdict, verdict.latest, lang)}{rest}."
    )


def _latest(verdict: Evaluation, lang: Lang) -> str:
    if verdict.latest is None:
        return ""
    figure = _figure(verdict, verdict.latest, lang)
    return _say(lang, f" Số liệu mới nhất đã biết: {figure}.", f" The latest known: {figure}.")


def _event(verdict: Evaluation, lang: Lang) -> str:
    asked = verdict.criterion.describe(verdict.target.unit, lang)
    due, as_of = format_date(verdict.due, lang), format_date(verdict.as_of, lang)
    ask = _say(lang, f"yêu cầu là {asked} đến {due}", f"asked was that {asked} by {due}")
    if verdict.observation is None:
        if verdict.suspensions:
            return f"{ask}. {' '.join(s.reason.pick(lang) for s in verdict.suspensions)}"
        why = _say(
            lang,
            f"Đến {as_of} chưa có tin nào về sự kiện này.",
            f"No report of it was known on {as_of}.",
        )
        if verdict.basis is Basis.PUBLICATION:
            why = _say(
                lang,
                "Đến hạn chưa có tin nào về sự kiện này được công bố.",
                "No report of it had been published by then.",
            )
        return f"{ask}. {why}"
    name = verdict.target.indicator.name.pick(lang) if verdict.target.indicator else asked
    when = verdict.observation.period.label(lang)
    if not verdict.observation.value:
        return _say(
            lang,
            f"{ask}; đến hết {when} được báo cáo là chưa diễn ra.",
            f"{ask}; by the end of {when} it was reported not to have happened.",
        )
    return f"{ask}; {name[0].lower() + name[1:]}: {when}."


def _afterwards(verdict: Evaluation, lang: Lang) -> str:
    late, lost = verdict.met_late, verdict.lost_after_deadline
    if late is not None and isinstance(verdict.criterion, Milestone):
        days = (late.period.end - verdict.due).days
        number = format_number(days, lang)
        if late.period.start == late.period.end:
            return _say(lang, f"Đó là {number} ngày sau hạn.", f"That is {number} days late.")
        return _say(
            lang, f"Đó là nhiều nhất {number} ngày sau hạn.", f"That is at most {number} days late."
        )
    if late is not None:
        figure = _figure(verdict, late, lang)
        return _say(lang, f"Sau hạn, {figure}, đạt yêu cầu.", f"Later, {figure}, which satisfies.")
    if lost is not None:
        figure = _figure(verdict, lost, lang)
        return _say(
            lang,
            f"Sau hạn, {figure}, không còn đạt.",
            f"Later, {figure}, which no longer satisfies.",
        )
    return ""


def _stages(verdict: Evaluation, lang: Lang) -> str:
    if not verdict.stages:
        return ""
    parts = (
        f"{stage.criterion.describe(verdict.target.unit, lang)} "
        f"{_say(lang, 'đến', 'by')} {format_date(stage.due, lang)}: {stage.status.label(lang)}"
        for stage in verdict.stages
    )
    return f"{_say(lang, 'Các chặng', 'Stages')}: {'; '.join(parts)}."


def _pace(verdict: Evaluation, lang: Lang) -> str:
    baseline, latest = verdict.baseline, verdict.latest
    if baseline is None or latest is None or latest is baseline:
        return ""
    unit = verdict.target.unit
    start = f"{unit.write(baseline.value, lang)} ({baseline.period.label(lang)})"
    end = f"{unit.write(latest.value, lang)} ({latest.period.label(lang)})"
    pace = verdict.pace.label(lang)
    if verdict.ratio is None or verdict.attained is None or verdict.elapsed is None:
        return _say(lang, f"Từ {start} đến {end}: {pace}.", f"From {start} to {end}: {pace}.")
    attained, elapsed = _percent(verdict.attained, lang), _percent(verdict.elapsed, lang)
    ratio = format_number(verdict.ratio, lang, digits=3)
    parts = [
        _say(
            lang,
            f"Từ {start} đến {end} đã đi {attained} quãng đường trong {elapsed} thời gian,"
            f" bằng {ratio} lần tiến độ cần thiết ({pace})",
            f"From {start} to {end} it went {attained} of the way in {elapsed} of the time,"
            f" {ratio} times the required pace ({pace})",
        )
    ]
    if verdict.lead:
        years = format_number(abs(verdict.lead), lang, digits=3)
        ahead = verdict.lead > 0
        parts.append(
            _say(
                lang,
                f"{'sớm' if ahead else 'chậm'} {years} năm so với đường thẳng",
                f"{years} years {'ahead of' if ahead else 'behind'} the straight line",
            )
        )
    if verdict.outcome is Outcome.PENDING and verdict.projected is not None:
        projected = unit.write(float(f"{verdict.projected:.4g}"), lang)
        parts.append(
            _say(
                lang,
                f"nếu giữ nhịp này, đến hạn là {projected}",
                f"at this pace it would be {projected} at the due date",
            )
        )
    if verdict.outcome is Outcome.PENDING and verdict.required:
        required = unit.write_distance(float(f"{abs(verdict.required):.4g}"), lang)
        parts.append(
            _say(
                lang, f"cần thêm {required} mỗi năm", f"{required} a year are needed from there on"
            )
        )
    return f"{'; '.join(parts)}."


def _percent(share: float, lang: Lang) -> str:
    return (
        f"{format_number(round(100 * share, 1), lang)} %"
        if lang == "vi"
        else (f"{format_number(round(100 * share, 1), lang)}%")
    )


def _doubts(verdict: Evaluation, lang: Lang) -> str:
    if Reason.UNCERTAIN_FIGURE not in verdict.reasons:
        return ""
    return _say(
        lang,
        "Lưu ý: số liệu này là ước tính, tạm tính, suy ra hoặc chỉ có một nguồn.",
        "Note: this figure is estimated, provisional, derived or from a single account.",
    )


def _inferred(verdict: Evaluation, lang: Lang) -> str:
    fields = [
        _FIELDS[i.field].pick(lang) if i.field in _FIELDS else i.field
        for i in verdict.target.inferences
    ]
    if not fields:
        return ""
    return _say(
        lang,
        f"Văn bản không nói rõ, chúng tôi suy luận: {', '.join(fields)}.",
        f"Not stated in the text, inferred by us: {', '.join(fields)}.",
    )


def _source(verdict: Evaluation, lang: Lang) -> str:
    observation = verdict.observation
    if observation is None or observation.source is None:
        return ""
    title = observation.source.title
    return _say(lang, f"Nguồn số liệu: {title}.", f"Figure from: {title}.")


def picture(verdict: Evaluation, lang: Lang = "vi") -> str:
    """Show *verdict* in a notebook: its paragraph and the words it rests on."""
    target = verdict.target
    pace = None if verdict.pace is Pace.INSUFFICIENT_DATA else verdict.pace.label(lang)
    facts = (
        (_say(lang, "Kết quả", "Outcome"), verdict.outcome.label(lang)),
        (_say(lang, "Tiến độ", "Pace"), pace),
        (
            _say(lang, "Nguyên văn", "Words"),
            tag(
                "span",
                tag("q", target.span.quote, lang="vi"),
                f" {target.span.source} [{target.span.start}:{target.span.end}]",
            ),
        ),
        (
            _say(lang, "Lý do", "Reasons"),
            "; ".join(reason.label(lang) for reason in verdict.reasons),
        ),
    )
    return card(
        f"{target.id}: {verdict.status.label(lang)}",
        tag("p", paragraph(verdict, lang), style="margin:.4em 0"),
        definitions(facts),
        lang=lang,
    )
