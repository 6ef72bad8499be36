"""Every label of the product, once, in both languages, and the helpers that inflect them.

A label is a word or a phrase that stands in a table, a card, a page, a picture or a heading.
Labels of codes (outcomes, paces, units) stand with their codes; sentences about verdicts are
put together in :mod:`vn_ict_directive.sentences`, one composer a language.
"""

from collections.abc import Callable, Iterable
from typing import Final

from vn_ict_directive.text import Lang, Text

__all__ = [
    "TERMS",
    "WORDS",
    "capital",
    "counted",
    "enumerated",
    "filled",
    "inside",
    "say",
    "singular",
]

WORDS: Final = {
    name: Text(vi, en)
    for name, (vi, en) in {
        "addressees": ("Đối tượng liên quan", "Addressees"),
        "all quoted": (
            "Cả {number} đoạn trích đều đúng vị trí trong {source}.",
            "All {number} quotations are at their places in {source}.",
        ),
        "not quoted": (
            "{left} trong {sentences} câu không được trích.",
            "No element quotes {left} of the {sentences} sentences.",
        ),
        "some verdicts": ("kết quả", "verdicts"),
        "and": ("và", "and"),
        "as encoded": ("{field} theo bản số hóa", "{field} as encoded"),
        "as of": ("Số liệu cập nhật đến ngày", "As of"),
        "as of day": ("Số liệu cập nhật đến ngày {day}", "As of {day}"),
        "asks": ("Yêu cầu", "Required"),
        "asks, words": ("Yêu cầu, nguyên văn", "Required, in the words of the text"),
        "baseline": ("giá trị ban đầu", "baseline"),
        "broken": ("Thay đổi phương pháp tính từ {day}: {why}", "Break in series on {day}: {why}"),
        "corroborated_by": ("Nguồn đối chứng", "Corroborating sources"),
        "counts": ("Trong đó", "Of which"),
        "break": ("thay đổi phương pháp tính", "break in series"),
        "days late": ("chậm {days}", "{days} late"),
        "days late at most": ("chậm tối đa {days}", "at most {days} late"),
        "days": ("ngày", "days"),
        "directive": ("văn bản", "directive"),
        "due": ("Thời hạn", "Due"),
        "due on": ("hạn {day}", "due {day}"),
        "encoding": ("Phiên bản dữ liệu (bản số hóa)", "Encoding"),
        "evaluation": ("kết quả đánh giá", "verdict"),
        "expected": ("dự kiến:\n{when}", "announced:\n{when}"),
        "figure": ("Số liệu", "Figure"),
        "figures from": ("Nguồn số liệu", "Figures from"),
        "files": ("tệp", "files"),
        "happened on": ("diễn ra:\n{when}", "happened:\n{when}"),
        "hatched": (
            "Gạch chéo: thời gian không có số liệu.",
            "Hatched: the indicator was suspended.",
        ),
        "heading": ("Đề mục", "Heading"),
        "hollow": (
            "Dấu rỗng: công bố sau thời hạn.",
            "Hollow marks: published after the due date.",
        ),
        "id": ("Mã", "Id"),
        "indicator": ("Chỉ tiêu", "Indicator"),
        "inferred": ("Nội dung suy luận", "Inferred"),
        "instrument": ("{kind} số {number} ngày {day}", "{kind} No. {number} of {day}"),
        "issuer": ("Cơ quan ban hành", "Issued by"),
        "judging": ("Đang đánh giá", "Evaluating"),
        "kind": ("Loại", "Kind"),
        "late": ("sau thời hạn: {value} ({day})", "later: {value} ({day})"),
        "latest": ("mới nhất: {values}", "latest: {values}"),
        "looking": ("Đang kiểm tra các dòng", "Checking the rows"),
        "measure": ("Đại lượng", "Measure"),
        "method": ("Phương pháp", "Method"),
        "more sources": ("; và {more} nguồn khác", "; and {more} more"),
        "motto": ("Phương châm", "Motto"),
        "name": ("Tên", "Name"),
        "not before": ("không sớm hơn {day}", "not before {day}"),
        "not by": ("đến hết {when}:\nchưa diễn ra", "by the end of {when}:\nnot yet"),
        "note": ("Ghi chú", "Note"),
        "number": ("Số, ký hiệu", "Number"),
        "opening": ("Đang đọc tệp", "Reading the files"),
        "or": ("hoặc", "or"),
        "otherwise": ("Cách hiểu khác:", "Another reading:"),
        "pace": ("Tiến độ", "Pace"),
        "period": ("Thời kỳ", "Period"),
        "period or day": ("Kỳ/thời điểm", "Period"),
        "projection": ("dự phóng: {value}", "projection: {value}"),
        "published": ("Công bố", "Published"),
        "published on": ("công bố {day}", "published {day}"),
        "quoted": ("Nguyên văn", "Words of the text"),
        "rank axis": ("Thứ hạng (1 là cao nhất)", "Rank (1 is best)"),
        "reading": ("Cách hiểu", "Reading"),
        "reasons": ("Lý do", "Reasons"),
        "reference": ("kỳ gốc", "reference period"),
        "responsible": ("Thực hiện", "Responsible"),
        "scorecard": ("bảng tổng hợp đánh giá", "scorecard"),
        "section": ("Phần", "Section"),
        "sections": ("Các phần", "Sections"),
        "sentence": ("Câu", "Sentence"),
        "series": ("chuỗi số liệu", "series"),
        "set on": ("từ {day}", "set {day}"),
        "short": ("còn thiếu {gap}", "{gap} short"),
        "signatory": ("Người ký", "Signed by"),
        "signed": ("Ngày ban hành (ký)", "Signed on"),
        "source": ("Nguồn", "Source"),
        "source, note": ("Nguồn, ghi chú", "Source, note"),
        "span": ("Vị trí", "Place in the text"),
        "standing": ("Tính chính thức", "Status of the text"),
        "straight line": ("lộ trình tới mục tiêu", "line to the target"),
        "target": ("Mục tiêu", "Target"),
        "targets": ("Mục tiêu", "Targets"),
        "targets of": ("Các mục tiêu của {directive}", "Targets of {directive}"),
        "task": ("Nhiệm vụ", "Task"),
        "tasks": ("Nhiệm vụ", "Tasks"),
        "theme": ("Mục tiêu tổng quát", "General objective"),
        "time allowed": ("thời gian thực hiện", "time allowed"),
        "timing": ("Thời điểm tính", "Timing"),
        "translation": ("Bản dịch tiếng Anh, không chính thức", "Translation, unofficial"),
        "unit": ("Đơn vị", "Unit"),
        "unofficial": (
            (
                "Số liệu cập nhật đến ngày {day}. Đánh giá không chính thức, thực hiện bằng"
                " vn-ict-directive."
            ),
            "As of {day}. Unofficial assessment, made with vn-ict-directive.",
        ),
        "valid": ("{file}: {kind} hợp lệ.", "{file}: a valid {kind}."),
        "value": ("Giá trị", "Value"),
        "verdict": ("Kết quả", "Verdict"),
        "verdicts": ("Kết quả", "Verdicts"),
        "with figures": ("Có số liệu", "With figures"),
        "wrote": ("Đã ghi {what}.", "Wrote {what}."),
        "years": ("năm", "years"),
        # What a scorecard's picture and its page say around the verdicts.
        "legend": (
            (
                "Mỗi hàng có thang riêng theo đơn vị của mục tiêu; càng sang phải càng tốt, trừ"
                " thang thời gian. Dấu đen: số liệu hoặc sự kiện; rỗng: không quyết định kết"
                " quả; chấm xám: giá trị ban đầu; màu xanh: yêu cầu; màu cam: quãng còn thiếu;"
                " *: số liệu chưa chắc chắn."
            ),
            (
                "Each row has its own scale, in its target's unit; better is to the right,"
                " except on scales of time. Black: a figure or event; hollow: it decides"
                " nothing; grey dot: baseline; blue: what is required; orange: what is missing;"
                " *: an uncertain figure."
            ),
        ),
        "skip": ("Chuyển đến nội dung chính", "Skip to the main content"),
        "report": ("Báo cáo đánh giá kết quả thực hiện mục tiêu", "Report on targets"),
        "read from": ("Nguồn văn bản", "Text read from"),
        "translation note": (
            "Nguyên văn tiếng Việt có giá trị; bản dịch tiếng Anh không chính thức.",
            "The Vietnamese words are authoritative; the English translation is unofficial.",
        ),
        "summary": ("Tóm tắt", "Summary"),
        "targets by verdict": ("Số mục tiêu theo kết quả", "Targets by verdict"),
        "no average": (
            (
                "Trang này không tính điểm trung bình và không gộp thành tỷ lệ phần trăm: các"
                " mục tiêu khác loại không cộng được với nhau. Không có số liệu không phải là"
                " không đạt, cũng không phải là đạt."
            ),
            (
                "This page takes no average and makes no overall percentage: targets of"
                " different kinds do not add up. A target without data is neither “missed” nor"
                " “met”."
            ),
        ),
        "no targets": (
            "Văn bản này không có mục tiêu nào để đánh giá.",
            "This document has no target to evaluate.",
        ),
        "overview": ("Tất cả mục tiêu", "All targets"),
        "target by target": ("Từng mục tiêu", "Target by target"),
        "coverage": (
            "{number} mục tiêu, trong đó {known} mục tiêu có số liệu.",
            "{number}, of which {known} have data.",
        ),
        "code points": ("điểm mã", "code points"),
        "figures": ("Số liệu đã công bố", "Published figures"),
        "publisher": ("Cơ quan công bố", "Publisher"),
        "reporter": ("Đơn vị báo cáo", "Reporter"),
        "no figures": (
            "Không có số liệu nào cho mục tiêu này.",
            "There is no figure for this target.",
        ),
        "retold": (
            "Không chính thức: dựa trên một bản tin tóm tắt, không phải văn bản chính thức.",
            "Unofficial: based on a news summary of the directive, not on its official text.",
        ),
        "not issued": (
            "Không chính thức: bản số hóa này không do cơ quan ban hành công bố.",
            "Unofficial: this encoding was not published by the issuer.",
        ),
        "role": ("Vai trò", "Role"),
        "unknown": ("không rõ", "unknown"),
        "happened": ("đã diễn ra", "happened"),
        "not happened": ("chưa diễn ra", "not happened"),
        "no source": ("không ghi nguồn", "no source given"),
        "readings": ("Các cách hiểu", "Readings"),
        "differing": ("Cách hiểu cho kết quả khác", "Readings with another outcome"),
        "notes": ("Ghi chú", "Notes"),
        "reasons, codes": ("Lý do (mã)", "Reasons (codes)"),
        "back": ("Về phần tóm tắt", "Back to the summary"),
        "evaluation method": ("Cách đánh giá", "How targets are evaluated"),
        "sources": ("Nguồn của bản số hóa", "Sources of the encoding"),
        "title": ("Nhan đề nguồn", "Title"),
        "released": ("Ngày đăng", "Published"),
        "versions": ("Phiên bản", "Versions"),
        "package": ("Gói phần mềm", "Package"),
        "schema": ("Lược đồ tài liệu", "Document schema"),
        "identity": ("Mã văn bản", "Document id"),
        "licence": (
            "Bản số hóa và bảng số liệu: CC BY 4.0. Phần mềm: Apache-2.0.",
            "Encoding and table of figures: CC BY 4.0. Software: Apache-2.0.",
        ),
        "made by": ("Trang được tạo bằng vn-ict-directive.", "Made with vn-ict-directive."),
        "picture": (
            "Yêu cầu: {asked}. Số liệu cập nhật đến ngày {day}: {figures}.",
            "Required: {asked}. Figures as of {day}: {figures}.",
        ),
        "suspended until": (
            "Không có số liệu từ {start} đến {end}: {why}",
            "Suspended {start} to {end}: {why}",
        ),
        "suspended": ("Không có số liệu từ {start}: {why}", "Suspended from {start}: {why}"),
        # What a figure is to a verdict, by the field of the verdict that holds it.
        "role reference": ("giá trị của kỳ gốc", "reference period of the requirement"),
        "role baseline": ("giá trị ban đầu", "baseline"),
        "role observation": ("dùng để kết luận", "decides the outcome"),
        "role met_late": ("đạt sau hạn", "met late"),
        "role lost_after_deadline": ("không còn đạt sau hạn", "no longer met"),
        "role latest": ("mới nhất", "latest"),
        # The fields of a target that an inference names, and the questions of a reading.
        "field indicator": ("chỉ tiêu đo", "the indicator"),
        "field criterion": ("mức yêu cầu", "the required value"),
        "field due": ("thời hạn", "the due date"),
        "field start": ("ngày bắt đầu", "the start"),
        "field mode": (
            "phải đạt tại thời hạn, đạt một lần hay duy trì liên tục",
            "whether the target is to be met once, at the due date or all the time",
        ),
        "field window_months": ("khoảng thời gian xét số liệu", "the window for figures"),
        "field edge": ("mức (tối thiểu hay phấn đấu)", "the rank (required or aspired)"),
        "field timing": ("thời điểm tính", "the timing"),
        "field reporter": ("đơn vị báo cáo", "the reporter"),
        "readings agree": (
            "Cả {number} cách hiểu cho cùng kết quả ({counts}).",
            "All {number} readings agree ({counts}).",
        ),
        "readings depend": (
            "{number} cách hiểu cho kết quả khác nhau ({counts}): phụ thuộc vào {questions}.",
            "The {number} readings disagree ({counts}): the outcome depends on {questions}.",
        ),
        "readings disagree": (
            "{number} cách hiểu cho kết quả khác nhau ({counts}), không do riêng một lựa chọn nào.",
            "The {number} readings disagree ({counts}), but no single choice changes the outcome.",
        ),
        "evaluation of": (
            "Đánh giá mục tiêu của {directive} (số liệu cập nhật đến ngày {day})",
            "Targets of {directive}, evaluated as of {day}",
        ),
        "summary line": (
            "{targets}: {counts}. {known} mục tiêu có số liệu.",
            "{targets}: {counts}. {known} {have} data.",
        ),
        "some targets": ("mục tiêu", "targets"),
        "not until": ("chưa, đến hết {when}", "not by the end of {when}"),
        "no later than": ("chậm nhất {when}", "no later than {when}"),
        "weak": ("mức tối thiểu: {value}", "required: {value}"),
        "strong": ("mức phấn đấu: {value}", "aspired: {value}"),
        "from": ("từ {value}", "from {value}"),
        "up to": ("đến {value}", "up to {value}"),
        # Who reports figures, what their flags mean, and what kind of source they have.
        "reporter publisher": ("cơ quan công bố", "publisher"),
        "reporter ministry": ("Bộ", "ministry"),
        "reporter press": ("báo chí", "press"),
        "reporter unnamed": ("không ghi tên", "unnamed"),
        "reporter derived": ("tính từ số liệu khác", "derived"),
        "figures by": ("số liệu: {reporter}", "figures: {reporter}"),
        "figures by nobody": ("không có số liệu", "no figures"),
        "flag provisional": ("tạm tính", "provisional"),
        "flag estimated": ("ước tính", "estimated"),
        "flag derived": ("tính từ số liệu khác", "derived from other figures"),
        "flag single": ("chỉ có một nguồn thứ cấp", "from one secondary account"),
        "flag break": ("phương pháp tính mới từ kỳ này", "break in series"),
        "flag happened-by": ("ngày muộn nhất có thể", "the latest possible day"),
        "source news-summary": ("bản tin tóm tắt", "news summary"),
        "source press": ("báo chí", "press"),
        "source ministry": ("tài liệu của Bộ", "the ministry"),
        "source statistics": ("số liệu thống kê", "statistics"),
        "source instrument": ("văn bản", "instrument"),
        "source derived": ("tính từ nguồn khác", "derived"),
    }.items()
}
"""The labels, by a short English name."""

TERMS: Final = {
    "số liệu cập nhật đến ngày …": ("as of …", "the date of every verdict"),
    "đánh giá": ("evaluate", ""),
    "bảng tổng hợp đánh giá": ("scorecard", "counts, never an average"),
    "mục tiêu": ("target", ""),
    "chỉ tiêu": ("indicator", "what is measured"),
    "chỉ số": ("index", "a publisher's compound figure, such as EGDI"),
    "đạt sau hạn": ("met late", ""),
    "không còn đạt": ("no longer met", ""),
    "đang đạt mức yêu cầu": ("meeting the target", "a pace: the latest figure meets it"),
    "rất chậm": ("far too slow", "a pace: less than 0.60 of the required one"),
    "kỳ đến hạn": ("the period it is due for", ""),
    "tối thiểu, tối đa": ("at least, at most", "never of a rank"),
    "hạng 50 hoặc tốt hơn": ("rank 50 or better", ""),
    "nhóm 75 nước dẫn đầu": ("the top 75 countries", ""),
    "mức tối thiểu, mức phấn đấu": ("required rank, aspired rank", "of a group such as 40-45"),
    "giá trị ban đầu": ("baseline", "the figure that the pace starts from"),
    "kỳ gốc": ("reference period", "of a limit such as half the value of 2015"),
    "thay đổi phương pháp tính": ("break in series", ""),
    "cơ quan công bố": ("publisher", ""),
    "đơn vị báo cáo": ("reporter", ""),
    "nguồn đối chứng": ("corroborating sources", ""),
    "thời điểm tính": ("timing", "by reference period or by publication date"),
    "kỳ công bố": ("edition", ""),
    "bản số hóa": ("encoding", "never “bản mã hóa”, which is encryption"),
    "thực hiện": ("responsible", ""),
    "trích yếu": ("title", "of the directive"),
    "hạng liên tục": ("dense rank", "ties leave no gap in the numbers"),
    "cách hiểu": ("reading", ""),
    "nội dung suy luận": ("inference", "not stated in the text"),
}
"""The terms of the product in Vietnamese, with the English term and a note, for the glossary."""


def say(name: str, lang: Lang = "vi", **facts: object) -> str:
    """Return the label *name* in *lang*, its places filled with *facts*.

    Examples:
        >>> say("short", "vi", gap="11 bậc"), say("short", "en", gap="11 places")
        ('còn thiếu 11 bậc', '11 places short')
    """
    return WORDS[name].pick(lang).format(**facts) if facts else WORDS[name].pick(lang)


def filled(name: str, **facts: Callable[[Lang], str]) -> Text:
    """Return the label *name* in both languages, each place filled in its language."""

    def one(lang: Lang) -> str:
        return say(name, lang, **{place: fact(lang) for place, fact in facts.items()})

    return Text(one("vi"), one("en"))


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter; nothing else changes."""
    return sentence[:1].upper() + sentence[1:]


def inside(name: str) -> str:
    """Begin a name with a small letter, as it stands inside a sentence; an acronym stays.

    Examples:
        >>> inside("Rank in the GCI"), inside("AI centre opened"), inside("5G launch")
        ('rank in the GCI', 'AI centre opened', '5G launch')
    """
    first = name.partition(" ")[0]
    return (
        name if any(c.isupper() or c.isdigit() for c in first[1:]) else name[:1].lower() + name[1:]
    )


def singular(noun: str) -> str:
    """Return the singular of an English plural that this library prints.

    Examples:
        >>> [singular(noun) for noun in ("countries", "enterprises", "people", "%")]
        ['country', 'enterprise', 'person', '%']
    """
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    head, _, rest = noun.rpartition(" ")
    one = "person" if rest == "people" else rest.removesuffix("s")
    return f"{head} {one}".lstrip()


def counted(number: str, noun: Text, lang: Lang = "vi") -> str:
    """Join a written number and the noun it counts; only English has a singular.

    Examples:
        >>> file = Text("tệp", "files")
        >>> counted("1", file, "en"), counted("2", file, "en"), counted("2", file)
        ('1 file', '2 files', '2 tệp')
    """
    word = noun.pick(lang)
    return f"{number} {singular(word) if lang == 'en' and number == '1' else word}"


def enumerated(items: Iterable[str], lang: Lang = "vi") -> str:
    """Join *items* with commas, and with a conjunction before the last.

    Examples:
        >>> enumerated(["a", "b", "c"], "en"), enumerated(["a", "b"]), enumerated(["a"])
        ('a, b and c', 'a và b', 'a')
    """
    *first, last = items
    return f"{', '.join(first)} {say('and', lang)} {last}" if first else last
