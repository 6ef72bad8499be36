"""The opening: who signed what, when, under which theme and motto."""

from typing import Final

from vn_ict_directive.directive_01._quoting import at, task
from vn_ict_directive.model import Quote, Section, SectionKind, Signatory
from vn_ict_directive.text import Text

TITLE: Final = Text(
    "Định hướng phát triển ngành Thông tin và Truyền thông năm 2020",
    "Orientation for the development of the information and communications sector in 2020",
)
KIND: Final = Text("Chỉ thị", "Directive")
SIGNATORY: Final = Signatory(
    name="Nguyễn Mạnh Hùng",
    position=Text(
        "Bộ trưởng Bộ Thông tin và Truyền thông", "Minister of Information and Communications"
    ),
)
THEME: Final = Text("Năm chuyển đổi số quốc gia", "National Digital Transformation Year")
MOTTO: Final = Text(
    "Làm gương, Kỷ cương, Trọng tâm, Bứt phá",
    "Lead by example, Discipline, Focus, Breakthrough",
)

QUOTES: Final = (
    Quote(field="title", span=at(131, TITLE.vi)),
    Quote(field="signed", span=at(195, "Ngày 03/01/2020")),
    Quote(
        field="signatory",
        span=at(212, "Bộ trưởng Bộ Thông tin và Truyền thông Nguyễn Mạnh Hùng ký ban hành"),
    ),
    Quote(field="kind", span=at(280, "Chỉ thị số")),
    Quote(field="number", span=at(291, "01/CT-BTTTT")),
    Quote(
        field="period",
        span=at(305, "định hướng phát triển ngành Thông tin và Truyền thông năm 2020"),
    ),
    Quote(
        field="issuer",
        span=at(401, "của Bộ Thông tin và Truyền thông"),
    ),
    Quote(
        field="theme",
        span=at(
            369,
            f'Với mục tiêu tổng quát năm 2020 của Bộ Thông tin và Truyền thông là "{THEME.vi}"',
        ),
    ),
    Quote(
        field="motto",
        span=at(466, f"cùng với phương châm hành động “{MOTTO.vi}”"),
    ),
)

SECTION: Final = Section(
    id="preamble",
    kind=SectionKind.PREAMBLE,
    name=Text("Phần mở đầu", "Preamble"),
    span=at(
        195,
        "Ngày 03/01/2020, Bộ trưởng Bộ Thông tin và Truyền thông Nguyễn Mạnh Hùng ký ban hành "
        "Chỉ thị số 01/CT-BTTTTvề định hướng phát triển ngành Thông tin và Truyền thông năm 2020. "
        "Với mục tiêu tổng quát năm 2020 của Bộ Thông tin và Truyền thông là "
        '"Năm chuyển đổi số quốc gia" cùng với phương châm hành động '
        "“Làm gương, Kỷ cương, Trọng tâm, Bứt phá”, Bộ trưởng Bộ Thông tin và Truyền thông yêu cầu "
        "toàn Ngành cần thực hiện tốt các nhiệm vụ trọng tâm như sau:",
    ),
    tasks=(
        task(
            "preamble.key-tasks",
            at(
                540,
                "Bộ trưởng Bộ Thông tin và Truyền thông yêu cầu toàn Ngành cần thực hiện tốt các "
                "nhiệm vụ trọng tâm như sau:",
            ),
            "The Minister of Information and Communications requires the whole sector to carry out"
            " the following key tasks well:",
            responsible=("nganh-tttt",),
            said={"responsible": "toàn Ngành"},
        ),
    ),
)
