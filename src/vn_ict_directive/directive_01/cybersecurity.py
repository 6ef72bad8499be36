"""Lĩnh vực an toàn, an ninh mạng: cybersecurity."""

from typing import Final

from vn_ict_directive.criteria import LeadingGroup
from vn_ict_directive.directive_01._indicators import GCI_RANK, GCI_RANK_BY_COUNT
from vn_ict_directive.directive_01._quoting import END_OF_YEAR, LEADING_EDGES, at, target, task
from vn_ict_directive.model import Alternative, Inference, Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="cybersecurity",
    kind=SectionKind.SECTOR,
    name=Text("An toàn, an ninh mạng", "Cybersecurity"),
    heading=at(1679, "Lĩnh vực an toàn, an ninh mạng:"),
    span=at(
        1679,
        "Lĩnh vực an toàn, an ninh mạng: Bảo đảm an toàn, an ninh mạng đặc biệt trong năm diễn ra "
        "đại hội đảng các cấp và các sự kiện quan trọng của đất nước. Giám sát, bảo đảm an toàn, "
        "an ninh mạng; hệ sinh thái các sản phẩm an toàn, an ninh mạng phải do doanh nghiệp Việt "
        "Nam xây dựng và làm chủ để phục vụ chính phủ điện tử, đô thị thông minh và các hệ thống "
        "thông tin quan trọng quốc gia. Đến hết năm 2020, Việt Nam vào nhóm 45 - 50 quốc gia dẫn "
        "đầu về Chỉ số an toàn, an ninh mạng toàn cầu của ITU.",
    ),
    tasks=(
        task(
            "cybersecurity.year-of-congresses",
            at(
                1711,
                "Bảo đảm an toàn, an ninh mạng đặc biệt trong năm diễn ra đại hội đảng các cấp và "
                "các sự kiện quan trọng của đất nước.",
            ),
            "Ensure cybersecurity, especially in the year in which Party congresses at all levels"
            " and important events of the country take place.",
        ),
        task(
            "cybersecurity.monitoring",
            at(1829, "Giám sát, bảo đảm an toàn, an ninh mạng;"),
            "Monitor and ensure cybersecurity;",
        ),
        task(
            "cybersecurity.product-ecosystem",
            at(
                1870,
                "hệ sinh thái các sản phẩm an toàn, an ninh mạng phải do doanh nghiệp Việt Nam xây "
                "dựng và làm chủ để phục vụ chính phủ điện tử, đô thị thông minh và các hệ thống "
                "thông tin quan trọng quốc gia.",
            ),
            "the ecosystem of cybersecurity products must be built and mastered by Vietnamese"
            " enterprises, to serve e-government, smart cities and information systems of"
            " national importance.",
            responsible=("doanh-nghiep-viet-nam",),
            said={"responsible": "doanh nghiệp Việt Nam"},
        ),
    ),
    targets=(
        target(
            "cybersecurity.gci-rank",
            at(
                2063,
                "Đến hết năm 2020, Việt Nam vào nhóm 45 - 50 quốc gia dẫn đầu về Chỉ số an toàn, "
                "an ninh mạng toàn cầu của ITU.",
            ),
            "By the end of 2020, Viet Nam is to enter the group of the 45-50 leading countries"
            " in the ITU's Global Cybersecurity Index.",
            indicator=GCI_RANK,
            criterion=LeadingGroup(worst=50, best=45),
            said={
                "indicator": "Chỉ số an toàn, an ninh mạng toàn cầu của ITU",
                "criterion": "vào nhóm 45 - 50 quốc gia dẫn đầu",
                "due": "Đến hết năm 2020",
            },
            inferences=(
                Inference(
                    field="indicator",
                    reason=Text(
                        "Bài viết nêu chỉ số nhưng không nêu cách đếm thứ hạng; lấy thứ hạng"
                        " ITU in. ITU in hạng liên tục (đồng hạng không bỏ số): năm 2018 hạng"
                        " 50 có 52 nước đứng trước.",
                        "The text names the index but not how ranks count; the rank that the ITU"
                        " prints is used. The ITU prints dense ranks: in 2018, 52 countries were"
                        " ahead of rank 50.",
                    ),
                    alternatives=(
                        Alternative(
                            id="by-count",
                            label=Text(
                                "đếm số nước có điểm cao hơn",
                                "by counting the countries with a higher score",
                            ),
                            indicator=GCI_RANK_BY_COUNT,
                        ),
                    ),
                ),
                LEADING_EDGES,
                END_OF_YEAR,
            ),
            corroborated_by=("ictnews-268286",),
            notes=(
                Text(
                    "Theo các bài khác, Cục An toàn thông tin phải lập kế hoạch vào nhóm 30;"
                    " mốc 2030 cho nhóm 30 là của Quyết định số 749/QĐ-TTg ngày 03/06/2020,"
                    " không phải của Chỉ thị này.",
                    "Other accounts add that the Authority of Information Security is to plan for"
                    " the top 30; 2030 as its date comes from Decision 749/QĐ-TTg of 3 June 2020,"
                    " not from this directive.",
                ),
            ),
        ),
    ),
)
