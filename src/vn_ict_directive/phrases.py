"""The phrases of errors in Vietnamese: what was expected, what to do, and what things are called.

An error holds its facts in English, as programs and developers read them. A phrase is looked
up by its pattern, and its facts are put into the Vietnamese one; a phrase that is not here,
such as a fault in a call that only a developer makes, stays as it is.
"""

import re
from typing import Final

__all__ = ["name_in_vietnamese", "phrase_in_vietnamese"]

_PHRASES: Final = tuple(
    (re.compile(pattern), vi)
    for pattern, vi in (
        (r"a finite number", "một số hữu hạn"),
        (r"a number", "một số"),
        (r"a number that can be read in one way", "một số chỉ đọc được theo một cách"),
        (r"text", "chữ"),
        (r"a text that is not empty", "chữ không trống"),
        (r"a day of the calendar", "một ngày có trong lịch"),
        (r"a day, such as (\S+)", r"một ngày, ví dụ \1"),
        (r"a date or text like (\S+)", r"một ngày, ví dụ \1"),
        (
            r"a period such as 2020, 2020-Q4 or 2020-12-31",
            "một kỳ, ví dụ 2020, 2020-Q4, 2020-12-31",
        ),
        (
            r"2020 \(year\), 2020-S1.*",
            (
                "2020 (năm), 2020-S1 (6 tháng đầu năm), 2020-Q4 (quý IV), 2020-07 (tháng), 2020-W52"
                " (tuần ISO), 2020-12-31 (ngày) hoặc 2020-01/2020-06 (từ … đến …)"
            ),
        ),
        (r"a (year|semester|quarter|month|week|day) that the calendar has", "một kỳ có trong lịch"),
        (r"an interval that ends after it begins", "khoảng thời gian kết thúc sau khi bắt đầu"),
        (r"a whole rank of at least 1", "một thứ hạng nguyên, từ 1"),
        (r"a whole rank from 1 to (\d+)", r"một thứ hạng nguyên từ 1 đến \1"),
        (r"a number per 1,000 people of at least 0", "một số trên 1.000 dân, không âm"),
        (r"a percentage from (\S+) to (\S+)", r"một tỷ lệ phần trăm từ \1 đến \2"),
        (r"1 \(it happened\) or 0 .*", "1 (đã diễn ra) hoặc 0 (chưa diễn ra đến hết kỳ)"),
        (r"one or more of (.+)", r"một hoặc nhiều trong: \1"),
        (r"one of (.+)", r"một trong: \1"),
        (r"'vi' or 'en'", "'vi' hoặc 'en'"),
        (r"a file, such as (\S+)", r"một tệp, ví dụ \1"),
        (r"a file of its own", "một tệp riêng"),
        (r"a file whose name ends in .parquet or .csv", "một tệp có đuôi .parquet hoặc .csv"),
        (r"a (?:text|file|CSV file) that can be (?:read|opened)", "một tệp đọc được"),
        (r"one that is not there yet", "một tệp chưa có"),
        (r"at least one", "tối thiểu một"),
        (
            r"a file for the rows left out, together with --on-error report",
            "một tệp cho các dòng bị bỏ qua, dùng cùng --on-error report",
        ),
        (r"names with commas between, such as (\S+)", r"các tên cách nhau bằng dấu phẩy, ví dụ \1"),
        (
            r"Day and month could be either way round: write the year first, as in (\S+)\.",
            r"Ngày và tháng có thể bị đảo: viết năm trước, ví dụ \1.",
        ),
        (r"Write the year with four digits\.", "Viết năm bằng bốn chữ số."),
        (r"Write two digits\.", "Viết đủ hai chữ số."),
        (
            r"Separate the parts with hyphens.*",
            "Ngăn các phần bằng dấu gạch nối, ví dụ 2020-12-31.",
        ),
        (r"A year has no decimal point: .*", "Năm không có phần thập phân: viết số nguyên."),
        (r"A truth value is not a figure\.", "Giá trị đúng/sai không phải là số liệu."),
        (r"Leave out what was not observed or does not exist\.", "Bỏ những gì không có số liệu."),
        (r"Correct it, or leave it out\.", "Hãy sửa lại hoặc bỏ đi."),
        (r"There are no figures below the header\.", "Không có số liệu nào dưới dòng tiêu đề."),
        (
            r"No such file or directory: check its name and place\.",
            "Không có tệp hoặc thư mục này: hãy kiểm tra tên và nơi lưu.",
        ),
        (
            r"lower-case letters and digits joined by .*",
            "chữ thường không dấu và chữ số, nối bằng '-', '.' hoặc '/'",
        ),
        (
            r"the beginning of an IRI that ends in / or :, such as (\S+)",
            r"phần đầu của một địa chỉ, kết thúc bằng / hoặc :, ví dụ \1",
        ),
        (r"a day such as (.+)", r"một ngày, ví dụ \1"),
        (
            r"Write the decimal point as '\.', and no separator between thousands\.",
            "Viết phần thập phân sau dấu chấm, không ngăn cách hàng nghìn.",
        ),
        (r"a number that can be read", "một số đọc được"),
        (r"one of the columns (.+)", r"một trong các cột \1"),
        (r"UTF-8", "UTF-8"),
        (r"CSV text", "nội dung CSV"),
        (r"JSON text|JSON", "nội dung JSON"),
        (r"Overwrite it with --force\.", "Ghi đè bằng --force."),
        (r"A number alone identifies nothing.*", "Chỉ có số thì chưa xác định được văn bản."),
        (r"no earlier than (.+)", r"không sớm hơn \1"),
        (r"later than start (\S+)", r"sau ngày bắt đầu \1"),
        (r"No such file or directory\.", "Không có tệp hoặc thư mục này."),
        (r"Is a directory\.", "Đây là một thư mục."),
        (r"Permission denied\.", "Không có quyền đọc."),
        # What the parser of the command line says.
        (r"Unused Tokens: \[(.+)\]\.", r"Thừa tham số: \1."),
        (r'Command "(.+)" parameter (\S+) requires an argument\.', r"Lệnh \1 cần có \2."),
        (r"Parameter (\S+) specified multiple times\.", r"Tùy chọn \1 được nêu nhiều lần."),
        (r"Unknown option: (\S+)\.", r"Không có tùy chọn \1."),
        (r"Unknown option: (\S+)\. Did you mean (.+)\?", r"Không có tùy chọn \1. Có phải là \2?"),
        (
            r'Unknown command "(.+?)"\. Did you mean "(.+?)"\?.*',
            r"Không có lệnh \1. Có phải là \2?",
        ),
        (r'Unknown command "(.+?)"\..*', r"Không có lệnh \1."),
        (r'Invalid value "?(.+?)"? for "?(\S+?)"?[.:] .*', r"Tùy chọn \2 không nhận giá trị \1."),
        (r"(.+) cannot be read", r"Không đọc được \1"),
        (r"(.+) has figures that are not possible", r"\1 có số liệu không thể có"),
    )
)
_NAMES: Final = {
    "the file": "tệp",
    "the files": "các tệp",
    "the folder": "thư mục",
    "the format": "định dạng",
    "the rows": "các dòng",
    "the row": "dòng",
    "the header": "dòng tiêu đề",
    "the encoding": "bảng mã",
    "the text": "nội dung",
    "the value": "giá trị",
    "the key": "khóa",
    "the kind": "loại",
    "a date": "ngày",
    "Period": "kỳ",
    "period": "cột period (kỳ)",
    "value": "cột value (giá trị)",
    "section": "phần",
    "task": "nhiệm vụ",
    "target": "mục tiêu",
    "section, task or target": "phần, nhiệm vụ hoặc mục tiêu",
    "indicator": "chỉ tiêu",
    "source": "nguồn",
    "organization": "cơ quan, tổ chức",
    "series": "chuỗi số liệu",
    "directive": "văn bản",
    "column": "cột",
    "file": "tệp",
    "profile": "phương pháp",
    "table": "bảng",
    "the command line": "Giao diện dòng lệnh",
    "a report": "Báo cáo",
    "A panel": "Bảng nhiều chuỗi số liệu",
    "A panel in files": "Bảng nhiều chuỗi số liệu trong tệp",
}


def phrase_in_vietnamese(phrase: str) -> str:
    """Return *phrase* in Vietnamese, where it is known; else as it is.

    Examples:
        >>> phrase_in_vietnamese("a whole rank from 1 to 193")
        'một thứ hạng nguyên từ 1 đến 193'
    """
    found = ((pattern.fullmatch(phrase), vi) for pattern, vi in _PHRASES)
    return next((match.expand(vi) for match, vi in found if match), phrase)


def name_in_vietnamese(name: str) -> str:
    """Return what *name*, a field or a kind of thing, is called in Vietnamese, if known."""
    return _NAMES.get(name, name)
