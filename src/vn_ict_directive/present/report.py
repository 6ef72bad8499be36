"""A scorecard as one HTML page that stands alone: no script, nothing fetched, fit for printing.

The page shows what the library has worked out and works out nothing itself:
verdicts and their sentences, the readings that differ, the figures with their
sources, the pictures, and the words that everything rests on.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

import attrs

from vn_ict_directive.errors import InvalidValueError, MissingExtraError
from vn_ict_directive.evaluation import Evaluation, Reading, Readings, Scorecard, Timing, readings
from vn_ict_directive.evaluation.explain import field_label
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.evaluation.reading_sets import reporter_label
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.model import Break, Suspension
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.inline_svg import Pictures, printable
from vn_ict_directive.present.plot import plot_verdict
from vn_ict_directive.sources import SourceKind
from vn_ict_directive.text import Lang, Text, check_lang
from vn_ict_directive.units import Unit, format_number
from vn_ict_directive.versions import SCHEMA_VERSION, package_version

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["report"]

_WHAT: Final = "a report"


def report(
    card: Scorecard,
    series: Iterable[Series] | None = None,
    *,
    lang: Lang = "vi",
) -> str:
    r"""Write *card* as one HTML page.

    The page needs no script and fetches nothing, not even a font; its only
    links out are those to the sources. The same scorecard gives the same page,
    byte for byte: it holds no time of making.

    Args:
        card: The scorecard.
        series: The figures that the scorecard was made from, for the readings
            by other reporters; by default only those that its verdicts rest on.
        lang: Language of everything but the quotations, which are Vietnamese
            with our translation beside them.

    Returns:
        The page, to be written as UTF-8.

    Raises:
        InvalidValueError: *card* is no scorecard, *lang* no language, or
            *series* lacks what a verdict rests on.
        MissingExtraError: jinja2 or matplotlib is not installed.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published, scorecard
        >>> figures = published.all_series()
        >>> page = report(scorecard(DIRECTIVE_01, figures, as_of="2021-12-31"), figures, lang="en")
        >>> page[:32]
        '<!DOCTYPE html>\n<html lang="en">'
        >>> "<script" in page, "Unofficial: the directive was read from a news summary." in page
        (False, True)
    """
    if not isinstance(card, Scorecard):
        raise InvalidValueError("card", card, "a Scorecard", "Make one with scorecard().")
    check_lang(lang)
    page = _environment()
    behind = [verdict.series for verdict in card if verdict.series is not None]
    pool = tuple(behind if series is None else series)
    for one in behind:
        if one not in pool:
            expected = "the figures that the scorecard was made from"
            raise InvalidValueError("series", pool, expected, f"{one!r} is missing.")
    pictures = Pictures()
    words = {name: text.pick(lang) for name, text in _WORDS.items()}
    rendered = page.get_template("report.html.jinja").render(
        lang=lang,
        w=words,
        card=card,
        directive=card.directive,
        entries=[
            _Entry(
                verdict=verdict,
                readings=readings(verdict.target, pool, as_of=card.as_of),
                pictures=pictures,
                lang=lang,
            )
            for verdict in card
        ],
        pictures=pictures,
        coverage=" ".join(
            (
                Text(
                    f"{len(card)} mục tiêu, trong đó {card.with_data} mục tiêu có số liệu.",
                    f"{len(card)} targets, of which {card.with_data} have data.",
                ).pick(lang),
                *card.notes(lang),
            )
        ),
        method=[text.pick(lang) for text in _METHOD],
        timing=_timing(card, lang),
        versions=(
            (words["package"], f"vn-ict-directive {package_version()}"),
            (words["encoding"], card.directive.encoding),
            (words["schema"], SCHEMA_VERSION),
        ),
        date=lambda day: format_date(day, lang),
        reporter=lambda series: reporter_label(series).pick(lang),
        kind=lambda source: _KINDS[source.kind].pick(lang),
    )
    return printable(rendered)


@cache
def _environment() -> "Environment":
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        raise MissingExtraError(_WHAT, error.name, "report") from error

    page = Environment(
        loader=PackageLoader("vn_ict_directive.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page.filters["outward"] = _outward
    page.filters["capital"] = lambda text: text[:1].upper() + text[1:]
    return page


def _outward(url: str | None) -> str | None:
    """Return *url* if a reader may follow it: a page of the web, and nothing that could run."""
    return url if url and re.match(r"https?://[^/\s]", url) else None


def _timing(card: Scorecard, lang: Lang) -> str:
    """Say by which timing the scorecard was judged: one for all its verdicts."""
    found = {verdict.timing for verdict in card} or {Timing.REFERENCE_PERIOD}
    return " / ".join(timing.label(lang) for timing in Timing if timing in found)


# --- what a card shows of a verdict --------------------------------------------------


@attrs.frozen(kw_only=True)
class _Row:
    """One figure in the table of a card."""

    observation: Observation
    value: str
    published: str
    roles: str
    flags: str


@attrs.frozen(kw_only=True)
class _Entry:
    """One verdict with all that its card shows, in one language."""

    verdict: Evaluation
    readings: Readings
    pictures: Pictures
    lang: Lang

    @property
    def name(self) -> str:
        """What the card is about: the indicator."""
        return self.verdict.target.indicator.name.pick(self.lang)

    @property
    def figure(self) -> str:
        return figure(self.verdict, self.lang)

    @property
    def picture(self) -> str | None:
        """The picture as inline SVG; None where nothing could be drawn."""
        verdict = self.verdict
        if verdict.series is None or not verdict.series.visible(verdict.as_of):
            return None
        return self.pictures.draw(
            plot_verdict(verdict, lang=self.lang),
            name=f"{verdict.target.id}_picture",
            title=self.name,
            description=self.told,
        )

    @property
    def told(self) -> str:
        """What the picture shows, in words."""
        verdict, lang = self.verdict, self.lang
        figures = "; ".join(
            f"{row.observation.period.label(lang)}: {row.value}" for row in self.rows
        )
        asked = verdict.target.describe(lang)
        known = format_date(verdict.as_of, lang)
        return Text(
            f"Yêu cầu: {asked}. Số liệu biết được đến {known}: {figures}.",
            f"Asked: {asked}. Figures known on {known}: {figures}.",
        ).pick(lang)

    @property
    def rows(self) -> list[_Row]:
        """Every figure known, those that the verdict rests on with what they are to it."""
        verdict = self.verdict
        known = () if verdict.series is None else verdict.series.visible(verdict.as_of)
        used = [o for o in verdict.used if not any(o is other for other in known)]
        rows = [self._row(o, verdict.unit) for o in used]
        rows += [self._row(o, verdict.target.unit) for o in known]
        return sorted(rows, key=lambda row: (row.observation.period, row.observation.visible_from))

    def _row(self, one: Observation, unit: Unit) -> _Row:
        verdict, lang = self.verdict, self.lang
        if unit is Unit.EVENT:
            value = _WORDS["happened" if one.value else "not happened"].pick(lang)
        else:
            value = unit.write(one.value, lang, bound=one.bound)
        roles = (name for name in _ROLES if getattr(verdict, name) is one)
        return _Row(
            observation=one,
            value=value,
            published=_WORDS["unknown"].pick(lang)
            if one.published is None
            else one.published.label(lang),
            roles="; ".join(_ROLES[name].pick(lang) for name in roles),
            flags="; ".join(_FLAGS[flag].pick(lang) for flag in one.flags),
        )

    @property
    def differing(self) -> list[Reading]:
        """The readings whose outcome is another than the verdict's."""
        outcome = self.verdict.outcome
        return [one for one in self.readings if one.evaluation.outcome is not outcome]

    def show(self, reading: Reading) -> tuple[str, str]:
        """Return the verdict and the figure under *reading*."""
        verdict = reading.evaluation
        return verdict.headline(self.lang), figure(verdict, self.lang)

    @property
    def inferences(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield what was inferred: the field, the reason, what else it could be."""
        for one in self.verdict.target.inferences:
            others = [other.label.pick(self.lang) for other in one.alternatives]
            yield field_label(one.field, self.lang), one.reason.pick(self.lang), others

    @property
    def notes(self) -> Iterator[str]:
        """Yield what a reader must know: of the target, of its indicator, of its history."""
        target, lang = self.verdict.target, self.lang
        yield from (note.pick(lang) for note in target.notes)
        yield from (note.pick(lang) for note in target.indicator.notes)
        day = self.verdict.as_of
        gaps = (one for one in target.indicator.suspensions if one.start <= day)
        yield from (_gap(one, lang) for one in gaps)
        yield from (_change(one, lang) for one in target.indicator.breaks if one.at <= day)


def _gap(one: Suspension, lang: Lang) -> str:
    start, reason = format_date(one.start, lang), one.reason.pick(lang)
    if one.end is None:
        return Text(f"Gián đoạn từ {start}: {reason}", f"Suspended from {start}: {reason}").pick(
            lang
        )
    end = format_date(one.end, lang)
    return Text(
        f"Gián đoạn từ {start} đến {end}: {reason}", f"Suspended {start} to {end}: {reason}"
    ).pick(lang)


def _change(one: Break, lang: Lang) -> str:
    day, reason = format_date(one.at, lang), one.reason.pick(lang)
    return Text(
        f"Cách đo thay đổi từ {day}: {reason}", f"The method changed on {day}: {reason}"
    ).pick(lang)


# --- words ----------------------------------------------------------------------------

_WORDS: Final = {
    "skip": Text("Bỏ qua, đến nội dung chính", "Skip to the main content"),
    "report": Text("Báo cáo đánh giá mục tiêu", "Report on targets"),
    "of": Text("ngày", "of"),
    "issuer": Text("Cơ quan ban hành", "Issued by"),
    "signatory": Text("Người ký", "Signed by"),
    "as of": Text("Theo những gì biết được đến", "By what was known on"),
    "read from": Text("Đọc từ", "Read from"),
    "translation note": Text(
        "Nguyên văn tiếng Việt có giá trị; bản dịch tiếng Anh là của chúng tôi, không chính thức.",
        "The Vietnamese words are authoritative; the English translation is ours and unofficial.",
    ),
    "contents": Text("Nội dung trang", "On this page"),
    "summary": Text("Tóm tắt", "Summary"),
    "counts": Text("Số mục tiêu theo kết quả", "Targets by verdict"),
    "no average": Text(
        "Trang này không tính điểm trung bình và không gộp thành tỷ lệ phần trăm: các mục tiêu"
        " khác loại không cộng được với nhau. Không có số liệu không phải là không đạt, cũng không"
        " phải là đạt.",
        "This page takes no average and makes no overall percentage: promises of different kinds"
        " do not add up. No data is not “missed”, and not “met”.",
    ),
    "no targets": Text(
        "Văn bản này không có mục tiêu nào để đánh giá.", "This document has no target to judge."
    ),
    "overview": Text("Tất cả mục tiêu", "All targets"),
    "targets": Text("Từng mục tiêu", "Target by target"),
    "target": Text("Mục tiêu", "Target"),
    "verdict": Text("Kết quả", "Verdict"),
    "figure": Text("Số liệu", "Figure"),
    "asked": Text("Yêu cầu", "Asked"),
    "picture": Text("Hình", "Picture"),
    "words": Text("Nguyên văn", "The words"),
    "translation": Text("Bản dịch tiếng Anh, không chính thức", "Translation, unofficial"),
    "code points": Text("điểm mã", "code points"),
    "figures": Text("Số liệu đã biết", "Figures known"),
    "indicator of": Text("Chỉ số của", "Indicator of"),
    "reported by": Text("Bên báo cáo số liệu", "Figures reported by"),
    "no figures": Text(
        "Không có số liệu nào cho mục tiêu này.", "There is no figure for this target."
    ),
    "period": Text("Kỳ", "Period"),
    "value": Text("Giá trị", "Value"),
    "published": Text("Công bố", "Published"),
    "source": Text("Nguồn", "Source"),
    "role": Text("Vai trò", "Role"),
    "unknown": Text("không rõ", "unknown"),
    "happened": Text("đã diễn ra", "happened"),
    "not happened": Text("chưa diễn ra", "not happened"),
    "no source": Text("không ghi nguồn", "no source given"),
    "readings": Text("Các cách hiểu", "Readings"),
    "differing": Text("Cách hiểu cho kết quả khác", "Readings with another outcome"),
    "reading": Text("Cách hiểu", "Reading"),
    "inferences": Text("Điều chúng tôi suy luận", "What we inferred"),
    "otherwise": Text("Có thể hiểu khác:", "It could also be:"),
    "or": Text("hoặc", "or"),
    "corroborated_by": Text("Nguồn khác nêu cùng mục tiêu", "Other accounts of the same target"),
    "notes": Text("Ghi chú", "Notes"),
    "reasons": Text("Lý do (mã)", "Reasons (codes)"),
    "back": Text("Về bảng tóm tắt", "Back to the summary"),
    "method": Text("Cách đánh giá", "How we judge"),
    "timing": Text("Thời điểm tính của trang này", "The timing of this page"),
    "sources": Text("Nguồn của bản mã hóa", "Sources of the encoding"),
    "title": Text("Nhan đề", "Title"),
    "kind": Text("Loại", "Kind"),
    "released": Text("Ngày đăng", "Published"),
    "address": Text("Địa chỉ", "Address"),
    "versions": Text("Phiên bản", "Versions"),
    "package": Text("Gói phần mềm", "Package"),
    "encoding": Text("Bản mã hóa", "Encoding"),
    "schema": Text("Lược đồ tài liệu", "Document schema"),
    "identity": Text("Mã văn bản", "Document id"),
    "licence": Text(
        "Bản mã hóa và bảng số liệu: CC BY 4.0. Phần mềm: Apache-2.0.",
        "Encoding and table of figures: CC BY 4.0. Software: Apache-2.0.",
    ),
    "made by": Text("Trang do vn-ict-directive tạo ra.", "Made by vn-ict-directive."),
}

_ROLES: Final = {
    "reference": Text("kỳ gốc của mức yêu cầu", "reference of what is asked"),
    "baseline": Text("mốc gốc", "baseline"),
    "observation": Text("dùng để kết luận", "the verdict rests on it"),
    "met_late": Text("đạt sau hạn", "met after the deadline"),
    "lost_after_deadline": Text("mất mức sau hạn", "lost after the deadline"),
    "latest": Text("mới nhất", "latest"),
}
"""What a figure is to a verdict, by the field of the verdict that holds it."""

_FLAGS: Final = {
    Flag.PROVISIONAL: Text("tạm tính", "provisional"),
    Flag.ESTIMATED: Text("ước tính", "estimated"),
    Flag.DERIVED: Text("suy ra từ số liệu khác", "derived from other figures"),
    Flag.SINGLE: Text("chỉ có một nguồn thứ cấp", "from one secondary account"),
    Flag.BREAK: Text("cách đo mới từ kỳ này", "a new method from this one on"),
    Flag.HAPPENED_BY: Text("ngày muộn nhất có thể", "the latest possible day"),
}

_KINDS: Final = {
    SourceKind.NEWS_SUMMARY: Text("bản tin tóm tắt", "news summary"),
    SourceKind.PRESS: Text("báo chí", "press"),
    SourceKind.MINISTRY: Text("tài liệu của Bộ", "the ministry"),
    SourceKind.STATISTICS: Text("số liệu thống kê", "statistics"),
    SourceKind.INSTRUMENT: Text("văn bản", "instrument"),
    SourceKind.DERIVED: Text("tính từ nguồn khác", "derived"),
}


_METHOD: Final = (
    Text(
        "Một số liệu được coi là đã biết từ ngày công bố; nếu không rõ ngày công bố thì từ ngày"
        " cuối của kỳ. Điều biết sau ngày chốt của trang này không được tính.",
        "A figure counts as known from its publication; where that is unknown, from the last day of"
        " its period. Nothing learnt after the day of this page is counted.",
    ),
    Text(
        "Trước hạn, kết quả là “chưa đến hạn” kèm tiến độ. Từ hạn trở đi, số liệu của kỳ cuối cùng"
        " trong thời gian xét trước hạn quyết định; số liệu về sau không đổi kết quả, chỉ bổ sung"
        " “đạt muộn” hoặc “mất mức”.",
        "Before the due date the outcome is “pending”, with the pace. From then on the figure of"
        " the last period in the window before the due date decides; later figures never change"
        " that, they add “met late” or “lost”.",
    ),
    Text(
        "Tiến độ so phần quãng đường đã đi với phần thời gian đã qua, theo đường thẳng từ mốc gốc"
        f" đến mức yêu cầu: từ {format_number(float(ON_TRACK), 'vi')} là đúng tiến độ,"
        f" từ {format_number(float(SLOW), 'vi')} là chậm, từ 0 là gần như đứng yên, dưới 0 là thụt"
        " lùi. Đó là thông tin, không phải kết luận.",
        "The pace compares the share of the way gone with the share of the time gone, along the"
        " straight line from the baseline to what is asked: from"
        f" {format_number(float(ON_TRACK), 'en')} it is on track, from"
        f" {format_number(float(SLOW), 'en')} slow, from 0 stalled, below 0 regressing. It is"
        " information and no verdict.",
    ),
    Text(
        "Không có số liệu thì kết quả là “chờ số liệu” hoặc “không thể đánh giá”, không bao giờ là"
        " “không đạt” hay “đạt”.",
        "Without a figure the verdict is “awaiting data” or “not evaluable”, never “missed” or"
        " “met”.",
    ),
    Text(
        "Một câu có thể hiểu theo nhiều cách: ngưỡng nào, số liệu của ai, theo kỳ của ấn bản hay"
        " theo số liệu đã công bố đến hạn. Mỗi mục tiêu cho biết các cách hiểu có cho cùng kết quả"
        " hay không.",
        "A sentence can be read in several ways: which edge, whose figures, by the period of the"
        " edition or by what had been published at the deadline. Each target says whether its"
        " readings agree.",
    ),
    Text(
        "Mỗi đoạn trích đứng nguyên văn trong nguồn, kể cả lỗi gõ; vị trí đếm theo điểm mã Unicode,"
        " từ 0, không gồm điểm cuối.",
        "Every quotation stands in its source as printed, typing errors and all; positions count"
        " Unicode code points, from 0, without the last.",
    ),
)
