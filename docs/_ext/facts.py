"""Pages of facts: the encoding told again, Vietnamese beside English, every word from it."""

import enum
import inspect
from collections.abc import Iterator

from sphinx.pycode import ModuleAnalyzer

from vn_ict_directive import (
    DIRECTIVE_01,
    Indicator,
    Inference,
    Section,
    Series,
    Span,
    Status,
    Target,
    Task,
    Text,
    Unit,
    published,
)
from vn_ict_directive.evaluation import Basis, Outcome, Pace, Reason
from vn_ict_directive.model import Alternative, SectionKind
from vn_ict_directive.observations import Flag
from vn_ict_directive.periods import format_date
from vn_ict_directive.quantities import format_number
from vn_ict_directive.sources import SourceKind

from .markdown import MADE, both, escaped, fact, link, pair, said, table, web

TARGET = Text("Mục tiêu", "Target")
TASK = Text("Nhiệm vụ", "Task")
WORDS = Text("Nguyên văn và bản dịch (không chính thức)", "Words and translation (unofficial)")
STANDS_AT = Text("Vị trí", "Stands at")
ASKS = Text("Yêu cầu", "Asks")
INDICATOR = Text("Chỉ số", "Indicator")
START = Text("Tính từ", "Counts from")
DUE = Text("Hạn", "Due")
RESPONSIBLE = Text("Chủ trì", "Responsible")
ADDRESSEES = Text("Đối tượng", "Addressees")
WITNESSES = Text("Bài khác nêu cùng con số", "Other accounts that state the same figure")
NONE_FOUND = Text("Không tìm thấy bài nào.", "None was found.")
OTHERWISE = Text("Có thể hiểu khác", "It could also be read as")
NOTES = Text("Ghi chú", "Notes")
KIND = Text("Loại", "Kind")
HEADING = Text("Đề mục", "Heading")
NAME = Text("Tên", "Name")
SOURCE = Text("Nguồn", "Source")
WEB = Text("Trang web", "Web page")


def inferred(field: str) -> Text:
    """Name an inference; its field is code in both languages."""
    return Text(f"Suy luận: {field}", f"Inferred: {field}")


def dates(day: object) -> tuple[str, str]:
    """Write a day as each language does."""
    return format_date(day, "vi"), format_date(day, "en")  # type: ignore[arg-type]


def place(span: Span) -> str:
    """Say where words stand, with a link to the woven page."""
    return f"`{span.source}` " + link(f"\\[{span.start}:{span.end}\\]", f"at-{span.start}")


def body(name: str) -> str:
    """Name an organization in both languages, with a link."""
    return link(both(DIRECTIVE_01.organization(name).name), f"organization.{name}")


def account(name: str) -> str:
    """Name a source, with a link."""
    return link(escaped(DIRECTIVE_01.source(name).title), f"source.{name}")


# --- one page a section ------------------------------------------------------------


def alternative(other: Alternative) -> tuple[str, str]:
    """Tell another reading in both languages, with its id."""
    vi, en = pair(other.label)
    return f"`{other.id}`: {vi}", f"`{other.id}`: {en}"


def inference(one: Inference) -> Iterator[str]:
    """Yield what was inferred, why, and what else it could be."""
    yield from fact(inferred(one.field), pair(one.reason))
    yield from fact(OTHERWISE, *map(alternative, one.alternatives))


def requirement(item: Task | Target) -> Iterator[str]:
    """Yield one task or target: its words first, then what we made of them."""
    own, text = (TARGET, item.statement) if isinstance(item, Target) else (TASK, item.text)
    yield from (f"({item.id})=", f"## {both(own)}: `{item.id}`", "")
    yield from fact(WORDS, (f"“{escaped(item.span.quote)}”", escaped(text.en)))
    yield from fact(STANDS_AT, place(item.span))
    if isinstance(item, Target):
        yield from fact(ASKS, (escaped(item.describe("vi")), escaped(item.describe("en"))))
        if item.indicator:
            name = link(f"`{item.indicator.id}`", f"indicator.{item.indicator.id}")
            yield from fact(INDICATOR, name, pair(item.indicator.name))
        yield from fact(START, dates(item.start))
    else:
        yield from fact(RESPONSIBLE, *map(body, item.responsible))
        yield from fact(ADDRESSEES, *map(body, item.addressees))
    if item.due:
        yield from fact(DUE, dates(item.due))
    for one in item.inferences:
        yield from inference(one)
    if isinstance(item, Target):
        yield from fact(WITNESSES, *(map(account, item.witnesses) or ()))
        if not item.witnesses:
            yield from fact(WITNESSES, pair(NONE_FOUND))
    yield from fact(NOTES, *map(pair, item.notes))


def section(one: Section) -> Iterator[str]:
    """Yield the page of one section."""
    yield from (MADE, f"({one.id})=", f"# {both(one.name)}", "")
    yield from fact(KIND, pair(one.kind.label))
    if one.heading:
        yield from fact(HEADING, f"“{escaped(one.heading.quote)}”")
    yield from fact(STANDS_AT, place(one.span))
    yield from fact(NOTES, *map(pair, one.notes))
    for item in sorted(one.requirements, key=lambda item: item.span.start):
        yield from requirement(item)


# --- the directive itself, its bodies and sources ---------------------------------------


def identity() -> Iterator[str]:
    """Yield the page about the directive as a whole."""
    it = DIRECTIVE_01
    yield from (MADE, "(directive)=", "# Văn bản · The instrument", "")
    yield from fact(Text("Mã", "Id"), f"`{it.id}`")
    yield from fact(Text("Phiên bản mã hóa", "Version of the encoding"), f"`{it.encoding}`")
    yield from fact(Text("Giá trị", "Standing"), (it.notice("vi"), it.notice("en")))
    for one in it.carries_out:
        (vi, en), (note_vi, note_en), (day_vi, day_en) = (
            pair(one.title),
            pair(one.note),
            dates(one.date),
        )
        yield from fact(
            Text("Văn bản được cho là thực hiện", "Said to carry out"),
            (f"{vi} {one.number}, {day_vi}: {note_vi}", f"{en} {one.number}, {day_en}: {note_en}"),
        )
    signatory = f"{it.signatory.name}, "
    values: dict[str, tuple[Text, str | tuple[str, str]]] = {
        "number": (Text("Số", "Number"), it.number),
        "title": (Text("Về việc", "Title"), pair(it.title)),
        "kind": (Text("Thể loại", "Kind"), pair(it.kind)),
        "signed": (Text("Ngày ký", "Signed"), dates(it.signed)),
        "issuer": (Text("Cơ quan ban hành", "Issuer"), body(it.issuer)),
        "signatory": (
            Text("Người ký", "Signatory"),
            (
                signatory + escaped(it.signatory.position.vi),
                signatory + escaped(it.signatory.position.en),
            ),
        ),
        "theme": (Text("Chủ đề", "Theme"), pair(it.theme)),
        "motto": (Text("Phương châm", "Motto"), pair(it.motto)),
        "period": (Text("Thời kỳ", "Period"), (it.period.label("vi"), it.period.label("en"))),
    }
    for quote in it.quotes:
        label, value = values[quote.field]
        yield from (f"(directive.{quote.field})=", f"## {both(label)}", "")
        yield from fact(Text("Mã hóa", "Encoded as"), value)
        yield from fact(Text("Nguyên văn", "Words"), f"“{escaped(quote.span.quote)}”")
        yield from fact(STANDS_AT, place(quote.span))


def sources() -> Iterator[str]:
    """Yield the page of the accounts, and of the defects of the one that was read."""
    yield from (MADE, "# Nguồn · Sources", "")
    for one in DIRECTIVE_01.sources:
        yield from (f"(source.{one.id})=", f"## `{one.id}`", "")
        yield from fact(Text("Tên", "Title"), escaped(one.title))
        yield from fact(KIND, f"`{one.kind.value}`")
        if one.author:
            yield from fact(Text("Tác giả", "Author"), escaped(one.author))
        if one.published:
            label = one.published.label
            yield from fact(Text("Công bố", "Published"), (label("vi"), label("en")))
        if one.url:
            yield from fact(WEB, web(one.url))
        if one.sha256:
            yield from fact(Text("SHA-256", "SHA-256"), f"`{one.sha256}`")
        yield from fact(NOTES, *([escaped(one.note)] if one.note else ()))
        stated = [target.id for target in DIRECTIVE_01.targets if one.id in target.witnesses]
        yield from fact(
            Text("Xác nhận con số của", "Confirms the figure of"),
            *(link(f"`{name}`", name) for name in stated),
        )
    yield from ("## Lỗi của bài nguồn · Defects of the source", "")
    for number, erratum in enumerate(DIRECTIVE_01.errata):
        reading = f"“{escaped(erratum.reading)}”" if erratum.reading else "–"
        yield from (f"(directive.errata.{number})=", f"### “{escaped(erratum.span.quote)}”", "")
        yield from fact(Text("Chúng tôi đọc là", "We read"), reading)
        yield from fact(STANDS_AT, place(erratum.span))
        yield from fact(NOTES, pair(erratum.note))


def organizations() -> Iterator[str]:
    """Yield the page of the bodies that are named, and who took over from them."""
    yield from (MADE, "# Cơ quan, tổ chức · Organizations", "")
    for one in DIRECTIVE_01.organizations:
        yield from (f"(organization.{one.id})=", f"## {both(one.name)}", "")
        yield from fact(Text("Mã", "Id"), f"`{one.id}`")
        if one.abbreviation:
            yield from fact(Text("Viết tắt", "Abbreviation"), pair(one.abbreviation))
        for passed in one.successions:
            field = DIRECTIVE_01.section(passed.field).name
            label = Text(f"Tiếp nhận: {field.vi}", f"Succession: {field.en}")
            who = [body(passed.successor)] if passed.successor else []
            when = [dates(passed.since)] if passed.since else []
            yield from fact(label, *who, *when, pair(passed.note))


# --- indicators and figures -----------------------------------------------------------


def indicator(one: Indicator) -> Iterator[str]:
    """Yield one indicator."""
    yield from (f"(indicator.{one.id})=", f"## `{one.id}`", "")
    yield from fact(NAME, pair(one.name))
    yield from fact(Text("Đơn vị công bố", "Publisher"), body(one.publisher.id))
    yield from fact(Text("Đơn vị tính", "Unit"), pair(one.unit.label))
    low, high = one.scale
    if one.scale != (None, None):
        ends = (
            tuple("–" if end is None else format_number(end, lang) for end in (low, high))
            for lang in ("vi", "en")
        )
        vi, en = ends
        yield from fact(
            Text("Giá trị nhỏ nhất, lớn nhất", "Least and greatest value"),
            (f"{vi[0]}; {vi[1]}", f"{en[0]}; {en[1]}"),
        )
    if one.frequency:
        yield from fact(Text("Định kỳ", "Comes out"), pair(one.frequency))
    if one.editions:
        yield from fact(
            Text("Các ấn bản", "Editions"), ", ".join(str(period) for period in one.editions)
        )
    for pause in one.suspensions:
        (vi, en), (reason_vi, reason_en) = dates(pause.start), pair(pause.reason)
        end_vi, end_en = dates(pause.end) if pause.end else ("nay", "now")
        yield from fact(
            Text("Gián đoạn", "Suspended"),
            (f"{vi} – {end_vi}: {reason_vi}", f"{en} to {end_en}: {reason_en}"),
        )
    for change in one.breaks:
        (vi, en), (reason_vi, reason_en) = dates(change.at), pair(change.reason)
        yield from fact(
            Text("Đổi phương pháp", "Change of method"),
            (f"{vi}: {reason_vi}", f"{en}: {reason_en}"),
        )
    if one.url:
        yield from fact(WEB, web(one.url))
    yield from fact(NOTES, *map(pair, one.notes))
    yield from fact(
        Text("Mục tiêu dùng chỉ số này", "Measures"),
        *(
            link(f"`{target.id}`", target.id)
            for target in DIRECTIVE_01.targets
            if target.indicator and target.indicator.id == one.id
        ),
    )
    if any(series.indicator == one.id for series in published.all_series()):
        yield from fact(
            Text("Số liệu", "Figures"), link("số liệu đã công bố · published", f"figures.{one.id}")
        )


def indicators() -> Iterator[str]:
    """Yield the page of the indicators."""
    yield from (MADE, "# Chỉ số · Indicators", "")
    for one in DIRECTIVE_01.indicators:
        yield from indicator(one)


def series(one: Series) -> Iterator[str]:
    """Yield one series as a table, newest last."""
    basis = f", basis `{one.basis}`" if one.basis else ""
    unit = both(one.unit.label) if one.unit else "–"
    yield from (f"Reporter `{one.reporter}`{basis}; unit: {unit}.", "")
    rows = (
        [
            str(o.period),
            escaped(o.written.removesuffix(".0")),
            str(o.published or "–"),
            " ".join(f"`{flag}`" for flag in o.flags) or "–",
            figure_source(o.source),
            escaped(o.note) or "–",
        ]
        for o in one.observations
    )
    yield "{.figures}"
    yield from table(["period", "value", "published", "flags", "source", "note"], rows)


def figure_source(one: object) -> str:
    """Name where a figure was read, with its address where there is one."""
    if one is None:
        return "–"
    title, url = escaped(one.title), one.url  # type: ignore[attr-defined]
    return f"[{title}](<{url}>)" if url else title


def figures() -> Iterator[str]:
    """Yield the page of the published figures, those worked out from them last."""
    yield from (MADE, "# Số liệu đã công bố · Published figures", "")
    yield from said(
        Text(
            "Số liệu của Việt Nam đi kèm gói, dùng dấu chấm thập phân. Dấu cho biết mức chắc chắn: "
            "`single`, chỉ có một nguồn thứ cấp; `derived`, do thư viện tính từ số khác; không có "
            "dấu, chính nơi công bố hoặc hai nguồn. Các chuỗi của một chỉ số đếm theo cơ sở khác "
            "nhau không bao giờ được nối với nhau. Tên nguồn và ghi chú viết bằng tiếng Anh.",
            "The figures for Viet Nam that come with the package, with a decimal point. A flag "
            "says how sure one is: `single`, one secondary account; `derived`, computed by this "
            "library from others; no flag, the publisher itself or two accounts. Series of one "
            "indicator on several bases are never chained. In Python: "
            "{func}`published.all_series() <vn_ict_directive.published.all_series>`.",
        )
    )
    known = {one.id: one for one in DIRECTIVE_01.indicators}
    for name in dict.fromkeys(one.indicator for one in published.all_series()):
        yield from (f"(figures.{name})=", f"## `{name}`", "")
        if name in known:
            yield from (
                link(f"{both(known[name].name)}", f"indicator.{name}"),
                "",
            )
        for one in published.all_series():
            if one.indicator == name:
                yield from series(one)


# --- words ------------------------------------------------------------------------------


def meanings(kind: type[enum.Enum]) -> dict[str, str]:
    """Return what stands below each member in its source."""
    module = inspect.getmodule(kind)
    assert module is not None  # noqa: S101 - a class has a module
    found = ModuleAnalyzer.for_module(module.__name__).find_attr_docs()
    return {
        name: " ".join(lines).strip()
        for (owner, name), lines in found.items()
        if owner == kind.__name__
    }


def words() -> Iterator[str]:
    """Yield the page of every code that a program meets, with its labels."""
    yield from (MADE, "# Mã và nhãn · Codes and labels", "")
    yield from said(
        Text(
            "Mã dành cho chương trình và không bao giờ đổi; nhãn dành cho người đọc và có thể đổi.",
            "Codes are for programs and never change; labels are for people and may.",
        )
    )
    for kind, title in (
        (Status, "Kết quả trong bảng · Statuses: what tables show"),
        (Outcome, "Kết quả · Outcomes: whether a promise was kept"),
        (Pace, "Tiến độ · Paces: how fast the figures move"),
        (Basis, "Căn cứ · Bases: what makes a figure speak for the due date"),
        (Reason, "Lý do · Reasons: why a verdict is what it is"),
    ):
        told = meanings(kind)
        told |= meanings(Pace) | meanings(Outcome) | told if kind is Status else {}
        header = ["code", "tiếng Việt", "English", *(["meaning"] if told else [])]
        rows = (
            [
                f"`{one.value}`",
                *pair(one.labels),
                *([told.get(one.name, "").replace("``", "`")] if told else []),
            ]
            for one in kind
        )
        yield from (f"(codes.{kind.__name__.lower()})=", f"## {title}", "")
        yield from table(header, rows)
    yield from ("(codes.unit)=", "## Đơn vị · Units", "")
    units = ([f"`{one.value}`", *pair(one.label), *pair(one.distance)] for one in Unit)
    yield from table(["code", "tiếng Việt", "English", "hiệu hai giá trị", "a difference"], units)
    for kind, title in (
        (Flag, "Dấu của số liệu · Flags of a figure"),
        (SourceKind, "Loại nguồn · Kinds of sources"),
    ):
        told = meanings(kind)
        yield from (f"(codes.{kind.__name__.lower()})=", f"## {title}", "")
        yield from table(["code", "meaning"], ([f"`{x.value}`", told[x.name]] for x in kind))
    yield from ("(codes.sectionkind)=", "## Loại phần · Kinds of sections", "")
    kinds = ([f"`{one.value}`", *pair(one.label)] for one in SectionKind)
    yield from table(["code", "tiếng Việt", "English"], kinds)


# --- the article, woven -------------------------------------------------------------------


def woven() -> Iterator[str]:
    """Yield the page of the article; what draws the text itself is a directive of ours."""
    (read, *_) = DIRECTIVE_01.sources
    yield from (MADE, "# Bài viết với các đoạn trích · The woven article", "")
    yield from said(
        Text(
            "Bài viết mà bản mã hóa được đọc từ đó, mọi đoạn được trích đều đánh dấu và dẫn đến "
            "phần mã hóa của nó. Rê chuột hoặc dùng phím Tab đến một đoạn để xem mã và vị trí. Chữ "
            "không đánh dấu là chữ không phần nào trích.",
            "The text that the encoding was read from, with every quotation marked and leading to "
            "what was made of it. Hover over one, or move to it with the tab key, to see its id "
            "and where it stands. Words without a mark are quoted by nothing.",
        )
    )
    yield from said(
        Text(
            f"Đây là bản tin tóm tắt ký tên {read.author}; không rõ trang nào đã đăng. Bài được "
            "dẫn nguyên văn vì chính nó là văn bản được mã hóa; bài không thuộc gói này, và không "
            "giấy phép nào của dự án áp dụng cho nó.",
            f"It is a news summary signed by {read.author}; the site that printed it is not known. "
            "It is quoted whole as the very text being encoded, is not part of the package, and "
            "neither licence of this project covers it.",
        )
    )
    yield from ("```{woven}", "```", "")


def pages() -> dict[str, str]:
    """Return every page by its name."""
    made = {
        **{f"directive/{one.id}.md": section(one) for one in DIRECTIVE_01.sections},
        "directive/identity.md": identity(),
        "directive/sources.md": sources(),
        "directive/organizations.md": organizations(),
        "directive/woven.md": woven(),
        "indicators.md": indicators(),
        "figures.md": figures(),
        "codes.md": words(),
    }
    return {name: "\n".join(lines) + "\n" for name, lines in made.items()}
