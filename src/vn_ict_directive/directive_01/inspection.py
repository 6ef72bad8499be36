"""Công tác thanh tra, kiểm tra, giải quyết khiếu nại tố cáo: inspection."""

from typing import Final

from vn_ict_directive.directive_01._quoting import END_OF_2020, at, task
from vn_ict_directive.model import Inference, Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="inspection",
    kind=SectionKind.WORK_AREA,
    name=Text(
        "Thanh tra, kiểm tra, giải quyết khiếu nại tố cáo",
        "Inspection, examination, settlement of complaints and denunciations",
    ),
    heading=at(3460, "Công tác thanh tra, kiểm tra, giải quyết khiếu nại tố cáo:"),
    span=at(
        3460,
        "Công tác thanh tra, kiểm tra, giải quyết khiếu nại tố cáo: Triển khai thực hiện tốt Kế "
        "hoạch thanh tra năm 2020. Phối hợp chặt chẽ với các bộ, ngành, địa phương, tổ chức đoàn "
        "thể, hội, hiệp hội và doanh nghiệp tăng cường công tác thực thi pháp luật, thanh tra, "
        "kiểm tra, xử lý nghiêm các hành vi sai phạm trên tất cả các lĩnh vực thuộc Bộ quản lý.",
    ),
    tasks=(
        task(
            "inspection.plan-2020",
            at(3519, "Triển khai thực hiện tốt Kế hoạch thanh tra năm 2020."),
            "Carry out the inspection plan of 2020 well.",
            due=END_OF_2020,
            inferences=(
                Inference(
                    field="due",
                    reason=Text(
                        "Câu chỉ nêu tên kế hoạch; ngày 31/12/2020 là ngày cuối của năm kế hoạch.",
                        "The sentence only names the plan; 31 December 2020 is the last day of the"
                        " plan's year.",
                    ),
                ),
            ),
            notes=(
                Text(
                    "Không có số liệu công bố nào cho biết kế hoạch đã được thực hiện hay chưa.",
                    "No published figure says whether the plan was carried out.",
                ),
            ),
        ),
        task(
            "inspection.coordination",
            at(
                3573,
                "Phối hợp chặt chẽ với các bộ, ngành, địa phương, tổ chức đoàn thể, hội, hiệp hội "
                "và doanh nghiệp",
            ),
            "Coordinate closely with ministries, central agencies and localities, mass"
            " organizations, societies, associations and enterprises",
            addressees=("bo-nganh-dia-phuong", "doan-the-hiep-hoi", "doanh-nghiep"),
            relation="coordinated-with",
            said={
                "relation": "Phối hợp chặt chẽ với",
                "addressees": "các bộ, ngành, địa phương, tổ chức đoàn thể, hội, hiệp hội và doanh"
                " nghiệp",
            },
        ),
        task(
            "inspection.enforcement",
            at(3670, "tăng cường công tác thực thi pháp luật, thanh tra, kiểm tra"),
            "strengthen law enforcement, inspection and examination",
        ),
        task(
            "inspection.violations",
            at(
                3731,
                "xử lý nghiêm các hành vi sai phạm trên tất cả các lĩnh vực thuộc Bộ quản lý.",
            ),
            "deal strictly with violations in all sectors under the ministry's management.",
        ),
    ),
)
