"""Verdicts in words: one paragraph that a minister could read, and its picture in a notebook."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from typing import Final

from vn_ict_directive.criteria import LeadingGroup, Milestone, NumericCriterion
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Timing
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.html import aside, card, definitions, quotation, tag
from vn_ict_directive.observations import Flag, Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang, Text, check_lang
from vn_ict_directive.units import Unit, format_number, rounded

__all__ = ["field_label", "paragraph", "picture"]

_FIELDS: Final = {
    "indicator": Text("chỉ số", "the indicator"),
    "criterion": Text("cách hiểu mức yêu cầu", "how the figure asked for is read"),
    "due": Text("hạn", "the due date"),
    "start": Text("ngày bắt đầu", "the start"),
    "mode": Text("cách giữ mức", "whether it must hold or be reached"),
    "window_months": Text("khoảng thời gian xét số liệu", "the window for figures"),
}


_CUTS: Final = (float(SLOW), float(ON_TRACK), 1.0)
_FLAGS: Final = {
    Flag.PROVISIONAL: Text("là số tạm tính", "provisional"),
    Flag.ESTIMATED: Text("là số ước tính", "an estimate"),
    Flag.DERIVED: Text("được suy ra từ số liệu khác", "derived from other figures"),
    Flag.SINGLE: Text("chỉ có một nguồn thứ cấp", "known from one secondary account only"),
    Flag.HAPPENED_BY: Text(
        "chỉ cho biết ngày muộn nhất có thể của sự kiện",
        "one that gives only the latest possible day of the event",
    ),
}


_SPOKEN_FOR: Final = frozenset({Outcome.MET, Outcome.MISSED, Outcome.UNDETERMINED})
_NOTES: Final = {
    Reason.NOTHING_NEWER: Text(
        "Chưa có số liệu nào mới hơn mốc gốc nên chưa tính được tiến độ.",
        "No figure is newer than the baseline, so there is no pace yet.",
    ),
    Reason.BASELINE_PUBLISHED_LATER: Text(
        "Mốc gốc là số liệu của kỳ trước ngày bắt đầu, được công bố sau ngày đó.",
        "The baseline is for a period before the start, and was published after it.",
    ),
    Reason.BASELINE_AFTER_START: Text(
        "Mốc gốc là số liệu đầu tiên sau ngày bắt đầu, vì trước đó chưa có.",
        "The baseline is the first figure after the start, since there was none before.",
    ),
    Reason.BASELINE_SATISFIED: Text(
        "Mốc gốc đã đạt mức yêu cầu nên không có quãng đường nào để đo.",
        "The baseline satisfied already, so there is no distance to measure.",
    ),
    Reason.BASELINE_AFTER_DUE: Text(
        "Mốc gốc không nằm trước hạn nên không tính được tiến độ.",
        "The baseline does not lie before the due date, so there is no pace.",
    ),
    Reason.OVERSHOT: Text(
        "Số liệu đã đi qua khoảng yêu cầu rồi ra ngoài.",
        "The figures went through the band and out of it again.",
    ),
    Reason.REBASED_AFTER_BREAK: Text(
        "Cách đo đã thay đổi; tiến độ được tính từ số liệu đầu tiên theo cách đo mới.",
        "The method changed; the pace counts from the first figure of the new one.",
    ),
    Reason.BREAK_REFUSED: Text(
        "Cách đo đã thay đổi sau khi mục tiêu được đặt ra nên số liệu mới không so sánh được.",
        "The method changed after the promise was made, so the new figures do not compare.",
    ),
    Reason.CENSORED_FIGURE: Text(
        "Có số liệu chỉ cho biết trên hoặc dưới một mức nên không tính được tiến độ.",
        "A figure known only as more or less than a number has no place on a line, so there is no "
        "pace.",
    ),
}


_NOTES_OF_PENDING: Final = frozenset({Reason.NOTHING_NEWER})
_NOTES_OF_NO_LINE: Final = frozenset({Reason.BASELINE_SATISFIED, Reason.BASELINE_AFTER_DUE})
_NOTES_OF_PACE: Final = _NOTES_OF_NO_LINE | {
    *(Reason.BASELINE_PUBLISHED_LATER, Reason.BASELINE_AFTER_START, Reason.REBASED_AFTER_BREAK),
}


def paragraph(verdict: Evaluation, lang: Lang = "vi") -> str:
    """Tell *verdict* in one paragraph: the outcome, its numbers, the pace, what was inferred."""
    check_lang(lang)
    sentences = [
        _headline(verdict, lang),
        _afterwards(verdict, lang),
        _stages(verdict, lang),
        _pace(verdict, lang),
        *_notes(verdict, lang),
        _what_if(verdict, lang),
        _doubts(verdict, lang),
        _inferred(verdict, lang),
        _source(verdict, lang),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def field_label(name: str, lang: Lang = "vi") -> str:
    """Say in words which field of a target was inferred; its name, where there are none."""
    return _FIELDS[name].pick(lang) if name in _FIELDS else name


def _say(lang: Lang, vi: str, en: str) -> str:
    return vi if lang == "vi" else en


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _figure(verdict: Evaluation, observation: Observation, lang: Lang) -> str:
    """Name a figure and its period: the figure for 2020 is rank 86."""
    value = _value(verdict, observation, lang)
    period = observation.period.label(lang)
    return _say(lang, f"số liệu kỳ {period} là {value}", f"the figure for {period} is {value}")


def _value(verdict: Evaluation, observation: Observation, lang: Lang) -> str:
    """Write a figure as it was printed."""
    return verdict.unit.write(observation.value, lang, bound=observation.bound)


def _headline(verdict: Evaluation, lang: Lang) -> str:
    pending = verdict.outcome is Outcome.PENDING
    status = _capital((verdict.outcome if pending else verdict.status).label(lang))
    asked = _asked(verdict, lang)
    due, verb = verdict.target.deadline(lang, due=verdict.due), "is" if pending else "was"
    if isinstance(verdict.criterion, Milestone):
        ask = _say(lang, f"yêu cầu là {asked}, {due}", f"the target {verb}: {asked}, {due}")
        told = _event(verdict, lang)
    else:
        ask = _say(lang, f"yêu cầu là {asked} {due}", f"the target {verb} {asked} {due}")
        told = _number(verdict, lang)
    return f"{status}: {ask}{told}"


def _asked(verdict: Evaluation, lang: Lang) -> str:
    """Say what was asked; of a limit relative to an earlier value, also what it comes to."""
    if verdict.origin is None or verdict.reference is None:
        return verdict.criterion.describe(verdict.unit, lang)
    stated = verdict.origin.describe(verdict.unit, lang)
    value = verdict.unit.write(verdict.reference.value, lang)
    limit = verdict.criterion.describe(verdict.unit, lang)
    return _say(lang, f"{stated} ({value}), tức {limit},", f"{stated} ({value}), that is {limit},")


def _number(verdict: Evaluation, lang: Lang) -> str:
    """Tell what the figures say, after what was asked."""
    as_of = format_date(verdict.as_of, lang)
    if verdict.outcome in _SPOKEN_FOR and verdict.observation is not None:
        figure = _figure(verdict, verdict.observation, lang)
        if verdict.timing is Timing.PUBLICATION:
            figure += _say(lang, ", mới nhất đã công bố đến hạn", ", the latest published by then")
        if Reason.BOUND_UNDECIDED in verdict.reasons:
            figure += _say(lang, ", chưa đủ để kết luận", ", which leaves both answers open")
        return f"; {figure}{_distance(verdict, lang)}."
    if verdict.suspensions:
        return f". {_suspended(verdict, lang)}{_latest(verdict, lang)}"
    if Reason.NO_REFERENCE in verdict.reasons:
        why = _say(
            lang,
            f"Đến {as_of} chưa biết giá trị của kỳ gốc.",
            f"The value of the reference period was not known on {as_of}.",
        )
    elif verdict.outcome is Outcome.AWAITING_DATA and verdict.timing is Timing.PUBLICATION:
        why = _say(
            lang, "Đến hạn chưa có số liệu nào được công bố.", "Nothing had been published by then."
        )
    elif verdict.outcome is Outcome.AWAITING_DATA:
        why = _say(
            lang,
            f"Đến {as_of} chưa có số liệu nào cho kỳ của hạn được công bố.",
            f"No figure that speaks for that date was known on {as_of}.",
        )
    elif verdict.latest is None:
        why = _say(lang, f"Đến {as_of} chưa biết số liệu nào.", f"No figure was known on {as_of}.")
    else:
        figure, rest = _figure(verdict, verdict.latest, lang), _distance(verdict, lang)
        return _say(
            lang,
            f"; mới nhất đến {as_of}: {figure}{rest}.",
            f"; latest on {as_of}: {figure}{rest}.",
        )
    return f". {why}{_latest(verdict, lang)}"


def _distance(verdict: Evaluation, lang: Lang) -> str:
    """Tell how far the figure is from what was asked."""
    if Reason.BEYOND_LEADING_GROUP in verdict.reasons:
        criterion = verdict.criterion
        strong = criterion.strong if isinstance(criterion, LeadingGroup) else 0
        edge = verdict.unit.write(strong, lang)
        return _say(
            lang,
            f", tốt hơn cả mức cao nhất được nêu ({edge})",
            f", better than even the best place named ({edge})",
        )
    if not verdict.gap or verdict.value is None:
        return ""
    gap = verdict.unit.write_distance(verdict.gap, lang)
    criterion = verdict.criterion
    too_high = isinstance(criterion, NumericCriterion) and criterion.goal(verdict.value)[1] < 0
    if too_high and verdict.unit is not Unit.RANK:
        return _say(lang, f", còn cao hơn {gap}", f", {gap} too high")
    return _say(lang, f", còn thiếu {gap}", f", {gap} short")


def _suspended(verdict: Evaluation, lang: Lang) -> str:
    return " ".join(suspension.reason.pick(lang) for suspension in verdict.suspensions)


def _latest(verdict: Evaluation, lang: Lang) -> str:
    if verdict.latest is None:
        return ""
    figure = _figure(verdict, verdict.latest, lang)
    return _say(lang, f" Mới nhất đã biết: {figure}.", f" The latest known: {figure}.")


def _event(verdict: Evaluation, lang: Lang) -> str:
    """Tell what is known of the event, after what was asked."""
    observation, indicator = verdict.observation, verdict.target.indicator
    as_of = format_date(verdict.as_of, lang)
    if observation is None:
        if verdict.suspensions:
            return f". {_suspended(verdict, lang)}"
        if verdict.timing is Timing.PUBLICATION and verdict.outcome is Outcome.AWAITING_DATA:
            return _say(
                lang,
                ". Đến hạn chưa có tin nào về sự kiện này được công bố.",
                ". No report of it had been published by then.",
            )
        return _say(
            lang,
            f". Đến {as_of} chưa có tin nào về sự kiện này.",
            f". No report of it was known on {as_of}.",
        )
    when = observation.period.label(lang)
    if Flag.HAPPENED_BY in observation.flags:
        when = _say(lang, f"chậm nhất {when}", f"no later than {when}")
    if not observation.value:
        return _say(
            lang,
            f"; đến hết {when} được báo cáo là chưa diễn ra.",
            f"; by the end of {when} it was reported not to have happened.",
        )
    name = indicator.name.pick(lang)
    doubt = ""
    if Reason.EVENT_DATE_IMPRECISE in verdict.reasons:
        doubt = _say(lang, ", chưa đủ chính xác để kết luận", ", too imprecise a date to tell")
    if Reason.EVENT_BEFORE_START in verdict.reasons:
        doubt = _say(lang, ", trước khi mục tiêu được đặt ra", ", before the promise was made")
    return f"; {name[0].lower() + name[1:]}: {when}{doubt}."


def _afterwards(verdict: Evaluation, lang: Lang) -> str:
    late, lost = verdict.met_late, verdict.lost_after_deadline
    if late is not None and isinstance(verdict.criterion, Milestone):
        days = (late.period.end - verdict.due).days
        number, unit = format_number(days, lang), "day" if days == 1 else "days"
        most = "" if late.period.kind == "day" else _say(lang, "nhiều nhất ", "at most ")
        if late is verdict.observation:  # its date has just been told
            return _say(lang, f"Trễ {most}{number} ngày.", f"That is {most}{number} {unit} late.")
        when = late.period.label(lang)
        return _say(
            lang,
            f"Sau hạn mới diễn ra: {when}, trễ {most}{number} ngày.",
            f"It happened later: {when}, {most}{number} {unit} late.",
        )
    if late is not None:
        figure = _figure(verdict, late, lang)
        return _say(lang, f"Sau hạn, {figure}, đạt yêu cầu.", f"Later, {figure}, which is enough.")
    if lost is not None:
        figure = _figure(verdict, lost, lang)
        return _say(
            lang,
            f"Sau hạn, {figure}, không còn đạt.",
            f"Later, {figure}, which is no longer enough.",
        )
    return ""


def _stages(verdict: Evaluation, lang: Lang) -> str:
    if not verdict.stages:
        return ""
    parts = (
        f"{(stage.origin or stage.criterion).describe(verdict.target.unit, lang)} "
        f"{_say(lang, 'đến', 'by')} {format_date(stage.due, lang)}: {stage.status.label(lang)}"
        for stage in verdict.stages
    )
    return f"{_say(lang, 'Các chặng', 'Stages')}: {'; '.join(parts)}."


def _pace(verdict: Evaluation, lang: Lang) -> str:
    baseline, latest = verdict.baseline, verdict.latest
    if baseline is None or latest is None or latest is baseline:
        return ""
    start, end = (
        f"{_value(verdict, one, lang)} ({one.period.label(lang)})" for one in (baseline, latest)
    )
    if verdict.ratio is None:
        pace = verdict.pace.label(lang)
        return _say(lang, f"Từ {start} đến {end}: {pace}.", f"From {start} to {end}: {pace}.")
    parts = [_travelled(verdict, start, end, lang)]
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
    if verdict.outcome is Outcome.PENDING and verdict.pace is not Pace.HOLDING:
        parts += [_projected(verdict, lang), _required(verdict, lang)]
    return f"{'; '.join(filter(None, parts))}."


def _travelled(verdict: Evaluation, start: str, end: str, lang: Lang) -> str:
    """Say how much of the way went by in how much of the time, and how fast that is."""
    attained, elapsed, ratio = verdict.attained or 0, verdict.elapsed or 0, verdict.ratio or 0
    pace = verdict.pace.label(lang)
    share, time = _percent(abs(attained), lang), _percent(elapsed, lang)
    if attained < 0:
        return _say(
            lang,
            f"Từ {start} đến {end} đã lùi {share} quãng đường trong {time} thời gian ({pace})",
            f"From {start} to {end} it went back {share} of the way in {time} of the time ({pace})",
        )
    if ratio == 1:
        times = _say(lang, "đúng bằng tiến độ cần thiết", "exactly the required pace")
    else:
        shown = rounded(ratio, lambda number: [number >= cut for cut in _CUTS])
        number = format_number(shown, lang)
        times = _say(
            lang, f"bằng {number} lần tiến độ cần thiết", f"{number} times the required pace"
        )
    # Once a target is missed, nothing is on track to it any more.
    if verdict.outcome is not Outcome.MISSED or verdict.pace is not Pace.ON_TRACK:
        times += f" ({pace})"
    return _say(
        lang,
        f"Từ {start} đến {end} đã đi {share} quãng đường trong {time} thời gian, {times}",
        f"From {start} to {end} it went {share} of the way in {time} of the time, {times}",
    )


def _projected(verdict: Evaluation, lang: Lang) -> str:
    """Say where the line leads."""
    unit, projected = verdict.unit, verdict.projected
    if projected is None:
        return ""
    criterion = verdict.criterion
    is_met = criterion.is_met if isinstance(criterion, NumericCriterion) else bool
    shown = float(round(projected)) if unit is Unit.RANK else rounded(projected, is_met, 4)
    value = unit.write(shown, lang)
    return _say(
        lang,
        f"nếu giữ nhịp này, đến hạn là {value}",
        f"at this pace it would be {value} at the due date",
    )


def _required(verdict: Evaluation, lang: Lang) -> str:
    """Say what change a year leads to the target; rounded, it still does."""
    if not verdict.required:
        return ""
    needed = verdict.unit.write_distance(_enough(abs(verdict.required), 1), lang)
    way = "tiến" if verdict.unit is Unit.RANK else "tăng" if verdict.required > 0 else "giảm"
    return _say(
        lang, f"từ đó mỗi năm cần {way} {needed}", f"from there on it takes {needed} a year"
    )


def _enough(value: float, direction: int) -> float:
    """Leave four digits, rounded so that what is enough stays enough."""
    rounding = ROUND_CEILING if direction > 0 else ROUND_FLOOR
    return float(Context(prec=4, rounding=rounding).create_decimal(repr(value)))


def _notes(verdict: Evaluation, lang: Lang) -> Iterator[str]:
    """Say what is out of the ordinary about the figures or the pace."""
    pending, has_pace = verdict.outcome is Outcome.PENDING, bool(_pace(verdict, lang))
    for reason in verdict.reasons:
        if reason in _NOTES_OF_PENDING and not pending:
            continue
        if reason in _NOTES_OF_PACE and not has_pace:
            continue
        if reason in _NOTES_OF_NO_LINE and verdict.pace is Pace.HOLDING:
            continue
        if reason in _NOTES:
            yield _NOTES[reason].pick(lang)


def _what_if(verdict: Evaluation, lang: Lang) -> str:
    """Say what the next edition would have to show, and by when the present pace would do."""
    if verdict.outcome is not Outcome.PENDING or verdict.pace is Pace.HOLDING:
        return ""
    parts = []
    period, needed, reached = verdict.next_period, verdict.next_value, verdict.reached_on
    if period is not None and needed is not None:
        value = verdict.unit.write(_enough(needed, verdict.direction or 1), lang)
        when = period.label(lang)
        parts.append(
            _say(
                lang,
                f"để đúng tiến độ, số liệu kỳ {when} cần đạt {value}",
                f"to be on track, the figure for {when} would have to be {value}",
            )
        )
    if reached is not None and reached > verdict.due:
        day = format_date(reached, lang)
        parts.append(
            _say(
                lang,
                f"với nhịp hiện nay, đến {day} mới đạt",
                f"at the present pace it would be reached by {day}",
            )
        )
    return _capital("; ".join(parts)) + "." if parts else ""


def _percent(share: float, lang: Lang) -> str:
    return (
        f"{format_number(round(100 * share, 1), lang)} %"
        if lang == "vi"
        else (f"{format_number(round(100 * share, 1), lang)}%")
    )


def _doubts(verdict: Evaluation, lang: Lang) -> str:
    if Reason.UNCERTAIN_FIGURE not in verdict.reasons or verdict.observation is None:
        return ""
    told = (_FLAGS[f].pick(lang) for f in verdict.observation.flags if f in _FLAGS)
    flags = _say(lang, " và ", " and ").join(told)
    return _say(lang, f"Lưu ý: số liệu này {flags}.", f"Note: this figure is {flags}.")


def _inferred(verdict: Evaluation, lang: Lang) -> str:
    fields = [field_label(inference.field, lang) for inference in verdict.target.inferences]
    if not fields:
        return ""
    return _say(
        lang,
        f"Văn bản không nói rõ, chúng tôi suy luận: {', '.join(fields)}.",
        f"Not stated in the text, inferred by us: {', '.join(fields)}.",
    )


def _source(verdict: Evaluation, lang: Lang) -> str:
    observation = verdict.observation
    if observation is None or observation.source is None or verdict.suspensions:
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
                "div",
                quotation(target.span.quote),
                aside(f"{target.span.source} [{target.span.start}:{target.span.end}]"),
            ),
        ),
        (
            _say(lang, "Lý do", "Reasons"),
            "; ".join(reason.label(lang) for reason in verdict.reasons),
        ),
    )
    return card(
        f"{target.id}: {verdict.headline(lang)}",
        tag("p", paragraph(verdict, lang), style="margin:.4em 0"),
        definitions(facts),
        lang=lang,
    )
