"""Lĩnh vực bưu chính: the postal sector."""

from typing import Final

from vn_ict_directive.criteria import LeadingGroup
from vn_ict_directive.directive_01._indicators import UPU_RANK
from vn_ict_directive.directive_01._quoting import END_OF_YEAR, LEADING_EDGES, at, target, task
from vn_ict_directive.model import Inference, Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="postal",
    kind=SectionKind.SECTOR,
    name=Text("Bưu chính", "Postal services"),
    heading=at(649, "Lĩnh vực bưu chính:"),
    span=at(
        649,
        "Lĩnh vực bưu chính: Phát triển hạ tầng bưu chính theo hướng đẩy mạnh chuyển đổi số. Trong "
        "đó, chú trọng các dịch vụ liên quan đến chính phủ điện tử và các dịch vụ mang tính hỗ "
        "trợ/logistics cho thương mại điện tử. Đến hết năm 2020, Việt Nam vào nhóm 40 - 45 quốc "
        "gia dẫn đầu về bưu chính của Liên minh Bưu chính thế giới (UPU).",
    ),
    tasks=(
        task(
            "postal.infrastructure",
            at(669, "Phát triển hạ tầng bưu chính theo hướng đẩy mạnh chuyển đổi số."),
            "Develop the postal infrastructure in the direction of accelerating digital"
            " transformation.",
        ),
        task(
            "postal.priority-services",
            at(
                733,
                "Trong đó, chú trọng các dịch vụ liên quan đến chính phủ điện tử và các dịch vụ "
                "mang tính hỗ trợ/logistics cho thương mại điện tử.",
            ),
            "In particular, give priority to services related to e-government and to"
            " support/logistics services for e-commerce.",
        ),
    ),
    targets=(
        target(
            "postal.upu-rank",
            at(
                863,
                "Đến hết năm 2020, Việt Nam vào nhóm 40 - 45 quốc gia dẫn đầu về bưu chính của "
                "Liên minh Bưu chính thế giới (UPU).",
            ),
            "By the end of 2020, Viet Nam is to enter the Universal Postal Union (UPU) group"
            " of the 40-45 leading countries in postal services.",
            indicator=UPU_RANK,
            criterion=LeadingGroup(worst=45, best=40),
            said={
                "indicator": "về bưu chính của Liên minh Bưu chính thế giới (UPU)",
                "criterion": "vào nhóm 40 - 45 quốc gia dẫn đầu",
                "due": "Đến hết năm 2020",
            },
            inferences=(
                Inference(
                    field="indicator",
                    reason=Text(
                        "Bài viết không nêu tên chỉ số; 2IPD là bảng xếp hạng quốc gia của UPU.",
                        "The text names no index; the 2IPD is the UPU's ranking of countries.",
                    ),
                ),
                LEADING_EDGES,
                END_OF_YEAR,
            ),
            corroborated_by=("dbp-2020-01-14",),
            notes=(
                Text(
                    "Tại thời điểm ký, kỳ công bố gần nhất (năm 2019) đã xếp Việt Nam hạng 45:"
                    " mức tối thiểu đã đạt từ trước.",
                    "The edition known at signature (2019) already gave rank 45: the required"
                    " rank had been reached before.",
                ),
            ),
        ),
    ),
)
