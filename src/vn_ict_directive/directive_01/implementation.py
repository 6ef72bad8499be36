"""What the ministry and its own units are to do."""

from typing import Final

from vn_ict_directive.directive_01._quoting import END_OF_2020, IN_2020, at, task
from vn_ict_directive.model import Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="implementation",
    kind=SectionKind.IMPLEMENTATION,
    name=Text("Thực hiện tại Bộ", "Implementation by the ministry"),
    span=at(
        4596,
        "Năm 2020, Bộ Thông tin và Truyền thông phấn đấu hoàn thành toàn diện kế hoạch, nhiệm vụ "
        "đã đề ra; các cơ quan, đơn vị thuộc Bộ chủ động xây dựng kế hoạch chi tiết và thực hiện "
        "nghiêm túc, đúng tiến độ các nhiệm vụ được giao nhằm phục vụ tốt nhất công tác chỉ đạo, "
        "điều hành của Bộ trưởng.",
    ),
    tasks=(
        task(
            "implementation.ministry-plan-2020",
            at(
                4596,
                "Năm 2020, Bộ Thông tin và Truyền thông phấn đấu hoàn thành toàn diện kế hoạch, "
                "nhiệm vụ đã đề ra;",
            ),
            "In 2020, the Ministry of Information and Communications strives to complete in"
            " full the plans and tasks set;",
            responsible=("btttt",),
            said={"responsible": "Bộ Thông tin và Truyền thông", "due": "Năm 2020"},
            due=END_OF_2020,
            inferences=(IN_2020,),
            notes=(
                Text(
                    "Không có số liệu công bố nào cho biết toàn bộ kế hoạch đã hoàn thành hay chưa.",
                    "No published figure says whether the whole plan was completed.",
                ),
            ),
        ),
        task(
            "implementation.detailed-plans",
            at(4694, "các cơ quan, đơn vị thuộc Bộ chủ động xây dựng kế hoạch chi tiết"),
            "the agencies and units of the ministry proactively draw up detailed plans",
            responsible=("don-vi-thuoc-bo",),
            said={"responsible": "các cơ quan, đơn vị thuộc Bộ"},
        ),
        task(
            "implementation.on-schedule",
            at(
                4759,
                "và thực hiện nghiêm túc, đúng tiến độ các nhiệm vụ được giao nhằm phục vụ tốt nhất "
                "công tác chỉ đạo, điều hành của Bộ trưởng.",
            ),
            "and carry out the assigned tasks strictly and on schedule, so as to serve best the"
            " Minister's direction and administration.",
            responsible=("don-vi-thuoc-bo",),
            said={"responsible": at(4694, "các cơ quan, đơn vị thuộc Bộ")},
        ),
    ),
)
