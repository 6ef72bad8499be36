"""Lĩnh vực ứng dụng công nghệ thông tin: IT application."""

from typing import Final

from vn_ict_directive.criteria import LeadingGroup
from vn_ict_directive.directive_01._indicators import EGDI_RANK
from vn_ict_directive.directive_01._quoting import END_OF_YEAR, at, target, task
from vn_ict_directive.model import Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="it-application",
    kind=SectionKind.SECTOR,
    name=Text("Ứng dụng công nghệ thông tin", "Information technology application"),
    heading=at(1356, "Lĩnh vực ứng dụng công nghệ thông tin:"),
    span=at(
        1356,
        "Lĩnh vực ứng dụng công nghệ thông tin: Đẩy mạnh ứng dụng công nghệ thông tin, xây dựng "
        "chính phủ điện tử trên cơ sở cải cách hành chính, lấy người dân và doanh nghiệp làm trung "
        "tâm. Đến hết năm 2020, Việt Nam vào nhóm 75 quốc gia dẫn đầu về Chỉ số phát triển chính "
        "phủ điện tử theo đánh giá của Liên hợp quốc.",
    ),
    tasks=(
        task(
            "it-application.promotion",
            at(1395, "Đẩy mạnh ứng dụng công nghệ thông tin"),
            "Advance the application of information technology",
        ),
        task(
            "it-application.e-government",
            at(1434, "xây dựng chính phủ điện tử trên cơ sở cải cách hành chính"),
            "build e-government on the basis of administrative reform",
        ),
        task(
            "it-application.people-at-the-centre",
            at(1493, "lấy người dân và doanh nghiệp làm trung tâm."),
            "put people and enterprises at the centre.",
        ),
    ),
    targets=(
        target(
            "it-application.egdi-rank",
            at(
                1538,
                "Đến hết năm 2020, Việt Nam vào nhóm 75 quốc gia dẫn đầu về Chỉ số phát triển "
                "chính phủ điện tử theo đánh giá của Liên hợp quốc.",
            ),
            "By the end of 2020, Viet Nam is to enter the group of the 75 leading countries in"
            " the E-Government Development Index as assessed by the United Nations.",
            indicator=EGDI_RANK,
            criterion=LeadingGroup(worst=75),
            said={
                "indicator": "Chỉ số phát triển chính phủ điện tử theo đánh giá của Liên hợp quốc",
                "criterion": "vào nhóm 75 quốc gia dẫn đầu",
                "due": "Đến hết năm 2020",
            },
            inferences=(END_OF_YEAR,),
            corroborated_by=("dbp-2020-01-14",),
        ),
    ),
)
