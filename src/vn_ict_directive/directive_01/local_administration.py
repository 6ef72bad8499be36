"""Quản lý nhà nước tại địa phương: what the provincial departments are to do."""

from typing import Final

from vn_ict_directive.directive_01._quoting import at, task
from vn_ict_directive.model import Section, SectionKind
from vn_ict_directive.text import Text

_DEPARTMENT: Final = {"responsible": at(3924, "Sở Thông tin và Truyền thông")}

SECTION: Final = Section(
    id="local-administration",
    kind=SectionKind.LOCAL_ADMINISTRATION,
    name=Text("Quản lý nhà nước tại địa phương", "State administration in the localities"),
    span=at(
        3858,
        "Trong công tác quản lý nhà nước tại địa phương, Bộ trưởng yêu cầu Sở Thông tin và Truyền "
        "thông chỉ đạo các cơ quan báo chí, truyền thông và hệ thống thông tin cơ sở tại địa "
        "phương thông tin, tuyên truyền toàn diện, đầy đủ về chủ trương, đường lối của Đảng, chính "
        "cách pháp luật của Nhà nước, công tác chỉ đạo, điều hành của Chính phủ, Thủ tướng Chính "
        "phủ và chính quyền địa phương, xây dựng lòng tin và sự đồng thuận của nhân dân trên địa "
        "bàn. Tham mưu kịp thời, hiệu quả các chính sách cho chính quyền địa phương để thực hiện "
        "các chiến lược, quy hoạch, kế hoạch, chương trình, dự án phát triển lĩnh vực Thông tin và "
        "Truyền thông ở địa phương. Thực hiện tốt nhiệm vụ là đầu mối triển khai Chính quyền điện "
        "tử tại địa phương.",
    ),
    tasks=(
        task(
            "local-administration.direction",
            at(
                3858,
                "Trong công tác quản lý nhà nước tại địa phương, Bộ trưởng yêu cầu Sở Thông tin và "
                "Truyền thông chỉ đạo các cơ quan báo chí, truyền thông và hệ thống thông tin cơ "
                "sở tại địa phương",
            ),
            "In state administration in the localities, the Minister requires the Departments of"
            " Information and Communications to direct the local press and media agencies and the"
            " grassroots information system",
            responsible=("so-tttt",),
            addressees=("bao-chi-dia-phuong",),
            relation="directed",
            said={
                "relation": "chỉ đạo",
                "responsible": "Sở Thông tin và Truyền thông",
                "addressees": "các cơ quan báo chí, truyền thông và hệ thống thông tin cơ sở tại"
                " địa phương",
            },
        ),
        task(
            "local-administration.information",
            at(
                4038,
                "thông tin, tuyên truyền toàn diện, đầy đủ về chủ trương, đường lối của Đảng, "
                "chính cách pháp luật của Nhà nước, công tác chỉ đạo, điều hành của Chính phủ, Thủ "
                "tướng Chính phủ và chính quyền địa phương",
            ),
            "to inform and publicize fully and completely the lines and guidelines of the Party,"
            " the policies and laws of the State, and the direction and administration by the"
            " Government, the Prime Minister and the local authorities",
            responsible=("bao-chi-dia-phuong",),
            said={
                "responsible": at(
                    3961,
                    "các cơ quan báo chí, truyền thông và hệ thống thông tin cơ sở tại địa phương",
                )
            },
        ),
        task(
            "local-administration.trust",
            at(4240, "xây dựng lòng tin và sự đồng thuận của nhân dân trên địa bàn."),
            "build the trust and consensus of the people in the locality.",
            responsible=("so-tttt",),
            said=_DEPARTMENT,
        ),
        task(
            "local-administration.policy-advice",
            at(
                4302,
                "Tham mưu kịp thời, hiệu quả các chính sách cho chính quyền địa phương để thực "
                "hiện các chiến lược, quy hoạch, kế hoạch, chương trình, dự án phát triển lĩnh vực "
                "Thông tin và Truyền thông ở địa phương.",
            ),
            "Advise the local authorities in time and effectively on policies to carry out the"
            " strategies, master plans, plans, programmes and projects that develop information and"
            " communications in the locality.",
            responsible=("so-tttt",),
            addressees=("chinh-quyen-dia-phuong",),
            relation="advised",
            said=_DEPARTMENT | {"addressees": "chính quyền địa phương", "relation": "Tham mưu"},
        ),
        task(
            "local-administration.e-government-focal-point",
            at(
                4502,
                "Thực hiện tốt nhiệm vụ là đầu mối triển khai Chính quyền điện tử tại địa phương.",
            ),
            "Carry out well the task of focal point for bringing about e-government in the"
            " locality.",
            responsible=("so-tttt",),
            said=_DEPARTMENT,
        ),
    ),
)
