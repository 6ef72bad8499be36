"""The closing call to agencies, organizations and enterprises."""

import datetime as dt
from typing import Final

from vn_ict_directive.directive_01._quoting import at, task
from vn_ict_directive.model import Inference, Section, SectionKind
from vn_ict_directive.text import Text

_ALL: Final = ("co-quan-to-chuc", "doanh-nghiep")
_SUBJECT: Final = {"responsible": at(4914, "các cơ quan, tổ chức, doanh nghiệp")}

SECTION: Final = Section(
    id="call",
    kind=SectionKind.IMPLEMENTATION,
    name=Text(
        "Yêu cầu đối với cơ quan, tổ chức, doanh nghiệp",
        "Call to agencies, organizations and enterprises",
    ),
    span=at(
        4898,
        "Chỉ thị yêu cầu các cơ quan, tổ chức, doanh nghiệp căn cứ vào nhiệm vụ, chương trình công "
        "tác của đơn vị tập trung triển khai thực hiện các nhiệm vụ ngay từ những ngày đầu, tháng "
        "đầu của năm 2020; xây dựng, phát động phong trào thi đua đến các cá nhân, tổ chức trực "
        "thuộc, phấn đấu hoàn thành các nhiệm vụ được giao./.",
    ),
    tasks=(
        task(
            "call.early-start",
            at(
                4898,
                "Chỉ thị yêu cầu các cơ quan, tổ chức, doanh nghiệp căn cứ vào nhiệm vụ, chương "
                "trình công tác của đơn vị tập trung triển khai thực hiện các nhiệm vụ ngay từ "
                "những ngày đầu, tháng đầu của năm 2020;",
            ),
            "The directive requires agencies, organizations and enterprises, on the basis of"
            " their own tasks and work programmes, to concentrate on carrying out the tasks"
            " from the very first days and months of 2020;",
            responsible=_ALL,
            start=dt.date(2020, 1, 1),
            said={
                "responsible": "các cơ quan, tổ chức, doanh nghiệp",
                "start": "ngay từ những ngày đầu, tháng đầu của năm 2020",
            },
            inferences=(
                Inference(
                    field="start",
                    reason=Text(
                        "“ngay từ những ngày đầu, tháng đầu” được đọc là ngày đầu của năm 2020.",
                        "“from the very first days and the first month” is read as the first day of"
                        " 2020.",
                    ),
                ),
            ),
        ),
        task(
            "call.emulation",
            at(
                5095,
                "xây dựng, phát động phong trào thi đua đến các cá nhân, tổ chức trực thuộc",
            ),
            "build and launch an emulation movement among the individuals and organizations under"
            " them",
            responsible=_ALL,
            said=_SUBJECT,
        ),
        task(
            "call.completion",
            at(5171, "phấn đấu hoàn thành các nhiệm vụ được giao./."),
            "strive to complete the assigned tasks./.",
            responsible=_ALL,
            said=_SUBJECT,
        ),
    ),
)
