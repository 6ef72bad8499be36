"""Công tác xây dựng cơ chế, chính sách, văn bản quy phạm pháp luật: law-making."""

from typing import Final

from vn_ict_directive.directive_01._quoting import at, task
from vn_ict_directive.model import Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="law-making",
    kind=SectionKind.WORK_AREA,
    name=Text(
        "Xây dựng cơ chế, chính sách, văn bản quy phạm pháp luật",
        "Development of mechanisms, policies and legal documents",
    ),
    heading=at(2975, "Công tác xây dựng cơ chế, chính sách, văn bản quy phạm pháp luật:"),
    span=at(
        2975,
        "Công tác xây dựng cơ chế, chính sách, văn bản quy phạm pháp luật: Tập trung công tác tham "
        "mưu, xây dựng, hoàn thiện chính sách pháp luật trên cơ sở rà soát toàn bộ hệ thống các "
        "văn bản quy phạm pháp luật chuyên ngành TTTT còn hiệu lực để phát hiện bất cập, tham vấn "
        "với các doanh nghiệp, tổ chức và thuê chuyên gia tư vấn thẩm định để đề xuất/kiến nghị "
        "sửa đổi các quy định theo hướng tạo thuận lợi cho doanh nghiệp phát triển và phù hợp với "
        "các quy định pháp luật chung.",
    ),
    tasks=(
        task(
            "law-making.policy-work",
            at(3041, "Tập trung công tác tham mưu, xây dựng, hoàn thiện chính sách pháp luật"),
            "Concentrate on advising on, drawing up and improving policies and laws",
        ),
        task(
            "law-making.review",
            at(
                3112,
                "trên cơ sở rà soát toàn bộ hệ thống các văn bản quy phạm pháp luật chuyên ngành TTTT còn "
                "hiệu lực để phát hiện bất cập",
            ),
            "on the basis of a review of the whole system of legal documents in force that are specific to information"
            " and communications, to find shortcomings",
        ),
        task(
            "law-making.consultation",
            at(3232, "tham vấn với các doanh nghiệp, tổ chức"),
            "consult enterprises and organizations",
            addressees=("doanh-nghiep", "to-chuc"),
            relation="consulted",
            said={"addressees": "các doanh nghiệp, tổ chức", "relation": "tham vấn với"},
        ),
        task(
            "law-making.experts",
            at(3271, "và thuê chuyên gia tư vấn thẩm định"),
            "and engage experts to advise and appraise",
            addressees=("chuyen-gia",),
            relation="engaged",
            said={"addressees": "chuyên gia tư vấn thẩm định", "relation": "thuê"},
        ),
        task(
            "law-making.amendments",
            at(
                3307,
                "để đề xuất/kiến nghị sửa đổi các quy định theo hướng tạo thuận lợi cho doanh nghiệp "
                "phát triển và phù hợp với các quy định pháp luật chung.",
            ),
            "to propose and recommend amendments to regulations so as to facilitate enterprise"
            " development and conform with general law.",
        ),
    ),
)
