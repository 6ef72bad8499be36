"""The Vietnamese composer: the deadline first, as official texts put it."""

import datetime as dt
from typing import Final

from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    Criterion,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Staged,
    Within,
)
from vn_ict_directive.evaluation.outcome import Reason
from vn_ict_directive.model import Mode
from vn_ict_directive.observations import Flag
from vn_ict_directive.periods import format_date
from vn_ict_directive.sentences.facts import Facts
from vn_ict_directive.text import Text
from vn_ict_directive.units import AnyUnit, Bound, Unit, format_number
from vn_ict_directive.words import capital, enumerated, say

__all__ = ["demand", "required"]

_BY: Final[dict[Mode, str]] = {
    "at": "đến hết ngày",
    "reach": "ít nhất một lần đến hết ngày",
    "maintain": "liên tục đến hết ngày",
}


def required(  # noqa: PLR0911 - one case a criterion
    criterion: Criterion, unit: AnyUnit, noun: Text | None, reference: str = ""
) -> str:
    """State what a criterion requires; *reference* is the value that a multiple is of."""
    match criterion:
        case AtMost(value=value, strict=strict):
            return unit.write(value, bound=Bound.BELOW if strict else Bound.AT_MOST, noun=noun)
        case AtLeast(value=value, strict=strict):
            return unit.write(value, bound=Bound.ABOVE if strict else Bound.AT_LEAST, noun=noun)
        case LeadingGroup(worst=worst, best=best):
            group = worst if best in {None, worst} else f"{best}–{worst}"
            return f"vào nhóm {group} {noun.vi if noun else 'vị trí'} dẫn đầu"
        case Within(low=low, high=high):
            whole = unit in {Unit.RANK, Unit.PERCENT}
            first = unit.write(low) if whole else format_number(low)
            ends = f"từ {first} đến {unit.write(high, noun=noun)}"
            return ends if unit is Unit.RANK else f"trong khoảng {ends}"
        case RelativeTo(factor=factor, period=period, least=least):
            times = f"bằng {format_number(factor)} lần"
            if unit is Unit.RANK:
                return f"thứ hạng {times} thứ hạng {period.phrase()}{reference} hoặc tốt hơn"
            limit = "tối thiểu" if least else "tối đa"
            return f"{limit} {times} giá trị {period.phrase()}{reference}"
        case Staged(stages=stages):
            return "; ".join(
                f"đến hết ngày {format_date(stage.due)}, {required(stage.criterion, unit, noun)}"
                for stage in stages
            )
        case Milestone(event=event, earliest=dt.date() as earliest):
            return f"{event.vi} (không sớm hơn ngày {format_date(earliest)})"
        case _:
            return criterion.event.vi


def demand(
    criterion: Criterion,
    unit: AnyUnit,
    noun: Text | None,
    due: dt.date,
    mode: Mode,
    *,
    reference: str = "",
    limit: str = "",
) -> str:
    """State what is required, the deadline first, and the *limit* that it comes to."""
    asked = required(criterion, unit, noun, reference) + (limit and f", tức {limit}")
    if isinstance(criterion, Staged):
        return asked
    by = "chậm nhất ngày" if isinstance(criterion, Milestone) else _BY[mode]
    return f"{by} {format_date(due)}, {asked}"


def headline(it: Facts) -> str:
    """State the outcome, what was required, and what the figures or reports are."""
    verdict, target = it.verdict, it.verdict.target
    asked, more = verdict.criterion, {}
    if verdict.origin is not None and verdict.reference is not None:
        asked = verdict.origin
        more = {"reference": f" ({it.value(verdict.reference)})", "limit": _limit(it)}
    noun = target.indicator.counted
    wanted = demand(asked, verdict.unit, noun, verdict.due, target.mode, **more)
    found = _event(it) if it.event else _number(it)
    return f"{capital(it.status)}. Yêu cầu: {wanted}. {found}"


def _limit(it: Facts) -> str:
    return required(it.verdict.criterion, it.verdict.unit, it.verdict.target.indicator.counted)


def _number(it: Facts) -> str:
    verdict = it.verdict
    if it.decided and verdict.observation is not None:
        which = f"Số liệu {it.when(verdict.observation)}"
        if it.by_publication:
            which += " (mới nhất đã công bố tính đến thời hạn)"
        open_ = ", chưa đủ để kết luận" if it.has(Reason.BOUND_UNDECIDED) else ""
        return f"{which}: {it.value(verdict.observation)}{open_}{_distance(it)}."
    if verdict.suspensions:
        why = it.suspended
    elif it.has(Reason.NO_REFERENCE):
        why = f"Tính đến ngày {it.as_of}, chưa có giá trị của kỳ gốc."
    elif it.awaiting and it.by_publication:
        why = "Đến thời hạn, chưa có số liệu nào được công bố."
    elif it.awaiting:
        why = f"Tính đến ngày {it.as_of}, chưa có số liệu của kỳ đến hạn được công bố."
    elif verdict.latest is None:
        return f"Tính đến ngày {it.as_of}, chưa có số liệu."
    else:
        figure = f"{it.when(verdict.latest)}: {it.value(verdict.latest)}{_distance(it)}"
        return f"Số liệu mới nhất tính đến ngày {it.as_of}, {figure}."
    if verdict.latest is None:
        return why
    return f"{why} Số liệu mới nhất, {it.when(verdict.latest)}: {it.value(verdict.latest)}."


def _distance(it: Facts) -> str:
    if it.beyond is not None:
        strong, aspired = it.beyond
        return f", vượt cả mức phấn đấu ({strong})" if aspired else f", tốt hơn {strong}"
    if it.missed_by_equality:
        return f", đúng bằng mức giới hạn, trong khi yêu cầu là {_limit(it)}"
    if not it.gap:
        return ""
    if it.too_high:
        return f", {'tốt' if it.rank else 'cao'} hơn mức yêu cầu {it.gap}"
    return f", còn thiếu {it.gap}"


def _event(it: Facts) -> str:
    observation = it.verdict.observation
    if observation is None:
        if it.verdict.suspensions:
            return it.suspended
        known = "được công bố" if it.awaiting and it.by_publication else ""
        if known:
            return "Đến thời hạn, chưa có thông tin nào về sự kiện này được công bố."
        return f"Tính đến ngày {it.as_of}, chưa có thông tin về sự kiện này."
    when = it.when(observation)
    if not observation.value:
        return f"Theo báo cáo, đến hết {when} sự kiện chưa diễn ra."
    latest = Flag.HAPPENED_BY in observation.flags
    doubt = ""
    if it.has(Reason.EVENT_DATE_IMPRECISE):
        doubt = ", thời điểm chưa đủ chính xác để kết luận"
    if it.has(Reason.EVENT_BEFORE_START):
        doubt = ", trước khi mục tiêu được đặt ra"
    name = it.verdict.target.indicator.name.vi
    return f"{capital(name)}: {'chậm nhất ' if latest else ''}{when}{doubt}."


def afterwards(it: Facts) -> str:
    """State what happened after the due date."""
    late, lost = it.verdict.met_late, it.verdict.lost_after_deadline
    if late is not None and it.event:
        days = f"chậm {'tối đa ' if it.at_most else ''}{it.days_late}"
        if late is it.verdict.observation:  # its date has just been given
            return f"{capital(days)} so với thời hạn."
        return f"Sau thời hạn sự kiện mới diễn ra: {it.when(late)}, {days}."
    if late is not None:
        return f"Sau thời hạn: số liệu {it.when(late)} là {it.value(late)}, đạt yêu cầu."
    if lost is not None:
        return f"Sau thời hạn: số liệu {it.when(lost)} là {it.value(lost)}, không còn đạt."
    return ""


def stages(it: Facts) -> str:
    """State the verdict on every stage."""
    unit, noun = it.verdict.unit, it.verdict.target.indicator.counted
    parts = (
        f"đến hết ngày {it.day(stage.due)}, "
        f"{required(stage.origin or stage.criterion, unit, noun)}: {stage.status.label('vi')}"
        for stage in it.verdict.stages
    )
    return f"Các chặng: {'; '.join(parts)}." if it.verdict.stages else ""


def pace(it: Facts) -> str:
    """State how fast the figures move, and where they would lead."""
    if it.line is None:
        return ""
    start, end = (f"{it.when(one)} ({it.value(one)})" for one in it.line)
    verdict = it.verdict
    if verdict.ratio is None:
        return f"Từ {start} đến {end}: {verdict.pace.label('vi')}."
    if (verdict.attained or 0) < 0:
        line = (
            f"Từ {start} đến {end} đã lùi xa mục tiêu thêm {it.share} quãng đường cần thiết khi đã"
            f" hết {it.time} thời gian ({verdict.pace.label('vi')})"
        )
    else:
        ratio = f"bằng {it.ratio} lần tiến độ cần thiết" if it.ratio else "đúng tiến độ cần thiết"
        line = (
            f"Từ {start} đến {end} đã thực hiện {it.share} quãng đường cần thiết khi đã hết"
            f" {it.time} thời gian, {ratio}{it.pace}"
        )
    falls = (verdict.direction or 1) < 0 and not it.rank
    if it.lead:
        ahead = "sớm" if (verdict.lead or 0) > 0 else "chậm"
        line += f", {ahead} {it.lead} so với lộ trình {'giảm' if falls else 'tăng'} đều"
    if it.holding:
        line += "; hiện đang đạt mức yêu cầu"
    if it.projected:
        line += f"; nếu giữ tốc độ này, đến thời hạn sẽ là {it.projected}"
    if it.needed:
        change = "tiến" if it.rank else "giảm" if falls else "tăng"
        line += f"; để đạt mục tiêu, mỗi năm cần {change} thêm {it.needed}"
    return f"{line}."


def what_if(it: Facts) -> str:
    """State what the next edition would have to show, and when the present pace would do."""
    parts = []
    if it.next is not None:
        period, value = it.next
        parts.append(f"để đúng tiến độ, số liệu {period} cần đạt {value}")
    if it.reached:
        parts.append(f"với tốc độ hiện nay, đến ngày {it.reached} mới đạt")
    return f"{capital('; '.join(parts))}." if parts else ""


def doubts(it: Facts) -> str:
    """State what makes the figure uncertain."""
    flags = [say(f"doubt {flag}", "vi") for flag in it.flags]
    return f"Lưu ý: số liệu này {enumerated(flags, 'vi')}." if flags else ""


def inferred(it: Facts) -> str:
    """List what the text does not state."""
    fields = "; ".join(it.inferences)
    return f"Nội dung suy luận (văn bản không nêu rõ): {fields}." if fields else ""


def source(it: Facts) -> str:
    """Name the source of the figure."""
    return f"Nguồn số liệu: {it.source}." if it.source else ""
