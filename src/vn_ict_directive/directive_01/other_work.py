"""Công tác tổng hợp khác: a heading that the article leaves without content."""

from typing import Final

from vn_ict_directive.directive_01._quoting import at
from vn_ict_directive.model import Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="other-work",
    kind=SectionKind.WORK_AREA,
    name=Text("Tổng hợp khác", "Other general work"),
    heading=at(3821, "Công tác tổng hợp khác."),
    span=at(3821, "Công tác tổng hợp khác."),
    notes=(
        Text(
            "Bài viết chỉ có tiêu đề này, không có nội dung.",
            "The article has this heading alone, without content.",
        ),
    ),
)
