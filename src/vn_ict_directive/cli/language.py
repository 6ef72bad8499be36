"""The language that a command speaks: the one asked for, in its answer, its help and its errors."""

import functools
import inspect
import os
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from vn_ict_directive.text import Lang

__all__ = ["ENVIRONMENT", "FRAME", "asked", "in_language"]

ENVIRONMENT: Final = "VN_ICT_DIRECTIVE_LANG"
"""The environment variable that gives the language where ``--lang`` does not."""

FRAME: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "commands": "Lệnh",
        "arguments": "Tham số",
        "parameters": "Tùy chọn",
        "usage": "Cách dùng: ",
        "help": "Hiển thị hướng dẫn này.",
        "version": "Hiển thị phiên bản.",
        "status": "Mã thoát: 0 nếu thành công, 2 kèm một thông báo nếu có lỗi.",
        "about": "{name} dưới dạng dữ liệu, và kết quả đánh giá các mục tiêu. {notice}",
        "see": "Xem {name} --help.",
        "unwritable": "không ghi được kết quả: {why}.",
        "more": "  … và {number} lỗi nữa.",
    },
    "en": {
        "commands": "Commands",
        "arguments": "Arguments",
        "parameters": "Parameters",
        "usage": "Usage: ",
        "help": "Show this help.",
        "version": "Show the version.",
        "status": "Exit status: 0 on success, 2 with one message on an error.",
        "about": "{name} as data, and whether its targets are met. {notice}",
        "see": "See {name} --help.",
        "unwritable": "the output cannot be written: {why}.",
        "more": "  … and {number} more.",
    },
}
"""The words around commands."""

_COMMANDS: Final = {
    "scorecard": "Đánh giá mọi mục tiêu theo số liệu đi kèm gói phần mềm.",
    "show": "Xem toàn văn bản, hoặc một phần, một nhiệm vụ, một mục tiêu.",
    "targets": "Liệt kê các mục tiêu cùng nguyên văn.",
    "readings": "Đánh giá một hoặc mọi mục tiêu theo từng cách hiểu.",
    "compare": "So sánh tiến độ của một hoặc mọi mục tiêu theo phương pháp của từng cơ quan.",
    "evaluate": "Đánh giá một mục tiêu theo số liệu của bạn.",
    "verify": "Đối chiếu từng đoạn trích với bài nguồn, từng ký tự.",
    "validate": "Kiểm tra một tệp của bạn: văn bản, chuỗi số liệu, kết quả hay bảng tổng hợp.",
    "export": "Ghi văn bản ra tệp theo các định dạng khác.",
    "report": "Xuất bảng tổng hợp đánh giá thành một trang HTML để đọc hoặc in.",
    "panel": "Đánh giá một bảng gồm nhiều chuỗi số liệu, chẳng hạn của các tỉnh.",
}
_OPTIONS: Final = {
    "as_of": "Số liệu cập nhật đến ngày này, ví dụ 2020-12-31; mặc định là hôm nay (giờ Việt Nam).",
    "evaluate as_of": "Số liệu cập nhật đến ngày này, ví dụ 2020-12-31.",
    "panel as_of": "Số liệu cập nhật đến ngày này, ví dụ 2020-12-31.",
    "lang": "Ngôn ngữ: vi (tiếng Việt) hoặc en (tiếng Anh); đoạn trích giữ tiếng Việt.",
    "json": "Trả lời dưới dạng JSON.",
    "name": "Mã của phần, nhiệm vụ hoặc mục tiêu; để trống: toàn văn bản.",
    "target": "Mã của mục tiêu; lệnh targets liệt kê các mã.",
    "timing": "Theo kỳ số liệu, hoặc theo số liệu mới nhất đã công bố tính đến thời hạn.",
    "reporter": "Chỉ dùng các dòng của đơn vị báo cáo này.",
    "indicator": "Tên của chỉ tiêu trong tệp.",
    "entity": "Chỉ dùng các dòng của nước hoặc đơn vị này; nước theo tên hoặc mã ISO 3166.",
    "columns": "Tên cột trong tệp, ví dụ period=Năm,value=Xếp hạng.",
    "where": "Chỉ dùng các dòng có giá trị này, ví dụ SEX=T; * là giá trị bất kỳ.",
    "dialect": "Cách viết số và ngày: en (1,234.5) hoặc vi (1.234,5 và 31/12/2020).",
    "dates": "Cách hiểu ngày có thể là ngày hoặc là kỳ bắt đầu từ ngày đó.",
    "profile": "Loại tệp quen thuộc: un-egov, world-bank, owid hoặc px-web.",
    "out": "Tệp hoặc thư mục để ghi; thư mục được tạo nếu chưa có.",
    "force": "Ghi đè lên tệp đã có.",
    "formats": "Một hoặc nhiều định dạng: json, schema, csv, jsonld.",
    "base": "Địa chỉ mở đầu các tên, ví dụ https://example.org/vn/.",
    "files": "Các tệp Parquet hoặc CSV cùng loại, mẫu tên hoặc thư mục: mỗi dòng một số liệu, với"
    " các cột entity, indicator, period, value và, nếu có, published, reporter, flags, start, due.",
    "targets": "Mã các mục tiêu, cách nhau bằng dấu phẩy; mặc định là tất cả.",
    "directive": "Lấy mục tiêu từ văn bản khác, dạng JSON hoặc TOML.",
    "engine": "Công cụ đọc và đánh giá.",
    "on_error": "Dòng không đánh giá được: dừng (raise), hay bỏ qua và ghi vào --refused (report).",
    "refused": "Ghi các dòng bị bỏ qua vào tệp này, .parquet hoặc .csv.",
    "evaluate file": "Tệp CSV, bảng mã UTF-8, có cột period và value; - là đầu vào chuẩn.",
    "verify file": "Toàn văn bài nguồn, giữ nguyên. Nếu thiếu, lệnh cho biết nơi lấy.",
    "validate file": "Tài liệu JSON, hoặc TOML nếu tên có đuôi .toml.",
    "export file": "Văn bản khác cần ghi, dạng JSON hoặc TOML.",
}
"""What an option does; where commands differ, with the command's name in front."""


def asked(arguments: Sequence[str]) -> Lang:
    """Return the language of the words typed, or else of the environment; Vietnamese by default."""
    typed = re.search(r"(?:^|\0)--lang[\0=](vi|en)(?:\0|$)", "\0".join(arguments))
    wanted = typed[1] if typed else os.environ.get(ENVIRONMENT)
    return "en" if wanted == "en" else "vi"


def in_language(command: Callable[..., Any], lang: Lang) -> Callable[..., Any]:
    """Return *command* with *lang* as its default language and, in Vietnamese, its help in it."""

    @functools.wraps(command)
    def run(*words: Any, **options: Any) -> Any:
        return command(*words, **{"lang": lang, **options})

    signature = inspect.signature(command)
    parameters = [
        one.replace(default=lang) if one.name == "lang" else one
        for one in signature.parameters.values()
    ]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    if lang == "vi":
        name = command.__name__
        helps = {
            one.name: _OPTIONS.get(f"{name} {one.name}") or _OPTIONS.get(one.name)
            for one in parameters
        }
        options = (f"    {option}: {text}" for option, text in helps.items() if text)
        run.__doc__ = "\n".join((f"{_COMMANDS[name]}\n", "Args:", *options))
    return run
