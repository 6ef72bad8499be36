"""Lĩnh vực viễn thông: the telecommunications sector."""

from typing import Final

from vn_ict_directive.criteria import LeadingGroup, Milestone, Within
from vn_ict_directive.directive_01._indicators import (
    FIVE_G_LAUNCH,
    FIVE_G_TRIAL,
    IDI_RANK,
    TWO_G_PLAN,
)
from vn_ict_directive.directive_01._quoting import IN_2020, NO_DEADLINE, SIGNED, at, target, task
from vn_ict_directive.model import Alternative, Inference, Section, SectionKind
from vn_ict_directive.text import Text

_PLAN: Final = Text(
    "có lộ trình và phương án loại bỏ công nghệ di động 2G từ năm 2022",
    "a roadmap and a plan exist for phasing out 2G mobile technology from 2022",
)

SECTION: Final = Section(
    id="telecommunications",
    kind=SectionKind.SECTOR,
    name=Text("Viễn thông", "Telecommunications"),
    heading=at(990, "Lĩnh vực viễn thông:"),
    span=at(
        990,
        "Lĩnh vực viễn thông: Năm 2020, mạng thông tin di động 5G ở Việt Nam được triển khai "
        "thương mại; chủ động xây dựng lộ trình và phương án loại bỏ công nghệ di động 2G từ năm "
        "2022. Xử lý căn bản các loại “rác” viễn thông như Sim “rác”, tin nhắn “rác”… Về nâng bậc "
        "và cải thiện thứ hạng, đối với viễn thông, chỉ số phát triển ICT lên thứ hạng từ 80 đến "
        "85.",
    ),
    tasks=(
        task(
            "telecommunications.junk",
            at(1168, "Xử lý căn bản các loại “rác” viễn thông như Sim “rác”, tin nhắn “rác”…"),
            "Deal fundamentally with the various kinds of telecommunications “junk”, such as"
            " “junk” SIMs and “junk” (spam) messages …",
        ),
    ),
    targets=(
        target(
            "telecommunications.5g-commercial",
            at(1011, "Năm 2020, mạng thông tin di động 5G ở Việt Nam được triển khai thương mại"),
            "In 2020, the 5G mobile network in Viet Nam is to be deployed commercially",
            indicator=FIVE_G_LAUNCH,
            criterion=Milestone(
                event=Text(
                    "mạng 5G được triển khai thương mại", "a 5G network is deployed commercially"
                )
            ),
            said={
                "indicator": "triển khai thương mại",
                "criterion": "mạng thông tin di động 5G ở Việt Nam được triển khai thương mại",
                "start": "Năm 2020",
                "due": "Năm 2020",
            },
            inferences=(
                Inference(
                    field="indicator",
                    reason=Text(
                        "Bài viết không định nghĩa “triển khai thương mại”, được hiểu là khai"
                        " trương dịch vụ theo giấy phép thương mại.",
                        "The text does not define “deployed commercially”; read as the launch"
                        " of service under a commercial licence.",
                    ),
                    alternatives=(
                        Alternative(
                            id="paid-trial",
                            label=Text(
                                "thử nghiệm thương mại có thu phí, theo cách hiểu của Bộ trưởng"
                                " trước Quốc hội ngày 06/11/2020",
                                "a paid commercial trial, as the Minister put it to the National"
                                " Assembly on 6 November 2020",
                            ),
                            indicator=FIVE_G_TRIAL,
                        ),
                    ),
                ),
                IN_2020,
                Inference(
                    field="start",
                    reason=Text(
                        "Bài viết ghi “Năm 2020”; tính từ ngày ký.",
                        "The text says “in 2020”; counted from the day of signature.",
                    ),
                    alternatives=(
                        Alternative(
                            id="year-begins",
                            label=Text("từ ngày đầu của năm 2020", "from the first day of 2020"),
                            start="2020-01-01",
                        ),
                    ),
                ),
            ),
            corroborated_by=("dbp-2020-01-14", "antd-419477", "vietnammoi-2020-01-19"),
            notes=(
                Text(
                    "Bản tổng kết của Bộ, theo một trang của tỉnh, ghi là thương mại hóa tháng"
                    " 12/2020; báo chí năm 2021 ghi là còn thử nghiệm.",
                    "The ministry's review, as a province reported it, says commercialized in"
                    " December 2020; the press of 2021 says that it was still on trial.",
                ),
            ),
        ),
        target(
            "telecommunications.2g-phase-out-plan",
            at(
                1086,
                "chủ động xây dựng lộ trình và phương án loại bỏ công nghệ di động 2G từ năm 2022",
            ),
            "proactively draw up a roadmap and plan for phasing out 2G mobile technology from 2022",
            indicator=TWO_G_PLAN,
            criterion=Milestone(event=_PLAN),
            said={
                "criterion": "xây dựng lộ trình và phương án loại bỏ công nghệ di động 2G từ năm"
                " 2022",
                "due": at(1011, "Năm 2020"),
            },
            inferences=(
                Inference(
                    field="indicator",
                    reason=Text(
                        "Bài viết không nêu khi nào lộ trình và phương án được coi là có; tính"
                        " việc Bộ trình phương án. Phương án được biết là để dừng 2G trong năm"
                        " 2022, còn mệnh đề yêu cầu loại bỏ từ năm 2022.",
                        "The text does not say when a roadmap and plan count as drawn up; the"
                        " ministry's submission of one counts. The plan that is known was to stop"
                        " 2G in 2022; the clause asks for removal from 2022.",
                    ),
                ),
                Inference(
                    field="criterion",
                    reason=Text(
                        "Ngày 28/12/2019, trước khi ký Chỉ thị, có tin Bộ đã trình phương án;"
                        " vẫn tính, vì điều được yêu cầu là có phương án.",
                        "On 28 December 2019, before the directive was signed, the ministry was"
                        " reported to have submitted a plan; it counts, since the clause asks"
                        " that a plan exist.",
                    ),
                    alternatives=(
                        Alternative(
                            id="after-signature",
                            label=Text(
                                "chỉ tính phương án có từ ngày ký",
                                "only a plan made from signature on",
                            ),
                            criterion=Milestone(event=_PLAN, earliest=SIGNED),
                        ),
                    ),
                ),
                Inference(
                    field="due",
                    reason=Text(
                        "Mệnh đề không nêu hạn; “Năm 2020” đứng đầu câu và Chỉ thị dành cho năm"
                        " 2020.",
                        "The clause states no deadline; “In 2020” opens its sentence, and the"
                        " directive is for 2020.",
                    ),
                    alternatives=(
                        Alternative(
                            id="before-2022",
                            label=Text(
                                "trước khi bắt đầu loại bỏ năm 2022",
                                "before removal begins in 2022",
                            ),
                            due="2021-12-31",
                        ),
                    ),
                ),
            ),
            corroborated_by=("dbp-2020-01-14", "antd-419477"),
            notes=(
                Text(
                    "Chỉ thị yêu cầu có lộ trình và phương án; không ấn định ngày tắt sóng 2G.",
                    "The directive asks for a roadmap and plan; it sets no date to switch 2G off.",
                ),
                Text(
                    "Không tìm thấy việc Thủ tướng Chính phủ phê duyệt phương án trong các tin công"
                    " khai đến tháng 3/2026.",
                    "No approval of the plan by the Prime Minister was found in public accounts up"
                    " to March 2026.",
                ),
            ),
        ),
        target(
            "telecommunications.ict-index-rank",
            at(
                1239,
                "Về nâng bậc và cải thiện thứ hạng, đối với viễn thông, chỉ số phát triển ICT lên "
                "thứ hạng từ 80 đến 85.",
            ),
            "On moving up and improving rankings: for telecommunications, the ICT development"
            " index is to rise to a rank of 80 to 85.",
            indicator=IDI_RANK,
            criterion=LeadingGroup(worst=85, best=80),
            said={
                "indicator": "chỉ số phát triển ICT",
                "criterion": "lên thứ hạng từ 80 đến 85",
            },
            inferences=(
                Inference(
                    field="indicator",
                    reason=Text(
                        "Bài viết chỉ ghi “chỉ số phát triển ICT”, được hiểu là IDI của ITU,"
                        " chỉ số mang tên đó và có xếp hạng quốc gia.",
                        "The text says only “the ICT development index”; read as the ITU's"
                        " IDI, the index of that name which ranked countries.",
                    ),
                ),
                Inference(
                    field="criterion",
                    reason=Text(
                        "“lên thứ hạng từ 80 đến 85” được đọc như các mục tiêu thứ hạng khác: hạng"
                        " 85 đủ để đạt, hạng 80 là mức mong muốn, tốt hơn cả hai vẫn là đạt; câu"
                        " không có chữ “nhóm … dẫn đầu”.",
                        "“to a rank from 80 to 85” is read like the other ranks: rank 85 is enough,"
                        " rank 80 is hoped for, and better than both does not fail; the sentence"
                        " does not speak of a leading group.",
                    ),
                    alternatives=(
                        Alternative(
                            id="literal-band",
                            label=Text(
                                "đúng nguyên văn: hạng trong khoảng 80 đến 85",
                                "to the letter: a rank between 80 and 85",
                            ),
                            criterion=Within(low=80, high=85),
                        ),
                    ),
                ),
                NO_DEADLINE,
            ),
            corroborated_by=("dbp-2020-01-14",),
        ),
    ),
)
